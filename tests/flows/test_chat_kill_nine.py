"""kill -9 during delivery to Slack and Discord while both limit, fail, reset and lose answers: every message once, in order.

The moments and the faults are drawn from a seed, so that a failing run can be run again. `make soak` runs the long version.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from bot.model import Destination, Filter
from tests.fakes import discord_faults, slack_faults
from tests.fakes.slack_faults import Fails, Resets, Says, Stalls
from tests.flows.chat_desk import ChatDesk
from tests.flows.flood_server import FloodServer

FEEDS = ("one", "two", "three", "four")
ARTICLES_A_LIFE = 4
FAULTS_ENOUGH = 10  # a desk that is killed early each time leaves most of its messages, and so of its faults, to the last life
MOMENTS = ("post", "posted", "look", "after-ready")
SLACK_CHANNELS = tuple(f"C0FLOOD{number}" for number in range(1, 5))
DISCORD_CHANNELS = tuple(f"14000000000000003{number:02}" for number in range(1, 5))


class Weather:
    """Draws what goes wrong with a call, and the moment at which the desk is killed."""

    def __init__(self, seed: int, *, with_stalls: bool) -> None:
        self._chance = random.Random(seed)
        self._with_stalls = with_stalls
        self._chat: ChatDesk | None = None
        self._moment, self._left = "", 0
        self.is_fair = False
        self.is_clearing = False
        self.faults: Counter[str] = Counter()
        self.kills: Counter[str] = Counter()

    def rule(self, chat: ChatDesk) -> None:
        """Have both platforms ask for their weather and tell their moments."""
        chat.slack.chaos, chat.slack.moment = self.over_slack, self.see
        chat.discord.chaos, chat.discord.moment = self.over_discord, self.see

    def over_slack(self, method: str) -> slack_faults.Fault | None:
        if method not in ("chat.postMessage", "conversations.history"):
            return None
        after = self._chance.random() < 0.5
        return self._drawn(slack_faults.TooMany(1), Fails(502, after), Resets(after), Says("internal_error", after))

    def over_discord(self, method: str, path: str) -> discord_faults.Fault | None:
        if not path.endswith("/messages"):
            return None
        after = self._chance.random() < 0.5
        return self._drawn(discord_faults.TooMany(0.3), Fails(502, after), Resets(after), Fails(503, after))

    def _drawn(self, limit: object, *others: object) -> object:
        """Nothing for three calls of four; once it clears up, nothing at all as soon as there were faults enough."""
        if self.is_fair or (self.is_clearing and self.faults.total() >= FAULTS_ENOUGH) or self._chance.random() > 0.25:
            return None
        if self._with_stalls and self._chance.random() < 0.05:
            self.faults["Stalls"] += 1
            return Stalls()
        fault = self._chance.choice((limit, *others))
        self.faults[type(fault).__name__] += 1
        return fault

    def aim(self, chat: ChatDesk) -> None:
        """Choose the next moment for this life of the desk."""
        self._chat, self._moment, self._left = chat, self._chance.choice(MOMENTS), self._chance.randint(1, 6)

    def see(self, moment: str) -> None:
        """Count a moment; at the chosen one the kill is on its way, up to 40 ms late."""
        if self._chat is None or moment != self._moment:
            return
        self._left -= 1
        if self._left == 0:
            self._end(moment, self._chance.uniform(0, 0.04))

    def close(self) -> None:
        """After some seconds without the chosen moment, kill all the same."""
        chat = self._chat
        if chat is not None:
            asyncio.get_running_loop().call_later(self._chance.uniform(1.0, 4.0), lambda: self._end_of(chat))

    def _end_of(self, chat: ChatDesk) -> None:
        if self._chat is chat:
            self._end("after-ready", 0.0)

    def _end(self, moment: str, delay: float) -> None:
        chat, self._chat = self._chat, None
        assert chat is not None
        self.kills[moment] += 1
        asyncio.get_running_loop().call_later(delay, chat.desk.kill)


async def live_and_be_killed(kills: int, seed: int, folder: Path, *, with_stalls: bool = False) -> tuple[ChatDesk, FloodServer, Weather]:
    """Run the desk through that many violent ends in bad weather, and once to a quiet end as it clears up."""
    weather = Weather(seed, with_stalls=with_stalls)
    server = FloodServer(FEEDS, lambda moment: None)
    await server.start()
    async with ChatDesk(folder) as chat:
        try:
            weather.is_fair = True
            weather.rule(chat)
            chat.configure(server.feed_addresses(), alerts={"enabled": False})
            await first_poll(chat)
            await chat.subscribe(*wanted(chat))
            weather.is_fair = False
            for _ in range(kills):
                server.publish(ARTICLES_A_LIFE)
                await chat.desk.start()
                weather.aim(chat)  # now, and not before: a request of the life before that is still being answered would aim at nobody
                life = asyncio.ensure_future(chat.desk.ended(90))
                ready = asyncio.ensure_future(chat.desk.ready())
                await asyncio.wait({ready, life}, return_when=asyncio.FIRST_COMPLETED)
                weather.close()
                assert await life == -9, "\n".join(chat.desk.lines[-50:])
                ready.cancel()
                chat.discord.forget_nonces()  # as if minutes passed: what saves us is the custom_id
            weather.is_clearing = True
            await chat.desk.start()
            await chat.desk.ready()
            await chat.desk.stored("SELECT count(*) FROM delivery WHERE state = 'sent'", 2 * server.published, 240)
            assert await chat.desk.stop() == 0
        finally:
            chat.desk.kill()
            await server.stop()
    return chat, server, weather


async def first_poll(chat: ChatDesk) -> None:
    """Let the desk meet each feed once in peace: what is there then is backlog and not announced."""
    await chat.desk.start()
    await chat.desk.ready()
    await chat.desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", len(FEEDS))
    assert await chat.desk.stop() == 0


def wanted(chat: ChatDesk) -> list[tuple[Destination, Filter]]:
    """A Slack channel and a Discord channel for each feed's outlet."""
    places = [*map(chat.slack_channel, SLACK_CHANNELS), *map(chat.discord_channel, DISCORD_CHANNELS)]
    return [(place, Filter(outlets=(f"outlet-{FEEDS[number % len(FEEDS)]}",))) for number, place in enumerate(places)]


def check_posted_once_and_in_order(chat: ChatDesk, server: FloodServer) -> None:
    assert chat.desk.rows("SELECT count(*) FROM delivery WHERE state != 'sent'") == [(0,)]
    total = 0
    for adapter, channels, posted in (
        ("slack", SLACK_CHANNELS, chat.posted_in_slack),
        ("discord", DISCORD_CHANNELS, chat.posted_in_discord),
    ):
        for channel in channels:
            rows = chat.desk.rows(f"SELECT key FROM delivery WHERE adapter = '{adapter}' AND channel = '{channel}' ORDER BY id")
            expected = [str(row[0]) for row in rows]
            assert Counter(posted(channel)) == Counter(expected)
            assert posted(channel) == expected, told_of(chat, adapter, channel, posted(channel))
            total += len(expected)
    assert total == 2 * server.published


def told_of(chat: ChatDesk, adapter: str, channel: str, posted: list[str]) -> str:
    """The deliveries of a channel in the order of their ids, each with the place of its message and how it came there."""
    columns = "id, key, attempts, created_at, settled_at, reason"
    rows = chat.desk.rows(f"SELECT {columns} FROM delivery WHERE adapter = '{adapter}' AND channel = '{channel}' ORDER BY id")
    return "\n".join(f"{posted.index(str(row[1]))}: {row}" for row in rows)


@pytest.mark.parametrize("seed", [1, 2])
async def test_ten_kills_post_everything_once_and_in_order(seed: int, tmp_path: Path) -> None:
    chat, server, weather = await live_and_be_killed(10, seed, tmp_path)
    assert weather.kills.total() == 10
    assert weather.faults.total() > 5
    check_posted_once_and_in_order(chat, server)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 212))
async def test_twenty_five_kills_post_everything_once_and_in_order(seed: int, tmp_path: Path) -> None:
    chat, server, weather = await live_and_be_killed(25, seed, tmp_path, with_stalls=True)
    assert weather.kills.total() == 25
    print(f"seed {seed}: kills {dict(weather.kills)}, faults {dict(weather.faults)}, {2 * server.published} messages posted, each once")
    check_posted_once_and_in_order(chat, server)
