"""Whether the running desk answers, asked from outside it: the container's health check."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

from bot.config.settings import WebSettings

_SECONDS = 3.0


def is_alive(web: WebSettings) -> bool:
    """Ask /livez on this machine; says on standard error why not. True where no page is served, since then nothing can be asked."""
    if not web.enabled:
        return True
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(web.host, web.host)  # noqa: S104 - the address that the server listens on
    address = f"http://{f'[{host}]' if ':' in host else host}:{web.port}/livez"
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError) as error:
        print(f"The desk does not answer at {address}: {error}", file=sys.stderr)
        return False
