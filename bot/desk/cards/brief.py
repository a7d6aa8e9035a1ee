"""The card of a brief: the first stories with why they matter, the sections one line a story, what is coming up, the counts.

It is one message, so what fits least is left out by rank: each section keeps its first stories and says how many more there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.desk.briefing.calendar import Event, dangles, exactest, in_order
from bot.desk.briefing.contents import Brief, Part
from bot.desk.briefing.tally import Rise
from bot.desk.briefing.words import Voice, stance, voice, why
from bot.desk.card import Card, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut, one_line
from bot.desk.reader import Reader
from bot.desk.sections import Section, main_themes, shares
from bot.model import ArticleView, StoryView

BUDGET = 3_800
"""Characters of the message with its addresses: Discord takes 4,000 over all."""

FIRST = 3
"""Top stories that are shown however little room there is."""

EVENTS = 5
HEADLINE = 110
SAID = 190
THEMES = 2

_MARKUP = 5
_DAY = timedelta(days=1)
_TONES = ("friction", "cooperation", "mixed")

Rows = tuple[Line, ...]
"""The lines of one story or one event."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A part of the card: its heading, its rows by rank, how many there are besides, and how many it keeps before others have a second."""

    head: str
    rows: tuple[Rows, ...]
    more: int = 0
    least: int = 1

    def lines(self, count: int, reader: Reader) -> list[Line]:
        """The heading over the first rows, and how many more there are."""
        more = self.more + len(self.rows) - count
        found = [line(Span(self.head, Style.STRONG)), *(row for rows in self.rows[:count] for row in rows)]
        return [*found, line(Span(reader.say("digest.more", count=more), Style.QUIET))] if more else found


def brief(found: Brief, reader: Reader, *, title: str, hint: str, about: str = "") -> Card:
    """The card of a brief under that title; a time without stories gives one line that says so. `about` is what was asked for, in words."""
    span = {"since": reader.clock(found.period.start), "until": reader.clock(found.period.end)}
    if not found.now.stories:
        words = reader.say("digest.none", **span)
        return Card(reader.locale, line(title), f"{title}: {words}", lines=(line(words),))
    counts = {"stories": found.now.stories, "articles": found.now.articles, "outlets": found.now.outlets}
    amount = reader.say("briefing.amount", **counts, **span)
    opening = [line(Span(part, Style.QUIET)) for part in (about, amount) if part]
    if found.is_quiet:
        opening.append(line(reader.word("briefing_quiet", _span(found))))
    closing = _numbers(found, reader)
    room = BUDGET - _size([*opening, *closing, line(title), line(hint)])
    return Card(
        language=reader.locale,
        title=line(title),
        summary=f"{title}: {amount}",
        lines=(*opening, *_fitting(_blocks(found, reader), room, reader), *closing),
        footer=line(Span(hint, Style.QUIET)),
    )


def _blocks(found: Brief, reader: Reader) -> list[_Block]:
    blocks = [_block(part, found, reader) for part in found.parts]
    if found.events:
        shown = in_order(found.events[:EVENTS])
        rows = tuple((_event_row(event, reader),) for event in shown)
        blocks.append(_Block(reader.say("briefing.coming"), rows, len(found.events) - len(shown)))
    return blocks


def _fitting(blocks: Sequence[_Block], budget: int, reader: Reader) -> list[Line]:
    """The blocks with as many rows as there is room for, each with one at least."""
    least = [min(block.least, len(block.rows)) for block in blocks]
    rest = [len(block.rows) - kept for block, kept in zip(blocks, least, strict=True)]
    for most in range(sum(rest), -1, -1):
        given = [kept + more for kept, more in zip(least, shares(rest, most), strict=True)]
        lines = _drawn(blocks, given, reader)
        if _size(lines) <= budget:
            return lines
    return _drawn(blocks, [1] * len(blocks), reader)


def _drawn(blocks: Sequence[_Block], given: Sequence[int], reader: Reader) -> list[Line]:
    return [row for count, block in zip(given, blocks, strict=True) for row in block.lines(count, reader)]


def _size(lines: Sequence[Line]) -> int:
    return sum(len(span.text) + len(span.url or "") + _MARKUP for row in lines for span in row)


def _block(part: Part, found: Brief, reader: Reader) -> _Block:
    head = reader.word("section", part.section.value)
    if part.section is Section.OVERNIGHT and found.night is not None:
        hours = {"first": f"{found.night.start.astimezone(reader.zone):%H:%M}", "last": f"{found.night.end.astimezone(reader.zone):%H:%M}"}
        head = reader.say("briefing.night", **hours)
    row = {Section.TOP: _top, Section.STATEMENTS: _statement, Section.OPINION: _opinion}.get(part.section, _story)
    rows = tuple(row(story, reader) for story in part.stories)
    return _Block(head, rows, part.more, FIRST if part.section is Section.TOP else 1)


def _story(story: StoryView, reader: Reader, style: Style = Style.PLAIN) -> Rows:
    """`• Headline · Tariffs, Cars · 3 outlets`."""
    article = pieces.face(story, reader.locale)
    return ((Span("• "), _headline(article, reader, style), Span(_tail(story, article, reader), Style.QUIET)),)


def _top(story: StoryView, reader: Reader) -> Rows:
    """The story, and why it matters in the words of its source: a sentence, or what somebody says in it where it has none to choose."""
    article = pieces.face(story, reader.locale)
    heard = voice(story, reader.locale)
    rows = _story(story, reader, Style.STRONG)
    if said := cut(one_line(why(article)), SAID):
        return (*rows, line(reader.say("briefing.why", text=said, outlet=reader.outlet(article.outlet))))
    return rows if heard is None else (*rows, _quoted(heard, reader))


def _statement(story: StoryView, reader: Reader) -> Rows:
    """`• Speaker: “quote” · Outlet`, the quote linked; the headline where nobody is quoted."""
    heard = voice(story, reader.locale)
    return _story(story, reader) if heard is None else ((Span("• "), *_quoted(heard, reader)),)


def _quoted(heard: Voice, reader: Reader) -> Line:
    text = cut(one_line(heard.text), SAID).rstrip(" ,;")
    quote = Span(reader.say("why.quote", text=text), Style.PLAIN, heard.article.url)
    outlet = pieces.DOT + reader.outlet(heard.article.outlet)
    return (Span(reader.actor(heard.speaker), Style.STRONG), Span(": "), quote, Span(outlet, Style.QUIET))


def _opinion(story: StoryView, reader: Reader) -> Rows:
    """`• Outlet: Title`, and the sentence that says where it stands."""
    article = pieces.face(story, reader.locale)
    title = (Span("• "), Span(reader.outlet(article.outlet) + ": "), _headline(article, reader))
    said = cut(one_line(stance(article)), SAID)
    return (title, line(Span(reader.say("why.quote", text=said)))) if said else (title,)


def _headline(article: ArticleView, reader: Reader, style: Style = Style.PLAIN) -> Span:
    return Span(cut(article.title, HEADLINE) or reader.say("article.untitled"), style, article.url)


def _tail(story: StoryView, article: ArticleView, reader: Reader) -> str:
    """The first themes, and the outlet or how many there are."""
    themes = ", ".join(reader.theme(key) for key in main_themes(article.analysis)[:THEMES]) if article.analysis else ""
    count = len(story.outlets)
    outlets = reader.say("digest.outlets", count=count) if count > 1 else reader.outlet(article.outlet)
    return "".join(pieces.DOT + part for part in (themes, outlets) if part)


def _event_row(event: Event, reader: Reader) -> Line:
    """`• 12 Mar, talks: sentence · Outlet`, the sentence linked; the headline where the sentence is not understood alone."""
    notice = exactest(event, reader.locale)
    text = notice.article.title if dangles(notice.tag.text) else notice.tag.text
    when = pieces.coming_day(notice.tag, reader)
    label = reader.say("briefing.event", day=when, kind=reader.word("coming_kind", notice.tag.kind))
    said = Span(cut(one_line(text), HEADLINE), Style.PLAIN, notice.article.url)
    return (Span("• "), Span(label), said, Span(pieces.DOT + reader.outlet(notice.article.outlet), Style.QUIET))


def _numbers(found: Brief, reader: Reader) -> list[Line]:
    """The counts by section and by tone beside those of the period before, and what rises."""
    now, before = found.now, found.before
    lines = [line(Span(reader.word("briefing_numbers", _span(found) if before else "alone"), Style.STRONG))]
    if before is not None:
        totals = {"stories": _changed(now.stories, before.stories), "articles": _changed(now.articles, before.articles)}
        lines.append(line(reader.say("briefing.total", **totals)))
    lines.append(line(_listed("section", list(Section), now.sections, before.sections if before else None, reader)))
    if tones := _listed("tone", _TONES, now.tones, before.tones if before else None, reader):
        lines.append(line(reader.say("briefing.tones", tones=tones)))
    rises = [_rise(reader.theme(rise.id), rise) for rise in found.themes] + [_rise(reader.actor_id(rise.id), rise) for rise in found.actors]
    if rises:
        lines.append(line(reader.say("briefing.rising", names=", ".join(rises))))
    return lines


def _listed(group: str, keys: Sequence[str], now: Mapping[str, int], before: Mapping[str, int] | None, reader: Reader) -> str:
    """`Security 12 (+3), Opinion 4 (-1)`; what is in neither period is left out."""
    counts = [(reader.word(group, key), now.get(key, 0), before.get(key, 0) if before else 0) for key in keys]
    told = [(name, count, earlier) for name, count, earlier in counts if count or earlier]
    return ", ".join(f"{name} {count if before is None else _changed(count, earlier)}" for name, count, earlier in told)


def _rise(name: str, rise: Rise) -> str:
    return f"{name} {_changed(rise.now, rise.before)}"


def _changed(count: int, before: int) -> str:
    """`12 (+3)`, `12 (-1)`, `12 (=)`."""
    change = count - before
    return f"{count:,} ({f'{change:+,}' if change else '='})"


def _span(found: Brief) -> str:
    """What the brief is one of: a day, a week, or another time."""
    days = (found.period.end - found.period.start) / _DAY
    return "day" if 0.9 <= days <= 1.1 else "week" if 6.9 <= days <= 7.1 else "time"
