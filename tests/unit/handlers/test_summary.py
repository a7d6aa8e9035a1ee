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


def test_a_sentence_that_needs_the_one_before_is_not_chosen() -> None:
    body = (
        "Seoul and Washington agreed on Tuesday to cut tariffs on Korean cars to 15 percent. "
        "He said the tariffs on cars were the hardest part of the talks between Seoul and Washington. "
        "Steel stays under a 50 percent tariff until the two sides meet again in the autumn. "
        "The carmakers expect the tariff cut to save them two billion dollars a year."
    )
    chosen = [s.text for s in find("Seoul, Washington cut tariffs on cars", body).summary]
    assert not any(text.startswith("He ") for text in chosen)


def test_a_subtitle_and_a_caption_that_ends_on_a_noun_are_not_chosen() -> None:
    body = (
        "한미 관세 협상 타결, 남은 과제는 철강 관세 인하가 중요\n"
        "5일 서울에서 열린 한미 관세 협상 타결 발표에 나선 두 나라의 통상 장관.\n"
        "한미 양국이 자동차 관세를 15%로 낮추기로 합의했다고 정부가 5일 발표했다.\n"
        "철강 관세는 50%로 남아 두 나라가 가을에 다시 협상하기로 했다.\n"
        "업계는 이번 합의로 해마다 2조원의 부담을 덜 것으로 보고 있다."
    )
    chosen = [s.text for s in find("한미 관세 협상 타결", body).summary]
    assert len(chosen) == 3
    assert all(text.endswith("다.") for text in chosen)


def test_what_tells_of_a_picture_is_not_chosen() -> None:
    body = (
        "This photo shows the trade ministers of Seoul and Washington after the talks on car tariffs. "
        "Seoul and Washington agreed on Tuesday to cut tariffs on Korean cars to 15 percent. "
        "Steel stays under a 50 percent tariff until the two sides meet again in the autumn. "
        "The carmakers expect the tariff cut to save them two billion dollars a year."
    )
    assert not any("photo" in s.text for s in find("Seoul, Washington cut tariffs on cars", body).summary)
