"""What exactly went wrong is said in the language of whoever reads it, whatever it was."""

from __future__ import annotations

import json
import re

import pytest

from bot.desk.failures import in_words
from bot.desk.phrases import load_phrases
from bot.desk.phrases.book import BLANK
from bot.model import DetailKind, FailureDetail

BOOK = load_phrases()
WORDED = [kind for kind in DetailKind if kind is not DetailKind.PLAIN]
ENGLISH = re.compile(r"[A-Za-z]+(?:[ ,]+[A-Za-z]+){2,}")
"""Three Latin words in a row: names such as Cloudflare, RSS and HTTP stand alone in Korean."""


def sample(kind: DetailKind) -> FailureDetail:
    """A detail of that kind with all that its phrase shows."""
    values = {"host": "herald.example", "service": "Cloudflare", "code": "ECONNABORTED", "port": "5432"}
    names = {blank["name"] for blank in BLANK.finditer(BOOK.phrases["en"][f"failure.{kind.value}"])}
    return FailureDetail(kind, {name: values.get(name, 7) for name in names})


@pytest.mark.parametrize("kind", WORDED)
def test_every_kind_is_said_in_both_languages(kind: DetailKind) -> None:
    english, korean = (in_words(sample(kind), locale, BOOK) for locale in ("en", "ko"))
    assert english.endswith(".")
    assert not re.search("[가-힣]", english)
    assert re.search(r"다(\([A-Z]+\))?\.$", korean)
    assert not ENGLISH.search(korean)


@pytest.mark.parametrize("kind", WORDED)
def test_a_detail_survives_being_kept(kind: DetailKind) -> None:
    assert FailureDetail.from_text(sample(kind).to_text()) == sample(kind)


@pytest.mark.parametrize("text", ["The server says 404.", "", "7", '["timeout"]', '["of-tomorrow",{}]', '["timeout",{"host":[]}]', "{}"])
def test_any_other_text_is_shown_as_it_is(text: str) -> None:
    detail = FailureDetail.from_text(text)
    assert detail.kind is DetailKind.PLAIN
    assert (in_words(detail, "ko", BOOK), detail.to_text()) == (text, text)


def test_a_detail_is_kept_compactly_and_logged_plainly() -> None:
    detail = FailureDetail.of(DetailKind.TIMEOUT, host="하버.example", seconds=30.0)
    assert detail.to_text() == '["timeout",{"host":"하버.example","seconds":30.0}]'
    assert json.loads(detail.to_text()) == ["timeout", {"host": "하버.example", "seconds": 30.0}]
    assert str(detail) == "timeout host=하버.example seconds=30.0"


@pytest.mark.parametrize(
    ("detail", "english", "korean"),
    [
        (
            FailureDetail.of(DetailKind.TIMEOUT, host="herald.example", seconds=30.0),
            "herald.example did not answer in full within 30 s.",
            "herald.example 서버가 30초 안에 응답을 다 보내지 않았습니다.",
        ),
        (
            FailureDetail.of(DetailKind.TOO_LARGE, host="herald.example", megabytes=0.5),
            "herald.example sent more than 0.5 MB; reading stopped there.",
            "herald.example 서버가 0.5MB가 넘는 응답을 보내 읽기를 멈추었습니다.",
        ),
    ],
)
def test_numbers_are_said_without_what_says_nothing(detail: FailureDetail, english: str, korean: str) -> None:
    assert (in_words(detail, "en", BOOK), in_words(detail, "ko", BOOK)) == (english, korean)


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (1, "1 second", "1초"),
        (119, "119 seconds", "119초"),
        (120, "2 minutes", "2분"),
        (3_600, "60 minutes", "60분"),
        (7_199, "120 minutes", "120분"),
        (7_200, "2 hours", "2시간"),
        (7_201, "3 hours", "3시간"),
        (86_400, "24 hours", "24시간"),
    ],
)
def test_a_wait_is_said_in_a_unit_that_people_use(seconds: int, english: str, korean: str) -> None:
    detail = FailureDetail.of(DetailKind.STATUS_WAIT, host="herald.example", status=429, seconds=seconds)
    assert in_words(detail, "en", BOOK) == f"herald.example answered 429 and asks to wait {english}."
    assert in_words(detail, "ko", BOOK) == f"herald.example 서버가 429 상태로 응답하고 {korean} 기다려 달라고 합니다."
