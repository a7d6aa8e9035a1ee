"""Hearing what is said in Slack: who the app is, the app itself, and the connection by which it hears."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
from slack_bolt.app.async_app import AsyncApp

from bot.adapters.slack.app import Identity, build_app
from bot.adapters.slack.calls import UNREACHABLE, told
from bot.adapters.slack.clients import client_of
from bot.adapters.slack.drawing import Drawing
from bot.adapters.slack.handler import SlackHandler
from bot.adapters.slack.http import Listener
from bot.adapters.slack.jobs import Jobs
from bot.adapters.slack.link import Link
from bot.adapters.slack.people import People
from bot.adapters.slack.replies import Replies
from bot.adapters.slack.socket import Socket
from bot.adapters.slack.tokens import BOT_TOKEN, is_token_error, say_token_error
from bot.adapters.slack.watchdog import Times
from bot.desk.chat import ChatDesk
from bot.desk.ports import Clock

log = logging.getLogger(__name__)

_PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Access:
    """How Slack is reached: the bot token and the address of the Web API; the app-level token for Socket Mode, or else the signing secret
    and where to listen over HTTP."""

    bot_token: str
    api: str
    app_token: str | None = None
    signing_secret: str = ""
    host: str = "127.0.0.1"
    port: int = 3000


class Hearing:
    """Hears and answers for one app, for as long as `run` is let."""

    def __init__(
        self,
        access: Access,
        desk: ChatDesk,
        clock: Clock,
        drawing: Drawing,
        *,
        session: aiohttp.ClientSession,
        times: Times,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._access = access
        self._desk = desk
        self._clock = clock
        self._drawing = drawing
        self._session = session
        self._times = times
        self._sleep = sleep
        self._is_token_good = True
        self._ear: Socket | Listener | None = None
        self._reader = client_of(access.bot_token, access.api, session, is_repeatable=True)

    @property
    def is_connected(self) -> bool:
        """Whether what is said in Slack is heard at this moment and can be answered."""
        return self._ear is not None and self._ear.is_connected and self._is_token_good

    @property
    def port(self) -> int | None:
        """The port on which Slack is listened to over HTTP, None where it is not."""
        return self._ear.port if isinstance(self._ear, Listener) and self._ear.is_connected else None

    async def run(self) -> None:
        """Hear and answer until cancelled."""
        me = await self._identity()
        jobs = Jobs()
        self._ear = ear = self._ear_of(self._app(me, jobs))
        asking = asyncio.create_task(self._keep_asking())
        try:
            await ear.run()
        finally:
            self._ear = None
            asking.cancel()
            await jobs.end(self._times.grace)
            await asyncio.gather(asking, return_exceptions=True)

    def _ear_of(self, app: AsyncApp) -> Socket | Listener:
        token = self._access.app_token
        if token is None:
            return Listener(app, self._access.host, self._access.port, sleep=self._sleep)
        return Socket(lambda: Link(app, token, self._times), self._times, sleep=self._sleep)

    def _app(self, me: Identity, jobs: Jobs) -> AsyncApp:
        access, session = self._access, self._session
        writer = client_of(access.bot_token, access.api, session, is_repeatable=False)
        handler = SlackHandler(
            self._desk,
            client=self._reader,
            people=People(self._reader, self._clock, me.workspace),
            replies=Replies(writer, session, self._drawing, sleep=self._sleep),
            drawing=self._drawing,
            jobs=jobs,
            clock=self._clock,
            workspace=me.workspace,
            patience=self._times.answer,
        )
        tokenless = client_of(None, access.api, session, is_repeatable=False)
        return build_app(access.bot_token, tokenless, me, handler, jobs=jobs, clock=self._clock, secret=access.signing_secret)

    async def _identity(self) -> Identity:
        """Who the app is, after as many questions as it takes."""
        wait = self._times.first_wait
        while True:
            me = await told(self._reader.auth_test(), within=_PATIENCE)
            if me.is_good:
                log.info("Slack knows the desk as %s in %s", me.data.get("user"), me.data.get("team"))
                return Identity(me.data["team_id"], me.data["user_id"], me.data.get("bot_id", ""), me.data.get("user", ""))
            if is_token_error(me.error):
                say_token_error(BOT_TOKEN, str(me.error))
                await self._sleep(self._times.token_wait)
                continue
            log.warning("Slack could not be reached and is tried again: %s", me.error)
            await self._sleep(wait * random.SystemRandom().uniform(0.8, 1.2))
            wait = min(wait * 2, self._times.longest_wait)

    async def _keep_asking(self) -> None:
        """Ask from time to time whether the bot token still holds: a connection does not tell."""
        while True:
            await asyncio.sleep(self._times.ask)
            me = await told(self._reader.auth_test(), within=_PATIENCE)
            if is_token_error(me.error):
                say_token_error(BOT_TOKEN, str(me.error))
            elif me.error == UNREACHABLE:
                log.warning("Slack's Web API does not answer")
                continue
            self._is_token_good = not is_token_error(me.error)
