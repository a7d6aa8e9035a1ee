"""Pictures of charts, drawn beside the loop. Pillow is imported with the first one: most desks draw none for a long time."""

from __future__ import annotations

import asyncio
import importlib
import logging
from dataclasses import dataclass

from bot.desk.chart import Chart

log = logging.getLogger(__name__)

PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file to be uploaded; `alt` says what it shows."""

    name: str
    content: bytes
    alt: str


async def picture_of(chart: Chart) -> Picture | None:
    """The chart as a PNG; None where it could not be drawn, which is logged: its text says the same."""
    try:
        return Picture("trend.png", await asyncio.to_thread(_png, chart), chart.alt)
    except Exception:
        log.exception("A chart could not be drawn")
        return None


def _png(chart: Chart) -> bytes:
    drawn: bytes = importlib.import_module("bot.adapters.picture.draw").png(chart)
    return drawn
