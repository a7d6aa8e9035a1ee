"""Things that Slack tells twice."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.adapters.slack.once import Once
from tests.fakes.desk_parts import SetClock

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_a_mark_is_first_only_once() -> None:
    once = Once(SetClock(NOW), seconds=60)
    assert [once.is_first(mark) for mark in ("a", "b", "a")] == [True, True, False]


def test_a_mark_is_forgotten_in_time() -> None:
    clock = SetClock(NOW)
    once = Once(clock, seconds=60)
    assert once.is_first("a")
    clock.pass_by(seconds=59)
    assert not once.is_first("a")
    clock.pass_by(seconds=2)
    assert once.is_first("a")


def test_no_mark_is_never_a_second_one() -> None:
    once = Once(SetClock(NOW), seconds=60)
    assert once.is_first("")
    assert once.is_first("")


def test_only_the_newest_marks_are_kept() -> None:
    once = Once(SetClock(NOW), seconds=60, most=2)
    for mark in ("a", "b", "c"):
        once.is_first(mark)
    assert not once.is_first("c")
    assert not once.is_first("b")
    assert once.is_first("a")
