"""What the worker makes of an article and its page."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.desk.ports import ReadJob
from bot.pollers.links import FeedLinks
from bot.pollers.ports import ParsedFeed, ParseHints
from bot.worker import codec
from bot.worker.jobs import Jobs, without_headline

PARAGRAPH = "South Korea and the United States agreed in Seoul to speak about tariffs on cars and the cost of American troops each month."
PAGE = (
    "<html><head><title>Allies to speak each month</title></head><body><nav>Home Politics</nav><article>"
    f"<h1>Allies to speak each month</h1>{f'<p>{PARAGRAPH}</p>' * 3}</article><footer>Copyright</footer></body></html>"
)


@pytest.fixture(scope="module")
def jobs() -> Jobs:
    return Jobs()


def read(jobs: Jobs, *, title: str = "", lead: str = "", body: str = "", html: str | None = None) -> dict[str, object]:
    """The answer to a read job, through JSON as the pipe carries it."""
    job = ReadJob(title, lead, body, None, None if html is None else html.encode(), None, None)
    return jobs.read(json.loads(json.dumps(codec.job_to_json(job))), job.html or b"")


def test_a_lead_only_article_gets_the_text_of_its_page(jobs: Jobs) -> None:
    answer = read(jobs, title="Allies to speak each month", lead="They agreed.", html=PAGE)
    assert answer["is_full_text"] is True
    assert str(answer["body"]).startswith("South Korea and the United States agreed")
    assert "Copyright" not in str(answer["body"])


def test_a_page_that_says_less_than_the_feed_is_not_taken(jobs: Jobs) -> None:
    answer = read(jobs, title="Allies to speak", body=PARAGRAPH * 2, html="<html><body><p>Subscribe to read on.</p></body></html>")
    assert answer["body"] == PARAGRAPH * 2


def test_a_page_alone_gives_its_own_title(jobs: Jobs) -> None:
    assert read(jobs, html=PAGE)["title"] == "Allies to speak each month"


def test_the_answer_holds_an_analysis_in_the_documented_shape(jobs: Jobs) -> None:
    result = codec.result_from_json(json.loads(json.dumps(read(jobs, title="Allies meet", body=PARAGRAPH))))
    assert {actor.id for actor in result.analysis.actors} >= {"south-korea", "united-states"}
    assert result.analysis.language == "en"


@pytest.mark.parametrize("html", [None, "", "<html></html>", "\x00\x01", "<p>" * 5000])
def test_an_article_without_any_text_is_still_answered(jobs: Jobs, html: str | None) -> None:
    assert read(jobs, html=html)["body"] == ""


@pytest.mark.parametrize(
    ("body", "title", "expected"),
    [
        ("Allies meet\nText.", "Allies meet", "Text."),
        ("“Allies meet”\n\nText.", "Allies Meet!", "Text."),
        ("한미 정상회담\n본문이다.", "한미 정상회담", "본문이다."),
        ("Other line\nText.", "Allies meet", "Other line\nText."),
        ("Allies meet", "Allies meet", "Allies meet"),
    ],
)
def test_only_the_headline_above_a_text_is_taken_off(body: str, title: str, expected: str) -> None:
    assert without_headline(body, title) == expected


def test_the_links_of_a_feed_come_through_the_pipe(jobs: Jobs) -> None:
    body = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><link rel="hub" href="/hub"/><link rel="self" href="/rss"/></feed>'
    hints = codec.hints_to_json(ParseHints("https://daily.example/rss", "application/xml", None, datetime(2026, 11, 25, tzinfo=UTC)))
    parsed = codec.parsed_from_json(json.loads(json.dumps(jobs.parse(json.loads(json.dumps(hints)), body))))
    assert isinstance(parsed, ParsedFeed)
    assert parsed.links == FeedLinks(("https://daily.example/hub",), ("https://daily.example/rss",))
