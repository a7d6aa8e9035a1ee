"""The ontology as frozen records. `load.py` makes them from the YAML files beside it; handlers read nothing else.

Matching rules of a surface form (see docs/add-an-actor.md): Latin forms match between ASCII word edges; a form in capitals only
(`US`, `NATO`) matches in that case only, others in any case but an all-lowercase common word; Hangul forms need a left edge (start, space,
punctuation, hanja, digit or Latin) and a right edge (the same, or a particle); single hanja (`美`) stand for themselves. `except_in` lists
longer strings inside which a form does not count (`한미` in `한미약품`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.ontology.names import NameLists


@dataclass(frozen=True, slots=True)
class Surface:
    """A form in which something is written. `lang` is en, ko or hanja."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time in an office; `start` inclusive, `end` exclusive, None while it lasts. `source` is the key of what the dates were read in."""

    office: str
    start: date
    end: date | None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that was read (sources.yaml): its title, where it is found, and what was taken from it."""

    title: str
    address: str
    gives: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity that acts. `type` is state, body, force, party, organisation, company, group or person; `code` is CAMEO style (KORGOV).

    `parent` is the state or body that it belongs to. `short` are forms that count only where a full form stands in the same text (a bare
    surname: `Kim`, `김 위원장`). `capital` forms (`Seoul`) count as the government only by the metonym rule of actors.py.
    `home` forms (`정부`, `외교부`, `the defense ministry`) count only in an outlet of `country`; Korean text of no known outlet is Korean.
    """

    id: str
    type: str
    name_en: str
    name_ko: str
    country: str | None
    wikidata: str | None
    code: str | None
    parent: str | None
    forms: tuple[Surface, ...]
    short: tuple[Surface, ...]
    capital: tuple[Surface, ...]
    except_in: tuple[str, ...]
    tenures: tuple[Tenure, ...]
    home: tuple[Surface, ...] = ()
    wikidata_source: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office whose bare title (`the U.S. president`, `미 국방장관`) means its holder at the article's date.

    `home` titles (`이 대통령` aside: `the president`, `대통령`) count only in an outlet of `country`.
    """

    id: str
    country: str
    body: str | None
    titles: tuple[Surface, ...]
    home: tuple[Surface, ...]


@dataclass(frozen=True, slots=True)
class Compound:
    """A closed word that names several actors at once (`한미`, `한미일`, `U.S.-ROK`, `北美`)."""

    forms: tuple[Surface, ...]
    actors: tuple[str, ...]
    except_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that speaks for a theme. `weight` 1.0 settles it alone, .5 needs company, .25 only supports.

    `needs` lists actor ids of which at least one must be tagged in the text for the term to count (empty: none); `near` words of which
    one must stand close by (empty: none).
    """

    text: str
    lang: str
    weight: float
    needs: tuple[str, ...]
    except_in: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the codebook; `group` is security, economy or society. `cast` are the actors between whom it plays (empty: any)."""

    id: str
    group: str
    name_en: str
    name_ko: str
    terms: tuple[Term, ...]
    cast: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Words with one sense for a handler (tone, coming, quotes/*.yaml). `sense` is a word of its own list, `weight` as a term's.

    `texts` match between word edges in Latin script and anywhere in Hangul; inside a longer string of `except_in` they do not count.
    """

    id: str
    sense: str
    weight: float
    texts: tuple[str, ...]
    except_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A meaning with its words in both languages (terms/*.yaml), by which articles on one event know each other across languages."""

    id: str
    forms: tuple[Surface, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that one actor does to another (verbs/*.yaml): a PLOVER event `type` with the words that tell it.

    `shape` says how the actors stand to the words (verbs.py). `verbs` are English lemmas, inflected in their first word (`call on`;
    with bars where irregular: `meet|met`), `nouns` English nouns of the act, `ko` Korean stems and nouns found anywhere but inside a
    word of `not_in`. `toward` maps words to the actor that is in them (방미: united-states); `defaults` maps a source to its target
    where none is named.
    """

    id: str
    type: str
    shape: str = "act"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    toward: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ontology:
    """All of it. `version` is a short hash of the files; `redirects` maps retired actor ids to those that took their place.

    `silenced` are actors that the team wants never to be tagged.
    """

    version: str
    actors: Mapping[str, Actor]
    offices: Mapping[str, Office]
    compounds: tuple[Compound, ...]
    themes: Mapping[str, Theme]
    redirects: Mapping[str, str]
    tone: tuple[Wording, ...] = ()
    coming: tuple[Wording, ...] = ()
    quotes: tuple[Wording, ...] = ()
    acts: tuple[Act, ...] = ()
    terms: tuple[SharedTerm, ...] = ()
    names: NameLists = field(default_factory=NameLists)
    sources: Mapping[str, Reference] = field(default_factory=dict)
    silenced: frozenset[str] = frozenset()
