"""Who said what, directly and reported."""

from __future__ import annotations

from handlers.quotes.handler import QuotesHandler

__all__ = ["QuotesHandler"]
