"""How an actor hangs on the words of an act; of several ways the strongest counts."""

from __future__ import annotations

from enum import IntEnum

from handlers.events.arguments import Argument

_MOST_SOURCES = 6
_MOST_TARGETS = 8


class Link(IntEnum):
    """Manners of being linked. SUBJECT to VOICE are a source's, OBJECT to CONTEXT a target's."""

    SUBJECT = 0
    SUBJECT2 = 1
    FAR = 2
    POSS = 3
    BY = 4
    SPEAKER = 5
    PREP = 6
    RELATIVE = 7
    CARRIED = 8
    VOICE = 9
    OBJECT = 10
    RIGHT = 11
    RIGHT2 = 12
    LEFT = 13
    UNDERGOES = 14
    SAID_OF = 15
    MUTUAL = 16
    DATIVE = 17
    WITH = 18
    GENITIVE = 19
    TOWARD = 20
    DEFAULT = 21
    CONTEXT = 22


class Links:
    """The sources and targets of one act, each actor once by its first link."""

    __slots__ = ("sources", "targets")

    def __init__(self) -> None:
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
