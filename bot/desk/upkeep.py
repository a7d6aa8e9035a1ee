"""What keeps the newsroom's memory in order: re-analysis after the ontology changed, and the end of full texts that are too old to keep."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.desk.ports import Analyst, Clock, ReadJob
from bot.errors import WorkerError
from bot.model import ArticleView
from bot.tags import Analysis

log = logging.getLogger(__name__)

BATCH = 20


class Shelves(Protocol):
    """What upkeep asks of a store; nothing here makes a delivery."""

    async def stale_analyses(self, version: str, *, limit: int) -> Sequence[ArticleView]:
        """Analysed articles whose analysis is of another version, newest first."""
        ...

    async def save_analysis(self, article_id: int, analysis: Analysis) -> None:
        """Put a new analysis in the place of the old one."""
        ...

    async def prune_full_texts(self, before: datetime) -> int:
        """Blank the bodies of articles first seen before then; returns how many."""
        ...


class Upkeep:
    """`version` is that of the running analysis; `keep_days` how long full texts are kept, 0 for ever."""

    def __init__(self, store: Shelves, analyst: Analyst, clock: Clock, *, version: str, keep_days: int) -> None:
        self._store = store
        self._analyst = analyst
        self._clock = clock
        self._version = version
        self._keep_days = keep_days
        self._failed: set[int] = set()

    async def reanalyse_some(self) -> int:
        """Analyse one batch of articles whose tags are of an older analysis, newest first; returns how many got new tags.

        An article that fails keeps its old tags and is not tried again until the desk is started anew. Raises StoreError.
        """
        stale = await self._store.stale_analyses(self._version, limit=BATCH + len(self._failed))
        count = 0
        for article in (article for article in stale if article.id not in self._failed):
            try:
                result = await self._analyst.read(_job(article))
            except WorkerError as error:
                log.warning("Article %d keeps its old tags: %s", article.id, error)
                self._failed.add(article.id)
                continue
            await self._store.save_analysis(article.id, result.analysis)
            count += 1
        return count

    async def prune(self) -> int:
        """Blank the full texts that are older than they may be. Raises StoreError."""
        if self._keep_days <= 0:
            return 0
        count = await self._store.prune_full_texts(self._clock.now() - timedelta(days=self._keep_days))
        if count:
            log.info("Blanked the full text of %d articles older than %d days", count, self._keep_days)
        return 0


def _job(article: ArticleView) -> ReadJob:
    return ReadJob(
        title=article.title,
        lead=article.lead,
        body=article.body,
        url=article.url,
        html=None,
        outlet=article.outlet,
        published_at=article.published_at or article.first_seen_at,
    )
