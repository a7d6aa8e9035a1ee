"""What must hold between the records: references that resolve, ids and forms with one owner, one holder of an office at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.ontology.names import NameLists
from handlers.ontology.records import Act, Actor, Compound, Office, Reference, SharedTerm, Surface, Theme, Wording
from handlers.ontology.yamltext import Mistakes


@dataclass(slots=True)
class Draft:
    """What has been read so far; `places` maps `actor:<id>`, `office:<id>`, `theme:<id>` and `redirect:<id>` to `file:line`."""

    mistakes: Mistakes = field(default_factory=Mistakes)
    actors: dict[str, Actor] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    compounds: list[tuple[Compound, str]] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    tone: list[Wording] = field(default_factory=list)
    coming: list[Wording] = field(default_factory=list)
    quotes: list[Wording] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    terms: list[SharedTerm] = field(default_factory=list)
    names: NameLists = field(default_factory=NameLists)
    sources: dict[str, Reference] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def first(self, kind: str, name: str, place: str) -> bool:
        """Whether the id is new of its kind; a second one is a mistake."""
        before = self.places.setdefault(f"{kind}:{name}", place)
        if before != place:
            self.mistakes.add(place, f"{kind} `{name}` stands already in {before}.")
        return before == place

    def wrong(self, kind: str, name: str, words: str) -> None:
        """Note a mistake about an actor, office, theme or redirect, at its place."""
        self.mistakes.add(self.places[f"{kind}:{name}"], f"`{name}`: {words}")


def check(draft: Draft) -> None:
    """Note every mistake that only shows between the files."""
    _check_actors(draft)
    for office in draft.offices.values():
        if office.body is not None and office.body not in draft.actors:
            draft.wrong("office", office.id, f"body `{office.body}` is no actor.")
    _check_compounds(draft)
    _check_tenures(draft)
    _check_citations(draft)
    _check_forms(draft)
    for theme in draft.themes.values():
        _check_theme(draft, theme)
    for old, new in draft.redirects.items():
        if old in draft.actors or new not in draft.actors:
            draft.wrong("redirect", old, f"it must be a retired id, and `{new}` an actor.")
    _check_wordings(draft, "tone", draft.tone)
    _check_wordings(draft, "coming", draft.coming)
    _check_wordings(draft, "quotes", draft.quotes)
    _check_acts(draft)
    _check_terms(draft)


def _check_actors(draft: Draft) -> None:
    for actor in draft.actors.values():
        if actor.parent is not None and (actor.parent not in draft.actors or _circular(actor, draft.actors)):
            draft.wrong("actor", actor.id, f"parent `{actor.parent}` is no other actor above it.")
        for tenure in actor.tenures:
            if tenure.office not in draft.offices:
                draft.wrong("actor", actor.id, f"office `{tenure.office}` is not known.")
        forms = [_fold(form.text) for form in (*actor.forms, *actor.short, *actor.capital, *actor.home)] if actor.except_in else []
        for exception in actor.except_in:
            if not any(form in _fold(exception) for form in forms):
                draft.wrong("actor", actor.id, f"no form of it stands in except_in `{exception}`.")


def _circular(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    seen = {actor.id}
    above = actor.parent
    while above is not None and above in actors:
        if above in seen:
            return True
        seen.add(above)
        above = actors[above].parent
    return False


def _check_compounds(draft: Draft) -> None:
    for compound, at in draft.compounds:
        for actor_id in compound.actors:
            if actor_id not in draft.actors:
                draft.mistakes.add(at, f"the compound: `{actor_id}` is no actor.")
        if len(compound.actors) < 2:
            draft.mistakes.add(at, "a compound names at least two actors.")
        if not compound.forms:
            draft.mistakes.add(at, "a compound needs a form.")
        forms = [_fold(form.text) for form in compound.forms]
        for exception in compound.except_in:
            if not any(form in _fold(exception) for form in forms):
                draft.mistakes.add(at, f"no form of the compound stands in except_in `{exception}`.")


def _check_tenures(draft: Draft) -> None:
    """No two holders of one office at one time, and no holder twice at once."""
    held: dict[str, list[tuple[date, date, str]]] = {}
    for actor in draft.actors.values():
        for tenure in actor.tenures:
            held.setdefault(tenure.office, []).append((tenure.start, tenure.end or date.max, actor.id))
    for office, spans in held.items():
        for (_, end, before), (start, _, after) in itertools.pairwise(sorted(spans)):
            if start < end:
                draft.wrong("actor", after, f"it and `{before}` hold `{office}` at the same time.")


def _check_citations(draft: Draft) -> None:
    """Every source that is cited is listed; where sources are listed, every packaged item id and office date cites one."""
    for actor in draft.actors.values():
        must = bool(draft.sources) and draft.places[f"actor:{actor.id}"].startswith("actors/")
        cited = [(f"wikidata `{actor.wikidata}`", actor.wikidata_source)] if actor.wikidata else []
        for what, key in (*cited, *((f"office `{tenure.office}`", tenure.source) for tenure in actor.tenures)):
            if key is None and must:
                draft.wrong("actor", actor.id, f"{what} names no source; write ` from ` and a key of sources.yaml after it.")
            elif key is not None and key not in draft.sources:
                draft.wrong("actor", actor.id, f"source `{key}` of {what} is not in sources.yaml.")


def form_key(text: str) -> str:
    """What two forms share when a text cannot tell them apart: case counts only for a form in capitals (`US`)."""
    return f"={text}" if text.isascii() and text.isupper() else _fold(text)


def _fold(text: str) -> str:
    """As handlers.script.fold compares, as far as the ontology's own spelling needs it (that one costs tens of milliseconds here)."""
    return text.lower().replace("-", " ").replace("’", "'").replace("–", " ")


def _check_forms(draft: Draft) -> None:
    """A form has one owner; only `short` forms may be shared (the full form in the text decides). `home` forms: one owner a country."""
    owners: dict[str, tuple[str, str]] = {}

    def claim(forms: Iterable[Surface], owner: str, at: str, scope: str = "") -> None:
        for form in forms:
            key = form_key(form.text)
            first, there = owners.get(key) or owners.setdefault(scope + key, (owner, at))
            if (first, there) != (owner, at):
                draft.mistakes.add(at, f"`{form.text}` is claimed by {owner} and by {first} ({there}).")

    for actor in draft.actors.values():
        claim((*actor.forms, *actor.capital), f"`{actor.id}`", draft.places[f"actor:{actor.id}"])
    for compound, at in draft.compounds:
        claim(compound.forms, f"the compound of {', '.join(compound.actors)}", at)
    for office in draft.offices.values():
        claim(office.titles, f"office `{office.id}`", draft.places[f"office:{office.id}"])
    for office in draft.offices.values():
        claim(office.home, f"office `{office.id}`", draft.places[f"office:{office.id}"], f"{office.country} ")
    for actor in draft.actors.values():
        claim(actor.home, f"`{actor.id}`", draft.places[f"actor:{actor.id}"], f"{actor.country} ")


def _check_theme(draft: Draft, theme: Theme) -> None:
    """A theme has terms, each once beside the same words; cast and needs are actors that exist, and an exception holds its term."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for actor_id in theme.cast:
        if actor_id not in draft.actors:
            draft.wrong("theme", theme.id, f"`{actor_id}` of its cast is no actor.")
    if not theme.terms:
        draft.wrong("theme", theme.id, "it has no terms.")
    for term in theme.terms:
        key = form_key(term.text), term.near
        if key in seen:
            draft.wrong("theme", theme.id, f"term `{term.text}` stands twice.")
        seen.add(key)
        for actor_id in term.needs:
            if actor_id not in draft.actors:
                draft.wrong("theme", theme.id, f"term `{term.text}` needs `{actor_id}`, which is no actor.")
        for exception in term.except_in:
            if _fold(term.text) not in _fold(exception):
                draft.wrong("theme", theme.id, f"term `{term.text}` does not stand in except_in `{exception}`.")


def _check_wordings(draft: Draft, kind: str, found: Iterable[Wording]) -> None:
    """Within a handler's vocabulary a text has one sense (one that announces may have a kind besides); an exception holds a text of its
    wording."""
    owners: dict[tuple[bool, str], str] = {}
    for wording in found:
        folded = [_fold(text) for text in wording.texts]
        for text in folded:
            first = owners.setdefault((wording.sense == "announces", text), wording.id)
            if first != wording.id:
                draft.wrong(kind, wording.id, f"`{text}` stands in `{first}` already.")
        for exception in wording.except_in:
            if not any(text in _fold(exception) for text in folded):
                draft.wrong(kind, wording.id, f"none of its texts stands in except_in `{exception}`.")


def _check_acts(draft: Draft) -> None:
    """A word tells one act, and the actors in words and defaults exist."""
    owners: dict[str, str] = {}
    for act in draft.acts:
        for text in (*act.verbs, *act.nouns, *act.ko, *act.toward):
            first = owners.setdefault(_fold(text), act.id)
            if first != act.id:
                draft.wrong("act", act.id, f"`{text}` stands in `{first}` already.")
        for actor_id in (*act.toward.values(), *act.defaults, *act.defaults.values()):
            if actor_id not in draft.actors:
                draft.wrong("act", act.id, f"`{actor_id}` is no actor.")


def _check_terms(draft: Draft) -> None:
    """A meaning has words in both languages, and a word one meaning."""
    owners: dict[str, str] = {}
    for term in draft.terms:
        if {form.lang == "ko" for form in term.forms} != {True, False}:
            draft.wrong("term", term.id, "it needs a word in English and one in Korean.")
        for form in term.forms:
            first = owners.setdefault(form_key(form.text), term.id)
            if first != term.id:
                draft.wrong("term", term.id, f"`{form.text}` stands in `{first}` already.")
