"""What later articles bring a story, from the article to the post in the thread, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.cards.pieces import plain
from bot.desk.claims import claims_of
from bot.desk.compose import CardComposer
from bot.desk.intake import Intake
from bot.desk.outbox import Outbox
from bot.desk.phrases import load_phrases
from bot.model import Amount, ArticleView, Development, FeedSpec, Filter, Fingerprint, News, Outlet, OutletClass, Preferences
from bot.store.store import Store
from bot.tags import Analysis
from tests.contract.conftest import OpenStore
from tests.contract.samples import DESK, HANBIT, HERALD, NOON, SEOUL, SteadyClock, bring, completed, document, item, place, subscribe
from tests.fakes.desk_parts import KeptPages, ScriptedAnalyst, ScriptedChat

ZONE = ZoneInfo("Asia/Seoul")
TITLES = ("Allies meet in Seoul", "Allies Meet in Seoul", "ALLIES meet in Seoul", "Allies meet IN Seoul", "Allies meet in SEOUL")
BODY = "Seoul and Washington talked about ships. The talks go on in May. " * 12
PLEDGE = Amount("usd", 3.5e11, "title", "$350 billion")
MINISTRY = Outlet("ministry", "The Ministry", "부처", "ministry", "en", "KR", OutletClass.OFFICIAL)
QUOTE = "Nobody should build blocs in this region"


class Newsroom:
    """A desk whose articles of one headline, spelled anew by each outlet, are one story."""

    def __init__(self, store: Store, clock: SteadyClock) -> None:
        self.store = store
        self.clock = clock
        self.chats = {"console": ScriptedChat(), "slack": ScriptedChat("slack")}
        self.analyst = ScriptedAnalyst()
        self.intake = Intake(store, self.analyst, KeptPages(), clock, zone=ZONE)
        composer = CardComposer(store, load_phrases(), clock, zone=ZONE)
        self.outbox = Outbox(store, composer, self.chats, clock, look_again_seconds=0.01)
        self.count = 0

    async def read(self, *amounts: Amount, outlet: Outlet = HERALD, says: dict[str, Any] | None = None) -> None:
        """The story's next article comes and is read."""
        title = TITLES[self.count % len(TITLES)] + " " * (self.count // len(TITLES))
        self.count += 1
        self.analyst.says[title], self.analyst.counts[title] = says or document(), amounts
        feed = FeedSpec(f"feed-{self.count}", outlet, f"https://{outlet.id}.example/{self.count}.xml")
        await bring(self.store, [item(f"{self.count}", title, body=BODY, published_at=self.clock.now())], feed=feed, at=self.clock.now())
        while await self.intake.read_due():
            pass

    async def change(self, number: int, title: str) -> None:
        """The outlet of the story's article of that number changes its headline."""
        self.analyst.says[title] = document()
        feed = FeedSpec(f"feed-{number}", HERALD, f"https://{HERALD.id}.example/{number}.xml")
        await bring(self.store, [item(f"{number}", title, body=BODY)], feed=feed, at=self.clock.now())
        while await self.intake.read_due():
            pass

    async def posts(self, chat: str = "console", **later: float) -> list[list[str]]:
        """Let that time pass and send; the lines of each new post in a thread, but for the summary."""
        before = len(self.chats[chat].sent)
        self.clock.pass_(**later)
        await self.outbox.send_due()
        cards = self.chats[chat].sent[before:]
        threads = self.chats[chat].threads[before:]
        lines = [[plain(part) for part in card.lines] for (_, card, _), thread in zip(cards, threads, strict=True) if thread is not None]
        return [[part for part in post if part.startswith(("New", "새로", "•"))] for post in lines]

    async def articles(self) -> tuple[ArticleView, ...]:
        (story,) = await self.store.latest(Filter(), limit=5)
        return story.articles


def china(**parts: Any) -> dict[str, Any]:
    """An article's actors when China is one of them, in title and text."""
    actors = [
        {"id": key, "name": {"en": name, "ko": korean}, "type": "state", "country": code, "salience": "major", "mentions": mentions}
        for key, name, korean, code, mentions in (
            ("south-korea", "South Korea", "한국", "KR", []),
            (
                "china",
                "China",
                "중국",
                "CN",
                [{"field": field, "start": 0, "end": 5, "text": "China"} for field in ("title", "body")],
            ),
        )
    ]
    return document(**parts) | {"actors": actors}


async def test_the_third_article_brings_something_new_and_the_fourth_does_not(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await subscribe(store, SEOUL, language="ko")
    await room.read()
    assert await room.posts() == []
    await room.read()
    assert await room.posts() == []
    brings = china(quotes=[{"speaker": "china", "text": QUOTE, "start": 0, "end": len(QUOTE), "direct": True}])
    await room.read(PLEDGE, says=brings)
    assert await room.posts() == [[f"New: China: “{QUOTE}”; first figure: $350 billion"]]
    clock.pass_(seconds=1)
    await room.read(Amount("krw", 5e14, "title", "500조 원"), outlet=HANBIT, says=brings)
    assert await room.posts(minutes=2) == []
    assert [plain(card.footer).count("2 outlets") for _, card, _ in room.chats["console"].edited[-1:]] == [1]
    assert room.chats["console"].threads == [None, "message-1"]
    korean = [next(plain(part) for part in card.lines) for _, card, _ in room.chats["slack"].sent[1:]]
    assert korean == [f"새 내용: 중국 “{QUOTE}”; 첫 수치 3,500억 달러"]
    assert [[one.kind for one in article.news] for article in await room.articles()] == [
        [],
        [],
        [News.QUOTE, News.FIGURE],
        [],
    ]


def amount(billions: int) -> Amount:
    return Amount("usd", billions * 1e9, "title", f"${billions} billion")


async def test_past_three_posts_an_hour_what_is_new_waits_and_comes_as_one(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await room.read()
    await room.posts()
    for billions in (1, 2, 4):
        await room.read(amount(billions))
        assert len(await room.posts(minutes=1)) == 1
    await room.read(amount(8))
    await room.read(amount(16))
    assert await room.posts(minutes=50) == []
    assert await room.posts(minutes=8) == [["New: figure: $8 billion", "• New: figure: $16 billion · Allies meet in Seoul (Harbor Herald)"]]
    assert [len(article.news) for article in await room.articles()] == [0, 1, 1, 1, 1, 1]
    assert (await store.status()).deliveries["pending"] == 0


async def test_what_is_new_in_quiet_hours_is_one_post_at_their_end(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await room.read()
    await room.posts()
    await store.set_channel_preferences(DESK, Preferences(quiet_from=20 * 60, quiet_until=7 * 60))
    for billions in (1, 2, 4):
        await room.read(amount(billions))
        assert await room.posts(minutes=90) == []
    (post,) = await room.posts(hours=6)
    assert [line.partition(" · ")[0] for line in post] == [
        "New: first figure: $1 billion",
        "• New: figure: $2 billion",
        "• New: figure: $4 billion",
    ]


async def test_news_and_changes_of_quiet_hours_are_one_post_that_tells_them_all(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await room.read()
    await room.read()
    await room.posts()
    await store.set_channel_preferences(DESK, Preferences(quiet_from=20 * 60, quiet_until=7 * 60))
    clock.pass_(minutes=30)
    await room.change(1, "Allies part in Seoul")
    await room.read(amount(1))
    clock.pass_(minutes=30)
    await room.change(1, "Allies quarrel in Seoul")
    assert await room.posts(minutes=30) == []
    (post,) = await room.posts(hours=10)
    assert post[0] == "New: first figure: $1 billion"
    assert [part.partition(": ")[2] for part in post[1:]] == [
        "Allies meet in Seoul → Allies part in Seoul",
        "Allies part in Seoul → Allies quarrel in Seoul",
    ]
    assert (await store.status()).deliveries["pending"] == 0


async def test_an_hour_of_changed_headlines_and_news_has_three_posts(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    for _ in range(6):
        await room.read()
    await room.posts()
    clock.pass_(minutes=30)
    count = 0
    for number in range(1, 6):
        await room.change(number, f"Allies part in Seoul, round {number}")
        count += len(await room.posts(minutes=1))
    await room.read(amount(1))
    assert count + len(await room.posts(minutes=50)) == 3
    (post,) = await room.posts(minutes=10)
    assert [part.partition(": ")[2] for part in post] == [
        "first figure: $1 billion",
        f"{TITLES[3]} → Allies part in Seoul, round 4",
        f"{TITLES[4]} → Allies part in Seoul, round 5",
    ]


async def test_a_post_that_may_have_been_sent_takes_nothing_more(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await room.read()
    await room.posts()
    await room.read(amount(1))
    (claimed,) = await store.claim_deliveries(now=clock.pass_(seconds=1), lease_seconds=5, limit=5, adapters=("console",))
    await room.read(amount(2))
    assert claimed.folded == ()
    (again,) = await store.claim_deliveries(now=clock.pass_(seconds=6), lease_seconds=5, limit=5, adapters=("console",))
    assert (again.dedup_key, again.folded, again.was_unknown) == (claimed.dedup_key, (), True)


async def test_no_post_is_begun_while_something_may_be_folded_into_it(store: Store, another: OpenStore, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await room.read()
    await room.posts()
    await room.read(amount(1))
    (story,) = await store.latest(Filter(), limit=1)
    sender, is_grown, begun_early = await another(), False, []

    async def claim() -> None:
        found = await sender.claim_deliveries(now=clock.now(), lease_seconds=60, limit=5, adapters=("console",))
        begun_early.extend(one.id for one in found if not is_grown)

    async with store.intake() as unit:
        (told,) = await unit.told(story.id)
        assert [post.is_waiting for post in told.posts] == [True]
        claiming = asyncio.create_task(claim())
        # PostgreSQL answers at once; SQLite lets nobody write now, and answers afterwards.
        await asyncio.wait({claiming}, timeout=0.3)
        is_grown = True
    await claiming
    assert begun_early == []


async def test_what_an_article_says_is_written_once_and_moves_with_it(store: Store) -> None:
    await bring(store, [item("a", "First"), item("b", "Second")])
    one, other = await place(store)
    claims = claims_of(Analysis.from_json(china()), Fingerprint(amounts=(PLEDGE,)))
    (article,) = (await store.stories([other]))[0].articles
    news = (Development(News.ACTOR, 4.0, "en", actor="china"),)
    async with store.intake() as unit:
        await unit.keep_news(article.id, claims, news)
        await unit.keep_news(article.id, claims, ())
        await unit.merge_stories(one, other)
        pieces = await unit.story(one)
    assert [piece.claims for piece in pieces] == [None, claims]
    (story,) = await store.stories([one])
    assert [view.news for view in story.articles] == [(), news]


async def test_a_story_of_an_older_desk_tells_only_statement_and_language(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await subscribe(store)
    await bring(store, [item("old", TITLES[0], published_at=NOON)])
    (claimed,) = await store.claim_articles(now=NOON, lease_seconds=60, limit=5)
    async with store.intake() as unit:
        await unit.complete(completed(claimed, at=NOON - timedelta(minutes=5)))
    await room.read(PLEDGE, says=china())
    await room.read(PLEDGE, says=china(kind="statement"), outlet=MINISTRY)
    assert [[one.kind for one in article.news] for article in await room.articles()] == [[], [], [News.STATEMENT]]


async def test_an_edit_renews_what_an_article_says_and_leaves_what_it_brought(store: Store) -> None:
    await bring(store, [item("a", "First")])
    (story_id,) = await place(store)
    (article,) = (await store.stories([story_id]))[0].articles
    news = (Development(News.ACTOR, 4.0, "en", actor="china"),)
    said, says = (claims_of(Analysis.from_json(document()), Fingerprint(amounts=amounts)) for amounts in ((), (PLEDGE,)))
    for claims, found in ((said, news), (says, ())):
        async with store.intake() as unit:
            await unit.keep_news(article.id, claims, found)
    async with store.intake() as unit:
        assert [piece.claims for piece in await unit.story(story_id)] == [says]
    (story,) = await store.stories([story_id])
    assert story.articles[0].news == news


async def test_only_a_statement_from_its_source_is_the_first_official_one(store: Store, clock: SteadyClock) -> None:
    room = Newsroom(store, clock)
    await room.read()
    for outlet in (HERALD, MINISTRY, MINISTRY):
        await room.read(says=document(kind="statement"), outlet=outlet)
    assert [[one.kind for one in article.news] for article in await room.articles()] == [[], [], [News.STATEMENT], []]
