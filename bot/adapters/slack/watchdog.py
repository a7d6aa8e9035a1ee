"""Whether a Socket Mode connection is still good: decided from what it shows, without asking it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SILENT_PINGS = 2.5
"""Pings without any answer after which a connection that looks open is dead."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds. A dead connection is noticed within SILENT_PINGS `ping` and one `tick`; the libraries notice most deaths sooner.

    `rotate`: a connection can stop telling things while it answers pings, which only a new one mends. `drain`: how long the former
    connection is kept beside the new one. Waits between tries double from `first_wait` to `longest_wait`; a refused token is tried
    again after `token_wait`. `ask`: how often auth.test is asked. `answer`: how long a form or a menu waits for the desk, since Slack
    wants their acknowledgement within 3 s. `grace`: how long answers under way are waited for at the end.
    """

    ping: float = 4.0
    tick: float = 1.0
    connect: float = 10.0
    close: float = 2.0
    drain: float = 2.0
    rotate: float = 3_600.0
    first_wait: float = 1.0
    longest_wait: float = 30.0
    token_wait: float = 900.0
    ask: float = 300.0
    answer: float = 2.0
    grace: float = 2.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a connection shows: whether it is open at this end, seconds since anything came from the other, and since it was made."""

    is_open: bool
    silent_for: float
    age: float


class Verdict(StrEnum):
    """WELL; DEAD: of no use any more; OLD: still good, to be replaced first and closed then."""

    WELL = "well"
    DEAD = "dead"
    OLD = "old"


def judge(pulse: Pulse, times: Times) -> Verdict:
    """What to do with it."""
    if not pulse.is_open or pulse.silent_for > SILENT_PINGS * times.ping:
        return Verdict.DEAD
    return Verdict.OLD if pulse.age > times.rotate else Verdict.WELL
