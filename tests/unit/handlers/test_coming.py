"""What counts as announced, and of what kind, by words of the test's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import Document, build_analyser
from handlers.findings import ComingFinding
from handlers.ontology.records import Wording
from tests.unit.handlers.small import small_ontology

DAY = date(2026, 11, 25)
WORDINGS = (
    Wording("ahead", "announces", 1.0, ("will", "is scheduled", "예정이", "예정인", "개최한다", "열린다", "앞두", "시행된다")),
    Wording("summits", "summit", 1.0, ("summit", "정상회담")),
    Wording("meetings", "talks", 1.0, ("talks", "meet", "회담", "협의")),
    Wording("journeys", "visit", 1.0, ("visit", "방문")),
    Wording("manoeuvres", "exercise", 1.0, ("exercise", "Freedom Shield", "훈련")),
    Wording("rules", "effective", 1.0, ("take effect", "시행된다")),
    Wording("polls", "election", 1.0, ("election", "선거")),
)


def coming(body: str, published: date | None = DAY, title: str = "") -> tuple[ComingFinding, ...]:
    analyser = build_analyser(replace(small_ontology(), coming=WORDINGS))
    return analyser.analyse(Document(title, body, published=published)).findings.coming


def kinds_and_days(body: str) -> list[tuple[str, date]]:
    return [(one.kind, one.day) for one in coming(body)]


def test_an_announced_meeting_has_its_kind_day_actors_and_words() -> None:
    (one,) = coming("Nothing is known yet. South Korea and the United States will hold talks on December 3 in Honolulu. It rained.")
    assert (one.kind, one.day, one.until, one.precision) == ("talks", date(2026, 12, 3), None, "day")
    assert set(one.actors) == {"south-korea", "united-states"}
    assert one.text == "South Korea and the United States will hold talks on December 3 in Honolulu."
    assert one.mention.text == "December 3"


def test_an_announced_meeting_in_korean_has_its_kind_day_actors_and_words() -> None:
    body = "아직 알려진 것은 없다. 한국과 미국은 다음 달 3일 호놀룰루에서 회담을 개최한다. 비가 왔다."
    (one,) = coming(body)
    assert (one.kind, one.day, one.precision) == ("talks", date(2026, 12, 3), "day")
    assert set(one.actors) == {"south-korea", "united-states"}
    assert body[one.start : one.end] == one.text
    assert body[one.mention.start : one.mention.end] == one.mention.text == "다음 달 3일"


def test_what_is_over_is_not_coming() -> None:
    assert coming("South Korea and the United States held talks on November 3.") == ()
    assert coming("한국과 미국은 지난 3일 회담을 열었다.") == ()


def test_the_day_of_telling_is_not_the_day_of_the_meeting() -> None:
    assert kinds_and_days("Seoul said on Friday that the two sides will meet next week.") == [("talks", date(2026, 11, 30))]
    assert kinds_and_days("외교부는 25일 양측이 다음 주 회담할 예정이라고 밝혔다.") == [("talks", date(2026, 11, 30))]


def test_words_that_look_ahead_need_no_verb_that_announces() -> None:
    assert kinds_and_days("Negotiators come to Seoul for talks next month.") == [("talks", date(2026, 12, 1))]
    assert kinds_and_days("한미 정상회담이 다음 달 3일로 잡혔다.") == [("summit", date(2026, 12, 3))]


def test_a_day_without_announcement_or_kind_is_not_coming() -> None:
    assert coming("The letter is dated December 3.") == ()
    assert coming("12월 3일은 목요일이다.") == ()


def test_a_date_in_front_of_its_clause_counts() -> None:
    assert kinds_and_days("On December 3, the two sides will hold talks.") == [("talks", date(2026, 12, 3))]


def test_of_several_kinds_the_weightier_counts() -> None:
    assert kinds_and_days("Lee will visit Washington on December 3 for a summit.") == [("summit", date(2026, 12, 3))]
    assert kinds_and_days("한국 대통령은 다음 달 3일 미국을 방문해 정상회담을 개최한다.") == [("summit", date(2026, 12, 3))]


def test_a_limit_is_a_deadline() -> None:
    assert kinds_and_days("Seoul will answer by December 3.") == [("deadline", date(2026, 12, 3))]
    assert kinds_and_days("정부는 다음 달 3일까지 답을 낼 예정이다.") == [("deadline", date(2026, 12, 3))]


def test_what_is_called_off_is_not_coming() -> None:
    assert coming("The talks will not be held on December 3.") == ()
    assert coming("다음 달 3일 회담은 취소됐다.") == ()


def test_a_sentence_may_announce_several_days() -> None:
    body = "Freedom Shield will begin on December 3, and the two will meet on December 20."
    assert [one.day for one in coming(body)] == [date(2026, 12, 3), date(2026, 12, 20)]


def test_the_same_event_is_told_once() -> None:
    assert len(coming("The summit will be on December 3. On December 3, the summit will open in Seoul.")) == 1


def test_without_a_date_of_the_article_only_written_years_count() -> None:
    assert coming("The rules will take effect on January 1.", None) == ()
    assert [one.day for one in coming("The rules will take effect on January 1, 2027.", None)] == [date(2027, 1, 1)]
    assert [one.day for one in coming("새 규정은 2027년 1월 1일 시행된다.", None)] == [date(2027, 1, 1)]


def test_a_day_that_is_told_often_hides_no_other() -> None:
    often = "The two leaders will hold a summit on December 1. " * 30
    assert [day for _, day in kinds_and_days(f"{often}The ministers will meet for talks on December 9.")] == [
        date(2026, 12, 1),
        date(2026, 12, 9),
    ]


def test_days_stand_in_order_and_are_few() -> None:
    body = " ".join(f"The two will meet on December {day}." for day in range(31, 0, -1))
    days = [one.day for one in coming(body)]
    assert days == sorted(days)
    assert len(days) == 20


def test_a_written_out_day_soon_to_come_needs_no_verb_that_announces() -> None:
    assert kinds_and_days("The election is near: December 3.") == [("election", date(2026, 12, 3))]
    assert kinds_and_days("12월 3일 선거가 변수다.") == [("election", date(2026, 12, 3))]
    assert coming("The election was decided on June 3.", date(2026, 1, 5)) == ()


def test_lines_of_a_calendar_announce() -> None:
    assert kinds_and_days("Friday: Talks on trade, Seoul.") == [("talks", date(2026, 11, 27))]
    assert kinds_and_days("일정은 이렇다: ▲ 27일 통상 회담(서울) ▲ 28일 연합훈련") == [
        ("talks", date(2026, 11, 27)),
        ("exercise", date(2026, 11, 28)),
    ]


def test_a_plan_that_was_shelved_is_not_coming() -> None:
    assert coming("They scrapped the plan to hold talks on December 3.") == ()


def test_what_a_korean_sentence_tells_as_done_is_not_coming() -> None:
    assert coming("1월 20일 정상회담에서 양측이 만났다.") == ()
    assert coming("후보는 6·3 대선에서 이겼다. 12·3 선거로 국회를 떠났다.") == ()
    assert coming("대통령실은 26일 회담을 열었다.") == ()
    assert kinds_and_days("양측은 1월 20일 정상회담을 여는 데 뜻을 모았다고 밝혔다.") == [("summit", date(2027, 1, 20))]


def test_the_ends_of_the_calendar_are_no_trouble() -> None:
    body = "The two will meet tomorrow, next week, next month or in two weeks. 양측은 모레, 다음 주, 다음 달 3일 회담할 예정이다."
    for published in (date.min, date.max):
        assert all(one.day > published for one in coming(body, published))
    assert coming(body, date.max) == ()
