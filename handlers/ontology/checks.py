"""What must hold between the records: references that resolve, ids and forms with one owner, one holder of an office at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.ontology.records import Actor, Compound, Office, Surface, Theme
from handlers.ontology.yamltext import Mistakes

Places = Mapping[str, str]


def check_references(
    actors: Mapping[str, Actor],
    offices: Mapping[str, Office],
    compounds: Iterable[tuple[Compound, str]],
    themes: Iterable[tuple[Theme, str]],
    places: Places,
    mistakes: Mistakes,
) -> None:
    """Every id that is spoken of exists. `places` gives `file:line` of `actor:<id>` and `office:<id>`."""
    for actor in actors.values():
        at = places[f"actor:{actor.id}"]
        if actor.parent is not None and (actor.parent not in actors or _circular(actor, actors)):
            mistakes.add(at, f"`{actor.id}`: parent `{actor.parent}` is no other actor above it.")
        for tenure in actor.tenures:
            if tenure.office not in offices:
                mistakes.add(at, f"`{actor.id}`: office `{tenure.office}` is not known.")
    for office in offices.values():
        if office.body is not None and office.body not in actors:
            mistakes.add(places[f"office:{office.id}"], f"`{office.id}`: body `{office.body}` is no actor.")
    for compound, at in compounds:
        _need(compound.actors, actors, at, "the compound", mistakes)
        if len(compound.actors) < 2:
            mistakes.add(at, "a compound names at least two actors.")
    for theme, at in themes:
        for term in theme.terms:
            _need(term.needs, actors, at, f"`{theme.id}`, term `{term.text}`", mistakes)


def _need(ids: Iterable[str], actors: Mapping[str, Actor], at: str, who: str, mistakes: Mistakes) -> None:
    for actor_id in ids:
        if actor_id not in actors:
            mistakes.add(at, f"{who}: `{actor_id}` is no actor.")


def _circular(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    seen = {actor.id}
    above = actor.parent
    while above is not None and above in actors:
        if above in seen:
            return True
        seen.add(above)
        above = actors[above].parent
    return False


def check_tenures(actors: Mapping[str, Actor], places: Places, mistakes: Mistakes) -> None:
    """No two holders of one office at one time, and no holder twice at once."""
    held: dict[str, list[tuple[date, date, str]]] = {}
    for actor in actors.values():
        for tenure in actor.tenures:
            held.setdefault(tenure.office, []).append((tenure.start, tenure.end or date.max, actor.id))
    for office, spans in held.items():
        spans.sort()
        for (_, end, before), (start, _, after) in zip(spans, spans[1:], strict=False):
            if start < end:
                mistakes.add(places[f"actor:{after}"], f"`{after}` and `{before}` hold `{office}` at the same time.")


def form_key(text: str) -> str:
    """What two forms share when a text cannot tell them apart: case counts only for a form in capitals."""
    return text if text.isupper() else text.casefold()


def check_forms(
    actors: Mapping[str, Actor],
    offices: Mapping[str, Office],
    compounds: Iterable[tuple[Compound, str]],
    places: Places,
    mistakes: Mistakes,
) -> None:
    """A form has one owner. Only `short` forms may be shared: the full form in the same text decides. `home` forms have one owner a country."""
    owners: dict[str, str] = {}

    def claim(forms: Iterable[Surface], owner: str, at: str, scope: str = "") -> None:
        for form in forms:
            first = owners.get(form_key(form.text)) or owners.setdefault(scope + form_key(form.text), owner)
            if first != owner:
                mistakes.add(at, f"`{form.text}` is claimed by {owner} and by {first}.")

    for actor in actors.values():
        at = places[f"actor:{actor.id}"]
        claim((*actor.forms, *actor.capital), f"`{actor.id}`", at)
        _check_exceptions(actor, at, mistakes)
    for compound, at in compounds:
        claim(compound.forms, f"the compound `{'+'.join(compound.actors)}`", at)
    for office in offices.values():
        claim(office.titles, f"office `{office.id}`", places[f"office:{office.id}"])
    for office in offices.values():
        claim(office.home, f"office `{office.id}`", places[f"office:{office.id}"], f"{office.country} ")
    for actor in actors.values():
        claim(actor.home, f"`{actor.id}`", places[f"actor:{actor.id}"], f"{actor.country} ")


def _check_exceptions(actor: Actor, at: str, mistakes: Mistakes) -> None:
    """An exception that holds no form of its actor excepts nothing: most likely a slip of the pen."""
    forms = [form.text.casefold() for form in (*actor.forms, *actor.short, *actor.capital, *actor.home)]
    for exception in actor.except_in:
        if not any(form in exception.casefold() for form in forms):
            mistakes.add(at, f"`{actor.id}`: no form of it stands in except_in `{exception}`.")


def check_themes(themes: Iterable[tuple[Theme, str]], mistakes: Mistakes) -> None:
    """Every theme has terms, each once, and an exception holds its term."""
    for theme, at in themes:
        seen: set[str] = set()
        if not theme.terms:
            mistakes.add(at, f"`{theme.id}` has no terms.")
        for term in theme.terms:
            if form_key(term.text) in seen:
                mistakes.add(at, f"`{theme.id}`: term `{term.text}` stands twice.")
            seen.add(form_key(term.text))
            for exception in term.except_in:
                if term.text.casefold() not in exception.casefold():
                    mistakes.add(at, f"`{theme.id}`: term `{term.text}` does not stand in except_in `{exception}`.")
