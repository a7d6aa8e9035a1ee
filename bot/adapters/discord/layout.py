"""A card as pieces of Markdown within a budget of characters; what both kinds of message are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.adapters.discord.custom_id import custom_id
from bot.adapters.discord.limits import DISCORD, size
from bot.adapters.discord.markdown import Place, fit, plain
from bot.desk.card import Action, Card, Field, Item, Line, Span, Style, line
from bot.desk.commands.spec import Words

_TITLE = 1_000
_ROW = 1_500
_FOOTER = 600
_LEAST = 40
_SHORTENED = Words("Shortened: the rest does not fit into one message.", "메시지 하나에 다 담지 못해 일부를 줄였습니다.")
_LATEST = Words("Latest stories", "최신 사안")
_NAMELESS = "Alliance Desk"


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a card: a heading, sections of rows, and a footer, empty where the card has none."""

    title: str
    sections: tuple[str, ...]
    footer: str


@dataclass(slots=True)
class _Room:
    """What is left of the budget; `is_short` once something did not fit."""

    left: int
    is_short: bool = False
    rows: list[str] = field(default_factory=list)

    def take(self, part: Line, most: int, before: str = "") -> bool:
        """Add the line as a row; False where there is no room for a readable piece of it."""
        room = min(most, self.left - size(before) - 1)
        text = fit(part, room, Place.INSIDE if before else Place.ROW) if room >= _LEAST else ""
        if not text:
            self.is_short = self.is_short or bool(plain(part))
            return False
        self.rows.append(before + text)
        self.left -= size(before + text) + 1
        return True


def lay_out(card: Card, budget: int) -> Body:
    """The card's text in at most `budget` characters, line feeds counted. Long rows are cut at a sentence, rows without room left out."""
    title = fit(title_of(card), _TITLE, Place.HEADING)
    footer = fit(card.footer, _FOOTER)
    note = f"-# {_SHORTENED.of(card.language)}"
    room = _Room(budget - size(title) - size(footer) - size(note) - 3)
    sections = [_section(room, card.lines), _section(room, map(_labelled, card.fields)), _items(room, card.items)]
    return Body(title, tuple(filter(None, (*sections, note if room.is_short else ""))), footer)


def title_of(card: Card) -> Line:
    """The card's title, or what stands for it where nothing of it can be seen: Discord takes no empty text."""
    return next((part for part in (card.title, line(card.summary)) if plain(part)), line(_NAMELESS))


def buttons(card: Card, mark: str = "") -> tuple[tuple[str, str], ...]:
    """(custom_id, label) of every action that a button can carry, each once, at most 25.

    A message that is a delivery (`mark`) has one at least, since the mark is found again by it.
    """
    found: dict[str, str] = {}
    for action in card.actions:
        carried, label = custom_id(action, mark), _label(action.label)
        if carried and label:
            found.setdefault(carried, label)
    if mark and not found:
        latest = Action(("latest",), _LATEST.of(card.language), "")
        found[custom_id(latest, mark) or ""] = latest.label
    return tuple(found.items())[: DISCORD.buttons]


def _label(text: str) -> str:
    shown = plain(line(text))
    if size(shown) <= DISCORD.button_label:
        return shown
    while size(shown) >= DISCORD.button_label:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def _labelled(part: Field) -> Line:
    return (Span(part.label.strip(), Style.STRONG), Span("  "), *part.value) if part.label.strip() else part.value


def _section(room: _Room, lines: Iterable[Line]) -> str:
    room.rows = []
    for part in lines:
        room.take(part, _ROW, "\n" if room.rows and _is_head(part) else "")
    return "\n".join(room.rows)


def _is_head(part: Line) -> bool:
    """A line set off as a whole stands over those that follow, as the sections of a digest do: some room above shows what belongs to it."""
    return all(span.style is Style.STRONG for span in part)


def _items(room: _Room, items: tuple[Item, ...]) -> str:
    room.rows = []
    for number, item in enumerate(items, 1):
        if not room.take(item.title or line("…"), _ROW, f"**{number}.** "):
            room.is_short = True
            break
        for detail in item.details:
            room.take(detail, _ROW)
    return "\n".join(room.rows)


def rows_of(found: tuple[tuple[str, str], ...]) -> Iterator[dict[str, object]]:
    """Action rows of five buttons ("Component Reference": type 1 an action row, type 2 a button, style 2 secondary)."""
    for start in range(0, len(found), DISCORD.buttons_a_row):
        row = found[start : start + DISCORD.buttons_a_row]
        yield {"type": 1, "components": [{"type": 2, "style": 2, "label": label, "custom_id": carried} for carried, label in row]}
