"""What goes wrong between a client and Slack, on request.

"Rate limits" (docs.slack.dev): status 429 with a Retry-After of whole seconds and the error `ratelimited`. Failures in between are those
of any HTTP service behind a proxy.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from tests.fakes.discord_faults import Fails, Resets, Stalls

__all__ = ["Fails", "Fault", "Resets", "Says", "Stalls", "TooMany", "too_many"]


@dataclass(frozen=True)
class TooMany:
    """429 before anything is done."""

    retry_after: int = 1


@dataclass(frozen=True)
class Says:
    """`ok: false` with this error. With `after_doing` the call was carried out all the same, as Slack's internal errors may be."""

    error: str
    after_doing: bool = False


Fault = TooMany | Says | Fails | Resets | Stalls


def too_many(fault: TooMany) -> web.Response:
    """The 429 as Slack sends it."""
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(fault.retry_after)})
