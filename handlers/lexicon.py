"""From the ontology to the forms of the gazetteer: what each form stands for, and how it may be continued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from handlers.edges import Follow
from handlers.gazetteer import Form
from handlers.names import derived_short
from handlers.ontology.records import Actor, Ontology, Surface
from handlers.script import fold


class Role(Enum):
    """How a form names its target: see the records of the ontology."""

    FULL = "full"
    SHORT = "short"
    CAPITAL = "capital"
    TITLE = "title"
    HOME = "home"
    OWN = "own"
    PAIR = "pair"
    TERM = "term"

    __hash__ = object.__hash__  # the members are single; Enum's own hash is a call to Python


@dataclass(frozen=True, slots=True)
class Target:
    """What a form stands for. `ids` are actors (FULL, CAPITAL, OWN: one; SHORT, PAIR: several), an office (TITLE, HOME) or a theme (TERM).

    `weight`, `needs` and `near` (folded) are a term's.
    """

    role: Role
    ids: tuple[str, ...]
    weight: float = 0.0
    needs: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def forms_of(ontology: Ontology) -> Iterator[Form[Target]]:
    """Every form of the ontology once a target."""
    for actor in ontology.actors.values():
        for role, texts in _forms_by_role(actor):
            yield from _named(texts, Target(role, (actor.id,)), Follow.NAME, actor.except_in)
    yield from _short_forms(ontology)
    for office in ontology.offices.values():
        yield from _named(_texts(office.titles), Target(Role.TITLE, (office.id,)), Follow.NAME, ())
        yield from _named(_texts(office.home), Target(Role.HOME, (office.id,)), Follow.NAME, ())
    for compound in ontology.compounds:
        yield from _named(_texts(compound.forms), Target(Role.PAIR, compound.actors), Follow.PAIR, compound.except_in)
    for theme in ontology.themes.values():
        for term in theme.terms:
            target = Target(Role.TERM, (theme.id,), term.weight, term.needs, tuple(map(fold, term.near)))
            yield Form(term.text, target, Follow.TERM, term.except_in)


def _forms_by_role(actor: Actor) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    return (Role.FULL, _texts(actor.forms)), (Role.CAPITAL, _texts(actor.capital)), (Role.OWN, _texts(actor.home))


def _short_forms(ontology: Ontology) -> Iterator[Form[Target]]:
    """Each short form once, with everyone who bears it: there are many Lees."""
    bearers: dict[str, list[Actor]] = {}
    for actor in ontology.actors.values():
        full = _texts(actor.forms)
        for text in dict.fromkeys((*_texts(actor.short), *derived_short(actor))):
            if text not in full:
                bearers.setdefault(text, []).append(actor)
    for text, actors in bearers.items():
        except_in = tuple(longer for actor in actors for longer in actor.except_in)
        yield Form(text, Target(Role.SHORT, tuple(actor.id for actor in actors)), Follow.NAME, except_in)


def _texts(surfaces: tuple[Surface, ...]) -> tuple[str, ...]:
    return tuple(surface.text for surface in surfaces)


def _named(texts: tuple[str, ...], target: Target, follow: Follow, except_in: tuple[str, ...]) -> Iterator[Form[Target]]:
    for text in dict.fromkeys(texts):
        yield Form(text, target, follow, except_in)
