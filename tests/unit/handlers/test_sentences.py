"""Where sentences end in English and Korean."""

from __future__ import annotations

import itertools

import pytest

from handlers.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. and S. Korea signed the deal on Jan. 4 in Seoul.",
        "Mr. Kim met Gen. Brunson of the U.S. Army at 3 p.m. yesterday.",
        "N.K. leader Donald J. Trump said tariffs rose 3.5 percent.",
        "정부는 “협상은 끝났다.”고 밝혔다.",
        "관세율은 15.5%로 낮아졌다.",
        "Both praised the South Korea-U.S. alliance and the U.S. President went home.",
        "The U.S. Cold War bases closed.",
        "PALM BEACH, Fla. — President Lee met reporters in Savannah, Ga. on Friday.",
        "RALEIGH, N.C. -- The plant opened.",
        "Each of them . . . will assist the other.",
        "협상은 끝났다…남은 것은 서명",
        '그는 "누가 믿겠나. 아무도 없는 것이냐"고 물었다.',
    ],
)
def test_an_inner_stop_ends_nothing(text: str) -> None:
    assert split(text) == [text]


def test_english_sentences() -> None:
    text = 'Talks ended in Washington. "We agreed," he said. Will it hold? Yes!'
    assert split(text) == ["Talks ended in Washington.", '"We agreed," he said.', "Will it hold?", "Yes!"]


def test_a_country_may_end_a_sentence() -> None:
    assert split("He flew to the U.S. The visit lasts a week.") == ["He flew to the U.S.", "The visit lasts a week."]


def test_korean_sentences() -> None:
    text = "북한이 미사일을 쐈다. 군은 대비 태세를 높였습니다. 왜 지금일까? 답은 없다."
    assert split(text) == ["북한이 미사일을 쐈다.", "군은 대비 태세를 높였습니다.", "왜 지금일까?", "답은 없다."]


def test_korean_sentences_run_together() -> None:
    assert split("회담이 열렸다.양측은 합의했다.") == ["회담이 열렸다.", "양측은 합의했다."]


def test_a_korean_quotation_of_whole_sentences_stays_in_its_sentence() -> None:
    assert split('그는 "동맹은 굳건하다"며 "걱정 없다"고 말했다. 이어 떠났다.') == [
        '그는 "동맹은 굳건하다"며 "걱정 없다"고 말했다.',
        "이어 떠났다.",
    ]


@pytest.mark.parametrize("second", ["3국은 곧 다시 만난다.", "❷ 관세 협상 타결", "/가상통신 제공", "※ 알립니다"])
def test_a_korean_ending_ends_a_sentence_whatever_follows_unspaced(second: str) -> None:
    assert split("회의가 끝났다." + second) == ["회의가 끝났다.", second]


def test_an_english_sentence_glued_to_the_next() -> None:
    assert split("It starts on Nov. 17.Officials agreed.The talks go on.") == [
        "It starts on Nov. 17.",
        "Officials agreed.",
        "The talks go on.",
    ]
    assert split("Fines will rise.[REPORT]This boat was seized.") == ["Fines will rise.", "[REPORT]This boat was seized."]


def test_sentences_inside_an_english_quotation_are_apart() -> None:
    assert split('"We agreed. The rest is paper," she said.') == ['"We agreed.', 'The rest is paper," she said.']


def test_a_line_break_ends_a_sentence() -> None:
    assert split("Headline without a stop\n\nThe text begins.") == ["Headline without a stop", "The text begins."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "?!"])
def test_text_without_words_does_no_harm(text: str) -> None:
    assert "".join(split(text)) == text.strip()


def test_spans_are_in_order_apart_and_without_space_around() -> None:
    text = "  One here.  Two there.\n Three. "
    spans = split_sentences(text)
    assert [text[span.start : span.end] for span in spans] == ["One here.", "Two there.", "Three."]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
