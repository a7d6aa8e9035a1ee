"""How people are named in the news (names.yaml): the word lists by which those whom the ontology does not know are found.

Each entry is one text of words between spaces; `first_names` are `English=한글|한글`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

import yaml

from handlers.ontology.yamltext import Source


@dataclass(frozen=True, slots=True)
class NameLists:
    """The lists as sets; what each is for stands in names.yaml. Without any, nobody beyond the ontology is found."""

    korean_surnames: frozenset[str] = frozenset()
    korean_first_syllables: frozenset[str] = frozenset()
    korean_last_syllables: frozenset[str] = frozenset()
    korean_not_names: frozenset[str] = frozenset()
    korean_titles: frozenset[str] = frozenset()
    korean_bylines: frozenset[str] = frozenset()
    korean_unnamed: frozenset[str] = frozenset()
    korean_loanwords: frozenset[str] = frozenset()
    english_titles: frozenset[str] = frozenset()
    english_roles: frozenset[str] = frozenset()
    english_not_names: frozenset[str] = frozenset()
    english_body_heads: frozenset[str] = frozenset()
    english_company_heads: frozenset[str] = frozenset()
    korean_body_heads: frozenset[str] = frozenset()
    korean_not_bodies: frozenset[str] = frozenset()
    english_korean_surnames: frozenset[str] = frozenset()
    english_korean_syllables: frozenset[str] = frozenset()
    first_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_names(source: Source, root: yaml.Node | None) -> NameLists:
    """The lists of names.yaml; a list that is not known and a first name without Hangul are noted as mistakes."""
    found: dict[str, frozenset[str] | Mapping[str, tuple[str, ...]]] = {}
    known = {entry.name for entry in fields(NameLists)}
    for key, key_node, node in source.entries(root):
        if key not in known:
            source.wrong(key_node, f"`{key}` is no list of names; lists are {', '.join(sorted(known))}.")
        elif key == "first_names":
            found[key] = _first_names(source, node)
        else:
            found[key] = frozenset(source.text(node).split())
    return NameLists(**found)  # type: ignore[arg-type]


def _first_names(source: Source, node: yaml.Node) -> Mapping[str, tuple[str, ...]]:
    found = {}
    for pair in source.text(node).split():
        english, _, korean = pair.partition("=")
        if not korean:
            source.wrong(node, f"`{english}` has no Hangul; write `{english}=한글`.")
        found[english] = tuple(korean.split("|"))
    return MappingProxyType(found)
