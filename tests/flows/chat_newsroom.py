"""The demo's newsroom heard on Slack and on Discord at once: every alert on both, every command answered on both.

`python -m tests.flows.chat_newsroom` prints what was said as a transcript.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.server import NewsroomServer
from bot.desk.commands.spec import CommandSpec
from bot.desk.commands.table import command_table
from bot.model import FeedSpec
from tests.fakes import slack_workspace as slack_names
from tests.fakes.discord_interactions import COMMAND, command
from tests.fakes.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.fakes.slack_doings import Doings
from tests.flows.chat_desk import ChatDesk

SLACK_CHANNEL = slack_names.CHANNEL

Options = Mapping[str, str | int]

ASKED: Mapping[tuple[str, ...], Options] = {
    ("latest",): {"limit": 3},
    ("brief",): {},
    ("search",): {"text": "missile", "limit": 3},
    ("story",): {"story": "tariffs"},
    ("why",): {"story": "tariffs"},
    ("report",): {"story": "tariffs", "tag": "kind", "note": "It is an interview."},
    ("actor",): {"actor": "North Korea", "since": "30d"},
    ("theme",): {"theme": "tariffs", "since": "30d"},
    ("trend",): {"actor": "North Korea", "since": "30d"},
    ("analyze",): {"source": "Seoul and Washington agreed on tariffs for cars. The United States will lower its duty."},
    ("alerts", "add"): {"name": "Trade desk", "theme": "tariffs", "rhythm": "daily", "hour": 8},
    ("alerts", "edit"): {"alert": "Trade desk", "relevance": "core"},
    ("alerts", "list"): {},
    ("alerts", "preview"): {"alert": "Trade desk"},
    ("alerts", "pause"): {"alert": "Trade desk"},
    ("alerts", "resume"): {"alert": "Trade desk"},
    ("alerts", "mute"): {"story": "tariffs"},
    ("alerts", "unmute"): {"story": "tariffs"},
    ("alerts", "remove"): {"alert": "Trade desk"},
    ("feeds", "list"): {},
    ("feeds", "test"): {"feed": "http://127.0.0.1:9/rss"},
    ("feeds", "add"): {"url": "http://127.0.0.1:9/rss"},
    ("feeds", "remove"): {"feed": "no-such-feed"},
    ("feeds", "errors"): {},
    ("settings", "show"): {},
    ("settings", "channel"): {"quiet": "02:00-04:00", "timezone": "America/New_York"},
    ("settings", "me"): {"timezone": "Asia/Seoul"},
    ("settings", "managers"): {},
    ("settings", "claim"): {"code": "AAAA-BBBB"},
    ("status",): {},
    ("help",): {},
}
"""What is asked of every command, in this order."""

REFUSED = frozenset({("feeds", "add"), ("feeds", "remove")})
"""Commands that are asked what must be refused: a private address, a feed that is not there."""


@dataclass
class Heard:
    """What was posted and answered. `alerts` by platform, in order; `answers` by platform and command; `pictures` by platform, each with
    its description."""

    alerts: dict[str, list[str]] = field(default_factory=dict)
    expected_alerts: int = 0
    answers: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    pictures: dict[str, list[tuple[bytes, str]]] = field(default_factory=dict)
    slack_bodies: list[dict[str, Any]] = field(default_factory=list)
    discord_bodies: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """(method and path, body)."""


async def hear(folder: Path, say: Callable[[str], None] = lambda words: None) -> Heard:
    """Run the newsroom, the desk and both platforms to the end. `say` is given the transcript line by line."""
    heard = Heard()
    newsroom = NewsroomServer()
    await newsroom.start()
    try:
        async with ChatDesk(folder) as chat:
            chat.configure({}, alerts={"enabled": False})
            (folder / "feeds.yaml").write_text(feeds_file(newsroom.feeds), "utf-8")
            await chat.open()
            await wait_until_read(chat, announced=False)
            await _subscribe(chat, say)
            newsroom.release()
            await _alerts(chat, heard, say)
            for spec in sorted(command_table(), key=lambda spec: list(ASKED).index(spec.path)):
                for platform, ask in (("Slack", ask_slack), ("Discord", ask_discord)):
                    typed = f"/alliance {' '.join(spec.path)} {typed_after(spec, ASKED[spec.path])}".strip()
                    answer = await ask(chat, spec, ASKED[spec.path])
                    heard.answers[platform, spec.path] = answer
                    say(f"\n[{platform}] {typed}\n{indented(answer)}")
            await _forms(chat)
            heard.slack_bodies = _slack_bodies(chat)
            heard.discord_bodies = [
                (f"{seen.method} {seen.path}", seen.body) for seen in chat.discord.requests if isinstance(seen.body, dict)
            ]
            files = [one for one in chat.slack.workspace.files.all if one.shared_in == [SLACK_CHANNEL]]
            heard.pictures["Slack"] = [(one.content or b"", one.alt) for one in files]
            described = [one["description"] for _, body in heard.discord_bodies for one in body.get("attachments", ())]
            heard.pictures["Discord"] = list(zip(chat.discord.uploads, described, strict=True))
            assert await chat.desk.stop() == 0
            heard.log = chat.desk.lines
    finally:
        await newsroom.stop()
    return heard


async def _forms(chat: ChatDesk) -> None:
    """Open every form and the Home on both platforms, so that they are among what was sent."""
    for typed in ("alerts add", "alerts edit Everything", "report", "settings channel"):
        opened = len(chat.slack.workspace.modals)
        await Doings(chat.slack).command(typed, user=slack_names.ADMIN)
        await chat.slack.workspace.wait_for("views.open", opened + 1)
    await Doings(chat.slack).open_home(user=slack_names.ADMIN)
    await chat.slack.workspace.wait_for("views.publish")
    for path, options in (
        (("alerts", "add"), {}),
        (("alerts", "edit"), {"alert": "Everything"}),
        (("report",), {}),
        (("settings", "channel"), {}),
    ):
        await (await chat.discord.ask(COMMAND, command("alliance", path, options))).answered()


def _slack_bodies(chat: ChatDesk) -> list[dict[str, Any]]:
    """Everything with blocks that Slack was sent: messages, answers, modals, Home."""
    workspace = chat.slack.workspace
    found = [dict(body) for _, body in workspace.calls if "blocks" in body]
    found += [message for url in workspace.response_urls.values() for message in url.messages if "blocks" in message]
    return [*found, *workspace.modals, *workspace.homes.values()]


def feeds_file(specs: tuple[FeedSpec, ...]) -> str:
    """feeds.yaml of the newsroom, polled every second."""
    outlets: dict[str, dict[str, Any]] = {}
    for spec in specs:
        outlet = spec.outlet
        entry = outlets.setdefault(
            outlet.id,
            {
                "id": outlet.id,
                "name": outlet.name,
                "name_ko": outlet.name_ko,
                "family": outlet.family,
                "language": outlet.language,
                "country": outlet.country,
                "class": outlet.outlet_class.value,
                "feeds": [],
            },
        )
        feed: dict[str, Any] = {"id": spec.id, "url": spec.url, "interval": "1s", "allow_private": True, "full_text": spec.full_text.value}
        entry["feeds"].append(feed)
        if spec.timezone:
            entry["timezone"] = spec.timezone
    return json.dumps({"outlets": list(outlets.values())})


async def wait_until_read(chat: ChatDesk, *, announced: bool) -> None:
    """Until every article of the newsroom so far is read: none waits, and some are there."""
    kind = "announce = 'alert'" if announced else "announce = 'silent'"
    query = f"SELECT count(*) > 0 AND sum(stage = 'new') = 0 AND sum({kind}) > 0 FROM article"
    await chat.desk.until_polled(lambda: chat.desk.rows(query)[:1] == [(1,)] and _all_polled(chat))


def _all_polled(chat: ChatDesk) -> bool:
    return chat.desk.rows("SELECT count(*) FROM feed WHERE first_polled_at IS NULL") == [(0,)]


async def _subscribe(chat: ChatDesk, say: Callable[[str], None]) -> None:
    spec = next(spec for spec in command_table() if spec.path == ("alerts", "add"))
    options: Options = {"name": "Everything", "relevance": "partial", "cap": 100}
    for platform, ask in (("Slack", ask_slack), ("Discord", ask_discord)):
        say(f"[{platform}] /alliance alerts add {typed_after(spec, options)}\n{indented(await ask(chat, spec, options))}\n")


async def _alerts(chat: ChatDesk, heard: Heard, say: Callable[[str], None]) -> None:
    """Wait for the news to be read and every alert to be posted."""
    await wait_until_read(chat, announced=True)
    stories = "SELECT count(DISTINCT story_id) FROM article WHERE announce = 'alert' AND relevance >= 1"
    still = "SELECT count(*) FROM delivery WHERE purpose = 'alert' AND state != 'sent'"

    def is_told() -> bool:
        rows = chat.desk.rows("SELECT count(*) FROM article WHERE stage = 'new'")
        sent = chat.desk.rows("SELECT count(*) FROM delivery WHERE purpose = 'alert' AND state = 'sent'")
        return rows == [(0,)] and chat.desk.rows(still) == [(0,)] and sent == [(2 * int(str(chat.desk.rows(stories)[0][0])),)]

    await chat.desk.until_polled(is_told, 120)
    heard.expected_alerts = int(str(chat.desk.rows(stories)[0][0]))
    posted = [message for message in chat.slack.workspace.posts.of(SLACK_CHANNEL) if "thread_ts" not in message]
    heard.alerts["Slack"] = [slack_text(message) for message in posted]
    heard.alerts["Discord"] = [discord_text(message) for message in chat.discord.channels[DISCORD_CHANNEL].messages]
    for platform, texts in heard.alerts.items():
        for text in texts:
            say(f"[{platform}] alert\n{indented(text)}")


async def ask_slack(chat: ChatDesk, spec: CommandSpec, options: Options) -> str:
    """Typed in the channel by somebody who manages the workspace."""
    typed = f"{' '.join(spec.path)} {typed_after(spec, options)}"
    return slack_text(await (await Doings(chat.slack).command(typed, user=slack_names.ADMIN)).answer())


async def ask_discord(chat: ChatDesk, spec: CommandSpec, options: Options) -> str:
    return discord_text(await (await chat.discord.ask(COMMAND, command("alliance", spec.path, options))).message())


def typed_after(spec: CommandSpec, options: Options) -> str:
    rest = next((option.name for option in spec.options if option.takes_rest), None)
    parts = [str(value) for name, value in options.items() if name == rest]
    parts += [f'{name}:"{value}"' if " " in str(value) else f"{name}:{value}" for name, value in options.items() if name != rest]
    return " ".join(parts)


def slack_text(message: Mapping[str, Any]) -> str:
    """The text of a message's blocks as people see it, buttons in brackets."""
    return "\n".join(line for block in message.get("blocks", ()) if (line := _text(block).strip()))


def _text(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(_text, part))
    if not isinstance(part, dict):
        return ""
    if part.get("type") == "button":
        return f"[{part['text']['text']}] "
    if isinstance(part.get("text"), str):
        return part["text"]
    inner = "".join(_text(part.get(key)) for key in ("text", "elements"))
    return f"{inner}\n" if part.get("type") in ("rich_text_section", "context") else inner


def discord_text(message: Mapping[str, Any]) -> str:
    """The text of a message's components, buttons in brackets."""
    found: list[str] = []
    for part in message.get("components") or ():
        if part.get("type") == 10:
            found.append(str(part["content"]))
        elif part.get("type") == 1:
            found.append(" ".join(f"[{button['label']}]" for button in part["components"]))
        else:
            found.append(discord_text(part))
    return "\n".join(filter(None, found))


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _print_transcript() -> None:
    with tempfile.TemporaryDirectory(prefix="alliance-desk-transcript-") as folder:
        asyncio.run(hear(Path(folder), lambda words: print(words, flush=True)))


if __name__ == "__main__":
    sys.exit(_print_transcript())
