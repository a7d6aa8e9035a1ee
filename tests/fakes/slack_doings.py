"""What people do in a Slack workspace: type, press, fill in, look; and what the app answers.

Payloads follow "Interaction payloads", "Slash commands" and "Events API" (docs.slack.dev): over Socket Mode in envelopes, over HTTP as
forms (`payload=` for what is interactive), as JSON for events, signed as "Verifying requests from Slack" says.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import aiohttp
from aiohttp import web

from tests.fakes.slack_faults import Fails, Fault, Says, Stalls, TooMany, too_many
from tests.fakes.slack_socket import Envelope, SocketMode
from tests.fakes.slack_workspace import APP, APP_TOKEN, BOT_USER, CHANNEL, CUT, MEMBER, TEAM, Json, ResponseUrl, Workspace

TEAM_PART = {"id": TEAM, "domain": "harbour"}
INTERACTIVE, COMMANDS, EVENTS = "interactive", "slash_commands", "events_api"


class Carrier(Protocol):
    """How something comes to the app."""

    async def send(self, kind: str, payload: Mapping[str, Any], *, accepts_response_payload: bool = False) -> Acked: ...


class Acked(Protocol):
    """Something that was sent to the app."""

    async def acked(self) -> Json | None: ...


@dataclass(frozen=True)
class Asked:
    """Something that a person did."""

    sent: Any
    payload: Json
    url: ResponseUrl | None
    trigger: str

    async def acked(self) -> Json | None:
        """Wait for the acknowledgement; its payload."""
        found: Json | None = await self.sent.acked()
        return found

    async def answer(self, number: int = 1) -> Json:
        """Wait for the message that came by its response_url."""
        assert self.url is not None
        return await self.url.message(number)

    @property
    def envelope(self) -> Envelope:
        assert isinstance(self.sent, Envelope)
        return self.sent


class SlackServer:
    """A Slack with one workspace and one app: /api/, /link/ and the addresses to respond to."""

    def __init__(self, *, retry_seconds: float = 3.0) -> None:
        self.workspace = Workspace()
        self.sockets = SocketMode(retry_seconds=retry_seconds)
        self.refusing_opens: list[str | int] = []
        self.faults: dict[str, list[Fault]] = {}
        self.chaos: Callable[[str], Fault | None] = lambda method: None
        """Asked of every call of a method for which no fault is planned."""
        self.moment: Callable[[str], None] = lambda name: None
        """Told `post`, `posted` and `look` as they happen."""
        self.opened = 0
        self.url = ""
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/actions/{rest:.*}", self._respond)
        application.router.add_post("/upload/v1/{file}", self._upload)
        self.sockets.add_to(application)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.workspace.url, self.sockets.url = self.url, f"ws://{host}:{port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.sockets.close()
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """The base address of the Web API."""
        return f"{self.url}/api/"

    async def wait_for_open(self, times: int = 1) -> None:
        """Until apps.connections.open was called that often; TimeoutError after 20 s."""
        async with asyncio.timeout(20.0), self._changed:
            await self._changed.wait_for(lambda: self.opened >= times)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "apps.connections.open":
            async with self._changed:
                self.opened += 1
                self._changed.notify_all()
            return self._open(token)
        fault = self.faults[method].pop(0) if self.faults.get(method) else self.chaos(method)
        if isinstance(fault, TooMany):
            return too_many(fault)
        arguments = await _arguments(request)
        if fault is not None and not isinstance(fault, Stalls) and not fault.after_doing:
            return self._failed(request, fault)
        self._tell(method, "post", "look")
        answer = await self.workspace.call(method, token, arguments)
        self._tell(method, "posted", "looked")
        if isinstance(fault, Stalls):
            await fault.until.wait()
        elif fault is not None:
            return self._failed(request, fault)
        if answer is None:
            answer = {"ok": False, "error": "unknown_method"}
        if answer.get("error") == "ratelimited":
            return web.json_response(answer, status=429, headers={"Retry-After": "0"})
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(self.workspace.scopes)})

    def _tell(self, method: str, posting: str, looking: str) -> None:
        if method == "chat.postMessage":
            self.moment(posting)
        elif method in ("conversations.history", "conversations.replies"):
            self.moment(looking)

    @staticmethod
    def _failed(request: web.Request, fault: Fault) -> web.Response:
        if isinstance(fault, Fails):
            return web.Response(status=fault.status, text="upstream connect error")
        if isinstance(fault, Says):
            return web.json_response({"ok": False, "error": fault.error})
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    def _open(self, token: str) -> web.Response:
        if self.refusing_opens:
            refusal = self.refusing_opens.pop(0)
            if isinstance(refusal, int):
                return web.Response(status=refusal, text="upstream")
            return web.json_response({"ok": False, "error": refusal})
        if token != APP_TOKEN:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return web.json_response({"ok": True, "url": self.sockets.new_url()})

    async def _upload(self, request: web.Request) -> web.Response:
        status = self.workspace.files.put(request.match_info["file"], await request.read())
        return web.Response(status=status, text="OK" if status == 200 else "refused")

    async def _respond(self, request: web.Request) -> web.Response:
        status, body = await self.workspace.respond(request.path, await request.json())
        if status == CUT:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return web.json_response(body, status=status) if isinstance(body, dict) else web.Response(status=status, text=body)


class Doings:
    """People at work; what they do comes to the app by `carrier`, by default over Socket Mode."""

    def __init__(self, server: SlackServer, carrier: Any = None) -> None:
        self._workspace = server.workspace
        self._carrier = carrier or server.sockets
        self._numbers = itertools.count(1)

    async def command(self, text: str, *, user: str = MEMBER, channel: str = CHANNEL, trigger: str | None = None) -> Asked:
        """Type `/alliance …`."""
        url, trigger = self._workspace.new_response_url(), trigger or self._workspace.new_trigger()
        payload = {
            "token": "verification",
            "team_id": TEAM,
            "team_domain": "harbour",
            "channel_id": channel,
            "channel_name": "directmessage" if channel.startswith("D") else "news",
            "user_id": user,
            "user_name": user.lower(),
            "command": "/alliance",
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": url.url,
            "trigger_id": trigger,
        }
        return await self._do(COMMANDS, payload, url, trigger)

    async def press(
        self, button: Mapping[str, Any], *, user: str = MEMBER, channel: str = CHANNEL, ts: str = "1764061200.000100", **message: Any
    ) -> Asked:
        """Press a button of a message."""
        url, trigger = self._workspace.new_response_url(), self._workspace.new_trigger()
        payload = self._interaction("block_actions", user, trigger) | {
            "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
            "channel": {"id": channel, "name": "news"},
            "message": {"type": "message", "user": BOT_USER, "ts": ts, "text": "An alert", **message},
            "state": {"values": {}},
            "response_url": url.url,
            "actions": [self._action(button)],
        }
        return await self._do(INTERACTIVE, payload, url, trigger)

    async def press_at_home(self, button: Mapping[str, Any], *, user: str = MEMBER) -> Asked:
        """Press a button of the app's Home, which has no channel and no response_url."""
        trigger = self._workspace.new_trigger()
        payload = self._interaction("block_actions", user, trigger) | {
            "container": {"type": "view", "view_id": "V0HOME"},
            "view": {"id": "V0HOME", "type": "home", "blocks": [], "private_metadata": "", "callback_id": ""},
            "actions": [self._action(button)],
        }
        return await self._do(INTERACTIVE, payload, None, trigger)

    async def submit(self, view: Json, values: Mapping[str, Any], *, user: str = MEMBER) -> Asked:
        """Fill in a modal and send it. `values` maps an input's label to its text, the value or values that are chosen, or None where it
        is emptied; the others stay as they stand."""
        trigger = self._workspace.new_trigger()
        filled = {**view, "state": {"values": _state(view, values)}}
        payload = self._interaction("view_submission", user, trigger) | {"view": filled, "response_urls": []}
        return await self._do(INTERACTIVE, payload, None, trigger, accepts=True)

    async def suggest(self, view: Json, label: str, typed: str, *, user: str = MEMBER) -> Json:
        """Type into a menu that completes; what is offered."""
        block = next(block for block in view["blocks"] if block["type"] == "input" and block["label"]["text"] == label)
        payload = self._interaction("block_suggestion", user, "") | {
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "action_id": block["element"]["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }
        del payload["trigger_id"]
        answer = await (await self._do(INTERACTIVE, payload, None, "", accepts=True)).acked()
        assert answer is not None
        return answer

    async def analyze_message(self, message: Mapping[str, Any], *, user: str = MEMBER, channel: str = CHANNEL) -> Asked:
        """Take 'Analyze this message' from a message's menu."""
        url, trigger = self._workspace.new_response_url(), self._workspace.new_trigger()
        payload = self._interaction("message_action", user, trigger) | {
            "callback_id": "analyze_message",
            "action_ts": "1764061200.000200",
            "message_ts": "1764061200.000100",
            "channel": {"id": channel, "name": "news"},
            "message": {"type": "message", "user": MEMBER, "ts": "1764061200.000100", **message},
            "response_url": url.url,
        }
        return await self._do(INTERACTIVE, payload, url, trigger)

    async def event(self, event: Mapping[str, Any], *, event_id: str | None = None) -> Asked:
        """Let something happen that the app hears of."""
        payload = {
            "token": "verification",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": {"event_ts": "1764061200.000100", **event},
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(self._numbers)}",
            "event_time": 1_764_061_200,
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
        }
        return await self._do(EVENTS, payload, None, "")

    async def open_home(self, *, user: str = MEMBER, tab: str = "home") -> Asked:
        """Open the app's Home."""
        return await self.event({"type": "app_home_opened", "user": user, "channel": "D01HOME", "tab": tab})

    def _interaction(self, kind: str, user: str, trigger: str) -> Json:
        team = self._workspace.people.get(user, {}).get("team_id", TEAM)
        return {
            "type": kind,
            "team": TEAM_PART,
            "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": team},
            "api_app_id": APP,
            "token": "verification",
            "trigger_id": trigger,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _action(self, button: Mapping[str, Any]) -> Json:
        found = {key: button[key] for key in ("type", "action_id", "text", "value", "url") if key in button}
        return {"block_id": "b1", "action_ts": f"1764061300.{next(self._numbers):06d}", **found}

    async def _do(self, kind: str, payload: Json, url: ResponseUrl | None, trigger: str, *, accepts: bool = False) -> Asked:
        sent = await self._carrier.send(kind, payload, accepts_response_payload=accepts or kind == COMMANDS)
        return Asked(sent, payload, url, trigger)


class HttpCarrier:
    """Slack calling an app over HTTP."""

    def __init__(self, url: str, secret: str, *, age: float = 0.0) -> None:
        self._url = url
        self._secret = secret
        self._age = age

    async def send(self, kind: str, payload: Mapping[str, Any], *, accepts_response_payload: bool = False) -> HttpAnswer:
        """Post it, signed with a timestamp that is `age` seconds old."""
        if kind == EVENTS:
            return await self.post(json.dumps(payload), "application/json")
        fields = dict(payload) if kind == COMMANDS else {"payload": json.dumps(payload)}
        return await self.post(urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")

    async def post(self, body: str, content_type: str) -> HttpAnswer:
        """Post a body with its signature."""
        timestamp = str(int(time.time() - self._age))
        signature = hmac.new(self._secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {"Content-Type": content_type, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}
        async with aiohttp.ClientSession() as session, session.post(self._url, data=body.encode(), headers=headers) as response:
            return HttpAnswer(response.status, await response.text())


@dataclass(frozen=True)
class HttpAnswer:
    """What the app answered."""

    status: int
    body: str

    async def acked(self) -> Json | None:
        """Its body, None for an empty one."""
        assert self.status == 200, (self.status, self.body)
        found: Json | None = json.loads(self.body) if self.body else None
        return found


async def _arguments(request: web.Request) -> Json:
    """What a method was called with: the SDK sends a query, a form or JSON."""
    if request.content_type == "application/json":
        found: Json = await request.json()
        return found
    given: Json = {**request.query, **await request.post()}
    return {key: json.loads(value) if key in ("view", "blocks", "metadata") else value for key, value in given.items()}


def _state(view: Json, values: Mapping[str, Any]) -> Json:
    """`view.state.values`: block_id -> action_id -> what stands in the element ("View submission payloads")."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    unknown = set(values) - {block["label"]["text"] for block in inputs}
    assert not unknown, f"no input has the label {unknown}"
    found: Json = {}
    for block in inputs:
        element, label = block["element"], block["label"]["text"]
        stands = _initial(element) if label not in values else _chosen(element, values[label])
        found[block["block_id"]] = {element["action_id"]: {"type": element["type"], **stands}}
    return found


def _initial(element: Json) -> Json:
    if element["type"] == "plain_text_input":
        return {"value": element.get("initial_value")}
    if element["type"].startswith("multi_"):
        return {"selected_options": element.get("initial_options", [])}
    return {"selected_option": element.get("initial_option")}


def _chosen(element: Json, value: str | Sequence[str] | None) -> Json:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"value": value}
    offered = {option["value"]: option for option in element.get("options", [])}
    assert isinstance(value, str | None) or kind.startswith("multi_") or kind == "checkboxes"
    wanted = [] if value is None else [value] if isinstance(value, str) else list(value)
    options = [offered[one] if offered else {"text": {"type": "plain_text", "text": one}, "value": one} for one in wanted]
    if kind.startswith("multi_") or kind == "checkboxes":
        return {"selected_options": options}
    return {"selected_option": options[0] if options else None}


async def settled() -> None:
    """Let everything that is under way on the loop take a few steps."""
    for _ in range(20):
        await asyncio.sleep(0)
