"""What escaping lets through is taken out; what is no web address is no link."""

from __future__ import annotations

import pytest

from bot.web.plain import plain, safe_url, shortened


def test_controls_and_direction_marks_go_and_text_stays() -> None:
    assert plain("a\u202eb\x00c\u2066d\x1be\ud800f\nline\ttab 한미 美 👩\u200d✈️") == "abcdef\nline\ttab 한미 美 👩\u200d✈️"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/story/1",
        "https://",
        "https:///path",
        "https://user:pass@bank.example/",
        "https://bank.example@evil.example/",
        "https://x.example\\@evil.example/",
        'https://x.example/"onmouseover=1',
        "https://[broken",
        "https://x.example:port/",
        "https://x.example/" + "a" * 3000,
        "",
        None,
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url: str | None) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    "url", ["https://x.example/a?b=1#c", "http://x.example:8080/", "HTTPS://X.example/", " https://한겨레.example/기사 "]
)
def test_web_addresses_stay(url: str) -> None:
    assert safe_url(url) == url.strip()


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shortened("one two three four", 13) == "one two three…"
    assert shortened("one two", 13) == "one two"
    assert shortened("  two\n lines ", 20) == "two lines"
    assert len(shortened("가" * 2_000_000, 240)) == 241
