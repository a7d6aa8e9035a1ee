"""Any text at all, through all handlers over the packaged ontology: none fails, every offset is true, and time grows with length alone.

Texts are random characters and bytes, words of the subject in any order, and pieces of our own labelled articles put together anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.tags import Analysis as ReadAnalysis
from handlers import Analyser, Analysis, Document, build_analyser
from handlers.document import Span
from handlers.findings import Findings, Mention
from handlers.ontology.load import load_ontology
from handlers.script import words
from handlers.sentences import split_sentences

ARTICLES = Path(__file__).parents[2] / "eval" / "articles"
ENGLISH = words(
    "South_Korea North_Korea the_North U.S. Washington Seoul Pyongyang Tokyo Donald_Trump Trump Kim_Jong-un Kim Lee the_president he they "
    "The_White_House USFK the_ministry both_sides said told_reporters will would_not may agreed_to refused threatened fired met visited "
    "urged accused imposed cut Tuesday next_week Oct._3 in_March_2027 tomorrow tariffs missiles troops $350_billion a_summit talks drills "
    "that if after because and with against to by of not according_to Advertisement WASHINGTON_(AP)_-- Photo_by By_Jane_Doe"
)
KOREAN = words(
    "한국 미국 북한 美 北 韓美 한미 한미일 양국 정부 서울 평양 워싱턴 트럼프_대통령 트럼프 이_대통령 김_위원장 김정은 외교부 국방부_장관 "
    "주한미군 관세 미사일 방위비 정상회담 협상 훈련 은 는 이 가 을 를 에 에게 와 과 의 말했다 밝혔다 고 라고 다고 촉구했다 비판했다 "
    "합의했다 발사했다 거부했다 않았다 만났다 다음_달_3일 오는_10일 내년_3월 17일 할_예정이다 (서울=연합뉴스)_김철수_기자_= "
    "무단_전재_및_재배포_금지 [사진]"
)
WORDS = tuple(word.replace("_", " ") for word in (*ENGLISH, *KOREAN))
MARKS = tuple(".,!?;:'\"“”‘’「」『』()[]<>-–—…·%$ \n\t\r\x00\x0b\x1c\x85\u2028\u200b\ufeff\xad\u0307İßﬁ①😀\ud800\udfff一가각힣ㄱᄀ")
GLUE = ("", " ", " ", " ", " ", ". ", ", ", "\n", "\n\n", '"', "“", "”", "‘", "’", "다. ")
DAYS = (None, date(2008, 2, 29), date(2025, 12, 31), date.min, date.max)


@cache
def analyser() -> Analyser:
    """One for all tests of the file: it is a second's work."""
    return build_analyser(load_ontology())


@cache
def own_texts() -> tuple[str, ...]:
    records = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.json")))
    return tuple(f"{record['title']}\n{record['text']}" for record in records)


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """Pieces of our own articles, cut anywhere."""
    parts = []
    for _ in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from(own_texts()))
        start = draw(st.integers(0, len(text)))
        parts.append(text[start : start + draw(st.integers(0, 400))] + draw(st.sampled_from(GLUE)))
    return "".join(parts)


WORDY = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)).map("".join), max_size=60).map("".join)
MARKED = st.lists(st.sampled_from((*MARKS, *WORDS[:12], *WORDS[-60:-40])), max_size=80).map("".join)
BYTES = st.binary(max_size=200).map(lambda raw: raw.decode("utf-8", "surrogateescape") + raw.decode("cp949", "replace"))
TEXTS = st.one_of(pieces(), WORDY, MARKED, BYTES, st.text(max_size=300), st.tuples(pieces(), MARKED, WORDY).map("".join))


def documents() -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        title=st.one_of(WORDY.map(lambda text: text[:80]), st.text(max_size=60)),
        body=TEXTS,
        language=st.sampled_from((None, "en", "ko", "ja", "")),
        published=st.sampled_from(DAYS),
        outlet_country=st.sampled_from((None, "KR", "US", "??")),
        outlet_class=st.sampled_from((None, "news", "official", "think-tank")),
    )


def mentions(found: Findings) -> Iterator[Mention]:
    """Every mention of every part."""
    for actor in found.actors:
        yield from actor.mentions
    for theme in found.themes:
        yield from theme.evidence
    for event in found.events:
        yield event.evidence
    for quote in found.quotes:
        yield quote.cue
    for coming in found.coming:
        yield coming.mention


def assert_sound(document: Document, analysis: Analysis) -> None:
    """What holds of every analysis of any text."""
    found, clean = analysis.findings, document.clean()
    assert analysis.failures == ()
    texts = {"title": clean.title, "body": clean.body}
    assert [m for m in mentions(found) if texts[m.field][m.start : m.end] != m.text or m.start >= m.end] == []
    for part in (*found.summary, *found.quotes, *found.coming):
        assert (clean.body[part.start : part.end], part.start < part.end) == (part.text, True)
    known = {actor.id for actor in found.actors}
    assert len(known) == len(found.actors)
    named = {actor for event in found.events for actor in (event.source, event.target)} | {quote.speaker for quote in found.quotes}
    assert named | {actor for coming in found.coming for actor in coming.actors} <= known
    assert_events_stand_in_their_sentences(found, clean.body)
    assert all(coming.until is None or coming.until >= coming.day for coming in found.coming)
    assert len({theme.id for theme in found.themes}) == len(found.themes)
    assert len([theme for theme in found.themes if theme.rank == "primary"]) <= 3
    labels = (found.relevance, found.tone, *found.themes, *found.events)
    assert [label for label in labels if not 0.0 <= label.score <= 1.0] == []
    printed = json.loads(json.dumps(analysis.to_json(), ensure_ascii=False).encode())
    assert ReadAnalysis.from_json(printed).kind == found.kind.label


def assert_events_stand_in_their_sentences(found: Findings, body: str) -> None:
    spans: list[Span] = list(split_sentences(body))
    assert len(found.events) <= 5
    for event in found.events:
        assert event.source != event.target
        if event.sentence == -1:
            assert event.evidence.field == "title"
        else:
            span = spans[event.sentence]
            assert event.evidence.field == "body"
            assert span.start <= event.evidence.start < event.evidence.end <= span.end


@settings(max_examples=150, deadline=None)
@given(document=documents())
def test_no_text_makes_a_handler_fail_and_all_that_is_found_stands_there(document: Document) -> None:
    assert_sound(document, analyser().analyse(document))


@pytest.mark.soak
@settings(max_examples=8_000, deadline=None)
@given(document=documents())
def test_none_of_thousands_of_texts_makes_a_handler_fail(document: Document) -> None:
    assert_sound(document, analyser().analyse(document))


@settings(max_examples=60, deadline=None)
@given(document=documents(), others=st.lists(documents(), min_size=1, max_size=3))
def test_an_analysis_does_not_depend_on_what_was_read_before(document: Document, others: list[Document]) -> None:
    first = analyser().analyse(document).to_json()
    for other in others:
        analyser().analyse(other)
    assert analyser().analyse(document).to_json() == first


def test_a_second_analyser_says_the_same_of_our_own_articles() -> None:
    another = build_analyser(load_ontology())
    for text in own_texts()[::5]:
        document = Document(*text.split("\n", 1))
        assert another.analyse(document).to_json() == analyser().analyse(document).to_json()


def test_our_own_articles_are_sound() -> None:
    for text in own_texts():
        document = Document(*text.split("\n", 1), published=date(2026, 6, 1))
        assert_sound(document, analyser().analyse(document))


@pytest.mark.parametrize(
    "repeated",
    [
        "“",
        '"a ',
        "(",
        "北",
        "가",
        "A. ",
        "다. ",
        "\n",
        "U.S. ",
        "Kim ",
        "1,",
        "Trump said ",
        "said that ",
        "next Monday ",
        "다음 달 3일 ",
        "김 대통령 ",
        "홍길동 교수는 ",
        "다고 말했다 ",
        "한국은 미국에 ",
        "threatened to ",
        "관세 ",
        "the Ministry of ",
        "Dr. John Smith, ",
        "‘",
        "not ",
        "\ud800",
    ],
)
def test_time_grows_with_length_alone(repeated: str) -> None:
    """Ten times the length takes at most twice what linear growth would, a fifth of quadratic growth, with room for a busy machine."""

    def seconds(size: int) -> float:
        document = Document("", (repeated * (size // len(repeated) + 1))[:size])
        best = float("inf")
        for _ in range(2):
            started = time.process_time()
            analyser().analyse(document)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(30_000) < 20 * seconds(3_000) + 0.02
