"""What each answer to a message means."""

from __future__ import annotations

import pytest

from bot.adapters.discord.outcomes import outcome_of
from bot.adapters.discord.pace import Pace
from bot.adapters.discord.rest import Answer, Lost, NotSent
from bot.model import Refused, RetryLater, SendOutcome, Sent, Unknown


def error(status: int, code: int = 0) -> Answer:
    return Answer(status, {"message": "words", "code": code}, {})


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Answer(200, {"id": "5"}, {}), Sent),
        (Answer(200, None, {}), Unknown),
        (Lost("reset"), Unknown),
        (NotSent("refused"), RetryLater),
        *((error(status), Unknown) for status in (408, 500, 502, 503, 504, 524)),
        (error(429), RetryLater),
        (error(401), RetryLater),
        (error(400, 50035), Refused),
        (error(403, 50013), Refused),
        (error(404, 10003), Refused),
        (Answer(403, None, {}), RetryLater),
        (Answer(302, None, {}), RetryLater),
    ],
)
def test_an_answer_is_certain_only_where_discord_gave_it(reply: Answer | Lost | NotSent, kind: type[SendOutcome]) -> None:
    assert isinstance(outcome_of(reply, 1.0), kind)


@pytest.mark.parametrize(("code", "word"), [(10003, "gone"), (50001, "View Channel"), (50013, "Send Messages")])
def test_a_refusal_says_what_to_do(code: int, word: str) -> None:
    outcome = outcome_of(error(403, code), 0.0)
    assert isinstance(outcome, Refused)
    assert word in outcome.reason


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def limited(after: float, *, is_global: bool = False) -> Answer:
    return Answer(429, {"retry_after": after, "global": is_global}, {"Via": "1.1 google"})


def test_a_429_holds_up_its_channel_only() -> None:
    seconds = Seconds()
    pace = Pace(seconds)
    assert pace.heed("1", limited(2.5)) == 2.5
    assert (pace.wait("1"), pace.wait("2")) == (2.5, 0.0)
    seconds.now += 3
    assert pace.wait("1") == 0.0


def test_a_global_429_holds_up_every_channel() -> None:
    pace = Pace(Seconds())
    pace.heed("1", limited(4, is_global=True))
    assert pace.wait("2") == 4


def test_a_429_that_is_not_discords_own_holds_up_every_channel_for_a_minute() -> None:
    pace = Pace(Seconds())
    assert pace.heed("1", Answer(429, None, {})) == 60.0
    assert pace.wait("2") == 60.0


def test_an_emptied_bucket_is_waited_for_before_discord_has_to_refuse() -> None:
    pace = Pace(Seconds())
    pace.heed("1", Answer(200, {"id": "1"}, {"X-RateLimit-Remaining": "1", "X-RateLimit-Reset-After": "4"}))
    assert pace.wait("1") == 0.0
    pace.heed("1", Answer(200, {"id": "2"}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "3.5"}))
    assert pace.wait("1") == 3.5
