"""Words in two languages, the same on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.model import Filter, SearchOrder
from bot.store.index import Index
from bot.store.store import Store
from bot.store.tokens import MOST_TOKENS, Tokenizer
from tests.contract.samples import NOON, bring, item, place


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


ODD = ['"', "'", 'a" OR b*', "NEAR(a b)", "\\'); DROP TABLE article", "-", "title:x", "\U0003134b", "ꟶ", "가*", "\x00", "(" * 99]


@pytest.mark.parametrize("question", ODD)
async def test_no_question_is_ever_an_error(store: Store, question: str) -> None:
    await bring(store, [item("1", "Allies meet")])
    for order in SearchOrder:
        assert await found(store, question, order=order) == []


async def test_newest_come_first_and_pages_follow_each_other(store: Store) -> None:
    await bring(store, [item(str(n), f"Missile {n}") for n in range(7)])
    pages = [
        [hit.title for hit in await store.search("missile", Filter(), since=None, order=SearchOrder.NEWEST, limit=3, offset=offset)]
        for offset in (0, 3, 6)
    ]

    assert pages == [["Missile 6", "Missile 5", "Missile 4"], ["Missile 3", "Missile 2", "Missile 1"], ["Missile 0"]]


async def test_a_word_of_the_title_ranks_before_one_of_the_body(store: Store) -> None:
    filler = " ".join(f"filler{n}" for n in range(60))
    await bring(store, [item("1", "방위비 분담금 협상"), item("2", "Something else", body=f"{filler} 방위비 분담금 {filler}")])

    assert await found(store, "방위비 분담금", order=SearchOrder.RANK) == ["방위비 분담금 협상", "Something else"]
    assert await found(store, "방위비 분담금", order=SearchOrder.NEWEST) == ["Something else", "방위비 분담금 협상"]


async def test_only_articles_since_a_time(store: Store) -> None:
    await bring(store, [item("1", "Missile one")])
    await bring(store, [item("2", "Missile two")], at=NOON + timedelta(hours=1))
    for text in ("missile", ""):
        hits = await store.search(text, Filter(), since=NOON + timedelta(hours=1), order=SearchOrder.NEWEST, limit=9)
        assert [hit.title for hit in hits] == ["Missile two"]


async def test_syllables_must_stand_side_by_side_in_both_orders(store: Store) -> None:
    await bring(store, [item("1", "한미 훈련과 미동 없는 동맹"), item("2", "한미동맹")])
    for order in SearchOrder:
        assert await found(store, "한미동맹", order=order) == ["한미동맹"]


async def test_the_language_asked_for_is_that_of_the_analysis(store: Store) -> None:
    await bring(store, [item("1", "Missile in the news")])
    await place(store, language="ko")

    for order in SearchOrder:
        assert await found(store, "missile", Filter(languages=("ko",)), order) == ["Missile in the news"]
        assert await found(store, "missile", Filter(languages=("en",)), order) == []
        assert await found(store, "missile", Filter(languages=("en", "ko")), order) == ["Missile in the news"]


async def test_a_long_backlog_is_cut_without_holding_up_the_rest_of_the_desk(store: Store) -> None:
    turns, cut_in = 0, []

    class Watched(Tokenizer):
        def tokens(self, text: str, *, most: int = MOST_TOKENS) -> list[str]:
            cut_in.append(turns)
            return super().tokens(text, most=most)

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    await bring(store, [item(str(number)) for number in range(20)])
    others = asyncio.create_task(count_turns())
    async with store._db.write() as connection:
        await Index(Watched()).rebuild(connection)
    others.cancel()
    assert len(set(cut_in)) >= 20
