"""A delivery's card is made from its stories as they are when it is sent."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk.cards.pieces import plain
from bot.desk.compose import CardComposer
from bot.desk.phrases import load_phrases
from bot.model import ClaimedDelivery, Locale, Purpose
from tests.fakes.desk_parts import SetClock
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS, NOW, view


def delivery(*stories: int, purpose: Purpose = Purpose.ALERT, dedup_key: str = "story:1", language: Locale = "en") -> ClaimedDelivery:
    return ClaimedDelivery(1, "key", NEWS, purpose, 1, language, stories, 0, was_unknown=False, lease="lease", dedup_key=dedup_key)


def composer(store: MemoryStore) -> CardComposer:
    return CardComposer(store, load_phrases(), SetClock(NOW), zone=ZoneInfo("Asia/Seoul"))


async def test_an_alert_shows_the_coverage_of_the_moment() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "English headline", at=NOW - timedelta(hours=1)), view(2, 1, "한국어 제목", language="ko")]
    card = await composer(store).compose(delivery(1))
    assert card is not None
    assert plain(card.title) == "English headline"
    assert "English and Korean" in plain(card.footer)


async def test_the_card_is_in_the_channels_language_with_a_headline_in_it() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "English headline", at=NOW - timedelta(hours=1)), view(2, 1, "한국어 제목", language="ko")]
    card = await composer(store).compose(delivery(1, language="ko"))
    assert card is not None
    assert (card.language, plain(card.title)) == ("ko", "한국어 제목")


async def test_a_brief_leaves_out_what_is_no_longer_kept() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "First"), view(3, 3, "Third")]
    card = await composer(store).compose(delivery(1, 2, 3, purpose=Purpose.BRIEF, dedup_key="overflow:2026-03-10T06"))
    assert card is not None
    assert [plain(item.title) for item in card.items] == ["First", "Third"]


async def test_a_long_brief_says_how_many_more() -> None:
    store = MemoryStore()
    store.views = [view(number, number, f"Title {number}") for number in range(1, 41)]
    card = await composer(store).compose(delivery(*range(1, 41), purpose=Purpose.BRIEF, dedup_key="catch-up:2026-03-10T06"))
    assert card is not None
    assert len(card.items) < 40
    assert any(f"{40 - len(card.items)} more" in plain(parts) for parts in card.lines)


async def test_nothing_is_composed_of_nothing() -> None:
    assert await composer(MemoryStore()).compose(delivery(1)) is None
