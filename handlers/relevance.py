"""How the text bears on the Korea-US alliance (codebook section 1): core, partial or none.

A score in 0..1 is put together from how strongly South Korea and the United States act in the text and from the themes that are the
alliance's own, the North's weapons, or bear on it only when both sides are named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.findings import ActorFinding, Findings, Label, ThemeFinding
from handlers.reading import Reading
from handlers.script import words

_OWN = frozenset(words("alliance-politics defense-cost-sharing usfk-posture extended-deterrence opcon-transfer"))
"""Themes that are the alliance's business by themselves."""
_TRADE = frozenset(
    words(
        "tariffs trade-agreements autos steel-aluminum batteries-ev investment shipbuilding visas-immigration digital-trade agriculture "
        "semiconductors defense-industry nuclear-armament-debate"
    )
)
"""Themes that are the alliance's business where one side acts in front and the other is named."""
_BILATERAL = _TRADE | frozenset(
    words("joint-exercises naval-nuclear missile-defense intelligence-cyber energy supply-chains technology currency public-opinion")
)
"""Themes that are the alliance's business where both sides act in front."""
_NORTH = frozenset(words("north-korea-missiles north-korea-nuclear russia-dprk sanctions denuclearization-diplomacy"))
"""Themes that bear on the alliance whoever is named."""
_BEARING = frozenset(
    words("inter-korean human-rights veterans-remains china-strategy nato-europe defense-spending us-politics korea-politics")
)
"""Themes that bear on it where both sides are named."""
_CORE, _PARTIAL = 0.6, 0.3


class RelevanceHandler:
    """Runs after actors and themes."""

    name = "relevance"
    version = 1

    def run(self, reading: Reading, findings: Findings) -> Findings:  # noqa: ARG002  the tags say it all
        south, states = _side(findings.actors, "KR"), _side(findings.actors, "US")
        score = _score(south, states, findings.themes)
        label = "core" if score >= _CORE else "partial" if score >= _PARTIAL else "none"
        return replace(findings, relevance=Label(label, score))


@dataclass(frozen=True, slots=True)
class _Side:
    """How a country acts in the text: 0 not at all, .5 behind, 1 in front; how often it is named; whether a person of it is in front."""

    weight: float
    mentions: int
    has_leader: bool


def _side(found: Iterable[ActorFinding], country: str) -> _Side:
    own = [actor for actor in found if actor.country == country and actor.type != "company"]
    major = [actor for actor in own if actor.salience == "major"]
    mentions = sum(len(actor.mentions) for actor in own)
    return _Side(1.0 if major else 0.5 if own else 0.0, mentions, any(actor.type == "person" for actor in major))


def _score(south: _Side, states: _Side, themes: Iterable[ThemeFinding]) -> float:
    primary = {theme.id for theme in themes if theme.rank == "primary"}
    every = {theme.id for theme in themes}
    both = min(south.weight, states.weight)
    claims = [0.0]
    claims += [0.45] if primary & _NORTH else []
    if both:
        claims += _named(primary, every, south, states)
        claims += [0.62] if south.has_leader and states.has_leader and not primary & _NORTH else []
    score = max(claims)
    # A text on the three together, or on the North's weapons, has the alliance for a part, unless it is about the alliance as well.
    is_of_others = "trilateral-cooperation" in primary or bool(primary & _NORTH)
    if "trilateral-cooperation" in every:
        score = max(score, 0.35)
    return min(score, 0.5) if is_of_others and not primary & _OWN else score


def _named(primary: set[str], every: set[str], south: _Side, states: _Side) -> list[float]:
    """What the themes claim where both sides are named; one that is named in passing makes no text its own."""
    in_front = min(south.weight, states.weight) == 1.0
    one_in_front = max(south.weight, states.weight) == 1.0
    named = min(south.mentions, states.mentions)
    return [
        0.75 if primary & _OWN and one_in_front and named > 1 else 0.0,
        0.65 if primary & _BILATERAL and in_front else 0.0,
        0.62 if primary & _TRADE and one_in_front and named > 2 else 0.0,
        0.45 if every & (_OWN | _BILATERAL) and in_front else 0.0,
        0.4 if every & _OWN or primary & _BILATERAL else 0.0,
        0.35 if every & _NORTH or (primary & _BEARING and named > 2) else 0.0,
    ]
