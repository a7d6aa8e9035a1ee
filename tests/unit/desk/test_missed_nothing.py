"""Whatever channels ask for, whenever news comes: each story that passes reaches a channel once, never in quiet hours, never as a flood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk.alerts import Arrival, Channels, hour_of, plan
from bot.desk.filters import passes
from bot.desk.quiet import quiet_end, zone_of
from bot.model import (
    Announce,
    DeliveryResult,
    DeliveryState,
    Destination,
    Filter,
    Preferences,
    Purpose,
    Rhythm,
    Schedule,
    Sent,
    Subscription,
)
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2026, 3, 7, 20, tzinfo=UTC)
"""The evening before the clocks of New York go forward."""

CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

OPEN = (DeliveryState.PENDING, DeliveryState.LEASED, DeliveryState.UNKNOWN)


@dataclass(frozen=True)
class News:
    """An article that comes `minutes` after the one before it."""

    minutes: int
    story_id: int
    theme: str
    announce: Announce


class Town:
    """Channels with what they ask for, and a log of what they were sent: (moment, destination, purpose, story ids)."""

    def __init__(self, owned: Sequence[Subscription], preferences: dict[Destination, Preferences]) -> None:
        self.store = MemoryStore()
        self.store.owned = list(owned)
        self.preferences = preferences
        self.now = START
        self.log: list[tuple[datetime, Destination, Purpose, tuple[int, ...]]] = []
        self.expected: set[tuple[Destination, int]] = set()

    async def hear(self, news: Sequence[News]) -> None:
        for number, one in enumerate(news, 1):
            await self.send_until(self.now + timedelta(minutes=one.minutes))
            await self.tell(Arrival(number, one.story_id, one.announce, OUTLET, "Seoul waits", "", analysis(themes=(one.theme,))))
        await self.send_until(self.now + timedelta(days=9))

    async def tell(self, arrival: Arrival) -> None:
        async with self.store.intake() as unit:
            alerts = await unit.alerts_since(hour_of(self.now))
            channels = Channels(await unit.subscriptions(), alerts, self.preferences, zone=SEOUL)
            await unit.deliver(plan(arrival, channels, self.now))
        if arrival.announce is not Announce.SILENT:
            self.expected |= {(item.destination, arrival.story_id) for item in self.store.owned if wants(item, arrival)}

    async def send_until(self, moment: datetime) -> None:
        """Let time pass, and send at each moment what is due then."""
        while (following := self.next_due()) is not None and following <= moment:
            self.now = max(self.now, following)
            for claimed in await self.store.claim_deliveries(now=self.now, lease_seconds=60, limit=50, adapters=("console",)):
                self.log.append((self.now, claimed.destination, claimed.purpose, claimed.story_ids))
                await self.store.record_deliveries([DeliveryResult(claimed, Sent("1"), self.now)])
        self.now = moment

    def next_due(self) -> datetime | None:
        return min((row.due_at for row in self.store.outgoing if row.state in OPEN), default=None)


def wants(item: Subscription, arrival: Arrival) -> bool:
    is_alerted = item.schedule.rhythm is Rhythm.INSTANT and not item.is_paused
    return is_alerted and passes(item.filter, arrival.analysis, arrival.outlet, arrival.title, arrival.body).passes


def _owned(rows: Sequence[tuple[Destination, str | None, int, Rhythm, bool]]) -> list[Subscription]:
    return [
        subscription(
            number,
            Filter(themes=(theme,) if theme else ()),
            destination=place,
            cap=cap,
            schedule=Schedule(rhythm),
            is_paused=is_paused,
            created_at=NOW,
        )
        for number, (place, theme, cap, rhythm, is_paused) in enumerate(rows, 1)
    ]


THEMES = st.sampled_from(["tariffs", "autos"])
OWNED = st.lists(
    st.tuples(
        st.sampled_from([NEWS, TRADE]),
        st.none() | THEMES,
        st.integers(1, 4),
        st.sampled_from([Rhythm.INSTANT, Rhythm.INSTANT, Rhythm.INSTANT, Rhythm.DAILY]),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=5,
).map(_owned)
HOURS = st.one_of(st.integers(0, 1439), st.integers(5 * 60, 7 * 60), st.integers(15 * 60, 17 * 60))
"""Often soon after START, which is 05:00 in Seoul and 15:00 in New York."""

PREFERENCES = st.dictionaries(
    st.sampled_from([NEWS, TRADE]),
    st.builds(Preferences, timezone=st.sampled_from([None, "America/New_York", "Asia/Seoul"]), quiet_from=HOURS, quiet_until=HOURS),
)
ARRIVALS = st.lists(
    st.builds(
        News,
        minutes=st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 700)),
        story_id=st.integers(1, 30),
        theme=THEMES,
        announce=st.sampled_from([Announce.ALERT, Announce.ALERT, Announce.ALERT, Announce.BRIEF, Announce.SILENT]),
    ),
    max_size=40,
)


@CALM
@given(owned=OWNED, preferences=PREFERENCES, news=ARRIVALS)
async def test_each_story_that_passes_reaches_a_channel_once(
    owned: list[Subscription], preferences: dict[Destination, Preferences], news: list[News]
) -> None:
    town = Town(owned, preferences)
    await town.hear(news)
    told = Counter((place, story_id) for _, place, _, story_ids in town.log for story_id in story_ids)
    assert told == Counter(dict.fromkeys(town.expected, 1))


@CALM
@given(owned=OWNED, preferences=PREFERENCES, news=ARRIVALS)
async def test_nothing_is_sent_in_quiet_hours_and_no_channel_gets_more_alerts_an_hour_than_its_cap(
    owned: list[Subscription], preferences: dict[Destination, Preferences], news: list[News]
) -> None:
    town = Town(owned, preferences)
    await town.hear(news)
    own = [(moment, place, preferences.get(place)) for moment, place, _, _ in town.log]
    assert [moment for moment, _, prefers in own if quiet_end(prefers, zone_of(prefers, SEOUL), moment) is not None] == []
    highest = {place: max(item.cap for item in owned if item.destination == place) for place in {item.destination for item in owned}}
    alerts = Counter((place, hour_of(moment)) for moment, place, purpose, _ in town.log if purpose is Purpose.ALERT)
    assert {key: count for key, count in alerts.items() if count > highest[key[0]]} == {}
