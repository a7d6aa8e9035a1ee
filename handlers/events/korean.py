"""Korean clauses: the part that each named actor has by its particle, and who may be source and target of an act."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.events.arguments import Argument, Cast
from handlers.events.links import Link, Links
from handlers.events.verbs import Told
from handlers.mentions import Place

_PARTICLE = (
    r"(?P<topic>은|는|측은|측이|에서는|도)|(?P<subject>이|가|께서)|(?P<object>을|를)|(?P<dative>에게|에게는|에겐|한테|에|엔|에는|에도|향해|에 대해|에 대한)"
    r"|(?P<with>와|과|와의|과의|하고|랑)|(?P<genitive>의)|(?P<source>에서|로부터|으로부터|에게서|에 의해)"
)
_ENDING = re.compile(rf"(?:{_PARTICLE})(?![가-힣])")
_TITLE_WORD = (
    r"(?:[가-힣]{0,10}(?:위원장|대통령|총리|주석|장관|차관|실장|대표|의원|대사|대변인|사령관|보좌관|총비서|외무상|국방상|부장|총장|회장|의장|국장|특사|교수|소장|조정관|"
    r"대사대리|부상|수상|총재|원장|청장|처장|단장|본부장|정상|당국자|관계자|당국|정부|군|측|행정부|정권|매체|언론|외무성|국방성|국무부|국방부|씨|후보|고문|연구원|연구위원|사장|부통령|"
    r"서기|상원의원|하원의원|장군|대장|왕세자|국왕|총통|비서|대변인실|협회장|이사장|위원|여사|부부장|지도자|국방장관|외교장관|대표단|당))"
)
_TITLES = re.compile(rf"(?:\([^)]{{0,25}}\))?(?:\s?(?:전|前|현|신임|부)?\s?{_TITLE_WORD}(?:\([^)]{{0,25}}\))?){{0,4}}")
_JOINED = re.compile(r"^\s?(?:·|,|-|–|/|와|과|및|하고|ㆍ|‧)?\s?$")
_MODIFIES = re.compile(rf"^(?:\s?(?:전|前|현|신임)?\s?{_TITLE_WORD})?(?:의)?\s?$")
_ABOUT = re.compile(r"^\s?(?:대해|대한|대하여|관해|맞서|맞선|향해|상대로|겨냥)")
_LONG = 60
_NEAR = 14


def arguments(text: str, end: int, places: Sequence[Place], cast: Cast) -> list[Argument]:
    """The arguments of a sentence that ends at `end`, in order, with roles and groups."""
    found: list[Argument] = []
    for at, place in enumerate(places):
        after = places[at + 1] if at + 1 < len(places) else None
        if after is not None and _is_title(text, place, after, cast):
            continue
        role = _role(text, place.end, after.start if after is not None else end)
        found.append(Argument(place.start, place.end, cast.heads(place), role, at))
    for at in range(len(found) - 1, 0, -1):
        last, this = found[at - 1], found[at]
        gap = text[last.end : this.start]
        if len(gap) < _LONG and _joins(gap):
            last.group, last.role = this.group, this.role
    return found


def _joins(gap: str) -> bool:
    """Whether two names are one list: 미국과 일본, 한국·미국, 바이든 대통령, 기시다 총리."""
    match = _TITLES.match(gap)
    rest = gap[match.end() :] if match else gap
    return bool(rest.strip()) and _JOINED.match(rest) is not None


def _is_title(text: str, place: Place, after: Place, cast: Cast) -> bool:
    """Whether a state or body only says where the person after it belongs."""
    if not cast.is_person(cast.heads(after)) or cast.is_person(cast.heads(place)):
        return False
    gap = text[place.end : after.start]
    return len(gap) < _LONG // 3 and _MODIFIES.match(gap) is not None


def _role(text: str, end: int, limit: int) -> str:
    match = _TITLES.match(text, end, limit + 4)
    at = match.end() if match is not None else end
    particle = _ENDING.match(text, at) or _ENDING.match(text, end)
    if particle is None:
        return "bare"
    role = particle.lastgroup or "bare"
    if role == "object" and _ABOUT.match(text[particle.end() : particle.end() + 4]):
        return "dative"
    return role


_SUBJECTS = frozenset({"topic", "subject"})
_OBJECTS = {"object": Link.OBJECT, "dative": Link.DATIVE, "with": Link.WITH, "genitive": Link.GENITIVE}


def links(told: Told, all_: Sequence[Argument], is_title: bool) -> Links:
    """Who may have done the act and to whom, with the manner in which they are linked to its words."""
    found = Links()
    left = [argument for argument in all_ if argument.end <= told.start + 1]
    right = [argument for argument in all_ if argument.start >= told.end]
    topic = next((argument for argument in all_ if argument.role == "topic"), None)
    shape = told.word.act.shape
    if shape in ("exhort", "about"):
        _said_of(found, left, right, topic)
    else:
        _subjects(found, told, left, right, topic, is_title)
        _objects(found, left, right)
    if told.word.toward is not None:
        found.targets.pop(told.word.toward, None)
        found.target_id(told.word.toward, Link.TOWARD)
    return found


def _said_of(found: Links, left: Sequence[Argument], right: Sequence[Argument], topic: Argument | None) -> None:
    if topic is not None:
        found.source(topic, Link.SPEAKER)
    near = [argument for argument in reversed(left) if argument is not topic]
    for argument in near:
        if argument.role in _SUBJECTS:
            found.target(argument, Link.SAID_OF)
            break
    for argument in near:
        found.target(argument, _OBJECTS.get(argument.role, Link.LEFT))
    for argument in right:
        found.target(argument, Link.RIGHT2)


def _subjects(
    found: Links, told: Told, left: Sequence[Argument], right: Sequence[Argument], topic: Argument | None, is_title: bool
) -> None:
    if left and left[-1].role in ("bare", "genitive") and told.start - left[-1].end < _NEAR:
        found.source(left[-1], Link.POSS)
    subjects = [argument for argument in left if argument.role in _SUBJECTS]
    if subjects:
        found.source(subjects[-1], Link.SUBJECT)
        for argument in left:
            if argument.group == subjects[-1].group:
                found.source(argument, Link.SUBJECT2)
    elif is_title and left:
        found.source(left[0], Link.SUBJECT)
    for argument in left:
        if argument.role == "source":
            found.source(argument, Link.BY)
    if topic is not None:
        found.source(topic, Link.FAR)
    if right and right[0].start - told.end < _NEAR // 2:
        found.source(right[0], Link.RELATIVE)
    if not found.sources and left:
        found.source(left[0], Link.PREP)


def _objects(found: Links, left: Sequence[Argument], right: Sequence[Argument]) -> None:
    for argument in reversed(left):
        if argument.role in _OBJECTS:
            found.target(argument, _OBJECTS[argument.role])
    for argument in reversed(left):
        found.target(argument, Link.LEFT)
    for at, argument in enumerate(right):
        found.target(argument, Link.RIGHT if at == 0 else Link.RIGHT2)
