"""The filter form that the newest stories and the search share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.ports import Library
from bot.model import CatalogueActor, Outlet
from bot.web.filters import (
    KINDS,
    LANGUAGES,
    PARAMETERS,
    RELEVANCES,
    SINCES,
    Known,
    Pairs,
    Wanted,
    asked_actors,
    read_wanted,
    with_parameters,
    without,
)
from bot.web.rows import Names
from bot.web.site import Visit

_SUGGESTED = 60
_GROUPS = ("security", "economy", "society")
Choices = tuple[tuple[str, str], ...]
"""Values with their words."""


@dataclass(frozen=True, slots=True)
class Select:
    """One drop-down. `groups` are (heading, choices); a heading may be empty."""

    name: str
    groups: tuple[tuple[str, Choices], ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on, and the link that takes it off."""

    name: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Form:
    """All that the form shows. `actor` is the name in the actor field, `actors` are suggestions."""

    action: str
    selects: tuple[Select, ...]
    actor: str
    actors: tuple[str, ...]
    active: tuple[ActiveFilter, ...]
    unknown: tuple[str, ...]


async def read_form(visit: Visit, names: Names, *, kept: Pairs = ()) -> tuple[Wanted, Form]:
    """The filter of the address and the form that shows it. `kept` are parameters that links of the form carry on."""
    outlets = await visit.library.outlets()
    actors = [found for text in asked_actors(visit.query) if (found := await _find_actor(visit.library, text)) is not None]
    by_typed = {typed: actor.id for typed, actor in actors}
    known = Known(frozenset(names.themes), frozenset(outlet.id for outlet in outlets), by_typed)
    wanted = read_wanted(visit.query, known, visit.now)
    actor_names = {actor.id: _name(actor, names) for _, actor in actors}
    suggested = (await visit.site.actors.all())[:_SUGGESTED]
    form = Form(
        action=visit.path,
        selects=_selects(wanted, names, outlets),
        actor=next((actor_names[value] for value in wanted.values("actor")), ""),
        actors=tuple(_name(actor, names) for actor in suggested),
        active=_active(visit.path, wanted, kept, _texts(names, outlets, actor_names)),
        unknown=wanted.unknown,
    )
    return wanted, form


async def _find_actor(library: Library, typed: str) -> tuple[str, CatalogueActor] | None:
    actor = await library.actor(typed)
    if actor is None:
        actor = next(iter(await library.find_actors(typed, limit=1)), None)
    return (typed, actor) if actor is not None else None


def _name(actor: CatalogueActor, names: Names) -> str:
    return actor.name_ko if names.words.locale == "ko" else actor.name_en


def _selects(wanted: Wanted, names: Names, outlets: Sequence[Outlet]) -> tuple[Select, ...]:
    words = names.words

    def plain_select(name: str, values: Sequence[str]) -> Select:
        return Select(name, (("", tuple((value, words.label(name, value)) for value in values)),), wanted.values(name))

    by_name = tuple(sorted(((outlet.id, names.outlet(outlet)) for outlet in outlets), key=lambda pair: pair[1].casefold()))
    return (
        Select("theme", theme_groups(names), wanted.values("theme")),
        plain_select("language", LANGUAGES),
        Select("outlet", (("", by_name),), wanted.values("outlet")),
        plain_select("kind", KINDS),
        plain_select("relevance", RELEVANCES),
        plain_select("since", tuple(SINCES)),
    )


def theme_groups(names: Names) -> tuple[tuple[str, Choices], ...]:
    """Themes under their groups, in the catalogue's order; security, the desk's first concern, first."""
    groups: dict[str, list[tuple[str, str]]] = {group: [] for group in _GROUPS}
    for theme_id, (name, group) in names.themes.items():
        groups.setdefault(group, []).append((theme_id, name))
    return tuple((names.words.label("group", group), tuple(themes)) for group, themes in groups.items() if themes)


def _texts(names: Names, outlets: Sequence[Outlet], actors: dict[str, str]) -> dict[tuple[str, str], str]:
    words = names.words
    texts = {(name, value): words.label(name, value) for name in PARAMETERS for value in (*LANGUAGES, *KINDS, *RELEVANCES, *SINCES)}
    texts |= {("theme", theme_id): name for theme_id, (name, _) in names.themes.items()}
    texts |= {("outlet", outlet.id): names.outlet(outlet) for outlet in outlets}
    return texts | {("actor", actor_id): name for actor_id, name in actors.items()}


def _active(path: str, wanted: Wanted, kept: Pairs, texts: dict[tuple[str, str], str]) -> tuple[ActiveFilter, ...]:
    return tuple(
        ActiveFilter(pair[0], texts.get(pair, pair[1]), with_parameters(path, (*kept, *without(wanted.pairs, pair))))
        for pair in wanted.pairs
    )
