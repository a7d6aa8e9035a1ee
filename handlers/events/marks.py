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
_BACK = frozenset(("ago", "decade", "decades", "earlier", "previous", "previously"))
_BACK_KO = re.compile("지난해|작년|당시|과거|이전|년 전|재임")
_BEFORE, _AFTER, _CHAIN = 36, 22, 12
_MANY = 6


def sentence_part(scene: Scene, number: int, told: int, actors: int, findings: Findings) -> Part:
    """Marks of a sentence: its place, whether it tells of the past, how much it tells of how many."""
    place = "title" if number < 0 else str(number) if number < 4 else "early" if number < 12 else "late"
    marks = [f"at {place}", f"actors {min(actors, 4)}"]
    if told > _MANY:
        marks.append("many acts")
    low = scene.low
    is_past = not _BACK.isdisjoint(scene.words) or "last year" in low if scene.words else _BACK_KO.search(low)
    if is_past or (("19" in low or "20" in low) and _YEAR.search(low)):
        marks.append("past")
    if findings.kind.label in ("statement", "opinion"):
        marks.append(f"kind {findings.kind.label}")
    return tuple(marks)


def moods(scene: Scene, told: Told, *, is_korean: bool) -> tuple[bool, bool]:
    """Whether the text says that it did not happen, and that it may or should."""
    if is_korean:
        after = scene.text[told.end : told.end + _AFTER]
        return _NOT_KO.match(after) is not None, _MAY_KO.match(after) is not None
    before = scene.text[max(scene.start, told.start - _BEFORE) : told.start].lower()
    words = before.split()[-4:]
    is_negated = not _NEGATIONS.isdisjoint(words) or "n't " in before or "n’t " in before
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


def names_part(source: str, quad: int, target: str) -> Part:
    """Marks of what such an actor usually does, and to whom."""
    return f"from {source} {quad}", f"to {target} {quad}", f"from {source} to {target} {quad}"


Rank = tuple[str, str, str]
"""An actor's country (its id where it has none), type and salience."""


def rank_of(actor: ActorFinding) -> Rank:
    """The rank of an actor."""
    return actor.country or actor.id, actor.type, actor.salience


def ranks_part(source: Rank, quad: int, target: Rank) -> Part:
    """Marks of what actors of such countries, types and salience do to each other."""
    (of, by, front), (to, at, other) = source, target
    return (
        f"from {of} {quad}",
        f"to {to} {quad}",
        f"from {of} to {to} {quad}",
        f"from {of} {by} to {to} {at} {quad}",
        f"types {by} {at}",
        f"types {by} {at} {quad}",
        f"salience {front} {other}",
    )


def topic_part(topic: str, of: str, quad: int, to: str) -> Part:
    """Marks of what countries do to each other in texts of a kind or a primary theme."""
    return f"in {topic} {quad}", f"in {topic} from {of} to {to} {quad}"


def link_part(form: str, quad: int, from_: Link, to: Link) -> Part:
    """Marks of how source and target hang on the act."""
    source, target = from_.name, to.name
    return f"{form} source {source}", f"{form} target {target}", f"quad {quad} {source}", f"quad {quad} {target}"


def near(distance: int) -> str:
    """A distance in letters as a word."""
    return "near" if distance < 15 else "close" if distance < 45 else "off" if distance < 120 else "far"
