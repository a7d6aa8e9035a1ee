"""Looking at one feed by hand: what `feeds test` shows. Nothing is stored."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.desk.ports import Clock, FeedNote, FeedSign, FeedTest
from bot.errors import WorkerError
from bot.model import DetailKind, Entry, FailureCause, FailureDetail, Validators
from bot.pollers.answers import FetchAnswer, Fetched, FetchFailed
from bot.pollers.discovery import feeds_named
from bot.pollers.encoding import charset_of
from bot.pollers.fetch import user_agent
from bot.pollers.links import named_hub
from bot.pollers.ports import FeedParser, NotAFeed, ParsedFeed, ParseHints
from bot.pollers.redirects import BadAddress, read_address

log = logging.getLogger(__name__)

STALE = timedelta(days=7)
"""The age of a feed's newest item from which it is said: outlets are seldom silent for a week, think tanks now and then."""

_SAMPLES = 3


class Asker(Protocol):
    """Asks for feeds, under another User-Agent where one is given."""

    async def fetch(
        self, url: str, validators: Validators | None = None, *, allow_private: bool = False, agent: str | None = None
    ) -> FetchAnswer: ...


class FeedDoctor:
    """Implements `bot.desk.ports.FeedTester`, through the same gate and the same parser as polling. `private` are the addresses that are
    declared as private feeds, `hears_hubs` says whether hubs can call the desk."""

    def __init__(
        self, fetcher: Asker, parser: FeedParser, clock: Clock, *, private: Collection[str] = (), hears_hubs: bool = False
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._hears_hubs = hears_hubs
        self._private = frozenset(private)

    async def test(self, url: str, *, allow_private: bool = False) -> FeedTest:
        """Fetch and parse an address once; where the desk is refused, ask once more under a browser's kind of name, which still says who
        asks. Never raises for what is wrong with the feed."""
        allow_private = allow_private or url in self._private
        answer = await self._fetcher.fetch(url, allow_private=allow_private)
        found = await self._judge(url, answer)
        if found.cause is FailureCause.FORBIDDEN:
            again = await self._fetcher.fetch(url, allow_private=allow_private, agent=f"Mozilla/5.0 (compatible; {user_agent()})")
            if isinstance(again, Fetched):
                return replace(found, notes=(FeedNote(FeedSign.AGENT),))
        return found

    async def _judge(self, url: str, answer: FetchAnswer) -> FeedTest:
        asked = _shown(url)
        if isinstance(answer, FetchFailed):
            return FeedTest(asked, cause=answer.cause, detail=answer.detail, asked=asked)
        if not isinstance(answer, Fetched):
            return FeedTest(asked, cause=FailureCause.HTTP, detail=FailureDetail(DetailKind.NOTHING_SENT), asked=asked)
        now = self._clock.now()
        charset = charset_of(answer.body, answer.content_type)
        kind = answer.content_type.partition(";")[0].strip().casefold()
        came = FeedTest(answer.url, asked=asked, content_type=kind, size=len(answer.body), charset=charset.actual)
        try:
            parsed = await self._parser.parse(answer.body, ParseHints(answer.url, answer.content_type, None, now))
        except WorkerError as error:
            log.warning("A feed that was tested could not be parsed: %s", error)
            return replace(came, cause=FailureCause.WORKER, detail=FailureDetail(DetailKind.READER))
        if isinstance(parsed, NotAFeed):
            return _refused(came, answer, parsed)
        wrong = FeedNote(FeedSign.CHARSET, declared=charset.declared or "", actual=charset.actual)
        notes = (
            *((FeedNote(FeedSign.MOVED),) if answer.moved_to else ()),
            *((wrong,) if charset.is_wrong else ()),
            *_notes_on_dates(parsed.entries, now),
        )
        named = named_hub(answer.links, parsed.links)
        hub = urlsplit(named.hub).hostname if named is not None else None
        return replace(_accepted(came, parsed, notes), hub=hub, is_hub_heard=hub is not None and self._hears_hubs)


def _shown(url: str) -> str:
    """The address as readers may see it: without the user name and password that feeds.yaml may hold."""
    address = read_address(url)
    return url if isinstance(address, BadAddress) or address.user is None else str(address.with_user(None))


def _accepted(came: FeedTest, parsed: ParsedFeed, notes: tuple[FeedNote, ...]) -> FeedTest:
    newest_first = tuple(reversed(parsed.entries))
    return replace(
        came,
        title=parsed.title or None,
        items=len(newest_first),
        newest_at=max((entry.published_at for entry in newest_first if entry.published_at), default=None),
        samples=tuple(entry.title for entry in newest_first[:_SAMPLES]),
        notes=notes,
    )


def _refused(came: FeedTest, answer: Fetched, parsed: NotAFeed) -> FeedTest:
    return replace(
        came,
        cause=parsed.cause,
        detail=parsed.detail,
        feeds_found=feeds_named(answer) if parsed.is_html else (),
    )


def _notes_on_dates(entries: Sequence[Entry], now: datetime) -> tuple[FeedNote, ...]:
    dates = [entry.published_at for entry in entries if entry.published_at is not None]
    if not entries:
        return ()
    if not dates:
        return (FeedNote(FeedSign.UNDATED),)
    undated, future = len(entries) - len(dates), dates.count(now)  # what lies in the future was read as now
    days = (now - max(dates)).days
    notes = (
        FeedNote(FeedSign.SOME_UNDATED, undated) if undated else None,
        FeedNote(FeedSign.FUTURE, future) if future else None,
        FeedNote(FeedSign.STALE, days) if days >= STALE.days else None,
    )
    return tuple(note for note in notes if note is not None)
