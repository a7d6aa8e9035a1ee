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
_SETTLED = frozenset(words("usfk-posture opcon-transfer"))
"""Themes that are Korea's and America's however briefly one of them is named."""
_DOMESTIC = frozenset(words("korea-politics us-politics"))
_CORE, _PARTIAL = 0.6, 0.3
_WEIGHTY = 3
"""A side behind counts for one of the two subjects where the other is named no more than so many times as often."""


class RelevanceHandler:
    """Runs after actors, themes and kind."""

    name = "relevance"
    version = 2

    def run(self, reading: Reading, findings: Findings) -> Findings:  # noqa: ARG002  the tags say it all
        sides = _Sides(*(_side(findings.actors, country) for country in ("KR", "US", "KP")))
        score = _score(sides, findings.themes, findings.kind.label == "statement")
        label = "core" if score >= _CORE else "partial" if score >= _PARTIAL else "none"
        return replace(findings, relevance=Label(label, score))


@dataclass(frozen=True, slots=True)
class _Side:
    """How a country acts in the text: 0 not at all, .5 behind, 1 in front; how often it is named; whether a person of it is in front."""

    weight: float
    mentions: int
    has_leader: bool


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two allies and the North."""

    south: _Side
    states: _Side
    north: _Side

    @property
    def in_front(self) -> bool:
        """Whether both allies act in front."""
        return min(self.south.weight, self.states.weight) == 1.0

    @property
    def one_in_front(self) -> bool:
        """Whether one of them does."""
        return max(self.south.weight, self.states.weight) == 1.0

    @property
    def named(self) -> int:
        """How often the ally that is named less is named."""
        return min(self.south.mentions, self.states.mentions)

    @property
    def is_weighty(self) -> bool:
        """Whether the South is more than one of many."""
        return self.south.weight == 1.0 or self.south.mentions * _WEIGHTY >= self.states.mentions


def _side(found: Iterable[ActorFinding], country: str) -> _Side:
    own = [actor for actor in found if actor.country == country and actor.type != "company"]
    major = [actor for actor in own if actor.salience == "major"]
    mentions = sum(len(actor.mentions) for actor in own)
    return _Side(1.0 if major else 0.5 if own else 0.0, mentions, any(actor.type == "person" for actor in major))


def _score(sides: _Sides, themes: Iterable[ThemeFinding], is_statement: bool) -> float:
    ranks = {theme.id: theme.rank for theme in themes}
    every = frozenset(ranks)
    primary = frozenset(theme for theme in every if ranks[theme] == "primary")
    is_trilateral = "trilateral-cooperation" in primary
    is_readout = is_statement and sides.in_front and sides.north.weight < 1.0 and "alliance-politics" in every and not is_trilateral
    claims = [0.0, 0.45 if primary & _NORTH else 0.0, 0.35 if "trilateral-cooperation" in every else 0.0]
    if sides.named:
        claims += _named(primary, every, sides)
        claims.append(0.62 if is_readout or _leaders_meet(sides, primary) else 0.0)
    # A text on the three together, on the North's weapons or on the North has the alliance for a part, unless it is about the alliance too.
    is_the_norths = sides.north.mentions > max(sides.south.mentions, sides.states.mentions)
    is_of_others = is_trilateral or bool(primary & _NORTH) or is_the_norths
    return min(max(claims), 0.5) if is_of_others and not primary & _OWN and not is_readout else max(claims)


def _leaders_meet(sides: _Sides, primary: frozenset[str]) -> bool:
    """Whether people of both allies act in front in what is neither the North's nor the politics of one of them."""
    both = sides.south.has_leader and sides.states.has_leader
    return both and not primary & _NORTH and not (primary and primary <= _DOMESTIC)


def _named(primary: frozenset[str], every: frozenset[str], sides: _Sides) -> list[float]:
    """What the themes claim where both sides are named; one that is named in passing makes no text its own."""
    named, in_front, one_in_front = sides.named, sides.in_front, sides.one_in_front
    is_own = primary & _OWN and (primary & _SETTLED or (named > 1 and sides.is_weighty))
    return [
        0.75 if is_own and one_in_front else 0.0,
        0.65 if primary & _BILATERAL and in_front else 0.0,
        0.62 if primary & _TRADE and one_in_front and named > 2 and sides.is_weighty else 0.0,
        0.62 if len(every & _OWN) > 1 and in_front else 0.0,
        0.45 if every & (_OWN | _BILATERAL) and in_front else 0.0,
        0.4 if every & _OWN or primary & _BILATERAL else 0.0,
        0.35 if (every & _NORTH and named > 1) or (primary & _BEARING and named > 2) else 0.0,
    ]
