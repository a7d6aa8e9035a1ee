"""How the text bears on the Korea-US alliance (codebook section 1): core, partial or none.

A score in 0..1 is put together from how strongly South Korea and the United States act in the text and from the themes that are the
alliance's own, the North's weapons, or bear on it only when both sides are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.findings import ActorFinding, Findings, Label, ThemeFinding
from handlers.ontology.records import Actor, Ontology
from handlers.reading import Reading
from handlers.script import words

_OWN = frozenset({"alliance-politics", "defense-cost-sharing", "usfk-posture", "extended-deterrence", "opcon-transfer", "joint-exercises"})
"""Themes that are the alliance's business by themselves."""
_BILATERAL = frozenset(
    words(
        "tariffs trade-agreements investment shipbuilding naval-nuclear nuclear-armament-debate missile-defense defense-industry "
        "intelligence-cyber visas-immigration autos semiconductors steel-aluminum batteries-ev energy agriculture digital-trade "
        "supply-chains technology currency public-opinion veterans-remains china-strategy"
    )
)
"""Themes that are the alliance's business where both sides act."""
_NORTH = frozenset({"north-korea-missiles", "north-korea-nuclear", "russia-dprk", "sanctions", "denuclearization-diplomacy"})
"""Themes that bear on the alliance whoever is named."""
_JOINT = frozenset({"trilateral-cooperation"})
_CORE, _PARTIAL = 0.6, 0.3


class RelevanceHandler:
    """Runs after actors and themes."""

    name = "relevance"
    version = 1

    def __init__(self, ontology: Ontology) -> None:
        self._actors = ontology.actors

    def run(
        self,
        reading: Reading,  # noqa: ARG002  the tags say it all
        findings: Findings,
    ) -> Findings:
        south, states = _weight(self._actors, findings.actors, "KR"), _weight(self._actors, findings.actors, "US")
        score = _score(south, states, _ranks(findings.themes))
        label = "core" if score >= _CORE else "partial" if score >= _PARTIAL else "none"
        return replace(findings, relevance=Label(label, score))


def _weight(actors: Mapping[str, Actor], found: Iterable[ActorFinding], country: str) -> float:
    """0 where the side is absent, .5 where it is minor, 1 where one of its actors is major."""
    own = [actor for actor in found if actor.country == country and actor.id in actors and actor.type != "company"]
    if not own:
        return 0.0
    return 1.0 if any(actor.salience == "major" for actor in own) else 0.5


def _ranks(themes: Iterable[ThemeFinding]) -> dict[str, float]:
    return {theme.id: 1.0 if theme.rank == "primary" else 0.4 for theme in themes}


def _best(ranks: Mapping[str, float], of: frozenset[str]) -> float:
    return max((rank for theme, rank in ranks.items() if theme in of), default=0.0)


def _score(south: float, states: float, ranks: Mapping[str, float]) -> float:
    both = min(south, states)
    own, bilateral, north, joint = (_best(ranks, of) for of in (_OWN, _BILATERAL, _NORTH, _JOINT))
    score = 0.0
    if both == 1.0:
        score = max(0.65 * own + 0.1, 0.65 * bilateral if north < 1.0 else 0.4)
    elif both > 0.0:
        score = max(0.45 * own, 0.4 * bilateral)
    if joint:
        score = max(score, 0.35 + 0.1 * joint)
    return min(1.0, max(score, 0.45 * north))
