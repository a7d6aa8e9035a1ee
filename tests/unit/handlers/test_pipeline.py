"""The analyser as a whole: shape, version, failures, and that it is a function of the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.tags import Analysis as ReadAnalysis
from handlers import Analyser, Document
from handlers.document import LONGEST_BODY
from handlers.findings import Findings
from handlers.gazetteer import Gazetteer
from handlers.language import LanguageHandler
from handlers.lexicon import forms_of
from handlers.reading import Reading
from tests.unit.handlers.small import small_analyser, small_ontology

KEYS = ["version", "language", "kind", "relevance", "actors", "themes", "tone", "events", "quotes", "coming", "summary", "failures"]
PIECES = [
    "한미동맹",
    "북한이 ",
    "U.S.",
    "South Korea",
    "美",
    "‘",
    "”",
    "다.",
    ". ",
    "\n",
    "Kim ",
    "the North",
    "이 대통령",
    "İ",
    "\ud800",
    "😀",
    "\x00",
    "ﬁ",
    "가",
]


class Breaks:
    """A handler with a mistake in it."""

    name = "breaks"
    version = 7

    def run(self, reading: Reading, findings: Findings) -> Findings:
        raise KeyError(reading.document.title)


def test_the_document_has_the_published_shape_and_the_desk_reads_it() -> None:
    answer = small_analyser().analyse(Document("한미 관세 협상", "한미 양국이 관세를 논의했다.")).to_json()
    assert list(answer) == KEYS
    read = ReadAnalysis.from_json(json.loads(json.dumps(answer)))
    assert {actor.id for actor in read.actors} == {"south-korea", "united-states"}
    assert read.themes[0].evidence[0].text == "관세"
    assert read.tone.label == "neutral"


def test_a_failing_handler_is_named_and_the_rest_run() -> None:
    ontology = small_ontology()
    analyser = Analyser(ontology, Gazetteer(forms_of(ontology)), (Breaks(), LanguageHandler()))
    analysis = analyser.analyse(Document("한국", ""))
    assert analysis.failures == ("breaks",)
    assert analysis.findings.language == "ko"


def test_the_version_names_handlers_and_ontology() -> None:
    ontology = small_ontology()
    one = Analyser(ontology, Gazetteer(forms_of(ontology)), (LanguageHandler(),)).version
    two = Analyser(ontology, Gazetteer(forms_of(ontology)), (LanguageHandler(), Breaks())).version
    assert one != two
    assert "test" in one


def test_the_catalogue_is_plain_json() -> None:
    catalogue = json.loads(json.dumps(small_analyser().catalogue()))
    north = next(actor for actor in catalogue["actors"] if actor["id"] == "north-korea")
    assert north["name"] == {"en": "North Korea", "ko": "북한"}
    assert "DPRK" in north["aliases"]
    assert catalogue["redirects"] == {"dprk": "north-korea"}
    assert {"id": "tariffs", "name": {"en": "tariffs", "ko": "tariffs"}, "group": "economy"} in catalogue["themes"]


def test_the_same_text_gives_the_same_analysis_whatever_ran_before() -> None:
    document = Document("Kim and Lee", "Kim Jong-un met Lee Jae-myung. Lee smiled at Kim.")
    analyser = small_analyser()
    first = analyser.analyse(document).to_json()
    analyser.analyse(Document("Kim Yo-jong", "Kim Yo-jong and Lee Myung-bak."))
    assert analyser.analyse(document).to_json() == first == small_analyser().analyse(document).to_json()


def test_what_stands_behind_the_longest_body_that_is_read_changes_nothing() -> None:
    analyser = small_analyser()
    body = "Seoul and Washington talked about tariffs. " * (LONGEST_BODY // 43 + 1)
    read = analyser.analyse(Document("Talks", body[:LONGEST_BODY])).to_json()
    assert analyser.analyse(Document("Talks", body[:LONGEST_BODY] + "Pyongyang fired missiles. " * 1_000)).to_json() == read


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return small_analyser()


@settings(max_examples=150, deadline=None)
@given(
    title=st.text(max_size=60),
    body=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=80).map("".join)),
    raw=st.binary(max_size=200),
)
def test_no_text_raises_and_every_span_is_true(analyser: Analyser, title: str, body: str, raw: bytes) -> None:
    body += raw.decode("utf-8", errors="surrogateescape") + raw.decode("cp949", errors="replace")
    analysis = analyser.analyse(Document(title, body))
    assert analysis.failures == ()
    clean = Document(title, body).clean()
    text = {"title": clean.title, "body": clean.body}
    spans = [m for actor in analysis.findings.actors for m in actor.mentions] + [
        m for theme in analysis.findings.themes for m in theme.evidence
    ]
    assert all(text[m.field][m.start : m.end] == m.text for m in spans)
    assert all(clean.body[s.start : s.end] == s.text for s in analysis.findings.summary)
    json.dumps(analysis.to_json(), ensure_ascii=False).encode()


def test_no_handler_imports_the_bot_or_reads_the_clock() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (Path(__file__).parents[3] / "handlers").glob("*.py")]
    assert sources
    assert not [
        line
        for source in sources
        for line in source.splitlines()
        if line.startswith(("import bot", "from bot", "import time", "import random"))
    ]
    assert not any(".now(" in source or ".today(" in source for source in sources)
