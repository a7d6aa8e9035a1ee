"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

from bot.model import FailureDetail

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST_KEY = 600
"""Characters of a text that is indexed as it is: a PostgreSQL index row ends at 2,704 bytes."""


def clean(text: str) -> str:
    """The text with NUL and lone surrogates, which PostgreSQL and UTF-8 refuse, each replaced by U+FFFD: offsets stay true."""
    return _UNSTORABLE.sub("\ufffd", text)


def index_key(text: str) -> str:
    """A text that is safe to index uniquely: itself, or its SHA-256 where it is longer than LONGEST_KEY."""
    if len(text) <= LONGEST_KEY:
        return clean(text)
    return "sha256:" + hashlib.sha256(clean(text).encode()).hexdigest()


def _clean_json(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): _clean_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_json(item) for item in value]
    return value


class CleanText(TypeDecorator[str]):
    """Text of any length, cleaned on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else clean(value)


class Detail(TypeDecorator[FailureDetail]):
    """What exactly went wrong with a feed, as text; sentences of older desks are read as they are."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: FailureDetail | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else clean(value.to_text())

    def process_result_value(self, value: str | None, dialect: Dialect) -> FailureDetail | None:  # noqa: ARG002
        return FailureDetail.from_text(value) if value else None


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime to the microsecond: timestamptz on PostgreSQL, sortable ISO text on SQLite. A naive one is a ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A time without a zone cannot be stored: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanJson(TypeDecorator[Any]):
    """A JSON document: JSONB on PostgreSQL, text on SQLite."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return _clean_json(value)


class BigId(TypeDecorator[int]):
    """A 64-bit key that SQLite can autoincrement."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())
