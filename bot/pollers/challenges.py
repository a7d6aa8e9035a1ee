"""Services that stand before a server and ask whether a person is there. What they answer is neither a feed nor an article.

Told by the headers and marks that the services document or that their pages have to carry. Scripts that the same services put into every
page (Cloudflare's `/cdn-cgi/challenge-platform/scripts/jsd`, DataDome's `tags.js`, those of Imperva and HUMAN) say nothing with status 200,
unless there is hardly more than the script.
"""

from __future__ import annotations

from collections.abc import Mapping

CHECKED_BYTES = 65_536
"""How much of an answer is looked at: a challenge is short."""

_SHORT_BYTES = 4_000

STATUSES = frozenset({401, 403, 405, 429, 503})
"""With which they answer; now and then with 200 too."""

_HEADERS = (
    ("cf-mitigated", "challenge", "Cloudflare"),
    ("x-datadome", "", "DataDome"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("x-sucuri-block", "", "Sucuri"),
)
_SURE = (
    (b"_cf_chl_opt", "Cloudflare"),
    (b"<title>just a moment...</title>", "Cloudflare"),
    (b"<title>attention required! | cloudflare</title>", "Cloudflare"),
    (b"captcha-delivery.com", "DataDome"),
    (b'id="px-captcha"', "HUMAN"),
)
_IN_A_SHORT_PAGE = (
    (b"_incapsula_resource", "Imperva"),
    (b"window._pxappid", "HUMAN"),
    (b"awswafcaptcha", "AWS WAF"),
    (b"sucuri website firewall", "Sucuri"),
)


def challenger(status: int, headers: Mapping[str, str], start: bytes) -> str | None:
    """The name of the service that answered in the server's place; None where none did. `start` is the beginning of the body."""
    if status in STATUSES:
        for name, value, service in _HEADERS:
            said = headers.get(name)
            if said is not None and value in said.casefold():
                return service
    text = start[:CHECKED_BYTES].lower()
    marks = _SURE + _IN_A_SHORT_PAGE if status in STATUSES or len(text) < _SHORT_BYTES else _SURE
    return next((service for mark, service in marks if mark in text), None)
