"""When Slack will take the next message of a channel: about one a second, and what a 429 said, remembered.

"Rate limits" (docs.slack.dev): chat.postMessage takes one message a second a channel, with short bursts beyond; a 429 holds for the method
in the whole workspace.
"""

from __future__ import annotations

import time
from collections.abc import Callable

BETWEEN_SECONDS = 1.0
_KEPT = 2_000


class Pace:
    """Remembers by channel. `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, *, between: float = BETWEEN_SECONDS) -> None:
        self._monotonic = monotonic
        self._between = between
        self._until: dict[str, float] = {}
        self._all_until = 0.0

    def wait(self, channel: str) -> float:
        """Seconds until the channel may be sent to, 0 where it may at once."""
        return max(0.0, max(self._until.get(channel, 0.0), self._all_until) - self._monotonic())

    def sent(self, channel: str) -> None:
        """A message went there."""
        now = self._monotonic()
        if len(self._until) >= _KEPT:
            self._until = {name: until for name, until in self._until.items() if until > now}
        self._until[channel] = now + self._between

    def told_to_wait(self, channel: str, seconds: float) -> None:
        """A 429: Slack counts by workspace, but a channel that is over its own limit is answered alike, so others go on after a second."""
        now = self._monotonic()
        self._until[channel] = now + seconds
        self._all_until = max(self._all_until, now + min(seconds, self._between))
