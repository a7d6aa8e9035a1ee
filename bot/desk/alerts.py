"""Which channels hear of an article, and how: an alert of its own, a line in a brief, or nothing.

Three things turn an alert into a line of a brief. A story that came while its feed could not be read goes into the catch-up brief, one past
the channel's cap into the brief at the end of the hour. What would be sent in the channel's quiet hours, an alert or either brief, goes
into the brief at their end instead: quiet hours go before the others, so that one night is one message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.filters import passes
from bot.desk.importance import reaches
from bot.desk.quiet import quiet_end, zone_of
from bot.model import Announce, ArticleView, DeliveryIntent, Destination, Importance, Outlet, Preferences, Purpose, Rhythm, Subscription
from bot.tags import Analysis

CATCH_UP_WAIT = timedelta(minutes=2)
"""How long a catch-up brief waits for more of the feeds that were away."""

EDIT_WAIT = timedelta(seconds=60)
"""How long a redrawing waits for more articles of the story: they come in clusters, and platforms count edits."""

CATCH_UP = "catch-up"
OVERFLOW = "overflow"
QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An analysed article in its story, as the decider needs it. `importance` is the level of its story with it; `earlier` are the
    articles of the story, where a subscription may have waited for that level (`waits_for`)."""

    article_id: int
    story_id: int
    announce: Announce
    outlet: Outlet
    title: str
    body: str
    analysis: Analysis
    importance: Importance = "low"
    earlier: Sequence[ArticleView] = ()


@dataclass(frozen=True, slots=True)
class Channels:
    """What holds in the channels at the moment of deciding.

    `subscriptions` are those that are not paused; `alerts` counts the alerts of its own that each destination was given since
    `hour_of(now)`; `muted` are the destinations that want to hear no more of the story, `told` those that have an alert of it; `zone` is
    the desk's, for those that set none; `edit_wait` is how long an alert waits to be redrawn.
    """

    subscriptions: Sequence[Subscription] = ()
    alerts: Mapping[Destination, int] = field(default_factory=dict)
    preferences: Mapping[Destination, Preferences] = field(default_factory=dict)
    muted: frozenset[Destination] = frozenset()
    told: frozenset[Destination] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    edit_wait: timedelta = EDIT_WAIT

    def quiet_end(self, destination: Destination, moment: datetime) -> datetime | None:
        """When the quiet hours of that channel end in which `moment` lies; None where it lies in none."""
        own = self.preferences.get(destination)
        return quiet_end(own, zone_of(own, self.zone), moment)


@dataclass(frozen=True, slots=True)
class Way:
    """How a story goes: not before that moment, in the brief of that key, or alone where None."""

    not_before: datetime
    fold_into: str | None = None


def hour_of(moment: datetime) -> datetime:
    """The UTC hour in which a moment lies, by its start. Caps are counted from here."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def plan(arrival: Arrival, channels: Channels, now: datetime) -> tuple[DeliveryIntent, ...]:
    """One intent for each destination with an INSTANT subscription that the article passes, or that waited for the story to reach its
    least importance; the first such subscription speaks for it.

    At or past the highest cap of its matching subscriptions the story goes into the brief of the hour. A channel that muted the story
    hears nothing. A story that was given before is ignored by the store.
    """
    if arrival.announce is Announce.SILENT:
        return ()
    matching: dict[Destination, list[Subscription]] = {}
    for subscription in sorted(channels.subscriptions, key=lambda item: item.id):
        is_meant = speaks_of(subscription, arrival) or (
            waits_for(subscription, arrival, channels) and _passed_before(subscription, arrival)
        )
        if subscription.destination not in channels.muted and is_meant:
            matching.setdefault(subscription.destination, []).append(subscription)
    return tuple(_intent(arrival, found, channels, now) for found in matching.values())


def speaks_of(subscription: Subscription, arrival: Arrival) -> bool:
    """Whether the subscription makes alerts of its own and the article passes it."""
    if not is_instant(subscription):
        return False
    return passes(subscription.filter, arrival.analysis, arrival.outlet, arrival.title, arrival.body, importance=arrival.importance).passes


def waits_for(subscription: Subscription, arrival: Arrival, channels: Channels) -> bool:
    """Whether an alert may be due of an earlier article: the story is as important as the subscription asks for, which it once was not, and
    its channel has none. Which article lifted it does not matter, for an edit or a backlog, which rings for nobody, may have."""
    least = subscription.filter.minimum_importance
    is_open = subscription.destination not in channels.told | channels.muted
    return is_open and least != "low" and is_instant(subscription) and reaches(arrival.importance, least)


def _passed_before(subscription: Subscription, arrival: Arrival) -> bool:
    """Whether an earlier article of the story is what the subscription asks for, were it not for its importance then."""
    wanted = replace(subscription.filter, minimum_importance="low")
    return any(one.analysis is not None and passes(wanted, one.analysis, one.outlet, one.title, one.body).passes for one in arrival.earlier)


def is_instant(subscription: Subscription) -> bool:
    """Whether the subscription makes alerts of its own at present, of articles."""
    return not (subscription.is_paused or subscription.watch) and subscription.schedule.rhythm is Rhythm.INSTANT


def way(announce: Announce, *, is_full: bool, now: datetime, quiet: Preferences | None, zone: ZoneInfo) -> Way:
    """How a story that arrives now goes to a channel with these preferences, in its `zone`; `is_full` where its cap is reached."""
    hour = hour_of(now)
    found = Way(now)
    if announce is Announce.BRIEF:
        found = Way(now + CATCH_UP_WAIT, brief_key(CATCH_UP, hour))
    elif is_full:
        found = Way(hour + timedelta(hours=1), brief_key(OVERFLOW, hour))
    end = quiet_end(quiet, zone, found.not_before)
    return found if end is None else Way(end, quiet_key(end))


def _intent(arrival: Arrival, matching: list[Subscription], channels: Channels, now: datetime) -> DeliveryIntent:
    destination = matching[0].destination
    own = channels.preferences.get(destination)
    is_full = channels.alerts.get(destination, 0) >= max(item.cap for item in matching)
    found = way(arrival.announce, is_full=is_full, now=now, quiet=own, zone=zone_of(own, channels.zone))
    return DeliveryIntent(
        destination=destination,
        purpose=Purpose.ALERT,
        dedup_key=f"story:{arrival.story_id}",
        subscription_id=matching[0].id,
        story_id=arrival.story_id,
        not_before=found.not_before,
        fold_into=found.fold_into,
    )


def brief_key(reason: str, hour: datetime) -> str:
    """The dedup key of a brief: its reason and its UTC hour, `overflow:2026-11-25T05`."""
    return f"{reason}:{hour:%Y-%m-%dT%H}"


def quiet_key(end: datetime) -> str:
    """The dedup key of the brief at the end of quiet hours, to the minute: `quiet:2026-11-25T22:00Z`."""
    return f"{QUIET}:{end.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def reason_of(dedup_key: str) -> str:
    """Why a brief is sent, from its dedup key; a key of another make is a catch-up."""
    reason = dedup_key.partition(":")[0]
    return reason if reason in (CATCH_UP, OVERFLOW, QUIET) else CATCH_UP
