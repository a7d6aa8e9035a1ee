"""The marks of a candidate, by which rank.py judges it: the act and its surroundings, its actors, and how they hang together.

Marks come in parts that many candidates share, so that the weights of a part are added up once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.events.arguments import Scene
from handlers.events.links import Link
from handlers.events.verbs import Told
from handlers.findings import ActorFinding, Findings

Part = tuple[str, ...]

_NEGATIONS = frozenset(
    ("not", "never", "no", "neither", "nor", "without", "denied", "refused", "refuses", "failed", "cannot", "unless", "hardly")
)
_MODALS = frozenset(
    (
        "would", "could", "may", "might", "if", "whether", "should", "can", "must", "likely", "possible", "possibly", "potential", "future",
        "plans", "plan", "hopes", "hope", "expected", "looming", "to", "will", "consider", "considering", "propose", "wants",
    )
)  # fmt: skip
_NOT_KO = re.compile("[가-힣]{0,3}(?:지 않|지 못|지 말|은 없|이 없|할 수 없|할 의사가 없|하지는 않)|[가-힣]{0,2} (?:않|못|안)")
_MAY_KO = re.compile(
    "[가-힣 ]{0,8}?(?:가능성|전망|수 있|것으로 보|것으로 예상|듯|할지|라면|다면|으면|하면|경우|예정|계획|방침|우려|해야|할 것|수도)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BACK = ("last year", "ago ", "decade", "earlier", "previous", "지난해", "작년", "당시", "과거", "이전", "년 전", "재임")
_BEFORE, _AFTER, _CHAIN = 36, 22, 12
_MANY = 6


def sentence_part(scene: Scene, number: int, told: int, actors: int, findings: Findings) -> Part:
    """Marks of a sentence: its place, whether it tells of the past, how much it tells of how many."""
    place = "title" if number < 0 else str(number) if number < 4 else "early" if number < 12 else "late"
    marks = [f"at {place}", f"actors {min(actors, 4)}"]
    if told > _MANY:
        marks.append("many acts")
    low = scene.low
    if any(word in low for word in _BACK) or (("19" in low or "20" in low) and _YEAR.search(low)):
        marks.append("past")
    if findings.kind.label in ("statement", "opinion"):
        marks.append(f"kind {findings.kind.label}")
    return tuple(marks)


def moods(scene: Scene, told: Told, *, is_korean: bool) -> tuple[bool, bool]:
    """Whether the text says that it did not happen, and that it may or should."""
    if is_korean:
        after = scene.text[told.end : told.end + _AFTER]
        return _NOT_KO.match(after) is not None, _MAY_KO.match(after) is not None
    words = scene.text[max(scene.start, told.start - _BEFORE) : told.start].lower().split()[-4:]
    is_negated = not _NEGATIONS.isdisjoint(words) or any(word.endswith(("n't", "n’t")) for word in words)
    return is_negated, not _MODALS.isdisjoint(words)


def act_part(scene: Scene, told: Sequence[Told], at: int, form: str, mood: tuple[bool, bool]) -> Part:
    """Marks of how an act is told, and whether another stands right before or after (대화를 제안: proposes)."""
    this = told[at]
    marks = [form]
    if mood[0]:
        marks.append("negated")
    if mood[1]:
        marks.append("hypothetical")
    if scene.quote(this.start) % 2:
        marks.append("quoted")
    if at + 1 < len(told) and told[at + 1].start - this.end < _CHAIN:
        marks.append("before another")
    if at and this.start - told[at - 1].end < _CHAIN:
        marks.append("urged" if told[at - 1].word.act.shape == "exhort" else "after another")
    return tuple(marks)


def actor_part(actor: ActorFinding, part: str, findings: Findings, sentences: int) -> Part:
    """Marks of an actor as `part`: source or target."""
    share = len(actor.mentions) / (sentences or 1)
    kind = findings.kind.label if findings.kind.label in ("statement", "opinion") else "news"
    type_ = actor.type if actor.type in ("person", "state") else "body"
    marks = [f"{part} {type_}", f"{part} often" if share > 0.35 else f"{part} some" if share > 0.1 else f"{part} seldom"]
    if actor.salience == "major":
        marks.append(f"{part} major")
    if any(mention.field == "title" for mention in actor.mentions[:3]):
        marks.append(f"{part} title")
    marks.append(f"{part} {kind} {type_}")
    return tuple(marks)


def whose_part(source: ActorFinding, quad: int, target: ActorFinding, about: Sequence[str]) -> Part:
    """Marks of who source and target are: what such actors usually do, to whom, and in texts `about` what (kind and primary themes)."""
    of, to = source.country or source.id, target.country or target.id
    marks = [
        f"from {source.id} {quad}",
        f"to {target.id} {quad}",
        f"from {source.id} to {target.id} {quad}",
        f"from {of} {quad}",
        f"to {to} {quad}",
        f"from {of} to {to} {quad}",
        f"from {of} {source.type} to {to} {target.type} {quad}",
        f"types {source.type} {target.type}",
        f"types {source.type} {target.type} {quad}",
        f"salience {source.salience} {target.salience}",
    ]
    for one in about:
        marks += (f"in {one} {quad}", f"in {one} from {of} to {to} {quad}")
    return tuple(marks)


def link_part(form: str, quad: int, from_: Link, to: Link) -> Part:
    """Marks of how source and target hang on the act."""
    source, target = from_.name, to.name
    return f"{form} source {source}", f"{form} target {target}", f"quad {quad} {source}", f"quad {quad} {target}"


def near(distance: int) -> str:
    """A distance in letters as a word."""
    return "near" if distance < 15 else "close" if distance < 45 else "off" if distance < 120 else "far"
