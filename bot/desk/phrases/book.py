"""Phrases by key, with blanks. A phrase is data that a translator edits; the code knows only its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from bot.desk.phrases.korean import with_particle
from bot.errors import DeskError
from bot.model import Locale

BLANK = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<form>[^{}]+))?\}")
"""`{name}`; `{count:story|stories}` for English numbers; `{name:은/는}` for a Korean particle that follows the name."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases of both languages, by dotted key (`alert.actors`)."""

    phrases: Mapping[Locale, Mapping[str, str]]

    def has(self, key: str) -> bool:
        """Whether there is a phrase of that key."""
        return key in self.phrases["en"]

    def say(self, key: str, locale: Locale, /, **blanks: object) -> str:
        """The phrase with its blanks filled. Whole numbers get thousands separators. Raises KeyError for an unknown key or blank."""
        return BLANK.sub(lambda blank: _fill(blank["form"], blanks[blank["name"]]), self.phrases[locale][key])


def load_phrases() -> Phrasebook:
    """Read the phrases that ship with the desk. Raises DeskError where a file is not what it should be."""
    return Phrasebook({"en": _read("en"), "ko": _read("ko")})


def _read(locale: Locale) -> Mapping[str, str]:
    text = resources.files(__package__).joinpath(f"{locale}.yaml").read_text("utf-8")
    flat: dict[str, str] = {}
    _flatten("", yaml.load(text, yaml.CSafeLoader), flat, locale)
    return flat


def _flatten(prefix: str, node: Any, flat: dict[str, str], locale: Locale) -> None:
    for name, value in node.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            _flatten(f"{key}.", value, flat, locale)
        elif isinstance(value, str):
            flat[key] = value
        else:
            raise DeskError(f"The phrase {key} in {locale}.yaml is {type(value).__name__}, not text: put it in quotes.")


def _fill(form: str | None, value: object) -> str:
    text = f"{value:,}" if isinstance(value, int) else str(value)
    if form is None:
        return text
    if "|" in form:
        one, many = form.split("|", 1)
        return f"{text} {one if value == 1 else many}"
    return with_particle(text, form)
