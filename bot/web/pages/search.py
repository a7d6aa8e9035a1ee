"""Search over everything that the desk has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.model import SearchHit, SearchOrder
from bot.web.filters import Pairs, with_parameters
from bot.web.pages.form import read_form
from bot.web.plain import safe_url, shortened
from bot.web.rows import Chip, Names, Text
from bot.web.site import Visit, visit_of
from bot.web.times import TimeText

_LONGEST_TEXT = 200
_DEEPEST = 2000
_ACTORS_SHOWN = 4
_THEMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class HitRow:
    """A found article as listed."""

    article_id: int
    story_id: int | None
    title: Text
    url: str | None
    outlet: str
    language: str
    when: TimeText
    kind: str
    relevance: str
    themes: tuple[Chip, ...]
    actors: tuple[Chip, ...]


async def show(request: web.Request) -> web.Response:
    """`/search?q=`: newest first, or by match with `order=rank`; further pages by `skip`."""
    visit = visit_of(request)
    names = await visit.names()
    text = (visit.parameter("q") or "").strip()[:_LONGEST_TEXT]
    order = SearchOrder.RANK if visit.parameter("order") == "rank" else SearchOrder.NEWEST
    kept: Pairs = (("q", text), *((("order", "rank"),) if order is SearchOrder.RANK else ()))
    wanted, form = await read_form(visit, names, kept=kept)
    size, skip = visit.site.settings.page_size, _read_skip(visit.parameter("skip"))
    hits: Sequence[SearchHit] = ()
    if text:
        hits = await visit.library.search(text, wanted.filter, since=wanted.since, order=order, limit=size + 1, offset=skip)
    next_skip = skip + size if len(hits) > size and skip + size < _DEEPEST else None
    pairs = (*kept, *wanted.pairs)
    actors = await _actor_chips(visit, hits[:size])
    return visit.page(
        "search.html",
        text=text,
        order=order.value,
        hits=[_row(hit, names, actors) for hit in hits[:size]],
        form=form,
        older=with_parameters("/search", (*pairs, ("skip", str(next_skip)))) if next_skip else None,
        newest=with_parameters("/search", pairs) if skip else None,
        is_filtered=bool(wanted.pairs),
    )


def _read_skip(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 4:
        return 0
    return min(int(text), _DEEPEST)


async def _actor_chips(visit: Visit, hits: Sequence[SearchHit]) -> dict[str, Chip]:
    found = await visit.site.actors.by_id([actor_id for hit in hits for actor_id in hit.actor_ids[:_ACTORS_SHOWN]])
    korean = visit.words.locale == "ko"
    return {key: Chip(actor.id, actor.name_ko if korean else actor.name_en, "minor", actor.type) for key, actor in found.items()}


def _row(hit: SearchHit, names: Names, actors: dict[str, Chip]) -> HitRow:
    title = shortened(hit.title, 240)
    return HitRow(
        article_id=hit.article_id,
        story_id=hit.story_id,
        title=Text(title, hit.language) if title else Text(names.words.t("article.untitled"), names.words.locale),
        url=safe_url(hit.url),
        outlet=names.outlet(hit.outlet),
        language=hit.language,
        when=names.times.text(hit.published_at or hit.first_seen_at),
        kind=hit.kind or "",
        relevance=hit.relevance or "",
        themes=tuple(names.theme(theme_id) for theme_id in hit.theme_ids[:_THEMES_SHOWN]),
        actors=tuple(actors[actor_id] for actor_id in hit.actor_ids[:_ACTORS_SHOWN] if actor_id in actors),
    )
