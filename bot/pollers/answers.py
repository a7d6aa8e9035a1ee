"""What asking for an address can bring: a body, nothing new, or a failure. Values, not exceptions: all three are everyday."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import FailureCause, FailureDetail, Validators
from bot.pollers.links import NO_LINKS, FeedLinks


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body with status 200, decompressed. `url` is where the redirects ended; `moved_to` the new address where every redirect on
    the way up to it was permanent (301, 308); `max_age` the seconds for which the server calls the answer fresh; `links` the hubs that its
    headers name."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    moved_to: str | None = None
    max_age: float | None = None
    links: FeedLinks = NO_LINKS


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: the body is the one that these validators stand for."""

    validators: Validators
    max_age: float | None = None


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No usable body. `detail` has no secrets (a host's name, never a path or query); `retry_after` is the server's wish in seconds; `gone`
    after 410."""

    cause: FailureCause
    detail: FailureDetail
    retry_after: float | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A form was taken (any status 2xx)."""


FetchAnswer = Fetched | NotModified | FetchFailed
