"""A desk as people start it, with a public address: a hub reaches it through what stands before it, and `kill -9` changes nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.local_hub import LocalHub
from tests.fakes.polling import Item, rss
from tests.flows.desk_process import DeskProcess, write_configuration

PUBLIC = "https://desk.example.org"
LIVE = "SELECT count(*) FROM hub_subscription WHERE state = 'live'"


def document(hub: LocalHub, topic: str, *names: str) -> bytes:
    atom = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"'
    links = f'{atom} rel="hub" href="{hub.url}"/>{atom} rel="self" href="{topic}"/>'
    return rss(*(Item(f"Story {name}", f"https://daily.example/{name}", name) for name in names), channel=links).encode()


def configure(folder: Path, topic: str, **web: object) -> None:
    """A desk that polls the feed once a day."""
    write_configuration(folder, {"daily": topic}, web={"port": 0, **web}, log={"level": "info"})
    feeds = json.loads((folder / "feeds.yaml").read_text("utf-8"))
    feeds["outlets"][0]["feeds"][0] |= {"interval": "1d", "full_text": "never"}
    (folder / "feeds.yaml").write_text(json.dumps(feeds), "utf-8")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskProcess]:
    process = DeskProcess(tmp_path)
    yield process
    process.kill()
    await process.ended()


async def test_a_hub_tells_a_desk_of_news_after_it_was_killed(desk: DeskProcess) -> None:
    async with FeedServer() as server, LocalHub() as hub:
        topic = server.url("/topic")
        server.serve("/topic", Reply(document(hub, topic, "1")))
        configure(desk.folder, topic, public_url=PUBLIC)
        await desk.start()
        hub.stands_for = {PUBLIC: await desk.ready()}
        await hub.asked(1)
        assert await hub.settle() == [True]

        desk.kill()
        await desk.ended()
        printed = desk.lines.copy()
        await desk.start()
        hub.stands_for = {PUBLIC: await desk.ready()}
        assert desk.rows(LIVE) == [(1,)]
        news = document(hub, topic, "2", "1")
        server.serve("/topic", Reply(news))
        assert await hub.publish(topic, news) == [202]
        await desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", 2)
        assert await desk.stop() == 0

        assert len(hub.requests) == 1
        ((path, secret),) = desk.rows("SELECT path, secret FROM hub_subscription")
        said = "\n".join([*printed, *desk.lines])
        assert "127.0.0.1 tells of news of the feed daily, for 864000 s" in said
        assert str(path) not in said
        assert str(secret) not in said


async def test_a_desk_without_a_public_address_asks_no_hub(desk: DeskProcess) -> None:
    async with FeedServer() as server, LocalHub() as hub:
        topic = server.url("/topic")
        server.serve("/topic", Reply(document(hub, topic, "1")))
        configure(desk.folder, topic)
        await desk.start()
        await desk.ready()
        await desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", 1)
        assert await desk.stop() == 0
        assert hub.requests == []
        assert desk.rows("SELECT count(*) FROM hub_subscription") == [(0,)]
