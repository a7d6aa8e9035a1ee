"""robots.txt as RFC 9309 reads it."""

from __future__ import annotations

import pytest

from bot.pollers.robots import EVERYTHING, NOTHING, read_robots
from tests.fakes.hang_guard import must_end

EVERYBODY = """
# made by hand
User-agent: *
Disallow: /private/
Allow: /private/press/
Disallow: /*.pdf$
Disallow: /search?
Crawl-delay: 3

User-agent: OtherBot
User-agent: ThirdBot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/news/1", True),
        ("/private/a", False),
        ("/private/press/a", True),
        ("/files/a.pdf", False),
        ("/files/a.pdf?page=2", True),
        ("/search?q=x", False),
        ("/search", True),
    ],
)
def test_the_longest_pattern_that_fits_decides(path: str, may: bool) -> None:
    assert read_robots(EVERYBODY).allows(path) is may


def test_a_group_of_its_own_stands_in_for_everybodys() -> None:
    own = read_robots(EVERYBODY + "\nUser-Agent: AllianceDesk\nDisallow: /en/\n")
    assert (own.allows("/private/a"), own.allows("/en/a"), own.delay) == (True, False, None)
    assert read_robots(EVERYBODY).delay == 3


def test_a_group_for_nobody_is_not_for_the_desk() -> None:
    rules = read_robots("User-agent:\nDisallow: /\n\nUser-agent: *\nDisallow: /private/\n")
    assert (rules.allows("/news"), rules.allows("/private/a")) == (True, False)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", EVERYTHING),
        ("<html><body>Not found</body></html>", EVERYTHING),
        ("User-agent: *\nDisallow:", EVERYTHING),
        ("Disallow: /\n", EVERYTHING),
        ("\ufeffUSER-AGENT: *\r\nDISALLOW : /", NOTHING),
    ],
)
def test_what_says_nothing_forbids_nothing(text: str, rules: object) -> None:
    assert read_robots(text) == rules


def test_equally_long_patterns_allow() -> None:
    assert read_robots("User-agent: *\nDisallow: /a\nAllow: /a").allows("/a/b")


def test_korean_paths_are_compared_as_they_travel() -> None:
    rules = read_robots("User-agent: *\nDisallow: /기사/")
    assert not rules.allows("/%EA%B8%B0%EC%82%AC/1")


def test_a_pattern_of_stars_takes_no_longer() -> None:
    with must_end():
        assert read_robots("User-agent: *\nDisallow: /" + "*a" * 2_000 + "b$").allows("/" + "a" * 5_000)
