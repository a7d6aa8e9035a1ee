"""The golden messages that there are, as they would be sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from docs.cards import discord, slack

FOLDER = Path(__file__).parents[2] / "tests" / "golden"
KINDS = ("slack", "components", "embed")
"""Block Kit, Components V2, and the embed that stands in for it."""


@dataclass(frozen=True, slots=True)
class Golden:
    """One message of a case: its kind, its language, and its body."""

    case: str
    locale: str
    kind: str
    body: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called in the page."""
        return f"{self.case}-{self.locale}-{self.kind}"

    def drawn(self) -> Markup:
        """As HTML. Raises UnknownPartError where it holds what this page cannot draw."""
        return slack.draw(self.body) if self.kind == "slack" else discord.draw(self.body)


def goldens() -> list[Golden]:
    """All of them, by case, language and kind."""
    found = [*_read("discord"), *_read("slack")]
    return sorted(found, key=lambda golden: (golden.case, golden.locale, KINDS.index(golden.kind)))


def golden(case: str, locale: str, kind: str) -> Golden:
    """That one. Raises LookupError where there is none."""
    for found in goldens():
        if (found.case, found.locale, found.kind) == (case, locale, kind):
            return found
    raise LookupError(f"There is no golden message {case}-{locale}-{kind}")


def _read(platform: str) -> Iterator[Golden]:
    for path in sorted((FOLDER / platform).glob("*.json")):
        case, locale = path.stem.rsplit(".", 1)
        written = json.loads(path.read_text("utf-8"))
        for kind, body in ({"slack": written} if platform == "slack" else written).items():
            yield Golden(case, locale, kind, body)
