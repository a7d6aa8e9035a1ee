"""Channels, who asks in them, and what they want to hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import Filter
from bot.model.feeds import Locale


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """A channel on a platform. `adapter` is console, slack or discord; `workspace` and `channel` are the platform's own ids."""

    adapter: str
    workspace: str
    channel: str

    def __str__(self) -> str:
        return f"{self.adapter}:{self.workspace}:{self.channel}"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `is_manager` as the platform says at the time of asking; `roles` are the platform's ids of the groups that they are in,
    by which the workspace may have named them managers besides."""

    adapter: str
    id: str
    name: str
    is_manager: bool
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a channel or a person set for itself; None where the next wider scope holds (person, channel, desk).

    `timezone` is an IANA name. `quiet_from` and `quiet_until` are minutes after local midnight (1320 and 420: from 22:00 to 7:00), both set
    or neither; quiet hours and `digest_hour` (0 to 23, local) are a channel's only.
    """

    language: Locale | None = None
    timezone: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    digest_hour: int | None = None


class Rhythm(StrEnum):
    """When a subscription speaks: at once, or in a digest."""

    INSTANT = "instant"
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """`hour` (0 to 23) in the channel's time zone, None for the channel's digest hour; `weekday` (Monday 0) of a weekly digest."""

    rhythm: Rhythm = Rhythm.INSTANT
    hour: int | None = None
    weekday: int = 0


class Watch(StrEnum):
    """What is told of an actor or theme as a whole: that far more, or far less, is written of it than usual."""

    SURGE = "surge"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a channel wants to hear. `cap` is the most alerts an hour before the rest goes into one brief.

    `mention` is the platform's id of the role or user group that its alerts ping, None for nobody. `paused_because` says why the desk
    paused it by itself (the channel is gone, the bot was removed), None where a person did. One with a `watch` tells of no article: it
    watches each actor and theme of its filter, which asks for nothing else.
    """

    id: int
    destination: Destination
    name: str
    filter: Filter
    language: Locale
    cap: int
    is_paused: bool
    created_by: str
    created_at: datetime
    schedule: Schedule = Schedule()
    mention: str | None = None
    paused_because: str | None = None
    watch: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class TagReport:
    """A reader says that a tag is wrong. `tag` is `actor:<id>`, `theme:<id>`, `kind`, `relevance` or `` for the card as a whole.

    `article_id` is the article that the reader was shown, None where that is not known.
    """

    id: int
    story_id: int
    tag: str
    note: str
    place: Destination
    person: str
    at: datetime
    article_id: int | None = None
