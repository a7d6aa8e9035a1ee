"""From YAML nodes to wordings: the vocabulary of tone (tone/*.yaml), announcements (coming/*.yaml) and speech (quotes/*.yaml).

Their senses are told in docs/handlers.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from handlers.ontology.read import WEIGHTS
from handlers.ontology.records import Wording
from handlers.ontology.yamltext import Source

TONE_SENSES = frozenset({"cooperation", "friction", "relief", "undoing", "both", "south", "states", "north-voice"})
QUOTE_SENSES = frozenset({"says", "that", "adding", "according"})
COMING_SENSES = frozenset(
    {
        "summit",
        "talks",
        "visit",
        "exercise",
        "deadline",
        "election",
        "hearing",
        "launch",
        "effective",
        "anniversary",
        "event",
        "announces",
    }
)

_KEYS = frozenset({"sense", "weight", "words", "verbs", "except_in"})
_SIBILANTS = ("s", "sh", "ch", "x", "z")


def read_wordings(source: Source, root: yaml.Node | None, senses: frozenset[str]) -> Iterator[tuple[Wording, yaml.Node]]:
    """Wordings of one file (a mapping of id to wording), each with the node of its id.

    `words` stand as they are; `verbs` are regular English verbs, which stand in all their forms.
    """
    for wording_id, key, node in source.entries(root):
        found = source.fields(node, _KEYS, ("sense",))
        sense, weight = source.text(found.get("sense")), source.text(found.get("weight")) or "strong"
        if sense and sense not in senses:
            source.wrong(found["sense"], f"`{sense}` is no sense here; senses are {', '.join(sorted(senses))}.")
        if weight not in WEIGHTS:
            source.wrong(found["weight"], f"`{weight}` is no weight; weights are {', '.join(WEIGHTS)}.")
        verbs = tuple(form for verb in source.texts(found.get("verbs")) for form in inflected(verb))
        texts = tuple(dict.fromkeys((*source.texts(found.get("words")), *verbs)))
        if not texts:
            source.wrong(key, f"`{wording_id}` has neither words nor verbs.")
        yield Wording(wording_id, sense, WEIGHTS.get(weight, 1.0), texts, source.texts(found.get("except_in"))), key


def inflected(verb: str) -> tuple[str, ...]:
    """The forms of a regular English verb; a further word follows them (`call off`: `called off`)."""
    stem, space, rest = verb.partition(" ")
    if stem.endswith("e"):
        forms = (stem, stem + "s", stem + "d", (stem if stem.endswith("ee") else stem[:-1]) + "ing")
    elif stem.endswith("y") and stem[-2:-1] not in "aeiou":
        forms = (stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing")
    else:
        forms = (stem, stem + ("es" if stem.endswith(_SIBILANTS) else "s"), stem + "ed", stem + "ing")
    return tuple(form + space + rest for form in forms)
