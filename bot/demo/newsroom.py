"""The demo's newsroom: invented outlets and articles of our own writing, read from the files in `newsroom/` into frozen records.

An article is one Markdown file with YAML front matter (`title`, `later_title`, `author`, `section`, `phase`, `age`, `image`). Its body has
one sentence a line and a blank line between paragraphs. `age` is how long before the newsroom opens the piece was published (`40h`,
`12m`), so that the demo's news is always fresh.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from bot.model import Outlet, OutletClass

_FRONT_MATTER = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_AGE = re.compile(r"(\d+)([hm])")


class Phase(StrEnum):
    """BACKLOG is there when the newsroom opens; NEWS appears when it is released."""

    BACKLOG = "backlog"
    NEWS = "news"


class FeedFormat(StrEnum):
    RSS = "rss"
    ATOM = "atom"


class DateStyle(StrEnum):
    """KOREAN is `2026-09-27 19:00:00` in Seoul's time with no zone named, as several Korean outlets write it."""

    RFC822 = "rfc822"
    RFC3339 = "rfc3339"
    KOREAN = "korean"


@dataclass(frozen=True, slots=True)
class FeedStyle:
    """How an outlet serves its feed. `charset` is a Python codec; `has_body` False gives the lead alone, the text stands on the page.

    `has_ids` False leaves guids out; `by_query` names pages `?id=` instead of by path.
    """

    format: FeedFormat
    charset: str
    has_body: bool
    dates: DateStyle
    has_ids: bool
    by_query: bool


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One article. `slug` is unique within its outlet; `age` is counted back from the newsroom's opening; `paragraphs` is the text;
    `later_title` is the headline that its outlet gives it later, None where it keeps the first."""

    slug: str
    outlet_id: str
    title: str
    author: str | None
    section: str
    phase: Phase
    age: timedelta
    caption: str | None
    paragraphs: tuple[str, ...]
    later_title: str | None = None

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between them."""
        return "\n\n".join(self.paragraphs)

    @property
    def lead(self) -> str:
        """The first paragraph, which a feed gives as its summary."""
        return self.paragraphs[0]


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    """An invented outlet with its articles, newest first."""

    outlet: Outlet
    style: FeedStyle
    articles: tuple[SampleArticle, ...]


def load_newsroom() -> tuple[SampleOutlet, ...]:
    """Every outlet of the demo in the order of `newsroom/outlets.yaml`. Raises ValueError naming the file that cannot be read."""
    root = files("bot.demo") / "newsroom"
    declared = yaml.safe_load((root / "outlets.yaml").read_text(encoding="utf-8"))
    return tuple(_outlet(item, root) for item in declared)


def parse_article(outlet_id: str, slug: str, source: str) -> SampleArticle:
    """One article from the text of its file. Raises ValueError where the front matter is missing or wrong."""
    match = _FRONT_MATTER.match(source)
    if match is None:
        raise ValueError(f"{outlet_id}/{slug}: the file does not begin with front matter between two lines of ---.")
    front = yaml.safe_load(match["front"])
    try:
        return SampleArticle(
            slug=slug,
            outlet_id=outlet_id,
            title=str(front["title"]),
            author=front.get("author"),
            section=str(front["section"]),
            phase=Phase(front["phase"]),
            age=_age(str(front["age"])),
            caption=front.get("image"),
            paragraphs=_paragraphs(match["body"]),
            later_title=front.get("later_title"),
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"{outlet_id}/{slug}: the front matter is wrong: {error}") from error


def _outlet(item: Mapping[str, Any], root: Traversable) -> SampleOutlet:
    outlet = Outlet(
        id=item["id"],
        name=item["name"],
        name_ko=item["name_ko"],
        family=item["family"],
        language=item["language"],
        country=item["country"],
        outlet_class=OutletClass(item["class"]),
    )
    folder = root / outlet.id
    articles = [
        parse_article(outlet.id, file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".md")
    ]
    return SampleOutlet(outlet, _style(item["feed"]), tuple(sorted(articles, key=lambda article: (article.age, article.slug))))


def _style(item: Mapping[str, str]) -> FeedStyle:
    return FeedStyle(
        format=FeedFormat(item["format"]),
        charset=item["charset"],
        has_body=item["body"] == "full",
        dates=DateStyle(item["dates"]),
        has_ids=item["ids"] == "guid",
        by_query=item["address"] == "query",
    )


def _age(text: str) -> timedelta:
    match = _AGE.fullmatch(text)
    if match is None:
        raise ValueError(f"age {text!r} is not hours or minutes such as 40h or 12m")
    number = int(match[1])
    return timedelta(hours=number) if match[2] == "h" else timedelta(minutes=number)


def _paragraphs(body: str) -> tuple[str, ...]:
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", body))
    return tuple(block for block in blocks if block)
