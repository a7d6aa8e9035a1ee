"""Text on cards is cut where a reader would cut it."""

from __future__ import annotations

import pytest

from bot.desk.card import Span, Style
from bot.desk.cards.pieces import plain
from bot.desk.cards.text import cut, first_sentences, in_context, in_sentence
from bot.tags import Mention


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Short.", 20, "Short."),
        ("  Two \n lines ", 20, "Two lines"),
        ("One sentence here. Another that is too long to fit.", 30, "One sentence here."),
        ("No end in these many words that go on", 20, "No end in these…"),
        ("He said “yes.” Then he left the room at once.", 20, "He said “yes.”"),
        ("The rate is 2.5 percent and rising fast now", 20, "The rate is 2.5…"),
        ("한국은 협상을 이어 간다. 미국은 답하지 않았다.", 20, "한국은 협상을 이어 간다."),
        ("가" * 30, 10, "가" * 9 + "…"),
        ("Up. " + "x" * 100, 50, "Up. " + "x" * 45 + "…"),
        ("", 5, ""),
    ],
)
def test_long_text_is_cut_at_a_sentence_else_at_a_word(text: str, most: int, expected: str) -> None:
    assert cut(text, most) == expected
    assert len(cut(text, most)) <= most


def test_the_first_sentences_are_those_that_end_first() -> None:
    assert first_sentences("One. Two! Three?", 2, 100) == "One. Two!"
    assert first_sentences("No end", 2, 100) == "No end"
    assert first_sentences("One is long enough. Two is longer than fits.", 2, 25) == "One is long enough."


def mention(text: str, words: str) -> Mention:
    start = text.index(words)
    return Mention("body", start, start + len(words), words)


def test_words_stand_highlighted_in_their_context() -> None:
    text = (
        "Before it, quite a lot was said about ships and ports; then tariffs came up again, and after that nothing more was heard of them."
    )
    found = in_context(text, mention(text, "tariffs"), around=20)
    assert [span.text for span in found if span.style is Style.HIGHLIGHT] == ["tariffs"]
    assert plain(found) == "…and ports; then tariffs came up again, and…"


def test_a_mention_at_either_end_needs_no_dots() -> None:
    text = "관세 협상이 열렸다"
    assert in_context(text, mention(text, "관세")) == (Span("관세", Style.HIGHLIGHT), Span(" 협상이 열렸다"))
    assert in_context(text, mention(text, "열렸다")) == (Span("관세 협상이 "), Span("열렸다", Style.HIGHLIGHT))


def test_line_breaks_in_the_context_become_spaces() -> None:
    text = "First\n\nsecond tariffs\nthird"
    assert plain(in_context(text, mention(text, "tariffs"))) == "First second tariffs third"


def test_offsets_that_do_not_fit_show_the_words_alone() -> None:
    assert in_context("another text", Mention("body", 3, 10, "tariffs")) == (Span("tariffs", Style.HIGHLIGHT),)


@pytest.mark.parametrize("around", [0, 1, 5, 500])
def test_any_width_keeps_the_words(around: int) -> None:
    text = "x" * 50 + " tariffs " + "y" * 50
    assert Span("tariffs", Style.HIGHLIGHT) in in_context(text, mention(text, "tariffs"), around=around)


ALLIES = "South Korea and the U.S. must speak more often. Adm. Smith of the U.S. Navy said so. 양국은 협의를 이어간다. 끝이다."


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "South Korea and the U.S. must speak more often."),
        (2, "South Korea and the U.S. must speak more often. Adm. Smith of the U.S. Navy said so."),
        (3, "South Korea and the U.S. must speak more often. Adm. Smith of the U.S. Navy said so. 양국은 협의를 이어간다."),
    ],
)
def test_an_initial_or_a_title_ends_no_sentence(count: int, expected: str) -> None:
    assert first_sentences(ALLIES, count, 400) == expected


def test_a_long_text_is_cut_after_its_last_whole_sentence() -> None:
    assert cut(ALLIES, 60) == "South Korea and the U.S. must speak more often."


def test_a_text_without_a_sentence_that_fits_is_cut_between_words() -> None:
    assert cut("Seoul and Washington spoke about tariffs and troops for hours", 30) == "Seoul and Washington spoke…"


def test_a_quotation_mark_belongs_to_the_sentence_that_it_closes() -> None:
    assert first_sentences('He said "it is done." Nobody answered.', 1, 100) == 'He said "it is done."'


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kim", "Gen. Kim left at noon."),
        ("envoy", "He met the U.S. envoy, who smiled."),
        ("Seoul", "Seoul said “no.”"),
        ("smiled", "He met the U.S. envoy, who smiled."),
        ("day", "Next day came"),
        ("국회", "국회는 동의를 요구했다."),
    ],
)
def test_a_mention_stands_in_its_whole_sentence(words: str, expected: str) -> None:
    text = (
        "Seoul said “no.” Gen. Kim left at noon. He met the U.S. envoy, who smiled.\nNext day came\n정부는 답했다. 국회는 동의를 요구했다."
    )
    found = in_sentence(text, mention(text, words), 100)
    assert plain(found) == expected
    assert [span.text for span in found if span.style is Style.HIGHLIGHT] == [words]


def test_a_long_sentence_is_cut_on_the_side_that_has_more_to_say() -> None:
    text = "Tariffs came up again in the talks, and after that nothing more was heard of them for several weeks"
    assert plain(in_sentence(text, mention(text, "Tariffs"), 40)) == "Tariffs came up again in the talks, and…"
    assert plain(in_sentence(text, mention(text, "weeks"), 40)) == "…more was heard of them for several weeks"
    assert len(plain(in_sentence(text, mention(text, "nothing"), 40))) <= 42


def test_a_mention_that_is_not_in_the_text_stands_alone() -> None:
    assert in_sentence("Another text by now.", Mention("body", 3, 8, "Seoul"), 80) == (Span("Seoul", Style.HIGHLIGHT),)


def test_a_million_letters_without_a_space_are_no_obstacle() -> None:
    text = "x" * 500_000 + "Seoul" + "y" * 500_000
    assert len(plain(in_sentence(text, mention(text, "Seoul"), 80))) <= 82
