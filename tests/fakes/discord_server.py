"""A local server that speaks Discord's REST API v10 and gateway, for real clients. It does not know what the desk hopes for.

Sources: the developer documentation's pages "Message" (Create Message: nonce and enforce_nonce; Get Channel Messages: newest first, limit
at most 100, nothing without READ_MESSAGE_HISTORY, 403 without VIEW_CHANNEL), "Application Commands" (Bulk Overwrite Global), "Rate
Limits", "Opcodes and Status Codes" (10003 unknown channel, 50001 missing access, 50013 missing permissions, 40060, 10062, 10015), and
discord.py 2.7.1 for what it calls: /users/@me and /oauth2/applications/@me at login.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes import discord_interactions as interactions
from tests.fakes import discord_objects as objects
from tests.fakes.discord_checks import fault_of
from tests.fakes.discord_faults import Bucket, Fails, Fault, Resets, Stalls, TooMany, too_many
from tests.fakes.discord_gateway import Gateway
from tests.fakes.discord_interactions import Asked
from tests.fakes.discord_objects import Channel, Json
from tests.fakes.discord_uploads import BODY, FILES, uploaded, with_files

TOKEN = "bot.token.for-tests"
GUILD = "1400000000000000100"
CHANNEL = "1400000000000000200"
EVERYTHING = (1 << 40) - 1 - (1 << 3)
"""All permissions but Administrator."""

_NONCE_SECONDS = 300.0
_ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    path: str
    body: Any
    headers: Mapping[str, str]


class DiscordServer:
    """Use as an async context manager. `fail(…)` plans faults for the next requests of a method to paths that contain `part`."""

    def __init__(self, *, bucket: tuple[int, float] = (1_000, 5.0)) -> None:
        self.channels: dict[str, Channel] = {}
        self.requests: list[Seen] = []
        self.uploads: list[bytes] = []
        """Files that came with requests, also with those that were refused."""
        self.commands: list[Json] = []
        self.everyone_may = EVERYTHING
        self.url = ""
        self.chaos: Callable[[str, str], Fault | None] = lambda method, path: None
        """Asked of every request (method, path) for which no fault is planned."""
        self.moment: Callable[[str], None] = lambda name: None
        """Told `post`, `posted` and `look` as they happen."""
        self._faults: list[tuple[str, str, Fault]] = []
        self._bucket = bucket
        self._buckets: dict[str, Bucket] = {}
        self._nonces: dict[tuple[str, str], tuple[float, Json]] = {}
        self._asked: dict[str, Asked] = {}
        self._runner: web.AppRunner | None = None
        self.channel = self.add_channel(CHANNEL)
        self.gateway = Gateway(TOKEN, list(self.channels.values()))

    def add_channel(self, channel_id: str, guild_id: str = GUILD) -> Channel:
        """A text channel."""
        self.channels[channel_id] = Channel(channel_id, guild_id)
        return self.channels[channel_id]

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._middle])
        api = "/api/v10"
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get(f"{api}/users/@me", self._me)
        app.router.add_get(f"{api}/oauth2/applications/@me", self._application)
        app.router.add_get(f"{api}/applications/@me", self._application)
        app.router.add_get(f"{api}/users/@me/guilds", self._guilds)
        app.router.add_get(f"{api}/guilds/{{guild}}/roles", self._roles)
        app.router.add_get(f"{api}/guilds/{{guild}}/members/{{user}}", self._member)
        app.router.add_put(f"{api}/applications/{{app}}/commands", self._set_commands)
        app.router.add_get(f"{api}/applications/{{app}}/commands", self._get_commands)
        app.router.add_get(f"{api}/channels/{{channel}}", self._channel)
        app.router.add_post(f"{api}/channels/{{channel}}/messages", self._create)
        app.router.add_get(f"{api}/channels/{{channel}}/messages", self._history)
        app.router.add_get(f"{api}/channels/{{channel}}/messages/{{message}}", self._message)
        app.router.add_patch(f"{api}/channels/{{channel}}/messages/{{message}}", self._redraw)
        app.router.add_post(f"{api}/channels/{{channel}}/messages/{{message}}/threads", self._begin_thread)
        app.router.add_post(f"{api}/interactions/{{id}}/{{token}}/callback", self._callback)
        app.router.add_post(f"{api}/webhooks/{{app}}/{{token}}", self._follow_up)
        app.router.add_patch(f"{api}/webhooks/{{app}}/{{token}}/messages/{{message}}", self._edit)
        app.router.add_delete(f"{api}/webhooks/{{app}}/{{token}}/messages/{{message}}", self._delete)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        self.gateway.url = f"ws://127.0.0.1:{port}/gateway/"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def fail(self, method: str, part: str, *faults: Fault) -> None:
        """Plan faults, one a request, in this order."""
        self._faults += [(method, part, fault) for fault in faults]

    def sent(self, method: str, part: str) -> list[Seen]:
        """The requests of a method to paths that contain `part`."""
        return [seen for seen in self.requests if seen.method == method and part in seen.path]

    def post_as_somebody_else(self, body: Json, channel_id: str = CHANNEL) -> None:
        """Another app's message."""
        author = objects.user("1400000000000000777", "somebody", is_bot=True)
        self.channels[channel_id].messages.append(objects.message(channel_id, author, body))

    async def ask(
        self,
        kind: int,
        data: Json,
        *,
        channel: Channel | None = None,
        permissions: int = objects.MANAGE_GUILD,
        roles: tuple[str, ...] = (),
        locale: str = "en-US",
        message: Json | None = None,
        waited: float = 0.0,
    ) -> Asked:
        """Somebody uses the app. `waited` are the seconds that it was on its way to the app."""
        asked = interactions.new()
        asked.sent_at -= waited
        self._asked[asked.token] = asked
        who = objects.member(objects.user("1400000000000000500", "reader"), permissions, roles)
        event = interactions.envelope(asked, kind, data, channel or self.channel, who, locale=locale)
        if message is not None:
            event["message"] = message
        await self.gateway.dispatch("INTERACTION_CREATE", event)
        return asked

    @web.middleware
    async def _middle(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path.startswith("/gateway"):
            return await handler(request)  # type: ignore[no-any-return]
        response = await self._answer(request, handler)
        if response.content_type == "application/json":
            response.headers["Content-Type"] = "application/json"  # without a charset, which discord.py takes for no JSON
        return response

    async def _answer(self, request: web.Request, handler: Any) -> web.StreamResponse:
        body, files = await uploaded(request)
        request[BODY], request[FILES] = body, files
        self.uploads += [content for _, _, content in files.values()]
        self.requests.append(Seen(request.method, request.path, body, dict(request.headers)))
        is_by_token = "/interactions/" in request.path or "/webhooks/" in request.path
        if not is_by_token and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _error(401, 0, "401: Unauthorized")
        fault = self._next_fault(request)
        if isinstance(fault, TooMany):
            return too_many(fault)
        if isinstance(fault, Fails | Resets) and not fault.after_doing:
            return _broken(fault, request)
        response = await self._limited(request, handler)
        if isinstance(fault, Stalls):
            await fault.until.wait()
        return _broken(fault, request) if isinstance(fault, Fails | Resets) else response

    async def _limited(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not (request.method == "POST" and request.path.endswith("/messages")):
            return await handler(request)  # type: ignore[no-any-return]
        bucket = self._buckets.setdefault(request.path, Bucket(*self._bucket))
        wait = bucket.take()
        response: web.StreamResponse = await handler(request) if wait is None else too_many(TooMany(round(wait, 3)))
        response.headers.update(bucket.headers("messages"))
        return response

    def _next_fault(self, request: web.Request) -> Fault | None:
        for index, (method, part, fault) in enumerate(self._faults):
            if method == request.method and part in request.path:
                del self._faults[index]
                return fault
        return self.chaos(request.method, request.path)

    async def _me(self, request: web.Request) -> web.Response:
        return web.json_response(objects.bot_user())

    async def _application(self, request: web.Request) -> web.Response:
        return web.json_response(objects.application())

    async def _guilds(self, request: web.Request) -> web.Response:
        """ "Get Current User Guilds": partial guilds."""
        guilds = dict.fromkeys(channel.guild_id for channel in self.channels.values())
        return web.json_response([{"id": guild, "name": "A newsroom", "owner": False, "permissions": "0"} for guild in guilds])

    async def _roles(self, request: web.Request) -> web.Response:
        """ "Get Guild Roles": that of everyone has the guild's own id."""
        return web.json_response([{"id": request.match_info["guild"], "name": "@everyone", "permissions": str(self.everyone_may)}])

    async def _member(self, request: web.Request) -> web.Response:
        return web.json_response({"user": objects.bot_user(), "roles": []})

    async def _set_commands(self, request: web.Request) -> web.Response:
        self.commands = await request.json()
        # "Application Command Object": a menu's description comes back as an empty string.
        made = {"application_id": objects.APPLICATION, "version": "1", "default_member_permissions": None, "description": ""}
        return web.json_response([{**made, "id": objects.next_id(), **command} for command in self.commands])

    async def _get_commands(self, request: web.Request) -> web.Response:
        return web.json_response(self.commands)

    def _found(self, request: web.Request) -> Channel | web.Response:
        channel = self.channels.get(request.match_info["channel"])
        if channel is None or channel.is_deleted:
            return _error(404, 10003, "Unknown Channel")
        return channel if channel.may_view else _error(403, 50001, "Missing Access")

    async def _channel(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        return channel if isinstance(channel, web.Response) else web.json_response(channel.json())

    async def _create(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        if isinstance(channel, web.Response):
            return channel
        if not channel.may_send:
            return _error(403, 50013, "Missing Permissions")
        self.moment("post")
        body = request[BODY]
        wrong = fault_of(body, request[FILES])
        if wrong is not None:
            return web.json_response(wrong, status=400)
        nonce = body.get("nonce")
        known = self._nonces.get((channel.id, str(nonce)))
        if nonce is not None and body.get("enforce_nonce") and known and time.monotonic() - known[0] < _NONCE_SECONDS:
            return web.json_response({**known[1], "nonce": nonce})
        message = with_files(objects.message(channel.id, objects.bot_user(), body), body, request[FILES])
        channel.messages.append(message)
        self._nonces[channel.id, str(nonce)] = (time.monotonic(), message)
        self.moment("posted")
        return web.json_response({**message, "nonce": nonce} if nonce is not None else message)

    def _standing(self, request: web.Request) -> Json | web.Response:
        """The message that the path names."""
        channel = self._found(request)
        if isinstance(channel, web.Response):
            return channel
        found = next((one for one in channel.messages if one["id"] == request.match_info["message"]), None)
        return found or _error(404, 10008, "Unknown Message")

    async def _message(self, request: web.Request) -> web.Response:
        found = self._standing(request)
        return found if isinstance(found, web.Response) else web.json_response(found)

    async def _redraw(self, request: web.Request) -> web.Response:
        """ "Edit Message": only one's own; the flag of Components V2 stays."""
        found = self._standing(request)
        if isinstance(found, web.Response):
            return found
        if found["author"]["id"] != objects.BOT_USER:
            return _error(403, 50005, "Cannot edit a message authored by another user")
        body = request[BODY]
        wrong = fault_of(body, request[FILES])
        if wrong is not None:
            return web.json_response(wrong, status=400)
        drawn = objects.message(request.match_info["channel"], objects.bot_user(), body)
        found.update({key: drawn[key] for key in ("components", "embeds", "flags")} | {"edited_timestamp": "2026-03-10T03:00:00+00:00"})
        return web.json_response(found)

    async def _begin_thread(self, request: web.Request) -> web.Response:
        """ "Start Thread from Message": the thread has the id of its message; a second one is refused (160004)."""
        found = self._standing(request)
        if isinstance(found, web.Response):
            return found
        if found["id"] in self.channels:
            return _error(400, 160004, "A thread has already been created for this message")
        body = request[BODY]
        if not 1 <= len(body.get("name", "")) <= 100:
            return _error(400, 50035, "Invalid Form Body")
        thread = self.add_channel(found["id"], self.channels[request.match_info["channel"]].guild_id)
        return web.json_response(thread.json(), status=201)

    def forget_nonces(self) -> None:
        """Some minutes pass."""
        self._nonces.clear()

    async def _history(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        if isinstance(channel, web.Response):
            return channel
        self.moment("look")
        if not channel.may_read_history:
            return web.json_response([])
        limit, before = int(request.query.get("limit", 50)), request.query.get("before")
        if not 1 <= limit <= 100:
            return _error(400, 50035, "Invalid Form Body")
        older = [found for found in reversed(channel.messages) if before is None or int(found["id"]) < int(before)]
        mine = objects.BOT_USER
        return web.json_response([found if found["author"]["id"] == mine else objects.unreadable(found) for found in older[:limit]])

    async def _callback(self, request: web.Request) -> web.Response:
        asked = self._asked.get(request.match_info["token"])
        if asked is None or asked.id != request.match_info["id"] or time.monotonic() - asked.sent_at > _ACK_SECONDS:
            return _error(404, 10062, "Unknown interaction")
        if asked.callback is not None:
            return _error(400, 40060, "Interaction has already been acknowledged.")
        body = request[BODY]
        wrong = fault_of(body["data"]) if body["type"] == 4 else None
        if wrong is not None:
            return web.json_response(wrong, status=400)
        asked.acked_after = time.monotonic() - asked.sent_at
        made = None
        if body["type"] in (4, 5):
            made = objects.message(CHANNEL, objects.bot_user(), body.get("data") or {})
            await asked.set("@original", made)
        async with asked.changed:
            asked.callback = body
            asked.changed.notify_all()
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        answer: Json = {"interaction": {"id": asked.id, "type": 2, "response_message_loading": body["type"] == 5}}
        if made is not None:
            answer["resource"] = {"type": body["type"], "message": made}
        return web.json_response(answer)

    def _by_token(self, request: web.Request) -> Asked | None:
        asked = self._asked.get(request.match_info["token"])
        return asked if asked is not None and asked.callback is not None else None

    async def _follow_up(self, request: web.Request) -> web.Response:
        asked = self._by_token(request)
        if asked is None:
            return _error(404, 10015, "Unknown Webhook")
        body = request[BODY]
        wrong = fault_of(body, request[FILES])
        if wrong is not None:
            return web.json_response(wrong, status=400)
        message = with_files(objects.message(CHANNEL, objects.bot_user(), body), body, request[FILES])
        await asked.set(message["id"], message)
        return web.json_response(message)

    async def _edit(self, request: web.Request) -> web.Response:
        asked, which = self._by_token(request), request.match_info["message"]
        if asked is None:
            return _error(404, 10015, "Unknown Webhook")
        if which not in asked.messages:
            return _error(404, 10008, "Unknown Message")
        body = request[BODY]
        wrong = fault_of(body, request[FILES])
        if wrong is not None:
            return web.json_response(wrong, status=400)
        before = asked.messages[which]
        ephemeral = (before["flags"] or 0) & 64  # decided by the first answer, an edit cannot change it
        message = {**with_files(objects.message(CHANNEL, objects.bot_user(), body), body, request[FILES]), "id": before["id"]}
        message["flags"] = (message["flags"] & ~64) | ephemeral
        await asked.set(which, message)
        return web.json_response(message)

    async def _delete(self, request: web.Request) -> web.Response:
        asked, which = self._by_token(request), request.match_info["message"]
        if asked is None or which not in asked.messages:
            return _error(404, 10008, "Unknown Message")
        await asked.remove(which)
        return web.Response(status=204)


def _error(status: int, code: int, words: str) -> web.Response:
    return web.json_response({"message": words, "code": code}, status=status)


def _broken(fault: Fails | Resets, request: web.Request) -> web.Response:
    if isinstance(fault, Resets):
        assert request.transport is not None
        request.transport.abort()
        return web.Response(status=500)
    return web.json_response({"message": f"{fault.status}: broken", "code": fault.code}, status=fault.status)
