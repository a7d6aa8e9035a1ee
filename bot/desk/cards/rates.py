"""Cards about how much is written: a trend with its picture, and a surge or silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.desk.card import Action, Card, Colour, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.chart import Chart, Series
from bot.desk.rates import Rate
from bot.desk.reader import Reader
from bot.desk.sections import by_rank
from bot.desk.trends import Step, Trend
from bot.desk.watching import Subject, Told
from bot.model import StoryView, Watch

TONES = (("cooperation", Colour.COOPERATION, False), ("friction", Colour.FRICTION, True), ("mixed", Colour.MIXED, True))
"""The tones of a picture: what is above the line and what is below it. Neutral articles are neither."""

STORIES_BEHIND = 3
_BUSIEST = {Step.DAY: "trend.busiest_day", Step.WEEK: "trend.busiest_week", Step.MONTH: "trend.busiest_month"}


def name_of(subject: Subject, reader: Reader) -> str:
    """The subject as people call it."""
    return reader.actor_id(subject.id) if subject.kind == "actor" else reader.theme(subject.id)


def trend(
    subjects: Sequence[Subject], tone: str | None, shown: Trend, reader: Reader, *, before: int | None, actions: Sequence[Action] = ()
) -> Card:
    """A trend: of all articles where `tone` is None, of one tone, or of all tones (`all`). `before` counts the time of the same length
    that came before, None where the desk knows nothing of it."""
    name = reader.together([name_of(subject, reader) for subject in subjects]) or reader.say("trend.everything")
    if tone not in (None, "all"):
        name = reader.say("trend.of_tone", name=name, tone=reader.word("tone", str(tone)))
    title = reader.say("trend.title_tones" if tone == "all" else "trend.title", name=name)
    if not sum(shown.totals):
        since = reader.calendar_day(shown.starts[0])
        words = reader.say("subject.none", since=since)
        return Card(reader.locale, line(title), f"{title}: {words}", lines=(line(words),))
    amount = _tones(shown, reader) if tone == "all" else _amount(shown, reader)
    compared = () if before is None else (line(Span(_compared(sum(shown.totals), before, reader), Style.QUIET)),)
    return Card(
        language=reader.locale,
        title=line(Span(title, Style.STRONG)),
        summary=f"{title}: {amount}",
        lines=(line(amount), *compared),
        actions=tuple(actions),
        footer=line(Span(reader.say("trend.footer_tones" if tone == "all" else "trend.footer"), Style.QUIET)),
        chart=_chart(title, tone, shown, amount, reader),
    )


def _chart(title: str, tone: str | None, shown: Trend, amount: str, reader: Reader) -> Chart:
    labels = tuple(_label(start, shown.step, reader) for start in shown.starts)
    if tone == "all":
        series = [Series(reader.word("tone_label", key), colour, shown.tones[key], is_below) for key, colour, is_below in TONES]
    else:
        colours = {key: colour for key, colour, _ in TONES}
        series = [Series(reader.say("trend.articles"), colours.get(tone or "", Colour.NEUTRAL), shown.totals)]
    step = reader.word("trend_step", shown.step.value)
    ends = {"first": labels[0], "last": labels[-1]}
    alt = reader.say("trend.alt", title=title, step=step, amount=amount, newest=shown.totals[-1], **ends)
    return Chart(reader.say("trend.heading", title=title, step=step), labels, tuple(series), alt)


def _label(start: date, step: Step, reader: Reader) -> str:
    return reader.calendar_month(start) if step is Step.MONTH else reader.calendar_day(start)


def _amount(shown: Trend, reader: Reader) -> str:
    totals = shown.totals
    most, start = max(zip(totals, shown.starts, strict=True))
    since = reader.calendar_day(shown.starts[0])
    said = reader.say("trend.amount", count=sum(totals), since=since)
    busiest = reader.say(_BUSIEST[shown.step], start=_label(start, shown.step, reader), count=most)
    return f"{said} {busiest}"


def _tones(shown: Trend, reader: Reader) -> str:
    counts = {key: sum(values) for key, values in shown.tones.items()}
    said = {key: counts.get(key, 0) for key in ("cooperation", "friction", "mixed", "neutral")}
    return reader.say("trend.tones", since=reader.calendar_day(shown.starts[0]), **said)


def _compared(now: int, before: int, reader: Reader) -> str:
    if not before:
        return reader.say("trend.before_none")
    change = round(100 * (now - before) / before)
    if not change:
        return reader.say("trend.before_same", count=before)
    return reader.say("trend.before_more" if change > 0 else "trend.before_less", count=before, change=abs(change))


def usual(found: Rate, reader: Reader) -> str:
    """`usually 6 to 12`."""
    key = "watch.usual_one" if found.low == found.high else "watch.usual"
    return reader.say(key, low=found.low, high=found.high)


def rate_line(subject: Subject, found: Rate | None, reader: Reader) -> Line:
    """A subject's last day against what is usual, or that too little is known."""
    name = name_of(subject, reader)
    if found is None:
        return line(reader.say("watch.unknown", name=name))
    return line(reader.say("watch.rate", name=name, count=found.count, usual=usual(found, reader)))


def unusual(told: Told, stories: Sequence[StoryView], reader: Reader, *, mention: str | None = None) -> Card:
    """A surge with the stories behind it, or a silence; posted, and so with absolute times."""
    name, found = name_of(told.subject, reader), told.rate
    is_surge = found.watch is Watch.SURGE
    summary = reader.say("watch.rate", name=name, count=found.count, usual=usual(found, reader))
    top = by_rank(stories)[:STORIES_BEHIND]
    lines = [line(summary)]
    if is_surge and top:
        lines.append(line(reader.say("watch.behind")))
    if not is_surge:
        lines.append(line(reader.say("watch.silence_means")))
    return Card(
        language=reader.locale,
        title=line(Span(reader.say("watch.surge" if is_surge else "watch.silence", name=name), Style.STRONG)),
        summary=summary,
        lines=tuple(lines),
        items=tuple(pieces.story_item(story, reader, is_posted=True) for story in top),
        actions=(trend_action(told.subject, reader), Action((told.subject.kind,), reader.say("action.stories"), told.subject.id)),
        footer=line(Span(reader.say("watch.until", moment=reader.clock(told.moment)), Style.QUIET)),
        colour=Colour.WARNING,
        mention=mention,
    )


def trend_action(subject: Subject, reader: Reader) -> Action:
    """The button that shows the trend of a subject."""
    return Action(("trend",), reader.say("trend.title", name=name_of(subject, reader)), f"{subject.kind}:{subject.id}")
