"""Analysis on one core: articles a second beside a peer, handler by handler, memory, and growth with length.

    python -m benchmarks.analysis [--rounds 3]

Peer: spaCy PhraseMatcher (blank `xx`, matched on lower case) over every surface form of the ontology, which finds phrases and nothing
else. Texts are our own labelled articles, end to end, cut to 6 kB. The peer tokenises and matches; the gazetteer scans with word edges;
the whole analysis answers every question and makes its JSON. Memory is that of a process which has loaded the package and read articles
of both languages, over one that has only started Python.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.worker.collector import spare_what_is_loaded
from handlers import Analyser, Analysis, Document, build_analyser
from handlers.findings import Findings
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.ontology.records import Ontology

T = TypeVar("T")

SIZE = 6_000
"""Bytes of an article in UTF-8."""

GOALS = {"en": 400, "ko": 250}
"""Articles a second that the analysis is to reach."""

MEMORY_GOAL, LONG_GOAL = 80, 5.0
"""Megabytes over bare Python, and seconds for two million characters."""

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


def compare(ontology: Ontology, analyser: Analyser, rounds: int) -> list[Line]:
    """Both languages, everything in this process."""
    gazetteer = Gazetteer(forms_of(ontology))

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


def shares(analyser: Analyser, texts: Sequence[str]) -> list[tuple[str, float]]:
    """Milliseconds an article of what is done once for all handlers, of each handler, and of the JSON, each with what went before given."""
    spent: dict[str, float] = {}

    def clocked(name: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        done = work()
        spent[name] = spent.get(name, 0.0) + time.process_time() - started
        return done

    for text in texts:
        document = Document(text.partition("\n")[0], text).clean()
        reading = clocked("reading", partial(analyser.read, document))
        findings = Findings()
        for handler in analyser.handlers:
            findings = clocked(handler.name, partial(handler.run, reading, findings))
        clocked("JSON", Analysis(analyser.version, findings).to_json)
    return [(name, 1_000 * seconds / len(texts)) for name, seconds in spent.items()]


def memory() -> tuple[float, float]:
    """Megabytes of resident memory of a process with the package loaded and used, and of bare Python."""
    code = "import psutil; print(psutil.Process().memory_info().rss)"
    loaded = (
        "from benchmarks.analysis import articles; from handlers import Document, build_analyser\n"
        "from handlers.ontology.load import load_ontology\n"
        "analyser = build_analyser(load_ontology())\n"
        "for language in ('en', 'ko'):\n"
        "    for text in articles(language)[:10]: analyser.analyse(Document('', text)).to_json()\n"
    )
    root = str(Path(__file__).resolve().parents[1])
    asked = [subprocess.run([sys.executable, "-c", part], check=True, capture_output=True, cwd=root) for part in (loaded + code, code)]
    used, bare = (float(done.stdout) / 1e6 for done in asked)
    return used, bare


def growth(analyser: Analyser, sizes: Sequence[int]) -> list[tuple[str, int, float]]:
    """Seconds for the whole analysis and its JSON of texts of so many characters."""
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
    """Print the table of ratios, the shares of the handlers, the memory and the growth, each beside its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis")
    parser.add_argument("--rounds", type=int, default=3, help="rounds for the peer; three times as many for ours")
    options = parser.parse_args()
    ontology = load_ontology()
    analyser = build_analyser(ontology)
    spare_what_is_loaded()  # as the worker does
    forms = len({form.text for form in forms_of(ontology)})
    print(f"{SIZE} byte articles, {forms} forms; articles a second of CPU time on one core, and times spaCy's PhraseMatcher")
    print(f"{'':10}{'PhraseMatcher':>14}{'gazetteer':>12}{'ratio':>8}{'analysis':>12}{'ratio':>8}{'goal':>8}")
    for line in compare(ontology, analyser, options.rounds):
        ours = f"{line.gazetteer:12.0f}{line.gazetteer / line.peer:8.1f}{line.analysis:12.0f}{line.analysis / line.peer:8.2f}"
        print(f"{line.language:10}{line.peer:14.0f}{ours}{GOALS[line.language]:8}")
    print("milliseconds an article")
    parts = {language: dict(shares(analyser, articles(language))) for language in ("en", "ko")}
    print(f"{'':10}" + "".join(f"{name:>11}" for name in parts["en"]) + f"{'all':>8}")
    for language, spent in parts.items():
        print(f"{language:10}" + "".join(f"{spent[name]:11.2f}" for name in parts["en"]) + f"{sum(spent.values()):8.2f}")
    used, bare = memory()
    over = f"over it {used - bare:.0f} (goal {MEMORY_GOAL})"
    print(f"memory: {used:.0f} MB with the package loaded and used, bare Python {bare:.0f}, {over}")
    print(f"growth of the whole analysis: characters, CPU seconds, microseconds a character (goal: 2,000,000 in {LONG_GOAL:.0f} s)")
    for language, size, seconds in growth(analyser, (20_000, 200_000, 2_000_000)):
        print(f"{language:10}{size:14,}{seconds:12.3f}{seconds / size * 1e6:8.2f}")


if __name__ == "__main__":
    main()
