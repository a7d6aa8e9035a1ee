"""Being told of news by a hub, whole: a real hub and a real feed on loopback, the desk's real server, poller and store in a file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest

from bot.model import FeedSpec, HubState
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.hubs import Hubs
from bot.pollers.poller import Poller
from bot.store.store import Store, open_store
from bot.web.app import build_app
from bot.web.server import RunningSite, start_site
from bot.web.settings import SiteSettings
from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.library import FakeHealth
from tests.fakes.local_hub import LocalHub, sign
from tests.fakes.polling import InlineParser, Item, SetClock, rss, spec


class Newsroom:
    """A feed that names a hub, and a desk over one database file which can be started anew; time passes where it is told to."""

    def __init__(self, server: FeedServer, hub: LocalHub, folder: Path) -> None:
        self.server, self.hub, self.clock = server, hub, SetClock()
        self.topic = server.url("/topic")
        self.bodies = {"/topic": self.write("1")}
        self.feed: FeedSpec = spec(self.topic, interval=3_600)
        self.bells = 0
        self._database = f"sqlite+aiosqlite:///{folder / 'desk.db'}"

    def write(self, *names: str, hub: str | None = None) -> bytes:
        """The feed's document with these items, at the feed's place from now on."""
        atom = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"'
        links = f'{atom} rel="hub" href="{hub or self.hub.url}"/>{atom} rel="self" href="{self.topic}"/>'
        items = [Item(f"Story {name}", f"https://daily.example/{name}", f"guid-{name}") for name in names]
        body = rss(*items, channel=links).encode()
        self.server.serve("/topic", Reply(body))
        return body

    @asynccontextmanager
    async def desk(self, base: str | None = None, **settings: object) -> AsyncIterator[Desk]:
        """A desk that runs, until the block ends as a kill would."""
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(await open_store(self._database, clock=self.clock))
            await store.sync_feeds([self.feed], now=self.clock.now())
            fetcher = await stack.enter_async_context(Fetcher(self.clock, limits=FetchLimits(per_host=20)))
            desk = Desk(self, store, fetcher, base)
            await desk.serve(stack, **settings)
            yield desk


class Desk:
    """The polling half of a desk with its server, each round called by hand."""

    def __init__(self, newsroom: Newsroom, store: Store, fetcher: Fetcher, base: str | None) -> None:
        self.newsroom, self.store, self._fetcher, self._base = newsroom, store, fetcher, base
        self.rung = 0

    async def serve(self, stack: AsyncExitStack, **settings: object) -> None:
        clock = self.newsroom.clock
        calls = Calls()
        options = SiteSettings(hub_hosts=("127.0.0.1",), **settings)  # type: ignore[arg-type]
        site: RunningSite = await start_site(build_app(self.store, FakeHealth(), clock, options, hub_calls=calls), port=0)
        stack.push_async_callback(site.close)
        self.address = site.address
        self.hubs = Hubs(self.store, self._fetcher, clock, base=self._base or f"{site.address}/websub", chance=Random(1))
        self.hubs.call(when_due=lambda: None, when_pushed=self._ring)
        calls.hubs = self.hubs
        self.poller = Poller(self.store, self._fetcher, InlineParser(), clock, chance=Random(1), hubs=self.hubs)

    def _ring(self) -> None:
        self.rung += 1

    async def subscribed(self) -> str:
        """Poll the feed, ask its hub, let the hub ask back; returns the callback."""
        await self.poller.poll_due()
        assert await self.hubs.ask_due() == 1
        assert await self.newsroom.hub.settle() == [True]
        return self.newsroom.hub.requests[-1]["hub.callback"]

    async def state(self, callback: str) -> HubState | None:
        found = await self.store.hub_at(callback.rsplit("/", 1)[-1])
        return None if found is None else found.state

    async def titles(self) -> list[str]:
        """What has come of the feed so far."""
        claimed = await self.store.claim_articles(now=self.newsroom.clock.now(), lease_seconds=0, limit=100)
        return sorted(article.revision.title for article in claimed)

    async def next_poll_in(self) -> float:
        """Seconds until the feed is due."""
        (health,) = await self.store.feeds()
        assert health.next_poll_at is not None
        return (health.next_poll_at - self.newsroom.clock.now()).total_seconds()


class Calls:
    """The hubs behind the server: their address is known only when the server runs."""

    hubs: Hubs

    async def confirm(self, path: str, question: object) -> str | None:
        return await self.hubs.confirm(path, question)  # type: ignore[arg-type]

    async def push(self, path: str, signature: str | None) -> object:
        return await self.hubs.push(path, signature)


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with FeedServer() as server, LocalHub() as hub:
        yield Newsroom(server, hub, tmp_path)


# --- from the document to the article ----------------------------------------------------------------------------------------


async def test_news_that_a_hub_tells_are_stored_without_waiting_for_the_interval(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        assert callback.startswith(f"{desk.address}/websub/")
        assert await desk.state(callback) is HubState.LIVE
        newsroom.clock.move(seconds=5)
        body = newsroom.write("2", "1")
        assert await newsroom.hub.publish(newsroom.topic, body) == [202]
        assert desk.rung == 1
        assert await desk.hubs.answer_rings() == 1
        assert await desk.poller.poll_due() == 1
        assert await desk.titles() == ["Story 1", "Story 2"]


async def test_a_hub_in_the_headers_is_taken_before_the_one_of_the_document(newsroom: Newsroom) -> None:
    body = newsroom.write("1", hub="http://127.0.0.1:9/elsewhere")
    links = f'<{newsroom.hub.url}>; rel="hub", </named>; rel="self"'
    newsroom.server.serve("/topic", Reply(body, headers={"Link": links}))
    async with newsroom.desk() as desk:
        await desk.subscribed()
        (request,) = newsroom.hub.requests
        assert request["hub.topic"] == newsroom.server.url("/named")


async def test_a_hub_that_asks_back_before_it_answers_is_understood(newsroom: Newsroom) -> None:
    newsroom.hub.is_prompt = True
    async with newsroom.desk() as desk:
        await desk.poller.poll_due()
        await desk.hubs.ask_due()
        (callback,) = newsroom.hub.subscribers
        assert await desk.state(callback) is HubState.LIVE
        newsroom.clock.move(days=6)
        assert await desk.hubs.ask_due() == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
async def test_every_signature_of_the_standard_rings(newsroom: Newsroom, algorithm: str) -> None:
    async with newsroom.desk() as desk:
        await desk.subscribed()
        assert await newsroom.hub.publish(newsroom.topic, b"<rss/>", algorithm) == [202]
        assert await desk.hubs.answer_rings() == 1


async def test_news_that_the_feed_shows_only_later_come_with_a_second_look(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        await desk.subscribed()
        await newsroom.hub.publish(newsroom.topic, b"<rss/>")
        await desk.hubs.answer_rings()
        await desk.poller.poll_due()
        newsroom.write("2", "1")
        newsroom.clock.move(seconds=60)
        assert await desk.hubs.answer_rings() == 1
        await desk.poller.poll_due()
        assert await desk.titles() == ["Story 1", "Story 2"]
        newsroom.clock.move(seconds=60)
        assert await desk.hubs.answer_rings() == 0


# --- what is not believed ----------------------------------------------------------------------------------------------------


async def test_a_wrong_or_missing_signature_is_taken_without_a_word_and_rings_nothing(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        secret = newsroom.hub.subscribers[callback].secret
        for signature in (None, sign("guessed", b"<rss/>"), sign(secret, b"<rss />"), "sha256=", f"md5={secret}"):
            assert await newsroom.hub.push(callback, b"<rss/>", signature) == 202
        assert desk.rung == 0
        assert await desk.hubs.answer_rings() == 0
        warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
        assert warnings == ["A push for the feed daily has no right signature of 127.0.0.1 and is ignored, as are others like it"]
        logged = "\n".join(record.getMessage() for record in caplog.records)
        assert "/websub/…" in logged
        assert secret not in logged
        assert callback.rsplit("/", 1)[-1] not in logged


async def test_questions_about_what_was_not_asked_are_answered_404(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        topic, ask = newsroom.topic, newsroom.hub.question
        assert await ask(callback, mode="subscribe", topic=topic, challenge="<b>말") == (200, "<b>말")
        assert (await ask(callback, mode="\x00", topic="\ufffd", challenge="\x1b\n"))[0] == 404
        for parts in (
            {"mode": "subscribe", "topic": topic + "?", "challenge": "c"},
            {"mode": "unsubscribe", "topic": topic, "challenge": "c"},
            {"mode": "denied", "topic": topic + "?"},
            {"mode": "subscribe", "topic": topic},
            {},
        ):
            assert (await ask(callback, **parts))[0] == 404
        assert (await ask(f"{desk.address}/websub/{'a' * 43}", mode="subscribe", topic=topic, challenge="c"))[0] == 404
        assert await newsroom.hub.push(f"{desk.address}/websub/{'a' * 43}", b"", None) == 404
        assert await desk.state(callback) is HubState.LIVE


async def test_a_hub_that_asks_again_unasked_is_answered_and_changes_nothing(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        question = {"mode": "subscribe", "topic": newsroom.topic, "challenge": "c", "lease_seconds": "60"}
        assert await newsroom.hub.question(callback, **question) == (200, "c")
        newsroom.clock.move(minutes=2)
        (health,) = await desk.store.feeds()
        assert health.told_by is not None  # until the end of the lease that was asked for


async def test_a_hub_that_was_never_asked_may_not_confirm(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        await desk.poller.poll_due()
        newsroom.hub.status = 500
        await desk.hubs.ask_due()
        (request,) = newsroom.hub.requests
        callback = request["hub.callback"]
        assert (await newsroom.hub.question(callback, mode="unsubscribe", topic=newsroom.topic, challenge="c"))[0] == 404
        assert await desk.state(callback) is HubState.ASKING


async def test_a_body_without_end_is_refused_and_rings_nothing(newsroom: Newsroom) -> None:
    async with newsroom.desk(hub_bytes=100_000) as desk:
        callback = await desk.subscribed()
        secret, whole, more = newsroom.hub.subscribers[callback].secret, b"a" * 100_000, b"a" * 100_001
        assert await newsroom.hub.push(callback, more, sign(secret, more)) == 413
        assert await newsroom.hub.push(callback, whole, sign(secret, whole), **{"Content-Encoding": "gzip"}) == 415
        assert await desk.hubs.answer_rings() == 0
        assert await newsroom.hub.push(callback, whole, sign(secret, whole)) == 202
        assert await desk.hubs.answer_rings() == 1


async def test_a_body_that_never_ends_its_coming_is_given_up_and_rings_nothing(newsroom: Newsroom) -> None:
    async with newsroom.desk(hub_seconds=0.2) as desk:
        place = urlsplit(await desk.subscribed())
        head = f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 100\r\n\r\n<rss"
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.write(head.encode())
        assert (await reader.readline()).split()[1] == b"408"
        writer.close()
        _, leaving = await asyncio.open_connection(place.hostname, place.port)
        leaving.write(head.encode())
        leaving.close()
        assert await desk.hubs.answer_rings() == 0


async def test_a_flood_of_pushes_makes_one_poll_in_half_a_minute(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        await desk.subscribed()
        before = len(newsroom.server.seen("/topic"))
        for _ in range(60):
            await newsroom.hub.publish(newsroom.topic, b"<rss/>")
            await desk.hubs.answer_rings()
            await desk.poller.poll_due()
            newsroom.clock.move(seconds=1)
        assert len(newsroom.server.seen("/topic")) - before == 2


# --- how long it lasts -------------------------------------------------------------------------------------------------------


async def test_a_subscription_is_renewed_before_it_ends(newsroom: Newsroom) -> None:
    newsroom.hub.lease = 10_000
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        newsroom.clock.move(seconds=6_999)
        assert await desk.hubs.ask_due() == 0
        newsroom.clock.move(seconds=1_002)
        assert await desk.hubs.ask_due() == 1
        assert await newsroom.hub.settle() == [True]
        assert newsroom.hub.requests[1] == newsroom.hub.requests[0]
        newsroom.clock.move(seconds=2_000)  # past the end of the first lease
        await newsroom.hub.publish(newsroom.topic, b"<rss/>")
        assert await desk.hubs.answer_rings() == 1
        assert await desk.store.pushed_feeds(now=newsroom.clock.now())
        assert await desk.state(callback) is HubState.LIVE


async def test_a_hub_that_fails_is_asked_again_later_and_later(newsroom: Newsroom) -> None:
    newsroom.hub.status = 503
    async with newsroom.desk() as desk:
        await desk.poller.poll_due()
        times = []
        for minute in range(100):
            if await desk.hubs.ask_due():
                times.append(minute)
            newsroom.clock.move(minutes=1)
        # After five, ten, twenty and forty minutes, each up to a tenth earlier.
        assert len(times) == 5
        waits = [later - earlier for earlier, later in pairwise(times)]
        assert all(0.9 * wait - 1 <= found <= wait + 1 for found, wait in zip(waits, (5, 10, 20, 40), strict=True))


async def test_a_desk_that_is_started_anew_keeps_its_subscriptions(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        base = desk.hubs._base
    newsroom.write("2", "1")
    async with newsroom.desk(base) as desk:
        newsroom.hub.stands_for = {base.removesuffix("/websub"): desk.address}
        assert await desk.hubs.ask_due() == 0
        assert await newsroom.hub.publish(newsroom.topic, b"<rss/>") == [202]
    async with newsroom.desk(base) as desk:  # killed between the push and the look
        assert await desk.hubs.answer_rings() == 1
        await desk.poller.poll_due()
        assert await desk.titles() == ["Story 1", "Story 2"]
        assert await desk.state(callback) is HubState.LIVE
    assert len(newsroom.hub.requests) == 1


async def test_under_a_new_public_address_the_hub_is_asked_anew(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        old = await desk.subscribed()
    async with newsroom.desk("http://127.0.0.1:1/new/websub") as desk:
        newsroom.hub.stands_for = {"http://127.0.0.1:1/new": desk.address}
        assert await desk.hubs.ask_due() == 1
        assert await newsroom.hub.settle() == [True]
        new = newsroom.hub.requests[-1]["hub.callback"]
        assert new != old
        assert new.startswith("http://127.0.0.1:1/new/websub/")
        assert await desk.state(new) is HubState.LIVE


async def test_a_refusal_stands_for_a_week_and_the_feed_is_polled_as_ever(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        answer = await newsroom.hub.question(callback, mode="denied", topic=newsroom.topic, reason="Too many feeds.")
        assert answer == (200, "")
        assert await desk.state(callback) is HubState.DENIED
        assert await newsroom.hub.publish(newsroom.topic, b"<rss/>") == [404]
        newsroom.clock.move(days=6, hours=23)
        newsroom.write("2", "1")
        await desk.poller.poll_due()
        assert await desk.titles() == ["Story 1", "Story 2"]
        assert await desk.hubs.ask_due() == 0
        newsroom.clock.move(hours=1)
        assert await desk.hubs.ask_due() == 1
        assert await newsroom.hub.settle() == [True]


@pytest.mark.parametrize("how", ["removed", "paused", "another hub", "no hub"])
async def test_a_hub_is_told_when_nothing_more_is_wanted_of_it(newsroom: Newsroom, how: str) -> None:
    async with newsroom.desk() as desk:
        callback = await desk.subscribed()
        if how in {"removed", "paused"}:
            await (desk.store.remove_feed("daily") if how == "removed" else desk.store.pause_feed("daily", paused=True))
        else:
            body = newsroom.write("2", "1", hub="http://127.0.0.1:9/elsewhere")
            bare = rss(Item("Story 2", "https://daily.example/2", "guid-2")).encode()
            newsroom.server.serve("/topic", Reply(body if how == "another hub" else bare))
            newsroom.clock.move(hours=3)
            await desk.poller.poll_due()
        assert await desk.hubs.ask_due() == (2 if how == "another hub" else 1)
        assert newsroom.hub.requests[-1] == {"hub.mode": "unsubscribe", "hub.topic": newsroom.topic, "hub.callback": callback}
        assert await newsroom.hub.settle() == [True]
        assert newsroom.hub.subscribers == {}
        assert await desk.state(callback) is None


# --- how often the feed is polled --------------------------------------------------------------------------------------------


async def test_a_feed_whose_hub_tells_is_polled_seldom_until_the_hub_misses_something(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        await desk.subscribed()
        newsroom.clock.move(hours=2)
        await desk.poller.poll_due()
        assert 3_240 <= await desk.next_poll_in() <= 3_600  # its interval, up to a tenth early
        newsroom.write("2", "1")
        await newsroom.hub.publish(newsroom.topic, b"<rss/>")
        await desk.hubs.answer_rings()
        await desk.poller.poll_due()
        newsroom.clock.move(hours=2)
        await desk.poller.poll_due()
        assert 6_480 <= await desk.next_poll_in() <= 7_200  # twice its interval, up to a tenth early
        newsroom.write("3", "2", "1")
        newsroom.clock.move(hours=2)
        await desk.poller.poll_due()
        assert "Story 3" in await desk.titles()
        newsroom.clock.move(hours=2)
        await desk.poller.poll_due()
        assert 3_240 <= await desk.next_poll_in() <= 3_600


# --- the door ----------------------------------------------------------------------------------------------------------------


async def test_a_hub_of_a_public_feed_may_not_be_inside_the_network(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    newsroom.write("1", hub=newsroom.hub.url.replace("127.0.0.1", "localhost"))  # another host than the feed's own, which may be private
    async with newsroom.desk() as desk:
        await desk.poller.poll_due()
        with caplog.at_level(logging.INFO):
            assert await desk.hubs.ask_due() == 1
        assert newsroom.hub.requests == []
        assert "did not take a request: port host=localhost" in caplog.text


async def test_without_a_public_address_nothing_is_asked_and_nobody_hears(newsroom: Newsroom, tmp_path: Path) -> None:
    async with newsroom.desk() as desk:
        poller = Poller(desk.store, desk._fetcher, InlineParser(), newsroom.clock, chance=Random(1))
        await poller.poll_due()
        assert await desk.hubs.ask_due() == 0
        assert newsroom.hub.requests == []
        site = await start_site(build_app(desk.store, FakeHealth(), newsroom.clock), port=0)
        assert await newsroom.hub.push(f"{site.address}/websub/{'a' * 43}", b"", None) == 405
        assert (await newsroom.hub.question(f"{site.address}/websub/{'a' * 43}", mode="subscribe"))[0] == 404
        await site.close()


async def test_the_public_name_opens_the_path_of_hubs_and_nothing_else(newsroom: Newsroom) -> None:
    async with newsroom.desk() as desk:
        app = build_app(desk.store, FakeHealth(), newsroom.clock, SiteSettings(hub_hosts=("desk.example.org",)), hub_calls=desk.hubs)
        site = await start_site(app, port=0)
        newsroom.hub.stands_for = {"https://desk.example.org": site.address, "https://rebound.example": site.address}
        place = f"/websub/{'a' * 43}"
        assert (await newsroom.hub.question(f"https://desk.example.org{place}"))[0] == 404
        assert await newsroom.hub.push(f"https://desk.example.org{place}", b"", None) == 404
        assert (await newsroom.hub.question(f"https://rebound.example{place}"))[0] == 421
        assert (await newsroom.hub.question("https://desk.example.org/status"))[0] == 421
        assert await newsroom.hub.push(f"http://{urlsplit(site.address).netloc}/status", b"", None) == 405
        await site.close()
