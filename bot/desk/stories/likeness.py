"""How much an article is like a story. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.stories.parameters import PARAMETERS, Parameters
from bot.desk.stories.vectors import Profile, Weighed


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article beside a story.

    `words` and `shared` say how alike the words of one language and the shared terms are, 0 to 1; `part` is the part of the story's
    articles that are in the article's language. `is_act` says that the main event is one, `is_other_act` that both have one and it is
    another. `days` lie between the article and the story's newest. `value` puts all of it together, 0 to 1 (twice that where `is_act`).
    """

    words: float
    shared: float
    part: float
    is_act: bool
    is_other_act: bool
    days: float
    value: float


def compare(article: Weighed, story: Profile, parameters: Parameters = PARAMETERS) -> Likeness:
    """Words and shared terms speak together for that part of the story which is in the article's language; for the other part shared
    terms speak alone, and the main event. What was without news for long is less like anything.
    """
    size = story.size
    act = story.act if article.act is not None else None
    is_act, is_other_act = act is not None and act == article.act, act is not None and act != article.act
    shared = story.shared.likeness(article.shared, size, parameters.crowd)
    across = min(1.0, shared * parameters.same_act) if is_act else shared
    count = story.sizes.get(article.language, 0)
    words, part, value = 0.0, count / size, across
    if count:
        words = story.words[article.language].likeness(article.words, count, parameters.crowd)
        own = (1 - parameters.share) * words + parameters.share * shared
        value = part * own + (1 - part) * across
    if is_other_act:
        value *= parameters.other_act
    gap = abs(article.at - story.last)
    value *= 0.5 ** (gap / parameters.half_life)
    return Likeness(words, shared, part, is_act, is_other_act, gap.total_seconds() / 86_400, float(value))
