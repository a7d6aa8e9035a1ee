"""What can be set about the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`allowed_hosts` are names by which a browser may call the page, beside localhost and any IP address; `*` allows every name.

    `hub_hosts` are the names by which hubs of feeds may call the desk under /websub/, beside the same; none where there is no such path.

    `page_size` is stories a page; `check_seconds` bounds a readiness check; `live_seconds` is the pace of a page that refreshes itself.
    `hub_seconds` and `hub_bytes` bound what a hub sends.
    """

    allowed_hosts: tuple[str, ...] = ()
    hub_hosts: tuple[str, ...] = ()
    hub_seconds: float = 30.0
    hub_bytes: int = 10_000_000
    page_size: int = 30
    check_seconds: float = 3.0
    live_seconds: int = 60
