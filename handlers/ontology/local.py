"""A team's own file over the packaged ontology: add an actor, an alias or a theme word, silence what does not fit. docs/add-an-actor.md.

`actors` holds new actors as the packaged files do, or lists to add to known ones; `themes` terms to add to known themes; `silence` ids of
actors whose forms no longer count, and forms and terms that no longer do.
"""

from __future__ import annotations

from dataclasses import replace

import yaml

from handlers.ontology import read
from handlers.ontology.checks import Draft
from handlers.ontology.records import Actor, Surface
from handlers.ontology.yamltext import Source

_KEYS = frozenset({"actors", "themes", "silence"})
_SILENCE_KEYS = frozenset({"actors", "forms", "terms"})


def lay_over(draft: Draft, source: Source, content: bytes) -> None:
    """Change the draft as the local file says; what is wrong in it is noted in the draft's mistakes."""
    root = source.root(content)
    if root is None:
        return
    found = source.fields(root, _KEYS)
    for actor_id, key, node in source.entries(found.get("actors")):
        _add_to_actor(draft, source, actor_id, key, node)
    for theme_id, key, node in source.entries(found.get("themes")):
        _add_to_theme(draft, source, theme_id, key, node)
    if "silence" in found:
        _silence(draft, source, found["silence"])


def _add_to_actor(draft: Draft, source: Source, actor_id: str, key: yaml.Node, node: yaml.Node) -> None:
    before = draft.actors.get(actor_id)
    if before is None:
        draft.actors[actor_id] = read.read_actor(source, actor_id, node)
        draft.places[f"actor:{actor_id}"] = source.place(key)
        return
    lists = {name: source.texts(value) for name, value in source.fields(node, read.ACTOR_LISTS).items()}
    draft.actors[actor_id] = replace(
        before,
        forms=(*before.forms, *read.surfaces(lists.get("forms", ()))),
        short=(*before.short, *read.surfaces(lists.get("short", ()))),
        capital=(*before.capital, *read.surfaces(lists.get("capital", ()))),
        home=(*before.home, *read.surfaces(lists.get("home", ()))),
        except_in=(*before.except_in, *lists.get("except_in", ())),
    )
    draft.places[f"actor:{actor_id}"] = source.place(key)


def _add_to_theme(draft: Draft, source: Source, theme_id: str, key: yaml.Node, node: yaml.Node) -> None:
    before = draft.themes.get(theme_id)
    if before is None:
        source.wrong(key, f"`{theme_id}` is no theme; themes are those of the codebook.")
        return
    terms = read.read_terms(source, source.fields(node, read.WEIGHTS))
    draft.themes[theme_id] = replace(before, terms=(*before.terms, *terms))
    draft.places[f"theme:{theme_id}"] = source.place(key)


def _silence(draft: Draft, source: Source, node: yaml.Node) -> None:
    found = source.fields(node, _SILENCE_KEYS)
    for actor_id in source.texts(found.get("actors")):
        if actor_id not in draft.actors:
            source.wrong(found["actors"], f"`{actor_id}` is no actor.")
        else:
            draft.actors[actor_id] = replace(draft.actors[actor_id], forms=(), short=(), capital=(), home=(), except_in=())
    forms, terms = frozenset(source.texts(found.get("forms"))), frozenset(source.texts(found.get("terms")))
    for actor_id, actor in draft.actors.items():
        draft.actors[actor_id] = _without(actor, forms)
    draft.compounds[:] = [(replace(c, forms=_kept(c.forms, forms)), at) for c, at in draft.compounds]
    for theme_id, theme in draft.themes.items():
        draft.themes[theme_id] = replace(theme, terms=tuple(term for term in theme.terms if term.text not in terms))


def _without(actor: Actor, texts: frozenset[str]) -> Actor:
    """The actor without these forms, and without the exceptions that then except nothing."""
    if not texts or not any(form.text in texts for form in (*actor.forms, *actor.short, *actor.capital, *actor.home)):
        return actor
    kept = replace(
        actor,
        forms=_kept(actor.forms, texts),
        short=_kept(actor.short, texts),
        capital=_kept(actor.capital, texts),
        home=_kept(actor.home, texts),
    )
    rest = [form.text for form in (*kept.forms, *kept.short, *kept.capital, *kept.home)]
    return replace(kept, except_in=tuple(e for e in kept.except_in if any(text in e for text in rest)))


def _kept(forms: tuple[Surface, ...], texts: frozenset[str]) -> tuple[Surface, ...]:
    return tuple(form for form in forms if form.text not in texts)
