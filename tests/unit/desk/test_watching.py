"""Watching rates: which feeds count, what is told to whom, and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.alerts import is_instant
from bot.desk.card import Card
from bot.desk.cards.pieces import plain
from bot.desk.compose import CardComposer
from bot.desk.phrases import load_phrases
from bot.desk.rates import Rate
from bot.desk.watching import DAY, Past, Subject, Told, Watching, past, read_key, subject_of, tellings, watch_key
from bot.model import (
    CatalogueActor,
    ClaimedDelivery,
    FeedPulse,
    FeedState,
    Filter,
    Preferences,
    Purpose,
    RetryLater,
    Schedule,
    Subscription,
    Volume,
    Watch,
)
from tests.fakes.desk_parts import SetClock
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS, TRADE, analysis, subscription, view

SEOUL = ZoneInfo("Asia/Seoul")
MOMENT = datetime(2026, 3, 12, 9, tzinfo=UTC)
"""A Thursday evening in Seoul: the day before it and 19 of the 28 before that are working days."""

USFK = Subject("actor", "usfk")
FOUNDED = MOMENT - 60 * DAY


def pulse(feed: int, **parts: object) -> FeedPulse:
    return replace(FeedPulse(feed, FeedState.ACTIVE, 600, FOUNDED, MOMENT - timedelta(minutes=5)), **parts)  # type: ignore[arg-type]


def days(feed: int, counts: Sequence[int]) -> list[Volume]:
    """The articles of a feed by day, the last day first, each in the middle of its window."""
    return [Volume(MOMENT - day * DAY - DAY / 2, feed, "neutral", count) for day, count in enumerate(counts) if count]


def steady(feed: int, count: int, *, today: int | None = None) -> list[Volume]:
    return days(feed, [count if today is None else today, *[count] * 28])


def known(pulses: Sequence[FeedPulse], everything: Sequence[Volume], *, unread: int = 0) -> Past:
    return past(pulses, everything, MOMENT, SEOUL, unread=unread)


def test_a_working_day_is_held_against_working_days_and_a_weekend_against_weekends() -> None:
    found = known([pulse(1)], steady(1, 10))
    assert found.days == tuple(day for day in range(1, 29) if (MOMENT - day * DAY).astimezone(SEOUL).weekday() not in (5, 6))
    sunday = MOMENT + 3 * DAY
    at_the_weekend = past([pulse(1, last_success_at=sunday)], steady(1, 10), sunday, SEOUL)
    assert {(sunday - day * DAY).astimezone(SEOUL).weekday() for day in at_the_weekend.days} == {5, 6}


def test_a_feed_that_is_new_changes_no_rate() -> None:
    everything = steady(1, 10) + days(2, [40])
    found = known([pulse(1), pulse(2, first_polled_at=MOMENT - 2 * DAY)], everything)
    assert found.judge(everything) == Rate(10, 10, 10)


def test_the_past_is_as_long_as_its_youngest_feed() -> None:
    found = known([pulse(1), pulse(2, first_polled_at=MOMENT - 16 * DAY)], steady(1, 10))
    assert max(found.days) == 15
    assert known([pulse(1, first_polled_at=MOMENT - 10 * DAY)], steady(1, 10)).judge(steady(1, 0, today=50)) is None


@pytest.mark.parametrize(
    "away",
    [
        {"last_success_at": MOMENT - timedelta(hours=4)},
        {"last_success_at": None},
        {"state": FeedState.GONE},
    ],
    ids=["overdue", "never", "gone"],
)
def test_the_silence_of_a_feed_that_fails_is_not_told(away: Mapping[str, object]) -> None:
    everything = steady(1, 10) + steady(2, 10, today=0)
    subject = steady(1, 5, today=0) + steady(2, 10, today=0)
    judged = known([pulse(1), pulse(2, **away)], everything).judge(subject)
    assert judged == Rate(0, 5, 5)


def test_a_feed_that_is_slow_by_its_own_measure_is_no_failing_one() -> None:
    daily = pulse(1, interval=86_400, last_success_at=MOMENT - timedelta(hours=20))
    assert known([daily], steady(1, 10)).counted == {1}


def test_a_feed_that_is_read_and_brings_nothing_any_more_counts_as_failing() -> None:
    everything = steady(1, 10) + steady(2, 10, today=0)
    found = known([pulse(1), pulse(2)], everything)
    assert (found.counted, found.failing) == ({1}, {2})


def test_a_feed_that_was_removed_or_paused_neither_counts_nor_holds_a_silence_back() -> None:
    everything = steady(1, 20) + steady(2, 10)
    subject = steady(1, 10, today=0) + steady(2, 10, today=0)
    judged = known([pulse(1), pulse(2, state=FeedState.REMOVED)], everything).judge(subject)
    assert judged == Rate(0, 10, 10, Watch.SILENCE)


def test_a_surge_is_told_also_while_another_feed_fails() -> None:
    everything = steady(1, 10, today=60) + steady(2, 10, today=0)
    judged = known([pulse(1), pulse(2, last_success_at=None)], everything).judge(steady(1, 10, today=50) + steady(2, 10, today=0))
    assert judged == Rate(50, 10, 10, Watch.SURGE)


def test_no_silence_while_articles_wait_to_be_analysed_or_the_desk_was_off() -> None:
    everything, subject = steady(1, 40, today=30), steady(1, 10, today=0)
    assert known([pulse(1)], everything).judge(subject) == Rate(0, 10, 10, Watch.SILENCE)
    assert known([pulse(1)], everything, unread=4).judge(subject) == Rate(0, 10, 10)
    assert known([pulse(1)], steady(1, 40, today=6)).judge(subject) == Rate(0, 10, 10)


def test_days_on_which_the_desk_was_off_are_not_usual() -> None:
    everything = days(1, [10, 0, 0, *[10] * 26])
    assert known([pulse(1)], everything).days[:2] == (3, 6)


def test_a_key_holds_what_is_told() -> None:
    told = Told(USFK, MOMENT, Rate(41, 6, 12, Watch.SURGE))
    assert watch_key(told) == "surge:actor:usfk:2026-03-12T09:00Z:41:6:12"
    assert read_key(watch_key(told)) == told
    assert subject_of(watch_key(told)) == "surge:actor:usfk:"
    assert read_key("surge:actor:usfk") is None
    assert read_key("other:actor:usfk:2026-03-12T09:00Z:41:6:12") is None


def watch(number: int = 1, *kinds: Watch, **parts: object) -> Subscription:
    return subscription(number, Filter(actors=("usfk",)), watch=kinds or (Watch.SURGE,), **parts)  # type: ignore[arg-type]


def told_to(
    items: Sequence[Subscription], kind: Watch = Watch.SURGE, preferences: Preferences | None = None
) -> list[tuple[int | None, datetime]]:
    own = {} if preferences is None else {NEWS: preferences}
    found = tellings(items, {USFK: Rate(41, 6, 12, kind)}, MOMENT, MOMENT, preferences=own, zone=SEOUL)
    return [(intent.subscription_id, intent.not_before) for intent in found]


def test_each_channel_is_told_once_in_the_direction_that_it_asked_for() -> None:
    items = [watch(1), watch(2), watch(3, Watch.SILENCE), watch(4, destination=TRADE)]
    assert told_to(items) == [(1, MOMENT), (4, MOMENT)]
    assert told_to(items, Watch.SILENCE) == [(3, MOMENT)]


def test_quiet_hours_are_kept() -> None:
    """18:00 in Seoul lies between 17:00 and 19:00."""
    assert told_to([watch()], preferences=Preferences(quiet_from=1_020, quiet_until=1_140)) == [(1, MOMENT + timedelta(hours=1))]


class Library(MemoryStore):
    """A store with volumes of its own."""

    def __init__(self, subject: Sequence[Volume], everything: Sequence[Volume]) -> None:
        super().__init__()
        self.subject, self.everything = subject, everything
        self.pulses = (pulse(1),)
        self.looks = 0

    async def volumes(self, wanted: Filter, *, since: datetime, until: datetime) -> Sequence[Volume]:
        self.looks += 1
        found = self.subject if wanted.actors else self.everything
        return [one for one in found if since <= one.hour < until]


async def test_a_surge_is_queued_once_and_again_only_after_a_week() -> None:
    store = Library(steady(1, 5, today=50), steady(1, 50, today=95))
    store.owned = [watch()]
    clock = SetClock(MOMENT + timedelta(minutes=3))
    watching = Watching(store, clock, zone=SEOUL)
    assert await watching.queue_unusual() == 1
    assert [(row.intent.purpose, row.intent.dedup_key) for row in store.outgoing] == [
        (Purpose.WATCH, "surge:actor:usfk:2026-03-12T09:00Z:50:5:5")
    ]
    looks = store.looks
    assert (await watching.queue_unusual(), store.looks) == (0, looks)  # the hour has been looked at
    store.subject, store.everything = [[replace(one, hour=one.hour + DAY) for one in held] for held in (store.subject, store.everything)]
    store.pulses = (pulse(1, last_success_at=MOMENT + DAY),)
    clock.at = MOMENT + DAY
    assert await watching.queue_unusual() == 0
    assert await Watching(store, clock, zone=SEOUL).queue_unusual() == 0  # nor by a desk that was started anew


async def test_nothing_is_counted_where_nobody_watches() -> None:
    store = Library([], [])
    store.owned = [subscription(1), watch(2, is_paused=True)]
    assert await Watching(store, SetClock(MOMENT), zone=SEOUL).queue_unusual() == 0
    assert store.looks == 0


def claimed(key: str, **parts: object) -> ClaimedDelivery:
    made = ClaimedDelivery(1, "key-1", NEWS, Purpose.WATCH, 1, "en", (), 0, was_unknown=False, lease="l", dedup_key=key)
    return replace(made, **parts)  # type: ignore[arg-type]


async def composed(store: MemoryStore, **parts: object) -> Card | RetryLater | None:
    composer = CardComposer(store, load_phrases(), SetClock(MOMENT), zone=SEOUL)
    return await composer.compose(claimed("surge:actor:usfk:2026-03-12T09:00Z:41:6:12", **parts))


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("en", "Surge: U.S. Forces Korea", "U.S. Forces Korea: 41 articles in the last day, usually 6 to 12"),
        ("ko", "보도 급증: 주한미군", "주한미군: 최근 하루 기사 41건, 평소 6~12건"),
    ],
)
async def test_a_surge_is_told_with_the_stories_behind_it(language: str, title: str, words: str) -> None:
    store = MemoryStore()
    store.actor_list = (CatalogueActor("usfk", "U.S. Forces Korea", "주한미군", "force", "US", None, ()),)
    tags = analysis(actors=["usfk"])
    store.views = [
        view(1, 1, "Patriots return to Seongju", at=MOMENT - timedelta(hours=2), tags=tags),
        view(2, 2, "Of the week before", at=MOMENT - 8 * DAY, tags=tags),
        view(3, 3, "Of another matter", at=MOMENT - timedelta(hours=1)),
    ]
    card = await composed(store, language=language, mention="S1")
    assert isinstance(card, Card)
    assert (plain(card.title), plain(card.lines[0]), card.summary) == (title, words, words)
    assert [plain(item.title) for item in card.items] == ["Patriots return to Seongju"]
    assert (card.actions[0].path, card.actions[0].argument) == (("trend",), "actor:usfk")
    assert card.mention == "S1"


async def test_what_rings_waits_for_the_end_of_quiet_hours() -> None:
    store = MemoryStore()
    await store.set_channel_preferences(NEWS, Preferences(quiet_from=1_020, quiet_until=1_140))
    assert isinstance(await composed(store), RetryLater)


async def test_a_watch_makes_no_alert_of_an_article() -> None:
    assert not is_instant(watch())
    assert is_instant(replace(watch(), watch=()))
    assert watch().schedule == Schedule()
