"""The tokenizer: what is cut in the same way is found, in both languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.tokens import MOST_TOKENS, Term, Tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("missiles", ["missil"]),
        ("Missile", ["missil"]),
        ("한미동맹", ["한미", "미동", "동맹"]),
        ("동맹", ["동맹"]),
        ("북", ["북"]),
        ("北美", ["北", "美"]),
        ("尹대통령", ["尹", "대통", "통령"]),
        ("THAAD를", ["thaad", "를"]),
        ("F-35A", ["f", "35a"]),
        ("3,500억 달러", ["3500", "억", "달러"]),
        ("2026.3.1", ["2026", "3", "1"]),
        ("Trump’s", ["trump"]),
        ("Trump's", ["trump"]),
        ("Café São", ["cafe", "sao"]),
        ("a_b…c", ["a", "b", "c"]),
        ("!?—「」", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_stems_bigrams_hanja_and_numbers(tokenizer: Tokenizer, text: str, tokens: list[str]) -> None:
    assert tokenizer.tokens(text) == tokens


def test_decomposed_hangul_is_the_same_as_composed(tokenizer: Tokenizer) -> None:
    assert tokenizer.tokens(unicodedata.normalize("NFD", "한미동맹")) == tokenizer.tokens("한미동맹")


def test_a_compatibility_hanja_is_the_unified_one(tokenizer: Tokenizer) -> None:
    assert tokenizer.tokens("\uf9e4") == [unicodedata.normalize("NFC", "\uf9e4")]
    assert tokenizer.tokens("\uf9e4") != ["\uf9e4"]


def test_a_question_is_one_term_a_run_and_asks_each_once(tokenizer: Tokenizer) -> None:
    assert tokenizer.terms("한미동맹 Missiles 북 美國 missile") == [
        Term(("한미", "미동", "동맹")),
        Term(("missil",)),
        Term(("북",), is_prefix=True),
        Term(("美", "國")),
    ]


def test_a_question_without_letters_asks_nothing(tokenizer: Tokenizer) -> None:
    assert tokenizer.terms('"*() -- \x00') == []


def test_a_very_long_text_is_cut_off(tokenizer: Tokenizer) -> None:
    assert len(tokenizer.tokens("word " * 2_000_000)) == MOST_TOKENS
    assert len(tokenizer.tokens("word " * 100, most=7)) == 7


@given(st.text())
def test_tokens_are_letters_and_digits_only_whatever_comes(text: str) -> None:
    for token in Tokenizer().tokens(text):
        assert token
        assert token.isalnum()
        assert len(token) <= 64


SYLLABLES = st.text(alphabet="가나다라마바사", max_size=6)


@given(SYLLABLES.filter(lambda word: len(word) > 1), SYLLABLES, SYLLABLES)
def test_a_hangul_word_is_found_inside_any_compound(word: str, before: str, after: str) -> None:
    tokenizer = Tokenizer()
    (term,) = tokenizer.terms(word)
    tokens = tuple(tokenizer.tokens(before + word + after))

    assert any(tokens[i : i + len(term.tokens)] == term.tokens for i in range(len(tokens)))


@given(st.text(max_size=60))
def test_every_question_finds_the_text_that_it_was_taken_from(text: str) -> None:
    tokenizer = Tokenizer()
    tokens = tokenizer.tokens(text)

    for term in tokenizer.terms(text):
        assert set(term.tokens) <= set(tokens)
