"""The measures: of what the counts of an article are made, and of what sums of counts a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.eval.cases import Case
from tests.eval.metrics import Counts, class_counts, f1, mean_f1, set_counts, share
from tests.eval.seen import Seen, Sets

RELEVANCE = ("core", "partial", "none")
KINDS = ("news", "opinion", "statement", "other")
TONES = ("cooperation", "friction", "mixed", "neutral")


@dataclass(frozen=True, slots=True)
class Measure:
    """`counts` are those of (wanted, found) of one article, `score` the figure of their sums. `handler` is what it judges."""

    handler: str
    counts: Callable[[Seen, Seen], Counts]
    score: Callable[[Counts], float]


def _sets(handler: str, part: Callable[[Seen], Sets | None]) -> Measure:
    return Measure(handler, lambda wanted, found: set_counts(part(wanted) or frozenset(), part(found) or frozenset()), f1)


def _classes(handler: str, part: Callable[[Seen], str], classes: Sequence[str]) -> Measure:
    return Measure(handler, lambda wanted, found: class_counts(part(wanted), part(found), classes), mean_f1)


def _equal(handler: str, part: Callable[[Seen], str]) -> Measure:
    return Measure(handler, lambda wanted, found: (int(part(wanted) == part(found)), 1), share)


def _core_or_none(wanted: Seen, found: Seen) -> Counts:
    """Where the text is clearly about the alliance or clearly not; to call either `partial` counts as core."""
    if wanted.relevance == "partial":
        return class_counts("", "", ("core", "none"))
    return class_counts(wanted.relevance, "core" if found.relevance == "partial" else found.relevance, ("core", "none"))


def _without_speaker(quotes: Sets | None) -> Sets | None:
    return None if quotes is None else frozenset(place for _, place in quotes)  # type: ignore[misc]


def _days(coming: Sets | None) -> Sets | None:
    return None if coming is None else frozenset(day for _, day in coming)  # type: ignore[misc]


MEASURES: dict[str, Measure] = {
    "actors, all": _sets("actors", lambda seen: seen.actors),
    "actors, major": _sets("actors", lambda seen: seen.major),
    "themes, primary": _sets("themes", lambda seen: seen.primary),
    "themes, all": _sets("themes", lambda seen: seen.themes),
    "relevance, 3 classes": _classes("relevance", lambda seen: seen.relevance, RELEVANCE),
    "relevance, core/none": Measure("relevance", _core_or_none, mean_f1),
    "kind, accuracy": _equal("kind", lambda seen: seen.kind),
    "kind, macro": _classes("kind", lambda seen: seen.kind, KINDS),
    "tone, accuracy": _equal("tone", lambda seen: seen.tone),
    "tone, macro": _classes("tone", lambda seen: seen.tone, TONES),
    "events, quad class": _sets("events", lambda seen: seen.events),
    "summary": _sets("summary", lambda seen: seen.summary),
    "quotes": _sets("quotes", lambda seen: seen.quotes),
    "quotes, any speaker": _sets("quotes", lambda seen: _without_speaker(seen.quotes)),
    "coming": _sets("coming", lambda seen: seen.coming),
    "coming, any kind": _sets("coming", lambda seen: _days(seen.coming)),
}
"""F1 where nothing else is said; accuracy is the share of equal labels, macro the mean F1 of the classes."""

HANDLERS = tuple(dict.fromkeys(measure.handler for measure in MEASURES.values()))


def measures_for(cases: Sequence[Case]) -> dict[str, Measure]:
    """Those for which the cases hold labels: quotes and coming days are coded in our own set only."""
    uncoded = {
        handler
        for handler in ("quotes", "coming")
        if not any(getattr(labels, handler) is not None for case in cases for labels in case.codings)
    }
    return {name: measure for name, measure in MEASURES.items() if measure.handler not in uncoded}
