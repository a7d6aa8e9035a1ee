"""From a new article to its tags, its story and the deliveries that it causes: the second of the three transactions (T2)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk import stories
from bot.desk.alerts import Arrival, hour_of, plan
from bot.desk.fulltext_policy import needs_full_text
from bot.desk.ports import Analyst, ArticleQueue, Clock, CompletedArticle, IntakeUnit, Page, PageFetcher, ReadJob, ReadResult
from bot.desk.titles import title_key
from bot.errors import DeskError, StoreError, WorkerCrashedError
from bot.model import Announce, ClaimedArticle

log = logging.getLogger(__name__)

MOST_TRIES = 5
"""An article that could not be read this often is FAILED."""

MOST_CRASHES = 3
"""An article that ends the worker process at its third try is FAILED, so that it cannot hold up the others."""

FIRST_WAIT = timedelta(seconds=30)
CANDIDATES = 200


class Intake:
    """Reads articles that wait. `lease_seconds` must be longer than a batch takes; a lease that runs out gives the article to another."""

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
        wants_page: Callable[[ClaimedArticle], bool] = needs_full_text,
    ) -> None:
        self._store = store
        self._analyst = analyst
        self._pages = pages
        self._clock = clock
        self._batch = batch
        self._lease_seconds = lease_seconds
        self._gate = asyncio.Semaphore(pages_at_once)
        self._wants_page = wants_page

    async def read_due(self) -> int:
        """Claim a batch and bring each article to DONE, back to waiting, or to FAILED; returns how many were claimed.

        Pages are fetched a few at once, articles are analysed one by one, so that one that ends the worker harms only itself.
        Raises StoreError where the database is away; the claimed articles come back when their lease ends.
        """
        claimed = await self._store.claim_articles(now=self._clock.now(), lease_seconds=self._lease_seconds, limit=self._batch)
        fetches = [asyncio.ensure_future(self._page(article)) for article in claimed]
        try:
            for article, fetch in zip(claimed, fetches, strict=True):
                await self._handle(article, fetch)
        finally:
            for fetch in fetches:
                fetch.cancel()
            await asyncio.gather(*fetches, return_exceptions=True)
        return len(claimed)

    async def _page(self, article: ClaimedArticle) -> Page | None:
        if article.url is None or not self._wants_page(article):
            return None
        async with self._gate:
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
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever one article does, the others go on
            await self._fail(article, error)

    async def _complete(self, unit: IntakeUnit, article: ClaimedArticle, result: ReadResult, address: str | None) -> None:
        """T2. `address` is where the article was found in the end: an aggregator's link leads to an address that another feed may have."""
        now = self._clock.now()
        language = result.analysis.language
        key = title_key(result.title, language, (article.outlet.name, article.outlet.name_ko))
        published = min(article.published_at or article.first_seen_at, now)
        candidates = await unit.candidates(
            title_key=key, canonical_url=address, language=language, since=published - stories.WINDOW, limit=CANDIDATES
        )
        placing = stories.Placing(key, address, language, published)
        story_id = await unit.complete(
            CompletedArticle(article, result, key, story_id=stories.place(placing, candidates, now), at=now),
        )
        await _announce(unit, article, result, story_id, now)

    async def _fail(self, article: ClaimedArticle, error: Exception) -> None:
        now = self._clock.now()
        tries = article.attempts + 1
        most = MOST_CRASHES if isinstance(error, WorkerCrashedError) else MOST_TRIES
        retry_at = None if tries >= most else now + FIRST_WAIT * 4**article.attempts
        reason = f"{type(error).__name__}: {error}"
        log.warning("Article %d could not be read (try %d of %d): %s", article.id, tries, most, reason, exc_info=_trace(error))
        await self._store.fail_article(article, reason=reason[:500], retry_at=retry_at, now=now)


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


async def _announce(unit: IntakeUnit, article: ClaimedArticle, result: ReadResult, story_id: int, now: datetime) -> None:
    if article.announce is Announce.SILENT:
        return
    arrival = Arrival(story_id, article.announce, article.outlet, result.title, result.body, result.analysis)
    intents = plan(arrival, await unit.subscriptions(), await unit.alerts_since(hour_of(now)), now)
    if intents:
        await unit.deliver(intents)
