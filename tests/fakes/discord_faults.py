"""What goes wrong between a client and Discord, on request, and Discord's rate limits.

"Rate Limits" in the developer documentation: headers X-RateLimit-Limit, -Remaining, -Reset, -Reset-After, -Bucket; a 429 has retry_after
and global in its body. discord.py 2.7.1 takes a 429 without a `Via` header for a ban by Cloudflare (http.py, HTTPClient.request).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class TooMany:
    """429 before anything is done. Without `is_discord` it is Cloudflare's: no Via header, no JSON."""

    retry_after: float = 1.0
    is_global: bool = False
    is_discord: bool = True


@dataclass(frozen=True)
class Fails:
    """A status of its own. With `after_doing` the request was carried out all the same, as at a gateway's 502."""

    status: int
    after_doing: bool = False
    code: int = 0


@dataclass(frozen=True)
class Resets:
    """The connection is reset, before or after the request was carried out."""

    after_doing: bool = False


@dataclass(frozen=True)
class Stalls:
    """The request is carried out and answered only when `until` is set, or never."""

    until: asyncio.Event = field(default_factory=asyncio.Event)


Fault = TooMany | Fails | Resets | Stalls


def too_many(fault: TooMany) -> web.Response:
    """The 429 as Discord or Cloudflare sends it."""
    if not fault.is_discord:
        return web.Response(status=429, text="error code: 1015", headers={"Retry-After": str(int(fault.retry_after) + 1)})
    body = {"message": "You are being rate limited.", "retry_after": fault.retry_after, "global": fault.is_global}
    scope = "global" if fault.is_global else "user"
    headers = {"Via": "1.1 google", "Retry-After": str(int(fault.retry_after) + 1), "X-RateLimit-Scope": scope}
    if fault.is_global:
        headers["X-RateLimit-Global"] = "true"
    return web.json_response(body, status=429, headers=headers)


@dataclass
class Bucket:
    """So many requests in a window of seconds; a top-level resource (channel, webhook) has its own."""

    limit: int
    seconds: float
    used: int = 0
    opened_at: float = 0.0

    def take(self) -> float | None:
        """None where the request may pass, else the seconds until one may."""
        now = time.monotonic()
        if now >= self.opened_at + self.seconds:
            self.opened_at, self.used = now, 0
        if self.used >= self.limit:
            return self.opened_at + self.seconds - now
        self.used += 1
        return None

    def headers(self, name: str) -> dict[str, str]:
        """What every answer of the bucket says."""
        left = max(0.0, self.opened_at + self.seconds - time.monotonic())
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - self.used),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": name,
        }
