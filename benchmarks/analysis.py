"""Analysis on one core: articles a second beside spaCy's PhraseMatcher with the same aliases, and growth with length.

    python -m benchmarks.analysis [--seconds 1.5]

Peer: spaCy PhraseMatcher (blank `xx`, matched on lower case) over every surface form of the ontology, which finds phrases and nothing
else. Texts are our own labelled articles; every text is read once a round, as a desk reads each article once. Both are warm; the peer
tokenises and matches, we scan with word edges, and the whole analysis answers every question and makes its JSON.
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


def rate(work: Callable[[str], object], texts: Sequence[str], seconds: float) -> float:
    """Best texts a second over rounds through all of `texts` for at least `seconds`, after one round to warm up."""
    best, ends = 0.0, 0.0
    for _ in range(1000):
        started = time.perf_counter()
        for text in texts:
            work(text)
        now = time.perf_counter()
        if not ends:
            ends = now + seconds
            continue
        best = max(best, len(texts) / (now - started))
        if now > ends:
            break
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


def compare(ontology: Ontology, seconds: float) -> list[Line]:
    """Both languages, everything in this process."""
    matcher, gazetteer, analyser = phrase_matcher(ontology), Gazetteer(forms_of(ontology)), build_analyser(ontology)
    lines = []
    for language in ("en", "ko"):
        texts = articles(language)
        lines.append(
            Line(
                language,
                rate(matcher, texts, seconds),
                rate(gazetteer.scan, texts, seconds),
                rate(lambda text: analyser.analyse(Document(text.partition("\n")[0], text)).to_json(), texts, seconds),
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
            started = time.perf_counter()
            analyser.analyse(Document("", body)).to_json()
            found.append((language, size, time.perf_counter() - started))
    return found


def main() -> None:
    """Print the table of ratios and the growth."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis")
    parser.add_argument("--seconds", type=float, default=1.5, help="seconds to spend on each figure")
    options = parser.parse_args()
    ontology = load_ontology()
    forms = len({form.text for form in forms_of(ontology)})
    print(f"{SIZE} byte articles, one core, {forms} forms; articles a second, and times spaCy's PhraseMatcher")
    print(f"{'':10}{'PhraseMatcher':>14}{'gazetteer':>12}{'ratio':>8}{'analysis':>12}{'ratio':>8}")
    for line in compare(ontology, options.seconds):
        ours = f"{line.gazetteer:12.0f}{line.gazetteer / line.peer:8.1f}{line.analysis:12.0f}{line.analysis / line.peer:8.2f}"
        print(f"{line.language:10}{line.peer:14.0f}{ours}")
    print("growth of the whole analysis: characters, seconds, microseconds a character")
    for language, size, seconds in growth(ontology, (20_000, 200_000, 2_000_000)):
        print(f"{language:10}{size:14,}{seconds:12.3f}{seconds / size * 1e6:8.2f}")


if __name__ == "__main__":
    main()
