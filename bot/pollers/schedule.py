"""When to look next, and what may be said of what is found. Pure: the caller brings the time and the chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

from bot.model import Announce, ClaimedFeed, FeedSpec
from bot.pollers.habits import Habits

HOUR = 3_600.0
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class SchedulePolicy:
    """Seconds: the longest backoff after failures, the longest stretch that a server's caching hints can cause, the longest Retry-After
    that is honoured, and the silence after which a feed's news are told in one brief. `jitter` is the share of a wait that chance takes;
    `breaking` by how much outlets are asked more often that carry a growing story, `breaking_memory` how long ago it may have grown;
    `bunched_after` the intervals without an answer after which a feed is taken for one of many that wait."""

    backoff_ceiling: float = 6 * HOUR
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
    spread by chance (exponential backoff with jitter), never before the server's Retry-After."""
    ceiling = max(policy.backoff_ceiling, interval)
    backoff = min(interval * 2.0 ** min(failures, 20), ceiling)
    wait = backoff * (1 - policy.jitter * chance.random())
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, policy.retry_after_ceiling)))


def announcement(now: datetime, *, first_polled_at: datetime | None, last_success_at: datetime | None, policy: SchedulePolicy) -> Announce:
    """What may be said of a feed's new items: nothing of a new feed's backlog, one brief after long silence, else alerts."""
    if first_polled_at is None:
        return Announce.SILENT
    silence = (now - (last_success_at or first_polled_at)).total_seconds()
    return Announce.BRIEF if silence > policy.catch_up_after else Announce.ALERT
