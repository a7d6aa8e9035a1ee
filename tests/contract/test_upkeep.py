"""Retention, re-analysis, removed subscriptions, backup, readiness."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.model import Filter, SearchOrder
from bot.store.store import Store, open_store
from bot.tags import Analysis
from tests.contract.samples import NOON, SEOUL, SteadyClock, alert, bring, deliver, document, item, place, subscribe
from tests.contract.test_deliveries import claim, states


async def ids_for(store: Store, text: str) -> list[int]:
    return [hit.article_id for hit in await store.search(text, Filter(), since=None, order=SearchOrder.NEWEST, limit=9)]


async def test_old_full_texts_are_blanked_and_all_else_stays(store: Store) -> None:
    await bring(store, [item("old", "Old title", lead="Old lead.", body="Shipyards everywhere.")])
    await place(store)
    await bring(store, [item("new", "New title", body="Shipyards again.")], at=NOON + timedelta(days=2))
    await place(store, at=NOON + timedelta(days=2))

    assert await store.prune_full_texts(NOON + timedelta(days=1)) == 1
    old, new = await store.article(1), await store.article(2)
    assert old is not None
    assert new is not None
    assert (old.title, old.lead, old.body) == ("Old title", "Old lead.", "")
    assert old.analysis is not None
    assert new.body == "Shipyards again."
    assert (await ids_for(store, "shipyard"), await ids_for(store, "lead"), await ids_for(store, "title")) == ([2], [1], [2, 1])
    assert await store.prune_full_texts(NOON + timedelta(days=1)) == 0


async def test_every_revision_of_an_old_article_is_blanked(store: Store) -> None:
    await bring(store, [item("old", body="The feed's text.")])
    await place(store, body="The page's text.", is_full_text=True)

    assert await store.prune_full_texts(NOON + timedelta(days=1)) == 2
    assert await ids_for(store, "text") == []
    assert await ids_for(store, "allies") == [1]


async def test_an_article_that_waits_keeps_its_text(store: Store) -> None:
    await bring(store, [item("a", body="To be read.")])

    assert await store.prune_full_texts(NOON + timedelta(days=99)) == 0


async def test_stale_analyses_are_replaced_without_a_new_story_or_delivery(store: Store) -> None:
    await bring(store, [item("a"), item("b"), item("c")])
    stories = await place(store)
    sub = await subscribe(store)
    stale = await store.stale_analyses("v2", limit=2)
    assert [article.id for article in stale] == [3, 2]
    new = Analysis.from_json(document(version="v2", kind="opinion", actors=("eu",), themes=("energy",)))
    await store.save_analysis(3, new)
    await store.save_analysis(3, new)

    assert [article.id for article in await store.stale_analyses("v2", limit=9)] == [2, 1]
    again = await store.article(3)
    assert again is not None
    assert again.analysis == new
    assert again.story_id == stories[2]
    assert [story.id for story in await store.latest(Filter(actors=("eu",), kinds=("opinion",)), limit=9)] == [stories[2]]
    assert await states(store) == {}
    assert (await store.list_subscriptions()) == [sub]


async def test_an_article_whose_text_was_blanked_keeps_its_analysis(store: Store) -> None:
    await bring(store, [item("a", body="Long ago.")])
    await place(store)
    await store.prune_full_texts(NOON + timedelta(days=1))

    assert await store.stale_analyses("v2", limit=9) == []


async def test_an_analysis_of_what_waits_or_is_not_there_is_an_error(store: Store) -> None:
    await bring(store, [item("a")])
    for article_id in (1, 99):
        with pytest.raises(StoreError):
            await store.save_analysis(article_id, Analysis.from_json(document()))


async def test_removing_a_subscription_gives_up_what_waits_for_it(store: Store) -> None:
    await bring(store, [item("a")])
    (story,) = await place(store)
    only, shared, twin = await subscribe(store), await subscribe(store, SEOUL), await subscribe(store, SEOUL)
    await deliver(store, alert(only, story), alert(shared, story))
    await store.remove_subscription(only.id)
    await store.remove_subscription(shared.id)

    (left,) = await claim(store)
    assert (left.destination, left.subscription_id) == (SEOUL, None)
    assert await states(store) == {"dead": 1, "leased": 1}
    assert await store.list_subscriptions() == [twin]


async def test_the_store_answers_a_ping(store: Store) -> None:
    await store.ping()


async def test_a_backup_taken_while_the_desk_writes_is_a_whole_store(store: Store, engine: str, tmp_path: Path, clock: SteadyClock) -> None:
    await bring(store, [item(str(n), body="word " * 2_000) for n in range(50)])
    if engine == "postgresql":
        with pytest.raises(StoreError, match="pg_dump"):
            await store.backup(tmp_path / "copy.sqlite3")
        return
    target, _ = await asyncio.gather(store.backup(tmp_path / "copy.sqlite3"), place(store))

    async with await open_store(f"sqlite+aiosqlite:///{target}", clock=clock) as copy:
        assert (await copy.status()).articles == 50
        assert len(await copy.search("word", Filter(), since=None, order=SearchOrder.NEWEST, limit=99)) == 50
    assert not (tmp_path / "copy.sqlite3.partial").exists()


async def test_a_backup_never_writes_over_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite3").write_text("precious")
    with pytest.raises(StoreError):
        await store.backup(tmp_path / "copy.sqlite3")

    assert (tmp_path / "copy.sqlite3").read_text() == "precious"
