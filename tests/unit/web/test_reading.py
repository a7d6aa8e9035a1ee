"""What is read from an address or a header: language, filter, moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.web.filters import Known, read_wanted, with_parameters, without
from bot.web.language import choose
from bot.web.paging import read_moment

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
KNOWN = Known(frozenset({"tariffs", "autos"}), frozenset({"saebyeok"}), {"usa": "usa", "미국": "usa"})


@pytest.mark.parametrize(
    ("query", "cookie", "header", "locale"),
    [
        (None, None, "", "en"),
        (None, None, "ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        (None, None, "en-US,en;q=0.9,ko;q=0.8", "en"),
        (None, None, "fr-FR, ko;q=0.3", "ko"),
        (None, None, "en;q=0.2, ko;q=0.7", "ko"),
        (None, None, "ko;q=0", "en"),
        (None, None, "ko;q=nonsense", "en"),
        (None, None, "*", "en"),
        (None, "ko", "en", "ko"),
        ("en", "ko", "ko", "en"),
        ("xx", "ko", "en", "ko"),
        ("KO-kr", None, "en", "ko"),
    ],
)
def test_the_address_then_the_cookie_then_the_browser_choose_the_language(
    query: str | None, cookie: str | None, header: str, locale: str
) -> None:
    assert choose(query, cookie, header) == locale


def test_every_filter_is_read() -> None:
    wanted = read_wanted(
        [
            ("actor", "미국"),
            ("theme", "tariffs"),
            ("theme", "autos"),
            ("language", "ko"),
            ("outlet", "saebyeok"),
            ("kind", "opinion"),
            ("relevance", "core"),
            ("since", "24h"),
            ("lang", "ko"),
        ],
        KNOWN,
        NOW,
    )
    assert wanted.filter.actors == ("usa",)
    assert wanted.filter.themes == ("tariffs", "autos")
    assert wanted.filter.languages == ("ko",)
    assert wanted.filter.outlets == ("saebyeok",)
    assert wanted.filter.kinds == ("opinion",)
    assert wanted.filter.minimum_relevance == "core"
    assert wanted.since == NOW - timedelta(days=1)
    assert wanted.unknown == ()


def test_what_is_not_known_is_told_and_not_applied() -> None:
    wanted = read_wanted([("theme", "<b>"), ("actor", "nobody"), ("since", "1e9"), ("kind", "")], KNOWN, NOW)
    assert wanted.pairs == ()
    assert set(wanted.unknown) == {"<b>", "nobody", "1e9"}


def test_the_widest_of_several_relevances_and_times_holds() -> None:
    wanted = read_wanted([("relevance", "core"), ("relevance", "partial"), ("since", "24h"), ("since", "7d")], KNOWN, NOW)
    assert wanted.filter.minimum_relevance == "partial"
    assert wanted.since == NOW - timedelta(days=7)


def test_a_flood_of_values_is_bounded() -> None:
    wanted = read_wanted([("theme", f"unknown-{number}" * 50) for number in range(5000)], KNOWN, NOW)
    assert len(wanted.unknown) == 20
    assert max(map(len, wanted.unknown)) == 100


def test_one_filter_is_taken_off_a_link() -> None:
    pairs = (("theme", "tariffs"), ("theme", "autos"))
    assert with_parameters("/", without(pairs, ("theme", "tariffs"))) == "/?theme=autos"
    assert with_parameters("/", ()) == "/"
    assert with_parameters("/search", (("q", "한미 & co"),)) == "/search?q=%ED%95%9C%EB%AF%B8+%26+co"


@pytest.mark.parametrize("text", [None, "", "yesterday", "2026-11-20T14:10:00", "9" * 300])
def test_a_moment_that_cannot_be_read_is_none(text: str | None) -> None:
    assert read_moment(text) is None


def test_a_moment_is_read_as_the_page_writes_it() -> None:
    assert read_moment(NOW.isoformat()) == NOW
