"""Every form in which a day to come is written, in both languages, seen from the article's day (Wednesday 25 November 2026 unless said)."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.coming.calendar import When
from handlers.coming.english import english_days
from handlers.coming.korean import korean_days

TODAY = date(2026, 11, 25)


def only(found: list[When]) -> When:
    assert len(found) == 1, found
    return found[0]


def english(text: str, today: date | None = TODAY) -> When:
    return only(list(english_days(text, today)))


def korean(text: str, today: date | None = TODAY) -> When:
    return only(list(korean_days(text, today)))


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("They will meet on December 3 in Seoul.", date(2026, 12, 3), "day"),
        ("They will meet on Dec. 3 in Seoul.", date(2026, 12, 3), "day"),
        ("They will meet on 3 December in Seoul.", date(2026, 12, 3), "day"),
        ("They will meet on the first of December.", date(2026, 12, 1), "day"),
        ("The rule starts on January 1.", date(2027, 1, 1), "day"),
        ("The rule starts on March 10, 2027.", date(2027, 3, 10), "day"),
        ("The rule starts on August 18 next year.", date(2027, 8, 18), "day"),
        ("The drill starts in late October next year.", date(2027, 10, 21), "month"),
        ("The vote is planned for February 28th.", date(2027, 2, 28), "day"),
        ("The talks open tomorrow.", date(2026, 11, 26), "day"),
        ("The talks open the day after tomorrow.", date(2026, 11, 27), "day"),
        ("The envoy arrives on Friday.", date(2026, 11, 27), "day"),
        ("The envoy arrives on Monday.", date(2026, 11, 30), "day"),
        ("The envoy arrives next Tuesday.", date(2026, 12, 1), "day"),
        ("The envoy arrives Tuesday next week.", date(2026, 12, 1), "day"),
        ("The envoy arrives in ten days.", date(2026, 12, 5), "day"),
        ("The drill starts next week.", date(2026, 11, 30), "week"),
        ("The drill starts early next week.", date(2026, 11, 30), "week"),
        ("The drill starts later this week.", date(2026, 11, 26), "week"),
        ("The drill starts in two weeks.", date(2026, 12, 7), "week"),
        ("The drill starts next month.", date(2026, 12, 1), "month"),
        ("The drill starts late next month.", date(2026, 12, 21), "month"),
        ("The drill starts later this month.", date(2026, 11, 26), "month"),
        ("The drill starts in December.", date(2026, 12, 1), "month"),
        ("The drill starts in early February.", date(2027, 2, 1), "month"),
        ("The drill starts in mid-February.", date(2027, 2, 11), "month"),
        ("The drill starts in late February.", date(2027, 2, 21), "month"),
        ("The drill starts at the end of March 2027.", date(2027, 3, 21), "month"),
        ("A deal is wanted by the end of the year.", date(2026, 12, 1), "month"),
        ("A deal is wanted by year-end.", date(2026, 12, 1), "month"),
        ("The fleet comes back in three months.", date(2027, 2, 1), "month"),
    ],
)
def test_english_names_a_day_to_come(text: str, day: date, precision: str) -> None:
    found = english(text)
    assert (found.day, found.precision, found.until) == (day, precision, None)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("양국은 12월 3일 회담한다.", date(2026, 12, 3), "day"),
        ("양국은 다음 달 3일 회담한다.", date(2026, 12, 3), "day"),
        ("양국은 다음달 3일 회담한다.", date(2026, 12, 3), "day"),
        ("양국은 내달 3일 회담한다.", date(2026, 12, 3), "day"),
        ("양국은 오는 28일 회담한다.", date(2026, 11, 28), "day"),
        ("양국은 이달 30일 회담한다.", date(2026, 11, 30), "day"),
        ("양국은 28일 회담한다.", date(2026, 11, 28), "day"),
        ("양국은 오는 12월 3일(현지시간) 회담한다.", date(2026, 12, 3), "day"),
        ("양국은 내년 1월 7일 회담한다.", date(2027, 1, 7), "day"),
        ("양국은 1월 7일 회담한다.", date(2027, 1, 7), "day"),
        ("양국은 2027년 3월 2일 회담한다.", date(2027, 3, 2), "day"),
        ("대표단은 내일 출국한다.", date(2026, 11, 26), "day"),
        ("대표단은 모레 출국한다.", date(2026, 11, 27), "day"),
        ("대표단은 금요일 출국한다.", date(2026, 11, 27), "day"),
        ("대표단은 다음 주 화요일 출국한다.", date(2026, 12, 1), "day"),
        ("대표단은 다음주 화요일 출국한다.", date(2026, 12, 1), "day"),
        ("대표단은 사흘 뒤 출국한다.", date(2026, 11, 28), "day"),
        ("대표단은 10일 뒤 출국한다.", date(2026, 12, 5), "day"),
        ("선거를 나흘 앞두고 후보들이 바빠졌다.", date(2026, 11, 29), "day"),
        ("회담 D-5, 양측이 의제를 다듬고 있다.", date(2026, 11, 30), "day"),
        ("훈련은 다음 주에 시작한다.", date(2026, 11, 30), "week"),
        ("훈련은 내주 시작한다.", date(2026, 11, 30), "week"),
        ("다음 대회는 2주 뒤 부산에서 열린다.", date(2026, 12, 7), "week"),
        ("훈련은 다음 달 시작한다.", date(2026, 12, 1), "month"),
        ("훈련은 내달 초 시작한다.", date(2026, 12, 1), "month"),
        ("훈련은 다음 달 중순 시작한다.", date(2026, 12, 11), "month"),
        ("훈련은 내달 말 시작한다.", date(2026, 12, 21), "month"),
        ("훈련은 이달 말 시작한다.", date(2026, 11, 26), "month"),
        ("훈련은 내년 3월 시작한다.", date(2027, 3, 1), "month"),
        ("훈련은 내년 3월 중순 시작한다.", date(2027, 3, 11), "month"),
        ("훈련은 연말까지 끝난다.", date(2026, 12, 1), "month"),
    ],
)
def test_korean_names_a_day_to_come(text: str, day: date, precision: str) -> None:
    found = korean(text)
    assert (found.day, found.precision, found.until) == (day, precision, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The drill runs Dec. 8-18.", date(2026, 12, 8), date(2026, 12, 18)),
        ("The drill runs from Dec. 8 to 18.", date(2026, 12, 8), date(2026, 12, 18)),
        ("The drill runs from December 28 through January 6.", date(2026, 12, 28), date(2027, 1, 6)),
        ("The drill runs 8-18 December.", date(2026, 12, 8), date(2026, 12, 18)),
    ],
)
def test_english_names_the_last_day_too(text: str, first: date, last: date) -> None:
    found = english(text)
    assert (found.day, found.until) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("훈련은 다음 달 8일부터 18일까지 한다.", date(2026, 12, 8), date(2026, 12, 18)),
        ("훈련은 오는 27일부터 30일까지 한다.", date(2026, 11, 27), date(2026, 11, 30)),
        ("훈련은 12월 8∼18일 한다.", date(2026, 12, 8), date(2026, 12, 18)),
        ("훈련은 12월 8일~18일 한다.", date(2026, 12, 8), date(2026, 12, 18)),
        ("정상회의는 11월 30일∼12월 1일 열린다.", date(2026, 11, 30), date(2026, 12, 1)),
        ("훈련은 12월 28일부터 1월 6일까지 한다.", date(2026, 12, 28), date(2027, 1, 6)),
    ],
)
def test_korean_names_the_last_day_too(text: str, first: date, last: date) -> None:
    found = korean(text)
    assert (found.day, found.until) == (first, last)


def test_a_weekday_after_another_day_to_come_follows_it() -> None:
    found = list(english_days("On next Tuesday they fly to Busan before returning on Friday.", TODAY))
    assert [one.day for one in found] == [date(2026, 12, 1), date(2026, 12, 4)]


def test_an_election_is_named_by_its_day() -> None:
    assert korean("오는 6·3 지방선거가 다가온다.", date(2026, 3, 2)).day == date(2026, 6, 3)
    assert list(korean_days("지난 6·3 지방선거 결과를 본다.", date(2026, 8, 2))) == []


@pytest.mark.parametrize(
    "text",
    [
        "They met on November 3 in Seoul.",
        "They met on December 3 last year.",
        "They have met since August.",
        "They met last Tuesday.",
        "It fell every December.",
        "They spoke on Wednesday.",
        "A better tomorrow is possible.",
        "In 2019 about 30 people came.",
        "The two may have shared 3 march songs.",
        "February 30 is no day.",
        "The pact was signed on December 3, 1953.",
    ],
)
def test_english_past_days_and_other_numbers_are_none(text: str) -> None:
    assert list(english_days(text, TODAY)) == []


@pytest.mark.parametrize(
    "text",
    [
        "양국은 지난 3일 회담했다.",
        "양국은 지난해 12월 회담했다.",
        "양국은 11월 3일 회담했다.",
        "외교부는 25일 이같이 밝혔다.",
        "휴가는 30일간 이어진다.",
        "취임 30일째를 맞았다.",
        "매년 12월 3일 만난다.",
        "지난 연말에 만났다.",
        "2월 30일은 없다.",
        "협정은 1953년 12월 3일 서명됐다.",
        "한국 월드컵 대표팀이 일본을 이겼다.",
    ],
)
def test_korean_past_days_and_other_numbers_are_none(text: str) -> None:
    assert list(korean_days(text, TODAY)) == []


def test_months_and_years_end_where_the_calendar_says() -> None:
    last = date(2026, 12, 31)
    assert english("The talks open tomorrow.", last).day == date(2027, 1, 1)
    assert english("The talks open next month.", last).day == date(2027, 1, 1)
    assert korean("회담은 모레 열린다.", last).day == date(2027, 1, 2)
    assert korean("회담은 다음 달 3일 열린다.", last).day == date(2027, 1, 3)
    assert korean("회담은 오는 3일 열린다.", last).day == date(2027, 1, 3)
    assert list(korean_days("장관은 31일 이같이 밝혔다.", date(2026, 12, 1))) == []


def test_leap_days_exist_in_leap_years_only() -> None:
    assert english("The vote is on Feb. 29.", date(2028, 1, 10)).day == date(2028, 2, 29)
    assert list(english_days("The vote is on Feb. 29.", date(2027, 1, 10))) == []
    assert english("The talks open tomorrow.", date(2028, 2, 28)).day == date(2028, 2, 29)
    assert korean("투표는 2028년 2월 29일 한다.", date(2027, 12, 1)).day == date(2028, 2, 29)
    assert list(korean_days("투표는 내년 2월 29일 한다.", date(2026, 12, 1))) == []


def test_without_the_articles_day_only_a_written_year_dates() -> None:
    assert english("The rule starts on March 10, 2027.", None).day == date(2027, 3, 10)
    assert korean("제도는 2027년 3월 10일 시행된다.", None).day == date(2027, 3, 10)
    assert list(english_days("The rule starts on March 10, or next week, or tomorrow.", None)) == []
    assert list(korean_days("제도는 3월 10일이나 다음 주, 내년 5월에 시행된다.", None)) == []


def test_a_limit_is_told_from_a_day() -> None:
    assert english("A reply is due by December 3.").is_limit
    assert not english("A reply came for December 3.").is_limit
    assert korean("답변은 다음 달 3일까지 내야 한다.").is_limit
    assert not korean("훈련은 다음 달 3일부터 9일까지 한다.").is_limit
