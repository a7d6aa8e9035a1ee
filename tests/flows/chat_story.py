"""One story of six outlets in two languages, as Slack, Discord, the console and the page show it: from the first alert to the last edit.

`python -m tests.flows.chat_story` prints it as a transcript.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
from lxml import html

from bot.demo.newsroom import Phase, SampleArticle, SampleOutlet, load_newsroom
from bot.demo.server import NewsroomServer
from bot.desk.commands.table import command_table
from tests.fakes.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.fakes.slack_workspace import CHANNEL as SLACK_CHANNEL
from tests.flows.chat_desk import ChatDesk
from tests.flows.chat_newsroom import ask_discord, ask_slack, discord_text, feeds_file, indented, slack_text, wait_until_read
from tests.flows.one_feed import ask

SUBJECT = "hormuz"
OPTIONS = {"name": "Everything", "relevance": "partial", "cap": 100}


@dataclass
class Told:
    """What each place showed. `alerts` as first posted and `redrawn` as they stand in the end, by platform; `threads` in order; `stories`
    are the answers to `/alliance story`; `page` is the story's page in words;
    `headlines` are those that were changed, before and after."""

    outlets: int = 0
    alerts: dict[str, list[str]] = field(default_factory=dict)
    redrawn: dict[str, list[str]] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)
    console: list[str] = field(default_factory=list)
    page: str = ""
    headlines: tuple[tuple[str, str], ...] = ()


def newsroom() -> tuple[SampleOutlet, ...]:
    """The demo's outlets that tell the one story, with it and their backlog."""
    return tuple(replace(outlet, articles=kept) for outlet in load_newsroom() if any(map(_is_of_story, kept := _kept(outlet))))


def _kept(outlet: SampleOutlet) -> tuple[SampleArticle, ...]:
    return tuple(one for one in outlet.articles if one.phase is Phase.BACKLOG or _is_of_story(one))


def _is_of_story(article: SampleArticle) -> bool:
    return article.phase is Phase.NEWS and article.slug.startswith(SUBJECT)


async def tell(folder: Path, say: Callable[[str], None] = lambda words: None) -> Told:
    """Run newsroom, desk and both platforms through the story, one article after another. `say` is given the transcript."""
    told, server = Told(), NewsroomServer(newsroom=newsroom())
    await server.start()
    try:
        async with ChatDesk(folder) as chat:
            chat.configure({}, alerts={"enabled": True, "minimum_relevance": "partial", "redraw_seconds": 0})
            (folder / "feeds.yaml").write_text(feeds_file(server.feeds), "utf-8")
            address = await chat.open()
            await wait_until_read(chat, announced=False)
            add = next(spec for spec in command_table() if spec.path == ("alerts", "add"))
            await ask_slack(chat, add, OPTIONS)
            await ask_discord(chat, add, OPTIONS)
            await _follow(chat, server, told, say)
            await _look(chat, told, address, say)
            assert await chat.desk.stop() == 0
    finally:
        await server.stop()
    return told


async def _follow(chat: ChatDesk, server: NewsroomServer, told: Told, say: Callable[[str], None]) -> None:
    outlets = set()
    for count in range(1, server.waiting + 1):
        (article,) = server.release(1)
        outlets.add(article.outlet_id)
        say(f"\n--- {article.outlet_id} publishes: {article.title}")
        await _settled(chat, count)
        if count == 1:
            told.alerts = _alerts(chat)
            for platform, texts in told.alerts.items():
                say(f"[{platform}] alert\n" + "\n".join(map(indented, texts)))
        if article.later_title:
            await _revise(chat, server, told, say)
    told.outlets = len(outlets)


async def _settled(chat: ChatDesk, articles: int) -> None:
    """Until so many articles of the story are read and nothing waits to be sent."""
    await chat.desk.stored("SELECT count(*) FROM article WHERE announce = 'alert' AND stage = 'done'", articles)
    waiting = "SELECT count(*) FROM delivery WHERE state NOT IN ('sent', 'folded') AND not_before <= datetime('now', '+5 seconds')"
    await chat.desk.until_polled(lambda: chat.desk.rows(waiting) == [(0,)], 120)


async def _revise(chat: ChatDesk, server: NewsroomServer, told: Told, say: Callable[[str], None]) -> None:
    changed = server.revise()
    say(f"\n--- {', '.join(one.outlet_id for one in changed)} changes its headline")
    told.headlines = tuple((one.title, str(one.later_title)) for one in changed)
    query = "SELECT count(*) FROM delivery WHERE dedup_key LIKE 'edit-of:%' AND state = 'sent'"
    await chat.desk.until_polled(lambda: int(str(chat.desk.rows(query)[0][0])) >= 3 * len(changed), 120)
    await _settled(chat, int(str(chat.desk.rows("SELECT count(*) FROM article WHERE announce = 'alert'")[0][0])))


async def _look(chat: ChatDesk, told: Told, address: str, say: Callable[[str], None]) -> None:
    told.redrawn = _alerts(chat)
    posts = [message for message in chat.slack.workspace.posts.of(SLACK_CHANNEL) if "thread_ts" in message]
    told.threads["Slack"] = [slack_text(message) for message in posts]
    told.threads["Discord"] = [
        discord_text(message) for channel, held in chat.discord.channels.items() if channel != DISCORD_CHANNEL for message in held.messages
    ]
    story = next(spec for spec in command_table() if spec.path == ("story",))
    told.stories = {
        "Slack": await ask_slack(chat, story, {"story": "Hormuz"}),
        "Discord": await ask_discord(chat, story, {"story": "Hormuz"}),
        "console": await ask(chat.desk, "/alliance story Hormuz"),
    }
    told.console = [str(entry["text"]) for entry in chat.desk.console_log]
    number = chat.desk.rows("SELECT story_id FROM article WHERE announce = 'alert' LIMIT 1")[0][0]
    told.page = await _page(f"{address}/story/{number}?lang=en")
    _say_all(told, say)


async def _page(url: str) -> str:
    async with aiohttp.ClientSession() as client, client.get(url) as response:
        assert response.status == 200, url
        return " ".join(html.document_fromstring(await response.text()).text_content().split())


def _say_all(told: Told, say: Callable[[str], None]) -> None:
    for platform, texts in told.redrawn.items():
        for title, shown in (("thread", told.threads[platform]), ("the alert in the end", texts)):
            for text in shown:
                say(f"\n[{platform}] {title}\n{indented(text)}")
    for place, text in told.stories.items():
        say(f"\n[{place}] /alliance story Hormuz\n{indented(text)}")
    for text in told.console:
        say(f"\n[console]\n{indented(text)}")
    say(f"\n[page]\n{indented(told.page)}")


def _alerts(chat: ChatDesk) -> dict[str, list[str]]:
    slack = [message for message in chat.slack.workspace.posts.of(SLACK_CHANNEL) if "thread_ts" not in message]
    return {
        "Slack": [slack_text(message) for message in slack],
        "Discord": [discord_text(message) for message in chat.discord.channels[DISCORD_CHANNEL].messages],
    }


def _print_transcript() -> None:
    with tempfile.TemporaryDirectory(prefix="alliance-desk-story-") as folder:
        asyncio.run(tell(Path(folder), lambda words: print(words, flush=True)))


if __name__ == "__main__":
    sys.exit(_print_transcript())
