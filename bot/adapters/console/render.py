"""A card drawn for a terminal: pure, Card -> text. Colour and clickable links only where the terminal has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bot.adapters.console.plain import columns, visible
from bot.adapters.console.wrap import Row, wrap
from bot.desk.card import Action, Card, Colour, Field, Item, Line, Span, Style
from bot.desk.cards.charts import in_characters

_RESET = "\x1b[0m"
_SGR = {Style.STRONG: "1", Style.QUIET: "2", Style.CODE: "36", Style.HIGHLIGHT: "30;43", Style.STRUCK: "9"}
"""ECMA-48 select graphic rendition."""
_EDGE = {
    Colour.NEUTRAL: "90",
    Colour.COOPERATION: "34",
    Colour.FRICTION: "31",
    Colour.MIXED: "35",
    Colour.GOOD: "32",
    Colour.WARNING: "33",
}
_NARROWEST = 20
_WIDEST = 100
_LABEL_SHARE = 3


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the output can do. `width` in cells; `colour` for ANSI styles, `links` for OSC 8, `unicode` for lines beyond ASCII."""

    width: int = 80
    colour: bool = False
    links: bool = False
    unicode: bool = True


def render(card: Card, terminal: Terminal) -> str:
    """The card as rows that fit the terminal, with a final line feed. Text from feeds can neither style nor move anything."""
    return _Drawing(terminal).draw(card)


def plain_text(line: Line) -> str:
    """The line without styles and links, on one line."""
    return visible("".join(span.text for span in line)).strip()


def safe_link(url: str | None) -> str | None:
    """The address where it is http or https, with everything but printable ASCII percent-encoded; else None."""
    if not url:
        return None
    encoded = quote(url.strip(), safe="%/:=&?~#+!$,;'@()*[]-._")
    try:
        parts = urlsplit(encoded)
    except ValueError:
        return None
    return encoded if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


class _Drawing:
    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._edge = "┃" if terminal.unicode else "|"
        self._inner = min(max(terminal.width, _NARROWEST), _WIDEST) - 2

    def draw(self, card: Card) -> str:
        card = in_characters(card)
        edge = f"\x1b[{_EDGE[card.colour]}m{self._edge}{_RESET}" if self._terminal.colour else self._edge
        rows = []
        for index, block in enumerate(filter(None, self._blocks(card))):
            rows += [edge] if index else []
            rows += [f"{edge} {row}".rstrip() for row in block]
        return "\n".join(rows) + "\n"

    def _blocks(self, card: Card) -> Iterator[list[str]]:
        title = tuple(Span(span.text, Style.STRONG if span.style is Style.PLAIN else span.style, span.url) for span in card.title)
        yield list(self._line(title))
        yield [row for line in card.lines for row in self._line(line)]
        yield list(self._fields(card.fields))
        yield [row for number, item in enumerate(card.items, 1) for row in self._item(number, item)]
        yield [row for action in card.actions for row in self._action(action)]
        yield list(self._line(tuple(Span(span.text, Style.QUIET, span.url) for span in card.footer))) if card.footer else []

    def _line(self, line: Line, *, indent: int = 0) -> Iterator[str]:
        marked = line if self._terminal.colour else tuple(_marked(span) for span in line)
        for row in wrap(marked, self._inner - indent):
            yield " " * indent + self._paint(row)
        if not self._terminal.links:
            for url in dict.fromkeys(filter(None, (safe_link(span.url) for span in line))):
                yield " " * indent + self._styled(url, Style.QUIET)

    def _fields(self, fields: tuple[Field, ...]) -> Iterator[str]:
        labels = [visible(field.label) for field in fields]
        widest = min(max(map(columns, labels), default=0), self._inner // _LABEL_SHARE)
        indent = widest + 2
        for field, label in zip(fields, labels, strict=True):
            rows = list(self._line(field.value, indent=indent))
            if columns(label) > widest:
                yield from self._line((Span(label, Style.QUIET),))
                yield from rows
            else:
                yield self._styled(label, Style.QUIET) + " " * (indent - columns(label)) + rows[0][indent:]
                yield from rows[1:]

    def _item(self, number: int, item: Item) -> Iterator[str]:
        head = f"{number:>2}. "
        rows = list(self._line(item.title, indent=len(head)))
        yield head + rows[0][len(head) :]
        yield from rows[1:]
        for line in item.details:
            yield from self._line(line, indent=len(head))

    def _action(self, action: Action) -> Iterator[str]:
        command = " ".join(("/alliance", *action.path, action.argument)).strip()
        yield from self._line((Span(f"{action.label}:", Style.QUIET), Span(" "), Span(command, Style.CODE)))

    def _paint(self, row: Row) -> str:
        return "".join(self._link(self._styled(span.text, span.style), span.url) for span in row)

    def _styled(self, text: str, style: Style) -> str:
        if not self._terminal.colour or style is Style.PLAIN:
            return text
        return f"\x1b[{_SGR[style]}m{text}{_RESET}"

    def _link(self, text: str, url: str | None) -> str:
        address = safe_link(url) if self._terminal.links else None
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text


def _marked(span: Span) -> Span:
    """Without colour the words that caused a tag stand in brackets, and what is struck out between dashes in them."""
    around = {Style.HIGHLIGHT: "[{}]", Style.STRUCK: "[-{}-]"}.get(span.style, "{}")
    return Span(around.format(span.text), span.style, span.url)
