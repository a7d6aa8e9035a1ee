"""When to look next, and what may be said of what is found. Pure: the caller brings the time and the chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.model import Announce

HOUR = 3_600.0
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class SchedulePolicy:
    """Seconds: the longest backoff after failures, the longest stretch that a server's caching hints can cause, the longest Retry-After
    that is honoured, and the silence after which a feed's news are told in one brief. `jitter` is the share of a wait that chance takes."""

    backoff_ceiling: float = 6 * HOUR
    hint_ceiling: float = HOUR / 2
    retry_after_ceiling: float = DAY
    catch_up_after: float = DAY
    jitter: float = 0.1


def after_success(now: datetime, *, interval: float, hint: float | None, chance: Random, policy: SchedulePolicy) -> datetime:
    """The next poll of a feed that answered: its interval, a little early so that feeds spread and none is late, or the time for which the
    server calls its answer fresh (`hint`, seconds) where that is longer and reasonable."""
    wait = interval * (1 - policy.jitter * chance.random())
    floor = min(hint or 0.0, policy.hint_ceiling)
    return now + timedelta(seconds=max(wait, floor))


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
