"""The tone of a text toward Korea-US relations (codebook section 5): cooperation, friction, mixed or neutral."""

from __future__ import annotations

from handlers.tone.handler import ToneHandler

__all__ = ["ToneHandler"]
