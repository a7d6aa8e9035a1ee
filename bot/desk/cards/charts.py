"""A card's chart in characters, for wherever no picture can be shown."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.card import Card, Line, Span, Style, line
from bot.desk.chart import Chart, spark


def in_characters(card: Card) -> Card:
    """The card with its chart as rows of text after its lines."""
    if card.chart is None:
        return card
    return replace(card, chart=None, lines=(*card.lines, *chart_rows(card.chart)))


def chart_rows(chart: Chart) -> tuple[Line, ...]:
    """A row of blocks for each series, all to one scale, and the names of the first and last column. One series is named by its scale."""
    most = max((max(one.values, default=0) for one in chart.series), default=0)
    names = [one.name for one in chart.series] if len(chart.series) > 1 else [f"0–{most}"]
    rows = zip(chart.series, names, strict=True)
    ends = " – ".join(dict.fromkeys((*chart.labels[:1], *chart.labels[-1:])))
    return (
        *(line(Span(spark(one.values, most), Style.CODE), Span(f"  {name}", Style.QUIET)) for one, name in rows),
        line(Span(ends, Style.QUIET)),
    )
