"""The words of the verb ontology in a text: inflections, edges, exceptions, and the mistakes that its files may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers.events.verbs import Form, Vocabulary
from handlers.ontology.records import Act
from handlers.ontology.verbs import read_acts
from handlers.ontology.yamltext import Mistakes, Source

DOCS = Path(__file__).parents[4] / "docs"
ACTS = (
    Act("accuse", "ACCUSE", verbs=("condemn", "criticize"), nouns=("condemnation",), ko=("비난", "규탄"), not_in=("규탄대회",)),
    Act("meet", "CONSULT", verbs=("meet|met", "hold|held talks", "ban", "deny"), ko=("회담",), toward={"방미": "united-states"}),
)


def found(text: str, language: str) -> list[tuple[str, str, Form]]:
    return [(text[told.start : told.end], told.word.act.id, told.word.form) for told in Vocabulary(ACTS, language).scan(text)]


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("Japan condemns it", "condemns", Form.THIRD),
        ("Japan condemned it", "condemned", Form.PAST),
        ("Japan is criticizing it", "criticizing", Form.ING),
        ("they met", "met", Form.PAST),
        ("they held talks", "held talks", Form.PAST),
        ("a ban was banned", "banned", Form.PAST),
        ("Japan denied it", "denied", Form.PAST),
        ("Japan denies it", "denies", Form.THIRD),
        ("the condemnation", "condemnation", Form.NOUN),
    ],
)
def test_english_words_are_found_in_all_inflections(text: str, words: str, form: Form) -> None:
    assert (words, form) in [(text_, form_) for text_, _, form_ in found(text, "en")]


@pytest.mark.parametrize("text", ["a metal", "unmet", "the condemnations", "비난"])
def test_english_words_need_both_edges_and_their_language(text: str) -> None:
    assert found(text, "en") == []


def test_korean_stems_are_found_in_compounds_but_not_inside_their_exceptions() -> None:
    assert [text for text, _, _ in found("맹비난했다, 정상회담을, 규탄대회에서", "ko")] == ["비난", "회담"]


def test_what_one_act_excludes_may_be_the_word_of_another() -> None:
    acts = (Act("show", "MOBILIZE", ko=("공개",), not_in=("공개서한", "비공개")), Act("ask", "REQUEST", ko=("공개서한",)))
    told = Vocabulary(acts, "ko").scan("비공개 회의에서 공개서한을 읽고 무기를 공개했다")
    assert [one.word.act.id for one in told] == ["ask", "show"]


def test_a_word_may_hold_its_target() -> None:
    (told,) = Vocabulary(ACTS, "ko").scan("지난주 방미해")
    assert told.word.toward == "united-states"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("shout:\n  type: SHOUT\n  verbs: [shout]", "no event type"),
        ("shout:\n  type: ACCUSE\n  shape: loud\n  verbs: [shout]", "no shape"),
        ("shout:\n  type: ACCUSE", "has no words"),
        ("shout:\n  verbs: [shout]", "`type` is missing"),
        ("shout:\n  type: ACCUSE\n  words: [shout]", "not known here"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(text: str, mistake: str) -> None:
    mistakes = Mistakes()
    source = Source("verbs/own.yaml", mistakes)
    list(read_acts(source, source.root(text.encode())))
    (first, *_) = mistakes.all()
    assert first.startswith("verbs/own.yaml:")
    assert mistake in first


def test_the_act_of_the_guide_loads_and_is_found() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", (DOCS / "add-a-verb.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    mistakes = Mistakes()
    source = Source("verbs/mine.yaml", mistakes)
    ((act, _),) = read_acts(source, source.root(block.encode()))
    assert mistakes.all() == ()
    (told,) = Vocabulary((act,), "en").scan("It sent home the envoy.")
    assert (told.word.act.type, told.word.form) == ("SANCTION", Form.PAST)
