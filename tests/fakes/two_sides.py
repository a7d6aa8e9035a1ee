"""The golden newsroom's story of seven outlets in two languages, as a library holds it."""

from __future__ import annotations

from bot.model import StoryView
from tests.golden.newsroom import load


def two_sides() -> StoryView:
    """Story 5 of newsrooms/battery.yaml."""
    articles = tuple(load("battery").store.views)
    return StoryView(5, articles[0], articles, articles[0].first_seen_at, articles[-1].first_seen_at)
