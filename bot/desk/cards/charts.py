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
    """A row of blocks for each series, all to one scale, and the first and the last column's names."""
    most = max((max(one.values, default=0) for one in chart.series), default=0)
    is_one = len(chart.series) == 1
    rows = [
        line(Span(spark(one.values, most), Style.CODE), Span(f"  {max(one.values, default=0)}" if is_one else f"  {one.name}", Style.QUIET))
        for one in chart.series
    ]
    ends = " – ".join(dict.fromkeys((*chart.labels[:1], *chart.labels[-1:])))
    return (*rows, line(Span(ends, Style.QUIET)))
