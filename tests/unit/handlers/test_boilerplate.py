"""What is set aside as caption, byline, slug, copyright line or advertisement, wherever it stands."""

from __future__ import annotations

import pytest

from handlers.boilerplate import Boilerplate, opening
from handlers.sentences import split_sentences


def kept(text: str) -> list[str]:
    """The sentences that are no boilerplate."""
    spans = split_sentences(text)
    return [text[span.start : span.end] for span, flag in zip(spans, Boilerplate().flags(text, spans), strict=True) if not flag]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Allies meet in Seoul",
        "Sign up for our weekly newsletter.",
        "Subscribe to continue reading the story.",
        "FILE PHOTO: Two ministers shake hands in Seoul.",
        "The two ministers, from left, at the ministry in Seoul.",
        "AP Photo/Jane Roe",
        "(Reporting by Jane Roe; Editing by John Poe)",
        "EDITOR'S NOTE: This article was updated.",
        "(2nd LD)",
        "jane@wire.example(END)",
        "-0-",
        "###",
        "김하늘 기자 sky@wire.example",
        "무단 전재 및 재배포 금지",
        "<저작권자(c) 가상통신, 무단 전재-재배포 금지>",
        "[사진] 두 장관의 악수",
        "사진=가상통신 제공",
        "▲ 악수하는 두 나라 장관",
        "▲ 두 나라 장관이 5일 청사에서 손을 맞잡고 인사하고 있다.",
        "※ 여러분의 제보를 기다립니다.",
        "왼쪽부터 두 나라 장관과 대사가 인사를 나누고 있다.",
        "[영상편집 김하늘]",
    ],
)
def test_a_line_that_tells_nothing_is_set_aside_in_the_middle_of_a_text(line: str) -> None:
    text = f"The talks ended in Seoul on Friday.\n{line}\n양국은 관세를 낮추기로 합의했다."
    assert kept(text) == ["The talks ended in Seoul on Friday.", "양국은 관세를 낮추기로 합의했다."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry read more than one draft of the deal.",
        "Subscribers to the plan rose by a third last year.",
        "Seoul said the photo showed a launcher.",
        "▲ 정부는 관세 협상을 다음 달 다시 열기로 했다.",
        "정부는 사진을 공개하고 북한의 발사를 규탄했다.",
        "김하늘(사진) 장관은 5일 관세 협상이 끝났다고 밝혔다.",
    ],
)
def test_a_sentence_of_the_story_stays(sentence: str) -> None:
    assert kept(sentence) == [sentence]


def test_a_credit_makes_the_line_before_it_a_caption() -> None:
    text = "협상이 끝났다.\n두 장관이 서울에서 악수를 하고 있다. (외교부 제공) 2025.7.1/가상뉴스\n양국은 곧 다시 만난다."
    assert kept(text) == ["협상이 끝났다.", "양국은 곧 다시 만난다."]


def test_a_credit_glued_between_sentences_takes_only_its_caption() -> None:
    text = "두 장관이 서울에서 악수하고 있다(사진=가상통신)정부는 5일 협상을 마쳤다고 밝혔다."
    assert kept(text) == ["정부는 5일 협상을 마쳤다고 밝혔다."]


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [
        ("(서울=가상통신) 김하늘 기자 = ", "정부는 5일 협상을 마쳤다고 밝혔다."),
        ("[가상일보 김하늘 기자] ", "정부는 5일 협상을 마쳤다고 밝혔다."),
        ("[팜비치=AP/가상통신] 김하늘 기자 = ", "미국 대통령은 5일 협상을 마쳤다고 밝혔다."),
        ("WASHINGTON, Jan. 3 (Yonhap) -- ", "The allies ended their talks on Friday."),
        ("SEOUL, South Korea (AP) — ", "The allies ended their talks on Friday."),
        ("Pyongyang, July 8 (KCNA) -- ", "The ministry made public a statement."),
        ("(Reuters) - ", "The allies ended their talks on Friday."),
        ("US-talksAllies end talksBy Jane Roe SEOUL, Jan. 3 (Yonhap) -- ", "The allies ended their talks on Friday."),
        ("[LEAD]", "The allies ended their talks on Friday."),
        ("[가상경제] ", "정부는 5일 협상을 마쳤다고 밝혔다."),
        ("SEOUL, March 14 (Namsan) -- ", "The allies ended their talks on Friday."),
        ("WASHINGTON (The Harbour Herald) — ", "The allies ended their talks on Friday."),
        ("SEOUL — ", "The allies ended their talks on Friday."),
    ],
)
def test_dateline_and_byline_are_no_part_of_the_sentence(prefix: str, sentence: str) -> None:
    assert opening(prefix + sentence) == len(prefix)
    assert kept(prefix + sentence) == [prefix + sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The command (USFK) said that it had asked for more.",
        "NATO leaders met in Washington on Friday.",
        "한국과 미국(한미)은 합의했다.",
        "정부는 관세율(상호관세 = 15%)을 받아들였다.",
    ],
)
def test_a_sentence_without_a_dateline_begins_with_its_own_words(sentence: str) -> None:
    assert opening(sentence) == 0
