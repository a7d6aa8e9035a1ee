"""What stands in a brief: every story once, in its section, the first-ranked first. Pure.

The first stories of all are told with why they matter; then what broke overnight; the rest stands by its subject. Opinion is never a top
story, and what is said officially in the night stands among the statements. A story that its own section has no room for may still be
heard there, where a person is quoted in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bot.desk.briefing.calendar import Event, calendar
from bot.desk.briefing.tally import Rise, Tally, rising, tagged, tally
from bot.desk.briefing.words import is_person, voice
from bot.desk.digest import Period
from bot.desk.sections import Section, by_rank, contents, section_of
from bot.model import CatalogueTheme, StoryView, TaggedArticle

LIMITS = {
    Section.TOP: 5,
    Section.OVERNIGHT: 4,
    Section.ECONOMY: 4,
    Section.NORTH: 3,
    Section.SECURITY: 4,
    Section.STATEMENTS: 4,
    Section.OPINION: 3,
    Section.OTHER: 3,
}
"""The most stories of a section."""

TOP_SHARE = 4
"""At most one story in four is a top story, so that a day of few has its sections too."""

MOST_RISES = 3

FEW = 3
QUIET_SHARE = 3
"""A quiet time has no more than so many stories a day, or less than a third of those of the period before."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with the stories that may be shown of it; `more` is how many there are besides."""

    section: Section
    stories: tuple[StoryView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of `period`. `night` is that of OVERNIGHT, `events` what is coming up, `before` the counts of as long a time before it, None
    where nothing is known of that; `themes` and `actors` are those that rise against it. `is_wide`: it tells of all that is about the
    alliance, and not of a part.
    """

    period: Period
    night: Period | None
    parts: tuple[Part, ...]
    events: tuple[Event, ...]
    now: Tally
    before: Tally | None
    themes: tuple[Rise, ...] = ()
    actors: tuple[Rise, ...] = ()
    is_wide: bool = True

    @property
    def is_quiet(self) -> bool:
        """Whether little happened: of a part there is always little, so only the period before tells."""
        days = max(1, round((self.period.end - self.period.start) / _DAY))
        is_few = self.is_wide and self.now.stories <= FEW * days
        return is_few or (self.before is not None and self.now.stories * QUIET_SHARE < self.before.stories)


def brief(
    stories: Iterable[StoryView],
    themes: Iterable[CatalogueTheme],
    *,
    period: Period,
    night: Period | None,
    before: Sequence[TaggedArticle],
    today: date,
    is_wide: bool = True,
) -> Brief:
    """The brief of the stories that the period told, as `bot.desk.sections.within` gives them. `today` is the reader's day at its end."""
    codebook = tuple(themes)
    groups = {theme.id: theme.group for theme in codebook}
    ranked = by_rank(stories)
    now = tally((article for story in ranked for article in tagged(story)), groups)
    earlier = tally(before, groups) if before else None
    return Brief(
        period=period,
        night=night,
        parts=_parts(ranked, codebook, night),
        events=calendar(ranked, today),
        now=now,
        before=earlier,
        themes=rising(now.themes, earlier.themes, MOST_RISES) if earlier else (),
        actors=rising(now.actors, earlier.actors, MOST_RISES) if earlier else (),
        is_wide=is_wide,
    )


def _parts(ranked: Sequence[StoryView], themes: Sequence[CatalogueTheme], night: Period | None) -> tuple[Part, ...]:
    kinds = {story.id: section_of(story, {}) for story in ranked}
    news = [story for story in ranked if kinds[story.id] is not Section.OPINION]
    top = news[: min(LIMITS[Section.TOP], max(1, len(ranked) // TOP_SHARE))]
    broke = [story for story in _without(news, top) if _broke(story, night) and kinds[story.id] is not Section.STATEMENTS]
    overnight = broke[: LIMITS[Section.OVERNIGHT]]
    rest = contents(_without(ranked, [*top, *overnight]), themes).sections
    found = {Section.TOP: top, Section.OVERNIGHT: overnight, **{section: list(stories) for section, stories in rest.items()}}
    _let_speak(found)
    return tuple(_part(section, found[section]) for section in Section if found.get(section))


def _without(stories: Sequence[StoryView], taken: Sequence[StoryView]) -> list[StoryView]:
    ids = {story.id for story in taken}
    return [story for story in stories if story.id not in ids]


def _broke(story: StoryView, night: Period | None) -> bool:
    """Whether the story was first told in that night."""
    return night is not None and night.start <= story.first_seen_at < night.end


def _let_speak(found: dict[Section, list[StoryView]]) -> None:
    """Fill the room that official statements leave with stories that have none in their own section, where a person is quoted."""
    heard = found.get(Section.STATEMENTS, [])
    for section in (Section.ECONOMY, Section.NORTH, Section.SECURITY, Section.OTHER):
        left = found.get(section, [])[LIMITS[section] :]
        quoting = (story for story in left if is_person(voice(story, story.lead.language)))
        taken = list(islice(quoting, max(0, LIMITS[Section.STATEMENTS] - len(heard))))
        if taken:
            found[section] = _without(found[section], taken)
            heard = [*heard, *taken]
    found[Section.STATEMENTS] = heard


def _part(section: Section, stories: Sequence[StoryView]) -> Part:
    shown = tuple(stories[: LIMITS[section]])
    return Part(section, shown, len(stories) - len(shown))
