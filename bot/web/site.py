"""One site and one visit to it: what every page needs, and how a template becomes an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from jinja2 import Environment

from bot.desk.failures import in_words
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Clock, Library
from bot.model import FailureDetail, Locale
from bot.web.filters import Pairs, with_parameters
from bot.web.language import COOKIE, choose, read_locale
from bot.web.plain import plain
from bot.web.ports import HealthSource
from bot.web.rows import Names
from bot.web.settings import SiteSettings
from bot.web.times import Times
from bot.web.wellknown import WellKnownActors
from bot.web.words import Words

_ONE_YEAR = 365 * 86400
_LONGEST_QUERY = 50


@dataclass(frozen=True, slots=True)
class Site:
    """What was built once. `book` are the words that the page has in common with chat; `assets` maps the name of a static file to its
    address with a version."""

    library: Library
    actors: WellKnownActors
    health: HealthSource
    clock: Clock
    settings: SiteSettings
    words: Mapping[Locale, Words]
    book: Phrasebook
    templates: Environment
    assets: Mapping[str, str]


SITE = web.AppKey("site", Site)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: in which language, when, with which parameters."""

    site: Site
    path: str
    query: Pairs
    words: Words
    now: datetime
    times: Times

    @property
    def library(self) -> Library:
        """The store's reading side."""
        return self.site.library

    def parameter(self, name: str) -> str | None:
        """The first value of a parameter."""
        return next((value for key, value in self.query if key == name), None)

    def failure(self, detail: FailureDetail) -> str:
        """What exactly went wrong with a feed, in the reader's language."""
        return in_words(detail, self.words.locale, self.site.book)

    async def names(self) -> Names:
        """The reader's words for ids."""
        korean = self.words.locale == "ko"
        themes = {theme.id: (theme.name_ko if korean else theme.name_en, theme.group) for theme in await self.library.themes()}
        return Names(self.words, self.times, themes)

    def page(self, template: str, *, status: int = 200, **parts: Any) -> web.Response:
        """The template filled with `parts` and what every page shows."""
        text = self.site.templates.get_template(template).render(**self._frame(), **parts)
        response = web.Response(text=text, status=status, content_type="text/html")
        response.headers["Content-Language"] = self.words.locale
        response.headers["Vary"] = "Accept-Language, Cookie"
        response.headers["Cache-Control"] = "private, no-cache"
        if read_locale(self.parameter("lang")) is not None:
            response.set_cookie(COOKIE, self.words.locale, max_age=_ONE_YEAR, samesite="Lax", httponly=True, path="/")
        response.enable_compression()
        return response

    def _frame(self) -> dict[str, Any]:
        others = [pair for pair in self.query if pair[0] not in {"lang", "live"}]
        is_live = self.parameter("live") == "1" and self.path == "/"
        return {
            "t": self.words.t,
            "label": self.words.label,
            "locale": self.words.locale,
            "path": self.path,
            "assets": self.site.assets,
            "clocks": self.times.clocks(self.now),
            "now_iso": self.now.isoformat(timespec="seconds"),
            "languages": [
                (locale, words.t("language_name"), with_parameters(self.path, [*others, ("lang", locale)]))
                for locale, words in self.site.words.items()
            ],
            "live_seconds": self.site.settings.live_seconds if is_live else 0,
            "live_link": with_parameters(self.path, others if is_live else [*others, ("live", "1")]),
            "link": with_parameters,
        }


def visit_of(request: web.Request) -> Visit:
    """Read the request; parameters beyond the first 50 are not read."""
    site = request.app[SITE]
    query = tuple((name, plain(value)) for name, value in list(request.query.items())[:_LONGEST_QUERY])
    locale = choose(request.query.get("lang"), request.cookies.get(COOKIE), request.headers.get("Accept-Language", ""))
    words = site.words[locale]
    now = site.clock.now()
    return Visit(site, request.path, query, words, now, Times(words, now))
