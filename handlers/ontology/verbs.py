"""Reads `verbs/*.yaml`: what actors do to each other, by PLOVER event type. docs/add-a-verb.md gives the keys.

Types and their meaning: Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), PLOVER and POLECAT; wordings after the CAMEO verb
dictionaries' division of work (a verb names the act, the arguments around it name the actors).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import yaml

from handlers.findings import QUAD_CLASSES
from handlers.ontology.records import Act
from handlers.ontology.yamltext import Source

SHAPES = frozenset({"act", "mutual", "exhort", "about"})
"""How the actors stand to the words: `act` one does it to another; `mutual` all who are named together do it; `exhort` the speaker asks it
of the subject (should, 해야 한다); `about` the speaker says it of the subject (provocation, 유감)."""

_KEYS = frozenset({"type", "shape", "verbs", "nouns", "ko", "not_in", "toward", "defaults"})


def read_acts(source: Source, root: yaml.Node | None) -> Iterator[tuple[Act, yaml.Node]]:
    """Acts of one file (a mapping of id to act), each with the node of its id."""
    for act_id, key, node in source.entries(root):
        found = source.fields(node, _KEYS, ("type",))
        kind = source.text(found.get("type"))
        if kind and kind not in QUAD_CLASSES:
            source.wrong(found["type"], f"`{kind}` is no event type; types are {', '.join(QUAD_CLASSES)}.")
            continue
        shape = source.text(found["shape"]) if "shape" in found else "act"
        if shape not in SHAPES:
            source.wrong(found["shape"], f"`{shape}` is no shape; shapes are {', '.join(sorted(SHAPES))}.")
        act = Act(
            id=act_id,
            type=kind,
            shape=shape,
            verbs=source.texts(found.get("verbs")),
            nouns=source.texts(found.get("nouns")),
            ko=source.texts(found.get("ko")),
            not_in=source.texts(found.get("not_in")),
            toward=_pairs(source, found.get("toward")),
            defaults=_pairs(source, found.get("defaults")),
        )
        if not (act.verbs or act.nouns or act.ko or act.toward):
            source.wrong(key, f"`{act_id}` has no words.")
        yield act, key


def _pairs(source: Source, node: yaml.Node | None) -> Mapping[str, str]:
    return MappingProxyType({name: source.text(value) for name, _, value in source.entries(node)})
