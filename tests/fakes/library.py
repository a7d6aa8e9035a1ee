"""A `Library` over records in memory, and a `HealthSource`, for tests of what reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import (
    Activity,
    ArticleView,
    CatalogueActor,
    CatalogueTheme,
    DeskStatus,
    DetailKind,
    FailureCause,
    FailureDetail,
    FeedHealth,
    FeedOrigin,
    FeedSpec,
    FeedState,
    Filter,
    Outlet,
    SearchHit,
    SearchOrder,
    StoryView,
)
from bot.web.ports import Check, PollNumbers
from tests.fakes.newsroom_records import ACTORS, HARBOUR, LEDGER, NOW, OUTLETS, SAEBYEOK, THEMES, newsroom

_RELEVANCE = ("none", "partial", "core")


class FakeLibrary:
    """Answers from `stories`, `feed_list` and `desk_status`, which a test may replace. Every call of `latest` is kept in `asked`."""

    def __init__(self, stories: Sequence[StoryView] | None = None) -> None:
        self.stories_held = tuple(newsroom() if stories is None else stories)
        self.feed_list: tuple[FeedHealth, ...] = feeds()
        self.desk_status = status(self.stories_held)
        self.theme_list: tuple[CatalogueTheme, ...] = THEMES
        self.actors_held: dict[str, CatalogueActor] = dict(ACTORS)
        self.redirects: dict[str, str] = {}
        self.asked: list[Filter] = []
        self.actors_asked: list[str] = []
        self.searched: list[tuple[str, SearchOrder, int, int]] = []
        self.broken: Exception | None = None

    async def latest(
        self, wanted: Filter, *, limit: int, before: datetime | None = None, since: datetime | None = None
    ) -> Sequence[StoryView]:
        self._work()
        self.asked.append(wanted)
        found = [
            story
            for story in self.stories_held
            if (before is None or story.last_seen_at < before)
            and (since is None or story.last_seen_at >= since)
            and any(_passes(article, wanted) for article in story.articles)
        ]
        return sorted(found, key=lambda story: story.last_seen_at, reverse=True)[:limit]

    async def search(
        self, text: str, wanted: Filter, *, since: datetime | None, order: SearchOrder, limit: int, offset: int = 0
    ) -> Sequence[SearchHit]:
        self._work()
        self.searched.append((text, order, limit, offset))
        words = text.casefold().split()
        hits = [
            _hit(article)
            for article in sorted(self._articles(), key=lambda item: item.first_seen_at, reverse=True)
            if all(word in f"{article.title} {article.body}".casefold() for word in words) and _passes(article, wanted)
        ]
        return hits[offset : offset + limit]

    async def story(self, story_id: int) -> StoryView | None:
        self._work()
        return next((story for story in self.stories_held if story.id == story_id), None)

    async def stories(self, story_ids: Sequence[int]) -> Sequence[StoryView]:
        found = {story.id: story for story in self.stories_held}
        return [found[story_id] for story_id in story_ids if story_id in found]

    async def article(self, article_id: int) -> ArticleView | None:
        self._work()
        return next((article for article in self._articles() if article.id == article_id), None)

    async def suggest_stories(self, text: str, *, limit: int) -> Sequence[tuple[int, str]]:
        return [(story.id, story.lead.title) for story in self.stories_held if text.casefold() in story.lead.title.casefold()][:limit]

    async def actor(self, actor_id: str) -> CatalogueActor | None:
        return self.actors_held.get(self.redirects.get(actor_id, actor_id))

    async def find_actors(self, text: str, *, limit: int) -> Sequence[CatalogueActor]:
        wanted = text.casefold()
        self.actors_asked.append(text)
        found = [
            actor
            for actor in self.actors_held.values()
            if any(wanted in form.casefold() for form in (actor.id, actor.name_en, actor.name_ko, *actor.aliases))
        ]
        return found[:limit]

    async def themes(self) -> Sequence[CatalogueTheme]:
        self._work()
        return self.theme_list

    async def outlets(self) -> Sequence[Outlet]:
        return OUTLETS

    async def actor_activity(self, actor_id: str, *, since: datetime) -> Activity:
        return self._activity(lambda article: actor_id in _actor_ids(article), since)

    async def theme_activity(self, theme_id: str, *, since: datetime) -> Activity:
        return self._activity(lambda article: theme_id in _theme_ids(article), since)

    async def feeds(self) -> Sequence[FeedHealth]:
        return self.feed_list

    async def status(self) -> DeskStatus:
        self._work()
        return self.desk_status

    def _work(self) -> None:
        if self.broken is not None:
            raise self.broken

    def _articles(self) -> list[ArticleView]:
        return [article for story in self.stories_held for article in story.articles]

    def _activity(self, is_meant: Callable[[ArticleView], bool], since: datetime) -> Activity:
        meant = [article for article in self._articles() if is_meant(article) and article.first_seen_at >= since]
        return Activity(
            articles=len(meant),
            stories=len({article.story_id for article in meant}),
            by_day=Counter(article.first_seen_at.date().isoformat() for article in meant),
            actors=tuple(Counter(actor_id for article in meant for actor_id in _actor_ids(article)).most_common()),
            themes=tuple(Counter(theme_id for article in meant for theme_id in _theme_ids(article)).most_common()),
            outlets=tuple(Counter(article.outlet.id for article in meant).most_common()),
        )


class FakeHealth:
    """Checks and poll numbers as a test sets them; `broken` is raised instead where it is set."""

    def __init__(self) -> None:
        self.parts: tuple[Check, ...] = (Check("store", is_well=True), Check("worker", is_well=True))
        self.numbers = PollNumbers({"unchanged": 90, "changed": 8, "failed": 2}, 12.5)
        self.broken: Exception | None = None

    async def checks(self) -> Sequence[Check]:
        if self.broken is not None:
            raise self.broken
        return self.parts

    def polls(self) -> PollNumbers:
        return self.numbers


class FixedClock:
    """Always the same moment."""

    def __init__(self, now: datetime = NOW) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment


def feeds() -> tuple[FeedHealth, ...]:
    """One feed that works, one that fails, one that was not polled yet."""
    works = FeedHealth(
        spec=FeedSpec("harbour-all", HARBOUR, "https://harbour-post.example/rss"),
        origin=FeedOrigin.DECLARED,
        state=FeedState.ACTIVE,
        next_poll_at=NOW + timedelta(minutes=6),
        last_polled_at=NOW - timedelta(minutes=4),
        last_success_at=NOW - timedelta(minutes=4),
        last_error=None,
        last_error_detail=None,
        last_error_at=None,
        failures=0,
        items=412,
        items_a_day=31.4,
    )
    fails = replace(
        works,
        spec=FeedSpec("saebyeok-politics", SAEBYEOK, "https://saebyeok.example/politics.xml"),
        last_success_at=NOW - timedelta(hours=7),
        last_error=FailureCause.HTML,
        last_error_detail=FailureDetail(DetailKind.WEB_PAGE),
        last_error_at=NOW - timedelta(minutes=4),
        failures=3,
        items=96,
        items_a_day=7.25,
    )
    new = replace(
        works,
        spec=FeedSpec("ledger-world", LEDGER, "https://potomac-ledger.example/feed"),
        last_polled_at=None,
        last_success_at=None,
        items=0,
        items_a_day=0.0,
    )
    return works, fails, new


def status(stories: Sequence[StoryView]) -> DeskStatus:
    """Counts that fit the stories, with one article waiting for six minutes."""
    return DeskStatus(
        feeds_active=2,
        feeds_failing=1,
        articles=sum(len(story.articles) for story in stories),
        articles_waiting=1,
        articles_failed=0,
        stories=len(stories),
        subscriptions=1,
        deliveries={"sent": 14, "pending": 2},
        oldest_waiting_at=NOW - timedelta(minutes=6),
        last_article_at=NOW - timedelta(minutes=3),
        ontology_version="1a2b3c4d",
    )


def _actor_ids(article: ArticleView) -> tuple[str, ...]:
    return tuple(actor.id for actor in article.analysis.actors) if article.analysis else ()


def _theme_ids(article: ArticleView) -> tuple[str, ...]:
    return tuple(theme.id for theme in article.analysis.themes) if article.analysis else ()


def _passes(article: ArticleView, wanted: Filter) -> bool:
    analysis = article.analysis
    least = _RELEVANCE.index(wanted.minimum_relevance)
    return (
        (not wanted.actors or bool(set(wanted.actors) & set(_actor_ids(article))))
        and (not wanted.themes or bool(set(wanted.themes) & set(_theme_ids(article))))
        and (not wanted.languages or article.language in wanted.languages)
        and (not wanted.outlets or article.outlet.id in wanted.outlets)
        and (not wanted.kinds or (analysis is not None and analysis.kind in wanted.kinds))
        and (least == 0 or (analysis is not None and _RELEVANCE.index(analysis.relevance.label) >= least))
    )


def _hit(article: ArticleView) -> SearchHit:
    analysis = article.analysis
    return SearchHit(
        article_id=article.id,
        story_id=article.story_id,
        title=article.title,
        url=article.url,
        outlet=article.outlet,
        language=article.language,
        published_at=article.published_at,
        first_seen_at=article.first_seen_at,
        kind=analysis.kind if analysis else None,
        relevance=analysis.relevance.label if analysis else None,
        theme_ids=_theme_ids(article),
        actor_ids=_actor_ids(article),
    )
