"""The names of themes and outlets, which every answer needs and which hardly ever change: read once and kept for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.desk.ports import Clock, Library
from bot.model import CatalogueTheme, Outlet

KEPT = timedelta(seconds=30)


class Names:
    """Reads from the library at most every 30 s; an outlet that is new in between is said by its id until then."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        self._read_at: datetime | None = None
        self._themes: Mapping[str, CatalogueTheme] = {}
        self._outlets: Mapping[str, Outlet] = {}

    async def all(self) -> tuple[Mapping[str, CatalogueTheme], Mapping[str, Outlet]]:
        """Themes and outlets by id. Raises what the library raises."""
        now = self._clock.now()
        if self._read_at is None or not timedelta(0) <= now - self._read_at < KEPT:
            self._themes = {item.id: item for item in await self._library.themes()}
            self._outlets = {item.id: item for item in await self._library.outlets()}
            self._read_at = now
        return self._themes, self._outlets

    def forget(self) -> None:
        """Read anew at the next question: something was added."""
        self._read_at = None
