"""The two or three sentences that stand for a text."""

from __future__ import annotations

from tests.unit.handlers.small import find

BODY = """(서울=가상통신) 김하늘 기자 = 한미 양국이 관세 협상을 타결했다고 정부가 5일 발표했다.
사진=가상통신 제공
양국은 자동차 관세를 낮추는 대신 한국이 미국산 에너지를 더 사기로 합의했다.
협상은 사흘 동안 이어졌다.
전문가들은 이번 관세 합의가 동맹의 불확실성을 줄일 것으로 내다봤다.
한편 이날 서울에는 비가 내렸다.
그는 우산을 썼다.
무단 전재 및 재배포 금지
"""


def test_sentences_are_the_texts_own_in_order_and_two_or_three() -> None:
    findings = find("한미 관세 협상 타결", BODY)
    assert 2 <= len(findings.summary) <= 3
    assert all(BODY[s.start : s.end] == s.text for s in findings.summary)
    assert [s.start for s in findings.summary] == sorted(s.start for s in findings.summary)


def test_captions_copyright_and_asides_are_left_out() -> None:
    chosen = " ".join(s.text for s in find("한미 관세 협상 타결", BODY).summary)
    assert "관세" in chosen
    assert not any(words in chosen for words in ("사진=", "무단 전재", "우산"))


def test_a_sentence_that_repeats_another_is_not_chosen_twice() -> None:
    body = "The allies agreed to cut tariffs on cars by half. " * 2 + "Steel tariffs stay where they are until the summer talks begin."
    texts = [s.text for s in find("Allies cut tariffs", body).summary]
    assert len(texts) == len(set(texts))


def test_no_text_has_no_summary() -> None:
    assert find("Title only").summary == ()
