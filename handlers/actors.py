"""Who acts, speaks, is addressed or affected (codebook section 3), with every mention and a salience."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.findings import ActorFinding, Findings, Mention
from handlers.ontology.records import Actor, Ontology
from handlers.people import Person
from handlers.places import Named
from handlers.reading import Reading
from handlers.resolve import Resolver
from handlers.uses import Use

_MOST_MENTIONS = 200
_ALIASES = 40
_MAJOR_FROM = -0.55
_BY_TYPE = {"person": 1.9, "body": 1.1, "force": 1.1}


class ActorsHandler:
    """Finds the ontology's actors. Salience is major in title or lead, or with a good share of all mentions."""

    name = "actors"
    version = 1

    def __init__(self, ontology: Ontology) -> None:
        self._actors = ontology.actors
        self._silenced = ontology.silenced
        self._aliases = {actor.id: _aliases(actor) for actor in ontology.actors.values()}
        self._resolver = Resolver(ontology)

    def run(self, reading: Reading, findings: Findings) -> Findings:
        mentions: dict[str, list[Mention]] = {}
        acting: dict[str, list[Mention]] = {}
        resolved = self._resolver.resolve(reading, findings.language)
        strangers = {person.id: person for person in resolved.people}
        counts = _strong(resolved.named)
        for named in resolved.named:
            mention = reading.mention(named.field, named.start, named.end)
            for actor in named.actors:
                if not counts[actor] or actor in self._silenced:
                    continue
                mentions.setdefault(actor, []).append(mention)
                if named.use is not Use.NONE:
                    acting.setdefault(actor, []).append(mention)
        major = salient(acting, reading, self._actors)
        found = [
            _finding(self._actors[actor], self._aliases[actor], "major" if actor in major else "minor", where)
            for actor, where in mentions.items()
            if actor in self._actors
        ]
        found.extend(
            _stranger(strangers[actor], "major" if actor in major else "minor", where)
            for actor, where in mentions.items()
            if actor in strangers
        )
        found.sort(key=lambda actor: (actor.salience != "major", -len(mentions[actor.id]), actor.id))
        return replace(findings, actors=tuple(found))


def _strong(named: Iterable[Named]) -> dict[str, bool]:
    """By actor, whether it is named as one at all: once as an actor, or several times where one use is too weak."""
    uses: dict[str, list[Use]] = {}
    for place in named:
        for actor in place.actors:
            uses.setdefault(actor, []).append(place.use)
    return {actor: Use.ACTOR in found or found.count(Use.WEAK) > 1 for actor, found in uses.items()}


def salient(mentions: Mapping[str, list[Mention]], reading: Reading, actors: Mapping[str, Actor]) -> frozenset[str]:
    """The actors that the piece puts first: named in title or lead, or often, people and bodies more readily than states."""
    numbers = [len(where) for where in mentions.values()] or [1]
    crowd = 0.6 * math.log(len(numbers)) + 3.4
    return frozenset(
        actor
        for actor, where in mentions.items()
        if _pull(where, numbers, reading.lead_ends) + _BY_TYPE.get(actors[actor].type if actor in actors else "person", 0.0) - crowd
        > _MAJOR_FROM
    )


def _pull(where: list[Mention], numbers: list[int], borders: tuple[int, int, int]) -> float:
    """What place and number of mentions add to the log-odds of major.

    The weights here and above are rounded from a logistic regression on labelled articles (cross-validated F1 .80, by hand .76).
    """
    in_title = any(mention.field == "title" for mention in where)
    first = min((mention.start for mention in where if mention.field == "body"), default=borders[-1] + 1)
    place = next((weight for weight, border in zip((2.7, 2.2, 1.1), borders, strict=True) if first < border), 0.0)
    often = 1.9 * len(where) / max(numbers) + 1.5 * math.log(len(where)) - 2.0 * len(where) / sum(numbers)
    return 1.75 * in_title + place + often


def _aliases(actor: Actor) -> tuple[str, ...]:
    names = (actor.name_en, actor.name_ko)
    return tuple(surface.text for surface in actor.forms if surface.text not in names)[:_ALIASES]


def _finding(actor: Actor, aliases: tuple[str, ...], salience: str, where: list[Mention]) -> ActorFinding:
    return ActorFinding(
        id=actor.id,
        name_en=actor.name_en,
        name_ko=actor.name_ko,
        aliases=aliases,
        wikidata=actor.wikidata,
        type=actor.type,
        country=actor.country,
        salience=salience,
        mentions=tuple(where[:_MOST_MENTIONS]),
    )


def _stranger(person: Person, salience: str, where: list[Mention]) -> ActorFinding:
    return ActorFinding(
        id=person.id,
        name_en=person.name_en,
        name_ko=person.name_ko,
        aliases=(),
        wikidata=None,
        type=person.type,
        country=None,
        salience=salience,
        mentions=tuple(where[:_MOST_MENTIONS]),
    )
