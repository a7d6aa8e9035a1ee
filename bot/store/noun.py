"""What every noun of the store is made with."""

from __future__ import annotations

import secrets

from bot.desk.ports import Clock
from bot.store.engine import Database
from bot.store.index import Index
from bot.store.kept import Kept
from bot.store.tokens import Tokenizer


class Noun:
    """The tables of one noun. `Store` is all nouns over one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock
        self._tokenizer = Tokenizer()
        self._index = Index(self._tokenizer)
        self._kept = Kept(clock)


def new_token() -> str:
    """Twenty random hex digits: a lease, or a delivery key (Discord's nonce ends at 25 characters)."""
    return secrets.token_hex(10)
