"""From an article and its findings to its fingerprint."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from math import sqrt

from handlers.boilerplate import opening
from handlers.findings import ActorFinding, Findings
from handlers.fingerprint.amounts import placed
from handlers.fingerprint.numbers import figures
from handlers.fingerprint.record import Fingerprint
from handlers.fingerprint.sketch import MOST_WORDS, sketch_of
from handlers.fingerprint.terms import SharedTerms
from handlers.fingerprint.words import Words
from handlers.ontology.records import Ontology
from handlers.reading import Reading

TITLE = 3.0
"""How often the title counts: three times, as measured on two multi-outlet sets before this was built (docs/stories.md)."""

LEAD_WORDS = 100
_READ = 2_500
_LONGEST_WORDS = 7
_COUNTED = 6_000
"""Characters of the body in which amounts are looked for."""

_FURTHER = 1_000
"""Characters after the lead in which terms still count a little."""

_FAINT = 0.3
_ANYWHERE = 0.5
_FIGURE = 0.5
_EVENTS = (2.0, 1.0, 0.5, 0.5, 0.5)
_THEMES = {"primary": 1.0, "secondary": 0.3}
_WORD = re.compile(r"\w+")


class Fingerprinter:
    """Makes fingerprints: a pure function of the text and its findings. Not to be shared between threads."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = Words()
        self._terms = SharedTerms(ontology.terms, self._words)

    def of(self, reading: Reading, findings: Findings) -> Fingerprint:
        """The fingerprint of a document. Linear in the part of it that is read (some thousand characters)."""
        title = unicodedata.normalize("NFKC", reading.document.title)
        body = _told(reading)
        end = _end_of_words(body, LEAD_WORDS)
        lead, language = body[:end], findings.language
        words: dict[str, float] = defaultdict(float)
        for token in self._words.of(title.lower()):
            words[token] += TITLE
        for token in self._words.of(lead.lower()):
            words[token] += 1.0
        shared = self._shared(title, lead, body[end : end + _FURTHER], language)
        _add_findings(shared, reading, findings)
        return Fingerprint(
            language=language,
            words=dict(words),
            shared=dict(shared),
            act=_act(findings),
            sketch=sketch_of(_WORD.findall(body[: MOST_WORDS * _LONGEST_WORDS].lower())),
            amounts=placed(reading.document.title, reading.document.body[:_COUNTED], reading.lead_ends[2]),
        )

    def _shared(self, title: str, lead: str, further: str, language: str) -> dict[str, float]:
        shared: dict[str, float] = defaultdict(float)
        terms = self._terms.korean if language == "ko" else self._terms.english
        told = list(terms(lead))
        for text, found, weight in ((title, terms(title), TITLE), (lead, told, 1.0)):
            for term in found:
                shared["t:" + term] += weight
            for figure in figures(text.lower()):
                shared[figure] += weight * _FIGURE
            for name in self._terms.names(text, language):
                shared["l:" + name] += weight * _FIGURE
        for term in {*told, *terms(further)}:
            shared["t:" + term] += _FAINT
        return shared


def _told(reading: Reading) -> str:
    """The body's beginning without boilerplate and datelines; the whole of it where there is nothing else (a photo's caption)."""
    parts: list[str] = []
    size = 0
    for sentence in reading.sentences:
        if size > _READ:
            break
        if not sentence.is_boilerplate:
            parts.append(sentence.text[opening(sentence.text) :] if size < 400 else sentence.text)
            size += len(parts[-1]) + 1
    return unicodedata.normalize("NFKC", " ".join(parts) or reading.document.body[:_READ])


def _end_of_words(text: str, count: int) -> int:
    """Where the first `count` words of the text end."""
    rest = text.split(None, count)
    return len(text) - len(rest[count]) if len(rest) > count else len(text)


def _add_findings(shared: dict[str, float], reading: Reading, findings: Findings) -> None:
    lead_end = reading.lead_ends[2]
    for actor in findings.actors:
        shared["a:" + actor.id] += _weight(actor, lead_end)
    for theme in findings.themes:
        shared["h:" + theme.id] += _THEMES[theme.rank]
    ranked = sorted(findings.events, key=lambda event: -event.score)
    for event, weight in zip(ranked, _EVENTS, strict=False):
        shared["e:" + event.type] += weight
        shared["p:" + "+".join(sorted((event.source, event.target)))] += weight


def _weight(actor: ActorFinding, lead_end: int) -> float:
    """How much the article makes of an actor: in the title, in the lead, and a little for every mention."""
    weight = _ANYWHERE * sqrt(min(len(actor.mentions), 4))
    if any(mention.field == "title" for mention in actor.mentions):
        weight += TITLE
    if any(mention.field == "body" and mention.start < lead_end for mention in actor.mentions):
        weight += 1.0
    return weight


def _act(findings: Findings) -> str | None:
    """The likeliest event between two actors of whom one at least is a person: names tell events apart, states do not."""
    for event in sorted(findings.events, key=lambda event: -event.score):
        pair = [findings.actor(event.source), findings.actor(event.target)]
        if event.source != event.target and any(actor is not None and actor.type == "person" for actor in pair):
            return f"{event.type} {'+'.join(sorted((event.source, event.target)))}"
    return None
