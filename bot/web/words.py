"""The page's words in one language, read from locales/*.yaml; a test holds the files to the same keys and blanks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, get_args

import yaml

from bot.model import Locale


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
    return {locale: _load(locale) for locale in get_args(Locale)}


def _load(locale: Locale) -> Words:
    text = files("bot.web").joinpath("locales", f"{locale}.yaml").read_text(encoding="utf-8")
    return Words(locale, dict(_flat("", yaml.load(text, yaml.CSafeLoader))))


def _flat(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flat(f"{key}.", value)
        else:
            yield key, str(value)
