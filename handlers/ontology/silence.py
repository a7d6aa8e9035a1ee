"""What a team's own file takes out of the packaged ontology: actors, forms, themes and their words (local.py)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

import yaml

from handlers.ontology.checks import Draft, form_key
from handlers.ontology.records import Actor, Surface
from handlers.ontology.yamltext import Source

_KEYS = frozenset({"actors", "strangers", "forms", "themes", "terms"})


def silence(draft: Draft, source: Source, node: yaml.Node) -> frozenset[str]:
    """Take out of the draft what the node names; gives the ids of actors that are never to be tagged. Names that are not there are noted.

    `actors` are ids of the ontology, `strangers` ids under which people were found who are not in it. `forms` and `terms` count nowhere any
    more, or, as `{form: ..., of: ...}` and `{term: ..., of: ...}`, not for that actor, office or theme. `themes` are not tagged.
    """
    found = source.fields(node, _KEYS)
    actors = set(source.texts(found.get("strangers")))
    for actor_id, _, at in _items(source, found.get("actors"), "actor"):
        if actor_id in draft.actors:
            actors.add(actor_id)
        else:
            source.wrong(at, f"`{actor_id}` is no actor{near(actor_id, draft.actors)}")
    for text, of, at in _items(source, found.get("forms"), "form"):
        _form(draft, source, text, of, at)
    for text, of, at in _items(source, found.get("terms"), "term"):
        _term(draft, source, text, of, at)
    for theme_id, _, at in _items(source, found.get("themes"), "theme"):
        if draft.themes.pop(theme_id, None) is None:
            source.wrong(at, f"`{theme_id}` is no theme{near(theme_id, draft.themes)}")
    return frozenset(actors)


def near(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that is not known: a full stop, and what may have been meant."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f". Do you mean `{close[0]}`?" if close else "."


def without(actor: Actor, key: str) -> Actor:
    """The actor without the forms of that key (`form_key`), and without the exceptions that then except nothing."""
    forms, short, capital, home = (_kept(own, key) for own in (actor.forms, actor.short, actor.capital, actor.home))
    if (forms, short, capital, home) == (actor.forms, actor.short, actor.capital, actor.home):
        return actor
    rest = [form.text.lower() for form in (*forms, *short, *capital, *home)]
    except_in = tuple(longer for longer in actor.except_in if any(text in longer.lower() for text in rest))
    return replace(actor, forms=forms, short=short, capital=capital, home=home, except_in=except_in)


def _items(source: Source, node: yaml.Node | None, name: str) -> Iterator[tuple[str, str | None, yaml.Node]]:
    """(text, of what, node) of a list of texts and of `{name: text, of: id}`."""
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        source.wrong(node, "here must stand a list (`[a, b]`).")
        return
    for item in node.value:
        if isinstance(item, yaml.MappingNode):
            found = source.fields(item, {name, "of"}, (name, "of"))
            if len(found) == 2:
                yield source.text(found[name]), source.text(found["of"]), item
        elif text := source.text(item):
            yield text, None, item


def _form(draft: Draft, source: Source, text: str, of: str | None, at: yaml.Node) -> None:
    key, is_found = form_key(text), False
    for actor_id, actor in draft.actors.items():
        if of in (None, actor_id):
            draft.actors[actor_id] = without(actor, key)
            is_found |= draft.actors[actor_id] is not actor
    for office_id, office in draft.offices.items():
        if of in (None, office_id):
            kept = replace(office, titles=_kept(office.titles, key), home=_kept(office.home, key))
            draft.offices[office_id] = kept
            is_found |= kept != office
    if of is None:
        compounds = [(replace(compound, forms=_kept(compound.forms, key)), place) for compound, place in draft.compounds]
        is_found |= compounds != draft.compounds
        draft.compounds[:] = [(compound, place) for compound, place in compounds if compound.forms]
    if not is_found:
        whose = "nobody has" if of is None else f"`{of}` does not have"
        forms = (form.text for actor in draft.actors.values() for form in (*actor.forms, *actor.short, *actor.capital, *actor.home))
        source.wrong(at, f"{whose} the form `{text}`{near(text, forms)}")


def _term(draft: Draft, source: Source, text: str, of: str | None, at: yaml.Node) -> None:
    key, is_found = form_key(text), False
    for theme_id, theme in draft.themes.items():
        if of not in (None, theme_id):
            continue
        kept = tuple(term for term in theme.terms if form_key(term.text) != key)
        is_found |= len(kept) < len(theme.terms)
        if kept or not theme.terms:
            draft.themes[theme_id] = replace(theme, terms=kept)
        else:
            source.wrong(at, f"`{text}` is the last term of `{theme_id}`; silence the theme instead (`themes: [{theme_id}]`).")
    if not is_found:
        whose = "no theme has" if of is None else f"`{of}` does not have"
        source.wrong(at, f"{whose} the term `{text}`{near(text, (term.text for theme in draft.themes.values() for term in theme.terms))}")


def _kept(forms: tuple[Surface, ...], key: str) -> tuple[Surface, ...]:
    return tuple(form for form in forms if form_key(form.text) != key)
