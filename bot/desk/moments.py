"""When an article was told, as far as it is known. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import ArticleView

_NO_TIME = timedelta(days=1)
_ZONES = ("UTC", "Asia/Seoul", "America/New_York")


def told_at(article: ArticleView) -> datetime:
    """When an article was told; see `moment_of`."""
    return moment_of(article.published_at, article.first_seen_at)


def moment_of(published: datetime | None, seen: datetime) -> datetime:
    """When something was told: as its outlet dates it, but never after the desk saw it. A date without a time, which reads as midnight,
    would put an outlet hours ahead of the others: then it is when the desk saw it, where that is within a day."""
    if published is None or published > seen:
        return seen
    return seen if seen - published < _NO_TIME and _is_midnight(published) else published


def _is_midnight(moment: datetime) -> bool:
    return any(not any(moment.astimezone(ZoneInfo(zone)).timetuple()[3:6]) for zone in _ZONES) and not moment.microsecond
