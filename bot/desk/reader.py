"""For whom a card is made: the language, the zone, the moment, and the names of what its tags mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.failures import in_words
from bot.desk.phrases import Phrasebook
from bot.model import CatalogueActor, CatalogueTheme, FailureDetail, Locale, Outlet
from bot.tags import ActorTag

_JUST_NOW = timedelta(minutes=1)
_MINUTES = timedelta(hours=1)
_HOURS = timedelta(days=1)
_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """Speaks one language at one moment (`now`, aware UTC) in one zone. Names that it does not know are said by their ids."""

    book: Phrasebook
    locale: Locale
    zone: ZoneInfo
    now: datetime
    themes: Mapping[str, CatalogueTheme] = field(default_factory=dict)
    actors: Mapping[str, CatalogueActor] = field(default_factory=dict)
    outlets: Mapping[str, Outlet] = field(default_factory=dict)

    def say(self, key: str, /, **blanks: object) -> str:
        """The phrase of that key in the reader's language."""
        return self.book.say(key, self.locale, **blanks)

    def word(self, group: str, value: str) -> str:
        """The word for a value of a closed list (`kind`, `tone`, …); the value itself where the book has none."""
        key = f"{group}.{value}"
        return self.say(key) if self.book.has(key) else value

    def failure(self, detail: FailureDetail) -> str:
        """What exactly went wrong with a feed."""
        return in_words(detail, self.locale, self.book)

    def actor(self, actor: ActorTag | CatalogueActor) -> str:
        """An actor's name."""
        return (actor.name_ko if self.locale == "ko" else actor.name_en) or actor.name_en or actor.name_ko or actor.id

    def actor_id(self, actor_id: str) -> str:
        """The name of the actor with that id."""
        known = self.actors.get(actor_id)
        return actor_id if known is None else self.actor(known)

    def theme(self, theme_id: str) -> str:
        """The name of the theme with that id."""
        known = self.themes.get(theme_id)
        if known is None:
            return theme_id
        return known.name_ko if self.locale == "ko" else known.name_en

    def outlet(self, outlet: Outlet) -> str:
        """An outlet's name."""
        return (outlet.name_ko if self.locale == "ko" else outlet.name) or outlet.name

    def outlet_id(self, outlet_id: str) -> str:
        """The name of the outlet with that id."""
        known = self.outlets.get(outlet_id)
        return outlet_id if known is None else self.outlet(known)

    def language(self, code: str) -> str:
        """The name of a language."""
        return self.word("language", code)

    def day(self, moment: datetime) -> str:
        """The day in the reader's zone, with the year where it is not this one."""
        return self.calendar_day(moment.astimezone(self.zone).date())

    def calendar_day(self, day: date) -> str:
        """A calendar day, with the year where it is not this one."""
        return self._dated("time.day", "time.day_of_year", day)

    def calendar_month(self, day: date) -> str:
        """The month of a calendar day, with the year where it is not this one."""
        return self._dated("time.month", "time.month_of_year", day)

    def _dated(self, this_year: str, other: str, day: date) -> str:
        key = this_year if day.year == self.now.astimezone(self.zone).year else other
        return self.say(key, year=str(day.year), month=self.word("month", f"m{day.month}"), day=day.day)

    def clock(self, moment: datetime) -> str:
        """Day and time in the reader's zone, with the zone's name: for what is read later."""
        local = moment.astimezone(self.zone)
        return self.say("time.clock", day=self.day(moment), time=f"{local:%H:%M}", zone=f"{local:%Z}")

    def ago(self, moment: datetime) -> str:
        """How long before now, in words: for what is read at once. A moment to come is said as day and time."""
        passed = self.now - moment
        if passed < -_JUST_NOW:
            return self.clock(moment)
        for limit, unit, key in (
            (_JUST_NOW, None, "time.now"),
            (_MINUTES, _JUST_NOW, "time.minutes"),
            (_HOURS, _MINUTES, "time.hours"),
            (_DAYS, _HOURS, "time.days"),
        ):
            if passed < limit:
                return self.say(key) if unit is None else self.say(key, count=passed // unit)
        return self.day(moment)

    def together(self, names: Sequence[str]) -> str:
        """A few names as one thing: `English and Korean`."""
        if len(names) < 2:
            return "".join(names)
        return self.say("list.both", first=", ".join(names[:-1]), last=names[-1])

    def listing(self, names: Iterable[str], most: int = 6) -> str:
        """Names in a row, each once; past `most` only how many more."""
        unique = list(dict.fromkeys(name for name in names if name))
        shown = ", ".join(unique[:most])
        return shown if len(unique) <= most else self.say("list.more", shown=shown, count=len(unique) - most)
