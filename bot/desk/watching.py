"""Silence and surge: when far more or far less is written of an actor or theme than usual, whoever watches it is told once.

Only feeds that are read are counted, and each is compared with its own past: a feed that fails, was added or was taken away changes no
rate. Where more of a subject's articles usually come from feeds that fail than `LOST`, nothing is said of a silence, for it may be ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.desk.alerts import hour_of
from bot.desk.ports import Clock, RateStore, WatchStore
from bot.desk.quiet import quiet_end, zone_of
from bot.desk.rates import FEWEST_DAYS, Rate, rate
from bot.model import DeliveryIntent, Destination, FeedPulse, FeedState, Filter, Preferences, Purpose, Subscription, Volume, Watch

DAY = timedelta(days=1)
LONGEST_PAST = 28
SHORTEST_PAST = 14
"""Days with which the last one is compared: as many as the youngest of the feeds that count has been read, within these bounds."""

COOL_DOWN = timedelta(days=7)
"""A subject that surges or is silent is told of once in this time, for by then its new rate is half of what is usual."""

OVERDUE = timedelta(hours=3)
"""A feed that could not be read for so long, and for three of its intervals, fails."""

LOST = 0.2
"""Of a subject's usual articles, the part that may be lost to failing feeds before nothing is said of a silence. The same part of all of a
day's articles must have been read, and be there at all, for the day to be compared with."""

HEARD = 3.0
"""A feed with so many articles on a mean day that brought none in the last one, and some on each day before, is read but dead."""

WAITING = 0.1
"""Part of a day's articles that may wait to be analysed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An actor or a theme, by its id."""

    kind: str
    id: str

    @property
    def filter(self) -> Filter:
        """Its articles."""
        return Filter(actors=(self.id,)) if self.kind == "actor" else Filter(themes=(self.id,))


@dataclass(frozen=True, slots=True)
class Told:
    """What a WATCH delivery tells, as its dedup key says: the subject and its rate in the day that ended at `moment`."""

    subject: Subject
    moment: datetime
    rate: Rate


def watch_key(told: Told) -> str:
    """The dedup key of a WATCH delivery, which holds what was found, so that it is told as it was judged:
    `surge:actor:usfk:2026-11-26T05:00Z:41:6:12`."""
    found = told.rate
    assert found.watch is not None
    figures = f"{found.count}:{found.low}:{found.high}"
    return f"{found.watch.value}:{told.subject.kind}:{told.subject.id}:{told.moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}:{figures}"


def read_key(dedup_key: str) -> Told | None:
    """What a WATCH delivery tells; None for a key of another make."""
    try:
        watch, kind, subject, day, minute, *figures = dedup_key.split(":")
        count, low, high = map(int, figures)
        moment = datetime.fromisoformat(f"{day}:{minute}")
        return Told(Subject(kind, subject), moment, Rate(count, low, high, Watch(watch)))
    except ValueError:
        return None


def subject_of(dedup_key: str) -> str:
    """The part of the key that two tellings of the same have in common: `surge:actor:usfk:`."""
    return ":".join([*dedup_key.split(":")[:3], ""])


def subjects(item: Subscription) -> tuple[Subject, ...]:
    """What a subscription watches, each by itself."""
    actors = (Subject("actor", key) for key in item.filter.actors)
    return (*actors, *(Subject("theme", key) for key in item.filter.themes))


@dataclass(frozen=True, slots=True)
class Past:
    """What every subject of one moment is judged by. `days` are the windows of the last one's kind that can be compared (1 is the one
    before it); `counted` are the feeds that are read, `failing` those that should be. `share` is how much was written at all, against
    those days; `is_read` says that no more than WAITING of it is still to be analysed."""

    moment: datetime
    days: tuple[int, ...]
    counted: frozenset[int]
    failing: frozenset[int]
    share: float
    is_read: bool

    @property
    def since(self) -> datetime:
        """The start of the earliest day."""
        return self.moment - (LONGEST_PAST + 1) * DAY

    def judge(self, volumes: Iterable[Volume]) -> Rate | None:
        """The rate of a subject with these articles; None where the past is too short."""
        held = list(volumes)
        counted = by_day(held, self.counted, self.moment)
        lost = by_day(held, self.failing, self.moment)
        usual = [counted[day] for day in self.days]
        missing = sum(lost[day] for day in self.days)
        is_whole = missing <= LOST * (sum(usual) + missing)
        return rate(counted[0], usual, share=self.share, can_be_silent=is_whole and self.is_read and self.share >= LOST)


def by_day(volumes: Iterable[Volume], feeds: frozenset[int], moment: datetime) -> Counter[int]:
    """Articles of these feeds in each window of 24 hours before `moment`: 0 the last one, 1 the one before it."""
    found: Counter[int] = Counter()
    for one in volumes:
        if one.feed_id in feeds and one.hour < moment:
            # Hours end within the window in which they begin, since the moment is a full hour.
            found[(moment - one.hour - timedelta(hours=1)) // DAY] += one.articles
    return found


def past(pulses: Sequence[FeedPulse], volumes: Sequence[Volume], moment: datetime, zone: ZoneInfo, *, unread: int = 0) -> Past:
    """The past of a moment (a full hour) from the feeds and all articles of the days before it; weekends are those of `zone`."""
    grown = [one for one in pulses if one.first_polled_at is not None and one.first_polled_at <= moment - (SHORTEST_PAST + 1) * DAY]
    failing = {one.id for one in grown if one.state is FeedState.ACTIVE and _is_overdue(one, moment)}
    failing |= {one.id for one in grown if one.state is FeedState.GONE}
    active = {one.id for one in grown if one.state is FeedState.ACTIVE} - failing
    length = _length(grown, moment)
    alike = [day for day in range(1, length + 1) if _is_weekend(moment, day, zone) == _is_weekend(moment, 0, zone)]
    dead = _dead(volumes, active, moment, alike)
    counted, failing_now = frozenset(active - dead), frozenset(failing | dead)
    totals = by_day(volumes, counted, moment)
    middle = median([totals[day] for day in alike]) if alike else 0
    days = tuple(day for day in alike if totals[day] > LOST * middle)
    share = min(1.0, totals[0] / middle) if middle else 0.0
    return Past(moment, days, counted, failing_now, share, is_read=unread <= WAITING * totals[0])


def _length(grown: Sequence[FeedPulse], moment: datetime) -> int:
    """For how many days before the last one all of these feeds have been read."""
    youngest = max((one.first_polled_at for one in grown if one.first_polled_at is not None), default=moment)
    return min(LONGEST_PAST, (moment - youngest) // DAY - 1)


def _is_overdue(feed: FeedPulse, moment: datetime) -> bool:
    patience = max(OVERDUE, timedelta(seconds=3 * feed.interval))
    return feed.last_success_at is None or feed.last_success_at < moment - patience


def _is_weekend(moment: datetime, day: int, zone: ZoneInfo) -> bool:
    """Whether the middle of that window lies on a Saturday or Sunday."""
    return (moment - day * DAY - DAY / 2).astimezone(zone).weekday() >= 5


def _dead(volumes: Iterable[Volume], feeds: Iterable[int], moment: datetime, days: Sequence[int]) -> set[int]:
    if len(days) < FEWEST_DAYS:
        return set()
    held: dict[int, list[Volume]] = {feed: [] for feed in feeds}
    for one in volumes:
        if one.feed_id in held:
            held[one.feed_id].append(one)
    found = set()
    for feed, own in held.items():
        counts = by_day(own, frozenset((feed,)), moment)
        usual = [counts[day] for day in days]
        if not counts[0] and min(usual) > 0 and sum(usual) >= HEARD * len(days):
            found.add(feed)
    return found


class Rates:
    """Judges actors and themes; `zone` says when its weekends are."""

    def __init__(self, store: RateStore, *, zone: ZoneInfo) -> None:
        self._store = store
        self._zone = zone

    async def judge(self, wanted: Iterable[Subject], now: datetime) -> Mapping[Subject, Rate]:
        """The rates of the last full hour's day, without those of which too little is known. Raises StoreError."""
        moment = hour_of(now)
        since = moment - (LONGEST_PAST + 1) * DAY
        everything = await self._store.volumes(Filter(), since=since, until=moment)
        unread = await self._store.unread(since=moment - DAY)
        known = past(await self._store.feed_pulses(), everything, moment, self._zone, unread=unread)
        found: dict[Subject, Rate] = {}
        for subject in dict.fromkeys(wanted):
            judged = known.judge(await self._store.volumes(subject.filter, since=since, until=moment))
            if judged is not None:
                found[subject] = judged
        return found


class Watching:
    """Puts what is unusual in the queue, once an hour; `zone` is the desk's."""

    def __init__(self, store: WatchStore, clock: Clock, *, zone: ZoneInfo) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._rates = Rates(store, zone=zone)
        self._done: datetime | None = None

    async def queue_unusual(self) -> int:
        """Queue what is new of it; returns how many tellings that were. Raises StoreError, and then looks again at the next call."""
        now = self._clock.now()
        moment = hour_of(now)
        if self._done == moment:
            return 0
        watching = [item for item in await self._store.list_subscriptions() if item.watch and not item.is_paused]
        count = 0
        if watching:
            rates = await self._rates.judge([subject for item in watching for subject in subjects(item)], now)
            own = await self._store.preferences()
            intents = tellings(watching, rates, moment, now, preferences=own, zone=self._zone)
            count = await self._store.queue_watch(intents, since=now - COOL_DOWN) if intents else 0
        self._done = moment
        return count


def tellings(
    watching: Iterable[Subscription],
    rates: Mapping[Subject, Rate],
    moment: datetime,
    now: datetime,
    *,
    preferences: Mapping[Destination, Preferences],
    zone: ZoneInfo,
) -> tuple[DeliveryIntent, ...]:
    """A WATCH for each channel and unusual subject that it watches in that direction, by its first such subscription; in quiet hours for
    their end."""
    found: dict[tuple[Destination, str], DeliveryIntent] = {}
    for item in watching:
        own = preferences.get(item.destination)
        ready = quiet_end(own, zone_of(own, zone), now) or now
        for subject in subjects(item):
            judged = rates.get(subject)
            if judged is None or judged.watch is None or judged.watch not in item.watch:
                continue
            key = watch_key(Told(subject, moment, judged))
            intent = DeliveryIntent(item.destination, Purpose.WATCH, key, item.id, None, ready, language=item.language)
            found.setdefault((item.destination, key), intent)
    return tuple(found.values())
