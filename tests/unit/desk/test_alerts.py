"""Who hears of an article, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.alerts import CATCH_UP, OVERFLOW, QUIET, Arrival, Channels, plan, reason_of
from bot.model import Announce, ArticleView, DeliveryIntent, Filter, Importance, Preferences, Purpose, Rhythm, Schedule, Subscription
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription, view

HOUR_END = datetime(2026, 3, 10, 7, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")
AFTERNOON = Preferences(quiet_from=15 * 60, quiet_until=17 * 60)
"""NOW is 15:20 in Seoul."""

QUIET_END = datetime(2026, 3, 10, 8, tzinfo=UTC)


def arrival(announce: Announce = Announce.ALERT) -> Arrival:
    return Arrival(3, 12, announce, OUTLET, "Seoul waits", "", analysis(themes=("tariffs",)))


def planned(*owned: Subscription, announce: Announce = Announce.ALERT, now: datetime = NOW, **holds: Any) -> tuple[DeliveryIntent, ...]:
    return plan(arrival(announce), Channels(owned, zone=SEOUL, **holds), now)


def test_a_story_is_one_alert_for_each_channel() -> None:
    intents = planned(subscription(1), subscription(2), subscription(3, destination=TRADE))
    assert [(item.destination, item.subscription_id) for item in intents] == [(NEWS, 1), (TRADE, 3)]
    assert {item.dedup_key for item in intents} == {"story:12"}
    assert {(item.purpose, item.story_id, item.not_before, item.fold_into) for item in intents} == {(Purpose.ALERT, 12, NOW, None)}


def test_a_channel_that_wants_other_things_hears_nothing() -> None:
    assert planned(subscription(1, Filter(themes=("autos",)))) == ()


def test_the_first_subscription_that_matches_speaks_for_the_channel() -> None:
    owned = [subscription(9), subscription(2, Filter(themes=("tariffs",))), subscription(1, Filter(themes=("autos",)))]
    assert [item.subscription_id for item in planned(*owned)] == [2]


def test_a_paused_subscription_says_nothing() -> None:
    assert planned(subscription(1, is_paused=True)) == ()


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.WEEKLY])
def test_a_digest_makes_no_alerts_and_the_next_instant_subscription_speaks(rhythm: Rhythm) -> None:
    digest = subscription(1, schedule=Schedule(rhythm), cap=50)
    assert planned(digest) == ()
    (intent,) = planned(digest, subscription(2, cap=3), alerts={NEWS: 3})
    assert (intent.subscription_id, reason_of(str(intent.fold_into))) == (2, OVERFLOW)


def test_a_new_feeds_backlog_is_never_told() -> None:
    assert planned(subscription(1), announce=Announce.SILENT) == ()


def test_what_came_while_the_desk_was_away_goes_into_a_brief_soon() -> None:
    (intent,) = planned(subscription(1), announce=Announce.BRIEF)
    assert intent.fold_into == "catch-up:2026-03-10T06"
    assert timedelta(0) < intent.not_before - NOW <= timedelta(minutes=10)
    assert (intent.purpose, intent.dedup_key) == (Purpose.ALERT, "story:12")


def test_past_the_cap_stories_go_into_one_brief_at_the_end_of_the_hour() -> None:
    (below,) = planned(subscription(1, cap=3), alerts={NEWS: 2})
    (at,) = planned(subscription(1, cap=3), alerts={NEWS: 3})
    assert below.fold_into is None
    assert (at.fold_into, at.not_before) == ("overflow:2026-03-10T06", HOUR_END)


def test_another_channels_alerts_do_not_count_towards_the_cap() -> None:
    (intent,) = planned(subscription(1, cap=3), alerts={TRADE: 50})
    assert intent.fold_into is None


def test_the_widest_cap_of_the_matching_subscriptions_holds() -> None:
    (intent,) = planned(subscription(1, cap=1), subscription(2, cap=5), alerts={NEWS: 3})
    assert intent.fold_into is None


def test_a_channel_that_muted_the_story_hears_nothing() -> None:
    intents = planned(subscription(1), subscription(2, destination=TRADE), muted=frozenset({NEWS}))
    assert [item.destination for item in intents] == [TRADE]


def test_in_quiet_hours_a_story_waits_for_the_brief_at_their_end() -> None:
    (intent,) = planned(subscription(1), preferences={NEWS: AFTERNOON})
    assert (intent.fold_into, intent.not_before) == ("quiet:2026-03-10T08:00Z", QUIET_END)
    assert (intent.purpose, intent.dedup_key) == (Purpose.ALERT, "story:12")


def test_quiet_hours_are_those_of_the_channels_own_zone() -> None:
    abroad = Preferences(timezone="America/New_York", quiet_from=15 * 60, quiet_until=17 * 60)
    (intent,) = planned(subscription(1), preferences={NEWS: abroad})
    assert intent.fold_into is None


def test_another_channels_quiet_hours_hold_nothing() -> None:
    (intent,) = planned(subscription(1), preferences={TRADE: AFTERNOON})
    assert intent.fold_into is None


def test_quiet_hours_go_before_the_cap_and_the_catch_up() -> None:
    (full,) = planned(subscription(1, cap=3), preferences={NEWS: AFTERNOON}, alerts={NEWS: 3})
    (late,) = planned(subscription(1), preferences={NEWS: AFTERNOON}, announce=Announce.BRIEF)
    assert {(item.fold_into, item.not_before) for item in (full, late)} == {("quiet:2026-03-10T08:00Z", QUIET_END)}


def test_a_brief_that_would_come_in_quiet_hours_waits_for_their_end() -> None:
    from_four = Preferences(quiet_from=16 * 60, quiet_until=17 * 60)
    just_before = HOUR_END - timedelta(minutes=1)
    (full,) = planned(subscription(1, cap=3), preferences={NEWS: from_four}, alerts={NEWS: 3})
    (late,) = planned(subscription(1), preferences={NEWS: from_four}, announce=Announce.BRIEF, now=just_before)
    (alone,) = planned(subscription(1), preferences={NEWS: from_four}, now=just_before)
    assert {item.fold_into for item in (full, late)} == {"quiet:2026-03-10T08:00Z"}
    assert alone.fold_into is None


def test_a_brief_knows_its_reason_by_its_key() -> None:
    assert reason_of("overflow:2026-03-10T06") == OVERFLOW
    assert reason_of("overflow:2026-03-10T06#2") == OVERFLOW
    assert reason_of("quiet:2026-03-10T08:00Z#3") == QUIET
    assert reason_of("catch-up:2026-03-10T06") == CATCH_UP
    assert reason_of("") == CATCH_UP


HIGH = Filter(themes=("tariffs",), minimum_importance="high")


def joining(importance: Importance, *, theme: str = "tariffs", earlier: Sequence[ArticleView] = ()) -> Arrival:
    return Arrival(3, 12, Announce.ALERT, OUTLET, "Seoul waits", "", analysis(themes=(theme,)), importance, earlier)


def heard(found: Arrival, *owned: Subscription, **holds: Any) -> list[int | None]:
    return [intent.subscription_id for intent in plan(found, Channels(owned, zone=SEOUL, **holds), NOW)]


def test_an_alert_that_asks_for_importance_waits_until_the_story_has_it() -> None:
    assert heard(joining("notable"), subscription(1, HIGH)) == []
    assert heard(joining("high"), subscription(1, HIGH)) == [1]
    assert heard(joining("top"), subscription(1, HIGH)) == [1]


def test_the_article_that_lifts_a_story_need_not_be_what_was_asked_for_where_an_earlier_one_was() -> None:
    before = view(1, 12, "Seoul waits", tags=analysis(themes=("tariffs",)))
    other = view(2, 12, "Seoul waits", tags=analysis(themes=("autos",)))
    assert heard(joining("high", theme="autos", earlier=(other, before)), subscription(1, HIGH)) == [1]
    assert heard(joining("high", theme="autos", earlier=(other,)), subscription(1, HIGH)) == []
    assert heard(joining("notable", theme="autos", earlier=(before,)), subscription(1, HIGH)) == []


def test_an_earlier_article_rings_only_in_a_channel_that_was_not_told_and_waited_for_a_level() -> None:
    before = view(1, 12, "Seoul waits", tags=analysis(themes=("tariffs",)))
    late = joining("high", theme="autos", earlier=(before,))
    assert heard(late, subscription(1, HIGH), told=frozenset({NEWS})) == []
    assert heard(late, subscription(1, HIGH), told=frozenset({TRADE})) == [1]
    assert heard(late, subscription(1, Filter(themes=("tariffs",)))) == []


def test_a_digest_waits_for_no_level() -> None:
    assert heard(joining("high"), subscription(1, HIGH, schedule=Schedule(Rhythm.DAILY))) == []
