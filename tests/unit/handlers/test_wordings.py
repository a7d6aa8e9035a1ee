"""Finding wordings: word edges of Latin script, anywhere in Hangul, the longest first, exceptions left out, offsets kept."""

from __future__ import annotations

from handlers.ontology.records import Wording
from handlers.script import fold
from handlers.wordings import Wordings

FINDER = Wordings(
    (
        Wording("rows", "friction", 1.0, ("row", "rock-solid row")),
        Wording("solid", "cooperation", 0.5, ("rock-solid", "공조")),
        Wording("offices", "friction", 1.0, ("도청",), ("경기도청",)),
    )
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.sense) for one in FINDER.find(fold(text))]


def test_latin_words_stand_between_word_edges() -> None:
    assert found("A row grows; a rowing crew throws.") == [("row", "friction")]


def test_hangul_stands_inside_words_too() -> None:
    assert found("한미공조를") == [("공조", "cooperation")]


def test_hyphens_and_case_do_not_matter() -> None:
    assert found("ROCK SOLID, rock-solid") == [("ROCK SOLID", "cooperation"), ("rock-solid", "cooperation")]


def test_the_longest_counts() -> None:
    assert found("a rock-solid row") == [("rock-solid row", "friction")]


def test_inside_an_exception_a_word_does_not_count() -> None:
    assert found("경기도청 도청") == [("도청", "friction")]


def test_offsets_hold_after_characters_that_grow_when_lowered() -> None:
    assert found("İİ 공조") == [("공조", "cooperation")]


def test_nothing_is_found_by_no_wordings() -> None:
    assert Wordings(()).find("row") == []
