"""Whose turn it is: of each channel the one delivery that is sent next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, and_, bindparam, case, func, or_, select

from bot.model import DeliveryState, Purpose
from bot.store.tables import delivery

_PENDING, _LEASED, _UNKNOWN = DeliveryState.PENDING.value, DeliveryState.LEASED.value, DeliveryState.UNKNOWN.value

PATIENCE = 9
"""Tries for which a channel waits, some eight minutes: then one message that its platform never takes lets the others pass."""

_ASIDE, _MESSAGE, _THREAD, _EDIT = range(4)
"""Who waits for whom: a delivery that waits to be tried again holds back later ones of its own level and of the levels after it. So
a thread's post holds back no alert, what waits for the end of quiet hours no notice, and a redrawing, which nobody reads in order,
nothing."""


def whose_turn(now: datetime, adapters: Sequence[str], limit: int) -> Select[Any]:
    """Ids: of each channel of these adapters the delivery whose turn it is, in order of creation.

    Nothing of a channel where one is under way. One that was never tried and is not due yet holds back nothing: a brief for the end of the
    hour lets alerts pass. Messages go before the threads' posts and the redrawings that are due with them.
    """
    waiting = _open_deliveries(now, adapters).subquery("waiting")
    free = and_(waiting.c.is_due, waiting.c.is_busy == 0, or_(waiting.c.ahead.is_(None), waiting.c.ahead > waiting.c.level))
    turn = func.row_number().over(partition_by=_place(waiting), order_by=(waiting.c.level > _MESSAGE, waiting.c.id))
    heads = select(waiting.c.id, turn.label("turn")).where(free).subquery("heads")
    return select(heads.c.id).where(heads.c.turn == 1).order_by(heads.c.id).limit(limit)


def still_due(ids: Sequence[int], now: datetime, limit: int) -> Select[Any]:
    """The first of these deliveries, locked; those that another claimer has locked, or had in the meantime, are left out.

    A statement of its own: a window cannot be locked, and PostgreSQL, which guesses how much is open, joins the two the wrong way round.
    """
    statement = select(delivery).where(delivery.c.id.in_(ids), _is_due(delivery, now))
    return statement.order_by(delivery.c.id).limit(limit).with_for_update(skip_locked=True)


def _open_deliveries(now: datetime, adapters: Sequence[str]) -> Select[Any]:
    """All that is not settled, each with whether it is due (`is_due`), its `level`, the least level of those before it in its channel that
    wait to be tried again (`ahead`), and how many of the channel are under way (`is_busy`). Its cost grows with what is open, however much
    was sent: it is read off ix_delivery_open."""
    d = delivery.alias("open")
    level = _level(d)
    waits = and_(d.c.state.in_([_PENDING, _UNKNOWN]), d.c.attempts.between(1, PATIENCE - 1), level != _EDIT)
    under_way = and_(d.c.state == _LEASED, d.c.lease_until > now)
    ahead = func.min(case((waits, level))).over(partition_by=_place(d), order_by=d.c.id, rows=(None, -1))
    busy = func.sum(case((under_way, 1), else_=0)).over(partition_by=_place(d))
    told = d.c.id, *_place(d), level.label("level"), _is_due(d, now).label("is_due"), ahead.label("ahead"), busy.label("is_busy")
    return select(*told).where(_is_open(d), d.c.settled_at.is_(None), d.c.adapter.in_(adapters))


def _is_open(on: FromClause) -> ColumnElement[bool]:
    """The condition of ix_delivery_open in its very words: SQLite knows a partial index again only by constants, not by parameters."""
    states: BindParameter[str] = bindparam("open_states", [_PENDING, _LEASED, _UNKNOWN], expanding=True, literal_execute=True)
    return on.c.state.in_(states)


def _is_due(on: FromClause, now: datetime) -> ColumnElement[bool]:
    waits = and_(on.c.state.in_([_PENDING, _UNKNOWN]), on.c.not_before <= now, on.c.settled_at.is_(None))
    return or_(waits, and_(on.c.state == _LEASED, on.c.lease_until <= now))


def _level(on: FromClause) -> ColumnElement[int]:
    aside = on.c.purpose.in_([Purpose.PROOF.value, Purpose.NOTICE.value])
    of_purpose = (aside, _ASIDE), (on.c.purpose == Purpose.THREAD.value, _THREAD), (on.c.purpose == Purpose.EDIT.value, _EDIT)
    return case(*of_purpose, else_=_MESSAGE)


def _place(on: FromClause) -> tuple[ColumnElement[str], ...]:
    return on.c.adapter, on.c.workspace, on.c.channel
