"""English clauses: the part that each named actor has, and who may be source and target of an act (subject before, object after)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.events.arguments import Argument, Cast
from handlers.events.links import Link, Links
from handlers.events.verbs import Form, Told
from handlers.mentions import Place

_PREPOSITION = re.compile(
    r"\b(of|with|to|on|in|from|against|for|by|at|towards?|over|between|among|amid|into|under|about|via|than|as|like|near|off|"
    r"around|after|before|since|during|including|alongside|through|within|inside)\s+(?:the |its |his |their |our |both )?(?:[A-Z][\w.]+ ){0,3}$"
)
_TITLE_GAP = re.compile(
    r"^ ?(?:(?:[A-Z][\w.'’-]*|foreign|defen[sc]e|prime|vice|deputy|special|national|security|leader|minister|president|secretary|premier|of|for|"
    r"the|state|spokes\w+|envoy|ambassador|chief|advis[eo]r|general|counterpart|ruler|strongman|commander|lawmaker|senator),? ){0,7}$"
)
_JOIN = re.compile(r"^(?:,? and|,? or|,? as well as|,| &|/|-|–| and/or)\s?(?:(?:the|its|his|their|[A-Z][\w.'’]*|new|then|former) ){0,6}$")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)\s(?:\w+ly )?$")
_WHO = re.compile(r"\b(?:who|which|that)\s(?:has |have |had |will |would |\w+ly )?$")
_BY = re.compile(r"\bby (?:the )?(?:[A-Z][\w.]+ ){0,3}$")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_SAYS = re.compile(
    r"^(?:[’']s)?(?:,[^,]{2,90},)? (?:also |later |previously |reportedly |\w+ly )?"
    r"(?:said|says|told|added|adding|wrote|stressed|noted|argued|tweeted|claimed|declared|stated|remarked)\b"
)
_SAID = re.compile(r"\b(?:said|says|added|told|according to) (?:the )?(?:[A-Z][\w.]+ ){0,3}$")
_WINDOW = 60
_NEAR = 40


def arguments(text: str, start: int, places: Sequence[Place], cast: Cast) -> list[Argument]:
    """The arguments of a sentence that begins at `start`, in order, with roles and groups."""
    found: list[Argument] = []
    for at, place in enumerate(places):
        after = places[at + 1] if at + 1 < len(places) else None
        if (
            after is not None
            and cast.is_person(cast.heads(after))
            and not cast.is_person(cast.heads(place))
            and _is_title(text, place, after)
        ):
            continue
        argument = Argument(place.start, place.end, cast.heads(place), _role(text, start, place), at)
        if found and _JOIN.match(text[found[-1].end : place.start]):
            argument.group, argument.role = found[-1].group, found[-1].role
        found.append(argument)
    return found


def _is_title(text: str, place: Place, after: Place) -> bool:
    gap = text[place.end : after.start]
    return len(gap) < _WINDOW and _TITLE_GAP.match(gap) is not None


def _role(text: str, start: int, place: Place) -> str:
    if text.startswith(_POSSESSIVE, place.end) or text.startswith(_POSSESSIVE, place.end - 1):
        return "poss"
    if _PREPOSITION.search(text, max(start, place.start - _WINDOW), place.start):
        return "prep"
    return "free"


def speaker(text: str, arguments_: Sequence[Argument]) -> Argument | None:
    """Who says something in the sentence."""
    for argument in arguments_:
        if argument.role != "poss" and (
            _SAYS.match(text[argument.end : argument.end + 120]) or _SAID.search(text, max(0, argument.start - _WINDOW), argument.start)
        ):
            return argument
    return None


def links(text: str, start: int, told: Told, all_: Sequence[Argument], said: Argument | None) -> Links:
    """Who may have done the act and to whom, with the manner in which they are linked to its words."""
    found = Links()
    left = [argument for argument in all_ if argument.end <= told.start]
    right = [argument for argument in all_ if argument.start >= told.end]
    before = text[max(start, told.start - _NEAR) : told.start]
    shape, form = told.word.act.shape, told.word.form
    if shape in ("exhort", "about"):
        _said_of(found, left, right, said)
        return found
    passive = form is Form.PAST and _BE.search(before) is not None
    agent = next((argument for argument in right if _BY.search(text, max(told.end, argument.start - _NEAR), argument.start)), None)
    if passive or (form is Form.NOUN and agent is not None):
        if agent is not None:
            found.source(agent, Link.BY)
        _objects(found, [argument for argument in right if argument is not agent], told)
        for argument in reversed(left):
            found.target(argument, Link.UNDERGOES if argument.role == "free" else Link.LEFT)
        return found
    _subjects(found, text, told, left, before)
    if said is not None:
        found.source(said, Link.SPEAKER)
    _objects(found, right, told)
    for argument in reversed(left):
        found.target(argument, Link.LEFT)
    return found


def _said_of(found: Links, left: Sequence[Argument], right: Sequence[Argument], said: Argument | None) -> None:
    if said is not None:
        found.source(said, Link.SPEAKER)
    near = [argument for argument in reversed(left) if argument is not said]
    if said is None and len(near) > 1:
        found.source(near[-1], Link.FAR)
    for at, argument in enumerate(near):
        found.target(argument, Link.SAID_OF if at == 0 else Link.LEFT)
    for argument in right:
        found.target(argument, Link.RIGHT2)


def _subjects(found: Links, text: str, told: Told, left: Sequence[Argument], before: str) -> None:
    if not left:
        return
    nearest = left[-1]
    is_noun = told.word.form is Form.NOUN
    if (is_noun or told.word.form is Form.BASE) and told.start - nearest.end < _NEAR // 2 and nearest.role != "prep":
        found.source(nearest, Link.POSS)
    if _WHO.search(before):
        found.source(nearest, Link.SUBJECT)
    free = [argument for argument in left if argument.role == "free"]
    if free:
        found.source(free[-1], Link.SUBJECT)
        for argument in left:
            if argument.group == free[-1].group:
                found.source(argument, Link.SUBJECT2)
        found.source(free[0], Link.FAR)
    elif nearest.role == "poss":
        found.source(nearest, Link.POSS)
    else:
        found.source(left[0], Link.PREP)


def _objects(found: Links, right: Sequence[Argument], told: Told) -> None:
    first: int | None = None
    for argument in right:
        if first is None:
            first = argument.group
        is_near = argument.start - told.end < _NEAR
        if argument.group == first:
            found.target(argument, Link.OBJECT if is_near or argument is not right[0] else Link.RIGHT)
        else:
            found.target(argument, Link.RIGHT2)
