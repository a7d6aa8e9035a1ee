"""The digest of a subscription: the stories of a period by section, one line a story."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.card import Card, Line, Span, Style, line
from bot.desk.cards.rows import MOST_LINES, fits, story_row
from bot.desk.digest import Period
from bot.desk.reader import Reader
from bot.desk.sections import Contents, shares
from bot.model import Subscription


def digest(item: Subscription, period: Period, found: Contents, reader: Reader) -> Card:
    """The card of one digest. `found` holds the stories of the period; none gives one line that says so."""
    title = reader.say("digest.title", name=item.name)
    span = {"since": reader.clock(period.start), "until": reader.clock(period.end)}
    if not found.count:
        words = reader.say("digest.none", **span)
        return Card(reader.locale, line(title), f"{title}: {words}", lines=(line(words),))
    amount = reader.say("digest.amount", count=found.count, **span)
    return Card(
        language=reader.locale,
        title=line(title),
        summary=f"{title}: {amount}",
        lines=(line(Span(amount, Style.QUIET)), *_sections(found, reader)),
        footer=line(Span(reader.say("digest.hint"), Style.QUIET)),
    )


def _sections(found: Contents, reader: Reader) -> tuple[Line, ...]:
    rows = {section: [story_row(story, reader) for story in stories[:MOST_LINES]] for section, stories in found.sections.items()}
    given = _fitting(list(rows.values()), list(map(len, found.sections.values())))
    lines: list[Line] = []
    for count, (section, stories) in zip(given, found.sections.items(), strict=True):
        lines.append(line(Span(reader.word("section", section.value), Style.STRONG)))
        lines += rows[section][:count]
        if len(stories) > count:
            lines.append(line(Span(reader.say("digest.more", count=len(stories) - count), Style.QUIET)))
    return tuple(lines)


def _fitting(rows: Sequence[Sequence[Line]], sizes: Sequence[int]) -> tuple[int, ...]:
    """How many rows of each section are shown: as many as `MOST_LINES` and the budget let."""
    for most in range(MOST_LINES, 0, -1):
        given = shares(sizes, most)
        if fits([row for count, own in zip(given, rows, strict=True) for row in own[:count]]):
            return given
    return shares(sizes, len(sizes))
