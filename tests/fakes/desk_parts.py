"""Stand-ins for what the desk works with: a clock, the analyst, pages, feeds by hand, a chat platform."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.desk.card import Card
from bot.desk.ports import FeedTest, Found, LookUp, NotFound, Page, PageFailure, ReadJob, ReadResult
from bot.errors import WorkerCrashedError
from bot.model import Amount, Catalogue, Destination, FailureCause, Fingerprint, SendOutcome, Sent
from bot.tags import Analysis


class SetClock:
    """Says what it was set to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **time: float) -> None:
        """Let time pass, as `timedelta` counts it."""
        self.moment += timedelta(**time)


def analysis_json(**parts: Any) -> dict[str, Any]:
    """An analysis document of a core news article in English, with `parts` in place."""
    base: dict[str, Any] = {
        "version": "1",
        "language": "en",
        "kind": "news",
        "relevance": {"label": "core", "score": 0.9},
        "actors": [],
        "themes": [],
        "events": [],
        "summary": [],
    }
    return {**base, **parts}


class ScriptedAnalyst:
    """Reads every job as a core news article; `says` maps a title to the analysis document or to the error that it causes, `counts` to the
    amounts of its fingerprint; `crashes_on` is a page that ends the worker, which answers nothing at all while it `is_down`;
    `while_reading` happens in the middle of a job."""

    def __init__(self, says: Mapping[str, dict[str, Any] | Exception] | None = None) -> None:
        self.says = dict(says or {})
        self.counts: dict[str, tuple[Amount, ...]] = {}
        self.jobs: list[ReadJob] = []
        self.crashes_on: bytes | None = None
        self.is_down = False
        self.while_reading: Callable[[], None] = lambda: None

    async def read(self, job: ReadJob) -> ReadResult:
        self.jobs.append(job)
        await asyncio.sleep(0)
        self.while_reading()
        said = self.says.get(job.title, analysis_json())
        if isinstance(said, Exception):
            raise said
        if job.html is not None and job.html == self.crashes_on:
            raise WorkerCrashedError("gone")
        body = job.html.decode() if job.html is not None else job.body or job.lead
        fingerprint = Fingerprint(amounts=self.counts.get(job.title, ()))
        return ReadResult(job.title or "A page", body, job.html is not None, Analysis.from_json(said), fingerprint)

    async def catalogue(self) -> Catalogue:
        if self.is_down:
            raise WorkerCrashedError("gone")
        return Catalogue("1", (), ())


class KeptPages:
    """Pages by address; any other address fails, and those in `hangs` never answer. Counts how many are fetched at once."""

    def __init__(self, pages: Mapping[str, str] | None = None) -> None:
        self.pages = dict(pages or {})
        self.hangs: set[str] = set()
        self.asked: list[tuple[str, bool]] = []
        self.most_at_once = 0
        self._at_once = 0

    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        self.asked.append((url, allow_private))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await (asyncio.Event().wait() if url in self.hangs else asyncio.sleep(0))
        self._at_once -= 1
        if url in self.pages:
            return Page(url, self.pages[url].encode(), "text/html")
        return PageFailure("news.example answered 404.", FailureCause.NOT_FOUND)


class KnownFeeds:
    """Feed tests by address."""

    def __init__(self, tests: Mapping[str, FeedTest] | None = None) -> None:
        self.tests = dict(tests or {})
        self.asked: list[tuple[str, bool]] = []

    async def test(self, url: str, *, allow_private: bool = False) -> FeedTest:
        self.asked.append((url, allow_private))
        return self.tests.get(url, FeedTest(url))


class ScriptedChat:
    """A platform that keeps what it was sent. `outcomes` are given in turn (or raised), then every send and edit works; `looks` likewise.

    `sent` holds new messages with their keys, `threads` the message to which each of them replied (None for none), `edited` the
    redrawn ones as (message id, card, key).
    """

    def __init__(self, name: str = "console") -> None:
        self._name = name
        self.outcomes: list[SendOutcome | Exception] = []
        self.looks: list[LookUp] = []
        self.sent: list[tuple[Destination, Card, str]] = []
        self.threads: list[str | None] = []
        self.edited: list[tuple[str, Card, str]] = []
        self.looked: list[str] = []
        self.looked_in: list[str | None] = []
        self.while_sending: Callable[[], Any] | None = None
        self.address: str | None = None
        """Where its messages can be seen by a browser."""

    @property
    def name(self) -> str:
        return self._name

    async def send(self, destination: Destination, card: Card, key: str, *, thread: str | None = None) -> SendOutcome:
        outcome = await self._outcome(f"message-{len(self.sent) + 1}")
        if isinstance(outcome, Sent):
            self.sent.append((destination, card, key))
            self.threads.append(thread)
        return outcome

    async def edit(self, destination: Destination, message_id: str, card: Card, key: str) -> SendOutcome:
        del destination
        outcome = await self._outcome(message_id)
        if isinstance(outcome, Sent):
            self.edited.append((message_id, card, key))
        return outcome

    async def look_up(self, destination: Destination, key: str, *, thread: str | None = None) -> LookUp:
        del destination
        self.looked.append(key)
        self.looked_in.append(thread)
        if self.looks:
            return self.looks.pop(0)
        found = next((at for at, (_, _, sent_key) in enumerate(self.sent, 1) if sent_key == key), None)
        return NotFound() if found is None else Found(f"message-{found}")

    async def link(self, destination: Destination, message_id: str) -> str | None:
        return None if self.address is None else f"{self.address}/{destination.channel}/{message_id}"

    async def _outcome(self, message_id: str) -> SendOutcome:
        if self.while_sending is not None:
            await self.while_sending()
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(message_id)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome
