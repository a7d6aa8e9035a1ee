"""What the admins are told says where, what, why, and how it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.card import Card, Colour
from bot.desk.cards.notices import notice
from bot.desk.cards.pieces import plain
from bot.desk.notices import read_notice
from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.model import (
    CatalogueActor,
    CatalogueTheme,
    DeliveryState,
    DeliveryView,
    Destination,
    DetailKind,
    FailureCause,
    FailureDetail,
    FeedHealth,
    FeedOrigin,
    FeedSpec,
    FeedState,
    Locale,
    Purpose,
    StoryView,
    Subscription,
    TagReport,
)
from tests.fakes.polling import OUTLET
from tests.unit.desk.records import NEWS, NOW, TRADE, subscription, view

DELIVERY = DeliveryView(7, NEWS, Purpose.ALERT, "story:1", 1, DeliveryState.DEAD, 32, "The channel said <!channel>.", None, NOW)
REPORT = TagReport(3, 1, "actor:kim", "It is the other Kim.", TRADE, "console:anna", NOW)


FEED = FeedHealth(
    spec=FeedSpec("herald", OUTLET, "https://herald.example/rss"),
    origin=FeedOrigin.DECLARED,
    state=FeedState.ACTIVE,
    next_poll_at=NOW,
    last_polled_at=NOW,
    last_success_at=NOW - timedelta(days=3),
    last_error=FailureCause.CHALLENGE,
    last_error_detail=FailureDetail.of(DetailKind.CHALLENGE, host="herald.example", service="Cloudflare"),
    last_error_at=NOW,
    failures=14,
    items=30,
    items_a_day=0.0,
)


class NoticeShelf:
    """One delivery, one report, one story, and subscriptions, as set."""

    def __init__(self) -> None:
        self.failed = DELIVERY
        self.said = REPORT
        self.read = [FEED]
        article = view(1, 1, "Seoul waits")
        self.told: StoryView | None = StoryView(1, article, (article,), NOW, NOW)
        gone = {"is_paused": True, "paused_because": "The channel was deleted."}
        self.owned: list[Subscription] = [
            subscription(1, **gone),
            subscription(2, destination=TRADE),
            subscription(3, **gone),
            subscription(4, is_paused=True),
        ]

    async def delivery(self, delivery_id: int) -> DeliveryView | None:
        return self.failed if delivery_id == self.failed.id else None

    async def report(self, report_id: int) -> TagReport | None:
        return self.said if report_id == self.said.id else None

    async def story(self, story_id: int) -> StoryView | None:
        return self.told if story_id == 1 else None

    async def feeds(self) -> Sequence[FeedHealth]:
        return self.read

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]:
        return [item for item in self.owned if destination in (None, item.destination)]


async def told(key: str, shelf: NoticeShelf | None = None, locale: Locale = "en") -> Card:
    matter = await read_notice(key, shelf or NoticeShelf())
    assert matter is not None
    kim = CatalogueActor("kim", "Kim One", "김일", "person", "KR", None, ())
    tariffs = CatalogueTheme("tariffs", "Tariffs", "관세", "economy")
    return notice(matter, Reader(load_phrases(), locale, ZoneInfo("Asia/Seoul"), NOW, themes={"tariffs": tariffs}, actors={"kim": kim}))


def fields(card: Card) -> dict[str, str]:
    return {field.label: plain(field.value) for field in card.fields}


async def test_a_dead_delivery_says_channel_story_reason_and_tries() -> None:
    card = await told("dead:7")
    assert plain(card.title) == "Not delivered: alert"
    assert fields(card) == {"Channel": "console · desk · news", "Story": "Seoul waits", "Reason": "The channel said <!channel>."}
    assert "32 tries" in plain(card.lines[0])
    assert [(action.path, action.argument) for action in card.actions] == [(("why",), "1"), (("story",), "1")]
    assert card.colour is Colour.WARNING
    assert card.mention is None


async def test_each_trouble_says_another_way_to_mend_it() -> None:
    shelf = NoticeShelf()
    ways = {plain((await told(f"{trouble}:7", shelf)).lines[-1]) for trouble in ("dead", "unknown", "gone")}
    assert len(ways) == 3


async def test_a_channel_that_is_gone_names_the_alerts_that_were_paused() -> None:
    assert plain((await told("gone:7")).lines[1]) == "Its alerts are paused: Alert 1, Alert 3"


async def test_a_brief_in_trouble_names_no_story() -> None:
    shelf = NoticeShelf()
    shelf.failed = replace(DELIVERY, purpose=Purpose.BRIEF, story_id=None, reason=None)
    card = await told("dead:7", shelf)
    assert (plain(card.title), fields(card), card.actions) == ("Not delivered: brief", {"Channel": "console · desk · news"}, ())


async def test_a_story_that_is_no_longer_kept_is_said_to_be_so() -> None:
    shelf = NoticeShelf()
    shelf.told = None
    assert fields(await told("dead:7", shelf))["Story"] == "(no longer kept)"
    assert fields(await told("report:3", shelf))["Story"] == "(no longer kept)"


async def test_a_report_says_which_tag_in_which_story_and_who() -> None:
    card = await told("report:3")
    assert fields(card) == {
        "Story": "Seoul waits",
        "Tag": "Kim One",
        "Note": "It is the other Kim.",
        "Reported by": "console:anna · console · desk · trade",
    }
    assert card.actions[0].path == ("why",)


@pytest.mark.parametrize(
    ("tag", "words"),
    [("theme:tariffs", "관세"), ("actor:gone", "gone"), ("kind", "종류"), ("relevance", "관련도"), ("", "카드 전체")],
)
async def test_a_reported_tag_is_said_in_words(tag: str, words: str) -> None:
    shelf = NoticeShelf()
    shelf.said = replace(REPORT, tag=tag, note="")
    card = await told("report:3", shelf, "ko")
    assert fields(card)["태그"] == words
    assert "내용" not in fields(card)


@pytest.mark.parametrize("key", ["dead:8", "report:9", "report", "lost:7", "dead:x", "dead:-7", ""])
async def test_a_notice_of_nothing_is_nothing(key: str) -> None:
    assert await read_notice(key, NoticeShelf()) is None


# --- feeds -------------------------------------------------------------------------------------------------------------------


def shelf_with(**changes: object) -> NoticeShelf:
    shelf = NoticeShelf()
    shelf.read = [replace(FEED, **changes)]  # type: ignore[arg-type]
    return shelf


async def test_a_feed_that_fails_for_long_is_named_with_its_cause_and_what_to_do() -> None:
    card = await told("feed-failing:herald:20261122T0900")
    words = " ".join(plain(one) for one in card.lines)
    assert "14 failures in a row" in words
    assert "bot check" in words
    assert "Google News" in words
    assert fields(card)["Feed"] == "The Harbour Daily herald"
    assert fields(card)["Reason"] == "Cloudflare stands before herald.example and asks whether a person is there."
    korean = await told("feed-failing:herald:20261122T0900", locale="ko")
    assert plain(korean.title) == "오랫동안 실패하는 피드가 있습니다"
    assert fields(korean)["사유"] == "herald.example 서버 앞에서 Cloudflare 서비스가 사람인지 확인하고 있습니다."


async def test_a_feed_that_is_gone_and_one_that_moved_say_so() -> None:
    gone = await told("feed-gone:herald:20261122T0900", shelf_with(state=FeedState.GONE, last_error=FailureCause.GONE))
    assert plain(gone.title) == "A feed is no more"
    moved = await told("feed-moved:herald:abc", shelf_with(moved_from="https://old.example/rss", failures=0))
    assert plain(moved.title) == "A feed has moved"
    assert fields(moved)["Address"] == "https://herald.example/rss"
    assert "Reason" not in fields(moved)


async def test_a_feed_that_is_back_says_so_without_its_old_trouble() -> None:
    back = await told("feed-back:herald:20261122T0900", shelf_with(failures=0))
    assert plain(back.title) == "A feed is back"
    assert "Reason" not in fields(back)
    korean = await told("feed-back:herald:20261122T0900", shelf_with(failures=0), locale="ko")
    assert plain(korean.title) == "피드가 다시 읽힙니다"


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("feed-failing:herald:20261122T0900", {"failures": 0}),
        ("feed-gone:herald:20261122T0900", {}),
        ("feed-back:herald:20261122T0900", {}),
        ("feed-back:herald:20261122T0900", {"failures": 0, "state": FeedState.PAUSED}),
        ("feed-moved:herald:abc", {}),
        ("feed-failing:other:20261122T0900", {}),
    ],
)
async def test_of_a_feed_that_does_well_again_nothing_is_said(key: str, changes: dict[str, object]) -> None:
    assert await read_notice(key, shelf_with(**changes)) is None
