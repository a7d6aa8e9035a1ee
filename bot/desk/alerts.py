"""Which channels hear of an article, and how: an alert of its own, a line in a brief, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.filters import passes
from bot.model import Announce, DeliveryIntent, Destination, Outlet, Purpose, Subscription
from bot.tags import Analysis

CATCH_UP_WAIT = timedelta(minutes=2)
"""How long a catch-up brief waits for more of the feeds that were away."""

CATCH_UP = "catch-up"
OVERFLOW = "overflow"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An analysed article in its story, as the decider needs it."""

    story_id: int
    announce: Announce
    outlet: Outlet
    title: str
    body: str
    analysis: Analysis


def hour_of(moment: datetime) -> datetime:
    """The UTC hour in which a moment lies, by its start. Caps are counted from here."""
    return moment.replace(minute=0, second=0, microsecond=0)


def plan(
    arrival: Arrival, subscriptions: Iterable[Subscription], alerts_this_hour: Mapping[Destination, int], now: datetime
) -> tuple[DeliveryIntent, ...]:
    """One intent for each destination with a subscription that the article passes; the first such subscription speaks for it.

    `alerts_this_hour` counts the alerts of their own that each destination was given since `hour_of(now)`; at or past the highest cap
    of its matching subscriptions the story goes into the brief of the hour. A story that was given before is ignored by the store.
    """
    if arrival.announce is Announce.SILENT:
        return ()
    matching: dict[Destination, list[Subscription]] = {}
    for subscription in sorted(subscriptions, key=lambda item: item.id):
        verdict = passes(subscription.filter, arrival.analysis, arrival.outlet, arrival.title, arrival.body)
        if verdict.passes and not subscription.is_paused:
            matching.setdefault(subscription.destination, []).append(subscription)
    return tuple(
        _intent(arrival, found, is_full=alerts_this_hour.get(destination, 0) >= max(item.cap for item in found), now=now)
        for destination, found in matching.items()
    )


def _intent(arrival: Arrival, matching: list[Subscription], *, is_full: bool, now: datetime) -> DeliveryIntent:
    hour = hour_of(now)
    not_before, fold_into = now, None
    if arrival.announce is Announce.BRIEF:
        not_before, fold_into = now + CATCH_UP_WAIT, brief_key(CATCH_UP, hour)
    elif is_full:
        not_before, fold_into = hour + timedelta(hours=1), brief_key(OVERFLOW, hour)
    return DeliveryIntent(
        destination=matching[0].destination,
        purpose=Purpose.ALERT,
        dedup_key=f"story:{arrival.story_id}",
        subscription_id=matching[0].id,
        story_id=arrival.story_id,
        not_before=not_before,
        fold_into=fold_into,
    )


def brief_key(reason: str, hour: datetime) -> str:
    """The dedup key of a brief: its reason and its UTC hour, `overflow:2026-11-25T05`."""
    return f"{reason}:{hour:%Y-%m-%dT%H}"


def reason_of(dedup_key: str) -> str:
    """Why a brief is sent, from its dedup key; a key of another make is a catch-up."""
    reason = dedup_key.partition(":")[0]
    return reason if reason in (CATCH_UP, OVERFLOW) else CATCH_UP
