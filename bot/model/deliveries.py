"""What is sent, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.feeds import Locale
from bot.model.people import Destination


class Purpose(StrEnum):
    """Why something is sent; with destination and dedup key it makes a delivery unique.

    EDIT redraws a story's alert (dedup key `edit:<story>:<articles>`, or `edit:<story>:<article>.<revision>` after a change at the source),
    or marks the alert of a story that became part of another (`joined:<story>:<article>`), THREAD tells in its thread what is new
    (`thread:<article>`) or what was changed at its source (`edit-of:<article>:<revision>`), DIGEST is the digest of a subscription
    (`digest:<subscription>:<moment>`), NOTICE tells the admins of another delivery, a report or a feed (`dead:<delivery>`,
    `unknown:<delivery>`, `gone:<delivery>`, `report:<report>`, `feed-failing:<feed>:<since>`), WATCH tells of a surge or silence
    (bot.desk.watching).
    """

    ALERT = "alert"
    BRIEF = "brief"
    PROOF = "proof"
    EDIT = "edit"
    THREAD = "thread"
    DIGEST = "digest"
    NOTICE = "notice"
    WATCH = "watch"


class DeliveryState(StrEnum):
    """PENDING waits for its time; FOLDED went into a brief; UNKNOWN was perhaps sent and is to be looked up; DEAD was given up."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    UNKNOWN = "unknown"
    FOLDED = "folded"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class DeliveryIntent:
    """A delivery that a decider wants to exist. The store ignores it where (destination, purpose, dedup_key) is there already.

    For an ALERT `dedup_key` is `story:<id>` and `story_id` is set. `fold_into` names the brief (its dedup key) that carries the story
    instead of an alert of its own: the store makes that brief, not to be sent before `not_before`, if it is not there or was sent,
    and puts off one that waits to that time. For a THREAD it names a post of that thread which waits and is to say this too; where it waits
    no more, the post stands for itself. `language` is the subscription's where None.
    """

    destination: Destination
    purpose: Purpose
    dedup_key: str
    subscription_id: int | None
    story_id: int | None
    not_before: datetime
    fold_into: str | None = None
    language: Locale | None = None


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that this process holds. `key` travels with the message. `story_ids` of a brief are those folded into it.

    `was_unknown` says that an earlier attempt may have been sent: the adapter must look before it sends again. `dedup_key` is that of its
    intent (`story:12`, `overflow:2026-11-25T05`), from which a brief knows what it is for. `alert_message_id` is the platform's id of the
    alert in that channel which an EDIT redraws and to which a THREAD replies; None where that was never sent. `living_message_id` is that
    of the alert with which a marked one was joined, `living_url` its address for a browser where the platform has one. `mention` is its
    subscription's. `created_at` is when it was queued. `folded` are the dedup keys of the posts that a THREAD carries besides its own.
    """

    id: int
    key: str
    destination: Destination
    purpose: Purpose
    subscription_id: int | None
    language: Locale
    story_ids: tuple[int, ...]
    attempts: int
    was_unknown: bool
    lease: str
    dedup_key: str = ""
    alert_message_id: str | None = None
    living_message_id: str | None = None
    living_url: str | None = None
    mention: str | None = None
    created_at: datetime | None = None
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery as read back, for notices and the list of what could not be sent. `story_id` None for briefs and digests."""

    id: int
    destination: Destination
    purpose: Purpose
    dedup_key: str
    story_id: int | None
    state: DeliveryState
    attempts: int
    reason: str | None
    message_id: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took the message; `message_id` is its name there."""

    message_id: str


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Not sent for certain; try again after `after` seconds. `is_wait` says that the platform only asked to wait (a rate limit), which is
    no failed try."""

    after: float
    reason: str
    is_wait: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps sent: a timeout, a reset, a 5xx."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Never to be tried again: the channel is gone, the message is not allowed. `is_gone` says that the channel takes nothing any more
    (deleted, archived, the bot removed or without its rights): its subscriptions are paused and the admins told."""

    reason: str
    is_gone: bool = False


SendOutcome = Sent | RetryLater | Unknown | Refused


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What became of a claimed delivery, to be recorded in a batch. `retry_at` for RetryLater and Unknown; None makes it DEAD, but an
    Unknown one without it stays UNKNOWN for good: perhaps sent, and nowhere to look. `notices` are queued in the same commit."""

    delivery: ClaimedDelivery
    outcome: SendOutcome
    at: datetime
    retry_at: datetime | None = None
    notices: tuple[DeliveryIntent, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """Counts for `/alliance status`, the page and /metrics."""

    feeds_active: int
    feeds_failing: int
    articles: int
    articles_waiting: int
    articles_failed: int
    stories: int
    subscriptions: int
    deliveries: Mapping[str, int]
    oldest_waiting_at: datetime | None
    last_article_at: datetime | None
    ontology_version: str
