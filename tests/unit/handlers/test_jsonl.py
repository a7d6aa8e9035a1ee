"""JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from handlers.dates import read_day
from handlers.jsonl import analyse_lines, read_line
from tests.unit.handlers.small import small_analyser


def test_a_line_becomes_an_id_and_a_document() -> None:
    name, document = read_line(
        '{"id": 7, "title": "T", "text": "B", "lang": "ko", "published": "2025-03-01", "outlet": {"country": "KR", "class": "news"}}'
    )
    assert name == "7"
    assert (document.title, document.body, document.language, document.published) == ("T", "B", "ko", date(2025, 3, 1))
    assert (document.outlet_country, document.outlet_class) == ("KR", "news")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "JSON object"),
        ('{"id": 1}', "neither title nor text"),
        ('{"title": 3}', "title must be text"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_told_in_a_sentence(line: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_line(line)


@pytest.mark.parametrize("published", ["soon", "", None, 17, [], {}, "2025-99-99", True])
def test_an_unreadable_date_means_undated(published: object) -> None:
    assert read_line(json.dumps({"title": "T", "published": published}))[1].published is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-01T09:00:00+09:00", date(2025, 3, 1)),
        ("Sun, 27 Sep 2020 08:00:00 +0900", date(2020, 9, 27)),
        ("Sun,27 Sep 2020", date(2020, 9, 27)),
        ("2025년 3월 1일", date(2025, 3, 1)),
        ("2025. 3. 1.", date(2025, 3, 1)),
        ("20250301", date(2025, 3, 1)),
        ("March 1st, 2025", date(2025, 3, 1)),
        ("1740787200", date(2025, 3, 1)),
        ("1740787200000", date(2025, 3, 1)),
        ("2025-03", date(2025, 3, 15)),
        ("in 2019", date(2019, 7, 1)),
    ],
)
def test_dates_are_read_in_many_ways(text: str, day: date) -> None:
    assert read_day(text) == day


def test_each_line_is_answered_in_turn_and_a_bad_one_does_not_end_the_run() -> None:
    lines = [
        b'{"id": "a", "title": "North Korea"}\n',
        b"\n",
        b"nonsense\n",
        b'{"id": "c", "text": 5}',
        '{"id": "d", "text": "\\ud800"}',
        b"\xff\xfe",
    ]
    answers = [json.loads(answer) for answer in analyse_lines(lines, small_analyser())]
    assert [answer["id"] for answer in answers] == ["a", None, "c", "d", None]
    assert [("error" in answer) for answer in answers] == [False, True, True, False, True]
    assert answers[0]["actors"][0]["id"] == "north-korea"


def test_answers_stream() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield '{"title": "한미 정상"}'

    answers = analyse_lines(endless(), small_analyser())
    assert [json.loads(next(answers))["language"] for _ in range(3)] == ["ko"] * 3
