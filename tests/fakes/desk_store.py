"""A `DeskStore` in memory, by the words of bot/desk/ports, and shorthand for the records that it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk.briefing.tally import tagged
from bot.desk.claims import Claims
from bot.desk.importance import reaches, weight_of
from bot.desk.ports import CompletedArticle, Post, Standing, StoryPiece, StoryPrint, StoryTrace, Told
from bot.desk.stories.vectors import Profile
from bot.desk.voices import is_primary, is_primary_article, primary_of
from bot.model import (
    IMPORTANCES,
    Activity,
    ArticleView,
    CatalogueActor,
    CatalogueTheme,
    ClaimedArticle,
    DeliveryIntent,
    DeliveryState,
    DeskStatus,
    Destination,
    Development,
    FeedHealth,
    FeedOrigin,
    FeedPulse,
    FeedSpec,
    FeedState,
    Filter,
    Importance,
    Outlet,
    Preferences,
    Purpose,
    SearchHit,
    SearchOrder,
    StoryCandidate,
    StoryView,
    Subscription,
    TaggedArticle,
    Volume,
)
from bot.tags import Analysis
from tests.fakes.desk_deliveries import MemoryDeliveries, StoredDelivery

__all__ = ["MemoryStore", "MemoryUnit", "StoredDelivery", "WaitingArticle", "actor_ids", "fits", "hit_of", "theme_ids"]

ONLY_FEED = 1
RANKS = ("none", "partial", "core")


@dataclass(slots=True)
class WaitingArticle:
    """An article's way through the intake: `stage` is new, done or failed."""

    claimed: ClaimedArticle
    stage: str = "new"
    due_at: datetime | None = None
    leased_until: datetime | None = None
    attempts: int = 0
    reason: str | None = None


class MemoryStore(MemoryDeliveries):
    """Holds everything in lists that a test may fill and read.

    `broken` is raised by every question where it is set, `lost_commits` in turn by the units of work that would have ended.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[WaitingArticle] = []
        self.views: list[ArticleView] = []
        self.completed: list[CompletedArticle] = []
        self.theme_list: tuple[CatalogueTheme, ...] = ()
        self.actor_list: tuple[CatalogueActor, ...] = ()
        self.outlet_list: tuple[Outlet, ...] = ()
        self.feed_list: tuple[FeedHealth, ...] = ()
        self.pulses: tuple[FeedPulse, ...] = ()
        """All articles of the library are taken to come by the feed ONLY_FEED."""

        self.desk_status: DeskStatus | None = None
        self.lost_commits: list[Exception] = []
        self.clock_now: datetime | None = None
        self.news: dict[int, tuple[Claims, tuple[Development, ...]]] = {}
        self.traces: list[tuple[int, int, StoryTrace]] = []
        """(story, article, trace) of what was completed, in that order."""

    # --- articles ---

    async def claim_articles(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedArticle]:
        self._work()
        due = [
            row
            for row in self.waiting
            if row.stage == "new" and (row.due_at is None or row.due_at <= now) and (row.leased_until is None or row.leased_until <= now)
        ]
        claimed = []
        for row in due[:limit]:
            claimed.append(replace(row.claimed, attempts=row.attempts))
            row.attempts += 1
            row.leased_until = now + timedelta(seconds=lease_seconds)
        return claimed

    @asynccontextmanager
    async def intake(self) -> AsyncIterator[MemoryUnit]:
        self._work()
        unit = MemoryUnit(self)
        yield unit
        if self.lost_commits:
            raise self.lost_commits.pop(0)
        unit.commit()

    async def fail_article(self, claimed: ClaimedArticle, *, reason: str, retry_at: datetime | None, now: datetime) -> None:
        row = self._row(claimed.id)
        row.reason, row.due_at, row.leased_until = reason, retry_at, None
        row.stage = "failed" if retry_at is None else "new"

    def _row(self, article_id: int) -> WaitingArticle:
        return next(row for row in self.waiting if row.claimed.id == article_id)

    def _has_story(self, story_id: int) -> bool:
        return any(view.story_id == story_id for view in self.views)

    # --- library ---

    def _stories(self) -> list[StoryView]:
        by_story: dict[int, list[ArticleView]] = {}
        for view in self.views:
            if view.story_id is not None:
                by_story.setdefault(view.story_id, []).append(view)
        return [story_of(story_id, found) for story_id, found in by_story.items()]

    async def latest(
        self, wanted: Filter, *, limit: int, before: datetime | None = None, since: datetime | None = None
    ) -> Sequence[StoryView]:
        self._work()
        found = [
            story
            for story in self._stories()
            if any(fits(article, wanted) for article in story.articles)
            and reaches(weight_of(story).level, wanted.minimum_importance)
            and (before is None or story.last_seen_at < before)
            and (since is None or story.last_seen_at >= since)
        ]
        return sorted(found, key=lambda story: story.last_seen_at, reverse=True)[:limit]

    async def stories_between(
        self, wanted: Filter, *, since: datetime, until: datetime, dated_since: datetime, with_texts: bool, limit: int
    ) -> Sequence[StoryView]:
        self._work()
        found = []
        for story in self._stories():
            told = [view for view in story.articles if _is_between(view, since, until, dated_since)]
            if any(fits(view, wanted) for view in told) and reaches(story.importance, wanted.minimum_importance):
                light = {view.id: _light(view, with_texts=with_texts) for view in told}
                found.append(replace(story, lead=light.get(story.lead.id, light[told[0].id]), articles=tuple(light.values())))
        return sorted(found, key=lambda story: max(view.first_seen_at for view in story.articles), reverse=True)[:limit]

    async def tags_between(self, wanted: Filter, *, since: datetime, until: datetime, dated_since: datetime) -> Sequence[TaggedArticle]:
        times = {"since": since, "until": until, "dated_since": dated_since}
        stories = await self.stories_between(wanted, **times, with_texts=False, limit=len(self.views) + 1)
        return [article for story in stories for article in tagged(story)]

    async def search(
        self, text: str, wanted: Filter, *, since: datetime | None, order: SearchOrder, limit: int, offset: int = 0
    ) -> Sequence[SearchHit]:
        self._work()
        words = text.casefold().split()
        found = [
            view
            for view in sorted(self.views, key=lambda item: item.first_seen_at, reverse=True)
            if all(word in f"{view.title} {view.body}".casefold() for word in words)
            and fits(view, wanted)
            and any(reaches(weight_of(story).level, wanted.minimum_importance) for story in self._stories() if view in story.articles)
            and (since is None or view.first_seen_at >= since)
        ]
        return [hit_of(view) for view in found[offset : offset + limit]]

    async def story(self, story_id: int) -> StoryView | None:
        self._work()
        return next((story for story in self._stories() if story.id == story_id), None)

    async def stories(self, story_ids: Sequence[int]) -> Sequence[StoryView]:
        self._work()
        held = {story.id: story for story in self._stories()}
        return [held[story_id] for story_id in story_ids if story_id in held]

    async def article(self, article_id: int) -> ArticleView | None:
        return next((view for view in self.views if view.id == article_id), None)

    async def suggest_stories(self, text: str, *, limit: int) -> Sequence[tuple[int, str]]:
        self._work()
        newest = sorted(self._stories(), key=lambda story: story.last_seen_at, reverse=True)
        typed = text.casefold().split()
        return [
            (story.id, story.lead.title)
            for story in newest
            if all(any(word.startswith(start) for word in story.lead.title.casefold().split()) for start in typed)
        ][:limit]

    async def actor(self, actor_id: str) -> CatalogueActor | None:
        return next((actor for actor in self.actor_list if actor.id == actor_id), None)

    async def find_actors(self, text: str, *, limit: int) -> Sequence[CatalogueActor]:
        self._work()
        wanted = text.casefold()

        def forms(actor: CatalogueActor) -> list[str]:
            return [form.casefold() for form in (actor.id, actor.name_en, actor.name_ko, *actor.aliases)]

        tests: tuple[Callable[[str], bool], ...] = (
            lambda form: form == wanted,
            lambda form: form.startswith(wanted),
            lambda form: wanted in form,
        )
        ranked = [actor for test in tests for actor in self.actor_list if any(test(form) for form in forms(actor))]
        return list(dict.fromkeys(ranked))[:limit]

    async def themes(self) -> Sequence[CatalogueTheme]:
        self._work()
        return self.theme_list

    async def outlets(self) -> Sequence[Outlet]:
        return self.outlet_list

    async def actor_activity(self, actor_id: str, *, since: datetime) -> Activity:
        return self._activity(lambda view: actor_id in actor_ids(view), since)

    async def theme_activity(self, theme_id: str, *, since: datetime) -> Activity:
        return self._activity(lambda view: theme_id in theme_ids(view), since)

    def _activity(self, is_meant: Callable[[ArticleView], bool], since: datetime) -> Activity:
        meant = [view for view in self.views if is_meant(view) and view.first_seen_at >= since]
        return Activity(
            articles=len(meant),
            stories=len({view.story_id for view in meant}),
            by_day=dict(Counter(view.first_seen_at.date().isoformat() for view in meant)),
            actors=tuple(Counter(key for view in meant for key in actor_ids(view)).most_common()),
            themes=tuple(Counter(key for view in meant for key in theme_ids(view)).most_common()),
            outlets=tuple(Counter(view.outlet.id for view in meant).most_common()),
        )

    async def volumes(self, wanted: Filter, *, since: datetime, until: datetime) -> Sequence[Volume]:
        self._work()
        dated = [(view.published_at or view.first_seen_at, view) for view in self.views if view.analysis is not None]
        meant = [(at, view) for at, view in dated if since <= at < until and fits(view, wanted)]
        counts = Counter(
            (at.replace(minute=0, second=0, microsecond=0), view.analysis.tone.label if view.analysis else "") for at, view in meant
        )
        return [Volume(hour, ONLY_FEED, tone, count) for (hour, tone), count in counts.items()]

    async def feed_pulses(self) -> Sequence[FeedPulse]:
        self._work()
        return self.pulses

    async def unread(self, *, since: datetime) -> int:
        return sum(row.stage == "new" and row.claimed.first_seen_at >= since for row in self.waiting)

    async def feeds(self) -> Sequence[FeedHealth]:
        self._work()
        return self.feed_list

    async def add_chat_feed(self, spec: FeedSpec, *, now: datetime) -> bool:
        if any(spec.id == feed.spec.id or spec.url == feed.spec.url for feed in self.feed_list if feed.state is not FeedState.REMOVED):
            return False
        made = FeedHealth(spec, FeedOrigin.CHAT, FeedState.ACTIVE, now, None, None, None, None, None, 0, 0, 0.0)
        self.feed_list = (*(feed for feed in self.feed_list if feed.spec.id != spec.id), made)
        return True

    async def remove_feed(self, feed_id: str) -> bool:
        before = len(self.feed_list)
        self.feed_list = tuple(feed for feed in self.feed_list if feed.spec.id != feed_id)
        return len(self.feed_list) < before

    async def status(self) -> DeskStatus:
        self._work()
        if self.desk_status is not None:
            return self.desk_status
        return DeskStatus(0, 0, len(self.views), 0, 0, len(self._stories()), len(self.owned), {}, None, None, "")

    # --- previews ---

    async def articles_since(self, since: datetime, *, limit: int) -> Sequence[ArticleView]:
        found = [view for view in self.views if view.first_seen_at >= since and view.analysis is not None]
        return sorted(found, key=lambda view: (view.first_seen_at, view.id))[:limit]


class MemoryUnit:
    """T2 in memory: what was done in it is seen once it commits."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._completed: list[tuple[CompletedArticle, int]] = []
        self._intents: list[DeliveryIntent] = []
        self._merged: list[tuple[int, int]] = []
        self._news: dict[int, tuple[Claims, tuple[Development, ...]]] = {}

    async def candidates(
        self, *, title_key: str, canonical_url: str | None, language: str, since: datetime, limit: int
    ) -> Sequence[StoryCandidate]:
        del title_key, canonical_url
        keys = {done.claimed.id: done.title_key for done in self._store.completed}
        found = [
            StoryCandidate(
                view.story_id or 0,
                view.title,
                keys[view.id],
                view.url,
                view.language,
                view.published_at or view.first_seen_at,
                view.outlet.id,
            )
            for view in self._store.views
            if view.id in keys and view.language == language and (view.published_at or view.first_seen_at) >= since
        ]
        return found[-limit:]

    async def term_counts(self, keys: Sequence[str]) -> Mapping[str, int]:
        return Counter(term for _, _, trace in self._store.traces for term in set(trace.terms) if term in set(keys))

    async def led_to(self, keys: Sequence[str], *, since: datetime) -> Mapping[str, Sequence[int]]:
        found: dict[str, dict[int, None]] = {key: {} for key in keys}
        recent = {story_id for story_id, _, trace in self._store.traces if trace.article.at >= since}
        for story_id, _, trace in self._store.traces:
            for key in set(trace.keys) & found.keys():
                if story_id in recent:
                    found[key][story_id] = None
        return {key: sorted(stories) for key, stories in found.items()}

    async def profiles(self, story_ids: Sequence[int]) -> Mapping[int, Profile]:
        found: dict[int, Profile] = {}
        for wanted in story_ids:
            for story_id, _, trace in self._store.traces:
                if story_id == wanted:
                    found.setdefault(wanted, Profile(trace.article.at)).add(trace.article)
        return found

    async def prints(self, story_id: int) -> Sequence[StoryPrint]:
        return [
            StoryPrint(article_id, trace.article.sketch, trace.voice or article_id)
            for placed, article_id, trace in self._store.traces
            if placed == story_id
        ]

    async def merge_stories(self, keep: int, gone: int) -> int:
        self._merged.append((keep, gone))
        return keep

    async def subscriptions(self) -> Sequence[Subscription]:
        return [item for item in self._store.owned if not item.is_paused]

    async def alerts_since(self, since: datetime) -> Mapping[Destination, int]:
        rows = [row for row in self._store.outgoing if row.intent.purpose is Purpose.ALERT and row.state is not DeliveryState.FOLDED]
        return Counter(row.intent.destination for row in rows if row.intent.not_before >= since)

    async def preferences(self) -> Mapping[Destination, Preferences]:
        return await self._store.preferences()

    async def muted(self, story_id: int) -> frozenset[Destination]:
        return frozenset(place for place, muted in self._store.mutes if muted == story_id)

    async def told(self, story_id: int) -> Sequence[Told]:
        states = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.LEASED)
        rows = [row for row in self._store.outgoing if row.intent.purpose is Purpose.ALERT and row.state in states]
        found = {row.intent.destination: row.intent.subscription_id for row in rows if row.intent.story_id == story_id}
        return [Told(place, subscription_id, self._posts(story_id, place)) for place, subscription_id in found.items()]

    def _posts(self, story_id: int, place: Destination) -> tuple[Post, ...]:
        return tuple(
            Post(row.intent.dedup_key, row.intent.not_before, row.state is DeliveryState.PENDING)
            for row in self._store.outgoing
            if row.intent.purpose is Purpose.THREAD
            and (row.intent.story_id, row.intent.destination) == (story_id, place)
            and row.state not in (DeliveryState.FOLDED, DeliveryState.DEAD)
        )

    async def story(self, story_id: int) -> Sequence[StoryPiece]:
        held = [view for view in self._store.views if view.story_id == story_id]
        pieces = [StoryPiece(view.id, view.outlet.id, view.language, is_primary_article(view), self._claims(view.id)) for view in held]
        own = [done for done, placed in self._completed if placed == story_id]
        pieces += [
            StoryPiece(one.claimed.id, one.claimed.outlet.id, analysis.language, is_primary(analysis, one.claimed.outlet.outlet_class))
            for one in own
            for analysis in (one.result.analysis,)
        ]
        return sorted(pieces, key=lambda piece: piece.article_id)

    def _claims(self, article_id: int) -> Claims | None:
        return self._store.news[article_id][0] if article_id in self._store.news else None

    async def keep_news(self, article_id: int, claims: Claims, news: Sequence[Development]) -> None:
        self._news[article_id] = claims, self._store.news.get(article_id, (claims, tuple(news)))[1]

    async def importance(self, story_ids: Sequence[int]) -> Importance:
        found = [weight_of(story_of(story_id, held)).level for story_id in story_ids if (held := self._views_of(story_id))]
        return min(found, key=IMPORTANCES.index, default="low")

    async def articles(self, story_id: int) -> Sequence[ArticleView]:
        return self._views_of(story_id)

    def _views_of(self, story_id: int) -> list[ArticleView]:
        """As they will be once this commits."""
        ids = {story_id, *(gone for keep, gone in self._merged if keep == story_id)}
        own = [view_of(done, placed) for done, placed in self._completed if placed in ids]
        renewed = {view.id for view in own}
        return [*(view for view in self._store.views if view.story_id in ids and view.id not in renewed), *own]

    async def standing(self, claimed: ClaimedArticle) -> Standing:
        row = next((row for row in self._store.waiting if row.claimed.id == claimed.id), None)
        is_due = row is None or (row.stage == "new" and row.claimed.revision.number == claimed.revision.number)
        before = next((view for view in self._store.views if view.id == claimed.id), None)
        return Standing(is_due, before, is_material=before is not None and claimed.revision.is_change)

    async def complete(self, article: CompletedArticle) -> int:
        highest = max([view.story_id or 0 for view in self._store.views] + [story_id for _, story_id in self._completed], default=0)
        story_id = article.story_id if article.story_id is not None else highest + 1
        self._completed.append((article, story_id))
        return story_id

    async def deliver(self, intents: Sequence[DeliveryIntent]) -> None:
        self._intents.extend(intents)

    def commit(self) -> None:
        """Make it seen."""
        for done, story_id in self._completed:
            claimed = done.claimed
            self._store.completed.append(done)
            view = view_of(done, story_id)
            self._store.views = [view for view in self._store.views if view.id != claimed.id]
            self._store.views.append(replace(view, news=self._news[claimed.id][1]) if claimed.id in self._news else view)
            row = next((row for row in self._store.waiting if row.claimed.id == claimed.id), None)
            if row is not None:
                row.stage, row.leased_until = "done", None
            if done.trace is not None:
                self._store.traces.append((story_id, claimed.id, done.trace))
        self._store.news |= self._news
        for keep, gone in self._merged:
            self._store.views = [replace(view, story_id=keep) if view.story_id == gone else view for view in self._store.views]
            self._store.traces = [(keep if placed == gone else placed, article, trace) for placed, article, trace in self._store.traces]
        for intent in self._intents:
            self._store.insert(intent)


def view_of(done: CompletedArticle, story_id: int) -> ArticleView:
    """The article as it is read back."""
    claimed, result = done.claimed, done.result
    return ArticleView(
        id=claimed.id,
        story_id=story_id,
        url=claimed.url,
        outlet=claimed.outlet,
        title=result.title,
        lead=claimed.revision.lead,
        body=result.body,
        language=result.analysis.language,
        published_at=claimed.published_at,
        first_seen_at=claimed.first_seen_at,
        analysis=result.analysis,
        reprint_of=None if done.trace is None else done.trace.voice,
    )


def story_of(story_id: int, articles: Sequence[ArticleView]) -> StoryView:
    """The story that these articles make; its official statement leads it."""
    times = [article.first_seen_at for article in articles]
    told = StoryView(story_id, articles[0], tuple(articles), min(times), max(times))
    return replace(told, lead=primary_of(told) or told.lead, importance=weight_of(told).level)


def actor_ids(view: ArticleView) -> tuple[str, ...]:
    return tuple(tag.id for tag in view.analysis.actors) if view.analysis else ()


def theme_ids(view: ArticleView) -> tuple[str, ...]:
    return tuple(tag.id for tag in view.analysis.themes) if view.analysis else ()


def _is_between(view: ArticleView, since: datetime, until: datetime, dated_since: datetime) -> bool:
    dated = min(view.published_at or view.first_seen_at, view.first_seen_at)
    return view.analysis is not None and since <= view.first_seen_at < until and dated >= dated_since


def _light(view: ArticleView, *, with_texts: bool) -> ArticleView:
    """As the store reads an article among many."""
    bare = None if view.analysis is None else Analysis.without_words(view.analysis.raw)
    light = replace(view, analysis=bare, news=(), edits=())
    return light if with_texts else replace(light, lead="", body="")


def fits(view: ArticleView, wanted: Filter) -> bool:
    """Whether an article passes a filter, keywords excepted."""
    analysis = view.analysis
    if analysis is None:
        return wanted == Filter()
    pairs = (
        (wanted.actors, set(actor_ids(view))),
        (wanted.themes, set(theme_ids(view))),
        (wanted.languages, {view.language}),
        (wanted.outlets, {view.outlet.id}),
        (wanted.kinds, {analysis.kind}),
    )
    is_near = RANKS.index(analysis.relevance.label) >= RANKS.index(wanted.minimum_relevance)
    return is_near and all(not asked or set(asked) & found for asked, found in pairs)


def hit_of(view: ArticleView) -> SearchHit:
    analysis = view.analysis
    return SearchHit(
        article_id=view.id,
        story_id=view.story_id,
        title=view.title,
        url=view.url,
        outlet=view.outlet,
        language=view.language,
        published_at=view.published_at,
        first_seen_at=view.first_seen_at,
        kind=analysis.kind if analysis else None,
        relevance=analysis.relevance.label if analysis else None,
        theme_ids=theme_ids(view),
        actor_ids=actor_ids(view),
    )
