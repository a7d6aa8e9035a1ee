"""Hostile feeds, all at once: each comes to what it must, harms no other, and the page about them says so."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.desk.cards.feeds import errors
from bot.desk.cards.notices import notice
from bot.desk.notices import FeedTrouble, OfFeed
from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.model import FeedState
from tests.fakes.polling import NOON
from tests.flows.hostile_case import Case
from tests.flows.hostile_cases import CASES
from tests.flows.hostile_feeds import PAGE, Outcomes, page, poll_all
from tests.golden.dump import dump

ENGLISH = re.compile(r"[A-Za-z]+(?:[ ,]+[A-Za-z]+){2,}")
"""Three Latin words in a row; outlets' names, RSS and HTTP stand alone."""

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


@pytest.mark.parametrize("case", [case for case in CASES if case.cause is not None], ids=lambda case: case.name)
async def test_its_admins_are_told_in_korean_and_in_nothing_else(outcomes: Outcomes, case: Case) -> None:
    health = outcomes.of[case.name].health
    reader = Reader(load_phrases(), "ko", ZoneInfo("Asia/Seoul"), NOON)
    trouble = FeedTrouble.GONE if health.state is FeedState.GONE else FeedTrouble.FAILING
    for card in (notice(OfFeed(trouble, health), reader), errors([health], reader)):
        shown = dump(card).partition("\n")[2]
        assert health.last_error_detail is not None
        assert reader.failure(health.last_error_detail) in shown
        assert not ENGLISH.search(shown.replace(health.spec.id, "").replace(health.spec.url, "")), shown


async def test_nothing_reached_the_inside_of_the_network(outcomes: Outcomes) -> None:
    assert outcomes.inside == 0


async def test_the_page_says_what_became_of_each(outcomes: Outcomes) -> None:
    assert page(outcomes) == PAGE.read_text("utf-8")
