"""A card as Block Kit: pure, Card -> the `text` and `blocks` of a message as a dict.

Everything that a feed wrote stands in rich text or plain text elements, never in mrkdwn. A card's colour is not drawn: Slack has an edge
only on attachments, which it folds, and the card says in words what the colour means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bot.adapters.slack.buttons import actions_block
from bot.adapters.slack.limits import SLACK
from bot.adapters.slack.rich_text import escaped, fit, length, mention, plain, rich_text, section
from bot.desk.card import Card, Field, Item, Line, Span, Style, line
from bot.desk.cards.charts import in_characters
from bot.desk.commands.spec import Words

Json = dict[str, Any]

_TITLE = 600
_ROW = 1_500
_FOOTER = 600
_LEAST = 40
_ITEMS_A_BLOCK = 10
_MOST_HEADS = 10  # of the 50 blocks
_NAMELESS = "Alliance Desk"
_SHORTENED = Words("Shortened: the rest does not fit into one message.", "메시지 하나에 다 담지 못해 일부를 줄였습니다.")


@dataclass(slots=True)
class _Room:
    """What is left of a message's characters; `is_short` once something did not fit."""

    left: int
    is_short: bool = False
    rows: list[Line] = field(default_factory=list)

    def take(self, row: Line, most: int = _ROW) -> Line | None:
        """The row as far as there is room for it; None where nothing readable fits, or nothing of it can be seen."""
        text = plain(row)
        if not text:
            return None
        room = min(most, self.left)
        if room < min(_LEAST, len(text)):
            self.is_short = True
            return None
        kept = fit(row, room)
        self.left -= len(plain(kept))
        return kept


def message(card: Card) -> Json:
    """`text`, for notifications and screen readers, and `blocks`."""
    return {"text": notification(card), "blocks": blocks(card)}


def notification(card: Card) -> str:
    """The card in a line, with nothing in it that Slack reads as markup; and whom the message pings, as a notification must say."""
    words = card.summary if plain(line(card.summary)) else plain(card.title) or _NAMELESS
    text = escaped(fit_text(words))
    return text if card.mention is None else f"{_ping(card.mention)} {text}"


def fit_text(text: str) -> str:
    """A text in one line that fits into `text`."""
    return "".join(span.text for span in fit(line(text), SLACK.text // 2))


def _ping(platform_id: str) -> str:
    return f"<@{platform_id}>" if platform_id.startswith(("U", "W")) else f"<!subteam^{platform_id}>"


def blocks(card: Card) -> list[Json]:
    """The card from top to bottom, at most 50 blocks; its chart in characters, since a picture is a message of its own (uploads.py)."""
    card = in_characters(card)
    room = _Room(SLACK.message)
    found = [_head(card, room)]
    found += _sections(room, [(row,) for row in card.lines])
    found += _sections(room, [(_labelled(part),) for part in card.fields], apart=False)
    found += _items(room, card.items)
    if room.is_short:
        found.append(_small(_SHORTENED.of(card.language)))
    footer = plain(fit(card.footer, _FOOTER))
    if footer:
        found.append(_small(footer))
    buttons = actions_block(card.actions)
    return [*found[: SLACK.blocks - 1], buttons] if buttons else found[: SLACK.blocks]


def _head(card: Card, room: _Room) -> Json:
    """The title in bold, with its link; after whom it pings."""
    title = next((row for row in (card.title, line(card.summary)) if plain(row)), line(_NAMELESS))
    bold = tuple(Span(span.text, Style.CODE if span.style is Style.CODE else Style.STRONG, span.url) for span in title)
    drawn = section(room.take(bold, _TITLE) or line(_NAMELESS))
    if card.mention is not None:
        drawn["elements"] = [mention(card.mention), {"type": "text", "text": " "}, *drawn["elements"]]
    return rich_text([drawn])


def _sections(room: _Room, groups: Sequence[tuple[Line, ...]], *, apart: bool = True) -> list[Json]:
    """Rows as sections, in blocks of at most 3,000 characters. Rows that are not `apart` stand close, as one section."""
    rows = [kept for group in groups for row in group if (kept := room.take(row)) is not None]
    if not rows:
        return []
    if not apart:
        return _blocks_of([section(*chunk) for chunk in _chunks(rows)])
    return [block for group in _under_heads(rows) for block in _blocks_of([section(row) for row in group])]


def _under_heads(rows: Sequence[Line]) -> list[Sequence[Line]]:
    """Rows set off as a whole, as the sections of a digest are, begin a block of their own, which Slack parts from the one before."""
    heads = [number for number, row in enumerate(rows) if number and all(span.style is Style.STRONG for span in row)]
    edges = [0, *(heads if len(heads) <= _MOST_HEADS else ()), len(rows)]
    return [rows[start:end] for start, end in pairwise(edges)]


def _chunks(rows: Sequence[Line]) -> list[list[Line]]:
    """Rows in groups of at most 3,000 characters."""
    found: list[list[Line]] = [[]]
    size = 0
    for row in rows:
        size += len(plain(row)) + 1
        if size > SLACK.rich_text and found[-1]:
            found.append([])
            size = len(plain(row)) + 1
        found[-1].append(row)
    return found


def _blocks_of(parts: Sequence[Json]) -> list[Json]:
    found: list[list[Json]] = []
    size = 0
    for part in parts:
        here = length([part])
        if not found or size + here > SLACK.rich_text:
            found.append([])
            size = 0
        found[-1].append(part)
        size += here
    return [rich_text(group) for group in found]


def _labelled(part: Field) -> Line:
    label = part.label.strip()
    return (Span(label, Style.STRONG), Span("  "), *part.value) if label else part.value


def _items(room: _Room, items: Sequence[Item]) -> list[Json]:
    """Numbered rows in lists, each with its details below it."""
    drawn: list[Json] = []
    for item in items:
        title = room.take(item.title if plain(item.title) else line("…"))
        if title is None:
            room.is_short = True
            break
        details = [kept for row in item.details if (kept := room.take(row)) is not None]
        drawn.append(section(title, *details))
    return _lists(drawn)


def _lists(sections: Sequence[Json]) -> list[Json]:
    """One list where it fits into a block; else sections with their numbers, since a list cannot go on counting in another block."""
    if not sections:
        return []
    if len(sections) <= _ITEMS_A_BLOCK and length(sections) <= SLACK.rich_text:
        return [rich_text([{"type": "rich_text_list", "style": "ordered", "indent": 0, "border": 0, "elements": list(sections)}])]
    return _blocks_of([_numbered(number, part) for number, part in enumerate(sections, 1)])


def _numbered(number: int, part: Json) -> Json:
    return {**part, "elements": [{"type": "text", "text": f"{number}. ", "style": {"bold": True}}, *part["elements"]]}


def _small(text: str) -> Json:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text, "emoji": False}]}
