"""What the ontology knows of single actors and offices, as the resolution of names asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.affiliation import Affiliation
from handlers.holders import Holders, states_by_country
from handlers.ontology.records import Ontology

_MEDIA = "MED"
_OFFICES = {
    "leader": {"KR": "rok-president", "US": "us-president", "KP": "dprk-leader", "JP": "japan-prime-minister", "CN": "china-president"},
    "foreign": {"KR": "rok-foreign-minister", "US": "us-secretary-of-state", "KP": "dprk-foreign-minister"},
    "defense": {"KR": "rok-defense-minister", "US": "us-secretary-of-defense", "KP": "dprk-defense-minister"},
}
"""The office that speaks for a country at talks of leaders or ministers; elsewhere as `_TITLES` has it."""
_TITLES = {"leader": ("president", "prime-minister"), "foreign": ("foreign-minister",), "defense": ("defense-minister",)}


class Known:
    """Built once from an ontology; holds no state of any text."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._holders = Holders(ontology)
        self._states = states_by_country(ontology)
        self._types = {actor.id: actor.type for actor in ontology.actors.values()}
        self._countries = {actor.id: actor.country for actor in ontology.actors.values()}
        self.states = frozenset(actor.id for actor in ontology.actors.values() if actor.type == "state")
        self.people = frozenset(actor.id for actor in ontology.actors.values() if actor.type == "person")
        self.media = frozenset(actor.id for actor in ontology.actors.values() if (actor.code or "").endswith(_MEDIA))
        self.affiliation = Affiliation(ontology.names)

    def type_of(self, actor_id: str) -> str:
        """The actor's type; empty for one that is not in the ontology."""
        return self._types.get(actor_id, "")

    def country(self, actor_id: str) -> str | None:
        """The actor's country, where it has one."""
        return self._countries.get(actor_id)

    def holder(self, office_id: str, day: date | None) -> str | None:
        """Who is meant by the office's bare title on a day: its holder, else its body, else its state."""
        office = self._ontology.offices[office_id]
        return self._holders.of(office_id, day) or office.body or self._states.get(office.country)

    def state_of(self, office_id: str) -> str | None:
        """The state that the office belongs to."""
        return self._states.get(self._ontology.offices[office_id].country)

    def in_office(self, actor_ids: Iterable[str], day: date | None) -> tuple[str, ...]:
        """Those of the actors who held any office on the day."""
        return tuple(actor for actor in actor_ids if self._holders.in_office(actor, day))

    def held_office(self, actor_id: str) -> bool:
        """Whether any office of the person is known."""
        actor = self._ontology.actors.get(actor_id)
        return actor is not None and bool(actor.tenures)

    def state_of_country(self, country: str | None) -> str | None:
        """The state of an ISO country code."""
        return self._states.get(country) if country else None

    def leads(self, actor_id: str, day: date | None) -> bool:
        """Whether the actor was the head of its state or government on the day."""
        state = self.state_of_country(self.country(actor_id)) if actor_id in self.people else None
        return state is not None and self.leader_of(state, day, "leader") == actor_id

    def leader_of(self, state: str, day: date | None, kind: str) -> str | None:
        """Who spoke for the state on the day, where known: its `leader`, its `foreign` or its `defense` minister."""
        office = _OFFICES[kind].get(self.country(state) or "") or next(
            (name for title in _TITLES[kind] if (name := f"{state}-{title}") in self._ontology.offices), None
        )
        return self._holders.of(office, day) if office else None
