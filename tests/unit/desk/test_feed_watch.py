"""Who is told of a feed in trouble, when, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.feed_watch import FEW_FEEDS, LONG, MANY_FAILURES, RECENT, FeedWatch, notice_keys, returns
from bot.errors import StoreUnavailableError
from bot.model import DeliveryIntent, Destination, FeedHealth, FeedState, Purpose
from tests.fakes.polling import SetClock
from tests.unit.desk.records import NEWS, NOW, TRADE
from tests.unit.desk.test_notices import FEED

WELL = replace(FEED, failures=0, last_success_at=NOW)


def named(feed: FeedHealth, name: str) -> FeedHealth:
    return replace(feed, spec=replace(feed.spec, id=name))


@pytest.mark.parametrize(
    ("feed", "kinds"),
    [
        (FEED, ["feed-failing"]),
        (replace(FEED, last_success_at=NOW - LONG + timedelta(minutes=1)), []),
        (replace(FEED, last_success_at=None, failures=MANY_FAILURES), ["feed-failing"]),
        (replace(FEED, last_success_at=None, failures=MANY_FAILURES - 1), []),
        (replace(FEED, state=FeedState.PAUSED), []),
        (replace(FEED, state=FeedState.GONE), ["feed-gone"]),
        (replace(WELL, moved_from="https://old.example/rss"), ["feed-moved"]),
        (WELL, []),
    ],
)
def test_what_is_told_of_a_feed(feed: FeedHealth, kinds: list[str]) -> None:
    assert [key.partition(":")[0] for key in notice_keys([feed], NOW)] == kinds


def test_an_outage_has_one_key_and_the_next_another() -> None:
    later = notice_keys([replace(FEED, failures=40)], NOW + timedelta(days=9))
    assert later == notice_keys([FEED], NOW)
    again = replace(FEED, last_success_at=NOW + timedelta(days=1))
    assert notice_keys([again], NOW + timedelta(days=9)) != later


def test_where_most_feeds_fail_it_is_the_desks_own_connection() -> None:
    many = [named(FEED, f"feed-{number}") for number in range(FEW_FEEDS + 1)]
    assert notice_keys(many, NOW) == ()
    assert len(notice_keys(many[:FEW_FEEDS], NOW)) == FEW_FEEDS
    mostly_well = [*many, *(named(WELL, f"well-{number}") for number in range(FEW_FEEDS + 2))]
    assert len(notice_keys(mostly_well, NOW)) == FEW_FEEDS + 1


class Queue:
    """The feed, and what was queued."""

    def __init__(self) -> None:
        self.intents: list[DeliveryIntent] = []
        self.feed = FEED
        self.told: list[tuple[Destination, str]] = []

    async def feeds(self) -> list[FeedHealth]:
        return [self.feed]

    async def told_outages(self) -> list[tuple[Destination, str]]:
        return self.told

    async def queue(self, intents: list[DeliveryIntent]) -> None:
        self.intents += intents


@pytest.mark.parametrize("admins", [(), (NEWS,), (NEWS, TRADE)])
async def test_each_admin_is_told(admins: tuple[Destination, ...]) -> None:
    queue = Queue()
    await FeedWatch(queue, SetClock(NOW), admins=admins, language="ko").tell()  # type: ignore[arg-type]
    assert [(one.destination, one.purpose, one.language) for one in queue.intents] == [(admin, Purpose.NOTICE, "ko") for admin in admins]


OUTAGE = (NEWS, "feed-failing:herald:20261122T0900")
BACK = replace(FEED, failures=0, last_success_at=NOW, last_error_at=NOW - timedelta(hours=20))


async def test_who_was_told_of_an_outage_is_told_of_its_end_and_nobody_else() -> None:
    queue = Queue()
    queue.feed, queue.told = BACK, [OUTAGE, (replace(NEWS, channel="no-admin-now"), OUTAGE[1])]
    await FeedWatch(queue, SetClock(NOW), admins=(NEWS, TRADE), language="ko").tell()  # type: ignore[arg-type]
    assert [(one.destination, one.dedup_key, one.language) for one in queue.intents] == [(NEWS, "feed-back:herald:20261122T0900", "ko")]


@pytest.mark.parametrize(
    "feed",
    [
        FEED,
        replace(BACK, state=FeedState.PAUSED),
        replace(BACK, spec=replace(BACK.spec, id="another")),
        replace(BACK, last_success_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC)),  # its address was changed, and it was not read since
        replace(BACK, last_error_at=NOW - RECENT - timedelta(minutes=1)),
    ],
    ids=["still fails", "paused", "another", "not read since", "long ago"],
)
def test_a_feed_that_is_not_back_is_not_said_to_be(feed: FeedHealth) -> None:
    assert returns([OUTAGE], [feed], NOW) == []


async def test_feeds_are_looked_at_every_few_minutes_and_again_after_a_store_that_failed() -> None:
    class Counting(Queue):
        looks = 0
        fails = False

        async def feeds(self) -> list[FeedHealth]:
            self.looks += 1
            if self.fails:
                raise StoreUnavailableError("The file is gone.")
            return []

    queue, clock = Counting(), SetClock(NOW)
    watch = FeedWatch(queue, clock, admins=(NEWS,), language="ko")  # type: ignore[arg-type]
    for _ in range(3):
        await watch.tell_now_and_then()
    assert queue.looks == 1
    clock.move(minutes=6)
    queue.fails = True
    with pytest.raises(StoreUnavailableError):
        await watch.tell_now_and_then()
    queue.fails = False
    await watch.tell_now_and_then()
    assert queue.looks == 3
