"""The first page: the newest stories, filtered."""

from __future__ import annotations

from aiohttp import web

from bot.web.filters import with_parameters
from bot.web.pages.form import read_form
from bot.web.paging import read_moment, story_page
from bot.web.rows import story_row
from bot.web.site import visit_of


async def show(request: web.Request) -> web.Response:
    """`/`: one page of stories. `before` is the moment at which the page before ended."""
    visit = visit_of(request)
    names = await visit.names()
    live = tuple(pair for pair in visit.query if pair == ("live", "1"))
    wanted, form = await read_form(visit, names, kept=live)
    before = read_moment(visit.parameter("before"))
    page = await story_page(visit.library, wanted.filter, size=visit.site.settings.page_size, before=before, since=wanted.since)
    older = with_parameters("/", (*wanted.pairs, ("before", page.older.isoformat()))) if page.older else None
    return visit.page(
        "newest.html",
        stories=[story_row(story, names) for story in page.stories],
        form=form,
        older=older,
        newest=with_parameters("/", wanted.pairs) if before else None,
        is_filtered=bool(wanted.pairs),
        status=200,
        desk=await visit.library.status(),
    )
