"""From an article's fingerprint to its story, with what an open unit of work knows of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.ports.intake import IntakeUnit, StoryTrace
from bot.desk.stories.decide import choose, is_reprint
from bot.desk.stories.memory import candidates, lookup_keys
from bot.desk.stories.parameters import WINDOW
from bot.desk.stories.rarity import usual_counts
from bot.desk.stories.vectors import EVERY, Weighed, term_keys, weigh
from bot.model import Fingerprint


@dataclass(frozen=True, slots=True)
class Found:
    """The article's story (None for a new one), the stories that it shows to be the same, and what is to be kept of it."""

    story_id: int | None
    same: tuple[int, ...]
    trace: StoryTrace | None


async def find(unit: IntakeUnit, fingerprint: Fingerprint, at: datetime, joined: int | None) -> Found:
    """`joined` is the story that an address or a headline gave already; it stands, and what is as alike is merged into it."""
    if not fingerprint.words and not fingerprint.shared:
        return Found(joined, (), None)
    terms = term_keys(fingerprint)
    stored = await unit.term_counts(terms)
    article = weigh(fingerprint, _counts(terms, stored), at)
    keys = lookup_keys(article)
    postings = await unit.led_to(keys, since=at - WINDOW)
    choice = choose(article, await unit.profiles(candidates(article, postings)), stored.get(EVERY, 0))
    story_id = choice.story if joined is None else joined
    same = tuple(other for other in choice.certain if other != story_id)
    voice = None if story_id is None else await _voice(unit, (story_id, *same), article)
    return Found(story_id, same, StoryTrace(article, terms, keys, voice))


def _counts(terms: Sequence[str], stored: Mapping[str, int]) -> Mapping[str, int]:
    """With this article, and as if some hundreds of usual ones had been read before the first."""
    usual = usual_counts()
    return {term: stored.get(term, 0) + usual.get(term, 0) + 1 for term in terms}


async def _voice(unit: IntakeUnit, stories: Sequence[int], article: Weighed) -> int | None:
    """The first article of the stories, which will be one, whose text this one repeats."""
    prints = [known for story_id in stories for known in await unit.prints(story_id)]
    for known in sorted(prints, key=lambda one: one.article_id):
        if is_reprint(article.sketch, known.sketch):
            return known.voice
    return None
