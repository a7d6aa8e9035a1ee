"""Korean clauses: the part of each named actor by its particle, and who may be source and target of an act."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.events.arguments import Argument, Cast, Scene
from handlers.events.links import Link, Links
from handlers.events.verbs import Told
from handlers.mentions import Place

_ENDING = re.compile(
    r"(?:\s?등)?(?:(?P<topic>측?은|는|에서는|도)|(?P<subject>측?이|가|께서)|(?P<object>을|를)"
    r"|(?P<dative>에게|에게는|에겐|한테|에|엔|에는|에도)|(?P<with>와|과|와의|과의|하고|랑)|(?P<genitive>의)"
    r"|(?P<source>에서|로부터|으로부터|에게서))(?![가-힣])"
)
_TITLE = (
    "(?:[가-힣]{0,10}(?:위원장|대통령|총리|주석|장관|차관|실장|대표|의원|대사|대변인|사령관|보좌관|총비서|외무상|국방상|부장|총장|회장|의장|국장|특사|"
    "교수|소장|조정관|대사대리|부상|수상|총재|원장|청장|처장|단장|본부장|정상|당국자|관계자|당국|정부|군|측|행정부|정권|매체|언론|외무성|국방성|국무부|"
    "국방부|씨|후보|고문|연구원|연구위원|사장|부통령|서기|장군|대장|왕세자|국왕|총통|비서|이사장|위원|여사|부부장|지도자|대표단|당))"
)
_TITLES = re.compile(rf"(?:\([^)]{{0,25}}\))?(?:\s?(?:전|前|현|당시|신임)?\s?{_TITLE}(?:\([^)]{{0,25}}\))?){{0,4}}")
_JOINED = re.compile(r"^\s?(?:·|,|-|–|/|와|과|및|하고|ㆍ|‧)?\s?(?:그리고 )?$")
_MODIFIES = re.compile(rf"^(?:\s?(?:전|前|현|신임|당시)?\s?{_TITLE})?\s?(?:의\s)?(?:[가-힣]{{1,4}}\s)?$")
_ABOUT = re.compile(r"^\s?(?:대해|대한|대하여|관해|관한|맞서|맞선|향해|상대로|겨냥|규탄|비판)")
_FINITE = re.compile(
    r"(?:을|를)?\s?(?:했|하였|한|하|해|됐|되|시켰|시키|받|났|왔|렸|냈|섰|였|겠)?[가-힣]{0,4}(?:다|며|면서|고|니다|지만|으나|자|요)(?![가-힣])"
)
_ADNOMINAL = re.compile(r"(?:을|를)?\s?(?:한|하는|할|했던|된|되는|될|하던|는|은|던)\s")
_HEAD = re.compile(r"\s[가-힣A-Za-z0-9]{1,8}?(?=(?:들)?(?:은|는|이|가|을|를|에게|에|와|과|의)(?:\s|,|$))(?:들)?")
_CIVIL = re.compile("단체|시민|국민|주민|전문가|언론|매체|신문|교민|학자|유학생|기자|여론|팬|선수|영화|드라마|음식|시장|지역|사회")
_LONG = 60
_NEAR = 14
_SUBJECTS = frozenset({"topic", "subject"})
_OBJECTS = {"object": Link.OBJECT, "dative": Link.DATIVE, "with": Link.WITH, "genitive": Link.GENITIVE}


def arguments(text: str, end: int, places: Sequence[Place], cast: Cast) -> list[Argument]:
    """The arguments of a sentence that ends at `end`, in order, with roles and groups."""
    found: list[Argument] = []
    for at, place in enumerate(places):
        after = places[at + 1] if at + 1 < len(places) else None
        heads = cast.heads(place, text)
        is_person = cast.is_person(heads)
        if after is not None and not is_person and cast.is_person(cast.heads(after, text)) and _is_title(text, place, after):
            continue
        role = _role(text, place.end, after.start if after is not None else end)
        if found and not is_person and cast.is_person(found[-1].ids) and _follows_name(text, found[-1], place):
            found[-1].end, found[-1].role = place.end, role
            continue
        found.append(Argument(place.start, place.end, heads, role, at))
    for at in range(len(found) - 1, 0, -1):
        last, this = found[at - 1], found[at]
        gap = text[last.end : this.start]
        if len(gap) < _LONG and _joins(gap):
            last.group, last.role = this.group, this.role
    return found


def _follows_name(text: str, person: Argument, place: Place) -> bool:
    """도널드 트럼프 미국 대통령, 강순남 북한 국방상: the title's state after the name."""
    gap = text[person.end : place.start]
    if len(gap) > 3 or gap.strip() not in ("", ","):
        return False
    match = _TITLES.match(text, place.end)
    return match is not None and (match.end() > place.end or text[place.end - 1 : place.end] in "령리관석장사원표관")


def _joins(gap: str) -> bool:
    """Whether two names are one list: 미국과 일본, 한국·미국, 바이든 대통령, 기시다 총리."""
    match = _TITLES.match(gap)
    rest = gap[match.end() :] if match else gap
    return bool(rest.strip()) and _JOINED.match(rest) is not None


def _is_title(text: str, place: Place, after: Place) -> bool:
    """Whether a state or body only says where the person after it belongs."""
    gap = text[place.end : after.start]
    return len(gap) < _LONG // 3 and _MODIFIES.match(gap) is not None


def _role(text: str, end: int, limit: int) -> str:
    match = _TITLES.match(text, end, limit + 4)
    at = match.end() if match is not None else end
    particle = _ENDING.match(text, at) or _ENDING.match(text, end)
    if particle is None:
        head = _HEAD.match(text, end, limit)
        particle = _ENDING.match(text, head.end()) if head is not None and _CIVIL.search(head.group()) is None else None
    if particle is None:
        return "bare"
    role = particle.lastgroup or "bare"
    if role == "object" and _ABOUT.match(text[particle.end() : particle.end() + 4]):
        return "dative"
    return role


def form(scene: Scene, told: Told) -> str:
    """How the stem goes on: `finite` (촉구했다, 촉구하며), `adnominal` (촉구한) or `nominal` (촉구를, 촉구)."""
    after = scene.text[told.end : told.end + 10]
    if _FINITE.match(after):
        return "finite"
    return "adnominal" if _ADNOMINAL.match(after) else "nominal"


def links(scene: Scene, told: Told) -> Links:
    """Who may have done the act and to whom, with the manner in which they are linked to its words."""
    found = Links(form(scene, told))
    quote = scene.quote(told.start)
    own, inner = scene.arguments, []
    if scene.quotes:
        own = [argument for argument in scene.arguments if argument.quote == quote or not (quote % 2 or argument.quote % 2)]
        inner = [] if quote % 2 else [argument for argument in scene.arguments if argument.quote % 2 and argument.start < told.start]
    left = [argument for argument in own if argument.end <= told.start + 1]
    right = [argument for argument in own if argument.start >= told.end]
    if told.word.act.shape in ("exhort", "about"):
        _said_of(found, scene, told, left, right)
    else:
        _owner(found, told, left)
        _subjects(found, scene, told, left)
        if right and right[0].start - told.end < _NEAR // 2:
            found.source(right[0], Link.RELATIVE)
        if not found.sources and left:
            found.source(left[0], Link.PREP)
        _objects(found, left, inner, right)
    if told.word.toward is not None:
        found.targets.pop(told.word.toward, None)
        found.target_id(told.word.toward, Link.TOWARD)
    return found


def _outer_topic(scene: Scene, told: Told) -> Argument | None:
    """The last topic before the act outside quotations; of words in a quotation also one that follows: who speaks."""
    topics = [argument for argument in scene.arguments if argument.role == "topic" and not argument.quote % 2]
    before = [argument for argument in topics if argument.start < told.start]
    if before:
        return before[-1]
    return topics[0] if topics and scene.quote(told.start) % 2 else None


def _said_of(found: Links, scene: Scene, told: Told, left: Sequence[Argument], right: Sequence[Argument]) -> None:
    topic = _outer_topic(scene, told)
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
        found.target(argument, Link.LATER)


def _owner(found: Links, told: Told, left: Sequence[Argument]) -> None:
    """북한의 도발, 북한 미사일 발사: the actor right before a noun; in 중국의 대만 침공 the one before it."""
    if not left or told.start - left[-1].end >= _NEAR or left[-1].role not in ("bare", "genitive"):
        return
    if len(left) > 1 and left[-1].role == "bare" and left[-2].role in ("genitive", *_SUBJECTS) and left[-1].start - left[-2].end < 4:
        found.source(left[-2], Link.HAS)
        found.target(left[-1], Link.ADJACENT)
        return
    if left[-1].role == "bare" and told.start - left[-1].end < 2:
        found.target(left[-1], Link.ADJACENT)
    found.source(left[-1], Link.HAS)


def _subjects(found: Links, scene: Scene, told: Told, left: Sequence[Argument]) -> None:
    subjects = [argument for argument in left if argument.role in _SUBJECTS]
    if subjects:
        link = Link.SUBJECT
        for argument in left:
            if argument.group == subjects[-1].group:
                found.source(argument, link)
                link = Link.BESIDE
    elif scene.is_title and left:
        found.source(left[0], Link.SUBJECT)
    for argument in left:
        if argument.role == "source":
            found.source(argument, Link.BY)
    topic = _outer_topic(scene, told)
    if topic is not None:
        found.source(topic, Link.SPEAKER if scene.quote(told.start) % 2 else Link.TOPIC)


def _objects(found: Links, left: Sequence[Argument], inner: Sequence[Argument], right: Sequence[Argument]) -> None:
    for argument in reversed(left):
        if argument.role in _OBJECTS:
            found.target(argument, _OBJECTS[argument.role])
    for argument in inner:
        found.target(argument, Link.QUOTED)
    for argument in reversed(left):
        found.target(argument, Link.LEFT)
    for at, argument in enumerate(right):
        found.target(argument, Link.RIGHT if at == 0 else Link.LATER)
