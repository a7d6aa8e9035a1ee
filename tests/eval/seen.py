"""What a coding says and what the handlers say of an article, in the same terms."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from handlers.findings import QUAD_CLASSES, ActorFinding, ComingFinding, EventFinding, Findings
from tests.eval.cases import Case, LabelledActor, LabelledDay, Labels, normal

Sets = frozenset[Hashable]

SAME = 0.6
"""From this likeness on two sentences are one, whose borders were drawn elsewhere."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared. Events are (source, quad class, target); quotes and coming are None where nobody coded them."""

    actors: Sets
    major: Sets
    primary: Sets
    themes: Sets
    relevance: str
    kind: str
    tone: str
    events: Sets
    summary: Sets
    quotes: Sets | None = None
    coming: Sets | None = None


def seen_in_labels(labels: Labels) -> Seen:
    """A coding."""
    quotes = labels.quotes
    return Seen(
        actors=frozenset(actor.id for actor in labels.actors),
        major=frozenset(actor.id for actor in labels.actors if actor.is_major),
        primary=labels.primary,
        themes=labels.themes,
        relevance=labels.relevance,
        kind=labels.kind,
        tone=labels.tone,
        events=frozenset((event.source, QUAD_CLASSES.get(event.type, 0), event.target) for event in labels.events),
        summary=labels.chosen,
        quotes=None if quotes is None else frozenset((speaker, at) for at, (speaker, _) in enumerate(quotes)),
        coming=None if labels.coming is None else frozenset((coming.kind, coming.day.isoformat()) for coming in labels.coming),
    )


def seen_in_findings(findings: Findings, case: Case) -> Seen:
    """What the handlers said, its actors under their labelled ids and its sentences by their places among the labelled ones."""
    ids = match_actors(findings.actors, case.actors)
    quoted = next((labels.quotes for labels in case.codings if labels.quotes is not None), None)
    words = [normal(text) for _, text in quoted or ()]
    awaited = next((labels.coming for labels in case.codings if labels.coming is not None), None)
    return Seen(
        actors=frozenset(ids.values()),
        major=frozenset(ids[actor.id] for actor in findings.actors if actor.salience == "major"),
        primary=frozenset(theme.id for theme in findings.themes if theme.rank == "primary"),
        themes=frozenset(theme.id for theme in findings.themes),
        relevance=findings.relevance.label,
        kind=findings.kind.label,
        tone=findings.tone.label,
        events=frozenset(event_key(event, ids) for event in findings.events),
        summary=frozenset(place_of(normal(sentence.text), case.sentences) for sentence in findings.summary),
        quotes=None
        if quoted is None
        else frozenset((ids.get(quote.speaker, quote.speaker), place_of(normal(quote.text), words)) for quote in findings.quotes),
        coming=None if awaited is None else frozenset(coming_key(coming, awaited) for coming in findings.coming),
    )


def event_key(event: EventFinding, ids: Mapping[str, str]) -> tuple[str, int, str]:
    """What of an event is compared: source, quad class and target, the actors under their labelled ids."""
    return ids.get(event.source, event.source), QUAD_CLASSES[event.type], ids.get(event.target, event.target)


def coming_key(found: ComingFinding, awaited: Sequence[LabelledDay]) -> tuple[str, str]:
    """Kind and day of what is announced; the labelled day where the found one lies in its week or month, one of the same kind first."""
    near = sorted((label for label in awaited if label.holds(found.day)), key=lambda label: label.kind != found.kind)
    return found.kind, (near[0].day if near else found.day).isoformat()


def match_actors(found: Sequence[ActorFinding], wanted: Sequence[LabelledActor]) -> dict[str, str]:
    """Found id -> labelled id where they share the id or a name (ids and main names first), else `extra:` and the found id."""
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for with_aliases in (False, True):
        for actor in found:
            own = normal(actor.id)
            names = (actor.id, actor.name_en, actor.name_ko, *(actor.aliases if with_aliases else ()))
            keys = {normal(name) for name in names} - {""}
            free = [other for other in wanted if other.id not in taken and (normal(other.id) in keys | {own} or keys & other.names)]
            if actor.id not in matched and free:
                best = min(free, key=lambda other, own=own: normal(other.id) != own)
                matched[actor.id] = best.id
                taken.add(best.id)
    return {actor.id: matched.get(actor.id, f"extra:{actor.id}") for actor in found}


def place_of(text: str, sentences: Sequence[str]) -> int | str:
    """Which of the sentences this one (both normalised) is, allowing for other borders; `extra:` and its beginning where it is none."""
    if text and text in sentences:
        return sentences.index(text)
    best, at = 0.0, -1
    for place, other in enumerate(sentences):
        likeness = _likeness(text, other)
        if likeness > best:
            best, at = likeness, place
    return at if best >= SAME else f"extra:{text[:20]}"


def _likeness(a: str, b: str) -> float:
    """1 for the same, a share of the longer where one holds the other (.7 at least, but for scraps), else the ratio of equal letters."""
    short, long = sorted((a, b), key=len)
    if not short:
        return 0.0
    if short in long:
        return max(0.7 if len(short) > 15 else 0.0, len(short) / len(long))
    if len(long) - len(short) >= SAME * len(long):
        return 0.0
    matcher = difflib.SequenceMatcher(None, b, a, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= SAME and matcher.quick_ratio() >= SAME else 0.0
