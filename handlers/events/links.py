"""How an actor hangs on the words of an act; of several ways the first noted, which is the strongest, counts."""

from __future__ import annotations

from enum import StrEnum

from handlers.events.arguments import Argument

_MOST_SOURCES = 5
_MOST_TARGETS = 8


class Link(StrEnum):
    """Manners of being linked: first those of sources, from OBJECT on those of targets."""

    SUBJECT = "subject"
    NEXT = "next clause's subject"
    FAR = "far subject"
    BESIDE = "of the subject's list"
    HAS = "possessive"
    BY = "agent"
    SPEAKER = "speaker"
    BETWEEN = "between"
    TOPIC = "topic"
    PREP = "after a preposition"
    RELATIVE = "relative"
    PRONOUN = "pronoun"
    CARRIED = "carried"
    VOICE = "voice"
    OBJECT = "object"
    RIGHT = "right"
    LATER = "later"
    LEFT = "left"
    UNDERGOES = "undergoes"
    SAID_OF = "said of"
    QUOTED = "in the quotation"
    MUTUAL = "mutual"
    OURS = "ours"
    DATIVE = "dative"
    WITH = "with"
    GENITIVE = "genitive"
    ADJACENT = "adjacent"
    TOWARD = "toward"
    DEFAULT = "default"
    MAIN = "the main one else"
    CONTEXT = "context"


OF_SUBJECTS = frozenset({Link.SUBJECT, Link.NEXT, Link.BESIDE, Link.FAR, Link.TOPIC})
SURE = frozenset({Link.SUBJECT, Link.NEXT, Link.SPEAKER, Link.HAS, Link.BY, Link.PRONOUN, Link.TOPIC, Link.BETWEEN})
"""Where a source hangs in one of these ways, nobody outside the sentence is looked for."""
_LOOSE_SOURCES = frozenset({Link.FAR, Link.PREP, Link.CARRIED, Link.VOICE, Link.BESIDE})
_LOOSE_TARGETS = frozenset({Link.LATER, Link.LEFT, Link.MAIN, Link.CONTEXT})


def too_loose(from_: Link, to: Link) -> bool:
    """Whether neither of the two hangs on the act well enough to make an event."""
    return from_ in _LOOSE_SOURCES and to in _LOOSE_TARGETS


class Links:
    """The sources and targets of one act, each actor once by its first link; `form` is verb or noun, finite, adnominal or nominal."""

    __slots__ = ("form", "sources", "targets")

    def __init__(self, form: str) -> None:
        self.form = form
        self.sources: dict[str, Link] = {}
        self.targets: dict[str, Link] = {}

    def source(self, argument: Argument, link: Link) -> None:
        for actor in argument.ids:
            self.source_id(actor, link)

    def source_id(self, actor: str, link: Link) -> None:
        if len(self.sources) < _MOST_SOURCES:
            self.sources.setdefault(actor, link)

    def target(self, argument: Argument, link: Link) -> None:
        for actor in argument.ids:
            self.target_id(actor, link)

    def target_id(self, actor: str, link: Link) -> None:
        if len(self.targets) < _MOST_TARGETS:
            self.targets.setdefault(actor, link)
