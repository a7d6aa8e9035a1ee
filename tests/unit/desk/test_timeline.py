"""Who told a story when, and whose text is whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.moments import told_at
from bot.desk.timeline import race, timeline
from bot.model import ArticleView
from tests.unit.desk.records import NOW, OUTLET, view


def told(number: int, minutes: int, *, outlet: str = "", seen: int | None = None, reprint_of: int | None = None) -> ArticleView:
    """An article published so many minutes after NOW, and seen then or after `seen` minutes."""
    by = replace(OUTLET, id=outlet or f"outlet-{number}")
    published = NOW + timedelta(minutes=minutes)
    first_seen = published if seen is None else NOW + timedelta(minutes=seen)
    return replace(
        view(number, 1, f"Title {number}", at=first_seen, outlet=by, published_at=published, first_seen_at=first_seen),
        reprint_of=reprint_of,
    )


def test_articles_stand_in_order_of_publication_whenever_the_desk_saw_them() -> None:
    late, early = told(1, 31, seen=32), told(2, 0, seen=40)
    assert [(one.article.id, one.minutes) for one in timeline([late, early])] == [(2, 0), (1, 31)]


def test_reprints_are_folded_under_the_article_whose_text_they_repeat() -> None:
    rows = timeline([told(1, 0), told(2, 5), told(3, 7, reprint_of=1), told(4, 6, reprint_of=1)])
    assert [(one.article.id, [article.id for article in one.reprints]) for one in rows] == [(1, [4, 3]), (2, [])]


def test_the_earliest_of_one_text_stands_for_it_though_the_desk_read_another_first() -> None:
    [row] = timeline([told(1, 20), told(2, 0, reprint_of=1)])
    assert (row.article.id, [article.id for article in row.reprints]) == (2, [1])


def test_an_article_whose_original_is_in_no_story_of_ours_speaks_for_itself() -> None:
    assert [one.article.id for one in timeline([told(1, 0), told(2, 3, reprint_of=99)])] == [1, 2]


def test_the_race_counts_each_outlet_once_and_leaves_reprints_out() -> None:
    rows = timeline([told(1, 0, outlet="a"), told(2, 12, outlet="b"), told(3, 15, outlet="a"), told(4, 16, outlet="c", reprint_of=1)])
    assert [(one.article.outlet.id, one.minutes) for one in race(rows)] == [("a", 0), ("b", 12)]


def test_nothing_was_told_after_it_was_seen() -> None:
    assert told_at(told(1, 540, seen=2)) == NOW + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("midnight", "zone"),
    [("2026-03-09T15:00:00", "Seoul"), ("2026-03-10T00:00:00", "UTC"), ("2026-03-10T04:00:00", "Washington in summer")],
)
def test_a_day_without_a_time_gives_no_outlet_the_lead(midnight: str, zone: str) -> None:
    article = replace(told(1, 0), published_at=datetime.fromisoformat(midnight).replace(tzinfo=UTC))
    assert told_at(article) == NOW, zone


def test_a_day_that_is_long_past_is_kept() -> None:
    day = datetime(2026, 3, 1, 15, tzinfo=UTC)
    assert told_at(replace(told(1, 0), published_at=day)) == day


def test_a_minute_past_midnight_is_a_time() -> None:
    moment = datetime(2026, 3, 9, 15, 1, tzinfo=UTC)
    assert told_at(replace(told(1, 0), published_at=moment)) == moment
