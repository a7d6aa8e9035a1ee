"""Build the site: routes, templates, words. Everything it needs is handed in."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.desk.phrases import load_phrases
from bot.desk.ports import Clock, Library
from bot.web import assets, hubs
from bot.web.guard import guard
from bot.web.pages import article, health, newest, probes, search, subjects
from bot.web.plain import plain
from bot.web.ports import HealthSource, HubCalls
from bot.web.rows import first_and_rest
from bot.web.settings import SiteSettings
from bot.web.site import SITE, Site
from bot.web.wellknown import WellKnownActors
from bot.web.words import load_words


def build_app(
    library: Library,
    health_source: HealthSource,
    clock: Clock,
    settings: SiteSettings | None = None,
    *,
    hub_calls: HubCalls | None = None,
) -> web.Application:
    """The application, to be served by `start_site` or by a test client. Its pages read and never write; hubs of feeds have a path of
    their own where `hub_calls` hears them."""
    files = assets.load_assets()
    app = web.Application(middlewares=[guard])
    app[SITE] = Site(
        library=library,
        actors=WellKnownActors(library, clock),
        health=health_source,
        clock=clock,
        settings=settings or SiteSettings(),
        words=load_words(),
        book=load_phrases(),
        templates=build_templates(),
        assets=assets.addresses(files),
    )
    app.add_routes(
        [
            web.get("/", newest.show),
            web.get(r"/story/{id:\d{1,18}}", article.show_story),
            web.get(r"/article/{id:\d{1,18}}", article.show_article),
            web.get("/search", search.show),
            web.get("/topics", subjects.show_index),
            web.get("/actor/{id}", subjects.show_actor),
            web.get("/theme/{id}", subjects.show_theme),
            web.get("/feeds", health.show_feeds),
            web.get("/status", health.show_status),
            web.get("/livez", probes.livez),
            web.get("/readyz", probes.readyz),
            web.get("/metrics", probes.metrics),
            assets.route(files),
            *(hubs.routes(hub_calls) if hub_calls is not None else ()),
        ]
    )
    return app


def build_templates() -> Environment:
    """Templates that escape everything and print no control character, whatever a feed sent."""
    templates = Environment(
        loader=PackageLoader("bot.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    templates.filters["first_and_rest"] = first_and_rest
    return templates


def _finalize(value: Any) -> Any:
    return plain(value) if type(value) is str else value
