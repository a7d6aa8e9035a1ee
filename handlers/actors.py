"""Who acts, speaks, is addressed or affected (codebook section 3), with every mention and a salience."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.findings import ActorFinding, Findings, Mention
from handlers.ontology.records import Actor, Ontology
from handlers.reading import Reading
from handlers.resolve import Resolver

_MOST_MENTIONS = 200
_ALIASES = 12


class ActorsHandler:
    """Finds the ontology's actors. Salience is major in title or lead, or with a good share of all mentions."""

    name = "actors"
    version = 1

    def __init__(self, ontology: Ontology) -> None:
        self._actors = ontology.actors
        self._aliases = {actor.id: _aliases(actor) for actor in ontology.actors.values()}
        self._resolver = Resolver(ontology)

    def run(self, reading: Reading, findings: Findings) -> Findings:
        mentions: dict[str, list[Mention]] = {}
        for named in self._resolver.resolve(reading, findings.language):
            mention = reading.mention(named.field, named.start, named.end)
            for actor in named.actors:
                mentions.setdefault(actor, []).append(mention)
        major = salient(mentions, reading)
        found = [
            _finding(self._actors[actor], self._aliases[actor], "major" if actor in major else "minor", where)
            for actor, where in mentions.items()
            if actor in self._actors
        ]
        found.sort(key=lambda actor: (actor.salience != "major", -len(mentions[actor.id]), actor.id))
        return replace(findings, actors=tuple(found))


def salient(mentions: Mapping[str, list[Mention]], reading: Reading) -> frozenset[str]:
    """The actors of the title, those named often, and those of the lead that are named again."""
    most = max((len(where) for where in mentions.values()), default=0)
    return frozenset(actor for actor, where in mentions.items() if _weight(where, most, reading.lead_end) >= 1.0)


def _weight(where: list[Mention], most: int, lead_end: int) -> float:
    in_title = any(mention.field == "title" for mention in where)
    in_lead = any(mention.field == "body" and mention.start < lead_end for mention in where)
    return 1.0 * in_title + 0.5 * in_lead + 1.2 * len(where) / max(most, 4)


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
