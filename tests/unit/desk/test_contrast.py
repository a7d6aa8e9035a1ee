"""When a few articles make a difference."""

from __future__ import annotations

from math import isclose, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.contrast import Count, is_told, z_score

groups = st.integers(1, 60).flatmap(lambda articles: st.builds(Count, st.integers(0, articles), st.just(articles)))


def test_the_score_is_that_of_the_formula() -> None:
    """Two of two against none of two: the prior is one half of an article with it and one half without, on each side."""
    expected = (log(2.5 / 0.5) - log(0.5 / 2.5)) / sqrt(1 / 2.5 + 1 / 0.5 + 1 / 0.5 + 1 / 2.5)
    assert isclose(z_score(Count(2, 2), Count(0, 2)), expected)


@given(groups, groups)
def test_the_score_of_the_other_side_is_its_opposite(here: Count, there: Count) -> None:
    assert isclose(z_score(here, there), -z_score(there, here), abs_tol=1e-9)


@given(groups, groups)
def test_what_is_told_of_one_side_is_never_told_of_the_other(here: Count, there: Count) -> None:
    assert not (is_told(here, there) and is_told(there, here))


@given(st.integers(2, 30))
def test_more_articles_make_a_difference_surer(articles: int) -> None:
    assert z_score(Count(articles + 1, articles + 1), Count(0, articles)) > z_score(Count(articles, articles), Count(0, articles))


@pytest.mark.parametrize(
    ("here", "there"),
    [((2, 2), (0, 2)), ((3, 3), (0, 3)), ((2, 3), (0, 3)), ((8, 10), (1, 10)), ((5, 10), (0, 5))],
)
def test_a_clear_difference_is_told(here: tuple[int, int], there: tuple[int, int]) -> None:
    assert is_told(Count(*here), Count(*there))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ((1, 1), (0, 5)),  # one author
        ((2, 2), (0, 1)),  # one article cannot leave out for a side
        ((2, 2), (0, 0)),
        ((2, 6), (0, 6)),  # most of the side leave it out too
        ((2, 4), (0, 2)),  # chance would often put them so
        ((4, 4), (2, 4)),  # half of the others have it
        ((3, 3), (3, 3)),
    ],
)
def test_too_little_is_not_told(here: tuple[int, int], there: tuple[int, int]) -> None:
    assert not is_told(Count(*here), Count(*there))
