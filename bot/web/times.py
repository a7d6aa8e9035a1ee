"""Times as two newsrooms read them: how long ago, and the clock in Seoul and in Washington."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Locale
from bot.web.words import Words

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class TimeText:
    """`iso` for machines, `short` for the list (how long ago, or the day), `full` with both clocks."""

    iso: str
    short: str
    full: str


class Times:
    """Writes times in one language as seen at `now`."""

    def __init__(self, words: Words, now: datetime) -> None:
        self._words = words
        self._now = now
        self._seoul = ZoneInfo("Asia/Seoul")
        self._washington = ZoneInfo("America/New_York")

    def text(self, at: datetime) -> TimeText:
        """The time in all its forms."""
        return TimeText(at.isoformat(timespec="seconds"), self.ago(at), self.clocks(at))

    def ago(self, at: datetime) -> str:
        """`12 min ago`, up to a week; then the day in the reader's zone. A time to come within a minute is now."""
        seconds = int((self._now - at).total_seconds())
        if seconds < -_MINUTE:
            return self.day(at.astimezone(self._home).date())
        if seconds < _MINUTE:
            return self._words.t("time.now")
        if seconds < _HOUR:
            return self._words.t("time.minutes_ago", n=seconds // _MINUTE)
        if seconds < _DAY:
            return self._words.t("time.hours_ago", n=seconds // _HOUR)
        if seconds < 7 * _DAY:
            return self._words.t("time.days_ago", n=seconds // _DAY)
        return self.day(at.astimezone(self._home).date())

    def until(self, at: datetime) -> str:
        """`in 5 min`, or `within a minute` for what is nearly or already due."""
        seconds = int((at - self._now).total_seconds())
        if seconds < _MINUTE:
            return self._words.t("time.soon")
        if seconds < _HOUR:
            return self._words.t("time.in_minutes", n=seconds // _MINUTE)
        return self._words.t("time.in_hours", n=seconds // _HOUR)

    def span(self, passed: timedelta) -> str:
        """A length of time as short as it is useful: minutes for three hours, hours for two days, then days."""
        seconds = int(passed.total_seconds())
        for limit, unit, key in ((3 * _HOUR, _MINUTE, "time.span_minutes"), (2 * _DAY, _HOUR, "time.span_hours")):
            if seconds < limit:
                return self._words.t(key, count=seconds // unit)
        return self._words.t("time.span_days", count=seconds // _DAY)

    def clocks(self, at: datetime) -> str:
        """Day and clock in the reader's own city first, then in the other."""
        seoul = self._words.t("time.seoul", clock=f"{at.astimezone(self._seoul):%H:%M}")
        washington = self._words.t("time.washington", clock=f"{at.astimezone(self._washington):%H:%M}")
        pair = (seoul, washington) if self._words.locale == "ko" else (washington, seoul)
        return f"{self.day(at.astimezone(self._home).date(), with_year=True)} {' · '.join(pair)}"

    def day(self, day: date, *, with_year: bool = False) -> str:
        """The day, with its year where that is asked for or not the present one."""
        if with_year or day.year != self._now.year:
            return self._words.t("time.date_with_year", year=day.year, month=self._month(day), day=day.day)
        return self._words.t("time.date", month=self._month(day), day=day.day)

    @property
    def _home(self) -> ZoneInfo:
        return _home_of(self._words.locale, self._seoul, self._washington)

    def _month(self, day: date) -> str:
        return self._words.t(f"month.{day.month}")


def _home_of(locale: Locale, seoul: ZoneInfo, washington: ZoneInfo) -> ZoneInfo:
    return seoul if locale == "ko" else washington
