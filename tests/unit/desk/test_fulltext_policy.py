"""Pages are fetched where the feed gives too little, and never against the policy."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.fulltext_policy import needs_full_text
from bot.model import FullText
from tests.unit.desk.records import OUTLET, waiting_article

LEAD = "A lead of one sentence."
KOREAN = replace(OUTLET, language="ko")


def test_a_lead_needs_its_page() -> None:
    assert needs_full_text(waiting_article(body="", lead=LEAD))
    assert needs_full_text(waiting_article(body=LEAD))


def test_a_whole_text_needs_none() -> None:
    assert not needs_full_text(waiting_article(body=LEAD * 30))


def test_korean_says_as_much_in_fewer_characters() -> None:
    body = "가나다라 " * 80
    assert not needs_full_text(waiting_article(body=body, outlet=KOREAN))
    assert needs_full_text(waiting_article(body=body))


def test_the_policy_of_the_feed_wins() -> None:
    assert needs_full_text(waiting_article(body=LEAD * 30, full_text=FullText.ALWAYS))
    assert not needs_full_text(waiting_article(body="", full_text=FullText.NEVER))


def test_nothing_is_fetched_without_an_address() -> None:
    assert not needs_full_text(waiting_article(url=None, full_text=FullText.ALWAYS))
