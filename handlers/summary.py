"""Two or three of the text's own sentences that stand for it.

Extractive: every sentence is scored by its likeness to the text's centroid (Radev et al. 2004), words shared with the title, its place
(news tells the most first; opinion ends on its point) and the tags it carries, less what cannot stand alone; then sentences are taken
greedily, those that repeat a chosen one left out (maximal marginal relevance, Carbonell and Goldstein 1998). Linear in length.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.findings import ActorFinding, Findings, SummarySentence, ThemeFinding
from handlers.reading import Reading, Sentence
from handlers.script import words

_MOST_SENTENCES = 400
_WORD = re.compile(r"[a-z]{2,}|[가-힣]{2,}|[一-鿿]+|\d+")
_STOP = frozenset(
    word[:6]
    for word in words(
        "the a an of to in on at for and or but with by from as is are was were be been being it its he she they we i you this "
        "that these those "
        "his her their our has have had will would could should may might can not no said says also after before over into than "
        "which who whom "
        "there when where what while about more most some such other one two new last year years day days mr ms"
    )
)
_DANGLING = re.compile(
    r"^[\"“'‘]?(?:He|She|They|It|This|That|These|Those|But|And|However|Meanwhile|Also|In addition|Moreover|Still|Yet|So|Then|"
    r"Such|His|Her|Their)\b|"
    r"^(?:그는|그녀는|이들은|이는|이에|그러나|하지만|그러면서|이어|이어서|또|또한|한편|특히|다만|따라서|그|이 같은|이와 함께|"
    r"앞서|그래서|아울러|그런데)(?=[\s,])"
)
_QUOTE = re.compile(r"^[\"“‘'].*[\"”’']?$")
_REPEATS = 0.7


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be chosen; `at` counts among the candidates."""

    sentence: Sentence
    at: int
    words: frozenset[str]
    score: float


class SummaryHandler:
    """Three sentences, two of a text with fewer than four, one of a text with one."""

    name = "summary"
    version = 1

    def run(self, reading: Reading, findings: Findings) -> Findings:
        candidates = _candidates(reading, findings)
        chosen = _choose(candidates, 3 if len(candidates) > 3 else 2)
        return replace(findings, summary=tuple(SummarySentence(s.text, s.span.start, s.span.end) for s in chosen))


def words_of(text: str) -> frozenset[str]:
    """Content words by their beginnings (six letters, two syllables), which stand for the stem under any ending or particle."""
    return frozenset([word[:2] if word >= "가" else word[:6] for word in _WORD.findall(text.lower())]) - _STOP


def _candidates(reading: Reading, findings: Findings) -> list[_Candidate]:
    usable = [s for s in reading.sentences[:_MOST_SENTENCES] if not s.is_boilerplate and _is_sentence(s.text)]
    usable = usable or [s for s in reading.sentences[:_MOST_SENTENCES] if len(s.text) > 1]
    bags = [words_of(sentence.text) for sentence in usable]
    frequency = Counter(word for bag in bags for word in bag)
    weights = _weights(frequency)
    links = [_links(bag, frequency) for bag in bags]
    most = max(links, default=0.0) or 1.0
    title = words_of(reading.document.title)
    tagged = _tagged(findings.actors, findings.themes, usable)
    usual = 100.0 if findings.language == "en" else 50.0
    is_opinion = findings.kind.label == "opinion"
    scores = [
        _likeness(bag, weights)
        + 0.6 * link / most
        + 0.5 * _share(bag, title)
        + 0.7 * tags
        + _place(at, len(usable), ends_on_its_point=is_opinion)
        + 0.2 * math.log(len(sentence.text) / usual)
        - 0.4 * _penalty(sentence.text)
        for at, (sentence, bag, tags, link) in enumerate(zip(usable, bags, tagged, links, strict=True))
    ]
    return [_Candidate(sentence, at, bags[at], scores[at]) for at, sentence in enumerate(usable)]


def _is_sentence(text: str) -> bool:
    return len(text) >= (18 if "가" <= text[-2:-1] <= "힣" else 35) and any(character.isalpha() for character in text)


def _weights(frequency: Mapping[str, int]) -> dict[str, float]:
    """Logarithmic weight of each word of the text: .6 at most, and 2 more for words that the text repeats."""
    top = math.log1p(max(frequency.values(), default=1))
    repeats = any(number > 1 for number in frequency.values())
    return {word: (2.6 if number > 1 or not repeats else 0.6) * math.log1p(number) / top for word, number in frequency.items()}


def _likeness(bag: frozenset[str], weights: Mapping[str, float]) -> float:
    """Mean weight of its words, damped for short sentences."""
    return sum(map(weights.__getitem__, bag)) / (len(bag) + 4.0)


def _links(bag: frozenset[str], frequency: Mapping[str, int]) -> float:
    """How many words it shares with all other sentences, over the logarithm of its own length (TextRank's likeness, summed)."""
    return (sum(map(frequency.__getitem__, bag)) - len(bag)) / math.log(len(bag) + 2.0)


def _share(bag: frozenset[str], title: frozenset[str]) -> float:
    return len(bag & title) / (len(title) or 1)


def _place(at: int, count: int, *, ends_on_its_point: bool) -> float:
    """A text tells the most first; opinion ends on its point."""
    return max(1.0 / (1.0 + 0.2 * at), 0.5 if ends_on_its_point and at >= count - 2 else 0.0)


def _penalty(text: str) -> float:
    long = 0.3 if len(text) > 600 else 0.0
    dangling = 0.35 if _DANGLING.match(text) else 0.0
    quote = 0.25 if _QUOTE.match(text) else 0.0
    return long + dangling + quote + (0.3 if text.endswith("?") else 0.0)


def _tagged(actors: Iterable[ActorFinding], themes: Iterable[ThemeFinding], sentences: Sequence[Sentence]) -> list[float]:
    """Per sentence the share of the main tags that it shows, 0..1."""
    main = [actor.mentions for actor in actors if actor.salience == "major"]
    main += [theme.evidence for theme in themes if theme.rank == "primary"]
    starts = [sorted(m.start for m in mentions if m.field == "body") for mentions in main]
    shown = [0] * len(sentences)
    for places in starts:
        at = 0
        for index, sentence in enumerate(sentences):
            while at < len(places) and places[at] < sentence.span.start:
                at += 1
            if at < len(places) and places[at] < sentence.span.end:
                shown[index] += 1
    return [number / (len(main) or 1) for number in shown]


def _choose(candidates: list[_Candidate], count: int) -> list[Sentence]:
    """The best, then each time the best less what it repeats of the chosen ones."""
    chosen: list[_Candidate] = []
    worth = {candidate.at: candidate.score for candidate in candidates}
    while worth and len(chosen) < count:
        at = max(worth, key=lambda at: (worth[at], -at))
        best = candidates[at]
        chosen.append(best)
        del worth[at]
        for other in list(worth):
            repeats = _overlap(candidates[other].words, best.words)
            if repeats < _REPEATS:
                worth[other] -= repeats
            else:
                del worth[other]
    return [candidate.sentence for candidate in sorted(chosen, key=lambda candidate: candidate.at)]


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (min(len(a), len(b)) or 1)
