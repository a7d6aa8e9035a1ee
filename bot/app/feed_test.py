"""The pollers' doctor as the commands know it."""

from __future__ import annotations

from bot.desk.ports import FeedTest
from bot.pollers.doctor import FeedDoctor


class DoctorTester:
    """A `bot.desk.ports.FeedTester` over the doctor."""

    def __init__(self, doctor: FeedDoctor) -> None:
        self._doctor = doctor

    async def test(self, url: str, *, allow_private: bool = False) -> FeedTest:
        """Look at an address once; nothing is stored."""
        seen = await self._doctor.test_feed(url, allow_private=allow_private)
        return FeedTest(
            url=seen.moved_to or seen.url,
            title=seen.title or None,
            items=seen.items,
            newest_at=seen.newest_at,
            samples=seen.titles,
            cause=seen.cause,
            detail=seen.detail or None,
        )
