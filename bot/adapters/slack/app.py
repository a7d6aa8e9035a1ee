"""The slack-bolt app: acknowledges whatever comes at once, and hands it on.

Slack wants an acknowledgement within 3 s ("Acknowledging requests", docs.slack.dev), so answers are begun after it. Only a form that was
sent and a menu that completes are answered by their acknowledgement.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.jobs import Jobs
from bot.adapters.slack.manifest import ANALYZE_MESSAGE
from bot.adapters.slack.once import Once
from bot.adapters.slack.quiet import sdk_log
from bot.desk.ports import Clock

log = logging.getLogger(__name__)

Body = Mapping[str, Any]

REMEMBERED_SECONDS = 3_600.0
"""Slack sends an event again for up to an hour ("Error handling: retries", Events API)."""
_ANY = re.compile(r".*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the app is, as auth.test says: ids of its workspace, its bot user and its bot."""

    workspace: str
    user: str
    bot: str
    name: str = ""


class Hears(Protocol):
    """What answers; every body is Slack's payload."""

    async def on_command(self, body: Body) -> None: ...

    async def on_button(self, body: Body) -> None: ...

    async def on_message(self, body: Body) -> None: ...

    async def on_home(self, body: Body) -> None: ...

    async def on_form(self, body: Body) -> Mapping[str, Any]:
        """The acknowledgement of a form: empty to close it."""
        ...

    async def on_typing(self, body: Body) -> Sequence[dict[str, Any]]:
        """The options of a menu that completes."""
        ...


def build_app(token: str, client: AsyncWebClient, me: Identity, hears: Hears, *, jobs: Jobs, clock: Clock, secret: str = "") -> AsyncApp:
    """The app with everything that it listens to. `client` carries no token of its own; `secret` is the signing secret, for HTTP."""

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=me.workspace, bot_token=token, bot_id=me.bot, bot_user_id=me.user)

    app = AsyncApp(name="alliance-desk", logger=sdk_log(), client=client, authorize=authorize, signing_secret=secret)
    once = Once(clock, seconds=REMEMBERED_SECONDS)
    _hear_people(app, hears, jobs, once)
    _hear_forms(app, hears)
    _hear_events(app, hears, jobs, once)
    return app


def _hear_people(app: AsyncApp, hears: Hears, jobs: Jobs, once: Once) -> None:
    """Commands, buttons and the message menu; the same one told twice is answered once."""

    async def command(ack: AsyncAck, body: Body) -> None:
        await ack()
        if once.is_first(body.get("trigger_id", "")):
            jobs.start(hears.on_command(body), "command")

    async def button(ack: AsyncAck, body: Body) -> None:
        await ack()
        if once.is_first(body.get("trigger_id", "")):
            jobs.start(hears.on_button(body), "button")

    async def message(ack: AsyncAck, body: Body) -> None:
        await ack()
        if once.is_first(body.get("trigger_id", "")):
            jobs.start(hears.on_message(body), "message menu")

    async def other(ack: AsyncAck) -> None:
        await ack()

    app.command(_ANY)(command)
    app.action(_ANY)(button)
    app.shortcut(ANALYZE_MESSAGE)(message)
    app.shortcut(_ANY)(other)


def _hear_forms(app: AsyncApp, hears: Hears) -> None:
    """Forms and what is typed into them, answered by the acknowledgement."""

    async def form(ack: AsyncAck, body: Body) -> None:
        await ack(**await hears.on_form(body))

    async def typing(ack: AsyncAck, body: Body) -> None:
        await ack(options=list(await hears.on_typing(body)))

    async def closed(ack: AsyncAck) -> None:
        await ack()

    app.view_submission(_ANY)(form)
    app.view_closed(_ANY)(closed)
    app.options(_ANY)(typing)


def _hear_events(app: AsyncApp, hears: Hears, jobs: Jobs, once: Once) -> None:
    async def home(body: Body) -> None:
        if body["event"].get("tab") == "home" and once.is_first(body.get("event_id", "")):
            jobs.start(hears.on_home(body), "Home")

    async def gone(body: Body) -> None:
        if once.is_first(body.get("event_id", "")):
            log.error("Slack says %s: the app has to be installed in the workspace again", body["event"].get("type"))

    async def other() -> None:
        pass

    app.event("app_home_opened")(home)
    app.event("app_uninstalled")(gone)
    app.event("tokens_revoked")(gone)
    app.event(_ANY)(other)
