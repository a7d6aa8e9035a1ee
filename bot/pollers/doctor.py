"""Looking at one feed by hand: what `feeds test` shows. Nothing is stored."""

from __future__ import annotations

from bot.desk.ports import Clock, FeedTest
from bot.errors import WorkerError
from bot.model import FailureCause
from bot.pollers.answers import Fetched, FetchFailed
from bot.pollers.discovery import feeds_named
from bot.pollers.ports import FeedFetcher, FeedParser, NotAFeed, ParsedFeed, ParseHints
from bot.pollers.redirects import BadAddress, read_address

_SAMPLES = 3


class FeedDoctor:
    """Implements `bot.desk.ports.FeedTester`, through the same gate and the same parser as polling."""

    def __init__(self, fetcher: FeedFetcher, parser: FeedParser, clock: Clock) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock

    async def test(self, url: str, *, allow_private: bool = False) -> FeedTest:
        """Fetch and parse an address once. Never raises for what is wrong with the feed."""
        answer = await self._fetcher.fetch(url, allow_private=allow_private)
        if isinstance(answer, FetchFailed):
            return FeedTest(_shown(url), cause=answer.cause, detail=answer.detail)
        if not isinstance(answer, Fetched):
            return FeedTest(_shown(url), cause=FailureCause.HTTP, detail="The server sent no feed.")
        try:
            parsed = await self._parser.parse(answer.body, ParseHints(answer.url, answer.content_type, None, self._clock.now()))
        except WorkerError as error:
            return FeedTest(answer.url, cause=FailureCause.WORKER, detail=f"The feed could not be parsed: {error}")
        return _refused(answer, parsed) if isinstance(parsed, NotAFeed) else _accepted(answer, parsed)


def _shown(url: str) -> str:
    """The address as readers may see it: without the user name and password that feeds.yaml may hold."""
    address = read_address(url)
    return url if isinstance(address, BadAddress) or address.user is None else str(address.with_user(None))


def _accepted(answer: Fetched, parsed: ParsedFeed) -> FeedTest:
    newest_first = tuple(reversed(parsed.entries))
    return FeedTest(
        url=answer.url,
        title=parsed.title or None,
        items=len(newest_first),
        newest_at=max((entry.published_at for entry in newest_first if entry.published_at), default=None),
        samples=tuple(entry.title for entry in newest_first[:_SAMPLES]),
    )


def _refused(answer: Fetched, parsed: NotAFeed) -> FeedTest:
    return FeedTest(
        url=answer.url,
        cause=FailureCause.HTML if parsed.is_html else FailureCause.MALFORMED,
        detail=parsed.detail,
        feeds_found=feeds_named(answer) if parsed.is_html else (),
    )
