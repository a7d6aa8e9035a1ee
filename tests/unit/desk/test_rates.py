"""What is unusual: figures worked out by hand."""

from __future__ import annotations

import pytest

from bot.desk.rates import Rate, at_most, rate, spread
from bot.model import Watch

TWENTY_DAYS = [5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14]
EVEN = [10] * 20


@pytest.mark.parametrize(("count", "expected"), [(-1, 0.0), (0, 0.25), (1, 0.5), (2, 0.6875)])
def test_the_chance_of_so_few_is_that_of_two_failures_of_a_coin(count: int, expected: float) -> None:
    """Mean 2 and variance 4 are the heads before the second tail: 1/4, 2/8, 3/16."""
    assert at_most(count, 2.0, 4.0) == pytest.approx(expected)


def test_spread_is_the_mean_with_half_an_article_and_the_sample_variance_for_one_more_day() -> None:
    """Mean (20 + .5) / 4; squares 9 + 1 + 1 + 9 = 20, by 3, times 5/4."""
    assert spread([2, 4, 6, 8]) == (pytest.approx(5.125), pytest.approx(20 / 3 * 1.25))


def test_three_days_in_twenty_at_either_end_are_drawn_in() -> None:
    """0 and 100 count as 5: ten fives vary by nothing, so the variance is that of chance, 5.05 times 11/10."""
    assert spread([0, 5, 5, 5, 5, 5, 5, 5, 5, 100]) == (pytest.approx(5.05), pytest.approx(5.555))


def test_usual_is_where_four_days_of_five_lie() -> None:
    """Of twenty days the second and the eighteenth."""
    assert rate(9, TWENTY_DAYS) == Rate(9, 6, 12)


@pytest.mark.parametrize(
    ("count", "usual", "watch"),
    [
        (41, TWENTY_DAYS, Watch.SURGE),
        (18, TWENTY_DAYS, None),  # less than twice the mean of 9.1
        (8, [0] * 20, Watch.SURGE),
        (7, [0] * 20, None),  # too few to be news
        (30, [2, 18] * 10, None),  # three times the mean, but it comes and goes
        (25, [10] * 17 + [90, 95, 99], Watch.SURGE),  # an earlier surge hides no new one
    ],
    ids=["usfk", "busy day", "from nothing", "seven", "restless", "after a surge"],
)
def test_a_surge_is_far_above_both_the_mean_and_what_chance_brings(count: int, usual: list[int], watch: Watch | None) -> None:
    found = rate(count, usual)
    assert found is not None
    assert found.watch is watch


@pytest.mark.parametrize(
    ("count", "usual", "watch"),
    [
        (0, EVEN, Watch.SILENCE),  # Poisson: e^-10 = .00005
        (3, EVEN, None),  # a third, but Poisson gives .01
        (0, [4] * 20, None),  # of four a day nobody misses a day
        (0, [2, 18] * 10, None),
    ],
    ids=["nothing", "a third", "rare", "restless"],
)
def test_a_silence_is_far_below(count: int, usual: list[int], watch: Watch | None) -> None:
    found = rate(count, usual)
    assert found is not None
    assert found.watch is watch


def test_no_silence_is_told_where_it_cannot_be_known_or_all_is_quiet() -> None:
    assert rate(0, EVEN, can_be_silent=False) == Rate(0, 10, 10)
    assert rate(0, EVEN, share=0.4) == Rate(0, 10, 10)  # of 4 a day, as on a holiday
    assert rate(0, EVEN, share=0.9) == Rate(0, 10, 10, Watch.SILENCE)


def test_three_days_are_too_few() -> None:
    assert rate(50, [1, 2, 3]) is None
    assert rate(50, [1, 2, 3, 2]) == Rate(50, 1, 3, Watch.SURGE)
