"""A change at the source redraws the alert of its story, and a change of substance is told in its thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.alerts import EDIT_WAIT, Arrival, Channels
from bot.desk.changes import ToldChange, change_key, change_of_key, tell_change
from bot.desk.ports import Post, Told
from bot.model import Announce, DeliveryIntent, Destination, Filter, Preferences, Purpose, Rhythm, Schedule, Subscription
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription, view

STORY, ARTICLE = 12, 7
EDIT = (Purpose.EDIT, "edit:12:7.3", NEWS)
POST = (Purpose.THREAD, "edit-of:7:3", NEWS)


def intents(
    *,
    told: Sequence[Told] = (Told(NEWS, 1),),
    owned: Sequence[Subscription] | None = None,
    themes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    is_material: bool = True,
    **holds: Any,
) -> tuple[DeliveryIntent, ...]:
    """What a change causes; `themes` are those of the article before and after it."""
    before = view(ARTICLE, STORY, "Seoul weighs a deal", tags=analysis(themes=themes[0]))
    arrival = Arrival(ARTICLE, STORY, Announce.ALERT, OUTLET, "Seoul signs a deal", "", analysis(themes=themes[1]))
    channels = Channels(owned if owned is not None else [subscription(1)], zone=ZoneInfo("Asia/Seoul"), **holds)
    return tell_change(ToldChange(arrival, before, 3, is_material), told, channels, NOW)


def caused(**parts: Any) -> list[tuple[Purpose, str, Destination]]:
    return [(item.purpose, item.dedup_key, item.destination) for item in intents(**parts)]


def test_a_change_of_substance_redraws_soon_and_is_told_at_once() -> None:
    edit, post = intents()
    assert (edit.purpose, edit.story_id, edit.subscription_id, edit.not_before) == (Purpose.EDIT, STORY, 1, NOW + EDIT_WAIT)
    assert (post.purpose, post.story_id, post.subscription_id, post.not_before) == (Purpose.THREAD, STORY, 1, NOW)
    assert caused() == [EDIT, POST]


def test_any_other_change_redraws_only() -> None:
    assert caused(is_material=False) == [EDIT]


def test_only_channels_that_were_told_hear_of_it() -> None:
    owned = [subscription(1), subscription(2, destination=TRADE)]
    assert caused(told=[], owned=owned) == []
    assert [place for _, _, place in caused(told=[Told(NEWS, 1), Told(TRADE, 2)], owned=owned)] == [NEWS, NEWS, TRADE, TRADE]


def test_a_channel_that_muted_the_story_is_left_alone() -> None:
    assert caused(muted=frozenset({NEWS})) == []


def test_a_channel_whose_subscriptions_speak_no_more_is_left_alone() -> None:
    assert caused(owned=[]) == []
    assert caused(owned=[subscription(1, schedule=Schedule(Rhythm.DAILY))]) == []


@pytest.mark.parametrize(
    ("before", "after", "is_told"), [("steel", "steel", True), ("steel", "cars", True), ("cars", "steel", True), ("cars", "cars", False)]
)
def test_who_asks_for_the_article_as_it_was_or_is_hears_what_became_of_it(before: str, after: str, *, is_told: bool) -> None:
    wanted = [subscription(1, Filter(themes=("steel",)))]
    assert (POST in caused(owned=wanted, themes=([before], [after]))) is is_told


def test_the_post_waits_for_the_end_of_quiet_hours_and_the_redrawing_does_not() -> None:
    edit, post = intents(preferences={NEWS: Preferences(quiet_from=15 * 60, quiet_until=17 * 60)})
    assert (edit.not_before, post.not_before) == (NOW + EDIT_WAIT, datetime(2026, 3, 10, 8, tzinfo=UTC))


def threaded(*posts: Post) -> DeliveryIntent:
    """The post about the change in a thread that has these."""
    _, made = intents(told=[Told(NEWS, 1, posts)])
    return made


def ago(minutes: int, key: str = "thread:1", *, is_waiting: bool = False) -> Post:
    return Post(key, NOW - timedelta(minutes=minutes), is_waiting)


def test_the_fourth_post_of_an_hour_waits_whatever_the_others_told() -> None:
    posts = ago(50), ago(30, "edit-of:8:2"), ago(10)
    assert threaded(*posts[1:]).not_before == NOW
    made = threaded(*posts)
    assert (made.dedup_key, made.not_before, made.fold_into) == ("edit-of:7:3", NOW + timedelta(minutes=10), None)


@pytest.mark.parametrize("waiting", ["thread:1", "edit-of:8:2"])
def test_a_change_joins_the_post_that_waits_whatever_that_tells(waiting: str) -> None:
    assert threaded(ago(30), ago(-10, waiting, is_waiting=True)).fold_into == waiting


def test_a_key_names_the_article_and_its_text() -> None:
    assert change_of_key(change_key(7, 3)) == (7, 3)
    assert [change_of_key(key) for key in ("thread:7", "edit-of:7", "edit-of:x:3", "edit-of:7:3:1", "edit:12:7.3", "")] == [None] * 6
