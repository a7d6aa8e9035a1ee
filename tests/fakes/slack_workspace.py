"""A Slack workspace as its Web API shows it to an app that listens: people, groups, channels, triggers, modals, Home, response_url.

Each method follows its page under docs.slack.dev/reference/methods; names of errors are theirs.

- A trigger_id lives 3 s and is used once (views.open: `expired_trigger_id`, `exchanged_trigger_id`, `invalid_trigger_id`).
- A response_url takes five messages in 30 minutes ("Handling user interaction": 404 `used_url`, `expired_url`).
- users.info tells `locale` only where it is asked for; usergroups.list tells `users` only where it is asked for.
- A file is uploaded in three steps (slack_files.py); shared in a channel it stands there as a message.
- Every answer names the token's scopes in `x-oauth-scopes`; a method whose scope is missing answers `missing_scope`, `needed`, `provided`.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack_files import Files
from tests.fakes.slack_posts import Posts

Json = dict[str, Any]

TEAM, TEAM_NAME = "T01DESK", "Harbour News"
APP, BOT, BOT_USER = "A01DESK", "B01DESK", "U01DESK"
BOT_TOKEN, APP_TOKEN = "xoxb-1-desk", "xapp-1-desk"
CHANNEL, SECRET_CHANNEL, OLD_CHANNEL, ELSEWHERE = "C01NEWS", "G01DESK", "C01OLD", "C01ELSE"
MEMBER, ADMIN, KOREAN, STRANGER = "U01MEMBER", "U01ADMIN", "U01KOREAN", "U02STRANGER"
GROUP = "S01KOREA"
TRIGGER_SECONDS = 3.0
CUT = 0
"""Instead of a status: the connection is cut, perhaps "after posting"."""
URL_USES, URL_SECONDS = 5, 1_800.0
SCOPES = [
    "commands",
    "chat:write",
    "channels:history",
    "groups:history",
    "im:history",
    "mpim:history",
    "channels:read",
    "groups:read",
    "users:read",
    "usergroups:read",
    "files:write",
]
_NEEDS = {
    "users.info": ("users:read",),
    "usergroups.list": ("usergroups:read",),
    "conversations.info": ("channels:read", "groups:read"),
    "chat.postMessage": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history"),
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "conversations.replies": ("channels:history", "groups:history"),
}


def person(user: str, name: str, *, locale: str = "en-US", team: str = TEAM, **more: Any) -> Json:
    """A user object ("User object", docs.slack.dev/reference/objects/user-object)."""
    return {
        "id": user,
        "team_id": team,
        "name": name.lower(),
        "deleted": False,
        "real_name": f"{name} Kim",
        "profile": {"display_name": name, "real_name": f"{name} Kim"},
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_bot": False,
        "locale": locale,
    } | more


def channel(channel_id: str, name: str, **more: Any) -> Json:
    """A conversation object."""
    return {"id": channel_id, "name": name, "is_channel": True, "is_archived": False, "is_member": True, "is_private": False} | more


@dataclass
class ResponseUrl:
    """A response_url and what came by it."""

    url: str
    made_at: float
    messages: list[Json] = field(default_factory=list)
    failing: list[tuple[int, str]] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def message(self, number: int = 1) -> Json:
        """Wait for the message of that number."""
        async with asyncio.timeout(20.0), self.changed:
            await self.changed.wait_for(lambda: len(self.messages) >= number)
        return self.messages[number - 1]


class Workspace:
    """Everything that the app can see. `calls` are (method, arguments) in order; `failing` maps a method to errors of its next calls."""

    def __init__(self) -> None:
        self.url = ""
        self.scopes = list(SCOPES)
        self.people = {
            MEMBER: person(MEMBER, "Minji"),
            ADMIN: person(ADMIN, "Alex", is_admin=True),
            KOREAN: person(KOREAN, "Jisoo", locale="ko-KR"),
            STRANGER: person(STRANGER, "Sam", team="T02OTHER", is_admin=True, is_owner=True, is_stranger=True),
        }
        self.groups: list[Json] = [{"id": GROUP, "handle": "korea-desk", "users": [MEMBER]}, {"id": "S01OTHER", "handle": "x", "users": []}]
        self.channels = {
            CHANNEL: channel(CHANNEL, "news"),
            SECRET_CHANNEL: channel(SECRET_CHANNEL, "desk", is_private=True),
            OLD_CHANNEL: channel(OLD_CHANNEL, "old", is_archived=True),
            ELSEWHERE: channel(ELSEWHERE, "else", is_member=False),
        }
        self.calls: list[tuple[str, Json]] = []
        self.failing: dict[str, list[str]] = {}
        self.modals: list[Json] = []
        self.homes: dict[str, Json] = {}
        self.messages: list[Json] = []
        self.posts = Posts(BOT)
        self.files = Files()
        self.whispers: list[Json] = []
        self.response_urls: dict[str, ResponseUrl] = {}
        self.changed = asyncio.Condition()
        self.now: Callable[[], float] = time.time
        self._triggers: dict[str, float] = {}
        self._used: set[str] = set()
        self._numbers = itertools.count(1)

    def new_trigger(self) -> str:
        """A trigger_id, from now on."""
        made = f"{next(self._numbers)}.1400.abcdef"
        self._triggers[made] = time.monotonic()
        return made

    def let_expire(self, trigger: str) -> None:
        """Let its 3 s be over."""
        self._triggers[trigger] -= TRIGGER_SECONDS

    def new_response_url(self) -> ResponseUrl:
        """A response_url, from now on."""
        path = f"/actions/{TEAM}/{next(self._numbers)}/secret"
        made = ResponseUrl(f"{self.url}{path}", time.monotonic())
        self.response_urls[path] = made
        return made

    def updated(self, view: Json, change: Json) -> Json:
        """A modal after `response_action: update`: the change in place of it, what was typed kept where ids are the same."""
        checked = checked_view(change, "modal")
        kept = {key: view[key] for key in ("id", "team_id", "app_id", "bot_id", "state") if key in view}
        return kept | checked

    def asked(self, method: str) -> list[Json]:
        """The arguments of each call of a method."""
        return [arguments for name, arguments in self.calls if name == method]

    async def wait_for(self, method: str, times: int = 1) -> Json:
        """Until a method was called that often; the arguments of that call."""
        async with asyncio.timeout(20.0), self.changed:
            await self.changed.wait_for(lambda: len(self.asked(method)) >= times)
        return self.asked(method)[times - 1]

    async def respond(self, path: str, body: Json) -> tuple[int, Json | str]:
        """A message to a response_url: status and body."""
        found = self.response_urls.get(path)
        if found is None:
            return 404, {"ok": False, "error": "invalid_url"}
        if found.failing:
            status, error = found.failing.pop(0)
            if status == CUT and error == "after posting":
                found.messages.append(body)
            return status, error
        if len(found.messages) >= URL_USES:
            return 404, {"ok": False, "error": "used_url"}
        if time.monotonic() - found.made_at > URL_SECONDS:
            return 404, {"ok": False, "error": "expired_url"}
        async with found.changed:
            found.messages.append(body)
            found.changed.notify_all()
        return 200, "ok"

    async def call(self, method: str, token: str, arguments: Json) -> Json | None:
        """The answer of a Web API method, None for one that is not known here."""
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            return None
        refused = self._refused(method, token)
        answer: Json = refused if refused is not None else handler(arguments)
        async with self.changed:
            self.calls.append((method, arguments))
            self.changed.notify_all()
        return answer

    def _refused(self, method: str, token: str) -> Json | None:
        if self.failing.get(method):
            return _error(self.failing[method].pop(0))
        if token != BOT_TOKEN:
            return _error("invalid_auth")
        missing = [scope for scope in _NEEDS.get(method, ()) if scope not in self.scopes]
        if missing:
            return _error("missing_scope") | {"needed": ",".join(missing), "provided": ",".join(self.scopes)}
        return None

    def _auth_test(self, _: Json) -> Json:
        return {
            "ok": True,
            "url": "https://harbour.slack.example/",
            "team": TEAM_NAME,
            "team_id": TEAM,
            "user": "alliance_desk",
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    def _users_info(self, arguments: Json) -> Json:
        found = self.people.get(arguments["user"])
        if found is None:
            return _error("user_not_found")
        if str(arguments.get("include_locale", "")).lower() not in ("1", "true"):
            found = {key: value for key, value in found.items() if key != "locale"}
        return {"ok": True, "user": found}

    def _usergroups_list(self, arguments: Json) -> Json:
        with_users = str(arguments.get("include_users", "")).lower() in ("1", "true")
        return {"ok": True, "usergroups": [group if with_users else {**group, "users": []} for group in self.groups]}

    def _conversations_info(self, arguments: Json) -> Json:
        found = self.channels.get(arguments["channel"])
        return {"ok": True, "channel": found} if found else _error("channel_not_found")

    def _views_open(self, arguments: Json) -> Json:
        trigger = arguments["trigger_id"]
        if trigger not in self._triggers:
            return _error("invalid_trigger_id")
        if trigger in self._used:
            return _error("exchanged_trigger_id")
        if time.monotonic() - self._triggers[trigger] >= TRIGGER_SECONDS:
            return _error("expired_trigger_id")
        self._used.add(trigger)
        view = checked_view(arguments["view"], "modal") | {
            "id": f"V{next(self._numbers)}",
            "hash": f"156772938.{next(self._numbers)}",
            "team_id": TEAM,
            "app_id": APP,
            "bot_id": BOT,
            "state": {"values": {}},
        }
        self.modals.append(view)
        return {"ok": True, "view": view}

    def _views_publish(self, arguments: Json) -> Json:
        self.homes[arguments["user_id"]] = view = checked_view(arguments["view"], "home")
        return {"ok": True, "view": {**view, "id": "V0HOME"}}

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802 - Slack's name
        refused = self._no_place(arguments["channel"])
        if refused is not None:
            return refused
        self.messages.append(arguments)
        return {
            "ok": True,
            "channel": arguments["channel"],
            "ts": self.posts.add(arguments["channel"], arguments, now=self.now()),
            "message": {},
        }

    def _chat_update(self, arguments: Json) -> Json:
        refused = self._no_place(arguments["channel"])
        if refused is not None:
            return refused
        if not self.posts.update(arguments["channel"], arguments["ts"], arguments):
            return _error("message_not_found")
        return {"ok": True, "channel": arguments["channel"], "ts": arguments["ts"], "text": arguments.get("text", "")}

    def _chat_getPermalink(self, arguments: Json) -> Json:  # noqa: N802 - Slack's name
        place, ts = arguments["channel"], arguments["message_ts"]
        if not any(message["ts"] == ts for message in self.posts.of(place)):
            return _error("message_not_found")
        return {"ok": True, "channel": place, "permalink": f"https://harbour.slack.example/archives/{place}/p{ts.replace('.', '')}"}

    def _conversations_history(self, arguments: Json) -> Json:
        return self._no_place(arguments["channel"]) or self.posts.history(arguments)

    def _conversations_replies(self, arguments: Json) -> Json:
        return self._no_place(arguments["channel"]) or self.posts.replies(arguments)

    def _files_getUploadURLExternal(self, arguments: Json) -> Json:  # noqa: N802 - Slack's name
        return self.files.ask(arguments, self.url)

    def _files_completeUploadExternal(self, arguments: Json) -> Json:  # noqa: N802 - Slack's name
        place = arguments.get("channel_id")
        refused = self._no_place(place) if place else None
        if refused is not None:
            return refused
        answer = self.files.complete(arguments)
        if answer["ok"] and place:
            shown = {"files": answer["files"], "text": arguments.get("initial_comment", ""), "thread_ts": arguments.get("thread_ts")}
            self.posts.add(place, {key: value for key, value in shown.items() if value is not None}, now=self.now(), subtype="file_share")
        return answer

    def _chat_postEphemeral(self, arguments: Json) -> Json:  # noqa: N802 - Slack's name
        refused = self._no_place(arguments["channel"])
        if refused is None:
            self.whispers.append(arguments)
        return refused or {"ok": True, "message_ts": f"1764061200.{next(self._numbers):06d}"}

    def _no_place(self, place: str) -> Json | None:
        if place in self.people or place.startswith("D"):
            return None
        found = self.channels.get(place)
        if found is None:
            return _error("channel_not_found")
        if found["is_archived"]:
            return _error("is_archived")
        return None if found["is_member"] else _error("not_in_channel")


def checked_view(view: Mapping[str, Any], kind: str) -> Json:
    """A view within Slack's limits ("Views", docs.slack.dev/reference/views): 100 blocks, title, submit and close of 24 characters,
    private_metadata of 3,000, callback_id of 255, every block_id once."""
    assert view["type"] == kind
    assert len(view["blocks"]) <= 100
    ids = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids)), "a block_id stands twice"
    assert len(view.get("private_metadata", "")) <= 3_000
    assert len(view.get("callback_id", "")) <= 255
    for name in ("title", "submit", "close"):
        if name in view:
            assert view[name]["type"] == "plain_text"
            assert 0 < len(view[name]["text"]) <= 24
    assert kind == "home" or "title" in view
    assert kind == "home" or "submit" in view or not any(block["type"] == "input" for block in view["blocks"])
    return dict(view)


def _error(name: str) -> Json:
    return {"ok": False, "error": name}
