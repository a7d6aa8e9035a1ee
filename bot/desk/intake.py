"""From a new article to its tags, its story and the deliveries that it causes: the second of the three transactions (T2)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk import stories
from bot.desk.alerts import EDIT_WAIT, Arrival, Channels, hour_of, plan, speaks_of, waits_for
from bot.desk.changes import ToldChange, tell_change
from bot.desk.claims import claims_of
from bot.desk.developments import Earlier, Report, developments
from bot.desk.fulltext_policy import needs_full_text
from bot.desk.patience import PatientPages
from bot.desk.ports import (
    Analyst,
    ArticleQueue,
    Clock,
    CompletedArticle,
    IntakeUnit,
    Page,
    PageFetcher,
    ReadJob,
    ReadResult,
    Standing,
    Told,
)
from bot.desk.stories.finding import find
from bot.desk.titles import title_key
from bot.desk.updates import updates
from bot.desk.voices import is_primary
from bot.errors import DeskError, StoreUnavailableError, WorkerCrashedError, WorkerError
from bot.model import Announce, ClaimedArticle, Development

log = logging.getLogger(__name__)

MOST_TRIES = 5
"""An article that could not be read this often is FAILED."""

MOST_CRASHES = 3
"""An article that ends the worker process at its third try is FAILED, so that it cannot hold up the others."""

FIRST_WAIT = timedelta(seconds=30)
CANDIDATES = 200


class Intake:
    """Reads articles that wait. `lease_seconds` must be longer than a batch takes; a lease that runs out gives the article to another.

    `zone` is the desk's, by which the quiet hours of a channel run that set none; UTC where not given. `edit_wait` is how long an
    alert waits to be redrawn.
    """

    def __init__(
        self,
        store: ArticleQueue,
        analyst: Analyst,
        pages: PageFetcher,
        clock: Clock,
        *,
        batch: int = 10,
        lease_seconds: float = 900.0,
        pages_at_once: int = 4,
        page_seconds: float = 45.0,
        wants_page: Callable[[ClaimedArticle], bool] = needs_full_text,
        zone: ZoneInfo | None = None,
        edit_wait: timedelta = EDIT_WAIT,
    ) -> None:
        self._store = store
        self._analyst = analyst
        self._pages = PatientPages(pages, clock, at_once=pages_at_once, seconds=page_seconds)
        self._clock = clock
        self._batch = batch
        self._lease = timedelta(seconds=lease_seconds)
        self._wants_page = wants_page
        self._zone = zone or ZoneInfo("UTC")
        self._edit_wait = edit_wait
        self._held: list[ClaimedArticle] = []
        self._held_until: datetime | None = None

    async def read_due(self) -> int:
        """Claim a batch and bring each article to DONE, back to waiting, or to FAILED; returns how many there were.

        Pages are fetched a few at once, articles are analysed one by one as their pages come, so that one that ends the worker harms only
        itself. Raises StoreUnavailableError where the database is away and WorkerError where no worker answers: neither is a fault of
        the articles at hand, so they are kept for the next call and no try is counted.
        """
        if not self._kept():
            now = self._clock.now()
            claimed = await self._store.claim_articles(now=now, lease_seconds=self._lease.total_seconds(), limit=self._batch)
            self._held, self._held_until = list(claimed), now + self._lease
        count = len(self._held)
        fetches = {asyncio.create_task(self._page(article)): article for article in self._held}
        try:
            await self._read_all(fetches)
        finally:
            for fetch in fetches:
                fetch.cancel()
            await asyncio.gather(*fetches, return_exceptions=True)
        return count

    def _kept(self) -> bool:
        """Whether articles of an earlier call are still held; their lease must last for another one."""
        if self._held_until is None or self._clock.now() >= self._held_until - self._lease / 2:
            self._held = []
        return bool(self._held)

    async def _read_all(self, fetches: Mapping[asyncio.Task[Page | None], ClaimedArticle]) -> None:
        waiting = set(fetches)
        while waiting:
            landed, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for fetch in sorted(landed, key=lambda one: fetches[one].id):
                await self._handle(fetches[fetch], fetch)
                self._held.remove(fetches[fetch])

    async def _page(self, article: ClaimedArticle) -> Page | None:
        # What failed twice is tried once with the feed's own text, since it may be the page that no analysis survives.
        if article.url is None or article.attempts >= MOST_CRASHES - 1 or not self._wants_page(article):
            return None
        found = await self._pages.page(article.url, allow_private=article.allow_private)
        if isinstance(found, Page):
            return found
        log.info("Article %d is read from its feed only: %s", article.id, found.reason)
        return None

    async def _handle(self, article: ClaimedArticle, fetch: asyncio.Future[Page | None]) -> None:
        try:
            page = await fetch
            result = await self._analyst.read(_job(article, page))
            async with self._store.intake() as unit:
                await self._complete(unit, article, result, page.url if page else article.url)
        except StoreUnavailableError:
            raise
        except WorkerError as error:
            await self._analyst.catalogue()  # raises where it is not the article: the worker cannot even be asked this
            await self._fail(article, error)
        except Exception as error:  # noqa: BLE001 - whatever one article does, the others go on
            await self._fail(article, error)

    async def _complete(self, unit: IntakeUnit, article: ClaimedArticle, result: ReadResult, address: str | None) -> None:
        """T2. `address` is where the article was found in the end: an aggregator's link leads to an address that another feed may have.

        What is no longer due is dropped: another worker read it, or its source changed it meanwhile and the newer text is read next.
        """
        now = self._clock.now()
        standing = await unit.standing(article)
        if not standing.is_due:
            return
        if standing.before is not None:
            await self._complete_change(unit, article, result, standing)
            return
        language = result.analysis.language
        key = title_key(result.title, language, (article.outlet.name, article.outlet.name_ko))
        published = min(article.published_at or article.first_seen_at, now)
        candidates = await unit.candidates(
            title_key=key, canonical_url=address, language=language, since=published - stories.WINDOW, limit=CANDIDATES
        )
        placing = stories.Placing(key, address, language, published)
        found = await find(unit, result.fingerprint, published, stories.place(placing, candidates, now))
        story_id = await unit.complete(CompletedArticle(article, result, key, story_id=found.story_id, at=now, trace=found.trace))
        for other in found.same:
            story_id = await unit.merge_stories(story_id, other)
        is_reprint = found.trace is not None and found.trace.voice is not None
        size, news = await _keep_news(unit, article, story_id, result, is_reprint=is_reprint)
        if article.announce is not Announce.SILENT:
            await self._announce(unit, await _arrival(unit, article, story_id, result), now, size, is_news=bool(news))

    async def _complete_change(self, unit: IntakeUnit, article: ClaimedArticle, result: ReadResult, standing: Standing) -> None:
        """T2 of an article that its source changed: it stays in its story, and where that was told, the change is. Where the
        story waited for an importance that it has now, it is told."""
        before, now = standing.before, self._clock.now()
        assert before is not None
        key = title_key(result.title, result.analysis.language, (article.outlet.name, article.outlet.name_ko))
        story_id = await unit.complete(CompletedArticle(article, result, key, story_id=before.story_id, at=now))
        await unit.keep_news(article.id, claims_of(result.analysis, result.fingerprint), ())
        if article.announce is Announce.SILENT:
            return
        arrival = await _arrival(unit, article, story_id, result)
        told = await unit.told(story_id)
        channels = await self._channels(unit, story_id, told, now)
        change = ToldChange(arrival, before, article.revision.number, is_material=standing.is_material)
        intents = tell_change(change, told, channels, now)
        waiting = [item for item in channels.subscriptions if waits_for(item, arrival, channels)]
        if waiting:
            arrival = replace(arrival, earlier=await unit.articles(story_id))
            intents += plan(arrival, replace(channels, subscriptions=waiting), now)
        if intents:
            await unit.deliver(intents)

    async def _announce(self, unit: IntakeUnit, arrival: Arrival, now: datetime, size: int, *, is_news: bool) -> None:
        """Queue what channels are to hear of a story of `size` articles. Of one that begins with this one nothing was told or muted."""
        is_later = size > 1
        told = await unit.told(arrival.story_id) if is_later else ()
        channels = await self._channels(unit, arrival.story_id if is_later else None, told, now)
        # What the article passes needs no earlier one: the story is read in full only where all depends on that.
        waiting = [item for item in channels.subscriptions if waits_for(item, arrival, channels) and not speaks_of(item, arrival)]
        if is_later and waiting:
            arrival = replace(arrival, earlier=await unit.articles(arrival.story_id))
        intents = plan(arrival, channels, now)
        if told:
            intents += updates(arrival, told, channels, now, articles=size, is_news=is_news)
        if intents:
            await unit.deliver(intents)

    async def _channels(self, unit: IntakeUnit, story_id: int | None, told: Sequence[Told], now: datetime) -> Channels:
        """What holds in the channels; `story_id` None for a story that begins, which nobody muted."""
        return Channels(
            await unit.subscriptions(),
            await unit.alerts_since(hour_of(now)),
            await unit.preferences(),
            frozenset() if story_id is None else await unit.muted(story_id),
            frozenset(place.destination for place in told),
            self._zone,
            self._edit_wait,
        )

    async def _fail(self, article: ClaimedArticle, error: Exception) -> None:
        now = self._clock.now()
        tries = article.attempts + 1
        most = MOST_CRASHES if isinstance(error, WorkerCrashedError) else MOST_TRIES
        retry_at = None if tries >= most else now + FIRST_WAIT * 4**article.attempts
        reason = f"{type(error).__name__}: {error}"
        log.warning("Article %d could not be read (try %d of %d): %s", article.id, tries, most, reason, exc_info=_trace(error))
        await self._store.fail_article(article, reason=reason[:500], retry_at=retry_at, now=now)


async def _arrival(unit: IntakeUnit, article: ClaimedArticle, story_id: int, result: ReadResult) -> Arrival:
    importance = await unit.importance([story_id])
    return Arrival(article.id, story_id, article.announce, article.outlet, result.title, result.body, result.analysis, importance)


async def _keep_news(
    unit: IntakeUnit, article: ClaimedArticle, story_id: int, result: ReadResult, *, is_reprint: bool
) -> tuple[int, Sequence[Development]]:
    """Write what the article says and what of it is new to its story; returns how many articles that has, and what is new."""
    pieces = await unit.story(story_id)
    earlier = [Earlier(piece.language, piece.claims, piece.is_primary) for piece in pieces if piece.article_id != article.id]
    is_source = is_primary(result.analysis, article.outlet.outlet_class)
    found = developments(Report(result.analysis, result.body, result.fingerprint.amounts, is_reprint, is_source), earlier)
    await unit.keep_news(article.id, claims_of(result.analysis, result.fingerprint), found)
    return len(pieces), found


def _trace(error: Exception) -> Exception | None:
    """The error where nobody expected it: an expected one says all in its words."""
    return None if isinstance(error, DeskError) else error


def _job(article: ClaimedArticle, page: Page | None) -> ReadJob:
    revision = article.revision
    return ReadJob(
        title=revision.title,
        lead=revision.lead,
        body=revision.body,
        url=page.url if page else article.url,
        html=page.body if page else None,
        outlet=article.outlet,
        published_at=article.published_at or article.first_seen_at,
    )
