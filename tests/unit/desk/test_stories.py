"""One event is one story; two events stay two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.stories import Placing, place
from bot.desk.titles import title_key
from bot.model import StoryCandidate

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)


def placing(title: str, language: str = "en", url: str | None = None, at: datetime = NOW) -> Placing:
    return Placing(title_key(title, language), url, language, at)


def candidate(title: str, language: str = "en", *, story_id: int = 7, url: str | None = None, at: datetime = NOW) -> StoryCandidate:
    return StoryCandidate(story_id, title, title_key(title, language), url, language, at, "harbour-post")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seoul, Washington sign deal on ship repair", "Seoul, Washington Sign Deal on Ship Repair"),
        ("Seoul, Washington sign deal on ship repair", "[Breaking] Seoul, Washington sign deal on ship repair (2nd update)"),
        ("Seoul, Washington sign deal on ship repair", "Seoul, Washington sign deal on ship repair - Harbour Post"),
        ("Seoul, Washington sign deal on ship repair", "Seoul, Washington sign deal on ship repair | saebyeok.com"),
        ("Seoul, Washington sign deal on ship repair", "Seoul, Washington sign deal on ship repair in Ulsan"),
        ("Duty of 1,500 dollars a car agreed by Seoul", "Duty of 1500 dollars a car agreed by Seoul"),
    ],
)
def test_prints_of_one_headline_are_one_story(one: str, other: str) -> None:
    assert place(placing(one), [candidate(other)], NOW) == 7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("한미, 선박 정비 협정 서명", "[속보] 한미, 선박 정비 협정 서명"),
        ("한미, 선박 정비 협정 서명", "한미, 선박 정비 협정 서명(종합2보)"),
        ("한미, 선박 정비 협정 서명", "韓美, 선박 정비 협정 서명"),
        ("한미, 선박 정비 협정 서명", "한미, 선박 정비 협정 서명 - 새벽일보"),
        ("한미 정상, 선박 정비 협정에 서명하기로", "한미 정상, 선박 정비 협정 서명하기로"),
    ],
)
def test_prints_of_one_korean_headline_are_one_story(one: str, other: str) -> None:
    assert place(placing(one, "ko"), [candidate(other, "ko")], NOW) == 7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korea fires 2 missiles toward East Sea", "North Korea fires 3 missiles toward East Sea"),
        ("North Korea fires two missiles toward East Sea", "North Korea fires three missiles toward East Sea"),
        ("Seoul to hold talks on tariffs Monday", "Seoul to hold talks on tariffs Tuesday"),
        ("Washington to cut its troops in Korea", "Washington not to cut its troops in Korea"),
        ("Artillery of the North seen near the border line", "Artillery of the South seen near the border line"),
        ("Seoul accepts the plan for a trade fund", "Seoul rejects the plan for a trade fund"),
        ("Tariff talks begin", "Tariff talks end"),
    ],
)
def test_headlines_that_differ_in_what_happened_are_two_stories(one: str, other: str) -> None:
    assert place(placing(one), [candidate(other)], NOW) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("북한, 동해상으로 탄도미사일 2발 발사", "북한, 동해상으로 탄도미사일 3발 발사"),
        ("한미 관세 협상 월요일 재개하기로 합의", "한미 관세 협상 화요일 재개하기로 합의"),
        ("한미 방위비 분담금 협상 타결 임박", "한미 방위비 분담금 협상 결렬 임박"),
        ("한미 정상회담 개최", "한미 정상회담 무산"),
    ],
)
def test_korean_headlines_that_differ_in_what_happened_are_two_stories(one: str, other: str) -> None:
    assert place(placing(one, "ko"), [candidate(other, "ko")], NOW) is None


def test_the_same_headline_a_week_later_is_another_event() -> None:
    title = "North Korea fires ballistic missile toward East Sea"
    assert place(placing(title), [candidate(title, at=NOW - timedelta(days=7))], NOW) is None
    assert place(placing(title), [candidate(title, at=NOW - timedelta(days=2))], NOW) == 7


def test_the_same_address_is_the_same_story_whatever_its_headline() -> None:
    address = "https://harbour-post.example/a"
    found = place(placing("A new headline for it", url=address), [candidate("The old one", url=address, at=NOW - timedelta(days=30))], NOW)
    assert found == 7


@pytest.mark.parametrize(
    "address",
    ["http://www.harbour-post.example/a/", "https://HARBOUR-post.example/a?utm_source=rss", "https://harbour-post.example/a#top"],
)
def test_an_address_in_another_spelling_is_the_same_address(address: str) -> None:
    found = candidate("The old one", url="https://harbour-post.example/a")
    assert place(placing("A new headline for it", url=address), [found], NOW) == 7


def test_addresses_that_differ_in_what_they_ask_for_are_two() -> None:
    found = candidate("Something", url="https://harbour-post.example/view?id=1")
    assert place(placing("Another thing", url="https://harbour-post.example/view?id=2"), [found], NOW) is None
    assert place(placing("Another thing", url="https://[broken/view?id=2"), [found], NOW) is None


def test_no_address_is_not_the_same_address() -> None:
    assert place(placing("Seoul opens a port"), [candidate("Washington closes a base")], NOW) is None


def test_languages_do_not_mix() -> None:
    assert place(placing("THAAD 2026 Seoul Washington talks"), [candidate("THAAD 2026 Seoul Washington talks", "ko")], NOW) is None


def test_the_most_alike_wins_then_the_newest() -> None:
    title = "Seoul, Washington sign deal on ship repair"
    candidates = [
        candidate(f"{title} in Ulsan", story_id=1, at=NOW),
        candidate(title, story_id=2, at=NOW - timedelta(hours=5)),
        candidate(title, story_id=3, at=NOW - timedelta(hours=2)),
    ]
    assert place(placing(title), candidates, NOW) == 3
    assert place(placing(title), candidates[:2], NOW) == 2


def test_a_date_in_the_future_counts_as_now() -> None:
    title = "Seoul, Washington sign deal on ship repair"
    assert place(placing(title, at=NOW + timedelta(days=9)), [candidate(title)], NOW) == 7


def test_titles_too_short_to_tell_apart_do_not_join() -> None:
    assert place(placing("Today in photos"), [candidate("Today in photos")], NOW) is None
    assert place(placing("", url=None), [candidate("")], NOW) is None


def test_a_tail_with_a_figure_or_a_clause_is_part_of_the_headline() -> None:
    assert title_key("Duty on Korean cars to rise - 25 percent", "en") == "duty on korean cars to rise 25 percent"
    assert title_key("Lee says talks will go on - but not this week", "en") == "lee says talks will go on but not this week"


def test_the_tail_of_a_known_outlet_is_taken_off_whatever_it_is_called() -> None:
    assert title_key("Seoul opens a port in Ulsan - Morning Calm", "en", ("Morning Calm", "고요한 아침")) == "seoul opens a port in ulsan"
    assert title_key("Seoul opens a port in Ulsan - Morning Calm", "en") == "seoul opens a port in ulsan morning calm"


def test_widths_and_decimals_are_kept_right() -> None:
    assert title_key("ＵＳ raises rate to 2.5%, won falls.", "en") == "us raises rate to 2.5 won falls"
