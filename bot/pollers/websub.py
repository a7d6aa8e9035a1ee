"""The words of WebSub (W3C Recommendation, 23 January 2018) on the subscriber's side. Pure: the caller brings time, chance and network."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from bot.model import HubState, HubSubscription

WISHED_LEASE = 10 * 86_400.0
"""Seconds for which the desk asks to be told; the hub decides."""

_LONGEST_LEASE = 60 * 86_400.0
_SHORTEST_RENEWAL = 60.0
_FIRST_RETRY, LONGEST_RETRY = 300.0, 86_400.0
DENIED_FOR = timedelta(days=7)
"""How long a hub that refused is left alone; the Recommendation lets a refusal stand until somebody thinks again."""

MOST_GOODBYES = 3
"""Requests to stop before a subscription is left to end with its lease."""

_ALGORITHMS = frozenset({"sha1", "sha256", "sha384", "sha512"})
_LONGEST_CHALLENGE = 4_000
_LONGEST_REASON = 200


def request_form(subscription: HubSubscription) -> dict[str, str]:
    """What the hub is sent: to begin or go on (section 5.1), or to stop."""
    named = subscription.named
    form = {"hub.callback": subscription.callback, "hub.topic": named.topic}
    if subscription.state is HubState.LEAVING:
        return {**form, "hub.mode": "unsubscribe"}
    return {**form, "hub.mode": "subscribe", "hub.secret": subscription.secret, "hub.lease_seconds": f"{WISHED_LEASE:.0f}"}


def retry_wait(attempts: int, chance: Random) -> float:
    """Seconds until the hub is asked again after so many requests without an answer: five minutes, doubled each time up to a day, a
    tenth of it left to chance."""
    wait = min(_FIRST_RETRY * 2.0 ** min(max(attempts - 1, 0), 20), LONGEST_RETRY)
    return wait * (1 - 0.1 * chance.random())


def lease_of(words: str | None) -> float:
    """Seconds that the hub grants; what the desk wished for where it says nothing that can be read."""
    if words is None or not (words.isascii() and words.isdigit() and len(words) < 12):
        return WISHED_LEASE
    return min(float(words), _LONGEST_LEASE)


def renewal(now: datetime, lease: float, chance: Random) -> datetime:
    """When to ask for the next lease: after seven to eight tenths of this one, so that a hub that fails for a while costs nothing."""
    return now + timedelta(seconds=max(lease * (0.8 - 0.1 * chance.random()), _SHORTEST_RENEWAL))


def answers_to(subscription: HubSubscription, question: Mapping[str, str]) -> bool:
    """Whether a hub's question (section 5.3) is about what the desk asked this hub for."""
    wanted = {"subscribe": {HubState.ASKING, HubState.LIVE}, "unsubscribe": {HubState.LEAVING}}.get(question.get("hub.mode", ""), set())
    challenge = question.get("hub.challenge", "")
    is_asked = subscription.attempts > 0 or subscription.state is HubState.LIVE
    is_sound = 0 < len(challenge) <= _LONGEST_CHALLENGE
    return is_asked and is_sound and subscription.state in wanted and question.get("hub.topic") == subscription.named.topic


def refusal_words(question: Mapping[str, str]) -> str:
    """Why a hub refused, on one line and not endless."""
    said = "".join(character if character.isprintable() else " " for character in question.get("hub.reason", ""))
    return " ".join(said.split())[:_LONGEST_REASON] or "The hub gave no reason."


class Seal:
    """The signature of a push (section 7.1), made while the body comes in, so that none of it has to be kept."""

    def __init__(self, secret: str, header: str | None) -> None:
        name, _, given = (header or "").strip().partition("=")
        name, given = name.strip().casefold(), given.strip().casefold()
        self._given = given.encode() if given.isascii() else b""
        self._made = hmac.new(secret.encode(), digestmod=name) if name in _ALGORITHMS else None

    def take(self, piece: bytes) -> None:
        """The next piece of the body."""
        if self._made is not None:
            self._made.update(piece)

    def is_right(self) -> bool:
        """Whether the header is the signature of what was taken; in constant time. False where there was none."""
        return self._made is not None and hmac.compare_digest(self._made.hexdigest().encode(), self._given)
