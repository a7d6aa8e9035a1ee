"""Who hears of an article, and how."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.desk.alerts import CATCH_UP, OVERFLOW, Arrival, plan, reason_of
from bot.model import Announce, Filter, Purpose
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription

HOUR_END = datetime(2026, 3, 10, 7, tzinfo=UTC)


def arrival(announce: Announce = Announce.ALERT) -> Arrival:
    return Arrival(12, announce, OUTLET, "Seoul waits", "", analysis(themes=("tariffs",)))


def test_a_story_is_one_alert_for_each_channel() -> None:
    owned = [subscription(1), subscription(2), subscription(3, destination=TRADE)]
    intents = plan(arrival(), owned, {}, NOW)
    assert [(item.destination, item.subscription_id) for item in intents] == [(NEWS, 1), (TRADE, 3)]
    assert {item.dedup_key for item in intents} == {"story:12"}
    assert {(item.purpose, item.story_id, item.not_before, item.fold_into) for item in intents} == {(Purpose.ALERT, 12, NOW, None)}


def test_a_channel_that_wants_other_things_hears_nothing() -> None:
    assert plan(arrival(), [subscription(1, Filter(themes=("autos",)))], {}, NOW) == ()


def test_the_first_subscription_that_matches_speaks_for_the_channel() -> None:
    owned = [subscription(9), subscription(2, Filter(themes=("tariffs",))), subscription(1, Filter(themes=("autos",)))]
    assert [item.subscription_id for item in plan(arrival(), owned, {}, NOW)] == [2]


def test_a_paused_subscription_says_nothing() -> None:
    assert plan(arrival(), [subscription(1, is_paused=True)], {}, NOW) == ()


def test_a_new_feeds_backlog_is_never_told() -> None:
    assert plan(arrival(Announce.SILENT), [subscription(1)], {}, NOW) == ()


def test_what_came_while_the_desk_was_away_goes_into_a_brief_soon() -> None:
    (intent,) = plan(arrival(Announce.BRIEF), [subscription(1)], {}, NOW)
    assert intent.fold_into == "catch-up:2026-03-10T06"
    assert timedelta(0) < intent.not_before - NOW <= timedelta(minutes=10)
    assert (intent.purpose, intent.dedup_key) == (Purpose.ALERT, "story:12")


def test_past_the_cap_stories_go_into_one_brief_at_the_end_of_the_hour() -> None:
    (below,) = plan(arrival(), [subscription(1, cap=3)], {NEWS: 2}, NOW)
    (at,) = plan(arrival(), [subscription(1, cap=3)], {NEWS: 3}, NOW)
    assert below.fold_into is None
    assert (at.fold_into, at.not_before) == ("overflow:2026-03-10T06", HOUR_END)


def test_another_channels_alerts_do_not_count_towards_the_cap() -> None:
    (intent,) = plan(arrival(), [subscription(1, cap=3)], {TRADE: 50}, NOW)
    assert intent.fold_into is None


def test_the_widest_cap_of_the_matching_subscriptions_holds() -> None:
    (intent,) = plan(arrival(), [subscription(1, cap=1), subscription(2, cap=5)], {NEWS: 3}, NOW)
    assert intent.fold_into is None


def test_a_brief_knows_its_reason_by_its_key() -> None:
    assert reason_of("overflow:2026-03-10T06") == OVERFLOW
    assert reason_of("overflow:2026-03-10T06#2") == OVERFLOW
    assert reason_of("catch-up:2026-03-10T06") == CATCH_UP
    assert reason_of("") == CATCH_UP
