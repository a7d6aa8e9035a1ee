"""When to look next, and what may be said of what is found. Pure: the caller brings the time and the chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

from bot.model import Announce, ClaimedFeed, FeedSpec, WaitingFeed
from bot.pollers.habits import Habits

HOUR = 3_600.0
DAY = 86_400.0

_DOUBLINGS = 20
"""Past which an interval of a second would be one of twelve days."""


@dataclass(frozen=True, slots=True)
class SchedulePolicy:
    """Seconds: the longest backoff after failures; the time of failing after which a feed counts as lost, and its longest backoff then; the
    longest stretch that a server's caching hints can cause, the longest Retry-After that is honoured, and the silence after which a feed's
    news are told in one brief. `jitter` is the share of a wait that chance takes; `breaking` by how much outlets are asked more often that
    carry a growing story, `breaking_memory` how long ago it may have grown; `bunched_after` the intervals without an answer after which a
    feed is taken for one of many that wait."""

    backoff_ceiling: float = 6 * HOUR
    lost_after: float = 3 * DAY
    lost_ceiling: float = DAY
    hint_ceiling: float = HOUR / 2
    retry_after_ceiling: float = DAY
    catch_up_after: float = DAY
    jitter: float = 0.1
    breaking: float = 3.0
    breaking_memory: float = HOUR
    bunched_after: float = 2.5


def interval_now(
    spec: FeedSpec, habits: Habits, now: datetime, *, is_breaking: bool, policy: SchedulePolicy, is_pushed: bool = False
) -> float:
    """Seconds between polls at this time: the feed's interval, by its rhythm shorter or longer within its bounds; where its outlet carries
    a growing story, a fraction of that. Where a hub tells of news (`is_pushed`) the longest interval is enough, in case it fails."""
    zone: tzinfo = ZoneInfo(spec.timezone) if spec.timezone else UTC
    fastest, slowest = spec.fastest or spec.interval / 2, spec.slowest or spec.interval * 2
    if is_pushed:
        return slowest
    wait = spec.interval / habits.pace(now, zone)
    return max(fastest, min(slowest, wait / policy.breaking if is_breaking else wait))


def after_success(
    now: datetime, *, interval: float, hint: float | None, chance: Random, policy: SchedulePolicy, is_bunched: bool = False
) -> datetime:
    """The next poll of a feed that answered: its interval, a little early so that feeds spread and none is late, or the time for which the
    server calls its answer fresh (`hint`, seconds) where that is longer and reasonable. One that came in a bunch (all feeds of a new desk,
    or of one that was away) takes any time up to its interval, so that the bunch does not come again."""
    wait = interval * (1 - (1.0 if is_bunched else policy.jitter) * chance.random())
    floor = min(hint or 0.0, policy.hint_ceiling)
    return now + timedelta(seconds=max(wait, floor))


def pulled_forward(feed: WaitingFeed, now: datetime, *, chance: Random, policy: SchedulePolicy) -> datetime | None:
    """When to poll a waiting feed whose outlet has just begun to carry a growing story; None where it comes soon enough anyway.

    Any time within the shorter interval from now on, so that the feeds of many outlets do not come in one second; but never before the
    feed's fastest interval has passed since its last poll, nor while it or its server calls it fresh, nor when it asks not to be read.
    """
    habits = Habits.from_text(feed.habits)
    interval = interval_now(feed.spec, habits, now, is_breaking=True, policy=policy)
    if feed.next_poll_at <= now + timedelta(seconds=interval):
        return None
    rest = max(feed.spec.fastest or feed.spec.interval / 2, min(max(habits.ttl, habits.fresh), policy.hint_ceiling))
    earliest = max(now, feed.last_polled_at + timedelta(seconds=rest))
    moment = habits.after_skips(earliest + timedelta(seconds=interval * chance.random()))
    return moment if moment < feed.next_poll_at else None


def is_bunched(feed: ClaimedFeed, now: datetime, policy: SchedulePolicy) -> bool:
    """Whether a feed comes with many others: polled for the first time, or after long silence that is not its own fault."""
    if feed.last_success_at is None:
        return True
    longest = max(feed.spec.slowest or feed.spec.interval * 2, policy.hint_ceiling)
    return feed.failures == 0 and (now - feed.last_success_at).total_seconds() > policy.bunched_after * longest


def after_failure(
    now: datetime, *, interval: float, failures: int, retry_after: float | None, chance: Random, policy: SchedulePolicy
) -> datetime:
    """The next poll after a failure that follows `failures` others: the interval, doubled with each failure before up to the ceiling and
    spread by chance (exponential backoff with jitter), never before the server's Retry-After. One that has failed for long is asked about
    once a day."""
    is_lost = failed_for(interval, failures, policy) >= policy.lost_after
    ceiling = max(policy.lost_ceiling if is_lost else policy.backoff_ceiling, interval)
    backoff = min(interval * 2.0 ** min(failures, _DOUBLINGS), ceiling)
    wait = backoff * (1 - policy.jitter * chance.random())
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, policy.retry_after_ceiling)))


def failed_for(interval: float, failures: int, policy: SchedulePolicy) -> float:
    """Seconds for which a feed has failed by its count of failures in a row: what the waits between them came to, jitter and Retry-After
    aside. The count and not the clock, since a desk that was off has not seen the feed fail; past `lost_after` it says too little."""
    ceiling = max(policy.backoff_ceiling, interval)
    doubled = sum(min(interval * 2.0**before, ceiling) for before in range(min(failures, _DOUBLINGS)))
    return doubled + ceiling * max(failures - _DOUBLINGS, 0)


def announcement(now: datetime, *, first_polled_at: datetime | None, last_success_at: datetime | None, policy: SchedulePolicy) -> Announce:
    """What may be said of a feed's new items: nothing of a new feed's backlog, one brief after long silence, else alerts."""
    if first_polled_at is None:
        return Announce.SILENT
    silence = (now - (last_success_at or first_polled_at)).total_seconds()
    return Announce.BRIEF if silence > policy.catch_up_after else Announce.ALERT
