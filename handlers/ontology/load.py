"""The ontology's front door: the YAML files beside this module, read strictly, checked as a whole, as frozen records.

`actors/*.yaml` (id: actor), `offices.yaml` (id: office), `compounds.yaml` (list), `themes/*.yaml` (id: theme),
`sources.yaml` (key: what was read), `redirects.yaml` (old id: new id), `tone/*.yaml`, `coming/*.yaml` and `quotes/*.yaml` (id: wording),
`verbs/*.yaml` (id: act), `terms/*.yaml` (id: words in both languages).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from handlers.ontology import read, verbs, wordings
from handlers.ontology.checks import Draft, check
from handlers.ontology.local import lay_over
from handlers.ontology.names import read_names
from handlers.ontology.records import Ontology
from handlers.ontology.yamltext import Source


class OntologyError(Exception):
    """The ontology cannot be used. `mistakes` lists everything that is wrong as `file:line: sentence`; `str(error)` gives one a line."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


def load_ontology(folder: Path | None = None, local: Path | None = None) -> Ontology:
    """Read and check the ontology in `folder` (the packaged one if None), with a team's `local` file over it (local.py).

    Raises OntologyError with every mistake at once, OSError where a file cannot be read. The same files give the same `version`.
    """
    home = folder or Path(__file__).parent
    paths = sorted((*home.glob("*.yaml"), *home.glob("*/*.yaml")), key=lambda path: path.relative_to(home).as_posix())
    files = [(path.relative_to(home).as_posix(), path.read_bytes()) for path in paths]
    draft, silenced = Draft(), frozenset[str]()
    for name, content in files:
        _read(draft, name, content)
    if local is not None:
        files.append((local.name, local.read_bytes()))
        silenced = lay_over(draft, Source(local.name, draft.mistakes), files[-1][1])
    check(draft)
    if found := draft.mistakes.all():
        raise OntologyError(found)
    return Ontology(
        version=_version(files),
        actors=MappingProxyType(draft.actors),
        offices=MappingProxyType(draft.offices),
        compounds=tuple(compound for compound, _ in draft.compounds),
        themes=MappingProxyType(draft.themes),
        redirects=MappingProxyType(draft.redirects),
        tone=tuple(draft.tone),
        coming=tuple(draft.coming),
        quotes=tuple(draft.quotes),
        acts=tuple(draft.acts),
        terms=tuple(draft.terms),
        names=draft.names,
        sources=MappingProxyType(draft.sources),
        silenced=silenced,
    )


def _version(files: Sequence[tuple[str, bytes]]) -> str:
    """Twelve hexadecimal digits of SHA-256 over names and contents, each with its length, in the order of the names."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _read(draft: Draft, name: str, content: bytes) -> None:
    source = Source(name, draft.mistakes)
    folder, _, rest = name.partition("/")
    reader = _FOLDERS.get(folder) if rest else _FILES.get(name)
    if reader is None:
        draft.mistakes.add(f"{name}:1", "this file is none of the ontology's; see docs/add-an-actor.md.")
    else:
        reader(draft, source, content)


def _actors(draft: Draft, source: Source, content: bytes) -> None:
    for actor, node in read.read_actors(source, source.root(content)):
        if draft.first("actor", actor.id, source.place(node)):
            draft.actors[actor.id] = actor


def _themes(draft: Draft, source: Source, content: bytes) -> None:
    for theme, node in read.read_themes(source, source.root(content)):
        if draft.first("theme", theme.id, source.place(node)):
            draft.themes[theme.id] = theme


def _offices(draft: Draft, source: Source, content: bytes) -> None:
    for office, node in read.read_offices(source, source.root(content)):
        if draft.first("office", office.id, source.place(node)):
            draft.offices[office.id] = office


def _compounds(draft: Draft, source: Source, content: bytes) -> None:
    draft.compounds.extend((compound, source.place(node)) for compound, node in read.read_compounds(source, source.root(content)))


def _redirects(draft: Draft, source: Source, content: bytes) -> None:
    for old, new, node in read.read_redirects(source, source.root(content)):
        if draft.first("redirect", old, source.place(node)):
            draft.redirects[old] = new


def _tone(draft: Draft, source: Source, content: bytes) -> None:
    for wording, node in wordings.read_wordings(source, source.root(content), wordings.TONE_SENSES):
        if draft.first("tone", wording.id, source.place(node)):
            draft.tone.append(wording)


def _coming(draft: Draft, source: Source, content: bytes) -> None:
    for wording, node in wordings.read_wordings(source, source.root(content), wordings.COMING_SENSES):
        if draft.first("coming", wording.id, source.place(node)):
            draft.coming.append(wording)


def _quotes(draft: Draft, source: Source, content: bytes) -> None:
    for wording, node in wordings.read_wordings(source, source.root(content), wordings.QUOTE_SENSES):
        if draft.first("quotes", wording.id, source.place(node)):
            draft.quotes.append(wording)


def _verbs(draft: Draft, source: Source, content: bytes) -> None:
    for act, node in verbs.read_acts(source, source.root(content)):
        if draft.first("act", act.id, source.place(node)):
            draft.acts.append(act)


def _terms(draft: Draft, source: Source, content: bytes) -> None:
    for term, node in read.read_shared_terms(source, source.root(content)):
        if draft.first("term", term.id, source.place(node)):
            draft.terms.append(term)


_FOLDERS = {"actors": _actors, "themes": _themes, "tone": _tone, "coming": _coming, "quotes": _quotes, "verbs": _verbs, "terms": _terms}


def _sources(draft: Draft, source: Source, content: bytes) -> None:
    for key, reference, node in read.read_references(source, source.root(content)):
        if draft.first("source", key, source.place(node)):
            draft.sources[key] = reference


def _names(draft: Draft, source: Source, content: bytes) -> None:
    draft.names = read_names(source, source.root(content))


_FILES = {
    "sources.yaml": _sources,
    "offices.yaml": _offices,
    "compounds.yaml": _compounds,
    "redirects.yaml": _redirects,
    "names.yaml": _names,
}
