"""Which words speak of the two countries' relation, which way round, and what becomes of them. The vocabulary is the test's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import Analyser, Document, build_analyser
from handlers.boilerplate import Boilerplate
from handlers.findings import Findings
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.ontology.records import Wording
from handlers.reading import read
from handlers.tone.evidence import Evidence
from handlers.tone.features import NAMES, figures
from handlers.tone.handler import LABELS, ToneHandler, probabilities
from handlers.tone.weights import WEIGHTS
from tests.unit.handlers.small import small_ontology

WORDINGS = (
    Wording("close", "cooperation", 1.0, ("reaffirmed", "close cooperation", "공조", "굳건", "합의했")),
    Wording("parted", "friction", 1.0, ("dispute", "pressure", "갈등", "압박", "반발"), ("대북 압박",)),
    Wording("over", "relief", 1.0, ("resolved", "해소")),
    Wording("fails", "undoing", 1.0, ("failed", "무산")),
    Wording("two", "both", 1.0, ("alliance", "동맹")),
    Wording("their voice", "north-voice", 1.0, ("puppet", "괴뢰")),
)


def evidence(title: str, body: str = "") -> tuple[Evidence, Findings]:
    ontology = replace(small_ontology(), tone=WORDINGS)
    document = Document(title, body)
    findings = build_analyser(ontology).analyse(document).findings
    reading = read(document.clean(), Gazetteer(forms_of(ontology)), Boilerplate())
    return ToneHandler(ontology).evidence(reading, findings), findings


def senses(body: str) -> list[tuple[str, str]]:
    """The words that count for the relation, with their sense."""
    found, _ = evidence("", body)
    return [(one.sense, one.mention.text) for one in found.signals if one.sides == 2 and not one.is_foreign]


@pytest.mark.parametrize(
    ("body", "sense"),
    [
        ("South Korea and the United States reaffirmed the pact.", "cooperation"),
        ("A dispute between Seoul and Washington over cars grew.", "friction"),
        ("한국과 미국은 굳건한 관계를 확인했다.", "cooperation"),
        ("한국과 미국의 갈등이 커졌다.", "friction"),
        ("한미 공조를 논의했다.", "cooperation"),
    ],
)
def test_words_count_where_both_sides_stand(body: str, sense: str) -> None:
    assert [found for found, _ in senses(body)] == [sense]


@pytest.mark.parametrize(
    "body",
    [
        "Japan and China reaffirmed the pact.",
        "A dispute between two actors in Jeonju grew.",
        "일본과 중국의 갈등이 커졌다.",
        "여야 갈등이 커졌다.",
    ],
)
def test_words_about_others_do_not_count(body: str) -> None:
    assert senses(body) == []


def test_a_sentence_on_the_alliance_and_one_side_concerns_both() -> None:
    assert senses("The alliance reaffirmed what Seoul had asked for. South Korea wants more.") == [("cooperation", "reaffirmed")]
    assert senses("한국은 동맹 공조를 말했다.") == [("cooperation", "공조")]


def test_friction_with_the_north_is_kept_apart() -> None:
    found, _ = evidence("", "South Korea and the United States put pressure on North Korea.")
    assert [(one.sense, one.is_foreign) for one in found.signals] == [("friction", True)]
    found, _ = evidence("", "한국과 미국은 북한의 반발에도 만났다.")
    assert [(one.sense, one.is_foreign) for one in found.signals] == [("friction", True)]


@pytest.mark.parametrize(
    "body",
    [
        "There is no dispute between South Korea and the United States.",
        "South Korea and the United States resolved the dispute.",
        "한국과 미국은 갈등을 해소했다.",
        "한국과 미국 사이에 갈등은 없다.",
    ],
)
def test_friction_that_is_denied_or_over_counts_for_closeness(body: str) -> None:
    assert [sense for sense, _ in senses(body)] == ["cooperation"]


@pytest.mark.parametrize(
    "body",
    [
        "South Korea and the United States have not reaffirmed the pact.",
        "The close cooperation failed between South Korea and the United States.",
        "한국과 미국의 공조가 무산됐다.",
        "한국과 미국은 공조하지 않았다.",
    ],
)
def test_closeness_that_fails_counts_for_friction(body: str) -> None:
    assert [sense for sense, _ in senses(body)] == ["friction"]


def test_what_turned_round_weighs_half() -> None:
    found, _ = evidence("", "There is no dispute between South Korea and the United States.")
    assert [one.weight for one in found.signals] == [0.5]


def test_a_word_inside_an_exception_does_not_count() -> None:
    assert senses("한국과 미국은 대북 압박을 말했다.") == []
    assert senses("미국은 한국을 압박했다.") == [("friction", "압박")]


def test_the_norths_own_voice_is_measured() -> None:
    found, _ = evidence("", "The puppet army will see. The puppet army trembles.")
    assert found.north == 2.0
    assert evidence("", "The army will see.")[0].north == 0.0


def test_a_negation_further_off_turns_nothing() -> None:
    assert senses("There is no gap in the close cooperation between Seoul and Washington.") == [("cooperation", "close cooperation")]


def test_closeness_that_the_norths_own_voice_tells_of_is_not_counted() -> None:
    told = "South Korea and the United States reaffirmed the pact. "
    assert figures(*evidence("", told))[NAMES.index("cooperation")] > 0
    assert figures(*evidence("", told + "The puppet army of puppet generals trembles."))[NAMES.index("cooperation")] == 0


def test_figures_have_their_names_and_a_word_that_comes_again_counts_less() -> None:
    once = figures(*evidence("", "Seoul and Washington reaffirmed the pact. " + "It rained. " * 5))
    twice = figures(*evidence("", "Seoul and Washington reaffirmed the pact. " * 2 + "It rained. " * 4))
    at = NAMES.index("cooperation")
    assert len(once) == len(NAMES)
    assert once[at] < twice[at] < 2 * once[at]


def test_weights_have_a_row_a_label_and_a_column_a_figure() -> None:
    assert [len(row) for row in WEIGHTS] == [len(NAMES)] * len(LABELS)


def test_probabilities_sum_to_one_even_for_large_figures() -> None:
    shares = probabilities([900.0] * len(NAMES), WEIGHTS)
    assert sum(shares) == pytest.approx(1.0)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return build_analyser(load_ontology())


CASES = (
    (
        "cooperation",
        "South Korea and U.S. reaffirm ironclad alliance at defense talks",
        (
            "The defense chiefs of South Korea and the United States reaffirmed their ironclad alliance in Seoul. The two sides agreed to "
            "strengthen extended deterrence and to work closely. The U.S. defense secretary praised South Korea's part in the alliance."
        ),
    ),
    (
        "cooperation",
        "한미 국방장관, 굳건한 동맹 재확인…확장억제 강화 합의",
        (
            "한국과 미국 국방장관은 서울에서 회담하고 굳건한 한미동맹을 재확인했다. 양측은 확장억제를 강화하기로 합의하고 "
            "긴밀한 공조를 이어가기로 했다. 미국 장관은 한국의 기여를 높이 평가했다."
        ),
    ),
    (
        "friction",
        "Seoul protests U.S. tariff threat as trade dispute deepens",
        (
            "South Korea protested what it called an unfair tariff threat by the United States, deepening a trade dispute between the two. "
            "Washington demanded that Seoul open its market and threatened to impose tariffs of 25 percent. Seoul accused Washington of "
            "one-sided pressure."
        ),
    ),
    (
        "friction",
        "미국 관세 압박에 정부 반발…한미 통상 갈등 격화",
        (
            "미국이 한국산 자동차에 고율 관세를 부과하겠다고 압박하자 한국 정부가 부당한 조치라며 반발했다. "
            "한미 통상 갈등이 커지고 있다. 정부는 미국에 항의하고 일방적 관세 부과에 유감을 밝혔다."
        ),
    ),
    (
        "neutral",
        "North Korea fires ballistic missile into East Sea",
        "North Korea fired a ballistic missile toward the East Sea, South Korea's military said. The missile flew 600 kilometers.",
    ),
    (
        "neutral",
        "북한, 동해상으로 탄도미사일 발사",
        "북한이 동해상으로 탄도미사일을 발사했다고 합동참모본부가 밝혔다. 미사일은 600㎞를 날았다.",
    ),
    ("neutral", "New noodle bar opens in Jeonju", "A noodle bar opened in Jeonju. Guests queued for an hour. The soup is spicy."),
    ("neutral", "전주에 새 국숫집", "전주에 새 국숫집이 문을 열었다. 손님들은 한 시간을 기다렸다."),
)


@pytest.mark.parametrize(("label", "title", "body"), CASES)
def test_plain_cases_have_their_tone(analyser: Analyser, label: str, title: str, body: str) -> None:
    findings = analyser.analyse(Document(title, body)).findings
    assert findings.tone.label == label
    assert 0.25 < findings.tone.score <= 1.0


def test_the_words_of_a_tone_stand_in_the_text_and_a_neutral_text_has_none(analyser: Analyser) -> None:
    for label, title, body in CASES:
        findings = analyser.analyse(Document(title, body)).findings
        texts = {"title": title, "body": body}
        assert bool(findings.tone_evidence) == (label != "neutral")
        assert all(texts[m.field][m.start : m.end] == m.text for m in findings.tone_evidence)
