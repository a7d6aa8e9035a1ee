"""Analysis on one core: articles a second beside spaCy's PhraseMatcher with the same aliases, and growth with length.

    python -m benchmarks.analysis [--rounds 3]

Peer: spaCy PhraseMatcher (blank `xx`, matched on lower case) over every surface form of the ontology, which finds phrases and nothing
else. Texts are our own labelled articles. The peer tokenises and matches; the gazetteer scans with word edges; the whole analysis answers
every question and makes its JSON.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers import Document, build_analyser
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.ontology.records import Ontology

SIZE = 6_000
"""Bytes of an article in UTF-8."""

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "eval" / "articles"


def articles(language: str, size: int = SIZE) -> list[str]:
    """Our own labelled articles of a language, end to end, cut into texts of `size` bytes of UTF-8."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.json"))]
    whole = "\n\n".join(f"{record['title']}\n{record['text']}" for record in records if record["lang"] == language).encode()
    return [whole[at : at + size].decode("utf-8", errors="ignore") for at in range(0, len(whole) - size + 1, size)]


def rate(build: Callable[[], Callable[[str], object]], texts: Sequence[str], rounds: int) -> float:
    """Best texts a second of some rounds. A round builds the tool, warms it with one half of the texts and times it on the other.

    A desk reads an article once: a tool that remembers what it has seen (spaCy's tokenizer keeps every word) must meet new texts.
    """
    best = 0.0
    for _ in range(rounds):
        work = build()
        for text in texts[::2]:
            work(text)
        started = time.process_time()
        for text in texts[1::2]:
            work(text)
        best = max(best, len(texts[1::2]) / (time.process_time() - started))
    return best


def phrase_matcher(ontology: Ontology) -> Callable[[str], object]:
    """spaCy's matcher over the same forms."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy
        from spacy.matcher import PhraseMatcher

        pipeline = spacy.blank("xx")
        matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
        forms = sorted({form.text for form in forms_of(ontology)})
        matcher.add("form", [pipeline.make_doc(form) for form in forms])
    return lambda text: matcher(pipeline.make_doc(text))


@dataclass(frozen=True, slots=True)
class Line:
    """Articles a second of the peer, of the gazetteer alone and of the whole analysis."""

    language: str
    peer: float
    gazetteer: float
    analysis: float


def compare(ontology: Ontology, rounds: int) -> list[Line]:
    """Both languages, everything in this process."""
    gazetteer, analyser = Gazetteer(forms_of(ontology)), build_analyser(ontology)

    def analyse(text: str) -> object:
        return analyser.analyse(Document(text.partition("\n")[0], text)).to_json()

    lines = []
    for language in ("en", "ko"):
        texts = articles(language)
        lines.append(
            Line(
                language,
                rate(lambda: phrase_matcher(ontology), texts, rounds),
                rate(lambda: gazetteer.scan, texts, 3 * rounds),
                rate(lambda: analyse, texts, 3 * rounds),
            )
        )
    return lines


def growth(ontology: Ontology, sizes: Sequence[int]) -> list[tuple[str, int, float]]:
    """Seconds for the whole analysis and its JSON of texts of so many characters."""
    analyser = build_analyser(ontology)
    found = []
    for language in ("en", "ko"):
        text = "".join(articles(language))
        for size in sizes:
            body = (text * (size // len(text) + 1))[:size]
            started = time.process_time()
            analyser.analyse(Document("", body)).to_json()
            found.append((language, size, time.process_time() - started))
    return found


def main() -> None:
    """Print the table of ratios and the growth."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis")
    parser.add_argument("--rounds", type=int, default=3, help="rounds for the peer; three times as many for ours")
    options = parser.parse_args()
    ontology = load_ontology()
    forms = len({form.text for form in forms_of(ontology)})
    print(f"{SIZE} byte articles, {forms} forms; articles a second of CPU time on one core, and times spaCy's PhraseMatcher")
    print(f"{'':10}{'PhraseMatcher':>14}{'gazetteer':>12}{'ratio':>8}{'analysis':>12}{'ratio':>8}")
    for line in compare(ontology, options.rounds):
        ours = f"{line.gazetteer:12.0f}{line.gazetteer / line.peer:8.1f}{line.analysis:12.0f}{line.analysis / line.peer:8.2f}"
        print(f"{line.language:10}{line.peer:14.0f}{ours}")
    print("growth of the whole analysis: characters, CPU seconds, microseconds a character")
    for language, size, seconds in growth(ontology, (20_000, 200_000, 2_000_000)):
        print(f"{language:10}{size:14,}{seconds:12.3f}{seconds / size * 1e6:8.2f}")


if __name__ == "__main__":
    main()
