"""A card as plain lines, every part of it, for reading in a golden case.

`# ` title, `. ` line, `= ` field, `* ` item, `  - ` its detail, `> ` action, `_ ` footer, `% ` chart. Links stand as <address> after
their text, highlighted words in [[ ]], struck ones in [- -]; other styles are not shown.
"""

from __future__ import annotations

from bot.desk.card import Card, Line, Span, Style


def dump(card: Card) -> str:
    """The card as text that ends in a newline."""
    rows = [
        f"({', '.join(part for part in _about(card) if part)})",
        f"# {_line(card.title)}",
        f"~ {card.summary}",
    ]
    rows += [f". {_line(parts)}" for parts in card.lines]
    rows += [f"= {field.label}: {_line(field.value)}" for field in card.fields]
    for item in card.items:
        rows.append(f"* {_line(item.title)}")
        rows += [f"  - {_line(detail)}" for detail in item.details]
    rows += [f"> {action.label}: {' '.join(action.path)} {action.argument}".rstrip() for action in card.actions]
    if card.footer:
        rows.append(f"_ {_line(card.footer)}")
    if card.chart is not None:
        rows += [f"% {card.chart.title}", f"% {card.chart.alt}", f"% {' | '.join(card.chart.labels)}"]
        rows += [f"% {one.name}{' (below)' if one.is_below else ''}: {' '.join(map(str, one.values))}" for one in card.chart.series]
    return "\n".join(rows) + "\n"


def _about(card: Card) -> tuple[str, ...]:
    return card.language, card.colour.value, "private" if card.is_private else "", f"pings {card.mention}" if card.mention else ""


def _line(parts: Line) -> str:
    return "".join(_span(span) for span in parts)


def _span(span: Span) -> str:
    around = {Style.HIGHLIGHT: "[[{}]]", Style.STRUCK: "[-{}-]"}.get(span.style, "{}")
    text = around.format(span.text)
    return f"{text} <{span.url}>" if span.url else text
