"""Who acts, speaks, is addressed or affected (codebook section 3), with every mention and a salience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.findings import ActorFinding, Findings, Mention
from handlers.mentions import MentionIndex
from handlers.ontology.records import Actor, Ontology
from handlers.people import Person
from handlers.places import Named
from handlers.reading import Reading
from handlers.resolve import Resolver
from handlers.salience import major
from handlers.uses import Use

_MOST_MENTIONS = 200
_ALIASES = 40


class ActorsHandler:
    """Finds the ontology's actors, and people and bodies beyond it (handlers/people). Salience as salience.py has it."""

    name = "actors"
    version = 4

    def __init__(self, ontology: Ontology) -> None:
        self._actors = ontology.actors
        self._silenced = ontology.silenced
        self._aliases = {actor.id: _aliases(actor) for actor in ontology.actors.values()}
        self._resolver = Resolver(ontology)

    def run(self, reading: Reading, findings: Findings) -> Findings:
        mentions: dict[str, list[Mention]] = {}
        resolved = self._resolver.resolve(reading, findings.language)
        strangers = {person.id: person for person in resolved.people}
        counts = _strong(resolved.named)
        for named in resolved.named:
            mention = reading.mention(named.field, named.start, named.end)
            for actor in named.actors:
                if counts[actor] and actor not in self._silenced:
                    mentions.setdefault(actor, []).append(mention)
        main = major(_acting(resolved.named, counts), reading, self._actors, findings.language)
        day = reading.document.published
        found = [
            replace(
                _finding(self._actors[actor], self._aliases[actor], "major" if actor in main else "minor", where),
                is_leader=self._resolver.leads(actor, day),
            )
            for actor, where in mentions.items()
            if actor in self._actors
        ]
        found.extend(
            _stranger(strangers[actor], "major" if actor in main else "minor", where)
            for actor, where in mentions.items()
            if actor in strangers
        )
        found.sort(key=lambda actor: (actor.salience != "major", -len(mentions[actor.id]), actor.id))
        return replace(findings, actors=tuple(found), index=MentionIndex(found))


def _strong(named: Iterable[Named]) -> dict[str, bool]:
    """By actor, whether it is named as one at all: once as an actor, or several times where one use is too weak."""
    uses: dict[str, list[Use]] = {}
    for place in named:
        for actor in place.actors:
            uses.setdefault(actor, []).append(place.use)
    return {actor: Use.ACTOR in found or found.count(Use.WEAK) > 1 for actor, found in uses.items()}


def acting(named: Sequence[Named]) -> list[Named]:
    """The places that name somebody who is an actor of the text at all."""
    return _acting(named, _strong(named))


def _acting(named: Iterable[Named], counts: Mapping[str, bool]) -> list[Named]:
    return [place for place in named if counts[place.actors[0]] or any(counts[actor] for actor in place.actors)]


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
