"""Who is heard saying what, in both languages; what is no quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import Document, build_analyser
from handlers.findings import QuoteFinding
from handlers.ontology.load import load_ontology
from tests.unit.handlers.small import small_ontology

SPEECH = load_ontology().quotes
ANALYSER = build_analyser(replace(small_ontology(), quotes=SPEECH))


def quotes(body: str) -> list[QuoteFinding]:
    return list(ANALYSER.analyse(Document("", body)).findings.quotes)


def heard(body: str) -> list[tuple[str, str, bool]]:
    """(speaker, words, whether direct) of each quote."""
    return [(quote.speaker, quote.text, quote.is_direct) for quote in quotes(body)]


@pytest.mark.parametrize(
    "body",
    [
        '"The talks were useful to both sides," Donald Trump said.',
        "“The talks were useful to both sides,” said Donald Trump.",
        '"The talks were useful to both sides," U.S. President Donald Trump told reporters on Friday.',
        'Donald Trump said: "The talks were useful to both sides."',
        'Donald Trump told reporters, "The talks were useful to both sides."',
        '"The talks were useful to both sides," according to Donald Trump.',
        'Donald Trump met the press. "The talks were useful to both sides," he said.',
        '"The talks were useful to both sides," said Donald Trump, who met the press on Friday.',
    ],
)
def test_english_direct_speech(body: str) -> None:
    assert heard(body) == [("donald-trump", "The talks were useful to both sides", True)] or heard(body) == [
        ("donald-trump", "The talks were useful to both sides.", True)
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Donald Trump said that the tariffs would stay in place.",
        "Donald Trump said the tariffs would stay in place.",
        "Donald Trump said on Friday that the tariffs would stay in place.",
        "Donald Trump, speaking at the White House, said the tariffs would stay in place.",
        "Donald Trump told reporters that the tariffs would stay in place.",
        "According to Donald Trump, the tariffs would stay in place.",
        "Donald Trump praised the army and said that the tariffs would stay in place.",
        "Donald Trump arrived in Seoul. He added that the tariffs would stay in place.",
        "Donald Trump of the United States said the tariffs would stay in place.",
    ],
)
def test_english_reported_speech(body: str) -> None:
    assert ("donald-trump", "the tariffs would stay in place", False) in heard(body)


def test_an_english_clause_before_its_attribution() -> None:
    assert heard("The tariffs would stay in place, Donald Trump said on Friday.") == [
        ("donald-trump", "The tariffs would stay in place", False)
    ]
    assert heard("The tariffs would stay in place, according to Donald Trump.") == [
        ("donald-trump", "The tariffs would stay in place", False)
    ]


def test_a_participle_between_dashes_is_heard() -> None:
    body = "Donald Trump attacked the deal — claiming it costs far more than it brings — and flew home."
    assert heard(body) == [("donald-trump", "it costs far more than it brings", False)]


def test_a_statement_goes_on_behind_its_attribution_and_with_a_pronoun() -> None:
    body = '"We will keep our word," Donald Trump said. "The deal is signed."\n\n"Nobody doubts it any more," he added.'
    assert heard(body) == [
        ("donald-trump", "We will keep our word", True),
        ("donald-trump", "The deal is signed.", True),
        ("donald-trump", "Nobody doubts it any more", True),
    ]


def test_a_state_is_heard_through_its_officials() -> None:
    assert heard("South Korean officials said the exercise would go ahead as planned.") == [
        ("south-korea", "the exercise would go ahead as planned", False)
    ]


@pytest.mark.parametrize(
    "body",
    [
        'Donald Trump left the "peace talks" early.',
        '"Rock solid" is how many describe the alliance of the United States.',
        "Donald Trump is said to like the plan very much.",
        "Donald Trump did not say that the troops would leave.",
        'A professor in Seoul said the United States would pay. "It will be costly," she added.',
        '"The talks were useful to both sides," a bystander said.',
        "Donald Trump said so.",
        "It was unclear what Donald Trump wanted. The plan failed.",
    ],
)
def test_no_english_quote(body: str) -> None:
    assert heard(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '도널드 트럼프 대통령은 "협상은 양쪽에 도움이 됐다"고 말했다.',
        "도널드 트럼프 미국 대통령은 5일 “협상은 양쪽에 도움이 됐다”라고 강조했다.",
        '도널드 트럼프 대통령은 "협상은 양쪽에 도움이 됐다"며 곧 다시 만나겠다는 말을 남기고 떠났다.',
        '도널드 트럼프 대통령이 5일 "협상은 양쪽에 도움이 됐다"고 밝혔다.',
        '"협상은 양쪽에 도움이 됐다"고 도널드 트럼프 대통령이 밝혔다.',
        '도널드 트럼프 대통령이 왔다. 그는 "협상은 양쪽에 도움이 됐다"고 말했다.',
        "도널드 트럼프 대통령은 「협상은 양쪽에 도움이 됐다」고 말했다.",
    ],
)
def test_korean_direct_speech(body: str) -> None:
    assert heard(body) == [("donald-trump", "협상은 양쪽에 도움이 됐다", True)]


@pytest.mark.parametrize(
    "body",
    [
        "도널드 트럼프 대통령은 관세를 그대로 두겠다고 밝혔다.",
        "도널드 트럼프 대통령은 이날 관세를 그대로 두겠다고 거듭 말했다.",
        "도널드 트럼프 대통령은 기자회견에서 관세를 그대로 두겠다고 했다.",
        "관세를 그대로 두겠다고 도널드 트럼프 대통령이 전했다.",
        "도널드 트럼프 대통령은 관세를 그대로 두겠다는 입장을 되풀이했다.",
        "도널드 트럼프 대통령이 왔다. 그는 관세를 그대로 두겠다고 강조했다.",
    ],
)
def test_korean_reported_speech(body: str) -> None:
    assert heard(body) == [("donald-trump", "관세를 그대로 두겠다", False)]


def test_a_korean_sentence_without_a_subject_goes_on_with_the_speaker() -> None:
    body = '도널드 트럼프 대통령은 "협상은 도움이 됐다"고 말했다. 이어 "곧 다시 만나겠다"고 덧붙였다.'
    assert [quote.speaker for quote in quotes(body)] == ["donald-trump", "donald-trump"]


def test_two_quotations_of_one_korean_sentence() -> None:
    body = '도널드 트럼프 대통령은 "협상은 도움이 됐다"며 "곧 다시 만나겠다"고 말했다.'
    assert heard(body) == [("donald-trump", "협상은 도움이 됐다", True), ("donald-trump", "곧 다시 만나겠다", True)]


def test_a_korean_quotation_of_several_sentences_is_one() -> None:
    body = '도널드 트럼프 대통령은 "협상은 도움이 됐다. 곧 다시 만나겠다"고 말했다.'
    assert heard(body) == [("donald-trump", "협상은 도움이 됐다. 곧 다시 만나겠다", True)]


@pytest.mark.parametrize(
    "body",
    [
        '도널드 트럼프 대통령은 이른바 "황금 돔" 계획을 추진한다.',
        "도널드 트럼프 대통령이 방한할 것으로 알려졌다.",
        '한 시민은 "도널드 트럼프 대통령이 왔다"고 말했다.',
        "도널드 트럼프 대통령을 만난 교수는 관세가 그대로일 것이라고 말했다.",
        "도널드 트럼프 대통령은 마러라고 별장에서 회담을 했다.",
        "북한이 미사일을 발사했다고 전해졌다.",
    ],
)
def test_no_korean_quote(body: str) -> None:
    assert heard(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '"The talks were useful," Donald Trump said. Donald Trump said that the tariffs would stay in place.',
        '도널드 트럼프 대통령은 "협상은 도움이 됐다"고 말했다. 도널드 트럼프 대통령은 관세를 그대로 두겠다고 밝혔다.',
    ],
)
def test_spans_and_cues_are_words_of_the_body(body: str) -> None:
    found = quotes(body)
    assert len(found) == 2
    assert all(body[quote.start : quote.end] == quote.text for quote in found)
    assert all(body[quote.cue.start : quote.cue.end] == quote.cue.text for quote in found)


def test_captions_are_not_heard() -> None:
    assert heard('FILE PHOTO: "The talks were useful to both sides," Donald Trump said in Seoul.\n') == []


def test_at_most_forty_quotes() -> None:
    assert len(quotes('"The talks were useful to both sides," Donald Trump said.\n' * 60)) == 40
