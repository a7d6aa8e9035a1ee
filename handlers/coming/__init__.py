"""What a text announces for a day to come, with the day resolved from the article's own date."""

from __future__ import annotations

from handlers.coming.handler import ComingHandler

__all__ = ["ComingHandler"]
