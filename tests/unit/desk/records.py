"""Records for the desk's tests, with what a test does not care about filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.model import (
    Announce,
    ArticleView,
    ClaimedArticle,
    Destination,
    Filter,
    FullText,
    Locale,
    Outlet,
    OutletClass,
    Revision,
    Subscription,
)
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json

NOW = datetime(2026, 3, 10, 6, 20, tzinfo=UTC)
NEWS = Destination("console", "desk", "news")
TRADE = Destination("console", "desk", "trade")
OUTLET = Outlet("harbour-post", "Harbour Post", "하버포스트", "harbour", "en", "US", OutletClass.NEWS)


def analysis(*, actors: Sequence[str] = (), themes: Sequence[str] = (), relevance: str = "core", **parts: Any) -> Analysis:
    """An analysis with these tags."""
    tagged = [{"id": key, "name": {"en": key, "ko": key}, "mentions": []} for key in actors]
    rows = [{"id": key, "rank": "primary", "evidence": []} for key in themes]
    return Analysis.from_json(analysis_json(actors=tagged, themes=rows, relevance={"label": relevance, "score": 1.0}, **parts))


def subscription(
    number: int = 1, wanted: Filter | None = None, *, destination: Destination = NEWS, cap: int = 20, **parts: Any
) -> Subscription:
    """A subscription that wants everything."""
    language: Locale = parts.pop("language", "en")
    is_paused = bool(parts.pop("is_paused", False))
    made = Subscription(number, destination, f"Alert {number}", wanted or Filter(), language, cap, is_paused, "console:local", NOW)
    return replace(made, **parts)


def waiting_article(number: int = 1, title: str = "Seoul and Washington sign a deal", **parts: Any) -> ClaimedArticle:
    """An article with a whole body, that needs no page."""
    body = parts.get("body", "A sentence of the body that says what happened. " * 20)
    return ClaimedArticle(
        id=number,
        url=parts.get("url", f"https://harbour-post.example/{number}"),
        outlet=parts.get("outlet", OUTLET),
        published_at=parts.get("published_at", NOW),
        first_seen_at=NOW,
        announce=parts.get("announce", Announce.ALERT),
        revision=Revision(1, title, parts.get("lead", ""), body, is_full_text=False, seen_at=NOW),
        full_text=parts.get("full_text", FullText.AUTO),
        allow_private=parts.get("allow_private", False),
        attempts=0,
        lease="lease",
    )


def view(
    number: int, story_id: int | None, title: str, *, at: datetime = NOW, tags: Analysis | None = None, language: str = "en", **parts: Any
) -> ArticleView:
    """An analysed article as read back; `parts` are further fields of it."""
    found = tags or analysis(language=language)
    url = f"https://harbour-post.example/{number}"
    made = ArticleView(number, story_id, url, OUTLET, title, "", f"{title}. And so on.", language, at, at, found)
    return replace(made, **parts)
