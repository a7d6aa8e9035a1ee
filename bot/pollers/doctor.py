"""Looking at one feed by hand: what `feeds test` shows. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.desk.ports import Clock
from bot.errors import WorkerError
from bot.model import FailureCause
from bot.pollers.answers import Fetched, FetchFailed
from bot.pollers.ports import FeedFetcher, FeedParser, NotAFeed, ParseHints

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class FeedTest:
    """What an address gave. Where `ok`, `cause` is None and `titles` are those of the newest items; else `detail` says in one plain
    English sentence what went wrong. `newest_at` is None where no item has a date; `moved_to` is where the feed has moved for good."""

    url: str
    ok: bool
    cause: FailureCause | None
    detail: str
    title: str = ""
    items: int = 0
    newest_at: datetime | None = None
    titles: tuple[str, ...] = ()
    moved_to: str | None = None


class FeedDoctor:
    """Tests feeds through the same gate and the same parser as polling."""

    def __init__(self, fetcher: FeedFetcher, parser: FeedParser, clock: Clock) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock

    async def test_feed(self, url: str, *, allow_private: bool = False, timezone: str | None = None) -> FeedTest:
        """Fetch and parse an address once. Never raises for what is wrong with the feed."""
        answer = await self._fetcher.fetch(url, allow_private=allow_private)
        if isinstance(answer, FetchFailed):
            return _failed(url, answer.cause, answer.detail)
        if not isinstance(answer, Fetched):
            return _failed(url, FailureCause.HTTP, "The server sent no feed.")
        hints = ParseHints(answer.url, answer.content_type, timezone, self._clock.now())
        try:
            parsed = await self._parser.parse(answer.body, hints)
        except WorkerError as error:
            return _failed(url, FailureCause.WORKER, f"The feed could not be parsed: {error}")
        if isinstance(parsed, NotAFeed):
            cause = FailureCause.HTML if parsed.is_html else FailureCause.MALFORMED
            return _failed(url, cause, parsed.detail)
        newest_first = tuple(reversed(parsed.entries))
        return FeedTest(
            url=url,
            ok=True,
            cause=None,
            detail="",
            title=parsed.title,
            items=len(newest_first),
            newest_at=max((entry.published_at for entry in newest_first if entry.published_at), default=None),
            titles=tuple(entry.title for entry in newest_first[:_SAMPLES]),
            moved_to=answer.moved_to,
        )


def _failed(url: str, cause: FailureCause, detail: str) -> FeedTest:
    return FeedTest(url, ok=False, cause=cause, detail=detail)
