"""Whether the bot can work: its token, its servers, and its rights in the channels that it writes to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from bot.adapters.discord.invite import RIGHTS, invite_url
from bot.adapters.discord.rest import Answer, Rest
from bot.adapters.findings import Finding

_ADMINISTRATOR = 1 << 3


async def check(rest: Rest, channels: Sequence[str]) -> list[Finding]:
    """Every finding; nothing is written anywhere."""
    application = await rest.request("GET", "/applications/@me")
    if not isinstance(application, Answer):
        return [Finding(ok=False, what=application.reason, mend="See that this machine reaches Discord.")]
    if application.status == 401:
        mend = "Set DESK_DISCORD_TOKEN to the token of the bot's page in Discord's developer portal."
        return [Finding(ok=False, what="Discord does not take the bot's token.", mend=mend)]
    if not application.is_good or not isinstance(application.body, dict):
        return [Finding(ok=False, what=f"Discord answered {application.words}.", mend="Try again in a minute.")]
    invite = invite_url(str(application.body.get("id", "")))
    found = [Finding(ok=True, what=f"The token is that of {application.body.get('name', 'the application')}.")]
    found.append(await _servers(rest, invite))
    found += [one async for one in _channels(rest, channels)]
    return found


async def _servers(rest: Rest, invite: str) -> Finding:
    reply = await rest.request("GET", "/users/@me/guilds")
    servers = reply.body if isinstance(reply, Answer) and reply.is_good and isinstance(reply.body, list) else []
    if not servers:
        return Finding(ok=False, what="The bot is in no server.", mend=f"Open this link and choose one: {invite}")
    return Finding(ok=True, what=f"The bot is in {len(servers)} server{'s' if len(servers) > 1 else ''}.")


async def _channels(rest: Rest, channels: Sequence[str]) -> AsyncIterator[Finding]:
    me = await rest.request("GET", "/users/@me")
    own = str(me.body.get("id")) if isinstance(me, Answer) and isinstance(me.body, dict) else ""
    for channel in channels:
        yield await _channel(rest, channel, own)


async def _channel(rest: Rest, channel: str, own: str) -> Finding:
    reply = await rest.request("GET", f"/channels/{channel}")
    if not (isinstance(reply, Answer) and reply.is_good and isinstance(reply.body, dict)):
        words = reply.words if isinstance(reply, Answer) else reply.reason
        mend = "Give the bot View Channel there, or remove the channel's alerts."
        return Finding(ok=False, what=f"Channel {channel} cannot be seen ({words}).", mend=mend)
    name, guild = f"#{reply.body.get('name', channel)}", str(reply.body.get("guild_id", ""))
    granted = await _granted(rest, guild, own, reply.body)
    missing = [right for right, bit in RIGHTS.items() if granted is not None and not granted & bit]
    if missing:
        return Finding(ok=False, what=f"{name}: the bot has no right to {', '.join(missing)}.", mend=f"Give it {', '.join(missing)} there.")
    return Finding(ok=True, what=f"{name}: the bot may do all that it must.")


async def _granted(rest: Rest, guild: str, own: str, channel: dict[str, Any]) -> int | None:
    """The bot's permissions in a channel ("Permissions": permission hierarchy); None where Discord does not say."""
    roles_reply = await rest.request("GET", f"/guilds/{guild}/roles")
    member_reply = await rest.request("GET", f"/guilds/{guild}/members/{own}")
    if not (isinstance(roles_reply, Answer) and isinstance(roles_reply.body, list)):
        return None
    if not (isinstance(member_reply, Answer) and isinstance(member_reply.body, dict)):
        return None
    mine = {guild, *map(str, member_reply.body.get("roles", ()))}
    granted = 0
    for role in roles_reply.body:
        if str(role.get("id")) in mine:
            granted |= int(role.get("permissions", "0"))
    if granted & _ADMINISTRATOR:
        return sum(RIGHTS.values())
    return _overwritten(granted, channel.get("permission_overwrites") or (), guild=guild, roles=mine - {guild}, own=own)


def _overwritten(granted: int, overwrites: Sequence[dict[str, Any]], *, guild: str, roles: set[str], own: str) -> int:
    """What a channel's overwrites leave: those for everyone first, then those of the roles together, then the member's."""
    groups = (
        [one for one in overwrites if str(one["id"]) == guild],
        [one for one in overwrites if str(one["id"]) in roles],
        [one for one in overwrites if str(one["id"]) == own],
    )
    for group in groups:
        for one in group:
            granted &= ~int(one.get("deny", "0"))
        for one in group:
            granted |= int(one.get("allow", "0"))
    return granted
