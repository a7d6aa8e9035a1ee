"""Places of a text where names stand, before and after it is settled whom they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.lexicon import Role, Target
from handlers.uses import Use


@dataclass(frozen=True, slots=True)
class Named:
    """Words at [start, end) of a field that name these actors. `use`: whether they are enough to call them actors at all.

    `is_attribute`: a state's adjective or its name inside an office's or a body's.
    """

    field: str
    start: int
    end: int
    actors: tuple[str, ...]
    use: Use = Use.ACTOR
    is_attribute: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A place where names stand, with everything they may stand for, and the states and people named inside them."""

    field: str
    text: str
    start: int
    end: int
    by_role: Mapping[Role, tuple[str, ...]]
    states_inside: tuple[str, ...] = ()
    people_inside: tuple[str, ...] = ()

    def ids(self, role: Role) -> tuple[str, ...]:
        """Whom or what the words may stand for in this role."""
        return self.by_role.get(role, ())

    @property
    def written(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]


def by_role(targets: Sequence[Target]) -> dict[Role, tuple[str, ...]]:
    """The ids of all targets of one place by their role."""
    found: dict[Role, tuple[str, ...]] = {}
    for target in targets:
        before = found.get(target.role)
        found[target.role] = target.ids if before is None else tuple(dict.fromkeys((*before, *target.ids)))
    return found
