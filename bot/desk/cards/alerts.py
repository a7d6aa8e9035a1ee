"""Cards about a channel's alerts: the list, the proof of a new one, the preview of a filter, and changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.desk.card import Action, Card, Colour, Item, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.rates import rate_line, trend_action
from bot.desk.commands.option_specs import WEEKDAYS
from bot.desk.preview import MUTED, Preview
from bot.desk.rates import Rate
from bot.desk.reader import Reader
from bot.desk.watching import Subject
from bot.model import ArticleView, Filter, Rhythm, StoryView, Subscription, Watch

PREVIEW_ITEMS = 10
_DAYS = tuple(value for value, _ in WEEKDAYS)
_DIGEST_TERMS = {
    Rhythm.DAILY: "alerts.terms_daily",
    Rhythm.WEEKDAYS: "alerts.terms_weekdays",
    Rhythm.WEEKLY: "alerts.terms_weekly",
}


def describe(wanted: Filter, reader: Reader) -> str:
    """A filter in words."""
    parts = [
        reader.word("filter_relevance", wanted.minimum_relevance) if wanted.minimum_relevance != "none" else "",
        reader.word("filter_importance", wanted.minimum_importance) if wanted.minimum_importance != "low" else "",
        _part("filter.themes", (reader.theme(item) for item in wanted.themes), reader),
        _part("filter.actors", (reader.actor_id(item) for item in wanted.actors), reader),
        _part("filter.languages", (reader.language(item) for item in wanted.languages), reader),
        _part("filter.outlets", (reader.outlet_id(item) for item in wanted.outlets), reader),
        _part("filter.kinds", (reader.word("kind", item) for item in wanted.kinds), reader),
        _part("filter.tones", (reader.word("tone", item) for item in wanted.tones), reader),
        _part("filter.events", (reader.word("event", item) for item in wanted.events), reader),
        _part("filter.keywords", (item for item in wanted.keywords if not item.startswith("-")), reader),
        _part("filter.without", (item[1:] for item in wanted.keywords if item.startswith("-")), reader),
    ]
    return "; ".join(part for part in parts if part) or reader.say("filter.everything")


def wanted_words(wanted: Filter, watch: Iterable[Watch], reader: Reader) -> str:
    """What an alert wants in words: a filter, or what is watched."""
    kinds = [reader.word("watch_kind", one.value) for one in watch]
    if not kinds:
        return describe(wanted, reader)
    names = [*map(reader.actor_id, wanted.actors), *map(reader.theme, wanted.themes)]
    return reader.say("alerts.watch", watch=reader.together(kinds), names=reader.listing(names, 8))


def wants(item: Subscription, reader: Reader) -> str:
    """What an alert wants in words."""
    return wanted_words(item.filter, item.watch, reader)


def watched(item: Subscription, title: str, found: Sequence[tuple[Subject, Rate | None]], reader: Reader) -> Card:
    """What a watch looks at, and how much is written of it at present."""
    rows = [rate_line(subject, judged, reader) for subject, judged in found]
    pause = Action(("alerts", "pause"), reader.say("action.pause"), str(item.id))
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=(line(wants(item, reader)), line(terms(item, reader, 0)), line(reader.say("alerts.from_now_watch")), *rows),
        actions=(*(trend_action(subject, reader) for subject, _ in found[:3]), pause),
        colour=Colour.GOOD,
    )


def _part(key: str, names: Iterable[str], reader: Reader) -> str:
    shown = reader.listing(names, 8)
    return reader.say(key, names=shown) if shown else ""


def listing(subscriptions: Sequence[Subscription], reader: Reader, *, hour: int = 8, muted: Sequence[StoryView] = ()) -> Card:
    """The alerts of a channel, and the stories that it `muted`. `hour` is that of its digests where an alert names none."""
    title = reader.say("alerts.title", count=len(subscriptions))
    if not subscriptions:
        return Card(
            reader.locale,
            line(reader.say("alerts.none_title")),
            reader.say("alerts.none"),
            lines=(line(reader.say("alerts.none")),),
            items=_muted_here(muted, reader),
            is_private=True,
        )
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        items=(*(row(item, reader, hour) for item in subscriptions), *_muted_here(muted, reader)),
        footer=line(Span(reader.say("alerts.hint"), Style.QUIET)),
        is_private=True,
    )


def _muted_here(muted: Sequence[StoryView], reader: Reader) -> tuple[Item, ...]:
    """The muted stories in one row, none where there are none."""
    if not muted:
        return ()
    headlines = tuple(pieces.headline(pieces.face(shown, reader.locale), reader, Style.QUIET) for shown in muted)
    return (Item((Span(reader.say("alerts.muted_here"), Style.STRONG),), headlines),)


def row(item: Subscription, reader: Reader, hour: int) -> Item:
    """An alert in a list: its name, what it wants, and how it speaks."""
    name: list[Span] = [Span(item.name, Style.STRONG)]
    if item.is_paused:
        name.append(Span(" " + reader.say("alerts.paused_mark"), Style.QUIET))
    details = [line(wants(item, reader)), line(Span(terms(item, reader, hour), Style.QUIET))]
    if item.is_paused and item.paused_because:
        details.append(line(Span(reader.say("alerts.paused_because", reason=item.paused_because), Style.QUIET)))
    return Item(tuple(name), tuple(details))


def terms(item: Subscription, reader: Reader, hour: int) -> str:
    """How an alert speaks: when, how often at most, in which language, and whether it pings."""
    language = reader.language(item.language)
    if item.watch:
        said = reader.say("alerts.terms_watch", language=language)
    elif item.schedule.rhythm is Rhythm.INSTANT:
        said = reader.say("alerts.terms", cap=item.cap, language=language)
    else:
        at = f"{hour if item.schedule.hour is None else item.schedule.hour:02}:00"
        day = reader.word("weekday", _DAYS[item.schedule.weekday])
        said = reader.say(_DIGEST_TERMS[item.schedule.rhythm], time=at, day=day, language=language)
    return said if item.mention is None else reader.say("alerts.terms_ping", terms=said)


def proof(item: Subscription, example: StoryView | None, reader: Reader, *, hour: int = 8) -> Card:
    """What a new subscription will send, and the newest story that it would have sent."""
    title = reader.say("alerts.added", name=item.name)
    is_digest = item.schedule.rhythm is not Rhythm.INSTANT
    lines = [
        line(wants(item, reader)),
        line(terms(item, reader, hour)),
        line(reader.say("alerts.from_now_digest" if is_digest else "alerts.from_now")),
        line(reader.say("alerts.example") if example else reader.say("alerts.no_example")),
    ]
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=(pieces.story_item(example, reader),) if example else (),
        actions=(
            Action(("alerts", "preview"), reader.say("action.preview"), str(item.id)),
            Action(("alerts", "edit"), reader.say("action.edit"), str(item.id)),
            Action(("alerts", "pause"), reader.say("action.pause"), str(item.id)),
        ),
        colour=Colour.GOOD,
    )


def edited(item: Subscription, reader: Reader, *, hour: int = 8) -> Card:
    """An alert as it now is."""
    title = reader.say("alerts.edited", name=item.name)
    lines = (line(wants(item, reader)), line(terms(item, reader, hour)))
    preview = Action(("alerts", "preview"), reader.say("action.preview"), str(item.id))
    return Card(reader.locale, line(title), title, lines=lines, actions=(preview,), colour=Colour.GOOD)


def muted(shown: StoryView, reader: Reader) -> Card:
    """A story of which the channel hears no more."""
    undo = Action(("alerts", "unmute"), reader.say("action.unmute"), str(shown.id))
    title = reader.say("alerts.muted")
    headline = pieces.headline(pieces.face(shown, reader.locale), reader)
    return Card(
        reader.locale, line(title), title, lines=(headline, line(reader.say("alerts.muted_until"))), actions=(undo,), colour=Colour.GOOD
    )


def unmuted(shown: StoryView, reader: Reader, *, was_muted: bool) -> Card:
    """A story of which the channel hears again."""
    title = reader.say("alerts.unmuted" if was_muted else "alerts.not_muted")
    return Card(reader.locale, line(title), title, lines=(pieces.headline(pieces.face(shown, reader.locale), reader),), colour=Colour.GOOD)


def removed(item: Subscription, reader: Reader) -> Card:
    """An alert is no more."""
    return _changed(reader.say("alerts.removed", name=item.name), item, reader)


def resumed(item: Subscription, reader: Reader) -> Card:
    """An alert goes on."""
    return _changed(reader.say("alerts.resumed", name=item.name), item, reader)


def paused(item: Subscription, reader: Reader) -> Card:
    """An alert waits to be resumed."""
    resume = Action(("alerts", "resume"), reader.say("action.resume"), str(item.id))
    card = _changed(reader.say("alerts.paused", name=item.name), item, reader)
    return replace(card, lines=(*card.lines, line(reader.say("alerts.paused_until"))), actions=(resume,))


def _changed(title: str, item: Subscription, reader: Reader) -> Card:
    return Card(reader.locale, line(title), title, lines=(line(wants(item, reader)),), colour=Colour.GOOD)


def previewed(name: str | None, wanted: Filter, result: Preview, reader: Reader, *, days: int) -> Card:
    """How many alerts a filter would have sent, which, and why others were held back."""
    title = reader.say("preview.title", days=days, count=len(result.alerts))
    lines = [line(reader.say("preview.filter", name=name, words=describe(wanted, reader)) if name else describe(wanted, reader))]
    if not result.articles:
        lines.append(line(reader.say("preview.no_articles")))
    else:
        lines.append(line(reader.say("preview.amount", articles=result.articles, a_day=f"{len(result.alerts) / days:.1f}")))
    if result.folded:
        lines.append(line(reader.say("preview.folded", count=result.folded)))
    if result.quiet:
        lines.append(line(reader.say("preview.quiet", count=result.quiet)))
    if result.digests:
        lines.append(line(reader.say("preview.digests", count=result.digests)))
    if result.held:
        held = "; ".join(reader.say("preview.held_part", part=reader.word("filter_part", part), count=n) for part, n in result.held.items())
        lines.append(line(reader.say("preview.held", parts=held)))
    items = [_alert_row(article, reader) for article in result.alerts[:PREVIEW_ITEMS]]
    items += [_held_row(article, why, reader) for article, why in result.examples]
    more = len(result.alerts) - PREVIEW_ITEMS
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=tuple(items),
        footer=line(Span(reader.say("brief.more", count=more), Style.QUIET)) if more > 0 else (),
        is_private=True,
    )


def _alert_row(article: ArticleView, reader: Reader) -> Item:
    details = pieces.DOT.join((pieces.kind_of(article, reader), reader.clock(article.first_seen_at)))
    return Item(pieces.headline(article, reader), (line(Span(details, Style.QUIET)),))


def _held_row(article: ArticleView, why: str, reader: Reader) -> Item:
    words = reader.say("preview.muted") if why == MUTED else reader.say("preview.held_because", part=reader.word("filter_part", why))
    return Item(pieces.headline(article, reader, Style.QUIET), (line(Span(words, Style.QUIET)),))
