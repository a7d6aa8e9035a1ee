"""From YAML nodes to the records of records.py, one kind of file a function. docs/add-an-actor.md and docs/add-a-theme.md give the keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import yaml

from handlers.ontology.records import Actor, Compound, Office, Reference, SharedTerm, Surface, Tenure, Term, Theme
from handlers.ontology.yamltext import Source

ACTOR_TYPES = frozenset({"state", "body", "force", "party", "organisation", "company", "group", "person"})
THEME_GROUPS = frozenset({"security", "economy", "society"})
WEIGHTS = {"strong": 1.0, "fair": 0.5, "weak": 0.25}

_SYLLABLES = re.compile(r"^(\S+) ([A-Z][a-z]+)-([a-z]+)$")
_TWO_NAMES = re.compile(r"^([A-Z][a-z]+) ([A-Z][a-z]+)$")
_HANGUL = re.compile("[가-힣]")
_MONTH = re.compile(r"^\d{4}-\d\d$")
_YEAR = re.compile(r"^\d{4}$")
_HAN = re.compile("[㐀-鿿豈-﫿]")
ACTOR_LISTS = ("forms", "short", "capital", "home", "except_in")
_ACTOR_KEYS = frozenset({"type", "en", "ko", "country", "wikidata", "code", "parent", "tenures", *ACTOR_LISTS})
_OFFICE_KEYS = frozenset({"country", "body", "titles", "home"})
_REFERENCE_KEYS = frozenset({"title", "address", "gives"})
_COMPOUND_KEYS = frozenset({"forms", "actors", "except_in"})
_THEME_KEYS = frozenset({"group", "en", "ko", "cast", *WEIGHTS})
_TERM_KEYS = frozenset({"term", "terms", "needs", "near", "except_in"})


def surface(text: str) -> Surface:
    """A form with its language, read off its script: any Hangul is ko, else any Han character is hanja, else en."""
    if text.isascii():
        return Surface(text, "en")
    if _HANGUL.search(text):
        return Surface(text, "ko")
    return Surface(text, "hanja" if _HAN.search(text) else "en")


def surfaces(texts: tuple[str, ...]) -> tuple[Surface, ...]:
    """Forms with their languages."""
    return tuple(surface(text) for text in texts)


def read_actors(source: Source, root: yaml.Node | None) -> Iterator[tuple[Actor, yaml.Node]]:
    """Actors of one file (a mapping of id to actor), each with the node of its id."""
    for actor_id, key, node in source.entries(root):
        yield read_actor(source, actor_id, node), key


def read_actor(source: Source, actor_id: str, node: yaml.Node) -> Actor:
    """One actor. Its two names are forms as well, and so are the other orders and spellings of a person's name."""
    found = source.fields(node, _ACTOR_KEYS, ("type", "en", "ko"))
    kind = source.text(found.get("type"))
    if kind and kind not in ACTOR_TYPES:
        source.wrong(found["type"], f"`{kind}` is no type; types are {', '.join(sorted(ACTOR_TYPES))}.")
    names = (source.text(found.get("en")), source.text(found.get("ko")))
    lists = {key: source.texts(found.get(key)) for key in ACTOR_LISTS}
    wikidata, _, cited = source.text(found.get("wikidata")).partition(" from ")
    country = source.text(found.get("country"))
    return Actor(
        id=actor_id,
        type=kind,
        name_en=names[0],
        name_ko=names[1],
        country=country or None,
        wikidata=wikidata or None,
        code=source.text(found.get("code")) or None,
        parent=source.text(found.get("parent")) or None,
        forms=surfaces(tuple(dict.fromkeys((*filter(None, names), *_orders(kind, names[0], country), *lists["forms"])))),
        short=surfaces(lists["short"]),
        capital=surfaces(lists["capital"]),
        except_in=lists["except_in"],
        tenures=tuple(read_tenures(source, found["tenures"])) if "tenures" in found else (),
        home=surfaces(lists["home"]),
        wikidata_source=cited.strip() or None,
    )


def _orders(kind: str, name: str, country: str) -> tuple[str, ...]:
    """`Cho Hyundong` for `Cho Hyun-dong`, the spelling of many Koreans themselves, and `Hyundong Cho`, the White House's; `Abe Shinzo` for
    `Shinzo Abe`, the order in which Japan's government writes its people since 2020."""
    if kind != "person":
        return ()
    if found := _SYLLABLES.match(name):
        family, first, second = found.groups()
        given = (f"{first}{second} {family}", f"{first}-{second} {family}") if country == "KR" else ()
        return (f"{family} {first}{second}", *given)
    turned = _TWO_NAMES.match(name) if country == "JP" else None
    return (f"{turned[2]} {turned[1]}",) if turned else ()


def read_tenures(source: Source, node: yaml.Node) -> Iterator[Tenure]:
    """`office 2017-01-20..2021-01-20 from source`; no end while it lasts; no day (`2017-01`) or month (`2017`) where none was read."""
    for text in source.texts(node):
        office, _, rest = text.partition(" ")
        span, _, cited = rest.partition(" from ")
        start, dots, end = span.strip().partition("..")
        try:
            if not dots:
                raise ValueError(text)
            tenure = Tenure(office, _day(start), _day(end) if end else None, cited.strip() or None)
        except ValueError:
            source.wrong(node, f"`{text}` is no tenure; write `office 2017-01-20..2021-01-20 from source`, or no end while it lasts.")
            continue
        if tenure.end is not None and tenure.end <= tenure.start:
            source.wrong(node, f"`{text}` ends before it starts.")
            continue
        yield tenure


def _day(text: str) -> date:
    """A day, or the first of a month or year of which no more is known."""
    return date.fromisoformat(f"{text}-01" if _MONTH.match(text) else f"{text}-01-01" if _YEAR.match(text) else text)


def read_references(source: Source, root: yaml.Node | None) -> Iterator[tuple[str, Reference, yaml.Node]]:
    """What was read (a mapping of key to reference), each with its key and the node of it."""
    for key, key_node, node in source.entries(root):
        found = source.fields(node, _REFERENCE_KEYS, ("title", "address", "gives"))
        yield key, Reference(**{name: source.text(found.get(name)) for name in ("title", "address", "gives")}), key_node


def read_offices(source: Source, root: yaml.Node | None) -> Iterator[tuple[Office, yaml.Node]]:
    """Offices (a mapping of id to office), each with the node of its id."""
    for office_id, key, node in source.entries(root):
        found = source.fields(node, _OFFICE_KEYS, ("country", "titles"))
        yield (
            Office(
                id=office_id,
                country=source.text(found.get("country")),
                body=source.text(found.get("body")) or None,
                titles=surfaces(source.texts(found.get("titles"))),
                home=surfaces(source.texts(found.get("home"))),
            ),
            key,
        )


def read_compounds(source: Source, root: yaml.Node | None) -> Iterator[tuple[Compound, yaml.Node]]:
    """Compounds (a list), each with its node."""
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        source.wrong(root, "here must stand a list of compounds.")
        return
    for node in root.value:
        found = source.fields(node, _COMPOUND_KEYS, ("forms", "actors"))
        lists = {key: source.texts(found.get(key)) for key in _COMPOUND_KEYS}
        yield Compound(surfaces(lists["forms"]), lists["actors"], lists["except_in"]), node


def read_themes(source: Source, root: yaml.Node | None) -> Iterator[tuple[Theme, yaml.Node]]:
    """Themes (a mapping of id to theme), each with the node of its id."""
    for theme_id, key, node in source.entries(root):
        found = source.fields(node, _THEME_KEYS, ("group", "en", "ko"))
        group = source.text(found.get("group"))
        if "group" in found and group not in THEME_GROUPS:
            source.wrong(found["group"], f"`{group}` is no group; groups are {', '.join(sorted(THEME_GROUPS))}.")
        names = source.text(found.get("en")), source.text(found.get("ko"))
        yield Theme(theme_id, group, *names, read_terms(source, found), source.texts(found.get("cast"))), key


def read_terms(source: Source, found: Mapping[str, yaml.Node]) -> tuple[Term, ...]:
    """The terms of a theme's fields, heaviest first."""
    return tuple(term for name, weight in WEIGHTS.items() for term in _terms(source, found.get(name), weight))


def _terms(source: Source, node: yaml.Node | None, weight: float) -> Iterator[Term]:
    """Terms of one weight: texts, `{term: ..., needs: [...], near: [...], except_in: [...]}` where a word is ambiguous, `{terms: [...],
    needs: [...]}` for many that need the same company."""
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        source.wrong(node, "here must stand a list of terms.")
        return
    for item in node.value:
        if not isinstance(item, yaml.MappingNode):
            if text := source.text(item):
                yield Term(text, surface(text).lang, weight, (), ())
            continue
        found = source.fields(item, _TERM_KEYS)
        texts = (*source.texts(found.get("terms")), *((source.text(found["term"]),) if "term" in found else ()))
        if not texts:
            source.wrong(item, "`term` or `terms` is missing.")
        needs, near, except_in = (source.texts(found.get(key)) for key in ("needs", "near", "except_in"))
        yield from (Term(text, surface(text).lang, weight, needs, except_in, near) for text in texts if text)


def read_shared_terms(source: Source, root: yaml.Node | None) -> Iterator[tuple[SharedTerm, yaml.Node]]:
    """Meanings of one file (a mapping of id to words in both languages), each with the node of its id."""
    for term_id, key, node in source.entries(root):
        yield SharedTerm(term_id, surfaces(source.texts(node))), key


def read_redirects(source: Source, root: yaml.Node | None) -> Iterator[tuple[str, str, yaml.Node]]:
    """Retired actor ids, those that took their place, and the node of each."""
    for old, key, node in source.entries(root):
        yield old, source.text(node), key
