"""Particles fit the word before them."""

from __future__ import annotations

import pytest

from bot.desk.phrases.korean import with_particle


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("한국", "은/는", "한국은"),
        ("미국", "이/가", "미국이"),
        ("나토", "은/는", "나토는"),
        ("관세", "을/를", "관세를"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("제주", "으로/로", "제주로"),
        ("서울", "과/와", "서울과"),
        ("3", "이/가", "3이"),
        ("2", "이/가", "2가"),
        ("10", "을/를", "10을"),
        ("‘관세’", "은/는", "‘관세’는"),
        ("(북한)", "은/는", "(북한)은"),
    ],
)
def test_the_particle_follows_the_last_sound(word: str, pair: str, expected: str) -> None:
    assert with_particle(word, pair) == expected


@pytest.mark.parametrize(("word", "expected"), [("NATO", "NATO은(는)"), ("", "은(는)"), ("美", "美은(는)")])
def test_both_forms_stand_where_the_sound_is_not_known(word: str, expected: str) -> None:
    assert with_particle(word, "은/는") == expected
