"""The actors most written about, asked for once in a while: ranking them reads every tag of the store, and every page suggests them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.desk.ports import Clock, Library
from bot.model import CatalogueActor

MOST = 120
_FRESH = timedelta(minutes=5)


class WellKnownActors:
    """At most 120 actors, most written about first, no older than five minutes. Many who ask at once cause one question."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        self._lock = asyncio.Lock()
        self._asked_at: datetime | None = None
        self._actors: tuple[CatalogueActor, ...] = ()

    async def all(self) -> Sequence[CatalogueActor]:
        """The actors. An empty answer is asked for again at once, since a desk that starts gets its catalogue a moment later."""
        async with self._lock:
            now = self._clock.now()
            if not self._actors or self._asked_at is None or now - self._asked_at > _FRESH:
                self._actors = tuple(await self._library.find_actors("", limit=MOST))
                self._asked_at = now
            return self._actors

    async def by_id(self, actor_ids: Sequence[str]) -> Mapping[str, CatalogueActor]:
        """These actors, as far as they exist; only those that are not well known are asked for one by one."""
        known = {actor.id: actor for actor in await self.all()}
        found: dict[str, CatalogueActor] = {}
        for actor_id in dict.fromkeys(actor_ids):
            actor = known.get(actor_id) or await self._library.actor(actor_id)
            if actor is not None:
                found[actor_id] = actor
        return found
