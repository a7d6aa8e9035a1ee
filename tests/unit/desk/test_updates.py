"""Later coverage redraws the alert of its story, and what is new is told in its thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.alerts import Arrival, Channels
from bot.desk.ports import StoryPiece, Told
from bot.desk.updates import EDIT_WAIT, is_new, updates
from bot.model import Announce, DeliveryIntent, Destination, Filter, Preferences, Purpose, Rhythm, Schedule, Subscription
from tests.unit.desk.records import NEWS, NOW, OUTLET, TRADE, analysis, subscription

STORY = 12


def piece(number: int, language: str = "en", kind: str = "news") -> StoryPiece:
    return StoryPiece(number, "harbour-post", language, kind)


def later(
    *pieces: StoryPiece,
    told: Sequence[Told] = (Told(NEWS, 1),),
    owned: Sequence[Subscription] | None = None,
    announce: Announce = Announce.ALERT,
    **holds: Any,
) -> list[tuple[Purpose, str, Destination]]:
    """What the last of the pieces causes, as (purpose, key, destination)."""
    return [
        (item.purpose, item.dedup_key, item.destination) for item in intents(*pieces, told=told, owned=owned, announce=announce, **holds)
    ]


def intents(
    *pieces: StoryPiece,
    told: Sequence[Told] = (Told(NEWS, 1),),
    owned: Sequence[Subscription] | None = None,
    announce: Announce = Announce.ALERT,
    **holds: Any,
) -> tuple[DeliveryIntent, ...]:
    newest = pieces[-1]
    arrival = Arrival(newest.article_id, STORY, announce, OUTLET, "Seoul waits", "", analysis(language=newest.language, kind=newest.kind))
    channels = Channels(owned if owned is not None else [subscription(1)], zone=ZoneInfo("Asia/Seoul"), **holds)
    return updates(arrival, pieces, told, channels, NOW)


EDIT = (Purpose.EDIT, "edit:12:2", NEWS)
POST = (Purpose.THREAD, "thread:2", NEWS)


def test_more_of_the_same_only_redraws_the_alert() -> None:
    (edit,) = intents(piece(1), piece(2))
    assert (edit.purpose, edit.dedup_key, edit.story_id, edit.subscription_id) == (Purpose.EDIT, "edit:12:2", STORY, 1)
    assert edit.not_before == NOW + EDIT_WAIT == NOW + timedelta(seconds=60)


def test_the_first_article_in_another_language_is_told_in_the_thread_at_once() -> None:
    edit, post = intents(piece(1), piece(2, "ko"))
    assert (edit.purpose, post.purpose, post.dedup_key, post.story_id, post.not_before) == (
        Purpose.EDIT,
        Purpose.THREAD,
        "thread:2",
        STORY,
        NOW,
    )
    assert later(piece(1), piece(2, "ko"), piece(3, "ko")) == [(Purpose.EDIT, "edit:12:3", NEWS)]


def test_the_first_official_statement_is_told_in_the_thread() -> None:
    assert later(piece(1), piece(2, kind="statement")) == [EDIT, POST]
    assert later(piece(1, kind="statement"), piece(2, kind="statement")) == [EDIT]


def test_what_the_desk_caught_up_with_redraws_only_and_a_backlog_does_nothing() -> None:
    assert later(piece(1), piece(2, "ko"), announce=Announce.BRIEF) == [EDIT]
    assert later(piece(1), piece(2, "ko"), announce=Announce.SILENT) == []


def test_every_channel_that_was_told_is_kept_up_to_date_and_no_other() -> None:
    owned = [subscription(1), subscription(2, destination=TRADE)]
    found = later(piece(1), piece(2, "ko"), told=[Told(NEWS, 1), Told(TRADE, 2)], owned=owned)
    assert found == [EDIT, POST, (Purpose.EDIT, "edit:12:2", TRADE), (Purpose.THREAD, "thread:2", TRADE)]
    assert later(piece(1), piece(2, "ko"), owned=owned) == [EDIT, POST]
    assert later(piece(1), piece(2, "ko"), told=[]) == []


def test_a_channel_that_muted_the_story_is_left_alone() -> None:
    assert later(piece(1), piece(2, "ko"), muted=frozenset({NEWS})) == []


def test_a_thread_holds_only_articles_that_the_channel_asked_for() -> None:
    english_only = subscription(1, Filter(languages=("en",)))
    assert later(piece(1), piece(2, "ko"), owned=[english_only]) == [EDIT]
    assert later(piece(1), piece(2, "ko"), owned=[english_only, subscription(2)]) == [EDIT, POST]


def test_a_channel_whose_subscriptions_speak_no_more_is_left_alone() -> None:
    assert later(piece(1), piece(2, "ko"), owned=[]) == []
    assert later(piece(1), piece(2, "ko"), owned=[subscription(1, schedule=Schedule(Rhythm.DAILY))]) == []
    assert later(piece(1), piece(2, "ko"), owned=[subscription(1, destination=TRADE)]) == []


def test_another_subscription_of_the_channel_takes_over_from_one_that_was_removed() -> None:
    edit, post = intents(piece(1), piece(2, "ko"), told=[Told(NEWS, None)], owned=[subscription(5)])
    assert (edit.subscription_id, post.subscription_id) == (5, 5)
    assert later(piece(1), piece(2), told=[Told(NEWS, None)], owned=[subscription(5, Filter(themes=("autos",)))]) == []


def test_a_post_waits_for_the_end_of_quiet_hours_and_an_edit_does_not() -> None:
    afternoon = Preferences(quiet_from=15 * 60, quiet_until=17 * 60)
    edit, post = intents(piece(1), piece(2, "ko"), preferences={NEWS: afternoon})
    assert edit.not_before == NOW + EDIT_WAIT
    assert post.not_before == datetime(2026, 3, 10, 8, tzinfo=UTC)


def test_the_first_article_of_a_story_is_no_news_to_it() -> None:
    assert not is_new(piece(1), [])
    assert not is_new(piece(1), [piece(1)])


PIECES = st.lists(
    st.tuples(st.sampled_from(["en", "ko", "ja", "zh", "other"]), st.sampled_from(["news", "statement", "opinion"])), max_size=60
)


@settings(deadline=None)
@given(PIECES)
def test_a_thread_never_has_more_posts_than_there_are_languages(rows: list[tuple[str, str]]) -> None:
    pieces = [piece(number, language, kind) for number, (language, kind) in enumerate(rows, 1)]
    assert sum(is_new(one, pieces[: one.article_id]) for one in pieces) <= 5
