"""Which messages the README shows, and where their pictures are."""

from __future__ import annotations

from pathlib import Path

IMAGES = Path(__file__).parents[1] / "images"
SHOWN: tuple[tuple[str, str, str], ...] = (("alert", "en", "slack"), ("alert", "ko", "components"))
_PLATFORM = {"slack": "slack", "components": "discord", "embed": "discord-embed"}


def file_of(name: tuple[str, str, str]) -> Path:
    """The picture of a case, language and kind."""
    case, locale, kind = name
    return IMAGES / f"cards-{_PLATFORM[kind]}-{case}-{locale}.png"
