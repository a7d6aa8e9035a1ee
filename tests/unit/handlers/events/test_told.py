"""What a reader would write down of plain sentences, in both languages."""

from __future__ import annotations

import pytest

from handlers import Document
from tests.unit.handlers.events.told import analyser, events, keys


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        (
            "North Korea condemns South Korea",
            "North Korea on Monday condemned South Korea over its purchase of new fighters.",
            ("north-korea", 3, "south-korea"),
        ),
        (
            "Lee meets Ishiba in Busan",
            "South Korean President Lee Jae Myung met Japanese Prime Minister Shigeru Ishiba in Busan on Tuesday.",
            ("lee-jae-myung", 1, "shigeru-ishiba"),
        ),
        (
            "US imposes sanctions on North Korea",
            "The United States imposed sanctions on North Korea on Thursday.",
            ("united-states", 4, "north-korea"),
        ),
        (
            "China urges United States to lift curbs",
            "China urged the United States to lift its export curbs on Friday.",
            ("china", 3, "united-states"),
        ),
        ("북한, 한국 맹비난", "북한은 4일 한국의 전투기 도입을 강하게 비난했다.", ("north-korea", 3, "south-korea")),
        ("미국, 북한 추가 제재", "미국은 4일 북한에 대해 추가 제재를 부과했다.", ("united-states", 4, "north-korea")),
        (
            "이 대통령, 이시바 총리와 회담",
            "이재명 대통령은 4일 부산에서 이시바 시게루 일본 총리와 정상회담을 했다.",
            ("lee-jae-myung", 1, "shigeru-ishiba"),
        ),
        ("중국, 미국에 규제 철회 촉구", "중국은 4일 미국에 수출 규제를 거두라고 촉구했다.", ("china", 3, "united-states")),
    ],
)
def test_source_and_target_stand_where_the_grammar_puts_them(title: str, body: str, wanted: tuple[str, int, str]) -> None:
    assert wanted in keys(title, body)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Embassy silent", "The United States declined to comment on South Korea's tariffs on Friday."),
        ("미국 침묵", "미국은 4일 한국의 관세 조치에 대해 논평을 거부했다."),
    ],
)
def test_silence_is_no_rejection(title: str, body: str) -> None:
    assert ("united-states", 3, "south-korea") not in keys(title, body)


def test_a_note_of_protest_is_no_street_protest() -> None:
    assert ("south-korea", 3, "japan") in keys("Seoul lodges protest", "South Korea lodged a protest with Japan over the visit on Monday.")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "North Korea fires missile into East Sea",
            "North Korea fired a ballistic missile into the East Sea on Monday, South Korea's military said.",
        ),
        ("북한, 동해로 탄도미사일 발사", "북한이 4일 동해상으로 탄도미사일을 발사했다고 한국군 합동참모본부가 밝혔다."),
    ],
)
def test_a_test_without_a_stated_target_is_aimed_at_the_south(title: str, body: str) -> None:
    assert ("north-korea", 4, "south-korea") in keys(title, body)


def test_the_two_sides_of_a_meeting_are_told_once() -> None:
    found = keys(
        "South Korea, United States hold talks",
        "South Korea and the United States held talks on trade in Seoul on Monday. South Korea and the United States agreed to meet again.",
    )
    assert ("south-korea", 1, "united-states") in found
    assert ("united-states", 1, "south-korea") not in found


def test_who_sends_a_protest_is_not_who_gets_it() -> None:
    assert ("south-korea", 3, "north-korea") not in keys(
        "North Korea condemns South Korea", "North Korea on Monday condemned South Korea over its purchase of new fighters."
    )


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Cherry blossoms open in Gyeongju",
            "The first cherry blossoms opened in Gyeongju this weekend. Visitors filled the paths by the lake.",
        ),
        ("경주 벚꽃 개화", "경주에 벚꽃이 피었다. 주말 내내 호숫가에 사람이 몰렸다."),
        ("", ""),
    ],
)
def test_a_text_without_two_actors_tells_no_event(title: str, body: str) -> None:
    assert events(title, body) == ()


def test_the_evidence_is_the_words_of_the_act_at_their_place() -> None:
    body = "The weather was fine. China urged the United States to lift its export curbs on Friday."
    (event, *_) = [event for event in events("China and the US", body) if event.type == "REQUEST"]
    assert (event.sentence, event.evidence.field, event.evidence.text) == (1, "body", "urged")
    assert body[event.evidence.start : event.evidence.end] == "urged"


def test_what_may_happen_and_what_did_not_is_marked() -> None:
    (may,) = [e for e in events("Trump may meet Kim", "Donald Trump might meet Kim Jong Un in April.") if e.sentence == 0][:1]
    (did_not,) = [e for e in events("중국, 북한 비난하지 않아", "중국은 북한을 비난하지 않았다.") if e.sentence == 0][:1]
    assert may.is_hypothetical
    assert did_not.is_negated


def test_at_most_five_events_stay_in_order_of_their_scores() -> None:
    pairs = ("Japan", "China", "Russia", "the United States", "Ukraine", "France", "Germany")
    body = " ".join(f"North Korea condemned {name} on Monday and fired missiles at {name}." for name in pairs)
    found = events("North Korea condemns everybody", body)
    assert 1 <= len(found) <= 5
    assert [event.score for event in found] == sorted((event.score for event in found), reverse=True)
    assert all(0.0 <= event.score <= 1.0 for event in found)


def test_the_same_text_tells_the_same_whatever_ran_before() -> None:
    document = Document("북한, 한국 맹비난", "북한은 4일 한국의 전투기 도입을 강하게 비난했다.")
    first = analyser().analyse(document).findings.events
    analyser().analyse(Document("US and Japan agree", "The United States and Japan agreed on Monday to hold talks with China."))
    assert analyser().analyse(document).findings.events == first


@pytest.mark.parametrize(
    "text", ['"' * 3_000, "미국은 " * 2_000, "Trump, " * 2_000, "it said they met who will " * 500, "\ufffd\u200b" * 500]
)
def test_no_text_breaks_the_handler(text: str) -> None:
    assert "events" not in analyser().analyse(Document(text[:200], text + " North Korea. 미국은 한국과")).failures


def test_what_must_be_done_is_asked_for_and_not_done() -> None:
    found = events("Allies on trade", "South Korea and the United States must hold talks on tariffs without delay.")
    assert {"CONSULT"}.isdisjoint(event.type for event in found)


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        (
            "South Korea buys new fighters",
            "South Korea signed a contract for forty fighters. China condemned the purchase on Monday.",
            ("china", 3, "south-korea"),
        ),
        ("한국, 새 전투기 도입", "한국이 전투기 마흔 대를 사기로 했다. 중국은 이번 결정을 강하게 비난했다.", ("china", 3, "south-korea")),
    ],
)
def test_a_sentence_that_names_nobody_else_is_aimed_at_the_main_one_of_the_text(
    title: str, body: str, wanted: tuple[str, int, str]
) -> None:
    assert wanted in keys(title, body)


@pytest.mark.parametrize(
    ("filler", "told"),
    [
        ("The weather was fine. ", "North Korea condemned South Korea on Monday."),
        ("날씨가 맑았다. ", "북한은 4일 한국을 강하게 비난했다."),
    ],
)
def test_what_stands_behind_the_first_sentences_is_not_among_the_main_events(filler: str, told: str) -> None:
    assert events("", 10 * filler + told)
    assert not events("", 60 * filler + told)
