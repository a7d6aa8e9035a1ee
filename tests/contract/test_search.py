"""Words in two languages, the same on both engines."""

from __future__ import annotations

import pytest

from bot.model import Filter, SearchOrder
from bot.store.store import Store
from tests.contract.samples import bring, item


async def found(
    store: Store, text: str, wanted: Filter | None = None, order: SearchOrder = SearchOrder.NEWEST, limit: int = 20
) -> list[str]:
    hits = await store.search(text, wanted or Filter(), since=None, order=order, limit=limit)
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("한미동맹은 굳건하다", "동맹"),
        ("한미동맹은 굳건하다", "한미동맹"),
        ("North fires two missiles", "missile"),
        ("North fires a missile", "Missiles"),
        ("Seoul’s envoy returns", "envoy seoul"),
        ("美 국방, 방한", "美"),
        ("日本과 회담", "日本"),
        ("Congress clears $1,500 million", "1500"),
        ("F-35A jets arrive", "f-35a"),
        ("북핵 대응 논의", "북"),
        ("Café diplomacy in Seoul", "cafe"),
        ("THAAD를 배치", "thaad"),
    ],
)
async def test_finds_a_title_by_a_word_of_it(store: Store, title: str, question: str) -> None:
    await bring(store, [item("1", title), item("2", "Nothing to see 아무 일 없다")])

    assert await found(store, question) == [title]


@pytest.mark.parametrize("question", ["미동", "동맹미", "missiles launch", "맹한", "seoulx"])
async def test_does_not_find_what_is_not_there(store: Store, question: str) -> None:
    await bring(store, [item("1", "한·미 동맹 강화"), item("2", "North fires missiles")])

    assert await found(store, question) == []
