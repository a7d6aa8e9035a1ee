"""What can be set about the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`allowed_hosts` are names by which a browser may call the page, beside localhost and any IP address; `*` allows every name.

    `page_size` is stories a page; `check_seconds` bounds a readiness check; `live_seconds` is the pace of a page that refreshes itself.
    """

    allowed_hosts: tuple[str, ...] = ()
    page_size: int = 30
    check_seconds: float = 3.0
    live_seconds: int = 60
