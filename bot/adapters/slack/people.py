"""Who asks: what Slack says of a person, kept for some minutes."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.adapters.slack.calls import Told, told
from bot.desk.ports import Clock
from bot.model import Locale, Person

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

NAME = "slack"
KEPT = timedelta(minutes=5)
KEPT_WITHOUT_RIGHT = timedelta(hours=1)
MOST = 1_000
MOST_OFFERED = 100
PATIENCE = 1.2
"""Seconds that a look-up may take: a trigger_id lives 3, and what was asked is still to be answered."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person as Slack tells of them, and the language of their Slack."""

    person: Person
    locale: Locale


class People:
    """Looks people up in one workspace (its id). users.info says whether they are an admin or owner of it and in which language they read,
    usergroups.list in which groups they are."""

    def __init__(self, client: AsyncWebClient, clock: Clock, workspace: str) -> None:
        self._client = client
        self._clock = clock
        self._workspace = workspace
        self._known: OrderedDict[str, tuple[datetime, Known]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Known]] = {}
        self._groups: Mapping[str, tuple[str, ...]] = {}
        self._group_names: tuple[tuple[str, str], ...] = ()
        self._groups_until: datetime | None = None
        self._grouping = asyncio.Lock()

    async def known(self, user: str, name: str = "") -> Known:
        """The person, by what was said some minutes ago at most. Where Slack does not tell, somebody who manages nothing and reads English,
        called `name`. Never raises."""
        kept = self._known.get(user)
        if kept is not None and kept[0] > self._clock.now():
            self._known.move_to_end(user)
            return kept[1]
        task = self._asking.get(user)
        if task is None:
            task = self._asking[user] = asyncio.create_task(self._look_up(user, name))
            task.add_done_callback(lambda _: self._asking.pop(user, None))
        return await asyncio.shield(task)

    async def _look_up(self, user: str, name: str) -> Known:
        found, groups = await asyncio.gather(
            told(self._client.users_info(user=user, include_locale=True), within=PATIENCE), self._groups_of(user)
        )
        if not found.is_good:
            log.warning("Slack did not say who asks (%s); they are taken for a member who reads English", found.error)
            return Known(Person(NAME, user, name or user, is_manager=False, roles=groups), "en")
        known = read_person(found.data.get("user", {}), self._workspace, user=user, name=name, groups=groups)
        self._known[user] = (self._clock.now() + KEPT, known)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return known

    async def groups(self, typed: str) -> list[tuple[str, str]]:
        """(id, name) of the workspace's user groups whose name has the typed text, for a menu; those that begin with it first."""
        await self._read_groups()
        wanted = typed.strip().lstrip("@").casefold()
        found = [(group, name) for group, name in self._group_names if wanted in name.casefold()]
        return sorted(found, key=lambda row: not row[1].lstrip("@").casefold().startswith(wanted))[:MOST_OFFERED]

    async def _groups_of(self, user: str) -> tuple[str, ...]:
        await self._read_groups()
        return self._groups.get(user, ())

    async def _read_groups(self) -> None:
        async with self._grouping:
            now = self._clock.now()
            if self._groups_until is None or self._groups_until <= now:
                answer = await told(self._client.usergroups_list(include_users=True), within=PATIENCE)
                if answer.is_good:
                    self._groups, self._group_names = read_groups(answer.data), read_group_names(answer.data)
                self._groups_until = now + _kept(answer)


def read_person(user_data: Mapping[str, Any], workspace: str, *, user: str, name: str = "", groups: tuple[str, ...] = ()) -> Known:
    """A user object read ("User object", docs.slack.dev). An admin of another workspace, as in a shared channel, manages nothing here."""
    profile = user_data.get("profile", {})
    enterprise = user_data.get("enterprise_user") or {}
    workspaces = {user_data.get("team_id"), *enterprise.get("teams", ())}
    is_ours = workspace in workspaces and not user_data.get("is_stranger") and not user_data.get("deleted")
    is_manager = is_ours and any(user_data.get(right) for right in ("is_admin", "is_owner", "is_primary_owner"))
    shown = profile.get("display_name") or profile.get("real_name") or user_data.get("real_name") or name or user
    locale: Locale = "ko" if str(user_data.get("locale", "")).casefold().startswith("ko") else "en"
    return Known(Person(NAME, user, str(shown), is_manager=is_manager, roles=groups if is_ours else ()), locale)


def read_groups(data: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """Ids of groups by their members' ids, from usergroups.list."""
    found: dict[str, tuple[str, ...]] = {}
    for group in data.get("usergroups", ()):
        for user in group.get("users", ()):
            found[user] = (*found.get(user, ()), group["id"])
    return found


def read_group_names(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(id, name as it is typed) of the groups that are in use, from usergroups.list."""
    used = [group for group in data.get("usergroups", ()) if not group.get("date_delete")]
    return tuple((group["id"], f"@{group.get('handle') or group.get('name') or group['id']}") for group in used)


def _kept(answer: Told) -> timedelta:
    """How long to go by it: where the right or the paid plan is missing that will not change soon."""
    return KEPT_WITHOUT_RIGHT if answer.error in ("missing_scope", "paid_teams_only", "not_allowed_token_type") else KEPT
