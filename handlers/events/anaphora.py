"""Whom pronouns, missing subjects and the first person mean: the persons, bodies and lists named last, and the text's own voice."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.events.arguments import Argument, Cast, Scene
from handlers.mentions import MentionIndex

_TITLE, _HEAD = 1_000, 600
_MOST = 3
_AGENCY_OF_THE_NORTH = ("(KCNA)", "조선중앙통신")
_NORTH = "north-korea"


class Memory:
    """What the sentences so far leave to the next one."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self.person: tuple[str, ...] = ()
        self.body: tuple[str, ...] = ()
        self.list: tuple[str, ...] = ()
        self.subject: tuple[str, ...] = ()

    def note(self, scene: Scene, roles: frozenset[str]) -> None:
        """Remember a sentence's subject, else whom it names first; `roles` are those of subjects."""
        outside = [argument for argument in scene.arguments if not argument.quote % 2]
        if not outside:
            return
        subjects = [argument for argument in outside if argument.role in roles]
        first = scene.speaker or (subjects[0] if subjects else None)
        if first is not None:
            self.subject = first.ids[:1]
            members = tuple(id_ for argument in outside if argument.group == first.group for id_ in argument.ids)
            if len(members) > 1:
                self.list = members[:_MOST]
        order = [*([first] if first is not None else []), *subjects, *outside]
        self.person = self._first(order, is_person=True) or self.person
        self.body = self._first(order, is_person=False) or self.body

    def _first(self, arguments: Sequence[Argument], *, is_person: bool) -> tuple[str, ...]:
        return next((argument.ids[:1] for argument in arguments if self._cast.is_person(argument.ids) is is_person), ())

    def meant(self, pronoun: str, scene: Scene, before: int, voice: tuple[str, ...]) -> tuple[str, ...]:
        """Whom an English pronoun (or a bare noun: the ministry, the two sides) means at a place of the sentence."""
        if pronoun in ("we", "i"):
            return voice
        if pronoun in ("he", "she"):
            near = [argument for argument in scene.arguments if argument.end <= before and self._cast.is_person(argument.ids)]
            return near[0].ids[:1] if near else self.person
        if pronoun in ("they", "both") or pronoun.startswith("the two") or pronoun.endswith(("leaders", "sides", "allies", "countries")):
            return self.list or self.subject
        return self.body


def voices(index: MentionIndex, cast: Cast, title: str, body: str) -> tuple[str, ...]:
    """Who speaks in the first person: the persons of the title, else its bodies and states, else those of the first lines."""
    titled = [cast.heads(place, title) for place in index.within("title", 0, _TITLE)]
    people = [ids for ids in titled if cast.is_person(ids)]
    if not people and any(name in body[:_HEAD] for name in _AGENCY_OF_THE_NORTH) and _NORTH in cast.actors:
        return (_NORTH,)
    first = people or titled or [cast.heads(place, body) for place in index.within("body", 0, _HEAD)][:1]
    return tuple(dict.fromkeys(id_ for ids in first for id_ in ids))[:_MOST]
