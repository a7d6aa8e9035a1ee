"""Who is served, and who may manage: decided here on every call, whatever a platform shows.

The console is always served. A workspace (Slack) or server (Discord) is served where the configuration names it or somebody claimed it with
the code that the start of the desk printed.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from bot.desk.ports import Clock, Places
from bot.model import Destination, Person

CONSOLE = "console"
MOST_WRONG = 5
WRONG_FOR = timedelta(hours=1)

Workspace = tuple[str, str]


class Claim(Enum):
    """What became of an attempt to claim a workspace."""

    DONE = "done"
    ALREADY = "already"
    WRONG = "wrong"
    TOO_OFTEN = "too-often"
    NO_CODE = "no-code"


@dataclass(slots=True)
class _Wrong:
    """Wrong codes of one workspace since `since`."""

    since: datetime
    count: int = 0


@dataclass(slots=True)
class Access:
    """`allowed` are the (adapter, workspace) pairs that the configuration names; `code` is what a workspace can be claimed with, once, None
    where the desk gave none out."""

    places: Places
    allowed: Collection[Workspace]
    code: str | None
    clock: Clock
    _wrong: dict[Workspace, _Wrong] = field(default_factory=dict)

    async def serves(self, adapter: str, workspace: str) -> bool:
        """Whether the desk works for that workspace."""
        found = (adapter, workspace)
        return adapter == CONSOLE or found in self.allowed or found in await self.places.claimed_workspaces()

    async def is_manager(self, person: Person, place: Destination | None) -> bool:
        """Whether this person may change what the desk does there: as the platform says, or as the workspace named them."""
        if person.is_manager or place is None:
            return person.is_manager
        named = await self.places.managers(place.adapter, place.workspace)
        return not named.isdisjoint((person.id, *person.roles))

    async def claim(self, place: Destination, person: Person, code: str) -> Claim:
        """Serve the workspace from now on, where the code is right; it is spent then. Five wrong codes in an hour shut a workspace out for
        the rest of it."""
        workspace = (place.adapter, place.workspace)
        if await self.serves(*workspace):
            return Claim.ALREADY
        if self.code is None:
            return Claim.NO_CODE
        now, wrong = self.clock.now(), self._wrong.get(workspace)
        if wrong is not None and now - wrong.since < WRONG_FOR and wrong.count >= MOST_WRONG:
            return Claim.TOO_OFTEN
        if not hmac.compare_digest(_plain(code), _plain(self.code)):
            if wrong is None or now - wrong.since >= WRONG_FOR:
                wrong = self._wrong[workspace] = _Wrong(now)
            wrong.count += 1
            return Claim.WRONG
        # Spent before the store is waited for, so that two at once cannot both use it; given back where nothing was written.
        spent, self.code = self.code, None
        try:
            await self.places.claim_workspace(*workspace, by=f"{person.adapter}:{person.id}", now=now)
        except BaseException:
            self.code = spent
            raise
        return Claim.DONE


def _plain(code: str) -> bytes:
    """A code as people may type it: case, spaces and hyphens do not matter."""
    return "".join(character for character in code.casefold() if character.isalnum()).encode()
