"""One question and its answer, without a running desk: for scripts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.adapters.console.prompt import locale_of
from bot.adapters.console.screen import Screen
from bot.app.parts import Parts, open_parts
from bot.config import Configuration
from bot.model import Locale


async def ask(configuration: Configuration, text: str, locale: Locale | None = None) -> int:
    """Answer a typed command on standard output, from a database that is made where there is none.

    Returns 0 where it was answered, 1 where the answer says that it could not be. Raises StartError and StoreError.
    """
    async with open_parts(configuration) as parts:
        await ensure_catalogue(parts)
        card = await parts.answer_typed(text, locale or locale_of(os.environ, configuration.settings.language))
        Screen(sys.stdout, os.environ).show(card)
        return 1 if card.is_refusal else 0


async def back_up(configuration: Configuration, target: Path) -> int:
    """Copy the database to `target`, also while a desk works on it, and say where. Raises StoreError."""
    async with open_parts(configuration) as parts:
        print(f"The database is copied to {await parts.store.backup(target)}")
        return 0


async def ensure_catalogue(parts: Parts) -> None:
    """Let a new database know the actors and themes by name."""
    if not (await parts.store.status()).ontology_version:
        await parts.store.sync_catalogue(await parts.worker.catalogue())
