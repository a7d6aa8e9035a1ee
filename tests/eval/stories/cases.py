"""Labelled sets of stories: our own (articles/*.json) or a file of one article a line, in order of arrival."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handlers import Document

ARTICLES = Path(__file__).with_name("articles")


@dataclass(frozen=True, slots=True)
class StoryCase:
    """An article and the story that it was labelled with. `at` is when it was published."""

    id: str
    story: str
    lang: str
    at: datetime
    title: str
    text: str

    @property
    def document(self) -> Document:
        """What the handlers are given."""
        return Document(title=self.title, body=self.text, language=self.lang, published=self.at.date())


def own_stories(folder: Path = ARTICLES) -> list[StoryCase]:
    """The multi-outlet set of our own writing, by time; a file holds one article or a list of them."""
    found: list[Any] = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        found += content if isinstance(content, list) else [content]
    return sorted(map(_case, found), key=lambda case: (case.at, case.id))


def read_stories(path: Path) -> list[StoryCase]:
    """One article a line, in the order of the file."""
    return _cases(path.read_text(encoding="utf-8").split("\n"))


def _cases(lines: Iterable[str]) -> list[StoryCase]:
    return [_case(json.loads(line)) for line in lines if line.strip()]


def _case(data: dict[str, Any]) -> StoryCase:
    at = datetime.fromisoformat(data["published"])
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return StoryCase(str(data["id"]), str(data["story"]), str(data["lang"]), at, str(data["title"]), str(data["text"]))
