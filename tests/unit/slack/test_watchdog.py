"""When a connection is taken for dead, and when for old."""

from __future__ import annotations

import pytest

from bot.adapters.slack.watchdog import Pulse, Times, Verdict, judge

TIMES = Times(ping=4.0, rotate=3_600.0)


@pytest.mark.parametrize(
    ("pulse", "verdict"),
    [
        (Pulse(is_open=True, silent_for=0.0, age=0.0), Verdict.WELL),
        (Pulse(is_open=True, silent_for=9.9, age=3_599.0), Verdict.WELL),
        (Pulse(is_open=True, silent_for=10.1, age=60.0), Verdict.DEAD),
        (Pulse(is_open=False, silent_for=0.0, age=60.0), Verdict.DEAD),
        (Pulse(is_open=True, silent_for=0.0, age=3_601.0), Verdict.OLD),
        (Pulse(is_open=False, silent_for=0.0, age=3_601.0), Verdict.DEAD),
        (Pulse(is_open=True, silent_for=11.0, age=3_601.0), Verdict.DEAD),
    ],
)
def test_a_connection_is_judged_by_its_pulse(pulse: Pulse, verdict: Verdict) -> None:
    assert judge(pulse, TIMES) is verdict


def test_a_dead_connection_is_noticed_and_replaced_within_fifteen_seconds() -> None:
    """The promise of docs/slack.md, by the times that are used."""
    times = Times()
    assert 2.5 * times.ping + times.tick + times.first_wait < 15.0
