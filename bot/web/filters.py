"""The filter of a page's address: `?theme=tariffs&lang…` read into a `Filter`, told back as chips, written into links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast
from urllib.parse import urlencode

from bot.model import Filter

Pairs = tuple[tuple[str, str], ...]
"""Query parameters in order."""

KINDS = ("news", "opinion", "statement", "other")
RELEVANCES = ("core", "partial")
LANGUAGES = ("en", "ko")
SINCES: Mapping[str, timedelta] = {
    "6h": timedelta(hours=6),
    "24h": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
}
PARAMETERS = ("actor", "theme", "language", "outlet", "kind", "relevance", "since")
_MOST_VALUES = 20
_LONGEST_VALUE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked to see: `pairs` as in the address (known ones only), `unknown` the values that mean nothing here."""

    filter: Filter
    since: datetime | None
    pairs: Pairs
    unknown: tuple[str, ...]

    def values(self, name: str) -> tuple[str, ...]:
        """The values of one parameter."""
        return tuple(value for key, value in self.pairs if key == name)


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that exist. `actors` maps what was typed to an actor's id, for those that were found."""

    themes: frozenset[str]
    outlets: frozenset[str]
    actors: Mapping[str, str]


def asked_actors(query: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What the address says for actors: ids, or names as typed."""
    return _values(query, "actor")


def read_wanted(query: Sequence[tuple[str, str]], known: Known, now: datetime) -> Wanted:
    """Read the filter parameters of an address; every other parameter is left alone, an unknown value is reported and not applied."""
    pairs: list[tuple[str, str]] = []
    unknown: list[str] = []
    for name in PARAMETERS:
        for value in _values(query, name):
            meant = _meaning(name, value, known)
            if meant is None:
                unknown.append(value)
            elif (name, meant) not in pairs:
                pairs.append((name, meant))
    kept = tuple(pairs)
    return Wanted(_filter(kept), _since(kept, now), kept, tuple(unknown))


def with_parameters(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A link to `path` with these parameters."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def without(pairs: Sequence[tuple[str, str]], dropped: tuple[str, str]) -> Pairs:
    """The parameters but one."""
    return tuple(pair for pair in pairs if pair != dropped)


def _values(query: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    stripped = (value.strip()[:_LONGEST_VALUE] for key, value in query if key == name)
    return tuple(value for value in stripped if value)[:_MOST_VALUES]


def _meaning(name: str, value: str, known: Known) -> str | None:
    if name == "actor":
        return known.actors.get(value)
    choices: Mapping[str, frozenset[str] | tuple[str, ...] | Mapping[str, timedelta]] = {
        "theme": known.themes,
        "outlet": known.outlets,
        "language": LANGUAGES,
        "kind": KINDS,
        "relevance": RELEVANCES,
        "since": SINCES,
    }
    return value if value in choices[name] else None


def _filter(pairs: Pairs) -> Filter:
    def of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    relevances = of("relevance")
    least = "none" if not relevances else "partial" if "partial" in relevances else "core"
    return Filter(
        actors=of("actor"),
        themes=of("theme"),
        languages=of("language"),
        outlets=of("outlet"),
        kinds=of("kind"),
        minimum_relevance=cast("Literal['none', 'partial', 'core']", least),
    )


def _since(pairs: Pairs, now: datetime) -> datetime | None:
    spans = [SINCES[value] for key, value in pairs if key == "since"]
    return now - max(spans) if spans else None
