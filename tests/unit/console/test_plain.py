"""What a terminal is given is text and nothing that it obeys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.console.plain import columns, cut, visible


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b2Jgone", "gone"),
        ("\x1bPdevice\x1b\\rest", "rest"),
        ("\x1bcreset", "reset"),
        ("bell\x07 back\x08space", "bell backspace"),
        ("one\r\ntwo\tthree\x0bfour", "one two three four"),
        ("abc\u202edcba", "abcdcba"),
        ("\u2066isolated\u2069", "isolated"),
        ("zero\ufeffwidth", "zerowidth"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("\x1b[\x1b[31m31mnested", "31mnested"),
    ],
)
def test_what_a_terminal_obeys_is_taken_out(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


def test_korean_hanja_and_emoji_stay_as_they_are() -> None:
    assert visible("美 국방장관 “동맹” 👩\u200d✈️") == "美 국방장관 “동맹” 👩\u200d✈️"


@given(st.text(max_size=200))
def test_no_control_or_formatting_character_survives(text: str) -> None:
    left = {unicodedata.category(character) for character in visible(text) if character not in "\u200c\u200d"}
    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_text_of_two_million_characters_is_cut() -> None:
    assert len(visible("가" * 2_000_000)) == 20_001


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("한미동맹", 8), ("한미 ROK", 8), ("e\u0301", 1), ("\u1112\u1161\u11ab", 2), ("", 0)]
)
def test_wide_letters_take_two_cells_and_combining_ones_none(text: str, cells: int) -> None:
    assert columns(text) == cells


@given(st.text(min_size=1, max_size=60), st.integers(min_value=2, max_value=20))
def test_cutting_keeps_every_character_and_fits(text: str, width: int) -> None:
    head, rest = cut(text, width)
    assert head + rest == text
    assert head
    assert columns(head) <= width
