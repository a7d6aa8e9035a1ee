"""Places of a text where names stand, before and after it is settled whom they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handlers.lexicon import Role, Target
from handlers.uses import Use


class Named(NamedTuple):
    """Words at [start, end) of a field that name these actors. `use`: whether they are enough to call them actors at all.

    `is_attribute`: a state's adjective or its name inside an office's or a body's.
    """

    field: str
    start: int
    end: int
    actors: tuple[str, ...]
    use: Use = Use.ACTOR
    is_attribute: bool = False


class Words(NamedTuple):
    """A place where names stand: by role whom they may stand for (lexicon.Role), and the states and people named inside them."""

    field: str
    text: str
    start: int
    end: int
    states_inside: tuple[str, ...] = ()
    people_inside: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]


_ORDER = (Role.FULL, Role.SHORT, Role.CAPITAL, Role.TITLE, Role.HOME, Role.OWN, Role.PAIR)
_AT = {role: at for at, role in enumerate(_ORDER)}


def by_role(targets: Sequence[Target]) -> list[tuple[str, ...]]:
    """The ids of all targets of one place in the order of the roles of `Words`."""
    found: list[tuple[str, ...]] = [()] * len(_ORDER)
    for target in targets:
        at = _AT[target.role]
        found[at] = tuple(dict.fromkeys((*found[at], *target.ids))) if found[at] else target.ids
    return found
