"""A feed whose headline changes between polls: one alert, which is redrawn, and one post in its thread that says what was changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.desk.card import Style
from bot.desk.cards.pieces import plain
from bot.desk.compose import CardComposer
from bot.desk.intake import Intake
from bot.desk.outbox import Outbox
from bot.desk.phrases import load_phrases
from bot.model import Filter, Locale, Preferences, Purpose
from bot.pollers.fetch import Fetcher
from bot.pollers.pages import Pages
from bot.pollers.poller import Poller
from bot.store.store import Store, open_store
from tests.contract.samples import DESK, document, subscribe
from tests.fakes.desk_parts import ScriptedAnalyst, ScriptedChat, SetClock
from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.polling import InlineParser, Item, rss, spec
from tests.flows.desk_process import DeskProcess
from tests.flows.one_feed import OneFeed, appear, desk_that_met, serving
from tests.flows.test_from_feed_to_alert import EDITORIAL

START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
BEFORE, AFTER = "Seoul weighs sending ships to the strait", "Seoul decides to send ships to the strait"
KOREAN_BEFORE, KOREAN_AFTER = "정부, 함정 2척 파견 검토", "[단독] 정부, 함정 3척 파견 확정"


class Newsroom:
    """A feed and article pages on loopback, and a desk but for its process: polls, reads and sends when it is told to."""

    def __init__(self, server: FeedServer, store: Store, fetcher: Fetcher, clock: SetClock) -> None:
        self.server, self.store, self.clock = server, store, clock
        self.chat = ScriptedChat()
        self.analyst = ScriptedAnalyst()
        self.poller = Poller(store, fetcher, InlineParser(), clock, chance=Random(1))
        self.intake = Intake(store, self.analyst, Pages(fetcher), clock, zone=ZoneInfo("Asia/Seoul"))
        composer = CardComposer(store, load_phrases(), clock, zone=ZoneInfo("Asia/Seoul"))
        self.outbox = Outbox(store, composer, {"console": self.chat}, clock, look_again_seconds=0.01)

    def page(self, text: str) -> None:
        """What the article's page says from now on."""
        self.server.serve("/a", Reply(text.encode(), content_type="text/html"))

    async def say(self, *titles: str, lead: str = "The ministry met on Monday.") -> None:
        """The feed says this of its articles at a later poll; everything that comes of it is done."""
        links = [self.server.url("/a" if at == 0 else f"/other-{at}") for at in range(len(titles))]
        items = [Item(title, link, link, lead=lead) for title, link in zip(titles, links, strict=True)]
        self.server.serve("/feed", Reply(rss(*items).encode()))
        self.clock.pass_by(minutes=11)
        await self.poller.poll_due()
        while await self.intake.read_due():
            pass
        await self.outbox.send_due()
        self.clock.pass_by(minutes=1)
        await self.outbox.send_due()

    @property
    def posts(self) -> list[tuple[str, str | None]]:
        """The headline of each message, and to which message it replied."""
        return [(plain(card.title), thread) for (_, card, _), thread in zip(self.chat.sent, self.chat.threads, strict=True)]


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    clock = SetClock(START)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(FeedServer())
        store = await stack.enter_async_context(await open_store(f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3", clock=clock))
        fetcher = await stack.enter_async_context(Fetcher(clock))
        made = Newsroom(server, store, fetcher, clock)
        feed = spec(server.url("/feed"))
        await store.add_chat_feed(feed, now=START)
        made.page("The page speaks of ships. " * 40)
        await made.say()
        yield made


@pytest.mark.parametrize(
    ("language", "titles", "said", "marked"),
    [
        (
            "en",
            (BEFORE, AFTER),
            "The Harbour Daily changed its headline (seen 2 Mar, 12:35 KST)",
            (["weighs sending"], ["decides to send"]),
        ),
        (
            "ko",
            (KOREAN_BEFORE, KOREAN_AFTER),
            "하버데일리가 제목을 바꿨습니다(3월 2일 12:35 KST 확인)",
            (["2", "검토"], ["단독", "3", "확정"]),
        ),
    ],
)
async def test_the_alert_is_redrawn_and_its_thread_says_who_changed_what(
    newsroom: Newsroom, language: Locale, titles: tuple[str, str], said: str, marked: tuple[list[str], list[str]]
) -> None:
    before, after = titles
    newsroom.analyst.says = {title: document(language=language) for title in (before, after)}
    await subscribe(newsroom.store, language=language)
    await newsroom.say(before)
    assert newsroom.posts == [(before, None)]

    await newsroom.say(after)
    assert newsroom.posts == [(before, None), (after, "message-1")]
    ((message_id, alert, _),) = newsroom.chat.edited
    assert (message_id, plain(alert.title)) == ("message-1", after)
    post = newsroom.chat.sent[1][1]
    assert [plain(line) for line in post.lines] == [said, f"{before} → {after}"]
    styles = (Style.STRUCK, Style.STRONG)
    assert tuple([span.text for span in post.lines[1] if span.style is style] for style in styles) == marked

    for _ in range(3):
        await newsroom.say(after)
    assert (len(newsroom.posts), len(newsroom.chat.edited)) == (2, 1)


async def test_the_page_of_a_changed_article_is_fetched_once_more(newsroom: Newsroom) -> None:
    await subscribe(newsroom.store)
    await newsroom.say(BEFORE)
    newsroom.page("The page says that ships will sail. " * 40)
    for title in (AFTER, AFTER, f"{AFTER} - The Harbour Daily", AFTER.upper()):
        await newsroom.say(title)
    assert len(newsroom.server.seen("/a")) == 2
    (story,) = await newsroom.store.latest(Filter(), limit=9)
    assert story.lead.body.startswith("The page says that ships will sail.")


async def test_a_page_that_is_gone_leaves_the_text_that_was_read(newsroom: Newsroom) -> None:
    await newsroom.say(BEFORE)
    newsroom.server.serve("/a", Reply(status=404))
    await newsroom.say(AFTER)
    (story,) = await newsroom.store.latest(Filter(), limit=9)
    assert (story.lead.title, story.lead.body[:25]) == (AFTER, "The page speaks of ships.")


async def test_what_is_no_change_of_substance_redraws_and_posts_nothing(newsroom: Newsroom) -> None:
    await subscribe(newsroom.store)
    await newsroom.say(BEFORE)
    await newsroom.say(BEFORE, lead="The ministry met early on Monday.")
    assert (newsroom.posts, len(newsroom.chat.edited)) == ([(BEFORE, None)], 1)
    await newsroom.say(BEFORE, lead="The ministry met 3 envoys on Monday.")
    assert newsroom.posts[1:] == [(BEFORE, "message-1")]
    assert plain(newsroom.chat.sent[1][1].lines[0]) == "The Harbour Daily changed the opening of its article (seen 2 Mar, 12:47 KST)"


async def test_a_story_keeps_its_id_and_is_alerted_once(newsroom: Newsroom) -> None:
    await subscribe(newsroom.store)
    await newsroom.say(BEFORE, "Quite another port opens in the south")
    told = {story.lead.title: story.id for story in await newsroom.store.latest(Filter(), limit=9)}
    await newsroom.say("Quite another port opens in the south, minister says", "Quite another port opens in the south")
    found = {story.id: story.lead.title for story in await newsroom.store.latest(Filter(), limit=9)}
    assert found[told[BEFORE]] == "Quite another port opens in the south, minister says"
    assert len(found) == 2
    assert [thread for _, thread in newsroom.posts].count(None) == 2


async def test_a_muted_story_hears_nothing_of_it(newsroom: Newsroom) -> None:
    await subscribe(newsroom.store)
    await newsroom.say(BEFORE)
    (story,) = await newsroom.store.latest(Filter(), limit=9)
    assert await newsroom.store.mute_story(DESK, story.id, now=newsroom.clock.now())
    await newsroom.say(AFTER)
    assert (newsroom.posts, newsroom.chat.edited) == ([(BEFORE, None)], [])


async def test_quiet_hours_hold_the_post_and_not_the_redrawing(newsroom: Newsroom) -> None:
    await subscribe(newsroom.store)
    await newsroom.say(BEFORE)
    await newsroom.store.set_channel_preferences(DESK, Preferences(quiet_from=12 * 60, quiet_until=14 * 60))
    await newsroom.say(AFTER)
    assert (len(newsroom.posts), len(newsroom.chat.edited)) == (1, 1)
    newsroom.clock.pass_by(hours=2)
    await newsroom.outbox.send_due()
    assert newsroom.posts[1:] == [(AFTER, "message-1")]


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    async with serving() as served:
        yield served


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    async with desk_that_met(feed, tmp_path) as process:
        yield process


async def test_a_desk_that_is_killed_while_a_headline_changes_tells_it_once(feed: OneFeed, desk: DeskProcess) -> None:
    title, *paragraphs = EDITORIAL.read_text("utf-8").splitlines()
    await appear(feed, desk, title, paragraphs)
    changed = title.replace("ledger", "shop")
    feed.items[0] = (changed, feed.items[0][1])
    for moment in ("article_revision WHERE edit_of IS NOT NULL", "delivery WHERE purpose = 'thread'"):
        await desk.stored(f"SELECT count(*) FROM {moment}", 1)
        desk.kill()
        await desk.ended()
        await desk.start()
        await desk.ready()
    await desk.until(lambda: True if len(desk.console_log) == 2 else None)
    seen = feed.polls
    await desk.until_polled(lambda: feed.polls >= seen + 3)
    assert [changed in str(entry["text"]) for entry in desk.console_log] == [False, True]
    rows = desk.rows("SELECT purpose, count(*) FROM delivery GROUP BY purpose ORDER BY purpose")
    assert rows == [(Purpose.ALERT.value, 1), (Purpose.EDIT.value, 1), (Purpose.THREAD.value, 1)]
    assert await desk.stop() == 0
