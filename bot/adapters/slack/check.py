"""What `alliance-desk check --online` finds out from Slack: tokens, rights, channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.adapters.findings import Finding
from bot.adapters.slack.calls import UNREACHABLE, Told, told
from bot.adapters.slack.manifest import SCOPES
from bot.adapters.slack.tokens import APP_TOKEN, BOT_TOKEN, mend_of

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

_PATIENCE = 15.0
_REACH = "See whether this machine may reach Slack: https, and wss for Socket Mode, perhaps through HTTPS_PROXY."


async def check_slack(client: AsyncWebClient, app_token: str | None, channels: Sequence[str]) -> list[Finding]:
    """Findings in the order in which they are to be mended. `client` carries the bot token; without an app token it is HTTP."""
    me = await told(client.auth_test(), within=_PATIENCE)
    found = [_bot(me)]
    if me.is_good:
        found.append(_scopes(me))
    if app_token is not None:
        found.append(_app(await told(client.apps_connections_open(app_token=app_token), within=_PATIENCE)))
    if me.is_good:
        found += [await _channel(client, channel) for channel in channels]
    return found


def _bot(me: Told) -> Finding:
    if me.is_good:
        name, team, team_id = me.data.get("user"), me.data.get("team"), me.data.get("team_id")
        return Finding(ok=True, what=f"The bot token is good: {name} in {team} ({team_id}).")
    if me.error == UNREACHABLE:
        return Finding(ok=False, what="Slack cannot be reached.", mend=_REACH)
    return Finding(ok=False, what=f"Slack does not take {BOT_TOKEN} ({me.error}).", mend=mend_of(BOT_TOKEN) + ".")


def _scopes(me: Told) -> Finding:
    """auth.test names the token's scopes in `x-oauth-scopes`, as every method does."""
    granted = {scope.strip() for scope in me.headers.get("x-oauth-scopes", "").split(",")}
    missing = [scope for scope in SCOPES if scope not in granted]
    if not missing:
        return Finding(ok=True, what="The app has every right that it needs.")
    whys = " ".join(f"{scope}: {SCOPES[scope].en}" for scope in missing)
    return Finding(
        ok=False,
        what=f"The app lacks {', '.join(missing)}. {whys}",
        mend="Add them under 'OAuth & Permissions', or paste what `alliance-desk invite --manifest` prints, then reinstall the app.",
    )


def _app(opened: Told) -> Finding:
    if opened.is_good:
        return Finding(ok=True, what="The app-level token is good: Socket Mode can connect.")
    if opened.error == UNREACHABLE:
        return Finding(ok=False, what="Slack cannot be reached for Socket Mode.", mend=_REACH)
    return Finding(
        ok=False,
        what=f"Socket Mode cannot connect with {APP_TOKEN} ({opened.error}).",
        mend=mend_of(APP_TOKEN) + ", and switch on 'Socket Mode' there.",
    )


async def _channel(client: AsyncWebClient, channel: str) -> Finding:
    if channel.startswith(("D", "U", "W")):
        return Finding(ok=True, what=f"{channel} is a direct message.")
    answer = await told(client.conversations_info(channel=channel), within=_PATIENCE)
    if answer.error == "missing_scope":
        return Finding(ok=False, what=f"Whether the app is in {channel} cannot be seen.", mend="Give it the rights that it lacks.")
    if not answer.is_good:
        mend = "Invite the app there (/invite @Alliance Desk), or remove its alerts; a private channel looks gone to who is not in it."
        return Finding(ok=False, what=f"The channel {channel} is not there for the app ({answer.error}).", mend=mend)
    found = answer.data.get("channel", {})
    name = f"#{found.get('name', channel)}"
    if found.get("is_archived"):
        return Finding(ok=False, what=f"{name} is archived.", mend="Unarchive it, or remove its alerts.")
    if not found.get("is_member") and not found.get("is_im"):
        return Finding(ok=False, what=f"The app is not in {name}.", mend=f"Type /invite @Alliance Desk in {name}.")
    return Finding(ok=True, what=f"The app is in {name}.")
