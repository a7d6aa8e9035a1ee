"""Feeds added and removed in chat, settings by their scope, the state of the desk, and a workspace's home."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk.card import Colour
from bot.desk.cards.pieces import plain
from bot.desk.new_feed import new_spec
from bot.desk.ports import FeedTest
from bot.model import (
    DeskStatus,
    Destination,
    DetailKind,
    FailureCause,
    FailureDetail,
    FeedPushes,
    FullText,
    Locale,
    OutletClass,
    Preferences,
)
from tests.unit.desk.asking import BOSS, MEMBER, SERVED, Asking, said
from tests.unit.desk.records import NOW

LOCALES: tuple[Locale, ...] = ("en", "ko")
RSS = "https://rss.herald.example/all.xml"
KOREAN = "https://www.saebyeok.co.kr/rss"


def desk_with_feeds() -> Asking:
    desk = Asking()
    desk.feeds.tests = {
        RSS: FeedTest(RSS, "The Herald", 30, NOW, ("Talks begin", "A vote")),
        KOREAN: FeedTest(KOREAN, "새벽일보", 12, NOW, ("관세 협상 시작", "한미 FTA 논의")),
        "https://herald.example": FeedTest(
            "https://herald.example",
            cause=FailureCause.HTML,
            detail=FailureDetail(DetailKind.WEB_PAGE),
            feeds_found=(RSS, "https://herald.example/2.xml"),
        ),
        "https://silent.example": FeedTest(
            "https://silent.example",
            cause=FailureCause.HTML,
            detail=FailureDetail(DetailKind.WEB_PAGE),
            feeds_found=("https://silent.example/rss",),
        ),
        "https://silent.example/rss": FeedTest("https://silent.example/rss", cause=FailureCause.SERVER),
        "https://plain.example/": FeedTest("https://plain.example/", cause=FailureCause.HTML, detail=FailureDetail(DetailKind.WEB_PAGE)),
        "https://plain.example/rss.xml": FeedTest("https://plain.example/rss.xml", "Plain", 5, NOW, ("A vote",)),
        "http://10.0.0.7/rss": FeedTest("http://10.0.0.7/rss", cause=FailureCause.PRIVATE_ADDRESS),
        "https://dead.example/rss": FeedTest("https://dead.example/rss", cause=FailureCause.GONE),
        "https://moved.example/rss": FeedTest(RSS, "The Herald", 30, NOW),
        "https://empty.example/rss": FeedTest("https://empty.example/rss", "Empty"),
    }
    return desk


async def test_a_feed_is_looked_at_and_read_from_then_on() -> None:
    desk = desk_with_feeds()
    card = await desk.ask(f"feeds add {RSS}")
    (made,) = desk.store.feed_list
    assert (made.spec.id, made.spec.url, made.spec.interval, made.spec.allow_private) == ("herald", RSS, 600, False)
    assert (made.spec.outlet.name, made.spec.outlet.language, made.spec.outlet.outlet_class) == ("The Herald", "en", OutletClass.NEWS)
    assert desk.feeds.asked == [(RSS, False)]
    assert "Its first 30 items are stored and not told" in said(card)
    assert (card.is_refusal, card.colour) == (False, Colour.GOOD)


async def test_a_korean_feed_is_known_by_its_titles() -> None:
    desk = desk_with_feeds()
    card = await desk.ask(f"피드 추가 {KOREAN}")
    outlet = desk.store.feed_list[0].spec.outlet
    assert (outlet.language, outlet.country, outlet.name) == ("ko", "KR", "새벽일보")
    assert "12건은 저장만 하고 알리지 않습니다" in said(card)


async def test_what_is_said_of_a_feed_goes_before_what_is_guessed() -> None:
    desk = desk_with_feeds()
    await desk.ask(f'feeds add <{RSS}|rss> name:"Herald of Trade" lang:ko interval:30')
    spec = desk.store.feed_list[0].spec
    assert (spec.outlet.name, spec.outlet.language, spec.interval) == ("Herald of Trade", "ko", 1800)


@pytest.mark.parametrize(
    ("typed", "english", "korean"),
    [
        ("feeds add http://10.0.0.7/rss", "private network, which is not allowed", "사설망 주소라 허용되지 않습니다"),
        ("feeds add dead.example/rss", "no more (410)", "없어진 피드입니다(410)"),
        (
            "feeds add https://silent.example",
            "names these feeds: https://silent.example/rss",
            "다음과 같습니다. https://silent.example/rss",
        ),
        ("feeds add nonsense", "is no address", "주소가 아닙니다"),
        (f"feeds add {RSS} interval:1", "from 2 to 1,440", "2부터 1,440까지"),
        (f"feeds add {RSS} lang:fr", "no language that the desk reads", "읽지 않습니다"),
        ("feeds add", "url is missing", "주소가 빠졌습니다"),
        ("feeds remove heral", "There is no feed “heral”", "‘heral’ 피드는 없습니다"),
        ("feeds add " + "x" * 10_000, "300 characters at most", "300자까지"),
        ("feeds list all", "takes nothing more", "쓰이지 않습니다"),
    ],
)
async def test_what_is_no_feed_is_refused_with_its_cause(typed: str, english: str, korean: str) -> None:
    desk = desk_with_feeds()
    for locale, words in zip(LOCALES, (english, korean), strict=True):
        card = await desk.ask(typed, locale=locale)
        assert (card.is_private, card.is_refusal) == (True, True)
        assert words in said(card)
    assert desk.store.feed_list == ()


@pytest.mark.parametrize("again", [RSS, "https://moved.example/rss"])
async def test_a_feed_is_not_added_twice(again: str) -> None:
    desk = desk_with_feeds()
    await desk.ask(f"feeds add {RSS}")
    for locale, words in zip(LOCALES, ("reads this feed already: herald", "이미 읽고 있는 피드입니다: herald"), strict=True):
        assert words in said(await desk.ask(f"feeds add {again}", locale=locale))
    assert len(desk.store.feed_list) == 1


@pytest.mark.parametrize("named", ["herald", RSS, "rss.herald.example/all.xml"])
async def test_a_removed_feed_is_read_no_more_and_can_come_back(named: str) -> None:
    desk = desk_with_feeds()
    await desk.ask(f"feeds add {RSS}")
    assert "Feed removed: herald" in said(await desk.ask(f"feeds remove {named}"))
    assert "피드는 없습니다" in said(await desk.ask(f"피드 삭제 {named}"))
    assert not (await desk.ask(f"feeds add {RSS}")).is_refusal


async def test_an_address_that_is_not_read_removes_no_other_feed() -> None:
    desk = desk_with_feeds()
    await desk.ask(f"feeds add {RSS}")
    assert "no feed" in said(await desk.ask(f"feeds remove {KOREAN}"))
    assert [feed.spec.id for feed in await desk.store.feeds()] == ["herald"]


@pytest.mark.parametrize("typed", [f"feeds add {RSS}", "feeds remove herald"])
async def test_members_change_no_feeds(typed: str) -> None:
    desk = desk_with_feeds()
    for locale, words in zip(LOCALES, ("Only managers", "관리자만"), strict=True):
        assert words in said(await desk.ask(typed, MEMBER, locale=locale))
    assert (desk.store.feed_list, desk.feeds.asked) == ((), [])


async def test_an_empty_feed_is_taken_and_that_is_said() -> None:
    card = await desk_with_feeds().ask("feeds add empty.example/rss")
    assert not card.is_refusal
    assert "no items at the moment" in said(card)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("language:ko", Preferences(language="ko")),
        ("timezone:new_york", Preferences(timezone="America/New_York")),
        ("quiet:22:00-07:00", Preferences(quiet_from=1320, quiet_until=420)),
        ("quiet:22-7", Preferences(quiet_from=1320, quiet_until=420)),
        ("방해금지:23:30~06:15 다이제스트:8", Preferences(quiet_from=1410, quiet_until=375, digest_hour=8)),
    ],
)
async def test_a_channel_sets_for_itself_and_a_stroke_goes_back(typed: str, expected: Preferences) -> None:
    desk = Asking()
    await desk.ask(f"settings channel {typed}")
    assert desk.store.of_channels == {SERVED: expected}
    await desk.ask("settings channel language:- timezone:- quiet:- digest:-")
    assert desk.store.of_channels == {}


@pytest.mark.parametrize(
    ("typed", "english", "korean"),
    [
        ("settings channel quiet:late", "Write them like 22:00-07:00", "22:00-07:00처럼"),
        ("settings channel quiet:22:00-22:00", "are no hours", "시간으로 읽을 수 없습니다"),
        ("settings channel quiet:25:00-07:00", "are no hours", "시간으로 읽을 수 없습니다"),
        ("settings channel timezone:Seul", "no time zone “Seul”", "‘Seul’ 시간대가 없습니다"),
        ("settings channel language:fr", "takes one of: en, ko", "다음 가운데 하나를 써야 합니다: 영어, 한국어"),
        ("settings channel digest:24", "from 0 to 23", "0부터 23까지"),
        ("settings me timezone:" + "x" * 10_000, "no time zone", "시간대가 없습니다"),
        ("settings managers add:a-b", "no person and no role", "사람이나 역할이 아닙니다"),
        ("settings chanel", "Did you mean “channel”?", "‘channel’입니까?"),
    ],
)
async def test_a_setting_that_cannot_be_read_is_said(typed: str, english: str, korean: str) -> None:
    desk = Asking()
    for locale, words in zip(LOCALES, (english, korean), strict=True):
        card = await desk.ask(typed, locale=locale)
        assert (card.is_private, card.is_refusal) == (True, True)
        assert words in said(card)
    assert (desk.store.of_channels, desk.store.of_people, desk.store.named) == ({}, {}, {})


@pytest.mark.parametrize("typed", ["settings channel quiet:-", "settings managers", "settings managers add:U0000002"])
async def test_members_set_nothing_for_others(typed: str) -> None:
    desk = Asking()
    assert "Only managers" in said(await desk.ask(typed, MEMBER))
    assert (desk.store.of_channels, desk.store.named) == ({}, {})


async def test_a_person_is_answered_in_their_own_language_and_time_zone() -> None:
    desk = Asking()
    card = await desk.ask("settings me language:ko timezone:New_York", MEMBER)
    assert (card.is_private, card.language) == (True, "ko")
    status = await desk.ask("status", MEMBER)
    assert (status.language, plain(status.footer)) == ("ko", "3월 10일 02:20 EDT 기준")
    assert plain((await desk.ask("status")).footer) == "as of 10 Mar, 15:20 KST"


async def test_the_channels_time_zone_holds_for_those_without_their_own() -> None:
    desk = Asking()
    await desk.ask("settings channel timezone:Europe/London")
    assert "06:20 GMT" in plain((await desk.ask("status", MEMBER)).footer)
    elsewhere = await desk.ask("status", MEMBER, place=Destination("slack", "T1", "C2"))
    assert "15:20 KST" in plain(elsewhere.footer)


async def test_new_alerts_speak_the_channels_language() -> None:
    desk = Asking()
    await desk.ask("settings channel language:ko digest:6")
    card = await desk.ask("alerts add One rhythm:daily")
    assert desk.store.owned[0].language == "ko"
    assert "06:00" in said(card)


async def test_all_settings_are_shown_with_their_scope() -> None:
    desk = Asking()
    await desk.ask("settings channel quiet:22:00-07:00")
    await desk.ask("settings managers add:S0000005")
    await desk.ask("settings me timezone:Asia/Tokyo", MEMBER)
    card = await desk.ask("settings show", MEMBER)
    assert [plain(item.title) for item in card.items] == [
        "The desk, everywhere",
        "This channel",
        "You, in every channel",
        "Managers, in this workspace",
    ]
    for words in ("Asia/Seoul", "quiet from 22:00 to 07:00", "time zone: Asia/Tokyo", "S0000005", "/alliance settings channel"):
        assert words in said(card)
    korean = said(await desk.ask("설정", MEMBER))
    for words in ("데스크 전체", "이 채널", "방해금지 22:00~07:00", "/alliance 설정 채널", "/alliance 설정 나", "/alliance 설정 관리자"):
        assert words in korean


def counts(**deliveries: int) -> DeskStatus:
    return DeskStatus(2, 0, 10, 0, 0, 5, 1, deliveries, None, NOW - timedelta(minutes=2), "1a2b")


async def test_messages_that_are_lost_or_uncertain_and_platforms_that_are_away_are_said() -> None:
    desk = Asking()
    desk.platforms += [("slack", True), ("discord", False)]
    desk.store.desk_status = counts(sent=4, dead=2, unknown=1)
    card = await desk.ask("status", MEMBER)
    assert (card.is_private, card.colour) == (True, Colour.WARNING)
    for words in ("Not connected: Discord", "Slack", "2 messages", "1 message"):
        assert words in said(card)
    korean = said(await desk.ask("상태", MEMBER))
    for words in ("연결되지 않음: Discord", "전달하지 못한 메시지가 2건", "알 수 없는 메시지가 1건"):
        assert words in korean


async def test_a_desk_that_does_well_says_so() -> None:
    desk = Asking()
    desk.platforms += [("slack", True)]
    desk.store.desk_status = counts(sent=4)
    card = await desk.ask("status")
    assert card.colour is Colour.GOOD
    assert "Not connected" not in said(card)


async def test_home_shows_the_alerts_of_this_workspace_by_channel() -> None:
    desk = Asking()
    other = Destination("slack", "T1", "C2")
    desk.store.claims["slack", "T9"] = "slack:U0000009"
    await desk.ask("alerts add One theme:tariffs")
    await desk.ask("alerts add Two", place=other)
    await desk.ask("alerts add Secret", place=Destination("slack", "T9", "C9"))
    home = await desk.answerer.home("slack", "T1", person=MEMBER, locale="en")
    assert [plain(item.title) for item in home.items] == ["C1", "C2"]
    assert "One: about the alliance or bearing on it; themes: Tariffs" in said(home)
    assert "Secret" not in said(home)
    assert home.is_private


async def test_an_empty_home_says_how_to_begin() -> None:
    desk = Asking()
    for locale, words in zip(LOCALES, ("/alliance alerts add", "/alliance 알림 추가"), strict=True):
        assert words in said(await desk.answerer.home("slack", "T1", person=BOSS, locale=locale))


@pytest.mark.parametrize(
    ("url", "language", "zone"),
    [
        ("https://www.saebyeok.co.kr/rss", "ko", "Asia/Seoul"),
        ("https://saebyeok.example/rss", "ko", "Asia/Seoul"),
        ("https://www.asahi.example.jp/rss", "en", "Asia/Tokyo"),
        ("https://rss.herald.example/all.xml", "en", None),
    ],
)
def test_dates_without_zone_are_read_in_that_of_the_outlets_country(url: str, language: str, zone: str | None) -> None:
    assert new_spec(url, name="", language=language, interval=600, taken=()).timezone == zone


def test_a_google_news_query_is_an_aggregator_whose_pages_are_not_fetched() -> None:
    made = new_spec("https://news.google.com/rss/search?q=alliance", name="", language="en", interval=600, taken=())
    assert (made.outlet.outlet_class, made.full_text) == (OutletClass.AGGREGATOR, FullText.NEVER)


@pytest.mark.parametrize(
    ("site", "feed", "asked"),
    [
        ("https://herald.example", RSS, 2),
        ("https://plain.example/", "https://plain.example/rss.xml", 4),
    ],
)
async def test_a_sites_address_is_enough(site: str, feed: str, asked: int) -> None:
    desk = desk_with_feeds()
    card = await desk.ask(f"feeds add {site}")
    assert [made.spec.url for made in desk.store.feed_list] == [feed]
    assert f"Found by way of {site}." in said(card)
    assert len(desk.feeds.asked) == asked


HEARD = FeedTest("https://hub-named.example/rss", "Named", 1, NOW, ("A vote",), hub="hub.example", is_hub_heard=True)


@pytest.mark.parametrize(
    ("test", "locale", "words"),
    [
        (HEARD, "en", "hub.example; it tells the desk of news at once"),
        (HEARD, "ko", "hub.example — 새 기사가 나오면 바로 알려 줍니다"),
        (replace(HEARD, is_hub_heard=False), "en", "it cannot reach the desk, which has no public address (web.public_url)"),
        (replace(HEARD, is_hub_heard=False), "ko", "데스크에 공개 주소(web.public_url)가 없어"),
    ],
)
async def test_the_hub_of_a_feed_is_named_with_what_it_is_good_for(test: FeedTest, locale: Locale, words: str) -> None:
    desk = Asking()
    desk.feeds.tests = {test.url: test}
    card = await desk.ask(f"feeds test {test.url}", locale=locale)
    assert words in said(card)
    assert card.colour is Colour.GOOD


async def test_nothing_is_said_of_hubs_where_a_feed_names_none() -> None:
    desk = desk_with_feeds()
    assert "hub" not in said(await desk.ask(f"feeds test {RSS}")).casefold()


TELLING = FeedPushes("https://hub.example/push?key=1", 3, NOW - timedelta(minutes=5))


@pytest.mark.parametrize(
    ("told_by", "locale", "words"),
    [
        (TELLING, "en", "told by hub.example: 3 pushes, the last 5 minutes ago"),
        (TELLING, "ko", "hub.example 허브가 3회 알림, 마지막 알림 5분 전"),
        (replace(TELLING, pushes=0, pushed_at=None), "en", "told by hub.example: no push yet"),
        (replace(TELLING, pushes=0, pushed_at=None), "ko", "hub.example 허브에 연결됨, 아직 알림 없음"),
    ],
)
async def test_the_list_of_feeds_says_what_their_hubs_told(told_by: FeedPushes, locale: Locale, words: str) -> None:
    desk = desk_with_feeds()
    await desk.ask(f"feeds add {RSS}")
    (feed,) = desk.store.feed_list
    desk.store.feed_list = [replace(feed, told_by=told_by)]
    assert words in said(await desk.ask("feeds list", locale=locale))
    desk.store.feed_list = [feed]
    assert "hub.example" not in said(await desk.ask("feeds list", locale=locale))


async def test_the_list_of_feeds_begins_with_those_in_trouble() -> None:
    desk = desk_with_feeds()
    await desk.ask(f"feeds add {RSS}")
    (feed,) = desk.store.feed_list
    named = [replace(feed, spec=replace(feed.spec, id=name)) for name in ("calm", "lost", "still")]
    desk.store.feed_list = [named[0], replace(named[1], failures=2), named[2]]
    told = said(await desk.ask("feeds list"))
    assert sorted(("calm", "lost", "still"), key=told.index) == ["lost", "calm", "still"]
