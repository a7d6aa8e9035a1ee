"""The words of WebSub: requests, questions, leases and signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.model import HubState, HubSubscription, NamedHub
from bot.pollers.websub import Seal, answers_to, lease_of, refusal_words, renewal, request_form, retry_wait
from tests.fakes.polling import NOON

TOPIC = "https://daily.example/rss"
ASKED = HubSubscription(
    id=1,
    feed="daily",
    feed_url=TOPIC,
    allow_private=False,
    named=NamedHub("https://hub.example/", TOPIC),
    base="https://desk.example.org/websub",
    path="p" * 43,
    secret="Jefe",
    state=HubState.ASKING,
    attempts=1,
    claimed_until=NOON,
)
QUESTION = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "abc"}

# HMAC of "what do ya want for nothing?" under "Jefe": RFC 2202 (case 2 of SHA-1) and RFC 4231 (case 2 of the others).
BODY = b"what do ya want for nothing?"
DIGESTS = {
    "sha1": "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "sha256": "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "sha384": "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
    "sha512": (
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    ),
}


def is_right(header: str | None, *pieces: bytes) -> bool:
    seal = Seal("Jefe", header)
    for piece in pieces or (BODY,):
        seal.take(piece)
    return seal.is_right()


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_a_right_signature_is_known_in_every_algorithm_of_the_standard(algorithm: str) -> None:
    assert is_right(f"{algorithm}={DIGESTS[algorithm]}")
    assert is_right(f" {algorithm.upper()} = {DIGESTS[algorithm].upper()} ", BODY[:5], b"", BODY[5:])


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256",
        "sha256=",
        DIGESTS["sha256"],
        f"sha256={DIGESTS['sha1']}",
        f"sha1={DIGESTS['sha1'][:-1]}",
        f"sha256={DIGESTS['sha256'][:-1]}0",
        "md5=750c783e6ab0b503eaa86e310a5db738",
        f"shake_128={DIGESTS['sha1']}",
        "sha256=한글",
    ],
)
def test_any_other_header_is_wrong(header: str | None) -> None:
    assert not is_right(header)


def test_a_signature_holds_for_its_body_alone() -> None:
    assert not is_right(f"sha256={DIGESTS['sha256']}", BODY, b"!")


def test_a_request_says_what_is_wanted_and_how_to_sign() -> None:
    callback = "https://desk.example.org/websub/" + "p" * 43
    common = {"hub.callback": callback, "hub.topic": TOPIC}
    subscribe = {**common, "hub.mode": "subscribe", "hub.secret": "Jefe", "hub.lease_seconds": "864000"}
    assert request_form(ASKED) == subscribe
    assert request_form(replace(ASKED, state=HubState.LIVE)) == subscribe
    assert request_form(replace(ASKED, state=HubState.LEAVING)) == {**common, "hub.mode": "unsubscribe"}


@pytest.mark.parametrize(
    ("asked", "question", "is_answered"),
    [
        (ASKED, QUESTION, True),
        (replace(ASKED, state=HubState.LIVE, attempts=0), QUESTION, True),
        (replace(ASKED, state=HubState.LEAVING), {**QUESTION, "hub.mode": "unsubscribe"}, True),
        (replace(ASKED, attempts=0), QUESTION, False),
        (replace(ASKED, state=HubState.LEAVING), QUESTION, False),
        (replace(ASKED, state=HubState.DENIED), QUESTION, False),
        (ASKED, {**QUESTION, "hub.mode": "unsubscribe"}, False),
        (replace(ASKED, state=HubState.LIVE), {**QUESTION, "hub.mode": "unsubscribe"}, False),
        (ASKED, {**QUESTION, "hub.mode": "publish"}, False),
        (ASKED, {**QUESTION, "hub.topic": TOPIC + "/"}, False),
        (ASKED, {"hub.mode": "subscribe", "hub.challenge": "abc"}, False),
        (ASKED, {**QUESTION, "hub.challenge": ""}, False),
        (ASKED, {**QUESTION, "hub.challenge": "a" * 4_001}, False),
        (ASKED, {}, False),
    ],
)
def test_a_hub_is_answered_only_on_what_it_was_asked_for(asked: HubSubscription, question: dict[str, str], *, is_answered: bool) -> None:
    assert answers_to(asked, question) is is_answered


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("3600", 3_600),
        ("0", 0),
        (None, 864_000),
        ("", 864_000),
        ("-5", 864_000),
        ("soon", 864_000),
        ("٣", 864_000),
        ("99999999999", 5_184_000),
    ],
)
def test_a_lease_is_what_the_hub_says_within_reason(words: str | None, seconds: float) -> None:
    assert lease_of(words) == seconds


class Chance(Random):
    """Always this."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = value

    def random(self) -> float:
        return self.value


def test_a_lease_is_renewed_when_seven_to_eight_tenths_of_it_are_over() -> None:
    assert renewal(NOON, 1_000, Chance(0.0)) == NOON + timedelta(seconds=800)
    assert renewal(NOON, 1_000, Chance(1.0)) == NOON + timedelta(seconds=700)
    assert renewal(NOON, 0, Chance(0.0)) == NOON + timedelta(seconds=60)


def test_a_hub_that_does_not_answer_is_asked_less_and_less_often() -> None:
    assert [retry_wait(attempts, Chance(0.0)) for attempts in (1, 2, 3, 9, 10, 1_000)] == [300, 600, 1_200, 76_800, 86_400, 86_400]
    assert retry_wait(1, Chance(1.0)) == 270


def test_the_reason_of_a_refusal_is_one_short_line() -> None:
    assert refusal_words({"hub.reason": " No\nsuch\x1b[31m feed  here. "}) == "No such [31m feed here."
    assert len(refusal_words({"hub.reason": "a" * 1_000})) == 200
    assert refusal_words({}) == "The hub gave no reason."
