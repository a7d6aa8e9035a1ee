"""The neutral card: what the desk says, before any platform draws it. Renderers are pure functions Card -> payload.

Text in a card is plain text, never markup: a renderer escapes it for its platform. Links stand only in `url`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.desk.chart import Chart
from bot.model import Locale


class Style(StrEnum):
    """How a span is set off. HIGHLIGHT marks the words that caused a tag, STRUCK what is no longer so."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    CODE = "code"
    HIGHLIGHT = "highlight"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style, perhaps a link."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None


Line = tuple[Span, ...]


def line(*parts: str | Span) -> Line:
    """A line of plain strings and spans."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Field:
    """A short labelled value, such as the actors of a story."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a list: a story, a feed, a subscription, with lines of detail under its title."""

    title: Line
    details: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done with the card: the command `path` with `argument`, drawn as a button where a platform has buttons."""

    path: tuple[str, ...]
    label: str
    argument: str


class Colour(StrEnum):
    """The meaning of a card's edge, not a shade."""

    NEUTRAL = "neutral"
    COOPERATION = "cooperation"
    FRICTION = "friction"
    MIXED = "mixed"
    GOOD = "good"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that the desk says. `is_private` asks that only the asker sees it. `summary` is one plain line for notifications.

    `is_refusal` says that a command could not be answered, for scripts. `mention` is the platform's id of a role or user group to ping:
    the only ping that a card can carry. `closes` says that a redrawing with it ends what stood there: a platform that cannot redraw says so
    in a message. `chart` is a picture where a platform has pictures, else characters (bot.desk.cards.charts).
    """

    language: Locale
    title: Line
    summary: str
    lines: tuple[Line, ...] = ()
    fields: tuple[Field, ...] = ()
    items: tuple[Item, ...] = ()
    actions: tuple[Action, ...] = ()
    footer: Line = ()
    colour: Colour = Colour.NEUTRAL
    is_private: bool = False
    is_refusal: bool = False
    mention: str | None = None
    closes: bool = False
    chart: Chart | None = None
