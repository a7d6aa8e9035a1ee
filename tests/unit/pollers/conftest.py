from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.pollers.fetch import Fetcher, FetchLimits
from tests.fakes.feed_server import FeedServer
from tests.fakes.polling import SetClock


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as serving:
        yield serving


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def fetcher(clock: SetClock) -> AsyncIterator[Fetcher]:
    """Patient enough for a busy machine; tests of time caps bring their own."""
    async with Fetcher(clock, limits=FetchLimits(per_host=50)) as fetching:
        yield fetching
