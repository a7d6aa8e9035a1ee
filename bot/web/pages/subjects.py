"""An actor or a theme: how often it was written about, beside what, and the newest stories on it. And the index of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.model import Activity, CatalogueActor, Filter
from bot.web.chart import Chart, chart_of
from bot.web.filters import with_parameters
from bot.web.pages.form import theme_groups
from bot.web.rows import Chip, Names, story_row
from bot.web.site import Visit, visit_of

_DAYS = 30
_STORIES = 15
_BESIDE = 10
_ALIASES = 10
Counts = Sequence[tuple[str, int]]
"""Ids with numbers of articles, most frequent first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A name with its page (empty where it has none) and a number of articles."""

    name: str
    link: str
    count: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What the page says of an actor or theme. `other_name` is its name in the desk's other language."""

    kind: str
    id: str
    name: str
    other_name: str
    other_lang: str
    group: str
    country: str
    aliases: tuple[str, ...]
    wikidata: str | None


async def show_index(request: web.Request) -> web.Response:
    """`/topics`: all themes by group, and the actors most written about."""
    visit = visit_of(request)
    names = await visit.names()
    actors = await visit.site.actors.all()
    return visit.page("topics.html", groups=theme_groups(names), actors=[_actor_chip(actor, names) for actor in actors])


async def show_actor(request: web.Request) -> web.Response:
    """`/actor/{id}`; a retired id is sent on to the one that took its place."""
    visit = visit_of(request)
    asked = request.match_info["id"]
    actor = await visit.library.actor(asked)
    if actor is None:
        raise web.HTTPNotFound
    if actor.id != asked:
        return _moved(f"/actor/{actor.id}")
    activity = await visit.library.actor_activity(actor.id, since=visit.now - timedelta(days=_DAYS))
    return await _show(visit, _actor_subject(actor, visit), Filter(actors=(actor.id,)), activity)


async def show_theme(request: web.Request) -> web.Response:
    """`/theme/{id}`."""
    visit = visit_of(request)
    theme = next((theme for theme in await visit.library.themes() if theme.id == request.match_info["id"]), None)
    if theme is None:
        raise web.HTTPNotFound
    korean = visit.words.locale == "ko"
    subject = Subject(
        kind="theme",
        id=theme.id,
        name=theme.name_ko if korean else theme.name_en,
        other_name=theme.name_en if korean else theme.name_ko,
        other_lang="en" if korean else "ko",
        group=visit.words.label("group", theme.group),
        country="",
        aliases=(),
        wikidata=None,
    )
    activity = await visit.library.theme_activity(theme.id, since=visit.now - timedelta(days=_DAYS))
    return await _show(visit, subject, Filter(themes=(theme.id,)), activity)


def _moved(path: str) -> web.Response:
    return web.Response(status=301, headers={"Location": path})


async def _show(visit: Visit, subject: Subject, wanted: Filter, activity: Activity) -> web.Response:
    names = await visit.names()
    stories = await visit.library.latest(wanted, limit=_STORIES)
    outlets = {outlet.id: names.outlet(outlet) for outlet in await visit.library.outlets()}
    return visit.page(
        "subject.html",
        subject=subject,
        activity=activity,
        chart=_chart(activity, visit),
        busiest=_busiest(activity, visit),
        days=_DAYS,
        actors=await _actors_beside(_others(activity.actors, subject.id), names, visit),
        themes=[
            Counted(names.theme(theme_id).name, f"/theme/{theme_id}", count) for theme_id, count in _others(activity.themes, subject.id)
        ],
        outlets=[
            Counted(outlets.get(outlet_id, outlet_id), with_parameters("/", [(subject.kind, subject.id), ("outlet", outlet_id)]), count)
            for outlet_id, count in activity.outlets[:_BESIDE]
        ],
        stories=[story_row(story, names) for story in stories],
        all_stories=with_parameters("/", [(subject.kind, subject.id)]),
    )


def _chart(activity: Activity, visit: Visit) -> Chart:
    return chart_of(activity.by_day, last=visit.now.date(), days=_DAYS)


def _busiest(activity: Activity, visit: Visit) -> str:
    bar = _chart(activity, visit).busiest
    return visit.times.day(bar.day) if bar else ""


def _others(counts: Counts, own_id: str) -> Counts:
    """The most frequent, without the subject itself."""
    return [(other_id, count) for other_id, count in counts if other_id != own_id][:_BESIDE]


async def _actors_beside(actors: Counts, names: Names, visit: Visit) -> Sequence[Counted]:
    found = await visit.site.actors.by_id([actor_id for actor_id, _ in actors])
    return [
        Counted(_actor_chip(found[actor_id], names).name if actor_id in found else actor_id, f"/actor/{actor_id}", count)
        for actor_id, count in actors
    ]


def _actor_chip(actor: CatalogueActor, names: Names) -> Chip:
    return Chip(actor.id, actor.name_ko if names.words.locale == "ko" else actor.name_en, "minor", actor.type)


def _aliases(actor: CatalogueActor, locale: str) -> tuple[str, ...]:
    """The first of its other names, those in the reader's script before the others."""
    others = (alias for alias in actor.aliases if alias not in {actor.name_en, actor.name_ko})
    return tuple(sorted(others, key=lambda alias: alias.isascii() == (locale == "ko")))[:_ALIASES]


def _actor_subject(actor: CatalogueActor, visit: Visit) -> Subject:
    korean = visit.words.locale == "ko"
    return Subject(
        kind="actor",
        id=actor.id,
        name=actor.name_ko if korean else actor.name_en,
        other_name=actor.name_en if korean else actor.name_ko,
        other_lang="en" if korean else "ko",
        group=visit.words.label("type", actor.type),
        country=(actor.country or "") if actor.type != "state" else "",
        aliases=_aliases(actor, visit.words.locale),
        wikidata=f"https://www.wikidata.org/wiki/{actor.wikidata}" if actor.wikidata else None,
    )
