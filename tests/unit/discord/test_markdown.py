"""Discord's Markdown: what is ours is styled, what comes from outside is text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.markdown import Place, escape, fit, link_of, markdown, shorten
from bot.desk.card import Span, Style, line


def unescaped(text: str) -> str:
    """What Discord shows of a text in which only backslashes are read."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def test_what_would_ping_or_style_is_shown_as_it_was_written() -> None:
    assert escape("<!channel> @everyone <@U1> *x* [a](b) ~~") == r"\<!channel\> \@everyone \<\@U1\> \*x\* \[a\](b) \~\~"


@pytest.mark.parametrize("text", ["https://evil.example", ":fire:", "<t:1:R>", "||secret||", "`code`", "_x_", "# big", "a\\*b", "x:"])
def test_links_emoji_times_spoilers_and_code_are_text(text: str) -> None:
    escaped = escape(text)
    assert unescaped(escaped) == text
    bare = re.sub(r"\\.", " ", escaped)
    assert not re.search(r"[*_~`|<>\[\]@#]|:(?=[/\w])|:$", bare)


@given(st.text(alphabet="@#<>*_~`|[]():\\ab 1.-+/한"))
def test_no_character_with_a_meaning_is_left_bare_and_none_is_lost(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"[*_~`|<>\[\]@#]|:[/\w+-]", re.sub(r"\\.", " ", escaped))
    assert unescaped(escaped) == re.sub(" +", " ", text)


@pytest.mark.parametrize(
    ("text", "shown"), [("- a", r"\- a"), ("+ a", r"\+ a"), ("1. a", r"1\. a"), ("2026) a", r"2026\) a"), ("10 a", "10 a")]
)
def test_a_line_cannot_begin_a_list(text: str, shown: str) -> None:
    assert markdown(line(text)) == shown


def test_highlights_are_bold_and_blanks_stay_outside() -> None:
    assert markdown(line("A ", Span(" tariff ", Style.HIGHLIGHT), "on cars")) == "A  **tariff** on cars"


def test_what_is_struck_out_is_so_and_blanks_stay_outside() -> None:
    struck = line("Duty ", Span("25 percent ", Style.STRUCK), Span("~~15~~", Style.STRONG))
    assert markdown(struck) == "Duty ~~25 percent~~ **\\~\\~15\\~\\~**"


def test_neighbours_that_are_bold_are_one_bold_run() -> None:
    assert markdown(line(Span("한", Style.STRONG), Span("미", Style.HIGHLIGHT), "동맹")) == "**한미**동맹"


def test_a_quiet_line_is_small_and_a_heading_is_not_bold_twice() -> None:
    assert markdown(line(Span("News", Style.QUIET))) == "-# News"
    assert markdown(line(Span("Talks", Style.STRONG, "https://a.example/x")), Place.HEADING) == "### [Talks](https://a.example/x)"


def test_a_quiet_line_after_a_number_is_not_small_since_only_whole_rows_can_be() -> None:
    assert markdown(line(Span("News", Style.QUIET)), Place.INSIDE) == "News"


def test_code_cannot_be_ended_from_inside() -> None:
    assert markdown(line(Span("a`b", Style.CODE))) == "`aˋb`"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "http://[", "", None, "https://a.example/" + "x" * 600])
def test_only_short_web_addresses_are_linked(url: str | None) -> None:
    assert link_of(url) is None
    assert markdown(line(Span("x", Style.PLAIN, url))) == "x"


def test_an_address_cannot_end_its_link() -> None:
    assert link_of("https://a.example/x_(y) z>") == "https://a.example/x_%28y%29%20z%3E"


def test_a_long_line_is_cut_at_a_sentence() -> None:
    text = "Talks ended in Seoul today. " + "Nobody said how they went and so on " * 10
    assert fit(line(text), 90) == "Talks ended in Seoul today."


def test_a_link_that_would_take_half_the_room_is_left_out() -> None:
    assert fit(line(Span("Talks", Style.PLAIN, "https://a.example/" + "x" * 60)), 100) == "Talks"


def test_the_shortened_line_keeps_its_styles() -> None:
    assert shorten(line(Span("abc", Style.STRONG), "defg hijk lmno"), 9) == (Span("abc", Style.STRONG), Span("defg…"))


@given(st.lists(st.builds(Span, st.text(), st.sampled_from(Style)), max_size=4), st.integers(1, 80))
def test_a_fitted_line_fits(spans: list[Span], most: int) -> None:
    assert len(fit(tuple(spans), most)) <= most
