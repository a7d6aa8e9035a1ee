"""Hostile feeds, all at once: each comes to what it must, harms no other, and the page about them says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytest_asyncio

from tests.flows.hostile_case import Case
from tests.flows.hostile_cases import CASES
from tests.flows.hostile_feeds import PAGE, Outcomes, page, poll_all

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    folder: Path = tmp_path_factory.mktemp("hostile")
    return await poll_all(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_each_comes_to_what_it_must(outcomes: Outcomes, case: Case) -> None:
    outcome = outcomes.of[case.name]
    assert outcome.cause == case.cause, outcome.health.last_error_detail
    if isinstance(case.titles, int):
        assert len(outcome.titles) == case.titles
    else:
        assert outcome.titles == case.titles
    assert case.asked in {None, outcome.asked}


async def test_nothing_reached_the_inside_of_the_network(outcomes: Outcomes) -> None:
    assert outcomes.inside == 0


async def test_the_page_says_what_became_of_each(outcomes: Outcomes) -> None:
    assert page(outcomes) == PAGE.read_text("utf-8")
