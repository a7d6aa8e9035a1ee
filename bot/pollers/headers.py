"""Reading the HTTP headers that say when to come back (RFC 9110, RFC 9111)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Retry-After as seconds from now: it may be a number of seconds or a date. None where it is absent, unreadable or past."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - now).total_seconds()
    return seconds if seconds > 0 else None


def max_age_seconds(cache_control: str | None) -> float | None:
    """How long Cache-Control calls the answer fresh; None where it does not say, or forbids keeping it."""
    if cache_control is None or re.search(r"no-cache|no-store", cache_control, re.IGNORECASE):
        return None
    found = _MAX_AGE.search(cache_control)
    return float(found.group(1)) if found else None
