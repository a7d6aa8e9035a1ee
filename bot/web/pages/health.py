"""How the desk does, in plain words: its feeds, and the desk as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.model import DeliveryState, FeedHealth, FeedState
from bot.web import checks
from bot.web.plain import safe_url
from bot.web.rows import Names
from bot.web.site import Visit, visit_of
from bot.web.times import TimeText

_WORST_FIRST = ("gone", "failing", "new", "paused", "ok")


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as listed. `state` is ok, failing, new, paused or gone; `words` says it in a sentence; `detail` says what exactly
    went wrong."""

    id: str
    outlet: str
    outlet_class: str
    language: str
    url: str | None
    state: str
    words: str
    detail: str
    last_success: TimeText | None
    next_poll: str
    a_day: str
    items: int


async def show_feeds(request: web.Request) -> web.Response:
    """`/feeds`: every feed, those in trouble first."""
    visit = visit_of(request)
    names = await visit.names()
    rows = sorted((_row(feed, names, visit) for feed in await visit.library.feeds()), key=lambda row: _WORST_FIRST.index(row.state))
    counts = {state: sum(row.state == state for row in rows) for state in _WORST_FIRST}
    return visit.page("feeds.html", feeds=rows, counts=[(state, count) for state, count in counts.items() if count])


async def show_status(request: web.Request) -> web.Response:
    """`/status`: counts, parts, deliveries."""
    visit = visit_of(request)
    desk = await visit.library.status()
    found = await checks.ask(visit.site.health, visit.site.settings.check_seconds)
    return visit.page(
        "status.html",
        desk=desk,
        checks=found,
        is_well=all(check.is_well for check in found),
        deliveries=[(state.value, desk.deliveries.get(state.value, 0)) for state in DeliveryState],
        last_article=visit.times.text(desk.last_article_at) if desk.last_article_at else None,
        oldest_waiting=visit.times.text(desk.oldest_waiting_at) if desk.oldest_waiting_at else None,
        polls=_polls(visit),
    )


def _polls(visit: Visit) -> Sequence[tuple[str, int]]:
    return [(visit.words.label("poll", outcome), count) for outcome, count in sorted(visit.site.health.polls().by_outcome.items())]


def state_of(feed: FeedHealth) -> str:
    """One word for how a feed does."""
    if feed.state is FeedState.GONE:
        return "gone"
    if feed.state is FeedState.PAUSED:
        return "paused"
    if feed.failures:
        return "failing"
    return "ok" if feed.last_success_at else "new"


def _row(feed: FeedHealth, names: Names, visit: Visit) -> FeedRow:
    state = state_of(feed)
    return FeedRow(
        id=feed.spec.id,
        outlet=names.outlet(feed.spec.outlet),
        outlet_class=feed.spec.outlet.outlet_class.value,
        language=feed.spec.outlet.language,
        url=safe_url(feed.spec.url),
        state=state,
        words=_words(feed, state, visit),
        detail=visit.failure(feed.last_error_detail) if feed.last_error_detail and state in {"failing", "gone"} else "",
        last_success=visit.times.text(feed.last_success_at) if feed.last_success_at else None,
        next_poll=visit.times.until(feed.next_poll_at) if feed.next_poll_at and state in {"ok", "failing", "new"} else "",
        a_day=f"{feed.items_a_day:.1f}" if feed.items_a_day < 10 else f"{feed.items_a_day:.0f}",
        items=feed.items,
    )


def _words(feed: FeedHealth, state: str, visit: Visit) -> str:
    words = visit.words
    if state == "failing":
        cause = words.label("cause", feed.last_error.value) if feed.last_error else words.t("cause.unknown")
        return words.t("feeds.failing", n=feed.failures, cause=cause)
    return words.t(f"feeds.sentence_{state}")
