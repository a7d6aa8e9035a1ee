"""Polling against a real server, with a store in memory and the real parser in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.errors import StoreError, StoreUnavailableError
from bot.model import Announce, ClaimedFeed, FailureCause, FeedSpec, PollChanged, PollFailed, PollUnchanged, Validators
from bot.pollers.answers import FetchAnswer, NotModified
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.flights import PollLimits
from bot.pollers.links import NO_LINKS, FeedLinks
from bot.pollers.poller import Poller
from tests.fakes.feed_server import FeedServer, Hang, Reply
from tests.fakes.polling import (
    BROKEN_WORKER,
    NOON,
    OUTLET,
    InlineParser,
    Item,
    MemoryFeedStore,
    SetClock,
    changed,
    failed,
    rss,
    spec,
    unchanged,
)


def items(*names: str) -> list[Item]:
    return [Item(f"Story {name}", f"https://daily.example/{name}", f"guid-{name}") for name in names]


def feed(*names: str) -> Reply:
    return Reply(rss(*items(*names)).encode(), etag=f'"{"-".join(names)}"')


def poller_of(store: MemoryFeedStore, fetcher: Fetcher, clock: SetClock, parser: InlineParser | None = None, **more: object) -> Poller:
    return Poller(store, fetcher, parser or InlineParser(), clock, chance=Random(1), **more)  # type: ignore[arg-type]


async def poll_again(poller: Poller, clock: SetClock, **later: float) -> int:
    clock.move(**(later or {"minutes": 11}))
    return await poller.poll_due()


def titles(store: MemoryFeedStore) -> list[str]:
    return [entry.title for entry in store.entries]


async def test_a_new_feeds_backlog_is_stored_and_not_announced(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("2", "1")))])
    assert await poller_of(store, fetcher, clock).poll_due() == 1
    (result,) = changed(store.results)
    assert result.announce is Announce.SILENT
    assert [entry.title for entry in result.entries] == ["Story 1", "Story 2"]
    assert (result.title, result.validators) == ("The Harbour Daily", Validators('"2-1"'))
    assert NOON < result.next_poll_at <= NOON + timedelta(minutes=10)


async def test_only_what_is_new_is_brought_and_announced(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1"), feed("3", "2", "1")))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    await poll_again(poller, clock)
    news = changed(store.results)[-1]
    assert ([entry.title for entry in news.entries], news.announce) == (["Story 2", "Story 3"], Announce.ALERT)


async def test_after_days_of_being_down_the_news_are_told_in_one_brief(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1"), feed("2", "1")))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    await poll_again(poller, clock, days=3)
    assert changed(store.results)[-1].announce is Announce.BRIEF


async def test_a_feed_that_is_not_due_is_left_alone(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1")))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    assert await poll_again(poller, clock, minutes=5) == 0
    assert len(server.requests) == 1


async def test_304_and_an_equal_body_are_not_parsed(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    without_etag = Reply(rss(*items("1")).encode())
    parser = InlineParser()
    store = MemoryFeedStore([spec(server.serve("/a", feed("1")), "a"), spec(server.serve("/b", without_etag), "b")])
    poller = poller_of(store, fetcher, clock, parser)
    await poller.poll_due()
    await poll_again(poller, clock)
    assert parser.jobs == 2
    assert [result.feed.spec.id for result in unchanged(store.results)] in (["a", "b"], ["b", "a"])
    assert server.seen("/a")[1].headers["If-None-Match"] == '"1"'


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(lambda: feed("1", "2", "3"), id="reordered"),
        pytest.param(lambda: Reply(rss(*(_dated(item) for item in items("3", "2", "1"))).encode()), id="re-dated"),
        pytest.param(lambda: Reply(rss(*items("3", "2", "1"), title="Renamed").encode()), id="renamed"),
        pytest.param(lambda: Reply(rss(*(_tracked(item) for item in items("3", "2", "1"))).encode()), id="tracking parameters"),
        pytest.param(lambda: feed("3"), id="shortened"),
    ],
)
async def test_a_feed_that_shuffles_its_items_repeats_none(
    server: FeedServer, fetcher: Fetcher, clock: SetClock, again: Callable[[], Reply]
) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("3", "2", "1"), again(), feed("4", "3", "2", "1")))])
    poller = poller_of(store, fetcher, clock)
    for _ in range(3):
        await poll_again(poller, clock)
    assert titles(store) == ["Story 1", "Story 2", "Story 3", "Story 4"]


def _dated(item: Item) -> Item:
    return Item(item.title, item.link, item.guid, datetime(2026, 11, 24, tzinfo=UTC))


def _tracked(item: Item) -> Item:
    return Item(item.title, f"{item.link}?utm_source=rss", item.guid)


async def test_undated_items_without_guids_and_links_are_told_once(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    bare = [Item("Talks resume"), Item("Tariffs fall")]
    first, second = Reply(rss(*bare).encode()), Reply(rss(Item("Envoy named"), *reversed(bare)).encode())
    store = MemoryFeedStore([spec(server.serve("/feed", first, second))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    await poll_again(poller, clock)
    assert sorted(titles(store)) == ["Envoy named", "Talks resume", "Tariffs fall"]


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (Reply(b"<!doctype html><html></html>", content_type="text/html"), FailureCause.HTML),
        (Reply(status=404), FailureCause.NOT_FOUND),
        (Reply(status=500), FailureCause.SERVER),
        (Reply(b"neither"), FailureCause.MALFORMED),
    ],
)
async def test_a_failure_is_recorded_with_its_cause_and_backs_off(
    server: FeedServer, fetcher: Fetcher, clock: SetClock, reply: Reply, cause: FailureCause
) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", reply))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    await poll_again(poller, clock)
    first, second = failed(store.results)
    assert {first.cause, second.cause} == {cause}
    assert second.next_poll_at - second.at > (first.next_poll_at - first.at) * 1.5


async def test_a_failed_feed_that_comes_back_loses_nothing(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1"), Reply(status=503), Reply(b"<html>"), feed("3", "2", "1")))])
    poller = poller_of(store, fetcher, clock)
    for _ in range(4):
        await poll_again(poller, clock, hours=1)
    assert titles(store) == ["Story 1", "Story 2", "Story 3"]
    assert [type(result) for result in store.results] == [PollChanged, PollFailed, PollFailed, PollChanged]


async def test_410_says_that_the_feed_is_gone(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", Reply(status=410)))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    assert failed(store.results)[0].gone
    assert await poll_again(poller, clock, days=30) == 0


async def test_429_is_left_alone_as_long_as_it_asks(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", Reply(status=429, headers={"Retry-After": "7200"})))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    assert await poll_again(poller, clock, minutes=119) == 0
    assert await poll_again(poller, clock, minutes=2) == 1


async def test_a_moved_feed_says_so_even_without_news(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    server.serve("/new", feed("1"))
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1"), Reply(status=301, headers={"Location": "/new"})))])
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    store.rows[1].validators = Validators()
    await poll_again(poller, clock)
    assert changed(store.results)[-1].moved_to == server.url("/new")


async def test_a_worker_that_fails_costs_the_feed_a_turn_and_no_news(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1")))])
    await poller_of(store, fetcher, clock, InlineParser(BROKEN_WORKER)).poll_due()
    assert failed(store.results)[0].cause is FailureCause.WORKER
    await poll_again(poller_of(store, fetcher, clock), clock)
    assert titles(store) == ["Story 1"]


async def test_an_unforeseen_error_stops_no_other_feed(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    class Stumbles(InlineParser):
        async def parse(self, body, hints):  # type: ignore[no-untyped-def]
            if hints.url.endswith("/bad"):
                raise KeyError("no such thing")
            return await super().parse(body, hints)

    store = MemoryFeedStore([spec(server.serve("/bad", feed("1")), "bad"), spec(server.serve("/good", feed("2")), "good")])
    assert await poller_of(store, fetcher, clock, Stumbles()).poll_due() == 2
    assert [result.feed.spec.id for result in failed(store.results)] == ["bad"]
    assert titles(store) == ["Story 2"]


async def test_quiet_results_share_a_commit_and_each_change_has_its_own_at_once(
    server: FeedServer, fetcher: Fetcher, clock: SetClock
) -> None:
    quiet = [spec(server.serve(f"/{number}", feed("1")), f"quiet-{number}") for number in range(8)]
    store = MemoryFeedStore(quiet)
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    before = len(store.commits)
    await poll_again(poller, clock)
    assert [len(commit) for commit in store.commits[before:]] == [8]
    assert all(isinstance(result, PollUnchanged) for result in store.commits[-1])


async def test_news_are_told_as_soon_as_they_are_recorded(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    told: list[int] = []
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1")))])
    poller = poller_of(store, fetcher, clock, on_news=lambda: told.append(len(store.entries)))
    await poller.poll_due()
    await poll_again(poller, clock)
    assert told == [1]


async def test_a_slow_feed_holds_up_no_other(server: FeedServer, clock: SetClock) -> None:
    slow = spec(server.serve("/slow", Hang()), "slow")
    quick = [spec(server.serve(f"/{number}", feed(f"{number}")), f"quick-{number}") for number in range(10)]
    store = MemoryFeedStore([slow, *quick])
    done = asyncio.Event()

    async with Fetcher(clock, limits=FetchLimits(per_host=50)) as fetcher:
        poller = poller_of(
            store, fetcher, clock, limits=PollLimits(at_once=4), on_news=lambda: done.set() if len(store.entries) == 10 else None
        )
        polling = asyncio.create_task(poller.poll_due())
        await asyncio.wait_for(done.wait(), 10)
        assert not polling.done()
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling


async def test_cancelled_in_the_middle_nothing_is_lost_and_nothing_keeps_running(server: FeedServer, clock: SetClock) -> None:
    urls = [server.serve("/a", Hang(), feed("a")), server.serve("/b", Hang(), feed("b"))]
    store = MemoryFeedStore([spec(url, url[-1]) for url in urls])
    async with Fetcher(clock, limits=FetchLimits(per_host=50)) as fetcher:
        poller = poller_of(store, fetcher, clock, limits=PollLimits(lease_seconds=60))
        polling = asyncio.create_task(poller.poll_due())
        await asyncio.wait_for(server.hanging.wait(), 10)
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
        assert [task for task in asyncio.all_tasks() if task.get_name().startswith("poll ")] == []
        assert await poller.poll_due() == 0
        server.serve("/a", feed("a"))
        server.serve("/b", feed("b"))
        assert await poll_again(poller, clock, seconds=61) == 2
    assert sorted(titles(store)) == ["Story a", "Story b"]


async def test_no_more_feeds_than_allowed_are_fetched_at_once(clock: SetClock) -> None:
    class Counting:
        def __init__(self) -> None:
            self.now = self.most = 0

        async def fetch(self, url: str, validators: Validators | None = None, *, allow_private: bool = False) -> FetchAnswer:
            self.now += 1
            self.most = max(self.most, self.now)
            for _ in range(20):  # polls begin one in a turn of the loop: the last is to meet the first
                await asyncio.sleep(0)
            self.now -= 1
            return NotModified(Validators())

    counting = Counting()
    store = MemoryFeedStore([spec(f"http://daily-{number}.example/rss", f"feed-{number}") for number in range(100)])
    poller = Poller(store, counting, InlineParser(), clock, chance=Random(1), limits=PollLimits(at_once=7))
    assert await poller.poll_due() == 100
    assert counting.most == 7


async def test_each_poll_begins_in_a_turn_of_the_loop_of_its_own_so_that_many_at_once_hold_up_nothing(clock: SetClock) -> None:
    class Turns:
        """Counts the turns of the loop, and notes in which of them each feed is asked for."""

        def __init__(self) -> None:
            self.number = 0
            self.asked: list[int] = []

        async def count(self) -> None:
            while True:
                await asyncio.sleep(0)
                self.number += 1

        async def fetch(self, url: str, validators: Validators | None = None, *, allow_private: bool = False) -> FetchAnswer:
            self.asked.append(self.number)
            return NotModified(Validators())

    turns = Turns()
    counting = asyncio.create_task(turns.count())
    store = MemoryFeedStore([spec(f"http://daily-{number}.example/rss", f"feed-{number}") for number in range(20)])
    assert await Poller(store, turns, InlineParser(), clock, chance=Random(1)).poll_due() == 20
    counting.cancel()
    assert len(set(turns.asked)) == 20


class HangingHost:
    """Answers nothing for the host `slow.example` until it is released; 304 for any other."""

    def __init__(self) -> None:
        self.released = asyncio.Event()
        self.asked: list[str] = []

    async def fetch(self, url: str, validators: Validators | None = None, *, allow_private: bool = False) -> FetchAnswer:
        self.asked.append(url)
        if "slow.example" in url:
            await self.released.wait()
        return NotModified(Validators())


def many(host: str, count: int) -> list[FeedSpec]:
    return [spec(f"http://{host}/{number}", f"{host}-{number}") for number in range(count)]


async def until(fact: Callable[[], bool]) -> None:
    """Let the loop run until the fact holds."""

    async def look() -> None:
        while not fact():  # noqa: ASYNC110 - a fact of a fake, which rings no bell
            await asyncio.sleep(0)

    await asyncio.wait_for(look(), 10)


async def test_a_host_that_hangs_with_many_feeds_holds_up_no_other_host(clock: SetClock) -> None:
    fetcher = HangingHost()
    store = MemoryFeedStore([*many("slow.example", 30), *many("quick.example", 5)])
    limits = PollLimits(at_once=10, look_again_seconds=0.01)
    polling = asyncio.create_task(Poller(store, fetcher, InlineParser(), clock, chance=Random(1), limits=limits).poll_due())
    await until(lambda: len(unchanged(store.results)) == 5)
    assert not polling.done()
    fetcher.released.set()
    assert await polling == 35


async def test_quiet_results_do_not_wait_for_a_feed_that_hangs(clock: SetClock) -> None:
    fetcher = HangingHost()
    store = MemoryFeedStore([*many("slow.example", 1), *many("quick.example", 3)])
    limits = PollLimits(look_again_seconds=0.01)
    polling = asyncio.create_task(Poller(store, fetcher, InlineParser(), clock, chance=Random(1), limits=limits).poll_due())
    await until(lambda: len(unchanged(store.results)) == 3)
    fetcher.released.set()
    await polling


async def test_a_poll_that_outlives_its_lease_is_not_begun_again_and_its_result_counts(clock: SetClock) -> None:
    fetcher = HangingHost()
    store = MemoryFeedStore(many("slow.example", 1))
    limits = PollLimits(lease_seconds=60, look_again_seconds=0.01)
    polling = asyncio.create_task(Poller(store, fetcher, InlineParser(), clock, chance=Random(1), limits=limits).poll_due())
    await until(lambda: bool(fetcher.asked))
    first = store.rows[1].lease
    clock.move(seconds=61)
    await until(lambda: store.rows[1].lease != first)
    fetcher.released.set()
    await polling
    assert (len(fetcher.asked), len(unchanged(store.results)), store.lost) == (1, 1, 0)


async def test_a_feed_whose_news_the_store_refuses_stops_no_other_feed(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/bad", feed("1")), "bad"), spec(server.serve("/good", feed("2")), "good")])
    store.refuses = {"bad"}
    assert await poller_of(store, fetcher, clock).poll_due() == 2
    assert [result.feed.spec.id for result in failed(store.results)] == ["bad"]
    assert titles(store) == ["Story 2"]


async def test_a_feed_of_which_the_store_cannot_say_what_it_knows_stops_no_other_feed(
    server: FeedServer, fetcher: Fetcher, clock: SetClock
) -> None:
    store = MemoryFeedStore([spec(server.serve(f"/{name}", feed(name)), name) for name in ("bad", "good", "well")])
    store.unreadable = {"bad"}
    assert await poller_of(store, fetcher, clock).poll_due() == 3
    assert [result.feed.spec.id for result in failed(store.results)] == ["bad"]
    assert sorted(titles(store)) == ["Story good", "Story well"]


# --- breaking news -----------------------------------------------------------------------------------------------------------


async def test_feeds_of_an_outlet_that_begins_to_carry_a_growing_story_are_polled_sooner(
    server: FeedServer, fetcher: Fetcher, clock: SetClock
) -> None:
    hourly = [spec(server.serve(f"/{number}", feed("1")), f"feed-{number}", interval=3_600) for number in range(20)]
    store = MemoryFeedStore(hourly)
    poller = poller_of(store, fetcher, clock)
    await poller.poll_due()
    clock.move(hours=2)
    await poller.poll_due()  # not as a bunch: each is due an hour later, or up to a tenth of it sooner
    clock.move(minutes=5)
    store.rows[1].failures = 1
    as_before = {number: row.next_poll_at for number, row in store.rows.items()}
    store.busy = {OUTLET.id}
    await poller.poll_due()
    moments = {number: row.next_poll_at for number, row in store.rows.items()}
    assert moments[1] == as_before[1]
    sooner = [moment for number, moment in moments.items() if moment < as_before[number]]
    assert len(sooner) > 10
    assert clock.now() + timedelta(minutes=25) <= min(sooner)  # half the interval after the last poll
    assert len(set(sooner)) == len(sooner)

    clock.move(minutes=2)
    await poller.poll_due()
    assert {number: row.next_poll_at for number, row in store.rows.items()} == moments


async def test_a_growing_story_is_seen_by_a_desk_that_never_comes_to_the_end_of_what_is_due(clock: SetClock) -> None:
    fetcher = HangingHost()
    store = MemoryFeedStore([*many("slow.example", 1), *many("quick.example", 1)])
    limits = PollLimits(lease_seconds=3_600, look_again_seconds=0.01)
    polling = asyncio.create_task(Poller(store, fetcher, InlineParser(), clock, chance=Random(1), limits=limits).poll_due())
    await until(lambda: store.rows[2].last_polled_at is not None)
    later = store.rows[2].next_poll_at = clock.now() + timedelta(hours=2)
    store.busy = {OUTLET.id}
    clock.move(minutes=1)
    await until(lambda: store.rows[2].next_poll_at < later)
    assert not polling.done()
    fetcher.released.set()
    await polling


async def test_feeds_that_a_store_could_not_pull_forward_are_with_the_next_look(clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryFeedStore(many("quick.example", 1))
    poller = Poller(store, HangingHost(), InlineParser(), clock, chance=Random(1))
    await poller.poll_due()
    later = store.rows[1].next_poll_at = clock.now() + timedelta(hours=2)
    store.busy = {OUTLET.id}
    clock.move(minutes=1)

    async def away(_: object) -> None:
        raise StoreUnavailableError("The file is gone.")

    with monkeypatch.context() as gone:
        gone.setattr(store, "pull_forward", away)
        with pytest.raises(StoreUnavailableError):
            await poller.poll_due()
    await poll_again(poller, clock, minutes=1)
    assert store.rows[1].next_poll_at < later


# --- hubs --------------------------------------------------------------------------------------------------------------------


class Watch:
    """A HubWatch that keeps what it is told; raises `error` where one is set."""

    def __init__(self, error: Exception | None = None) -> None:
        self.told: list[tuple[str, FeedLinks, bool]] = []
        self._error = error

    async def note(self, feed: ClaimedFeed, header: FeedLinks, document: FeedLinks, *, has_news: bool) -> None:
        self.told.append((feed.spec.id, header, has_news))
        if self._error is not None:
            raise self._error

    async def pushed(self) -> frozenset[int]:
        return frozenset()


async def test_each_document_that_was_read_is_told_with_its_links_and_whether_it_brought_news(
    server: FeedServer, fetcher: Fetcher, clock: SetClock
) -> None:
    edited = Reply(rss(Item("Story 1, corrected", "https://daily.example/1", "guid-1")).encode())
    first = replace(feed("1"), headers={"Link": '<https://hub.example/>; rel="hub"'})
    store, watch = MemoryFeedStore([spec(server.serve("/feed", first, first, edited, feed("2", "1")))]), Watch()
    poller = poller_of(store, fetcher, clock, hubs=watch)
    await poller.poll_due()
    for _ in range(3):
        await poll_again(poller, clock)
    named = FeedLinks(("https://hub.example/",), ())
    assert watch.told == [("daily", named, True), ("daily", NO_LINKS, False), ("daily", NO_LINKS, True)]


async def test_a_hub_that_cannot_be_noted_costs_no_poll(server: FeedServer, fetcher: Fetcher, clock: SetClock) -> None:
    store = MemoryFeedStore([spec(server.serve("/feed", feed("1")))])
    await poller_of(store, fetcher, clock, hubs=Watch(StoreError("The database refused a statement."))).poll_due()
    assert titles(store) == ["Story 1"]
    assert failed(store.results) == []
