"""The page's words in one language: its own, read from locales/*.yaml, and the desk's for what chat calls the same (bot.desk.phrases)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, get_args

import yaml

from bot.desk.phrases import Phrasebook, load_phrases
from bot.model import Locale

SHARED: Mapping[str, str] = {
    "kind": "kind",
    "tone": "tone",
    "act": "event",
    "language": "language",
    "outlet_class": "class",
    "group": "theme_group",
    "type": "actor_type",
    "cause": "cause",
    "importance_mark": "importance_mark",
}
"""Groups of words for codes that the page has from the desk, by the page's name: a reader of both meets one word for one thing."""

_LABELS = frozenset({"tone", "outlet_class", "group", "type"})
"""Of these the ones that begin a line, or stand in one by themselves."""

_INSIDE = frozenset({("en", "cause")})
"""By language, sentences that the page says after others of its own: `The last poll failed: the address leads in circles.`"""


class Words:
    """Phrases by dotted key."""

    def __init__(self, locale: Locale, phrases: Mapping[str, str]) -> None:
        self.locale: Locale = locale
        self.phrases = phrases

    def t(self, key: str, **blanks: object) -> str:
        """The phrase with its blanks filled. With `n`, `key.one` or `key.other` by the count. Raises KeyError for an unknown key."""
        if "n" in blanks and key not in self.phrases:
            key = f"{key}.one" if blanks["n"] == 1 else f"{key}.other"
        return self.phrases[key].format(**blanks)

    def label(self, group: str, value: str) -> str:
        """The word for one of a closed set of values, such as a kind; the value itself where there is none."""
        return self.phrases.get(f"{group}.{value}", value)

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self.phrases


def load_words() -> dict[Locale, Words]:
    """The words of every language that the desk speaks."""
    book = load_phrases()
    return {locale: _load(locale, book) for locale in get_args(Locale)}


def _load(locale: Locale, book: Phrasebook) -> Words:
    text = files("bot.web").joinpath("locales", f"{locale}.yaml").read_text(encoding="utf-8")
    return Words(locale, dict(_flat("", yaml.load(text, yaml.CSafeLoader))) | _shared(locale, book.phrases[locale]))


def _shared(locale: Locale, phrases: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ours, theirs in SHARED.items():
        for key, word in phrases.items():
            group, _, value = key.rpartition(".")
            if group == theirs:
                first = word[:1].upper() if ours in _LABELS else word[:1].lower() if (locale, ours) in _INSIDE else word[:1]
                found[f"{ours}.{value}"] = first + word[1:]
    return found


def _flat(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(f"{key}.", value)
        else:
            yield key, str(value)
