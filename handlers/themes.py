"""What the text is about (codebook section 4), by weighted terms of both languages.

For each theme the evidence is summed up in a few figures (theme_evidence.py); two logistic functions of them say whether the theme holds
and whether it is primary. Their weights (theme_weights.py) are fitted by regularised regression (Hoerl and Kennard 1970; le Cessie and
van Houwelingen 1992) on labelled articles; the terms and their weights are the ontology's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers import theme_weights as fitted
from handlers.findings import Findings, ThemeFinding
from handlers.holders import states_by_country
from handlers.logistic import logistic
from handlers.ontology.records import Ontology
from handlers.reading import Reading
from handlers.theme_evidence import Tally, figures, tallies

_MOST_PRIMARY = 3
_MOST_EVIDENCE = 60


class ThemesHandler:
    """Tags themes with their words; runs after the actors, for some terms count only beside an actor."""

    name = "themes"
    version = 3

    def __init__(self, ontology: Ontology) -> None:
        self._states = states_by_country(ontology)
        self._casts = {theme.id: theme.cast for theme in ontology.themes.values()}

    def run(self, reading: Reading, findings: Findings) -> Findings:
        found = tallies(reading, findings, self._states)
        odds = {theme: _odds(theme, values) for theme, values in figures(reading, findings, found, self._casts).items()}
        ranks = rank(odds)
        tagged = [_finding(theme, ranks[theme], max(odds[theme]), found[theme]) for theme in ranks]
        return replace(findings, themes=tuple(tagged))


def rank(odds: Mapping[str, tuple[float, float]], bounds: tuple[float, float, float] = fitted.BOUNDS) -> dict[str, str]:
    """The themes that hold with their rank, primary ones first, from the probabilities that a theme holds and that it is primary.

    What is primary holds, so the greater of the two counts. `bounds`: from which odds it holds, from which it is primary, and the share
    of the first theme's odds that a further primary one has.
    """
    held = [theme for theme, pair in odds.items() if max(pair) > bounds[0]]
    held.sort(key=lambda theme: (-odds[theme][1], -odds[theme][0], theme))
    least = max(bounds[1], bounds[2] * odds[held[0]][1]) if held else 0.0
    return {theme: "primary" if at < _MOST_PRIMARY and odds[theme][1] > least else "secondary" for at, theme in enumerate(held)}


def _odds(theme: str, values: list[float]) -> tuple[float, float]:
    holds = sum(map(float.__mul__, fitted.HOLDS, values)) + fitted.HOLDS_BASE + fitted.HOLDS_BY_THEME.get(theme, 0.0)
    leads = sum(map(float.__mul__, fitted.LEADS, values)) + fitted.LEADS_BASE + fitted.LEADS_BY_THEME.get(theme, 0.0)
    return logistic(holds), logistic(leads)


def _finding(theme: str, rank_: str, score: float, tally: Tally) -> ThemeFinding:
    return ThemeFinding(theme, rank_, score, tuple(mention for mention, _ in tally.evidence[:_MOST_EVIDENCE]))
