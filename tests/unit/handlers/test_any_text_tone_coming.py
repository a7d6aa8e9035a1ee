"""Tone and coming days of any text: nothing fails, words stand where they are said to, days lie ahead, long texts take their share."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import Analyser, Document, build_analyser
from handlers.ontology.load import load_ontology
from handlers.script import words

PIECES = words(
    "다음 달 3일 오는 18일부터 28일까지 내년 3월 이달 말 다음 주 화요일 모레 D-5 6·3 지방선거 12월 3∼9일 한미 정상회담 열린다. 예정이다. "
    "합의했다. 갈등 해소 없다. 북한 ▲ On Dec. 3-9, next Tuesday: May 31 2027 will meet talks by the end of the year no dispute reaffirmed "
    'alliance Seoul U.S. and " ” ( ) 99일 0월 31일 İ \ud800 \x00'
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return build_analyser(load_ontology())


@settings(max_examples=150, deadline=None)
@given(
    body=st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), st.text(max_size=200)),
    published=st.one_of(st.none(), st.dates()),
)
def test_any_text_has_a_tone_and_days_that_lie_ahead(analyser: Analyser, body: str, published: date | None) -> None:
    document = Document(body[:80], body, published=published).clean()
    analysis = analyser.analyse(document)
    assert not {"tone", "coming"} & set(analysis.failures)
    texts = {"title": document.title, "body": document.body}
    found = analysis.findings
    for mention in (*found.tone_evidence, *(coming.mention for coming in found.coming)):
        assert texts[mention.field][mention.start : mention.end] == mention.text
    for coming in found.coming:
        assert published is None or coming.day > published
        assert coming.until is None or coming.until > coming.day
        assert document.body[coming.start : coming.end] == coming.text


@pytest.mark.parametrize("piece", ["다음 달 3일 한미 갈등 ", "On Dec. 3 no dispute, ", "1일~2일~3일", "May 3 next week ", "월일주뒤D-1"])
def test_time_is_linear_in_the_length(analyser: Analyser, piece: str) -> None:
    body = piece * (400_000 // len(piece))
    started = time.process_time()
    analysis = analyser.analyse(Document("", body, published=date(2026, 11, 25)))
    assert time.process_time() - started < 20
    assert not {"tone", "coming"} & set(analysis.failures)
