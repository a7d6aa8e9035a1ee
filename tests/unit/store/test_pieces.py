"""The store's small pure pieces: questions for the engines, outlets of aggregators, safe keys, places and failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from bot.errors import StoreError, StoreUnavailableError
from bot.store.columns import LONGEST_KEY, CleanJson, UtcTime, clean, index_key
from bot.store.engine import normalised
from bot.store.entries import dated_at
from bot.store.failures import place, translated
from bot.store.index import Document, tsvector
from bot.store.matching import fts5_question, tsquery
from bot.store.outlets import Source, site_of, slug
from bot.store.statements import batches
from bot.store.tokens import Term

TERMS = [Term(("한미", "미동")), Term(("missil",)), Term(("북",), is_prefix=True)]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_terms_become_an_fts5_expression() -> None:
    assert fts5_question(TERMS) == '"한미 미동" AND "missil" AND "북"*'


def test_terms_become_a_tsquery_loose_or_side_by_side() -> None:
    assert tsquery(TERMS, between=" <-> ") == "('한미' <-> '미동') & ('missil') & ('북':*)"
    assert tsquery(TERMS, between=" & ") == "('한미' & '미동') & ('missil') & ('북':*)"


def test_no_token_can_leave_its_quotes() -> None:
    hostile = [Term(("a\" OR \"b' | 'c\\",))]
    assert fts5_question(hostile).count('"') == 2
    assert tsquery(hostile, between=" & ").count("'") == 2
    assert "\\" not in tsquery(hostile, between=" & ")


def test_a_tsvector_keeps_title_and_body_apart() -> None:
    assert tsvector(["한미", "동맹"], ["동맹", "missil"], "ko") == "'=ko' '한미':1A '동맹':2A,4 'missil':5"


def test_the_lead_counts_once_where_the_body_begins_with_it() -> None:
    assert Document(1, "en", "T", "Lead.", "Lead. And more.").rest() == "Lead. And more."
    assert Document(1, "en", "T", "Lead.", "Other.").rest() == "Lead.\nOther."


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.yonhap.example/en", "yonhap.example"),
        ("https://EN.Yonhap.example", "en.yonhap.example"),
        ("nonsense", None),
        (None, None),
        ("http://[", None),
    ],
)
def test_a_site_is_the_host_without_www(url: str | None, site: str | None) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source("Busan Wire", "busanwire.example"), "busanwire-example"),
        (Source("The Wire, Daily", None), "the-wire-daily"),
        (Source("부산 통신", None), "부산-통신"),
    ],
)
def test_a_slug_is_made_of_the_site_or_the_name(source: Source, expected: str) -> None:
    assert slug(source) == expected


def test_a_source_without_a_letter_still_has_a_slug() -> None:
    assert slug(Source("★★", None)).startswith("source-")
    assert slug(Source("★★", None)) != slug(Source("☆", None))


def test_long_keys_are_hashed_and_short_ones_kept() -> None:
    assert index_key("guid") == "guid"
    assert index_key("가" * LONGEST_KEY) == "가" * LONGEST_KEY
    assert len(index_key("x" * 9_000)) < 100
    assert index_key("x" * 9_000) != index_key("x" * 9_001)


def test_cleaning_keeps_every_offset() -> None:
    assert clean("a\x00b\ud800c") == "a\ufffdb\ufffdc"
    assert clean("한\U0001f1f0") == "한\U0001f1f0"


def test_json_is_cleaned_at_every_depth() -> None:
    stored = CleanJson().process_bind_param({"a\x00": ["\ud800", {"b": ("x\x00", 1, None, True)}]}, sqlite.dialect())
    assert stored == {"a\ufffd": ["\ufffd", {"b": ["x\ufffd", 1, None, True]}]}


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_times_come_back_in_utc(dialect: object) -> None:
    kind = UtcTime()
    seoul = NOON.astimezone(timezone(timedelta(hours=9)))
    stored = kind.process_bind_param(seoul, dialect)  # type: ignore[arg-type]
    assert stored is not None
    assert kind.process_result_value(stored, dialect) == NOON  # type: ignore[arg-type]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        UtcTime().process_bind_param(datetime(2026, 3, 2), sqlite.dialect())


def test_an_article_is_never_dated_after_it_was_seen() -> None:
    assert dated_at(None, NOON) == NOON
    assert dated_at(NOON - timedelta(days=1), NOON) == NOON - timedelta(days=1)
    assert dated_at(NOON + timedelta(days=1), NOON) == NOON


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///a/desk.sqlite3", "sqlite+aiosqlite"),
        ("postgres://u:p@h/db", "postgresql+asyncpg"),
        ("postgresql://u:p@h/db", "postgresql+asyncpg"),
        ("postgresql+psycopg://u:p@h/db", "postgresql+asyncpg"),
    ],
)
def test_urls_are_given_the_driver_that_we_use(url: str, driver: str) -> None:
    assert normalised(url).drivername == driver


def test_libpqs_sslmode_is_understood() -> None:
    assert dict(normalised("postgresql://h/db?sslmode=require").query) == {"ssl": "require"}


def test_places_have_no_user_and_no_password() -> None:
    assert place(normalised("postgresql://desk:s3cret@db.example:5433/news")) == "The PostgreSQL database news at db.example:5433"
    assert place(normalised("sqlite:///data/desk.sqlite3")) == "The database file data/desk.sqlite3"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database is locked", "locked by another program"),
        ("attempt to write a readonly database", "cannot be written"),
        ("unable to open database file", "cannot be opened"),
        ("database or disk is full", "no room left"),
        ("disk I/O error", "disk I/O error"),
        ("database disk image is malformed", "is damaged"),
    ],
)
def test_what_sqlite_says_is_told_with_place_and_remedy(said: str, told: str) -> None:
    error = translated(OperationalError("UPDATE secret", {}, Exception(said)), normalised("sqlite:///desk.sqlite3"))

    assert isinstance(error, StoreUnavailableError)
    assert told in str(error)
    assert "desk.sqlite3" in str(error)
    assert "UPDATE" not in str(error)


def test_another_failure_is_no_unavailable_store() -> None:
    error = translated(OperationalError("SELECT", {}, Exception("no such table: article")), normalised("sqlite:///desk.sqlite3"))

    assert type(error) is StoreError


def test_a_password_that_the_driver_repeats_is_taken_out() -> None:
    error = translated(OSError("cannot log in with s3cret"), normalised("postgresql://desk:s3cret@h/db"))

    assert "s3cret" not in str(error)


def test_items_are_batched() -> None:
    assert list(batches(list(range(5)), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches([], 2)) == []


def test_options_of_libpq_that_the_desk_sets_itself_are_left_out() -> None:
    assert dict(normalised("postgresql://h/db?connect_timeout=5&application_name=x").query) == {}


def test_an_option_that_the_driver_does_not_know_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="channel_binding") as told:
        normalised("postgresql://desk:secret@h/db?channel_binding=require")
    assert "secret" not in str(told.value)
