"""The bot on Discord's gateway: hears commands and buttons. One object for one life of a connection; platform.py makes a new one."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.adapters.discord.custom_id import PATTERN, read
from bot.adapters.discord.handler import DeskHandler
from bot.adapters.discord.places import go_to
from bot.adapters.discord.rest import API
from bot.adapters.discord.tree import TableTranslator, add_commands, digest_of, payload_of
from bot.desk.commands.spec import CommandSpec

log = logging.getLogger(__name__)

_LONGEST_RATE_LIMIT = 60.0
_WRONG_TOKEN = 4004


class DeskTree(app_commands.CommandTree["DeskClient"]):
    """The tree, which tells the asker where Discord still shows a command that is gone."""

    async def on_error(self, interaction: discord.Interaction[DeskClient], error: app_commands.AppCommandError, /) -> None:
        """Log what failed, without its options, and answer what can be answered."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch | app_commands.TransformerError):
            await interaction.client.handler.on_outdated(interaction)
        else:
            log.error("A command of Discord failed", exc_info=error)


class DeskClient(discord.Client):
    """A client with no intent but guilds, which is not a privileged one: it reads no messages. `digests` is the file that remembers which
    commands Discord was told last."""

    def __init__(
        self, handler: DeskHandler, table: tuple[CommandSpec, ...], digests: Path, *, api: str = API, gateway: str | None = None
    ) -> None:
        go_to(api, gateway)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the desk does not speak, so nothing is missing
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT,
        )
        self.handler = handler
        self.was_ready = False
        self._digests = digests
        self._tree = DeskTree(self)
        add_commands(self._tree, table, handler)

    async def live(self, token: str) -> bool:
        """One life of the client: log in, connect, listen until the connection ends, which is logged and not raised. False where the token
        is wrong.

        discord.py takes up a session by itself where the gateway asks for it. Other failures end this life (`reconnect=False`): its waits
        grow to a quarter of an hour, and after a failed first connection it raises AttributeError instead of trying again.
        """
        try:
            async with self:
                await self.start(token, reconnect=False)
        except discord.LoginFailure:
            log.error("Discord does not take the bot's token. Set DESK_DISCORD_TOKEN to the one of the bot's page")
            return False
        except discord.ConnectionClosed as error:
            log.warning("Discord closed the connection with code %s", error.code)
            return error.code != _WRONG_TOKEN
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("The connection to Discord ended: %s", str(error) or type(error).__name__)
        except Exception:
            log.exception("The connection to Discord ended unexpectedly")
        return True

    async def setup_hook(self) -> None:
        """Listen to the buttons of all messages ever sent, and tell Discord the commands where they changed."""
        self.add_dynamic_items(button_class(self.handler))
        await self._tree.set_translator(TableTranslator())
        await self._sync()

    async def on_ready(self) -> None:
        """Connected."""
        self.was_ready = True
        log.info("Discord is connected as %s in %d servers", self.user, len(self.guilds))

    async def on_interaction(self, called: discord.Interaction[Any]) -> None:
        """Forms that were filled in: the library itself knows only those that were opened since the start."""
        if called.type is discord.InteractionType.modal_submit:
            await self.handler.on_modal(called)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        log.warning("The bot was removed from the Discord server %s; its channels get nothing until it is invited again", guild.id)

    async def _sync(self) -> None:
        application, digest = str(self.application_id), digest_of(await payload_of(self._tree, TableTranslator()))
        known = _read(self._digests)
        if known.get(application) == digest:
            return
        try:
            await self._tree.sync()
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("Discord was not told the commands and keeps the former ones: %s", error)
            return
        _write(self._digests, {**known, application: digest})
        log.info("Discord was told the commands")


def button_class(handler: DeskHandler) -> type[discord.ui.DynamicItem[Any]]:
    """The buttons of all cards: whatever a custom_id of ours carries, also in messages from before a restart."""

    class CardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=PATTERN):
        """A button of a card."""

        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> CardButton:
            """The button that was pressed."""
            del interaction, match
            assert isinstance(item, discord.ui.Button)
            return cls(item)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            """Answer the command that it stands for."""
            carried = read(self.custom_id)
            if carried is not None:
                await handler.on_button(interaction, carried.path, carried.argument)

    return CardButton


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, digests: dict[str, str]) -> None:
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(digests) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as error:
        log.warning("%s cannot be written, so Discord is told the commands again at the next start: %s", path, error)
