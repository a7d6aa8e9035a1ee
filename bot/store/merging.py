"""Merging stories outside an intake."""

from __future__ import annotations

from bot.store.engine import LOCK_PLACING
from bot.store.noun import Noun
from bot.store.stories import merge


class Merging(Noun):
    """What changes stories after they were placed."""

    async def merge_stories(self, keep: int, gone: int) -> int:
        """Make two stories one, in a commit of its own; see bot.store.stories.merge."""
        async with self._db.write() as connection:
            await self._db.serialise(connection, LOCK_PLACING)
            return await merge(connection, keep, gone, self._clock.now())
