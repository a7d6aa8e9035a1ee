"""Whatever is asked, an answer comes: the right one, to those who may, and nothing that leaks."""

from __future__ import annotations

import logging
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.card import Card
from bot.desk.cards.pieces import plain
from bot.desk.commands.answer import Answerer
from bot.desk.commands.spec import CommandRequest, OptionType
from bot.desk.phrases import load_phrases
from bot.errors import JobFailedError, StoreUnavailableError
from bot.model import CatalogueActor, CatalogueTheme, Destination, Filter, Locale, Person
from tests.fakes.desk_parts import KeptPages, KnownFeeds, ScriptedAnalyst, SetClock
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, view

MANAGER = Person("console", "local", "Manager", is_manager=True)
MEMBER = Person("console", "guest", "Member", is_manager=False)


class Desk:
    """An answerer with its fakes."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.store.theme_list = (CatalogueTheme("tariffs", "Tariffs", "관세", "economy"),)
        self.store.actor_list = (CatalogueActor("kim-jong-un", "Kim Jong-un", "김정은", "person", "KP", None, ()),)
        self.store.outlet_list = (OUTLET,)
        self.analyst = ScriptedAnalyst()
        self.pages = KeptPages()
        self.feeds = KnownFeeds()
        self.answerer = Answerer(
            self.store,
            analyst=self.analyst,
            pages=self.pages,
            feeds=self.feeds,
            clock=SetClock(NOW),
            book=load_phrases(),
            zone=ZoneInfo("Asia/Seoul"),
            cap=7,
        )

    async def ask(self, text: str, *, place: Destination | None = NEWS, person: Person = MANAGER, locale: Locale = "en") -> Card:
        return await self.answerer.answer_text(text, place=place, person=person, locale=locale)


def said(card: Card) -> str:
    return " ".join(plain(parts) for parts in (card.title, *card.lines))


async def test_a_new_alert_has_the_desks_cap_partial_relevance_and_the_askers_language() -> None:
    desk = Desk()
    await desk.ask("/alliance 알림 추가")
    (made,) = desk.store.owned
    assert (made.destination, made.filter, made.language, made.cap) == (NEWS, Filter(minimum_relevance="partial"), "ko", 7)
    assert (made.name, made.created_by) == ("한미동맹", "console:local")


async def test_a_further_alert_speaks_the_language_of_the_place() -> None:
    desk = Desk()
    await desk.ask("/alliance 알림 추가")
    await desk.ask("/alliance alerts add Trade theme:tariffs")
    await desk.ask("/alliance alerts add Leader actor:김정은 cards:en cap:3 keyword:훈련,-야구 relevance:core")
    second, third = desk.store.owned[1:]
    assert (second.language, second.filter.themes) == ("ko", ("tariffs",))
    assert (third.language, third.cap) == ("en", 3)
    assert third.filter == Filter(actors=("kim-jong-un",), minimum_relevance="core", keywords=("훈련", "-야구"))


async def test_an_alert_without_a_name_is_named_by_its_filter() -> None:
    desk = Desk()
    await desk.ask("/alliance alerts add theme:tariffs relevance:none")
    assert desk.store.owned[0].name == "themes: Tariffs"


@pytest.mark.parametrize("command", ["add", "remove 1", "pause 1", "resume 1"])
async def test_only_managers_change_alerts(command: str) -> None:
    desk = Desk()
    await desk.ask("/alliance alerts add One")
    before = list(desk.store.owned)
    card = await desk.ask(f"/alliance alerts {command}", person=MEMBER)
    assert card.is_private
    assert "managers" in said(card)
    assert desk.store.owned == before


async def test_alerts_are_paused_resumed_and_removed_by_name() -> None:
    desk = Desk()
    await desk.ask("/alliance alerts add Trade desk")
    await desk.ask("/alliance alerts pause trade DESK")
    assert desk.store.owned[0].is_paused
    await desk.ask("/alliance alerts resume Trade")
    assert not desk.store.owned[0].is_paused
    await desk.ask('/alliance alerts remove "Trade desk"')
    assert desk.store.owned == []


async def test_a_channel_cannot_touch_another_channels_alerts() -> None:
    desk = Desk()
    await desk.ask("/alliance alerts add Mine")
    await desk.ask("/alliance alerts add Other", place=TRADE)
    card = await desk.ask("/alliance alerts remove 1", place=TRADE)
    assert "no alert" in said(card)
    assert len(desk.store.owned) == 2


async def test_alerts_need_a_channel() -> None:
    card = await Desk().ask("/alliance alerts add", place=None)
    assert "belongs to a channel" in said(card)


async def test_the_desks_own_alert_is_paused_rather_than_removed() -> None:
    desk = Desk()
    await desk.store.add_subscription(destination=NEWS, name="Own", wanted=Filter(), language="en", cap=1, created_by="desk", now=NOW)
    card = await desk.ask("/alliance alerts remove Own")
    assert "Pause it instead" in said(card)
    assert len(desk.store.owned) == 1


async def test_a_preview_reads_more_articles_than_fit_a_page() -> None:
    desk = Desk()
    moments = [NOW - timedelta(days=9), *[NOW - timedelta(hours=5)] * 700, NOW - timedelta(hours=1)]
    desk.store.views = [view(number, number, f"Title {number}", at=moment) for number, moment in enumerate(moments, 1)]
    card = await desk.ask("/alliance alerts preview cap:100")
    assert "701 alerts" in said(card)
    assert "600 of them would have come in a brief" in said(card)


async def test_options_of_a_platform_are_checked_like_typed_ones() -> None:
    desk = Desk()
    card = await desk.answerer.answer(CommandRequest(("search",), {"text": "  "}, NEWS, MEMBER, "ko"))
    assert card.is_private
    assert "검색어가 빠졌습니다" in said(card)
    assert "검색어" in said(card)


async def test_a_command_that_the_table_does_not_know_is_refused() -> None:
    card = await Desk().answerer.answer(CommandRequest(("shutdown",), {}, NEWS, MANAGER, "en"))
    assert "no command" in said(card)


async def test_a_store_that_is_away_is_said_in_the_askers_language() -> None:
    desk = Desk()
    desk.store.broken = StoreUnavailableError("locked by /data/desk.db")
    card = await desk.ask("/alliance 최신")
    assert (card.language, card.is_private) == ("ko", True)
    assert "데이터베이스" in said(card)
    assert "/data" not in said(card)


async def test_an_unexpected_error_apologises_and_is_logged_without_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.analyst.says = {"": ZeroDivisionError("odd")}
    with caplog.at_level(logging.ERROR):
        card = await desk.ask("/alliance analyze a secret memo of ours")
    assert card.is_private
    assert "went wrong" in said(card)
    assert "ZeroDivisionError" in caplog.text
    assert "secret memo" not in caplog.text


async def test_an_analysis_that_fails_is_said() -> None:
    desk = Desk()
    desk.analyst.says = {"": JobFailedError("bad")}
    assert "could not be analysed" in said(await desk.ask("/alliance analyze some text"))


@pytest.mark.parametrize(
    ("typed", "fetched"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("<https://news.example/a>", "https://news.example/a"),
        ("<https://news.example/a|news.example>", "https://news.example/a"),
        ("www.news.example/a", "https://www.news.example/a"),
    ],
)
async def test_an_address_is_fetched_behind_the_gate(typed: str, fetched: str) -> None:
    desk = Desk()
    await desk.ask(f"/alliance analyze {typed}")
    assert desk.pages.asked == [(fetched, False)]


async def test_a_text_with_an_address_in_it_is_a_text() -> None:
    desk = Desk()
    await desk.ask("/alliance analyze See https://news.example/a for more")
    assert desk.pages.asked == []
    assert desk.analyst.jobs[0].body == "See https://news.example/a for more"


async def test_a_first_line_of_its_own_is_the_title() -> None:
    desk = Desk()
    await desk.ask("/alliance analyze Seoul waits\n\nThe talks go on.\n\nSo they say.")
    assert (desk.analyst.jobs[0].title, desk.analyst.jobs[0].body) == ("Seoul waits", "The talks go on.\n\nSo they say.")


async def test_nothing_analysed_is_kept() -> None:
    desk = Desk()
    await desk.ask("/alliance analyze Some text")
    assert (desk.store.views, desk.store.waiting) == ([], [])


async def test_a_search_goes_on_where_it_was_asked_to() -> None:
    desk = Desk()
    desk.store.views = [view(number, number, f"Tariff talk {number}", at=NOW - timedelta(hours=number)) for number in range(1, 6)]
    first = await desk.ask("/alliance search tariff limit:2")
    (action,) = first.actions
    second = await desk.ask(f"/alliance {' '.join(action.path)} {action.argument}")
    assert [plain(item.title) for item in second.items] == ["Tariff talk 3", "Tariff talk 4"]


async def test_a_search_of_many_words_is_refused_shortly() -> None:
    card = await Desk().ask("/alliance search " + "word " * 2_000)
    assert len(said(card)) < 300
    assert card.is_private


@pytest.mark.parametrize("typed", ["2", "#2", "second thing", "The second thing", "SECOND"])
async def test_a_story_is_found_by_number_or_words(typed: str) -> None:
    desk = Desk()
    desk.store.views = [
        view(1, 1, "The first thing", at=NOW - timedelta(hours=2)),
        view(2, 2, "The second thing", at=NOW - timedelta(hours=3)),
    ]
    assert plain((await desk.ask(f"/alliance story {typed}")).title) == "The second thing"


async def test_a_story_is_found_by_words_of_its_text() -> None:
    desk = Desk()
    desk.store.views = [view(1, 1, "The first thing")]
    assert plain((await desk.ask("/alliance story and so on")).title) == "The first thing"


async def test_a_number_that_is_no_storys_is_looked_for_in_headlines() -> None:
    desk = Desk()
    desk.store.views = [view(1, 1, "Defence plan 2030 agreed")]
    assert plain((await desk.ask("/alliance story 2030")).title) == "Defence plan 2030 agreed"


@pytest.mark.parametrize("typed", ["999", "9" * 400, "٣"])
async def test_a_number_of_no_story_is_said(typed: str) -> None:
    desk = Desk()
    desk.store.views = [view(1, 1, "The first thing")]
    assert (await desk.ask(f"/alliance story {typed}")).is_private


async def test_the_newest_story_that_bears_on_the_alliance_comes_before_a_newer_one_that_does_not() -> None:
    desk = Desk()
    none = analysis(relevance="none")
    desk.store.views = [view(1, 1, "Alliance news", at=NOW - timedelta(hours=2)), view(2, 2, "A film", tags=none)]
    assert "Alliance news" in said(await desk.ask("/alliance why"))


async def test_a_known_feed_is_tested_with_its_own_rights_and_an_address_without() -> None:
    desk = Desk()
    await desk.ask("/alliance feeds test news.example/rss")
    assert desk.feeds.asked == [("https://news.example/rss", False)]
    assert "no feed" in said(await desk.ask("/alliance feeds test nonsense"))


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (OptionType.THEME, "관", [("tariffs", "Tariffs")]),
        (OptionType.THEME, "x", []),
        (OptionType.ACTOR, "kim", [("kim-jong-un", "Kim Jong-un")]),
        (OptionType.OUTLET, "harb", [("harbour-post", "Harbour Post")]),
        (OptionType.LANGUAGE, "k", [("ko", "Korean")]),
        (OptionType.SINCE, "7", [("7d", "7d")]),
        (OptionType.STORY, "sec", [("2", "The second thing")]),
        (OptionType.SUBSCRIPTION, "", [("1", "Trade desk")]),
        (OptionType.TEXT, "anything", []),
    ],
)
async def test_half_typed_options_are_completed_by_name(kind: OptionType, typed: str, expected: list[tuple[str, str]]) -> None:
    desk = Desk()
    desk.store.views = [view(2, 2, "The second thing")]
    await desk.ask("/alliance alerts add Trade desk")
    assert list(await desk.answerer.complete(kind, typed, "en", NEWS)) == expected


async def test_completion_fails_to_nothing() -> None:
    desk = Desk()
    desk.store.broken = StoreUnavailableError("locked")
    assert await desk.answerer.complete(OptionType.THEME, "", "en", NEWS) == ()


async def test_labels_fit_the_platforms() -> None:
    desk = Desk()
    desk.store.views = [view(number, number, "A very long headline " * 20) for number in range(1, 40)]
    found = await desk.answerer.complete(OptionType.STORY, "", "en", NEWS)
    assert len(found) == 25
    assert all(len(label) <= 100 for _, label in found)
