"""Two or three of the text's own sentences that stand for it."""

from __future__ import annotations

from handlers.summary.handler import SummaryHandler

__all__ = ["SummaryHandler"]
