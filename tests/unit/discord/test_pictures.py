"""`/alliance trend` in Discord: the picture inside the card with its description, and what comes where it cannot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.discord.components import components
from bot.adapters.picture.pictures import Picture
from bot.desk.card import Card, Colour, line
from bot.desk.chart import Chart, Series
from tests.fakes.discord_faults import Fails
from tests.fakes.discord_interactions import COMMAND, Asked, command
from tests.fakes.discord_places import clients_go_to
from tests.fakes.discord_server import DiscordServer
from tests.fakes.discord_uploads import gallery_items
from tests.golden.newsroom import load
from tests.unit.discord.cards import text_of
from tests.unit.discord.test_platform import running

PNG_START = b"\x89PNG\r\n\x1a\n"
BLOCKS = "▁▁▁▁▁▁▅█"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as found:
        with clients_go_to(found):
            async with running(found, load("harbour"), tmp_path):
                await found.gateway.wait_for("identify")
                yield found


async def asks(server: DiscordServer, locale: str = "en-US") -> Asked:
    return await server.ask(COMMAND, command("alliance", ("trend",), {"actor": "united-states", "since": "7d"}), locale=locale)


@pytest.mark.parametrize(
    ("locale", "alt"),
    [
        ("en-US", "Column chart. Trend: United States, by day, 3 Mar to 10 Mar. 3 articles since 3 Mar."),
        ("ko", "막대그래프. 보도 추이: 미국, 일별, 3월 3일부터 3월 10일까지."),
    ],
)
async def test_the_picture_stands_in_the_answer_with_its_description(server: DiscordServer, locale: str, alt: str) -> None:
    message = await (await asks(server, locale)).message()
    (file,) = message["attachments"]
    assert (file["filename"], file["content_type"]) == ("trend.png", "image/png")
    assert [content[:8] for content in server.uploads] == [PNG_START]
    assert file["description"].startswith(alt)
    (shown,) = gallery_items(message["components"])
    assert shown["media"] == {"url": "attachment://trend.png"}
    assert shown["description"] == file["description"]
    assert BLOCKS not in text_of(message)


async def test_a_picture_that_is_refused_leaves_the_chart_in_characters(server: DiscordServer) -> None:
    server.fail("PATCH", "/webhooks/", Fails(403, code=50013))
    message = await (await asks(server)).message()
    assert message["attachments"] == []
    assert BLOCKS in text_of(message)


def test_a_description_is_no_longer_than_discord_takes() -> None:
    chart = Chart("Trend", ("1 Mar",), (Series("Articles", Colour.NEUTRAL, (3,)),), "")
    card = Card("en", line("Trend"), "Trend", chart=chart)
    drawn = components(card, picture=Picture("trend.png", b"", "word " * 1_000))
    assert all(0 < len(item["description"]) <= 1_024 for item in gallery_items(drawn["components"]))
