"""The page on a port."""

from __future__ import annotations

import logging
import socket

import aiohttp
import pytest
from aiohttp import web

from bot.errors import StartError
from bot.web.app import build_app
from bot.web.server import start_site
from tests.fakes.library import FakeHealth, FakeLibrary, FixedClock


def app() -> web.Application:
    return build_app(FakeLibrary(), FakeHealth(), FixedClock())


async def test_it_answers_on_the_loopback_and_stops(caplog: pytest.LogCaptureFixture) -> None:
    site = await start_site(app(), port=0)
    assert site.address.startswith("http://127.0.0.1:")
    async with aiohttp.ClientSession() as session, session.get(site.address + "/livez") as response:
        assert response.status == 200
    await site.close()
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(site.address + "/livez")


async def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError) as caught:
            await start_site(app(), port=port)
    assert f"Port {port} on 127.0.0.1 is in use" in str(caught.value)
    assert "DESK_WEB_PORT" in str(caught.value)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
async def test_an_address_of_another_machine_is_said_with_what_to_do(host: str) -> None:
    with pytest.raises(StartError) as caught:
        await start_site(app(), host=host, port=0)
    assert f"{host} is not an address of this machine" in str(caught.value)


async def test_the_log_tells_the_path_and_not_what_was_looked_for(caplog: pytest.LogCaptureFixture) -> None:
    site = await start_site(app(), port=0)
    with caplog.at_level(logging.INFO, logger="bot.web.access"):
        async with aiohttp.ClientSession() as session:
            async with session.get(site.address + "/search", params={"q": "secret-words"}) as response:
                assert response.status == 200
            async with session.get(site.address + "/x%0aforged%1b[31m") as response:
                assert response.status == 404
    await site.close()
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.web.access"]
    assert lines[0].startswith("GET /search 200 ")
    assert len(lines) == 2
    assert not any("secret-words" in text or "\n" in text or "\x1b" in text or "127.0.0.1" in text for text in lines)
