"""What articles say, what of it was new to their stories, and the posts that told it; read and written on an open connection."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.claims import Claims
from bot.desk.importance import Bearing
from bot.desk.ports import Post, StoryPiece
from bot.model import DeliveryState, Destination, Development, Purpose
from bot.store.rows import place_of
from bot.store.statements import insert_for
from bot.store.story_tables import article_news
from bot.store.tables import article, delivery

_POSTED = [state.value for state in (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.SENT, DeliveryState.UNKNOWN)]


async def keep_news(connection: AsyncConnection, article_id: int, claims: Claims, found: Sequence[Development]) -> None:
    """Write what an article says, instead of what it said before, and what of it is new, unless that is written already."""
    values = {
        "article_id": article_id,
        "claims": _json(claims.to_json()),
        "news": _json([one.to_json() for one in found]) if found else None,
    }
    statement = insert_for(connection, article_news).values(values)
    renewed = {"claims": statement.excluded.claims}
    await connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=renewed))


async def pieces(connection: AsyncConnection, story_id: int) -> Sequence[StoryPiece]:
    """The articles of a story that lives, oldest first."""
    names = ("id", "outlet_id", "language", "bearing")
    statement = (
        select(*(article.c[name] for name in names), article_news.c.claims)
        .outerjoin(article_news, article_news.c.article_id == article.c.id)
        .where(article.c.story_id == story_id)
        .order_by(article.c.id)
    )
    rows = await connection.execute(statement)
    return [StoryPiece(row.id, row.outlet_id, row.language, Bearing.from_text(row.bearing).is_primary, _claims(row.claims)) for row in rows]


async def posts(connection: AsyncConnection, story_id: int) -> Mapping[Destination, Sequence[Post]]:
    """The posts in the threads of a story that lives, by channel, but for those that were folded into others or given up."""
    d = delivery.c
    which = d.story_id == story_id, d.purpose == Purpose.THREAD.value, d.state.in_(_POSTED)
    found: dict[Destination, list[Post]] = {}
    for row in await connection.execute(select(delivery).where(*which).order_by(d.id)):
        at = row.settled_at or row.not_before
        found.setdefault(place_of(row), []).append(Post(row.dedup_key, at, row.state == DeliveryState.PENDING.value))
    return found


def _claims(text: str | None) -> Claims | None:
    return None if text is None else Claims.from_json(json.loads(text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
