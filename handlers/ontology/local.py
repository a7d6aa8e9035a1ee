"""A team's own file over the packaged ontology: add an actor, an alias or a theme word, silence what does not fit. docs/own-ontology.md.

First `silence` is done (silence.py), then the rest is added: what is silenced in one place may be put into another. `actors` holds new
actors as the packaged files do, or lists to add to known ones, whose `tenures` take the place of those in the same offices; `compounds`
pair words; `themes` terms to add to known themes, or other weights for terms that they have.
"""

from __future__ import annotations

from dataclasses import replace

import yaml

from handlers.ontology import read
from handlers.ontology.checks import Draft, form_key
from handlers.ontology.records import Actor, Surface
from handlers.ontology.silence import near, silence, without
from handlers.ontology.yamltext import Source

_KEYS = frozenset({"actors", "compounds", "themes", "silence"})
_ADDED = frozenset({*read.ACTOR_LISTS, "tenures"})
"""What may stand under the id of a known actor."""


def lay_over(draft: Draft, source: Source, content: bytes) -> frozenset[str]:
    """Change the draft as the local file says; gives the ids of actors that are never to be tagged. What is wrong is noted in the draft's
    mistakes."""
    root = source.root(content)
    if root is None:
        return frozenset()
    found = source.fields(root, _KEYS)
    silenced = silence(draft, source, found["silence"]) if "silence" in found else frozenset()
    owners = _owners(draft, silenced)
    for _, key, node in source.entries(found.get("actors")):
        _add_actor(draft, source, owners, key, node)
    for compound, node in read.read_compounds(source, found.get("compounds")):
        forms = tuple(form for form in compound.forms if _is_free(source, node, form, "a pair word", owners))
        draft.compounds.append((replace(compound, forms=forms), source.place(node)))
    for theme_id, key, node in source.entries(found.get("themes")):
        _add_to_theme(draft, source, theme_id, key, node)
    _take_from_silenced(draft, silenced, source.name)
    return silenced


def _owners(draft: Draft, silenced: frozenset[str]) -> dict[str, str]:
    """Who has a form, by its key; what only silenced actors have is free."""
    owners = {form_key(form.text): f"the pair word of {', '.join(c.actors)}" for c, _ in draft.compounds for form in c.forms}
    owners |= {form_key(form.text): f"office `{office.id}`" for office in draft.offices.values() for form in office.titles}
    for actor in draft.actors.values():
        if actor.id not in silenced:
            owners |= {form_key(form.text): f"`{actor.id}`" for form in (*actor.forms, *actor.capital)}
    return owners


def _is_free(source: Source, node: yaml.Node, form: Surface, own: str, owners: dict[str, str]) -> bool:
    """Whether nobody else has the form; if somebody has, that is noted with the way out."""
    owner = owners.get(form_key(form.text), own)
    if owner != own:
        source.wrong(node, f"`{form.text}` is already a form of {owner}. To give it to {own}, write it under `silence: forms:` too.")
    return owner == own


def _add_actor(draft: Draft, source: Source, owners: dict[str, str], key: yaml.Node, node: yaml.Node) -> None:
    actor_id = source.text(key)
    before = draft.actors.get(actor_id)
    if before is None:
        if isinstance(node, yaml.MappingNode) and _ADDED.issuperset(name.value for name, _ in node.value):
            source.wrong(key, f"`{actor_id}` is no actor{near(actor_id, draft.actors)} A new one needs `type`, `en` and `ko`.")
            return
        made = read.read_actor(source, actor_id, node)
    else:
        made = _with(before, source, node)
    own = f"`{actor_id}`"
    forms, capital = (tuple(form for form in given if _is_free(source, key, form, own, owners)) for given in (made.forms, made.capital))
    draft.actors[actor_id] = replace(made, forms=forms, capital=capital)
    draft.places[f"actor:{actor_id}"] = source.place(key)


def _with(before: Actor, source: Source, node: yaml.Node) -> Actor:
    """A known actor with more forms and exceptions, and other tenures in the offices that are named."""
    found = source.fields(node, _ADDED)
    tenures = tuple(read.read_tenures(source, found["tenures"])) if "tenures" in found else ()
    named = {tenure.office for tenure in tenures}
    return replace(
        before,
        forms=_joined(before.forms, source, found.get("forms")),
        short=_joined(before.short, source, found.get("short")),
        capital=_joined(before.capital, source, found.get("capital")),
        home=_joined(before.home, source, found.get("home")),
        except_in=(*before.except_in, *source.texts(found.get("except_in"))),
        tenures=(*(tenure for tenure in before.tenures if tenure.office not in named), *tenures),
    )


def _joined(before: tuple[Surface, ...], source: Source, node: yaml.Node | None) -> tuple[Surface, ...]:
    return tuple(dict.fromkeys((*before, *read.surfaces(source.texts(node)))))


def _add_to_theme(draft: Draft, source: Source, theme_id: str, key: yaml.Node, node: yaml.Node) -> None:
    before = draft.themes.get(theme_id)
    if before is None:
        source.wrong(key, f"`{theme_id}` is no theme{near(theme_id, draft.themes)} Themes are those of docs/add-a-theme.md.")
        return
    terms = read.read_terms(source, source.fields(node, read.WEIGHTS))
    anew = {form_key(term.text) for term in terms}
    kept = tuple(term for term in before.terms if form_key(term.text) not in anew)
    draft.themes[theme_id] = replace(before, terms=(*kept, *terms))
    draft.places[f"theme:{theme_id}"] = source.place(key)


def _take_from_silenced(draft: Draft, silenced: frozenset[str], file: str) -> None:
    """A form that the file gives to somebody leaves the silenced actor who had it."""
    given = {
        form_key(form.text)
        for actor in draft.actors.values()
        if draft.places[f"actor:{actor.id}"].startswith(f"{file}:")
        for form in (*actor.forms, *actor.capital)
    }
    for actor_id in silenced & draft.actors.keys():
        if not draft.places[f"actor:{actor_id}"].startswith(f"{file}:"):
            for key in given:
                draft.actors[actor_id] = without(draft.actors[actor_id], key)
