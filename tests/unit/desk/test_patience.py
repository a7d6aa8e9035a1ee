"""A site that keeps the desk waiting is not asked for every page; a site that answers always is."""

from __future__ import annotations

import asyncio

from bot.desk.patience import PatientPages
from bot.desk.ports import Page
from tests.fakes.desk_parts import KeptPages, SetClock
from tests.unit.desk.records import NOW

SLOW = [f"https://slow.example/{number}" for number in range(6)]
QUICK = "https://quick.example/1"


def patient(pages: KeptPages, clock: SetClock, *, at_once: int = 4) -> PatientPages:
    return PatientPages(pages, clock, at_once=at_once, seconds=0.05)


async def test_a_site_that_hangs_rests_and_is_asked_again_later() -> None:
    pages, clock = KeptPages(), SetClock(NOW)
    pages.hangs = set(SLOW)
    patience = patient(pages, clock, at_once=2)
    await asyncio.gather(*map(patience.page, SLOW))
    before = len(pages.asked)
    assert not isinstance(await patience.page(SLOW[0]), Page)
    assert len(pages.asked) == before
    clock.pass_by(minutes=6)
    pages.hangs, pages.pages = set(), {SLOW[0]: "There it is."}
    assert isinstance(await patience.page(SLOW[0]), Page)


async def test_other_sites_are_asked_while_one_rests() -> None:
    pages, clock = KeptPages({QUICK: "A page."}), SetClock(NOW)
    pages.hangs = set(SLOW)
    patience = patient(pages, clock)
    await patience.page(SLOW[0])
    assert isinstance(await patience.page(QUICK), Page)


async def test_a_page_that_fails_quickly_lets_its_site_not_rest() -> None:
    pages, clock = KeptPages({SLOW[1]: "A page."}), SetClock(NOW)
    patience = patient(pages, clock)
    assert not isinstance(await patience.page(SLOW[0]), Page)
    assert isinstance(await patience.page(SLOW[1]), Page)


async def test_a_site_that_gave_a_page_just_now_does_not_rest_for_one_that_hangs() -> None:
    pages, clock = KeptPages({SLOW[1]: "A page.", SLOW[2]: "Another."}), SetClock(NOW)
    pages.hangs = {SLOW[0]}
    patience = patient(pages, clock)
    assert isinstance(await patience.page(SLOW[1]), Page)
    await patience.page(SLOW[0])
    assert isinstance(await patience.page(SLOW[2]), Page)


async def test_an_address_that_cannot_be_read_is_handed_on() -> None:
    pages = KeptPages()
    assert not isinstance(await patient(pages, SetClock(NOW)).page("http://[half"), Page)
    assert pages.asked == [("http://[half", False)]
