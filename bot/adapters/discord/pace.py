"""When Discord will take the next request by a route: what it said in headers and in 429s, remembered.

"Rate Limits" in the developer documentation: X-RateLimit-Remaining and X-RateLimit-Reset-After of the last answer, retry_after and global
of a 429; each route (posting, redrawing, reading) has a limit of its own in each channel. Obeying matters beyond the single message: 10,000
refused requests in ten minutes get an address banned.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from bot.adapters.discord.rest import Answer

_UNSAID_SECONDS = 60.0
"""How long to stay away where a 429 names no time, as Cloudflare's page may."""


class Pace:
    """Remembers by route, named as its caller likes. `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._until: dict[str, float] = {}
        self._all_until = 0.0

    def wait(self, route: str) -> float:
        """Seconds until the route may be used, 0 where it may at once."""
        return max(0.0, max(self._until.get(route, 0.0), self._all_until) - self._monotonic())

    def heed(self, route: str, answer: Answer) -> float:
        """Take in an answer; returns the seconds to wait where it was a 429, else 0."""
        now = self._monotonic()
        if answer.status == 429:
            wait, is_global = _told(answer)
            if is_global:
                self._all_until = now + wait
            else:
                self._until[route] = now + wait
            return wait
        self._until.pop(route, None)
        if answer.headers.get("X-RateLimit-Remaining") == "0":
            self._until[route] = now + _number(answer.headers.get("X-RateLimit-Reset-After"), 0.0)
        return 0.0


def _told(answer: Answer) -> tuple[float, bool]:
    """The seconds of a 429, and whether it holds for every channel. One that is not Discord's own comes from before it, for all."""
    after = _number(answer.headers.get("Retry-After"), _UNSAID_SECONDS)
    if not isinstance(answer.body, Mapping):
        return after, True
    return _number(answer.body.get("retry_after"), after), answer.body.get("global") is True


def _number(given: object, default: float) -> float:
    try:
        return max(0.0, float(given)) if isinstance(given, str | int | float) else default
    except ValueError:
        return default
