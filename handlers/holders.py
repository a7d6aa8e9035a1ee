"""Who held an office on a day, by the tenures of the ontology."""

from __future__ import annotations

from datetime import date

from handlers.ontology.records import Actor, Ontology, Tenure


class Holders:
    """Tenures by office. A text without a date is read as of now: an office's holder is then the one whose tenure lasts."""

    def __init__(self, ontology: Ontology) -> None:
        self._by_office: dict[str, list[tuple[str, Tenure]]] = {}
        self._tenures = {actor.id: actor.tenures for actor in ontology.actors.values()}
        for actor in ontology.actors.values():
            for tenure in actor.tenures:
                self._by_office.setdefault(tenure.office, []).append((actor.id, tenure))

    def of(self, office: str, day: date | None) -> str | None:
        """The actor who held `office` on `day`; None where nobody is known. Where two overlap, the later one."""
        found = [(tenure.start, actor) for actor, tenure in self._by_office.get(office, ()) if holds(tenure, day)]
        return max(found)[1] if found else None

    def in_office(self, actor: str, day: date | None) -> bool:
        """Whether the person held any office on `day`."""
        return any(holds(tenure, day) for tenure in self._tenures.get(actor, ()))


def holds(tenure: Tenure, day: date | None) -> bool:
    """Whether the tenure covers `day`, or lasts where no day is known."""
    if day is None:
        return tenure.end is None
    return tenure.start <= day and (tenure.end is None or day < tenure.end)


def states_by_country(ontology: Ontology) -> dict[str, str]:
    """ISO country code to the id of its state."""
    return {actor.country: actor.id for actor in _states(ontology) if actor.country}


def _states(ontology: Ontology) -> list[Actor]:
    return [actor for actor in ontology.actors.values() if actor.type == "state"]
