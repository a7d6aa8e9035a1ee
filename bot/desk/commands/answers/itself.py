"""status, help."""

from __future__ import annotations

from bot.desk.card import Card
from bot.desk.cards import desk as cards
from bot.desk.commands.asked import Asked
from bot.desk.commands.parse import near
from bot.desk.commands.usage import path_of
from bot.errors import CommandError


async def status(asked: Asked) -> Card:
    """How the desk does."""
    return cards.status(await asked.store.status(), asked.reader, platforms=asked.services.platforms())


async def help_(asked: Asked) -> Card:
    """All commands, or those that the words name."""
    table = asked.services.table
    named = tuple(asked.words("command").casefold().removeprefix("/alliance").split())
    if not named:
        return cards.help_all(table, asked.reader)
    specs = [spec for spec in table if named in (spec.path, spec.path_ko)]
    if specs:
        return cards.help_one(specs[0], asked.reader)
    group = [spec for spec in table if named[0] in (spec.path[0], spec.path_ko[0])]
    if group:
        return cards.help_all(group, asked.reader)
    known = [path_of(spec, asked.reader.locale)[0] for spec in table]
    raise CommandError("error.unknown_command", given=" ".join(named)[:40], nearest=near(named[0], known))
