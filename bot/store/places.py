"""Settings by their scope, workspaces that were claimed, and the people and roles that manage them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, select

from bot.model import Destination, Preferences
from bot.store.noun import Noun
from bot.store.rows import at_place, place_of, preferences_from_json, preferences_to_json
from bot.store.statements import insert_for
from bot.store.tables import channel_setting, person_setting, workspace_claim, workspace_manager


class Places(Noun):
    """bot.desk.ports.Places."""

    async def preferences(self) -> Mapping[Destination, Preferences]:
        """What channels set for themselves; a channel that set nothing is left out."""
        async with self._db.read() as connection:
            rows = (await connection.execute(select(channel_setting))).all()
        return {place_of(row): preferences_from_json(row.preferences) for row in rows}

    async def channel_preferences(self, destination: Destination) -> Preferences:
        which = at_place(channel_setting, destination)
        return await self._kept.get(destination, lambda: self._preferences(channel_setting, which))

    async def set_channel_preferences(self, destination: Destination, preferences: Preferences) -> None:
        """All of them; what is None is unset."""
        keys = {"adapter": destination.adapter, "workspace": destination.workspace, "channel": destination.channel}
        await self._set_preferences(channel_setting, keys, preferences)

    async def person_preferences(self, adapter: str, person_id: str) -> Preferences:
        which = and_(person_setting.c.adapter == adapter, person_setting.c.person == person_id)
        return await self._kept.get((adapter, person_id), lambda: self._preferences(person_setting, which))

    async def set_person_preferences(self, adapter: str, person_id: str, preferences: Preferences) -> None:
        """All of them; what is None is unset."""
        await self._set_preferences(person_setting, {"adapter": adapter, "person": person_id}, preferences)

    async def claimed_workspaces(self) -> frozenset[tuple[str, str]]:
        """(adapter, workspace) of those that were claimed with a code."""
        return await self._kept.get("claims", self._claimed)

    async def _claimed(self) -> frozenset[tuple[str, str]]:
        async with self._db.read() as connection:
            rows = (await connection.execute(select(workspace_claim.c.adapter, workspace_claim.c.workspace))).all()
        return frozenset((row.adapter, row.workspace) for row in rows)

    async def claim_workspace(self, adapter: str, workspace: str, *, by: str, now: datetime) -> None:
        """Serve it from now on; the first claim counts."""
        values = {"adapter": adapter, "workspace": workspace, "claimed_by": by, "claimed_at": now}
        async with self._db.write() as connection:
            await connection.execute(insert_for(connection, workspace_claim).values(**values).on_conflict_do_nothing())
        self._kept.forget()

    async def managers(self, adapter: str, workspace: str) -> frozenset[str]:
        """Platform ids of the people and roles that the workspace named managers."""
        return await self._kept.get(("managers", adapter, workspace), lambda: self._managers(adapter, workspace))

    async def _managers(self, adapter: str, workspace: str) -> frozenset[str]:
        m = workspace_manager.c
        async with self._db.read() as connection:
            found = await connection.scalars(select(m.manager).where(m.adapter == adapter, m.workspace == workspace))
            return frozenset(found)

    async def set_manager(self, adapter: str, workspace: str, id: str, *, is_manager: bool) -> bool:  # noqa: A002 - the platform's word
        """False where it was so already."""
        keys = {"adapter": adapter, "workspace": workspace, "manager": id}
        async with self._db.write() as connection:
            if is_manager:
                made = insert_for(connection, workspace_manager).values(**keys).on_conflict_do_nothing()
                changed = bool((await connection.execute(made)).rowcount)
            else:
                which = and_(*(workspace_manager.c[name] == value for name, value in keys.items()))
                changed = bool((await connection.execute(delete(workspace_manager).where(which))).rowcount)
        self._kept.forget()
        return changed

    async def _preferences(self, table: Table, which: ColumnElement[bool]) -> Preferences:
        async with self._db.read() as connection:
            document = await connection.scalar(select(table.c.preferences).where(which))
        return Preferences() if document is None else preferences_from_json(document)

    async def _set_preferences(self, table: Table, keys: Mapping[str, Any], preferences: Preferences) -> None:
        document = preferences_to_json(preferences)
        async with self._db.write() as connection:
            if preferences == Preferences():
                await connection.execute(delete(table).where(and_(*(table.c[name] == value for name, value in keys.items()))))
            else:
                made = insert_for(connection, table).values(**keys, preferences=document)
                await connection.execute(made.on_conflict_do_update(index_elements=list(keys), set_={"preferences": document}))
        self._kept.forget()
