"""Whether two amounts are one, and which are too small to tell."""

from __future__ import annotations

_ROUNDED = 0.02
_WON = (1_150.0, 1_700.0)
"""Won to the dollar, between which an amount in the one is taken for the same in the other."""

_MONEY = frozenset({"usd", "krw", "jpy", "eur", "cny", "gbp"})
_SMALLEST = {"usd": 1e5, "eur": 1e5, "gbp": 1e5, "krw": 1e8, "jpy": 1e7, "cny": 1e6, "people": 10.0}
"""Less is a price, or a number that the other language spells out."""

Counted = tuple[str, float]
"""Unit and value of bot.model.Amount."""


def same_amount(one: Counted, other: Counted) -> bool:
    """Equal but for rounding, or won and dollars at a usual rate."""
    (unit, value), (unit_too, value_too) = one, other
    if unit == unit_too:
        gap = abs(value - value_too)
        is_whole = value == int(value) or value_too == int(value_too)
        return gap <= _ROUNDED * max(abs(value), abs(value_too)) or (unit == "percent" and is_whole and gap < 0.5)
    if {unit, unit_too} == {"usd", "krw"}:
        won, dollars = (value, value_too) if unit == "krw" else (value_too, value)
        return dollars > 0 and _WON[0] <= won / dollars <= _WON[1]
    return False


def is_small(one: Counted) -> bool:
    """Whether so little is no news."""
    unit, value = one
    return value < _SMALLEST.get(unit, 0.0)


def kind_of_unit(unit: str) -> str:
    """What a unit counts: all currencies are money."""
    return "money" if unit in _MONEY else unit
