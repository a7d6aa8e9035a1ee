"""Which of two groups has more of something, and how sure a few articles can make one of it.

Log-odds ratio with an informative Dirichlet prior, as a z-score: Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16
(2008), equations 16 to 22. Here the counts are articles, and the prior is the share of all articles of the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

PRIOR = 1.0
"""How many articles the prior weighs on each side."""

LEAST_Z = 1.28
"""Below this a difference is not told: of two groups alike, one in ten would differ so much to one side (standard normal)."""

LEAST_ARTICLES = 2
"""Of one side, and of those with the feature: one article is its author's choice, not that of a side."""

MOST_ELSEWHERE = 0.2
"""The other side leaves a feature out where at most so much of it has it."""


@dataclass(frozen=True, slots=True)
class Count:
    """In `having` of `articles` of a group."""

    having: int
    articles: int

    @property
    def share(self) -> float:
        """0 to 1; 0 for an empty group."""
        return self.having / self.articles if self.articles else 0.0


def z_score(here: Count, there: Count) -> float:
    """How far the log-odds of `here` lie above those of `there`, in standard deviations. Both groups must have an article."""
    share = (here.having + there.having + 0.5) / (here.articles + there.articles + 1)
    one, other = _smoothed(here, share), _smoothed(there, share)
    distance = log(one[0] / one[1]) - log(other[0] / other[1])
    return distance / sqrt(sum(1 / part for part in (*one, *other)))


def _smoothed(count: Count, share: float) -> tuple[float, float]:
    """Articles with and without the feature, the prior's among them."""
    return count.having + PRIOR * share, count.articles - count.having + PRIOR * (1 - share)


def is_told(here: Count, there: Count) -> bool:
    """Whether one side has a feature that the other leaves out: in two of its articles and in half of them at least, in hardly any of the
    other's, and further apart than chance would often put them."""
    return (
        min(here.having, there.articles) >= LEAST_ARTICLES
        and here.share >= 0.5
        and there.share <= MOST_ELSEWHERE
        and z_score(here, there) >= LEAST_Z
    )
