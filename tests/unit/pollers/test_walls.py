"""What stands in front of an article is not taken for it."""

from __future__ import annotations

import pytest

from bot.desk.ports import ReadJob
from bot.pollers.walls import is_wall
from bot.worker.jobs import _text_of
from tests.unit.pollers.test_fulltext import ENGLISH, KOREAN, page

PAYWALL = [ENGLISH[0], "Subscribe to continue reading this article.", "Already a subscriber? Sign in to read the rest of it at any time."]
PAYWALL_KO = [KOREAN[0], "이 기사는 유료회원 전용입니다. 구독하시면 전체 기사를 보실 수 있습니다."]
CONSENT = [
    "We value your privacy.",
    "We and our partners use cookies to keep the lights on. Press Accept all or Reject all to go on to the page.",
]
CONSENT_KO = [
    "이 사이트는 쿠키를 사용합니다.",
    "계속하려면 아래의 모두 동의 단추를 누르거나 쿠키 설정에서 원하는 항목을 고르시기 바랍니다.",
]
ALIVE = ["Please enable JavaScript and cookies to continue.", "Verify you are human by completing the action below this line of text."]


@pytest.mark.parametrize("paragraphs", [PAYWALL, PAYWALL_KO, CONSENT, CONSENT_KO, ALIVE])
def test_walls_are_known_by_their_words(paragraphs: list[str]) -> None:
    assert is_wall("", "\n".join(paragraphs))


@pytest.mark.parametrize(
    "paragraphs", [ENGLISH, KOREAN, ["The ministry said its privacy choices were limited by law."], PAYWALL + ENGLISH * 8]
)
def test_articles_are_no_walls(paragraphs: list[str]) -> None:
    assert not is_wall('<script type="application/ld+json">{"isAccessibleForFree": true}</script>', "\n".join(paragraphs))


@pytest.mark.parametrize("said", ['"isAccessibleForFree": false', '"isAccessibleForFree":"False"', "'isAccessibleForFree' : 'false'"])
def test_a_page_that_says_that_it_is_not_free_shows_a_teaser(said: str) -> None:
    source = f'<script type="application/ld+json">{{{said}}}</script>'
    assert is_wall(source, "\n".join(ENGLISH))
    assert not is_wall(source, "\n".join(ENGLISH * 8))


def job(lead: str, html: bytes) -> ReadJob:
    return ReadJob("Talks move to Honolulu", lead, "", "https://news.example.kr/1", html, None, None)


@pytest.mark.parametrize("paragraphs", [PAYWALL, CONSENT, ALIVE])
def test_the_feeds_own_text_stands_in_for_a_wall(paragraphs: list[str]) -> None:
    lead = "The two governments meet again in December."
    assert _text_of(job(lead, page("Talks move to Honolulu", paragraphs, "utf-8"))) == ("Talks move to Honolulu", lead, False)


def test_where_the_feed_has_nothing_a_teaser_is_better() -> None:
    _, body, is_full = _text_of(job("", page("Talks move to Honolulu", PAYWALL, "utf-8")))
    assert ENGLISH[0] in body
    assert is_full
