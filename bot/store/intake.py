"""T2: one analysed article finds its story, and the deliveries that it causes are queued, in one commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.claims import Claims
from bot.desk.ports import Clock, CompletedArticle, Standing, StoryPiece, StoryPrint, Told
from bot.desk.stories.vectors import Profile
from bot.model import (
    ArticleView,
    ClaimedArticle,
    DeliveryIntent,
    DeliveryState,
    Destination,
    Development,
    Importance,
    Preferences,
    Purpose,
    StoryCandidate,
    Subscription,
)
from bot.store import news, traces
from bot.store.analyses import write_analysis
from bot.store.columns import LONGEST_KEY, index_key
from bot.store.index import Document, Index
from bot.store.merging import merge
from bot.store.outbox import queue_deliveries
from bot.store.revisions import content_hash
from bot.store.rows import article_select, article_view, place_of, preferences_from_json, subscription_of, subscription_select
from bot.store.statements import AnyRow, earliest_of, latest_of
from bot.store.stories import live_story, story_views
from bot.store.tables import article, article_revision, channel_setting, delivery, muted_story, story, subscription
from bot.store.weights import least_importance, weigh_story


class Intake:
    """bot.desk.ports.IntakeUnit on one open connection."""

    def __init__(self, connection: AsyncConnection, index: Index, clock: Clock) -> None:
        self._connection = connection
        self._index = index
        self._clock = clock

    async def candidates(
        self, *, title_key: str, canonical_url: str | None, language: str, since: datetime, limit: int
    ) -> Sequence[StoryCandidate]:
        """Articles dated since then that may tell the same story: equal title key or canonical address, then the newest of the language."""
        same: Any = article.c.title_key == title_key[:LONGEST_KEY]
        if canonical_url:
            same = or_(same, article.c.canonical_key == index_key(canonical_url))
        recent = article.c.dated_at >= since
        first = await self._connection.execute(_candidate_select().where(recent, same).limit(limit))
        then = await self._connection.execute(_candidate_select().where(recent, article.c.language == language).limit(limit))
        found = {row.id: row for row in [*first, *then]}
        return [_candidate(row) for row in list(found.values())[:limit]]

    async def term_counts(self, keys: Sequence[str]) -> Mapping[str, int]:
        """In how many completed articles each term stood; those that stood in none are left out."""
        return await traces.term_counts(self._connection, keys)

    async def led_to(self, keys: Sequence[str], *, since: datetime) -> Mapping[str, Sequence[int]]:
        """The stories under the keys with the shortest lists with an article dated since then, the newest first."""
        return await traces.led_to(self._connection, keys, since)

    async def profiles(self, story_ids: Sequence[int]) -> Mapping[int, Profile]:
        """The stories as their articles make them, in the order asked for."""
        return await traces.profiles(self._connection, story_ids)

    async def prints(self, story_id: int) -> Sequence[StoryPrint]:
        """The sketches of the story's articles (after redirects), in order of arrival."""
        return await traces.prints(self._connection, await live_story(self._connection, story_id))

    async def subscriptions(self) -> Sequence[Subscription]:
        """All that are not paused, by id."""
        rows = await self._connection.execute(subscription_select().where(subscription.c.is_paused.is_(False)).order_by(subscription.c.id))
        return [subscription_of(row) for row in rows]

    async def alerts_since(self, since: datetime) -> Mapping[Destination, int]:
        """How many alerts of their own (neither folded nor given up) were queued for each destination since then."""
        own = delivery.c.state.not_in([DeliveryState.FOLDED.value, DeliveryState.DEAD.value])
        place = (delivery.c.adapter, delivery.c.workspace, delivery.c.channel)
        # Counted here, for a GROUP BY leads SQLite to read every delivery by its place instead of the newest by their time.
        rows = await self._connection.execute(
            select(*place).where(delivery.c.created_at >= since, delivery.c.purpose == Purpose.ALERT.value, own)
        )
        return Counter(place_of(row) for row in rows)

    async def preferences(self) -> Mapping[Destination, Preferences]:
        """What channels set for themselves; a channel that set nothing is left out."""
        rows = await self._connection.execute(select(channel_setting))
        return {place_of(row): preferences_from_json(row.preferences) for row in rows}

    async def muted(self, story_id: int) -> frozenset[Destination]:
        """Channels that want to hear no more of the story (after redirects)."""
        live = await live_story(self._connection, story_id)
        rows = await self._connection.execute(select(muted_story).where(muted_story.c.story_id == live))
        return frozenset(place_of(row) for row in rows)

    async def told(self, story_id: int) -> Sequence[Told]:
        """Channels where the story (after redirects) has an alert of its own that was sent, perhaps sent, or is being sent."""
        live = await live_story(self._connection, story_id)
        await self._hold(live)
        states = [state.value for state in (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.LEASED)]
        which = delivery.c.story_id == live, delivery.c.purpose == Purpose.ALERT.value, delivery.c.state.in_(states)
        rows = await self._connection.execute(select(delivery).where(*which).order_by(delivery.c.id))
        found = {place_of(row): row.subscription_id for row in rows}
        posts = await news.posts(self._connection, live) if found else {}
        return [Told(place, subscription_id, tuple(posts.get(place, ()))) for place, subscription_id in found.items()]

    async def _hold(self, story_id: int) -> None:
        """Lock the story's alerts and posts that nobody began to send, so that none is drawn before this transaction's article can be seen:
        an alert would neither show the article nor be redrawn, a post not say what is folded into it. One that is being claimed right now
        is waited for, and is being sent then."""
        d = delivery.c
        purposes = [Purpose.ALERT.value, Purpose.THREAD.value]
        waiting = d.story_id == story_id, d.purpose.in_(purposes), d.state == DeliveryState.PENDING.value
        await self._connection.execute(select(d.id).where(*waiting).order_by(d.id).with_for_update())

    async def story(self, story_id: int) -> Sequence[StoryPiece]:
        """The articles of the story so far, oldest first, the one of this transaction included after `complete`."""
        return await news.pieces(self._connection, await live_story(self._connection, story_id))

    async def importance(self, story_ids: Sequence[int]) -> Importance:
        """The lowest level among the stories (after redirects) as they stand now; low for none."""
        return await least_importance(self._connection, [await live_story(self._connection, story_id) for story_id in story_ids])

    async def articles(self, story_id: int) -> Sequence[ArticleView]:
        """The articles of the story (after redirects) in full, oldest first."""
        return [article for view in await story_views(self._connection, [story_id]) for article in view.articles]

    async def standing(self, claimed: ClaimedArticle) -> Standing:
        """How an article that was read stands now; it is locked until the end of the transaction."""
        number = claimed.revision.number
        row = await self._locked(claimed.id)
        is_due = row.stage == "new" and number == (row.next_revision or row.revision)
        if row.story_id is None or number == row.revision:
            return Standing(is_due)
        read = await self._revision(claimed.id, number)
        before = (await self._connection.execute(article_select().where(article.c.id == claimed.id))).one()
        return Standing(is_due, article_view(before), is_material=bool(read.is_material))

    async def complete(self, article: CompletedArticle) -> int:
        """Write analysis, story and stage DONE; returns the story's id (after redirects). An article that has a story stays in it.

        The first to finish wins: an article that is DONE already, because a lease ran out, keeps what it has and its story is returned.
        Until then a worker whose lease was lost may still finish, for both would write the same.
        """
        row = await self._locked(article.claimed.id)
        if row.stage == "done":
            return int(row.story_id)
        revision_id = await self._write_revision(row, article)
        story_id = await self._place(row, article) if row.story_id is None else int(row.story_id)
        await write_analysis(self._connection, row.id, revision_id, article.result.analysis, article.at)
        await self._finish(row.id, story_id, article.title_key)
        if article.trace is not None:
            await traces.keep_trace(self._connection, row.id, story_id, article.trace)
        await weigh_story(self._connection, story_id)
        return story_id

    async def keep_news(self, article_id: int, claims: Claims, found: Sequence[Development]) -> None:
        """Write what a completed article says, instead of what it said before, and what of it is new, unless that is written already."""
        await news.keep_news(self._connection, article_id, claims, found)

    async def deliver(self, intents: Sequence[DeliveryIntent]) -> None:
        """Insert those that are not there yet; a fold makes or joins its brief."""
        await queue_deliveries(self._connection, intents, self._clock.now())

    async def merge_stories(self, keep: int, gone: int) -> int:
        """Make two stories one; see bot.store.merging.merge."""
        return await merge(self._connection, keep, gone, self._clock.now())

    async def _locked(self, article_id: int) -> AnyRow:
        names = ("id", "stage", "story_id", "dated_at", "revision", "next_revision", "language")
        texts = ("title", "lead", "body", "is_full_text")
        statement = (
            select(
                *(article.c[name] for name in names), article_revision.c.id.label("revision_id"), *(article_revision.c[t] for t in texts)
            )
            .join(article_revision, article_revision.c.article_id == article.c.id)
            .where(article.c.id == article_id, article_revision.c.number == article.c.revision)
            .with_for_update(of=article)
        )
        return (await self._connection.execute(statement)).one()

    async def _revision(self, article_id: int, number: int) -> AnyRow:
        r = article_revision.c
        return (await self._connection.execute(select(article_revision).where(r.article_id == article_id, r.number == number))).one()

    async def _write_revision(self, row: AnyRow, done: CompletedArticle) -> int:
        """The id of the revision that was analysed: the one that was claimed, or a new one where the text is another. It becomes the
        article's, in the search too, in the place of what `row` holds."""
        result = done.result
        claimed = await self._revision(row.id, done.claimed.revision.number)
        title = result.title or claimed.title
        old = Document(row.id, row.language, row.title, row.lead, row.body)
        new = Document(row.id, result.analysis.language, title, claimed.lead, result.body)
        await self._index.replace(self._connection, old, new)
        if (title, result.body, result.is_full_text) == (claimed.title, claimed.body, claimed.is_full_text):
            await self._make_current(row.id, claimed.number)
            return int(claimed.id)
        highest = select(func.max(article_revision.c.number)).where(article_revision.c.article_id == row.id)
        number = int((await self._connection.execute(highest)).scalar_one()) + 1
        values = {
            "article_id": row.id,
            "number": number,
            "title": title,
            "lead": claimed.lead,
            "body": result.body,
            "is_full_text": result.is_full_text,
            "is_pruned": False,
            "content_hash": content_hash(title, claimed.lead, result.body),
            "seen_at": done.at,
        }
        insert = article_revision.insert().values(**values).returning(article_revision.c.id)
        revision_id = int((await self._connection.execute(insert)).scalar_one())
        await self._make_current(row.id, number)
        return revision_id

    async def _make_current(self, article_id: int, number: int) -> None:
        await self._connection.execute(update(article).where(article.c.id == article_id).values(revision=number, next_revision=None))

    async def _place(self, row: AnyRow, done: CompletedArticle) -> int:
        if done.story_id is None:
            new = {"lead_article_id": row.id, "first_seen_at": row.dated_at, "last_seen_at": row.dated_at}
            return int((await self._connection.execute(story.insert().values(**new).returning(story.c.id))).scalar_one())
        story_id = await live_story(self._connection, done.story_id)
        seen = {
            "first_seen_at": earliest_of(self._connection, story.c.first_seen_at, row.dated_at),
            "last_seen_at": latest_of(self._connection, story.c.last_seen_at, row.dated_at),
        }
        await self._connection.execute(update(story).where(story.c.id == story_id).values(seen))
        return story_id

    async def _finish(self, article_id: int, story_id: int, title_key: str) -> None:
        values = {
            "stage": "done",
            "story_id": story_id,
            "title_key": title_key[:LONGEST_KEY],
            "lease": None,
            "lease_until": None,
            "not_before": None,
            "reason": None,
        }
        await self._connection.execute(update(article).where(article.c.id == article_id).values(values))


def _candidate_select() -> Select[Any]:
    names = ("id", "story_id", "title_key", "canonical_url", "language", "dated_at", "outlet_id")
    newest = article_revision.c.number == article.c.revision
    return (
        select(*(article.c[name] for name in names), article_revision.c.title)
        .join(article_revision, (article_revision.c.article_id == article.c.id) & newest)
        .where(article.c.story_id.is_not(None))
        .order_by(article.c.dated_at.desc(), article.c.id.desc())
    )


def _candidate(row: AnyRow) -> StoryCandidate:
    return StoryCandidate(row.story_id, row.title, row.title_key, row.canonical_url, row.language, row.dated_at, row.outlet_id)
