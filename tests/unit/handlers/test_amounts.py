"""Amounts have one value in both languages; what is no amount is left alone."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.fingerprint.amounts import MOST, amounts, placed


def counted(text: str) -> list[tuple[str, float]]:
    return [(unit, pytest.approx(value)) for unit, value, _, _ in amounts(text)]


@pytest.mark.parametrize(
    ("english", "korean", "unit", "value"),
    [
        ("Seoul will invest $350 billion.", "정부는 3,500억 달러를 투자한다.", "usd", 3.5e11),
        ("It is worth US$3.5bn.", "35억달러 규모다.", "usd", 3.5e9),
        ("a fund of 2.6 trillion won", "2조6천억 원 규모의 기금", "krw", 2.6e12),
        ("a duty of 25 percent", "25% 관세", "percent", 25.0),
        ("cut by a 0.25 percentage point", "0.25%포인트 내렸다", "points", 0.25),
        ("28,500 American troops stay", "주한미군 2만8천500명이 남는다", "people", 28_500.0),
        ("some 500 people came", "500여 명이 왔다", "people", 500.0),
        ("it flew 600 kilometers", "600㎞를 날았다", "km", 600.0),
        ("3 million tons of gas", "가스 300만t이 아니라 300만 톤", "tons", 3e6),
    ],
)
def test_an_amount_has_one_value_in_both_languages(english: str, korean: str, unit: str, value: float) -> None:
    assert counted(english) == [(unit, value)]
    assert counted(korean) == [(unit, value)]


@pytest.mark.parametrize(
    "text",
    [
        "On June 8, 2026, Section 232 applies for 10 years.",
        "Full until 2029, participants say.",
        "6월 8일 무역확장법 232조에 따라 오후 4시 32분",
        "B-1B bombers and F-35 jets, 30 of them",
        "제10전투비행단 5명령 3원칙",
        "It drove at 52 kilometers per hour.",
    ],
)
def test_dates_names_and_speeds_are_no_amounts(text: str) -> None:
    assert counted(text) == []


def test_the_same_amount_in_brackets_in_another_currency_is_not_counted_again() -> None:
    assert counted("1억 달러(약 1천380억 원)를 낸다") == [("usd", 1e8)]
    assert counted("It costs $1.9 billion (about 2.6 trillion won).") == [("usd", 1.9e9)]
    assert counted("1억 달러를 내고 2천억 원을 더 낸다") == [("usd", 1e8), ("krw", 2e11)]


def test_the_words_of_an_amount_are_those_of_the_text() -> None:
    text = "주가가 6~9% 떨어졌다"
    ((_, _, start, end),) = amounts(text)
    assert text[start:end] == "6~9%"


def test_amounts_know_whether_they_stand_in_title_lead_or_body() -> None:
    body = "Seoul pays $20 billion. Later it pays $30 billion."
    found = placed("A $10 billion plan", body, body.index("Later"))
    assert [(one.place, one.text) for one in found] == [("title", "$10 billion"), ("lead", "$20 billion"), ("body", "$30 billion")]


@settings(deadline=None)
@given(st.text(alphabet="0123456789,.조억만천백십 $%원달러명km~(약)", max_size=400))
def test_every_amount_of_any_text_is_a_finite_number(text: str) -> None:
    for _, value, start, end in amounts(text):
        assert isfinite(value)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("digit", ["9", "9,999", "9천조"])
def test_a_number_as_long_as_a_page_is_no_infinity(digit: str) -> None:
    assert all(isfinite(value) for _, value, _, _ in amounts("$" + digit * 2_000 + " billion"))


def test_a_table_of_numbers_is_cut() -> None:
    assert len(placed("", "$5 million, " * 500, 10)) == MOST
