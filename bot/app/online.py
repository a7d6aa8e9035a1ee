"""`alliance-desk check --online`: whether the desk can work in the workspaces that it is set up for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack

from bot.adapters.findings import Finding
from bot.app.parts import open_parts
from bot.app.platforms import admin_channels, names_of, open_platforms
from bot.config import Configuration, Settings
from bot.desk.ports import Subscriptions


async def check_online(configuration: Configuration) -> int:
    """Ask each platform whose token is set whether tokens, rights and the subscribed channels are as they must be, and print it.

    Returns 0 where all is well, 1 where something is to be mended. Raises StartError and StoreError.
    """
    settings = configuration.settings
    if not names_of(settings):
        print("No token of Slack or Discord is set, so there is nothing to ask them. docs/slack.md and docs/discord.md lead there.")
        return 0
    async with AsyncExitStack() as stack:
        parts = await stack.enter_async_context(open_parts(configuration))
        platforms = await open_platforms(settings, parts.answerer, parts.clock, stack)
        is_well = True
        for platform in platforms.open:
            name = platform.adapter.name
            found = await platform.check(await _channels(parts.store, settings, name))
            is_well = is_well and all(finding.ok for finding in found)
            print("\n".join([name.capitalize(), *_told(found)]))
    return 0 if is_well else 1


async def _channels(store: Subscriptions, settings: Settings, adapter: str) -> Sequence[str]:
    """The channels of a platform that the desk writes to, each once."""
    places = [item.destination for item in await store.list_subscriptions()] + list(admin_channels(settings))
    return list(dict.fromkeys(place.channel for place in places if place.adapter == adapter))


def _told(findings: Sequence[Finding]) -> list[str]:
    return [
        f"  {'ok     ' if one.ok else 'MISSING'}  {one.what}" + (f"\n           {one.mend}" if not one.ok and one.mend else "")
        for one in findings
    ]
