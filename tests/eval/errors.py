"""Where the handlers err: what is missed and invented most, and for one handler article by article with the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from handlers.document import Document
from handlers.findings import QUAD_CLASSES, Findings, Mention
from tests.eval.cases import Case, Labels, normal
from tests.eval.seen import Seen, coming_key, event_key, match_actors, place_of, seen_in_findings, seen_in_labels

CLASSES = ("relevance", "kind", "tone")
SETS = ("actors", "themes", "events", "summary", "quotes", "coming")
_QUADS = {0: "?", 1: "talk together", 2: "act together", 3: "talk against", 4: "act against"}


class Difference(NamedTuple):
    """`how` is missed (every coding has it), invented (none has it) or confused; `words` is where the text says so."""

    how: str
    what: str
    words: str


def differences(case: Case, findings: Findings, handler: str) -> list[Difference]:
    """Where the handler is against every coding of the case."""
    codings = [seen_in_labels(labels) for labels in case.codings]
    found = seen_in_findings(findings, case)
    if handler in CLASSES:
        wanted = sorted({str(getattr(coding, handler)) for coding in codings})
        given = str(getattr(found, handler))
        return [] if given in wanted else [Difference("confused", f"{' or '.join(wanted)} taken for {given}", case.document.title)]
    return list(_in_sets(case, findings, handler, codings, found))


def _in_sets(case: Case, findings: Findings, handler: str, codings: Sequence[Seen], found: Seen) -> Iterator[Difference]:
    wanted = [getattr(coding, handler) or frozenset() for coding in codings]
    given = getattr(found, handler) or frozenset()
    missed, invented = frozenset.intersection(*wanted) - given, given - frozenset.union(*wanted)
    labelled, said = _labelled_words(case.codings[0], case, handler), _found_words(case, findings, handler)
    for how, things, words in (("missed", missed, labelled), ("invented", invented, said)):
        for thing in sorted(things, key=str):
            yield Difference(how, _name(handler, thing), words.get(thing, ""))


def _name(handler: str, thing: object) -> str:
    """The thing for people, without the mark of what no coding knows."""
    if handler == "summary":
        return "sentence"
    parts = [str(part).removeprefix("extra:") for part in (thing if isinstance(thing, tuple) else (thing,))]
    if handler == "events":
        return f"{parts[0]} -> {_QUADS[int(parts[1])]} -> {parts[2]}"
    return parts[0] if handler == "quotes" else " ".join(parts)


def _labelled_words(labels: Labels, case: Case, handler: str) -> Mapping[object, str]:
    """The words of what was labelled, by the thing that is compared."""
    if handler == "events":
        return {(e.source, QUAD_CLASSES.get(e.type, 0), e.target): f"{e.type}: {e.sentence}" for e in labels.events}
    if handler == "summary":
        return dict(enumerate(case.written))
    if handler == "quotes":
        return {(speaker, at): text for at, (speaker, text) in enumerate(labels.quotes or ())}
    return {}


def _found_words(case: Case, findings: Findings, handler: str) -> Mapping[object, str]:
    """The words of what the handlers found, by the thing that is compared."""
    ids = match_actors(findings.actors, case.actors)
    about = case.document
    if handler == "actors":
        return {ids[actor.id]: _around(about, actor.mentions[0]) for actor in findings.actors if actor.mentions}
    if handler == "themes":
        return {theme.id: ", ".join(dict.fromkeys(mention.text for mention in theme.evidence[:8])) for theme in findings.themes}
    if handler == "events":
        return {event_key(e, ids): f"{e.type} {e.score:.2f}: {_around(about, e.evidence)}" for e in findings.events}
    if handler == "summary":
        return {place_of(normal(sentence.text), case.sentences): sentence.text for sentence in findings.summary}
    if handler == "quotes":
        words = [normal(text) for _, text in case.codings[0].quotes or ()]
        return {(ids.get(quote.speaker, quote.speaker), place_of(normal(quote.text), words)): quote.text for quote in findings.quotes}
    return {coming_key(coming, case.codings[0].coming or ()): coming.text for coming in findings.coming}


def _around(document: Document, mention: Mention) -> str:
    text = document.title if mention.field == "title" else document.body
    before, after = text[max(0, mention.start - 70) : mention.start], text[mention.end : mention.end + 70]
    return " ".join(f"{before}[{mention.text}]{after}".split())


def listing(cases: Sequence[Case], findings: Mapping[str, Findings], most: int, handler: str | None = None) -> str:
    """The `most` frequent errors of each handler; or, of one handler, the first `most` articles where it errs."""
    if handler is None:
        return "\n".join(line for name in (*SETS[:2], *CLASSES, *SETS[2:]) for line in _frequent(cases, findings, name, most))
    lines, listed = [], 0
    for case in cases:
        found = differences(case, findings[case.id], handler)
        if found and listed < most:
            listed += 1
            lines.append(f"{case.id}: {case.document.title}")
            lines += [f"    {how}: {what}" + (f"  | {words[:240]}" if words else "") for how, what, words in found]
    return "\n".join(lines) or f"{handler}: no error."


def _frequent(cases: Sequence[Case], findings: Mapping[str, Findings], handler: str, most: int) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        for how, what, _ in differences(case, findings[case.id], handler):
            counts.setdefault(how, Counter())[what] += 1
    for how, counter in counts.items():
        yield f"{handler} {how} {counter.total()}: " + ", ".join(f"{what} {number}" for what, number in counter.most_common(most))
