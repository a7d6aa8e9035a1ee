"""Stories that a channel wants to hear no more of, and reports of wrong tags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.model import DeliveryIntent, Destination, Locale, Purpose, TagReport
from bot.store.noun import Noun
from bot.store.outbox import queue_deliveries
from bot.store.rows import at_place, place_of
from bot.store.statements import AnyRow, insert_for
from bot.store.stories import live_story
from bot.store.tables import muted_story, tag_report


class Mutes(Noun):
    """The part of bot.desk.ports.Subscriptions that concerns single stories."""

    _admins: tuple[Destination, ...] = ()
    _admin_language: Locale = "en"

    def set_admins(self, admins: Sequence[Destination], language: Locale = "en") -> None:
        """Where reports are told, and in which language; said once at the start."""
        self._admins, self._admin_language = tuple(admins), language

    async def mute_story(self, destination: Destination, story_id: int, *, now: datetime) -> bool:
        """Tell that channel no more of the story; False where there is no such story."""
        async with self._db.write() as connection:
            live = await _known(connection, story_id)
            if live is None:
                return False
            values = {**_place(destination), "story_id": live, "muted_at": now}
            await connection.execute(insert_for(connection, muted_story).values(**values).on_conflict_do_nothing())
        return True

    async def unmute_story(self, destination: Destination, story_id: int) -> bool:
        """False where it was not muted."""
        async with self._db.write() as connection:
            live = await _known(connection, story_id)
            which = at_place(muted_story, destination), muted_story.c.story_id == live
            return bool((await connection.execute(delete(muted_story).where(*which))).rowcount)

    async def muted_stories(self, destination: Destination, *, limit: int) -> Sequence[int]:
        """Ids of the stories that the channel muted, the last first."""
        m = muted_story.c
        statement = select(m.story_id).where(at_place(muted_story, destination)).order_by(m.muted_at.desc(), m.story_id.desc()).limit(limit)
        async with self._db.read() as connection:
            return [int(story_id) for story_id in await connection.scalars(statement)]

    async def report_tag(
        self, *, story_id: int, tag: str, note: str, place: Destination, person: str, now: datetime, article_id: int | None = None
    ) -> int:
        """Keep the report and queue a notice for each admin, in one commit. Raises StoreError for a story that never was."""
        async with self._db.write() as connection:
            live = await live_story(connection, story_id)
            what = {"story_id": live, "article_id": article_id, "tag": tag, "note": note}
            values = {**what, **_place(place), "person": person, "reported_at": now}
            statement = tag_report.insert().values(**values).returning(tag_report.c.id)
            report_id = int((await connection.execute(statement)).scalar_one())
            await queue_deliveries(connection, [self._notice(admin, report_id, live, now) for admin in self._admins], now)
        return report_id

    async def report(self, report_id: int) -> TagReport | None:
        async with self._db.read() as connection:
            row = (await connection.execute(select(tag_report).where(tag_report.c.id == report_id))).first()
        return None if row is None else _report_of(row)

    async def reports(self, *, since: datetime | None = None) -> Sequence[TagReport]:
        """All, or those of that time and later, in the order in which they came."""
        statement = select(tag_report).order_by(tag_report.c.id)
        if since is not None:
            statement = statement.where(tag_report.c.reported_at >= since)
        async with self._db.read() as connection:
            return [_report_of(row) for row in await connection.execute(statement)]

    def _notice(self, admin: Destination, report_id: int, story_id: int, now: datetime) -> DeliveryIntent:
        key = f"report:{report_id}"
        return DeliveryIntent(admin, Purpose.NOTICE, key, None, story_id, now, language=self._admin_language)


def _report_of(row: AnyRow) -> TagReport:
    return TagReport(row.id, row.story_id, row.tag, row.note, place_of(row), row.person, row.reported_at, row.article_id)


async def _known(connection: AsyncConnection, story_id: int) -> int | None:
    try:
        return await live_story(connection, story_id)
    except StoreError:
        return None


def _place(destination: Destination) -> dict[str, str]:
    return {"adapter": destination.adapter, "workspace": destination.workspace, "channel": destination.channel}
