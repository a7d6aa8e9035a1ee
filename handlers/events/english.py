"""English clauses: the part of each named actor, and who may be source and target of an act (subject before, object after)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.events.arguments import Argument, Cast, Scene
from handlers.events.links import Link, Links
from handlers.events.verbs import Form, Told
from handlers.mentions import Place
from handlers.script import words

_PREPOSITIONS = frozenset(
    words(
        "of with to on in from against for by at toward towards over between among amid into under about via like near off around "
        "including alongside through within inside regarding concerning despite upon versus per following targeting"
    )
)
_PASSED_OVER = frozenset(words("the its his their our both former then"))
_TITLE_GAP = re.compile(
    r"^(?:['’]s)? ?(?:(?:[A-Z][\w.'’-]*|foreign|defen[sc]e|prime|vice|deputy|special|national|security|leader|minister|president|"
    r"secretary|premier|of|for|the|state|spokes\w+|envoy|ambassador|chief|advis[eo]r|general|counterpart|ruler|strongman|commander|"
    r"lawmaker|senator),? ){0,7}$"
)
_OF = re.compile(r"^,?(?: the)?(?: [a-z]+){0,3} of (?:the )?$")
_JOIN = re.compile(r"^(?:,? and|,? or|,? as well as|,| &|/|-|–| and/or)\s?(?:(?:the|its|his|their|[A-Z][\w.'’]*|new|then|former) ){0,6}$")
_BE = frozenset(words("is are was were be been being get gets got"))
_WHO = frozenset(words("who which that"))
_AUXILIARIES = frozenset(words("has have had will would"))
_BY = re.compile(r"\bby (?:the )?(?:[A-Z][\w.]+ ){0,3}$")
_PRONOUN = re.compile(
    r"\b(he|she|it|they|we|i|both|the two \w+|the (?:company|ministry|office|leaders?|sides|allies|countries|group))\b(?:[\w\s]{0,24})$",
    re.IGNORECASE,
)
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_SAYS = re.compile(
    r"^(?:[’']s)?(?:,[^,]{2,90},)? (?:also |later |previously |reportedly |\w+ly )?"
    r"(?:said|says|told|added|adding|wrote|stressed|noted|argued|tweeted|claimed|declared|stated|remarked)\b"
)
_SAID = re.compile(r"\b(?:said|says|added|told|according to) (?:the )?(?:[A-Z][\w.]+ ){0,3}$")
_BETWEEN = re.compile(
    r"^[\w\s-]{0,25}\b(?:between|among|of|by|involving) (?:the )?(?:leaders of |forces of )?(?:the )?(?:[A-Z][\w.]+ ){0,3}$"
)
_SAYING = frozenset(words("said says told added adding wrote stressed noted argued tweeted claimed declared stated remarked according"))
_VERB_BEFORE = frozenset(words("to will would can could may might must should not shall and they we i you who also"))
_NOUN_BEFORE = frozenset(
    words(
        "the a an its his her their our this that these any new no of for in on by with joint military full strong continued recent "
        "latest first further more such official state nuclear missile"
    )
)
_PRONOUNS = frozenset(words("he she it they we i both two company ministry office leader leaders sides allies countries group"))
_GENITIVE = ("'", "’", "'s", "’s")
_NO_WORDS = str.maketrans(dict.fromkeys('"“”,.:;()', " "))
_BREAK = re.compile(
    r"[,;:—–\"“”]|\b(?:while|as|after|before|when|because|but|although|though|if|unless|since|that|who|which|where|whose|and|to)\b"
)
_WINDOW = 60
_NEAR = 40


def arguments(text: str, start: int, places: Sequence[Place], cast: Cast) -> list[Argument]:
    """The arguments of a sentence that begins at `start`, in order, with roles and groups."""
    found: list[Argument] = []
    for at, place in enumerate(places):
        after = places[at + 1] if at + 1 < len(places) else None
        heads = cast.heads(place, text)
        if after is not None and not cast.is_person(heads) and cast.is_person(cast.heads(after, text)) and _is_title(text, place, after):
            continue
        if found and not cast.is_person(heads) and cast.is_person(found[-1].ids) and _OF.match(text[found[-1].end : place.start]):
            continue
        argument = Argument(place.start, place.end, heads, _role(text, start, place), at)
        if found and _JOIN.match(text[found[-1].end : place.start]):
            argument.group, argument.role = found[-1].group, argument.role if argument.role == "poss" else found[-1].role
        found.append(argument)
    return found


def breaks(text: str, start: int, end: int) -> list[int]:
    """Where clauses may part."""
    return [match.start() for match in _BREAK.finditer(text, start, end)]


def words_of(low: str) -> frozenset[str]:
    """The words of a text in lower case, without punctuation."""
    return frozenset(low.translate(_NO_WORDS).split())


def _is_title(text: str, place: Place, after: Place) -> bool:
    gap = text[place.end : after.start]
    return len(gap) < _WINDOW and _TITLE_GAP.match(gap) is not None


def _role(text: str, start: int, place: Place) -> str:
    if text.startswith(_POSSESSIVE, place.end) or text.startswith(_POSSESSIVE, place.end - 1):
        return "poss"
    return "prep" if _after_preposition(text[max(start, place.start - _WINDOW) : place.start]) else "free"


def _after_preposition(before: str) -> bool:
    """Whether a preposition stands before the name, articles and the capitals of a title aside."""
    for word in reversed(before.split()[-5:]):
        if word in _PREPOSITIONS:
            return True
        if word not in _PASSED_OVER and not (word[0].isupper() and word[-1].isalnum()):
            return False
    return False


def speaker(text: str, arguments_: Sequence[Argument], known: frozenset[str]) -> Argument | None:
    """Who says something in a sentence of these words."""
    if not arguments_ or _SAYING.isdisjoint(known):
        return None
    for argument in arguments_:
        if argument.role == "poss" or argument.quote % 2:
            continue
        if _SAYS.match(text[argument.end : argument.end + 120]):
            return argument
        if _SAID.search(text, max(0, argument.start - _WINDOW), argument.start):
            return argument
    return None


def is_noun(told: Told, before: str, last: Sequence[str]) -> bool:
    """Whether the act is told by a noun (the visit, its attacks) and not by a verb, by the words before it."""
    form = told.word.form
    if form is Form.NOUN:
        return True
    if form not in (Form.BASE, Form.THIRD):
        return False
    if not last or not before[-1].isspace():
        return False
    if form is Form.BASE and last[-1].lower() in _VERB_BEFORE:
        return False
    return last[-1] in _NOUN_BEFORE or last[-1].endswith(_GENITIVE) or (form is Form.BASE and before[-2:-1].islower())


def _stands_before(last: Sequence[str], wanted: frozenset[str], between: frozenset[str] = frozenset()) -> bool:
    """Whether one of the wanted words stands right before, an adverb or one of the others aside."""
    if not last:
        return False
    if last[-1] in wanted:
        return True
    return len(last) > 1 and last[-2] in wanted and (last[-1].endswith("ly") or last[-1] in between)


def links(scene: Scene, told: Told) -> Links:
    """Who may have done the act and to whom, with the manner in which they are linked to its words."""
    quote = scene.quote(told.start)
    before = scene.text[max(scene.start, told.start - _NEAR) : told.start]
    last = before.split()
    own = [argument for argument in scene.arguments if argument.quote == quote] if quote % 2 else scene.arguments
    left = [argument for argument in own if argument.end <= told.start]
    right = [argument for argument in own if argument.start >= told.end]
    noun = is_noun(told, before, last)
    found = Links("noun" if noun else "verb")
    if told.word.act.shape in ("exhort", "about"):
        _said_of(found, scene, told, left, right)
        return found
    if noun:
        _agent(found, scene, told, right)
        _owner(found, scene, told, left)
        _between(found, scene, told, right)
    if told.word.form is Form.PAST and _stands_before(last, _BE):
        _agent(found, scene, told, right)
        _undergoes(found, left)
    else:
        _subjects(found, scene, told, left, is_relative=_stands_before(last, _WHO, _AUXILIARIES))
        if scene.speaker is not None:
            found.source(scene.speaker, Link.SPEAKER)
    _objects(found, scene, told, right)
    for argument in reversed(left):
        found.target(argument, Link.LEFT)
    return found


def _agent(found: Links, scene: Scene, told: Told, right: Sequence[Argument]) -> None:
    if scene.text.find("by ", told.end, right[-1].start if right else told.end) < 0:
        return
    for argument in right:
        if _BY.search(scene.text, max(told.end, argument.start - _NEAR), argument.start):
            found.source(argument, Link.BY)
            return


def _undergoes(found: Links, left: Sequence[Argument]) -> None:
    """The subject of a passive is what the act is done to."""
    last = next((argument for argument in reversed(left) if argument.role != "prep"), None)
    if last is not None:
        for argument in left:
            if argument.group == last.group:
                found.target(argument, Link.UNDERGOES)


def pronoun(scene: Scene, told: Told) -> str:
    """The pronoun or bare noun that stands as the subject right before the act (he, they, we, the ministry), lowered; empty for none."""
    if told.word.form is Form.NOUN:
        return ""
    if _PRONOUNS.isdisjoint(scene.words):
        return ""
    match = _PRONOUN.search(scene.text, max(scene.start, told.start - _NEAR), told.start)
    if match is None or any(match.start() < argument.start < told.start and argument.role == "free" for argument in scene.arguments):
        return ""
    return match.group(1).lower()


def _owner(found: Links, scene: Scene, told: Told, left: Sequence[Argument]) -> None:
    """North Korea's missile launch, U.S. sanctions: the actor right before a noun."""
    if not left or told.start - left[-1].end >= _NEAR // 2 or scene.parted(left[-1].end, told.start):
        return
    if _PREPOSITIONS.isdisjoint(scene.text[left[-1].end : told.start].split()):
        found.source(left[-1], Link.HAS)


def _between(found: Links, scene: Scene, told: Told, right: Sequence[Argument]) -> None:
    """Talks between A and B, exercises of A and B: the list right after a noun."""
    if right and _BETWEEN.match(scene.text[told.end : right[0].start]):
        for argument in right:
            if argument.group == right[0].group:
                found.source(argument, Link.BETWEEN)


def _said_of(found: Links, scene: Scene, told: Told, left: Sequence[Argument], right: Sequence[Argument]) -> None:
    if scene.speaker is not None:
        found.source(scene.speaker, Link.SPEAKER)
    near = [argument for argument in reversed(left) if argument is not scene.speaker]
    if scene.speaker is None and len(near) > 1:
        found.source(near[-1], Link.FAR)
    for at, argument in enumerate(near):
        found.target(argument, Link.SAID_OF if at == 0 else Link.LEFT)
    if scene.speaker is None and near and told.word.act.shape == "exhort":
        for argument in left:
            if argument.group == near[0].group:
                found.source(argument, Link.BETWEEN)
    for argument in right:
        found.target(argument, Link.LATER)


def _subjects(found: Links, scene: Scene, told: Told, left: Sequence[Argument], *, is_relative: bool) -> None:
    if not left:
        return
    if is_relative:
        found.source(left[-1], Link.SUBJECT)
    free = [argument for argument in left if argument.role == "free"]
    if not free:
        owner = next((argument for argument in left if argument.role == "poss"), None)
        found.source(owner or left[-1], Link.PREP if owner is None else Link.HAS)
        return
    parted = scene.parted(free[-1].end, told.start)
    link = (Link.SUBJECT, Link.NEXT)[parted] if parted < 2 else Link.FAR
    for argument in left:
        if argument.group == free[-1].group:
            found.source(argument, link)
            link = Link.BESIDE
    found.source(free[0], Link.FAR)


def _objects(found: Links, scene: Scene, told: Told, right: Sequence[Argument]) -> None:
    for argument in right:
        if argument.group == right[0].group:
            parted = scene.parted(told.end, right[0].start)
            near = right[0].start - told.end < _NEAR
            found.target(argument, Link.OBJECT if near and not parted else Link.RIGHT)
        else:
            found.target(argument, Link.LATER)
