"""Evidence marked in place, whatever the spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.tags import Mention
from bot.web.highlight import Evidence, Piece, Tag, outermost, paragraphs_of, pieces_of, snippets_of

USA = Tag("actor", "usa", "United States", "major")
KOR = Tag("actor", "kor", "South Korea", "major")
TARIFFS = Tag("theme", "tariffs", "Tariffs", "primary")


def at(start: int, end: int, text: str = "", field: str = "body") -> Mention:
    return Mention(field, start, end, text)


def cut(text: str, *evidence: Evidence) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.text, tuple(tag.id for tag in piece.tags)) for piece in pieces_of(text, "body", evidence)]


def test_marked_words_stand_between_plain_text() -> None:
    assert cut("The US acts.", Evidence(USA, (at(4, 6),))) == [("The ", ()), ("US", ("usa",)), (" acts.", ())]


def test_overlapping_spans_are_cut_at_every_edge() -> None:
    text = "US steel tariffs rise"
    pieces = cut(text, Evidence(USA, (at(0, 8),)), Evidence(TARIFFS, (at(3, 16),)))
    assert pieces == [("US ", ("usa",)), ("steel", ("usa", "tariffs")), (" tariffs", ("tariffs",)), (" rise", ())]


def test_a_span_within_another_of_the_same_tag_ends_nothing_early() -> None:
    pieces = cut("abcdef", Evidence(USA, (at(0, 6), at(1, 3))))
    assert all(tags == ("usa",) for _, tags in pieces)


def test_the_same_words_may_speak_for_two_actors() -> None:
    assert cut("한미 정상", Evidence(KOR, (at(0, 2),)), Evidence(USA, (at(0, 2),))) == [("한미", ("kor", "usa")), (" 정상", ())]


def test_spans_outside_the_text_or_of_another_field_mark_nothing() -> None:
    wrong = Evidence(USA, (at(-1, 2), at(2, 2), at(3, 99), at(5, 4), at(0, 2, field="title")))
    assert cut("abcdef", wrong) == [("abcdef", ())]


def test_a_tag_is_named_at_its_first_place_only() -> None:
    pieces = pieces_of("US and US", "body", [Evidence(USA, (at(0, 2), at(7, 9)))])
    assert [piece.first for piece in pieces] == [(USA,), (), ()]


def test_an_empty_text_has_no_piece() -> None:
    assert pieces_of("", "body", [Evidence(USA, (at(0, 2),))]) == []


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Evidence]]:
    text = draw(st.text(alphabet="가나 ab\n", max_size=40))
    edge = st.integers(min_value=-3, max_value=45)
    spans = draw(st.lists(st.tuples(edge, edge), max_size=12))
    tags = (USA, KOR, TARIFFS)
    return text, [Evidence(tags[index % 3], (at(start, end),)) for index, (start, end) in enumerate(spans)]


@given(texts_with_spans())
def test_no_character_is_lost_or_doubled_and_each_has_exactly_its_tags(case: tuple[str, list[Evidence]]) -> None:
    text, evidence = case
    pieces = pieces_of(text, "body", evidence)
    assert "".join(piece.text for piece in pieces) == text
    position = 0
    for piece in pieces:
        for offset in range(position, position + len(piece.text)):
            wanted = {item.tag for item in evidence for m in item.mentions if 0 <= m.start <= offset < m.end <= len(text)}
            assert set(piece.tags) == wanted
        position += len(piece.text)


@given(texts_with_spans())
def test_an_html_id_stands_once_and_paragraphs_keep_the_words(case: tuple[str, list[Evidence]]) -> None:
    text, evidence = case
    paragraphs = paragraphs_of(pieces_of(text, "body", evidence))
    anchors = [piece.anchor for paragraph in paragraphs for piece in paragraph if piece.anchor]
    assert len(anchors) == len(set(anchors))
    shown = ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]
    assert shown == [part for part in text.split("\n") if part.strip()]


def test_paragraphs_break_at_line_feeds_also_within_a_mark() -> None:
    paragraphs = paragraphs_of([Piece("one\n\ntwo", (USA,), "body-0", (USA,))])
    assert [[(piece.text, piece.anchor, piece.first) for piece in paragraph] for paragraph in paragraphs] == [
        [("one", "body-0", (USA,))],
        [("two", "", ())],
    ]


def test_a_snippet_shows_the_words_around_and_leads_to_their_place() -> None:
    text = "First line.\nToday the United States raised a tariff on steel."
    start = text.index("United")
    [snippet] = snippets_of([at(start, start + 13)], {"body": text}, shown={"body": len(text)}, most=5)
    assert (snippet.before, snippet.hit, snippet.after) == ("Today the ", "United States", " raised a tariff on steel.")
    assert snippet.anchor == f"body-{start}"


def test_a_snippet_beyond_what_is_shown_leads_nowhere() -> None:
    [snippet] = snippets_of([at(10, 12)], {"body": "x" * 50}, shown={"body": 5}, most=5)
    assert snippet.anchor == ""


def test_a_broken_place_still_shows_its_words() -> None:
    [snippet] = snippets_of([at(90, 95, "words")], {"body": "short"}, shown={"body": 5}, most=5)
    assert (snippet.before, snippet.hit, snippet.after) == ("", "words", "")


def test_places_within_others_are_listed_once() -> None:
    listed = outermost([at(8, 10), at(0, 5), at(1, 3), at(4, 6), at(0, 2, field="title")])
    assert [(m.field, m.start, m.end) for m in listed] == [("title", 0, 2), ("body", 0, 5), ("body", 4, 6), ("body", 8, 10)]
