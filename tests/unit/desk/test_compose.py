"""A delivery's card is made from its stories as they are when it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.card import Card, Style
from bot.desk.cards.edits import ALSO_TOLD
from bot.desk.cards.pieces import plain
from bot.desk.compose import LONGEST_HOLD, CardComposer
from bot.desk.phrases import load_phrases
from bot.model import (
    CatalogueActor,
    CatalogueTheme,
    ClaimedDelivery,
    Development,
    Edit,
    Filter,
    Locale,
    News,
    Preferences,
    Purpose,
    RetryLater,
    Rhythm,
    Schedule,
)
from tests.fakes.desk_parts import SetClock
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription, view

EARLIER = NOW - timedelta(hours=1)
EIGHT = datetime(2026, 3, 9, 23, tzinfo=UTC)
"""08:00 of 10 March in Seoul."""


def delivery(
    *stories: int, purpose: Purpose = Purpose.ALERT, dedup_key: str = "story:1", language: Locale = "en", **parts: Any
) -> ClaimedDelivery:
    made = ClaimedDelivery(1, "key", NEWS, purpose, 1, language, stories, 0, was_unknown=False, lease="lease", dedup_key=dedup_key)
    return replace(made, **parts)


def edit(*stories: int, **parts: Any) -> ClaimedDelivery:
    return delivery(*stories, purpose=Purpose.EDIT, **{"dedup_key": "edit:1:2", "alert_message_id": "m1", **parts})


def post(article_id: int, **parts: Any) -> ClaimedDelivery:
    return delivery(1, purpose=Purpose.THREAD, dedup_key=f"thread:{article_id}", **{"alert_message_id": "m1", **parts})


def brief(*stories: int, dedup_key: str = "overflow:2026-03-10T06", **parts: Any) -> ClaimedDelivery:
    return delivery(*stories, purpose=Purpose.BRIEF, dedup_key=dedup_key, **parts)


def composer(store: MemoryStore) -> CardComposer:
    return CardComposer(store, load_phrases(), SetClock(NOW), zone=ZoneInfo("Asia/Seoul"))


async def composed(store: MemoryStore, wanted: ClaimedDelivery) -> Card:
    card = await composer(store).compose(wanted)
    assert isinstance(card, Card)
    return card


def two_languages() -> MemoryStore:
    store = MemoryStore()
    store.views = [view(1, 1, "English headline", at=EARLIER), view(2, 1, "한국어 제목", language="ko")]
    return store


async def test_an_alert_shows_the_coverage_of_the_moment() -> None:
    card = await composed(two_languages(), delivery(1))
    assert plain(card.title) == "English headline"
    assert "English and Korean" in plain(card.footer)


async def test_the_card_is_in_the_channels_language_with_headline_and_summary_in_it() -> None:
    card = await composed(two_languages(), delivery(1, language="ko"))
    assert (card.language, plain(card.title)) == ("ko", "한국어 제목")
    assert plain(card.lines[0]).startswith("한국어 제목.")


async def test_a_story_without_an_article_in_the_language_is_shown_by_the_one_that_speaks_for_it() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "English headline")]
    card = await composed(store, delivery(1, language="ko"))
    assert (card.language, plain(card.title)) == ("ko", "English headline")


async def test_an_alert_pings_whom_its_subscription_names_and_nothing_else_does() -> None:
    store = two_languages()
    assert (await composed(store, delivery(1, mention="5"))).mention == "5"
    assert (await composed(store, delivery(1))).mention is None
    for other in (edit(1, mention="5"), post(2, mention="5"), brief(1, mention="5")):
        assert (await composed(store, other)).mention is None


async def test_an_alert_can_be_asked_about_muted_and_reported() -> None:
    card = await composed(two_languages(), delivery(1))
    assert [action.path for action in card.actions] == [("why",), ("story",), ("alerts", "mute"), ("report",)]
    assert {action.argument for action in card.actions} == {"1"}


async def test_an_edit_is_the_alert_as_it_is_now() -> None:
    store = two_languages()
    assert await composed(store, edit(1)) == await composed(store, delivery(1))


FIRST_KOREAN = Development(News.LANGUAGE, 1.0, "ko")
FIGURE = Development(News.FIGURE, 3.0, "ko", unit="usd", value=3.5e11, text="3천500억 달러", is_first=True)


def with_news() -> MemoryStore:
    store = two_languages()
    store.views[1] = replace(store.views[1], news=(FIRST_KOREAN,))
    store.views.append(view(3, 1, "둘째 제목", language="ko", news=(FIGURE,)))
    return store


async def test_a_post_in_the_thread_tells_the_article_that_is_new_and_what_of_it() -> None:
    card = await composed(with_news(), post(2, language="ko"))
    assert (plain(card.title), card.title[0].url) == ("한국어 제목", "https://harbour-post.example/2")
    assert [plain(part) for part in card.lines] == ["새 내용: 첫 한국어 기사", "한국어 제목. And so on."]
    assert "하버포스트" in plain(card.footer)


async def test_a_post_that_others_were_folded_into_shows_the_weightiest_and_has_a_line_for_each_other() -> None:
    card = await composed(with_news(), post(2, folded=("thread:3",)))
    assert (plain(card.title), card.title[0].url) == ("둘째 제목", "https://harbour-post.example/3")
    assert [plain(part) for part in card.lines] == [
        "New: first figure: $350 billion",
        "둘째 제목. And so on.",
        "• New: first article in Korean · 한국어 제목 (Harbour Post)",
    ]
    assert card.lines[2][1].url == "https://harbour-post.example/2"


async def test_a_post_of_a_whole_night_counts_what_it_has_no_room_for() -> None:
    store = two_languages()
    store.views += [view(number, 1, f"제목 {number}", language="ko", news=(FIGURE,)) for number in range(3, 13)]
    card = await composed(store, post(3, folded=tuple(f"thread:{number}" for number in range(4, 13)), language="ko"))
    assert [plain(part).startswith("• 새 내용: 첫 수치 3천500억 달러 · ") for part in card.lines[2:]] == [True] * ALSO_TOLD + [False]
    assert plain(card.lines[-1]) == f"이 밖에 새 내용이 있는 기사 {9 - ALSO_TOLD}건"


def edited(number: int, old: str, new: str, *, old_lead: str = "", lead: str = "") -> Edit:
    return Edit(number, NOW, old, new, old_lead, lead, is_material=True)


def with_changes() -> MemoryStore:
    """The first article changed its headline twice, the third article brought a figure."""
    store = with_news()
    edits = edited(2, "Envoy waits", "Envoy leaves Seoul"), edited(3, "Envoy leaves Seoul", "English headline")
    store.views[0] = replace(store.views[0], edits=edits)
    return store


CHANGED = "• Harbour Post changed its headline (seen 10 Mar, 15:20 KST): "


async def test_news_that_were_folded_into_a_post_about_a_change_are_told_and_the_change_too() -> None:
    card = await composed(with_changes(), replace(post(1), dedup_key="edit-of:1:2", folded=("thread:3",)))
    assert (plain(card.title), card.title[0].url) == ("둘째 제목", "https://harbour-post.example/3")
    assert [plain(part) for part in card.lines] == [
        "New: first figure: $350 billion",
        "둘째 제목. And so on.",
        f"{CHANGED}Envoy waits → Envoy leaves Seoul",
    ]
    assert [(span.text, span.url) for span in card.lines[2][1:2]] == [(CHANGED[2:-2], "https://harbour-post.example/1")]


async def test_a_change_that_was_folded_into_a_post_of_news_has_a_line_there() -> None:
    card = await composed(with_changes(), post(3, folded=("edit-of:1:3", "thread:2"), language="ko"))
    assert [plain(part).partition("(")[0] for part in card.lines] == [
        "새 내용: 첫 수치 3천500억 달러",
        "둘째 제목. And so on.",
        "• 새 내용: 첫 한국어 기사 · 한국어 제목 ",
        "• 하버포스트가 제목을 바꿨습니다",
    ]


async def test_a_post_of_several_changes_tells_the_first_in_full_and_has_a_line_for_each_other() -> None:
    card = await composed(with_changes(), replace(post(1), dedup_key="edit-of:1:2", folded=("edit-of:1:3",)))
    assert [plain(part) for part in card.lines] == [
        CHANGED[2:-2],
        "Envoy waits → Envoy leaves Seoul",
        f"{CHANGED}Envoy leaves Seoul → English headline",
    ]


async def test_a_folded_change_of_an_opening_shows_whose_article_it_was() -> None:
    store = with_changes()
    opening = edited(2, "둘째 제목", "둘째 제목", old_lead="Envoys meet again in May.", lead="Washington cancels every round over steel.")
    store.views[2] = replace(store.views[2], edits=(opening,))
    card = await composed(store, replace(post(1), dedup_key="edit-of:1:2", folded=("edit-of:3:2",)))
    assert plain(card.lines[2]) == "• Harbour Post changed the opening of its article (seen 10 Mar, 15:20 KST): 둘째 제목"


@pytest.mark.parametrize(
    ("language", "more"), [("en", "and 3 more changes of headlines or openings"), ("ko", "이 밖에 제목·첫 문장 변경 3건")]
)
async def test_a_post_of_many_changes_counts_what_it_has_no_room_for(language: Locale, more: str) -> None:
    store = two_languages()
    edits = tuple(edited(number, f"Round {number} opens", f"Round {number} ends") for number in range(2, 12))
    store.views[0] = replace(store.views[0], edits=edits)
    keys = tuple(f"edit-of:1:{number}" for number in range(3, 12))
    card = await composed(store, replace(post(1, folded=keys, language=language), dedup_key="edit-of:1:2"))
    assert [plain(part).endswith("ends") for part in card.lines[2:]] == [True] * ALSO_TOLD + [False]
    assert plain(card.lines[-1]) == more


async def test_a_post_about_a_change_that_is_no_longer_kept_tells_what_was_folded_into_it() -> None:
    gone = replace(post(1), dedup_key="edit-of:9:2", folded=("thread:3",))
    assert plain((await composed(with_changes(), gone)).title) == "둘째 제목"
    assert await composer(with_changes()).compose(replace(gone, folded=())) is None


async def test_a_post_says_the_names_of_actors_that_only_the_desk_knows() -> None:
    store = two_languages()
    store.actor_list = (CatalogueActor("china", "China", "중국", "state", "CN", "Q148", ()),)
    store.views.append(view(3, 1, "Third", news=(Development(News.ACTOR, 4.0, "en", actor="china"),)))
    assert plain((await composed(store, post(3))).lines[0]) == "New: China named"
    assert plain((await composed(store, post(3, language="ko"))).lines[0]) == "새 내용: 중국 등장"


@pytest.mark.parametrize("wanted", [edit(1), post(2)])
async def test_without_an_alert_nothing_is_redrawn_or_replied_to(wanted: ClaimedDelivery) -> None:
    assert await composer(two_languages()).compose(replace(wanted, alert_message_id=None)) is None


async def test_a_post_about_an_article_that_is_no_longer_kept_is_none() -> None:
    assert await composer(two_languages()).compose(post(9)) is None


@pytest.mark.parametrize("parts", [{"living_message_id": None}, {"dedup_key": "joined:9:7"}])
async def test_a_joined_alert_without_another_or_without_its_article_is_left_as_it_is(parts: dict[str, str | None]) -> None:
    joined = edit(1, dedup_key="joined:9:2", living_message_id="m2")
    assert await composer(two_languages()).compose(joined) is not None
    assert await composer(two_languages()).compose(replace(joined, **parts)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("wanted", [delivery(1), edit(1), edit(1, dedup_key="joined:9:2", living_message_id="m2"), post(2), brief(1)])
async def test_a_story_that_was_muted_in_the_meantime_is_not_told(wanted: ClaimedDelivery) -> None:
    store = two_languages()
    await store.mute_story(TRADE, 1, now=NOW)
    assert await composer(store).compose(wanted) is not None
    await store.mute_story(NEWS, 1, now=NOW)
    assert await composer(store).compose(wanted) is None


async def test_a_brief_leaves_out_what_is_muted_and_what_is_no_longer_kept() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "First"), view(3, 3, "Third"), view(4, 4, "Fourth")]
    await store.mute_story(NEWS, 4, now=NOW)
    card = await composed(store, brief(1, 2, 3, 4))
    assert [plain(item.title) for item in card.items] == ["First", "Third"]


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("overflow:2026-03-10T06", "1 more story this hour"),
        ("quiet:2026-03-10T08:00Z#2", "1 story from the quiet hours"),
        ("catch-up:2026-03-10T06", "1 story that came in while feeds could not be read"),
    ],
)
async def test_a_brief_says_why_it_comes(key: str, title: str) -> None:
    assert plain((await composed(two_languages(), brief(1, dedup_key=key))).title) == title


async def test_a_long_brief_has_a_line_a_story_with_the_most_told_first() -> None:
    store = MemoryStore()
    store.views = [view(number, number, f"Title {number}") for number in range(1, 13)]
    store.views.append(view(90, 7, "Title 7 too", outlet=replace(OUTLET, id="other", family="other")))
    card = await composed(store, brief(*range(1, 13)))
    rows = [plain(part) for part in card.lines[1:]]
    assert rows[0] == "• Title 7 · 2 outlets"
    assert {row.split(" · ")[0] for row in rows} == {f"• Title {number}" for number in range(1, 13)}
    assert (card.items, card.footer) == ((), ())


async def test_a_brief_that_is_longer_than_a_message_says_how_many_more() -> None:
    store = MemoryStore()
    store.views = [view(number, number, f"Title {number}") for number in range(1, 41)]
    card = await composed(store, brief(*range(1, 41), dedup_key="catch-up:2026-03-10T06"))
    shown = [part for part in card.lines if plain(part).startswith("•")]
    assert 0 < len(shown) < 40
    assert plain(card.footer) == f"And {40 - len(shown)} more. /alliance latest shows the newest."


async def test_a_brief_of_endless_addresses_still_shows_a_story() -> None:
    store = MemoryStore()
    address = "https://harbour-post.example/" + "a" * 4_000
    store.views = [view(number, number, f"Title {number}", url=address) for number in range(1, 13)]
    card = await composed(store, brief(*range(1, 13)))
    assert len(card.lines) == 2
    assert "And 11 more" in plain(card.footer)


async def test_nothing_is_composed_of_nothing() -> None:
    assert await composer(MemoryStore()).compose(delivery(1)) is None


async def test_times_are_those_of_the_channels_own_zone() -> None:
    store = two_languages()
    assert "10 Mar, 14:20 KST" in plain((await composed(store, delivery(1))).footer)
    await store.set_channel_preferences(NEWS, Preferences(timezone="America/New_York"))
    assert "10 Mar, 01:20 EDT" in plain((await composed(store, delivery(1))).footer)


async def test_what_feeds_say_stays_text() -> None:
    hostile = "<!channel> @everyone <@U1> *x* [a](b) ~~"
    outlet = replace(OUTLET, name=hostile)
    store = MemoryStore()
    store.views = [view(1, 1, hostile, body=f"{hostile}.", outlet=outlet), view(2, 1, hostile, language="ko", outlet=outlet)]
    for wanted in (delivery(1), edit(1), post(2), brief(1)):
        card = await composed(store, wanted)
        title = card.items[0].title if card.items else card.title
        assert [span.text for span in title] == [hostile]
        links = [span.url for span in title]
        assert all(url is not None and url.startswith("https://harbour-post.example/") for url in links)


@pytest.mark.parametrize("wanted", [delivery(1), post(2), brief(1)])
async def test_what_was_queued_before_quiet_hours_waits_for_their_end(wanted: ClaimedDelivery) -> None:
    store = two_languages()
    await store.set_channel_preferences(NEWS, Preferences(quiet_from=15 * 60, quiet_until=15 * 60 + 22))
    waits = await composer(store).compose(wanted)
    assert isinstance(waits, RetryLater)
    assert (waits.after, waits.is_wait) == (2 * 60, True)


async def test_what_waits_for_the_end_of_quiet_hours_is_asked_again_soon_for_they_may_be_ended_early() -> None:
    store = two_languages()
    await store.set_channel_preferences(NEWS, Preferences(quiet_from=15 * 60, quiet_until=17 * 60))
    waits = await composer(store).compose(delivery(1))
    assert isinstance(waits, RetryLater)
    assert waits.after == LONGEST_HOLD.total_seconds()
    await store.set_channel_preferences(NEWS, Preferences())
    assert plain((await composed(store, delivery(1))).title) == "English headline"


async def test_a_redrawing_rings_for_nobody_and_so_does_not_wait() -> None:
    store = two_languages()
    await store.set_channel_preferences(NEWS, Preferences(quiet_from=15 * 60, quiet_until=17 * 60))
    assert plain((await composed(store, edit(1))).title) == "English headline"


def digest_store() -> MemoryStore:
    """A subscription to tariffs with a daily digest, and what came before, in and after the day until `EIGHT`."""
    store = MemoryStore()
    store.owned = [
        subscription(1, Filter(themes=("tariffs",)), schedule=Schedule(Rhythm.DAILY), created_at=NOW - timedelta(days=90)),
    ]
    tags = analysis(themes=("tariffs",))
    store.views = [
        view(1, 1, "Of the day", at=EIGHT - timedelta(hours=3), tags=tags),
        view(2, 2, "Of the day before", at=EIGHT - timedelta(hours=25), tags=tags),
        view(3, 3, "Too late", at=EIGHT, tags=tags),
        view(4, 4, "About cars", at=EIGHT - timedelta(hours=3), tags=analysis(themes=("autos",))),
        view(5, 5, "Muted", at=EIGHT - timedelta(hours=3), tags=tags),
    ]
    store.theme_list = (CatalogueTheme("tariffs", "Tariffs", "관세", "economy"),)
    return store


DIGEST = delivery(purpose=Purpose.DIGEST, dedup_key="digest:1:2026-03-09T23:00Z", language="ko")


async def test_a_digest_tells_what_its_period_brought_its_subscription() -> None:
    store = digest_store()
    await store.mute_story(NEWS, 5, now=NOW)
    card = await composed(store, DIGEST)
    assert plain(card.title) == "다이제스트: Alert 1"
    assert [plain(part) for part in card.lines] == [
        "3월 9일 08:00 KST부터 3월 10일 08:00 KST까지 매체 1곳, 기사 1건, 사안 1건",
        "주요 사안",
        "• Of the day · 관세 · 하버포스트",
        "숫자로 보기(전날 대비)",
        "사안 1 (=), 기사 1 (=)",
        "한미 경제·통상 1 (=)",
    ]
    assert card.lines[1][0].style is Style.STRONG


async def test_a_digest_of_a_quiet_day_says_so_in_one_line() -> None:
    store = digest_store()
    store.views = []
    assert len((await composed(store, DIGEST)).lines) == 1


async def test_the_digest_of_a_removed_subscription_is_none() -> None:
    store = digest_store()
    store.owned = []
    assert await composer(store).compose(DIGEST) is None
    assert await composer(store).compose(replace(DIGEST, subscription_id=None)) is None


async def test_a_notice_about_nothing_is_none() -> None:
    assert await composer(MemoryStore()).compose(delivery(purpose=Purpose.NOTICE, dedup_key="dead:99")) is None
