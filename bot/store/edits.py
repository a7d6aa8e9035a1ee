"""T1 for what is known already: items that say something else than they did, as new texts of their articles."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.edits import READ, KnownText, Verdict, Wording, judge, seen_mark, wording_of
from bot.model import Edit, Entry, OutletClass, PollChanged
from bot.store.known import EntryName, Poll
from bot.store.revisions import content_hash
from bot.store.statements import AnyRow, batches
from bot.store.tables import article, article_revision, entry, outlet

log = logging.getLogger(__name__)

Item: TypeAlias = tuple[AnyRow, Entry, str]
"""A known entry's row, with what it says now and the mark of that."""

FOLLOWED = timedelta(days=7)
"""How long after its date an article's changes are followed. What changes later is a feed that was made anew."""

FORM_CHANGE = 10
"""So many changes in one poll are a new form of the feed, not the work of editors: they are kept, and nobody is told."""


@dataclass(slots=True)
class Texts:
    """What is known of an article while a poll is recorded: the texts that feeds gave of it, in order, the highest number of a text of any
    kind, the number of one that waits to be read, and the names of its outlet."""

    last: int
    next: int | None
    names: tuple[str, str]
    known: list[KnownText] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """An item that is known, with what it says now and what comes of that; `number` is that of its new text."""

    row: AnyRow
    item: Entry
    mark: str
    verdict: Verdict
    number: int | None


async def shown_by(connection: AsyncConnection, fresh: Mapping[EntryName, tuple[int, Entry]]) -> dict[EntryName, int]:
    """Which text of their articles new entries of known articles show, by name; those that word them in their own way are left out."""
    texts = await _texts(connection, [article_id for article_id, _ in fresh.values()])
    verdicts = {
        key: judge(wording_of(item), None, texts[article_id].known, names=texts[article_id].names)
        for key, (article_id, item) in fresh.items()
    }
    return {key: verdict.shows for key, verdict in verdicts.items() if verdict.shows is not None}


async def record_edits(connection: AsyncConnection, polls: Sequence[Poll], known: Mapping[EntryName, AnyRow]) -> None:
    """Keep what known items of these polls say now. An article whose text changed goes back to stage NEW with that text, in its story."""
    of_feed: dict[int, list[tuple[EntryName, AnyRow]]] = {}
    for name, row in known.items():
        of_feed.setdefault(row.feed_id, []).append((name, row))
    changed = [_changed(poll, of_feed.get(poll.feed.id, ())) for poll in polls]
    ids = [row.article_id for items in changed for row, _, _ in items]
    if not ids:
        return
    texts = await _texts(connection, ids)
    for poll, items in zip(polls, changed, strict=True):
        if items:
            await _record(connection, poll, items, texts)


def _changed(poll: Poll, known: Iterable[tuple[EntryName, AnyRow]]) -> list[Item]:
    """Which of the known items of a poll do not say what they said, by article."""
    said = [(row, poll.items[name], seen_mark(wording_of(poll.items[name]))) for name, row in known]
    return [(row, item, mark) for row, item, mark in said if row.seen_mark != mark]


async def _record(connection: AsyncConnection, poll: Poll, changed: Sequence[Item], texts: Mapping[int, Texts]) -> None:
    has_leads = poll.feed.outlet_class != OutletClass.AGGREGATOR.value
    said: list[Said] = []
    for row, item, mark in changed:
        said.append(_judged(row, item, mark, texts[row.article_id], poll.result, has_leads=has_leads))
        await asyncio.sleep(0)  # comparing takes milliseconds: a feed of a new form must not keep the loop from everything else
    edits = [one for one in said if one.number is not None]
    is_new_form = len(edits) >= FORM_CHANGE
    if is_new_form:
        log.info("Feed %s says %d known items in other words: its form changed", poll.result.feed.spec.id, len(edits))
    await _remember(connection, said)
    for one in edits:
        await _keep(connection, one, poll.result, is_told=not is_new_form)


async def _remember(connection: AsyncConnection, said: Sequence[Said]) -> None:
    now = [{"entry_id": one.row.id, "mark": one.mark, "number": one.number or one.verdict.shows} for one in said]
    values: dict[str, Any] = {"seen_mark": bindparam("mark"), "shows": bindparam("number")}
    await connection.execute(update(entry).where(entry.c.id == bindparam("entry_id")).values(values), now)
    for one in said:
        if one.verdict.reason is not None:
            noted = update(article).where(article.c.id == one.row.article_id, article.c.stage == "done")
            await connection.execute(noted.values(reason=one.verdict.reason))


async def _texts(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, Texts]:
    found: dict[int, Texts] = {}
    r = article_revision.c
    said = or_(r.number == 1, r.edit_of.is_not(None))
    for batch in batches(sorted(set(article_ids))):
        highest = (
            select(article.c.id, func.max(r.number).label("last"), article.c.next_revision, outlet.c.name, outlet.c.name_ko)
            .join(article_revision, r.article_id == article.c.id)
            .join(outlet, outlet.c.id == article.c.outlet_id)
            .where(article.c.id.in_(batch))
            .group_by(article.c.id, outlet.c.id)
        )
        for one in await connection.execute(highest):
            found[one.id] = Texts(one.last, one.next_revision, (one.name, one.name_ko))
        rows = await connection.execute(
            select(r.article_id, r.number, r.title, r.lead, r.edit_of, func.substr(r.body, 1, READ).label("body"))
            .where(r.article_id.in_(batch), said)
            .order_by(r.article_id, r.number)
        )
        for row in rows:
            found[row.article_id].known.append(KnownText(row.number, Wording.of(row.title, row.lead, row.body), row.edit_of))
    return found


def _judged(row: AnyRow, item: Entry, mark: str, texts: Texts, result: PollChanged, *, has_leads: bool) -> Said:
    """`has_leads` is False of an aggregator, whose summaries are its own and never stand still."""
    now = wording_of(item) if has_leads else Wording(item.title, "")
    if row.dated_at < result.at - FOLLOWED:
        return Said(row, item, mark, Verdict(row.shows), None)
    verdict = judge(now, row.shows, texts.known, unread=texts.next, names=texts.names)
    if verdict.edit is None:
        return Said(row, item, mark, verdict, None)
    texts.last += 1
    texts.next = texts.last
    texts.known.append(KnownText(texts.last, now, verdict.edit.edit_of))
    return Said(row, item, mark, verdict, texts.last)


async def _keep(connection: AsyncConnection, said: Said, result: PollChanged, *, is_told: bool) -> None:
    edit, item, article_id = said.verdict.edit, said.item, said.row.article_id
    assert edit is not None
    body, is_full_text = item.body, False
    if not body:
        body, is_full_text = await _page_text(connection, article_id, said.row.revision)
    values: dict[str, Any] = {
        "article_id": article_id,
        "number": said.number,
        "title": item.title,
        "lead": item.lead,
        "body": body,
        "is_full_text": is_full_text,
        "is_pruned": False,
        "content_hash": content_hash(item.title, item.lead, body),
        "seen_at": result.at,
        "edit_of": edit.edit_of,
        "is_material": edit.is_material and is_told,
    }
    await connection.execute(article_revision.insert().values(values))
    again = {"stage": "new", "next_revision": said.number, "attempts": 0, **dict.fromkeys(("not_before", "lease", "lease_until", "reason"))}
    await connection.execute(update(article).where(article.c.id == article_id).values(again))


async def _page_text(connection: AsyncConnection, article_id: int, number: int) -> tuple[str, bool]:
    """The text of the page as it was read last: what the article has until its page has been fetched again."""
    r = article_revision.c
    read = and_(r.article_id == article_id, r.number == number, r.is_full_text, r.is_pruned.is_(False))
    row = (await connection.execute(select(r.body).where(read))).first()
    return ("", False) if row is None else (row.body, True)


async def edits_of(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, tuple[Edit, ...]]:
    """How these articles were changed at their sources, in order; those that never were are left out, and so is what waits to be read."""
    new, old = article_revision.alias("new"), article_revision.alias("old")
    texts = [
        *(new.c[name] for name in ("article_id", "number", "seen_at", "title", "lead", "is_material")),
        func.substr(new.c.body, 1, READ).label("body"),
        old.c.title.label("old_title"),
        old.c.lead.label("old_lead"),
        func.substr(old.c.body, 1, READ).label("old_body"),
    ]
    statement = (
        select(*texts)
        .join(old, and_(old.c.article_id == new.c.article_id, old.c.number == new.c.edit_of))
        .join(article, article.c.id == new.c.article_id)
        .where(new.c.edit_of.is_not(None), new.c.number != func.coalesce(article.c.next_revision, 0))
        .order_by(new.c.article_id, new.c.number)
    )
    found: dict[int, list[Edit]] = {}
    for batch in batches(sorted(set(article_ids))):
        for row in await connection.execute(statement.where(new.c.article_id.in_(batch))):
            found.setdefault(row.article_id, []).append(_edit(row))
    return {article_id: tuple(edits) for article_id, edits in found.items()}


def _edit(row: AnyRow) -> Edit:
    before, after = Wording.of(row.old_title, row.old_lead, row.old_body), Wording.of(row.title, row.lead, row.body)
    return Edit(row.number, row.seen_at, before.title, after.title, before.lead, after.lead, row.is_material)
