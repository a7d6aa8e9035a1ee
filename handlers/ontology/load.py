"""The ontology's front door: the YAML files beside this module, read strictly, checked as a whole, as frozen records.

`actors/*.yaml` (id: actor), `offices.yaml` (id: office), `compounds.yaml` (list), `themes/*.yaml` (id: theme), `redirects.yaml` (old id: new id).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from handlers.ontology import checks, read
from handlers.ontology.records import Actor, Compound, Office, Ontology, Theme
from handlers.ontology.yamltext import Mistakes, Source


class OntologyError(Exception):
    """The ontology cannot be used. `mistakes` lists everything that is wrong as `file:line: sentence`; `str(error)` gives one a line."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


@dataclass(slots=True)
class _Draft:
    """What has been read so far; `places` maps `actor:<id>` and the like to `file:line`."""

    mistakes: Mistakes = field(default_factory=Mistakes)
    actors: dict[str, Actor] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    compounds: list[tuple[Compound, str]] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def first(self, kind: str, name: str, place: str) -> bool:
        """Whether the id is new; a second one of its kind is a mistake."""
        before = self.places.setdefault(f"{kind}:{name}", place)
        if before != place:
            self.mistakes.add(place, f"{kind} `{name}` stands already in {before}.")
        return before == place


def load_ontology(folder: Path | None = None, local: Path | None = None) -> Ontology:
    """Read and check the ontology in `folder` (the packaged one if None), with a team's `local` file over it.

    Raises OntologyError with every mistake at once, OSError where a file cannot be read. The same files give the same `version`.
    """
    home = folder or Path(__file__).parent
    paths = sorted((*home.glob("*.yaml"), *home.glob("*/*.yaml")), key=lambda path: path.relative_to(home).as_posix())
    files = [(path.relative_to(home).as_posix(), path.read_bytes()) for path in paths]
    draft = _Draft()
    for name, content in files:
        _read(draft, name, content)
    _check(draft)
    if found := draft.mistakes.all():
        raise OntologyError(found)
    return Ontology(
        version=_version(files),
        actors=MappingProxyType(draft.actors),
        offices=MappingProxyType(draft.offices),
        compounds=tuple(compound for compound, _ in draft.compounds),
        themes=MappingProxyType(draft.themes),
        redirects=MappingProxyType(draft.redirects),
    )


def _version(files: Sequence[tuple[str, bytes]]) -> str:
    """Twelve hexadecimal digits of SHA-256 over names and contents, each with its length, in the order of the names."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _read(draft: _Draft, name: str, content: bytes) -> None:
    source = Source(name, draft.mistakes)
    root = source.root(content)
    folder = name.partition("/")[0]
    if folder == "actors":
        for actor, node in read.read_actors(source, root):
            if draft.first("actor", actor.id, source.place(node)):
                draft.actors[actor.id] = actor
    elif folder == "themes":
        for theme, node in read.read_themes(source, root):
            if draft.first("theme", theme.id, source.place(node)):
                draft.themes[theme.id] = theme
    elif name == "offices.yaml":
        for office, node in read.read_offices(source, root):
            if draft.first("office", office.id, source.place(node)):
                draft.offices[office.id] = office
    elif name == "compounds.yaml":
        draft.compounds.extend((compound, source.place(node)) for compound, node in read.read_compounds(source, root))
    elif name == "redirects.yaml":
        for old, new, node in read.read_redirects(source, root):
            draft.redirects[old] = new
            draft.places[f"redirect:{old}"] = source.place(node)
    else:
        draft.mistakes.add(f"{name}:1", "this file is none of the ontology's; see docs/add-an-actor.md.")


def _check(draft: _Draft) -> None:
    themes = [(theme, draft.places[f"theme:{theme.id}"]) for theme in draft.themes.values()]
    checks.check_references(draft.actors, draft.offices, draft.compounds, themes, draft.places, draft.mistakes)
    checks.check_tenures(draft.actors, draft.places, draft.mistakes)
    checks.check_forms(draft.actors, draft.offices, draft.compounds, draft.places, draft.mistakes)
    checks.check_themes(themes, draft.mistakes)
    for old, new in draft.redirects.items():
        if old in draft.actors or new not in draft.actors:
            draft.mistakes.add(
                draft.places[f"redirect:{old}"], f"redirect `{old}` -> `{new}`: the old id must be retired, the new one an actor."
            )
