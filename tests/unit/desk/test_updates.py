"""Later coverage redraws the alert of its story, and what is new is told in its thread, a few times an hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.alerts import EDIT_WAIT, Arrival, Channels
from bot.desk.ports import Post, Told
from bot.desk.updates import HOUR, MOST_POSTS, article_of, thread_key, updates
from bot.model import Announce, DeliveryIntent, Destination, Filter, Preferences, Purpose, Rhythm, Schedule, Subscription
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription

STORY = 12
EDIT = (Purpose.EDIT, "edit:12:2", NEWS)
POST = (Purpose.THREAD, "thread:2", NEWS)


def intents(
    *,
    is_news: bool = True,
    told: Sequence[Told] = (Told(NEWS, 1),),
    owned: Sequence[Subscription] | None = None,
    announce: Announce = Announce.ALERT,
    now: datetime = NOW,
    article: int = 2,
    **holds: Any,
) -> tuple[DeliveryIntent, ...]:
    """What a Korean article, the second of its story unless told otherwise, causes."""
    arrival = Arrival(article, STORY, announce, OUTLET, "서울은 기다린다", "", analysis(language="ko"))
    channels = Channels(owned if owned is not None else [subscription(1)], zone=ZoneInfo("Asia/Seoul"), **holds)
    return updates(arrival, told, channels, now, articles=article, is_news=is_news)


def caused(**parts: Any) -> list[tuple[Purpose, str, Destination]]:
    """The same as (purpose, key, destination)."""
    return [(item.purpose, item.dedup_key, item.destination) for item in intents(**parts)]


def post(*, posts: Sequence[Post] = (), **parts: Any) -> DeliveryIntent:
    """The post that is made in a thread which has these."""
    _, made = intents(told=[Told(NEWS, 1, tuple(posts))], **parts)
    return made


def test_more_of_the_same_only_redraws_the_alert() -> None:
    (edit,) = intents(is_news=False)
    assert (edit.purpose, edit.dedup_key, edit.story_id, edit.subscription_id) == (Purpose.EDIT, "edit:12:2", STORY, 1)
    assert edit.not_before == NOW + EDIT_WAIT == NOW + timedelta(seconds=60)


def test_what_is_new_is_told_in_the_thread_at_once() -> None:
    edit, made = intents()
    assert (edit.purpose, made.purpose, made.dedup_key, made.story_id) == (Purpose.EDIT, Purpose.THREAD, "thread:2", STORY)
    assert (made.not_before, made.fold_into) == (NOW, None)


def test_what_the_desk_caught_up_with_redraws_only_and_a_backlog_does_nothing() -> None:
    assert caused(announce=Announce.BRIEF) == [EDIT]
    assert caused(announce=Announce.SILENT) == []


def test_every_channel_that_was_told_is_kept_up_to_date_and_no_other() -> None:
    owned = [subscription(1), subscription(2, destination=TRADE)]
    found = caused(told=[Told(NEWS, 1), Told(TRADE, 2)], owned=owned)
    assert found == [EDIT, POST, (Purpose.EDIT, "edit:12:2", TRADE), (Purpose.THREAD, "thread:2", TRADE)]
    assert caused(owned=owned) == [EDIT, POST]
    assert caused(told=[]) == []


def test_a_channel_that_muted_the_story_is_left_alone() -> None:
    assert caused(muted=frozenset({NEWS})) == []


def test_a_thread_holds_only_articles_that_the_channel_asked_for() -> None:
    english_only = subscription(1, Filter(languages=("en",)))
    assert caused(owned=[english_only]) == [EDIT]
    assert caused(owned=[english_only, subscription(2)]) == [EDIT, POST]


def test_a_channel_whose_subscriptions_speak_no_more_is_left_alone() -> None:
    assert caused(owned=[]) == []
    assert caused(owned=[subscription(1, schedule=Schedule(Rhythm.DAILY))]) == []
    assert caused(owned=[subscription(1, destination=TRADE)]) == []


def test_another_subscription_of_the_channel_takes_over_from_one_that_was_removed() -> None:
    edit, made = intents(told=[Told(NEWS, None)], owned=[subscription(5)])
    assert (edit.subscription_id, made.subscription_id) == (5, 5)
    assert caused(told=[Told(NEWS, None)], owned=[subscription(5, Filter(themes=("autos",)))]) == []


def test_a_post_waits_for_the_end_of_quiet_hours_and_an_edit_does_not() -> None:
    afternoon = Preferences(quiet_from=15 * 60, quiet_until=17 * 60)
    edit, made = intents(preferences={NEWS: afternoon})
    assert edit.not_before == NOW + EDIT_WAIT
    assert made.not_before == datetime(2026, 3, 10, 8, tzinfo=UTC)


def ago(minutes: float, *, is_waiting: bool = False) -> Post:
    return Post(f"thread:{minutes}", NOW - timedelta(minutes=minutes), is_waiting)


def test_the_fourth_post_of_an_hour_waits_until_the_first_is_an_hour_old() -> None:
    assert post(posts=[ago(50), ago(30)]).not_before == NOW
    made = post(posts=[ago(50), ago(30), ago(10)])
    assert (made.not_before, made.fold_into) == (NOW + timedelta(minutes=10), None)
    assert post(posts=[ago(60), ago(30), ago(10)]).not_before == NOW


def test_what_comes_while_a_post_waits_is_said_in_it() -> None:
    made = post(posts=[ago(30), ago(-10, is_waiting=True)])
    assert (made.dedup_key, made.fold_into) == ("thread:2", "thread:-10")


def test_news_join_a_waiting_post_about_a_change() -> None:
    waiting = Post("edit-of:1:2", NOW + timedelta(minutes=10), is_waiting=True)
    assert post(posts=[ago(30), waiting]).fold_into == "edit-of:1:2"


def test_each_channel_has_posts_of_its_own() -> None:
    full = tuple(ago(minutes) for minutes in (30, 20, 10))
    made = intents(told=[Told(NEWS, 1, full), Told(TRADE, 2)], owned=[subscription(1), subscription(2, destination=TRADE)])
    assert [item.not_before for item in made if item.purpose is Purpose.THREAD] == [NOW + timedelta(minutes=30), NOW]


@settings(deadline=None)
@given(st.lists(st.integers(0, 90), max_size=60))
def test_no_hour_of_a_thread_has_more_posts_than_are_allowed_and_none_is_dropped(gaps: list[int]) -> None:
    posts: list[Post] = []
    folded, now = 0, NOW
    for number, gap in enumerate(gaps, 1):
        now += timedelta(minutes=gap)
        posts = [Post(one.dedup_key, one.at, one.at > now) for one in posts]
        made = post(posts=posts, now=now, article=number)
        if made.fold_into is None:
            posts.append(Post(made.dedup_key, made.not_before, made.not_before > now))
        else:
            assert made.fold_into in {one.dedup_key for one in posts if one.is_waiting}
            folded += 1
    assert len(posts) + folded == len(gaps)
    assert all(sum(one.at <= other.at < one.at + HOUR for other in posts) <= MOST_POSTS for one in posts)


def test_a_posts_key_tells_its_article() -> None:
    assert article_of(thread_key(17)) == 17
    assert article_of("thread:") is None
