"""What a button carries: the command that it stands for, its argument, and the delivery key of the message that it came with.

A custom_id comes back in every click and in the channel's history ("Component Reference": custom_id, 1 to 100 characters), so a button
works after a restart, and a message whose sending had no known end can be found again. A nonce is in neither.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bot.adapters.discord.limits import DISCORD, size
from bot.desk.card import Action

PATTERN = re.compile(r"ad:(?P<path>[a-z]+(?:\.[a-z]+)*):(?P<mark>[0-9A-Za-z_-]{0,25}):(?P<argument>.*)", re.DOTALL)
_MARK = re.compile(r"[0-9A-Za-z_-]{1,25}")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Carried:
    """A custom_id read back. `mark` is empty where the message was no delivery."""

    path: tuple[str, ...]
    argument: str
    mark: str


def mark_of(key: str) -> str:
    """A delivery key as the mark that travels with its message: itself where it has at most 25 plain characters, else a hash of it."""
    return key if _MARK.fullmatch(key) else hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def custom_id(action: Action, mark: str = "") -> str | None:
    """The action as a custom_id. None where it does not fit: a shortened argument would mean something else."""
    if not action.path or not all(map(_WORD.fullmatch, action.path)):
        return None
    made = f"ad:{'.'.join(action.path)}:{mark}:{action.argument}"
    return made if size(made) <= DISCORD.custom_id else None


def read(text: str) -> Carried | None:
    """What a custom_id carries; None where it is not ours."""
    found = PATTERN.fullmatch(text)
    return Carried(tuple(found["path"].split(".")), found["argument"], found["mark"]) if found else None
