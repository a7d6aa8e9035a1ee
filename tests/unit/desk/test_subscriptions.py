"""A channel has one subscription from the start, and keeps its own."""

from __future__ import annotations

from bot.desk.phrases import load_phrases
from bot.desk.subscriptions import DESK, ensure_default_subscription
from bot.model import Filter
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS, NOW, TRADE

BOOK = load_phrases()


async def test_a_channel_without_alerts_gets_one_for_the_alliance() -> None:
    store = MemoryStore()
    made = await ensure_default_subscription(store, NEWS, "ko", 20, NOW, book=BOOK)
    assert store.owned == [made]
    assert (made.name, made.filter, made.language, made.cap) == ("한미동맹", Filter(minimum_relevance="partial"), "ko", 20)
    assert (made.created_by, made.is_paused) == (DESK, False)


async def test_a_second_start_adds_nothing() -> None:
    store = MemoryStore()
    first = await ensure_default_subscription(store, NEWS, "en", 20, NOW, book=BOOK)
    assert await ensure_default_subscription(store, NEWS, "ko", 5, NOW, book=BOOK) == first
    assert len(store.owned) == 1


async def test_a_pause_lasts_over_a_start() -> None:
    store = MemoryStore()
    first = await ensure_default_subscription(store, NEWS, "en", 20, NOW, book=BOOK)
    await store.pause_subscription(first.id, paused=True)
    assert (await ensure_default_subscription(store, NEWS, "en", 20, NOW, book=BOOK)).is_paused


async def test_another_channels_alerts_do_not_count() -> None:
    store = MemoryStore()
    await ensure_default_subscription(store, TRADE, "en", 20, NOW, book=BOOK)
    await ensure_default_subscription(store, NEWS, "en", 20, NOW, book=BOOK)
    assert [item.destination for item in store.owned] == [TRADE, NEWS]
