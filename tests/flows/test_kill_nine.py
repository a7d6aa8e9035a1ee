"""kill -9 at random moments of poll, analysis and delivery under load: every article once in the store, every story once in the log.

Every fourth article tells the story of another outlet, perhaps in another life of the desk: it has to find that story and ring for nobody.

The moments are drawn from a seed, so that a failing run can be run again. `make soak` runs the long version.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.flows.desk_process import DeskProcess, write_configuration
from tests.flows.flood_server import FloodServer, headline

FEEDS = ("one", "two", "three", "four")
ARTICLES_A_LIFE = 6
MOMENTS = ("feed-request", "feed-half", "feed-sent", "page-request", "page-sent", "alert-printed", "after-ready")


class Executioner:
    """Kills the desk at the n-th of one kind of moment, up to 40 ms late so that commits in progress are hit too."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._desk: DeskProcess | None = None
        self._moment = ""
        self._left = 0
        self.kills: Counter[str] = Counter()

    def aim(self, desk: DeskProcess) -> None:
        """Choose the next moment for this life of the desk."""
        self._desk, self._moment = desk, self._chance.choice(MOMENTS)
        self._left = self._chance.randint(1, 12)

    def see(self, moment: str) -> None:
        """Count a moment; at the chosen one the kill is on its way."""
        if self._desk is None or moment != self._moment:
            return
        self._left -= 1
        if self._left == 0:
            self.kills[moment] += 1
            asyncio.get_running_loop().call_later(self._chance.uniform(0, 0.04), self._desk.kill)
            self._desk = None

    async def watch(self, desk: DeskProcess, life: asyncio.Task[int]) -> None:
        """Report what the desk prints as moments; after two seconds without the chosen one, kill all the same."""
        seen = 0

        def look() -> bool | None:
            nonlocal seen
            for line in desk.lines[seen:]:
                if "/article/" in line:
                    self.see("alert-printed")
                if "ready" in line:
                    self._moment = "any" if self._moment == "after-ready" else self._moment
                    asyncio.get_running_loop().call_later(self._chance.uniform(0.3, 2.5), self._end, desk)
            seen = len(desk.lines)
            return None if not life.done() else True

        watching = asyncio.ensure_future(desk.until(look, 60))
        await asyncio.wait({watching, life}, return_when=asyncio.FIRST_COMPLETED)
        watching.cancel()

    def _end(self, desk: DeskProcess) -> None:
        if self._desk is desk:
            self._desk = None
            self.kills["after-ready"] += 1
            desk.kill()


async def live_and_be_killed(kills: int, seed: int, folder: Path) -> tuple[FloodServer, DeskProcess, Executioner]:
    """Run the desk through that many violent ends and once to a quiet end."""
    executioner = Executioner(random.Random(seed))
    server = FloodServer(FEEDS, executioner.see, is_retold=True)
    await server.start()
    desk = DeskProcess(folder)
    try:
        write_configuration(folder, server.feed_addresses())
        await first_poll(desk)
        for _ in range(kills):
            server.publish(ARTICLES_A_LIFE)
            executioner.aim(desk)
            await desk.start()
            life = asyncio.ensure_future(desk.ended(60))
            await executioner.watch(desk, life)
            assert await life == -9, "\n".join(desk.lines[-50:])
        await desk.start()
        await desk.ready()
        await desk.until(lambda: True if len(desk.console_log) >= len(events(server)) else None, 120)
        await desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", server.published + len(FEEDS), 120)
        assert await desk.stop() == 0
    finally:
        desk.kill()
        await server.stop()
    return server, desk, executioner


def events(server: FloodServer) -> set[int]:
    """What the articles so far tell of."""
    return {server.event(number) for number in range(server.published)}


async def first_poll(desk: DeskProcess) -> None:
    """Let the desk meet each feed once in peace: what is there then is backlog and not announced."""
    await desk.start()
    await desk.ready()
    await desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", len(FEEDS))
    assert await desk.stop() == 0
    assert desk.console_log == []


def check_nothing_lost_nothing_twice(server: FloodServer, desk: DeskProcess) -> None:
    newest = "SELECT r.title FROM article a JOIN article_revision r ON r.article_id = a.id AND r.number = a.revision WHERE a.stage = 'done'"
    titles = Counter(str(row[0]) for row in desk.rows(newest))
    expected = {server.headline(number) for number in range(server.published)}
    backlog = {headline(17_016 - index) for index in range(len(FEEDS))}
    assert titles == Counter(expected | backlog)
    told = {server.headline(number): server.event(number) for number in range(server.published)}
    alerts = Counter(event for entry in desk.console_log for title, event in told.items() if title in str(entry["text"]))
    assert alerts == Counter(events(server))
    stories = "SELECT count(*) FROM article WHERE story_id IS NOT NULL GROUP BY story_id"
    assert Counter(int(str(row[0])) for row in desk.rows(stories))[2] == server.published - len(events(server))
    keys = Counter(str(entry["key"]) for entry in desk.console_log)
    assert max(keys.values()) == 1


@pytest.mark.parametrize("seed", [1, 2])
async def test_ten_kills_lose_nothing_and_send_nothing_twice(seed: int, tmp_path: Path) -> None:
    server, desk, executioner = await live_and_be_killed(10, seed, tmp_path)
    assert executioner.kills.total() == 10
    check_nothing_lost_nothing_twice(server, desk)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 108))
async def test_twenty_five_kills_lose_nothing_and_send_nothing_twice(seed: int, tmp_path: Path) -> None:
    server, desk, executioner = await live_and_be_killed(25, seed, tmp_path)
    assert executioner.kills.total() == 25
    print(f"seed {seed}: {dict(executioner.kills)}, {server.published} articles")
    check_nothing_lost_nothing_twice(server, desk)
