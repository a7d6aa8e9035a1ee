"""Articles, stories, what can be asked of them, and what can be tagged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.model.developments import Development
from bot.model.feeds import Announce, FullText, Outlet
from bot.tags import Analysis

Importance = Literal["low", "notable", "high", "top"]
"""How much weight a story has, by bot.desk.importance."""

IMPORTANCES: tuple[Importance, ...] = ("low", "notable", "high", "top")
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The text of an article as it stood at one time. `number` starts at 1. `is_change` says that its source changed it in substance."""

    number: int
    title: str
    lead: str
    body: str
    is_full_text: bool
    seen_at: datetime
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of an article's headline or lead at its source. `number` is that of the text that it became, seen first at `seen_at`."""

    number: int
    seen_at: datetime
    old_title: str
    title: str
    old_lead: str
    lead: str
    is_material: bool


@dataclass(frozen=True, slots=True)
class ClaimedArticle:
    """An article at stage NEW that this process holds. `attempts` counts the claims before this one.

    `allow_private` says whether its page may be at a private address: only that of a private feed, on the feed's own host and port.
    """

    id: int
    url: str | None
    outlet: Outlet
    published_at: datetime | None
    first_seen_at: datetime
    announce: Announce
    revision: Revision
    full_text: FullText
    allow_private: bool
    attempts: int
    lease: str


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """What deciding where an article belongs needs to know of a story: one row an article of it."""

    story_id: int
    title: str
    title_key: str
    canonical_url: str | None
    language: str
    published_at: datetime
    outlet_id: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as read back. `analysis` is the newest one; None while the article waits or where it failed. `news` is what it brought to
    the story that was there before it, the weightiest first. `reprint_of` is the id of the article whose words it prints, None where it
    speaks for itself. `edits` are its changes at the source, in order, in what is read as a story or as one article."""

    id: int
    story_id: int | None
    url: str | None
    outlet: Outlet
    title: str
    lead: str
    body: str
    language: str
    published_at: datetime | None
    first_seen_at: datetime
    analysis: Analysis | None
    news: tuple[Development, ...] = ()
    reprint_of: int | None = None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its articles, oldest first. `lead` is the article that speaks for it. `importance` is that of the whole story, also
    where only some of its articles are read."""

    id: int
    lead: ArticleView
    articles: tuple[ArticleView, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    importance: Importance = "low"

    @property
    def outlets(self) -> tuple[str, ...]:
        """Ids of the outlets that carry it, in order of arrival, each once."""
        return tuple(dict.fromkeys(article.outlet.id for article in self.articles))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles are meant. An empty part asks nothing; the parts are joined by AND, the values of one part by OR.

    `minimum_relevance` is none, partial or core; `minimum_importance` is of the article's story, as it stands then. `keywords` match
    whole words or Hangul runs in title and text, case folded; one that starts with `-` excludes. `events` are PLOVER event types that the
    text tells as done, neither denied nor possible.
    """

    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    minimum_relevance: Literal["none", "partial", "core"] = "none"
    minimum_importance: Importance = "low"
    keywords: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """An article by its tags alone, for counting. `is_lead`: it speaks for its story.

    `actors` and `themes` are ids, `main_themes` those of first rank; `states` are the countries of the major actors.
    """

    story_id: int
    is_lead: bool
    outlet: str
    kind: str
    tone: str
    actors: tuple[str, ...]
    themes: tuple[str, ...]
    main_themes: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found article without its whole text. `story_id` may be None while the article waits."""

    article_id: int
    story_id: int | None
    title: str
    url: str | None
    outlet: Outlet
    language: str
    published_at: datetime | None
    first_seen_at: datetime
    kind: str | None
    relevance: str | None
    theme_ids: tuple[str, ...]
    actor_ids: tuple[str, ...]


class SearchOrder(StrEnum):
    """NEWEST by first-seen time; RANK by match quality within the newest 2,000 hits."""

    NEWEST = "newest"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class CatalogueActor:
    """An actor that the ontology knows. `id` is permanent; a retired id stays as a redirect."""

    id: str
    name_en: str
    name_ko: str
    type: str
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueTheme:
    """A theme of the codebook. `group` is security, economy or society."""

    id: str
    name_en: str
    name_ko: str
    group: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the analysis can tag, as told by the worker; `version` as in `Analysis.version`; `redirects` maps retired actor ids."""

    version: str
    actors: tuple[CatalogueActor, ...]
    themes: tuple[CatalogueTheme, ...]
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """How often an actor or theme appeared since a day: per UTC day (ISO date -> articles), and what appeared beside it."""

    articles: int
    stories: int
    by_day: Mapping[str, int]
    actors: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """How many articles of one tone a feed first brought in one hour, by the time that they are dated. `hour` is aware UTC."""

    hour: datetime
    feed_id: int
    tone: str
    articles: int
