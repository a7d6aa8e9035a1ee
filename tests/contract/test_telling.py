"""From an article to what a channel reads of it, on both engines: alert, redrawing, thread, quiet hours, digest, notice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.cards.pieces import plain
from bot.desk.compose import CardComposer
from bot.desk.digest import Digests
from bot.desk.intake import Intake
from bot.desk.outbox import Outbox
from bot.desk.phrases import load_phrases
from bot.desk.ports import NotFound
from bot.model import Destination, FeedSpec, Filter, Outlet, OutletClass, Preferences, Refused, RetryLater, Rhythm, Schedule, Unknown
from bot.store.store import Store
from tests.contract.conftest import OpenStore
from tests.contract.samples import DESK, HANBIT, HERALD, NOON, SteadyClock, bring, document, item, subscribe
from tests.fakes.desk_parts import KeptPages, ScriptedAnalyst, ScriptedChat

SEOUL = ZoneInfo("Asia/Seoul")
ADMIN = Destination("console", "local", "admin")
OFFICE = Outlet("office", "Office of Trade", "통상실", "office", "en", "US", OutletClass.OFFICIAL)
BODY = "Seoul and Washington agreed on steel. The text follows in May. " * 12


class Desk:
    """A whole desk but for feeds and platforms."""

    def __init__(self, store: Store, clock: SteadyClock) -> None:
        self.store = store
        self.clock = clock
        self.chat = ScriptedChat()
        self.analyst = ScriptedAnalyst()
        self.intake = Intake(store, self.analyst, KeptPages(), clock, zone=SEOUL)
        composer = CardComposer(store, load_phrases(), clock, zone=SEOUL)
        self.outbox = Outbox(store, composer, {"console": self.chat}, clock, admins=(ADMIN,), look_again_seconds=0.01)
        self.digests = Digests(store, clock, zone=SEOUL)
        self.feeds = 0

    async def read(self, title: str, outlet: Outlet = HERALD, **tags: object) -> None:
        """An article of a feed of its own comes now and is read."""
        self.feeds += 1
        self.analyst.says[title] = document(**tags)
        feed = FeedSpec(f"feed-{self.feeds}", outlet, f"https://{outlet.id}.example/{self.feeds}.xml")
        await bring(self.store, [item(f"{self.feeds}", title, body=BODY, published_at=self.clock.now())], feed=feed, at=self.clock.now())
        while await self.intake.read_due():
            pass

    async def send(self, **later: float) -> list[str]:
        """Let that time pass and send; the titles of new messages."""
        before = len(self.chat.sent)
        self.clock.pass_(**later)
        await self.outbox.send_due()
        return [plain(card.title) for _, card, _ in self.chat.sent[before:]]


async def test_later_coverage_redraws_the_alert_once_and_says_what_is_new_in_its_thread(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await desk.read("Seoul and Washington sign a deal")
    assert await desk.send() == ["Seoul and Washington sign a deal"]
    await desk.read("Seoul and Washington SIGN a deal", HANBIT)
    await desk.read("Seoul and Washington Sign a Deal", OFFICE, kind="statement")
    assert await desk.send() == ["Seoul and Washington Sign a Deal"]
    assert (desk.chat.threads, desk.chat.edited) == ([None, "message-1"], [])
    counted = (await store.status()).deliveries
    assert (counted["sent"], counted["pending"]) == (2, 0), "a redrawing that waits is no message that waits"
    assert await desk.send(seconds=60) == []
    ((message_id, card, _),) = desk.chat.edited
    assert message_id == "message-1"
    assert "3 outlets" in plain(card.footer)


async def test_a_muted_story_is_neither_redrawn_nor_followed(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await desk.read("Seoul and Washington sign a deal")
    await desk.send()
    (story,) = await store.latest(Filter(), limit=1)
    assert await store.mute_story(DESK, story.id, now=clock.now())
    await desk.read("Seoul and Washington Sign a Deal", OFFICE, kind="statement")
    assert (await desk.send(minutes=5), desk.chat.edited) == ([], [])


async def test_quiet_hours_hold_and_then_come_as_one_brief(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store, cap=1)
    await store.set_channel_preferences(DESK, Preferences(quiet_from=20 * 60, quiet_until=7 * 60))
    for title in ("First port opens here", "Second base closes there", "Third envoy flies home"):
        await desk.read(title)
    assert await desk.send(hours=9) == []
    assert await desk.send(hours=1) == ["3 stories from the quiet hours"]
    assert clock.now() == datetime(2026, 3, 2, 22, tzinfo=UTC)
    assert {plain(row.title) for row in desk.chat.sent[0][1].items} == {
        "First port opens here",
        "Second base closes there",
        "Third envoy flies home",
    }


async def test_an_alert_that_a_platform_could_not_take_before_quiet_hours_waits_for_their_end(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await store.set_channel_preferences(DESK, Preferences(quiet_from=22 * 60, quiet_until=7 * 60))
    await desk.read("First port opens here")
    desk.chat.outcomes = [RetryLater(3_600, "It is away.")]
    assert [await desk.send(minutes=59), await desk.send(hours=1), await desk.send(hours=7)] == [[], [], []]
    assert await desk.send(hours=1, minutes=1) == ["First port opens here"]


async def test_a_brief_of_stories_that_were_all_muted_is_no_trouble(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await store.set_channel_preferences(DESK, Preferences(quiet_from=20 * 60, quiet_until=7 * 60))
    await desk.read("First port opens here")
    (story,) = await store.latest(Filter(), limit=1)
    assert await store.mute_story(DESK, story.id, now=clock.now())
    assert [await desk.send(hours=10), await desk.send(hours=1)] == [[], []]


async def test_a_daily_digest_tells_its_day_once(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store, wanted=Filter(themes=("tariffs",)), schedule=Schedule(Rhythm.DAILY))
    await desk.digests.queue_due()
    await desk.read("Steel duty rises again", themes=("tariffs",))
    await desk.read("A parade passes by", themes=("veterans-remains",))
    assert (await desk.digests.queue_due(), await desk.send()) == (0, [])
    clock.at = datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert [await desk.digests.queue_due() for _ in range(2)] == [1, 0]
    assert await desk.send(minutes=2) == ["Digest: alliance"]
    lines = [plain(part) for part in desk.chat.sent[0][1].lines]
    assert [row for row in lines if row.startswith("•")] == ["• Steel duty rises again · tariffs · Harbor Herald"]
    assert (await Digests(store, clock, zone=SEOUL).queue_due(), await desk.send(hours=1)) == (1, [])


async def test_the_admins_are_told_of_a_channel_that_is_gone_and_of_a_report(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await desk.read("Seoul and Washington sign a deal")
    desk.chat.outcomes = [Refused("The channel was deleted.", is_gone=True)]
    assert await desk.send() == ["A channel takes no more messages"]
    (place, card, _) = desk.chat.sent[0]
    assert place == ADMIN
    assert "alliance" in plain(card.lines[1])
    (story,) = await store.latest(Filter(), limit=1)
    store.set_admins((ADMIN,))
    await store.report_tag(story_id=story.id, tag="kind", note="It is an opinion.", place=DESK, person="console:kim", now=clock.now())
    assert await desk.send() == ["A tag was reported as wrong"]


async def test_an_article_of_yesterday_belongs_to_yesterdays_digest(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store, schedule=Schedule(Rhythm.DAILY), now=NOON - timedelta(days=9))
    await desk.read("Steel duty rises again")
    clock.at = datetime(2026, 3, 3, 23, tzinfo=UTC)
    assert await desk.digests.queue_due() == 1
    await desk.send(minutes=2)
    assert [plain(part) for part in desk.chat.sent[0][1].lines] == ["No story that fits came in from 3 Mar, 08:00 KST to 4 Mar, 08:00 KST."]


async def test_a_redrawing_that_is_refused_does_not_silence_its_channel(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await desk.read("Seoul and Washington sign a deal")
    await desk.send()
    await desk.read("Seoul and Washington SIGN a deal", HANBIT)
    desk.chat.outcomes = [Refused("The bot may not read the history.", is_gone=True)]
    assert await desk.send(seconds=60) == []
    assert [item.is_paused for item in await store.list_subscriptions(DESK)] == [False]
    await desk.read("Quite another port opens")
    assert await desk.send() == ["Quite another port opens"]


async def test_what_may_have_been_sent_before_the_desk_stood_still_for_weeks_is_not_sent_again(store: Store, clock: SteadyClock) -> None:
    desk = Desk(store, clock)
    await subscribe(store)
    await desk.read("Seoul and Washington sign a deal")
    desk.chat.outcomes = [Unknown("The desk was killed.")]
    assert await desk.send() == []
    desk.chat.looks = [NotFound()]
    (told,) = await desk.send(days=8)
    assert "Seoul" not in told, "the admins are told, the channel is not"
    assert [place for place, _, _ in desk.chat.sent] == [ADMIN]
    assert (await store.status()).deliveries["unknown"] == 1


async def test_no_alert_is_begun_while_its_story_grows(store: Store, another: OpenStore, clock: SteadyClock) -> None:
    """What would be drawn then would not show the article that is being added, and be told of by nothing."""
    desk = Desk(store, clock)
    await subscribe(store)
    await desk.read("Seoul and Washington sign a deal")
    (story,) = await store.latest(Filter(), limit=1)
    sender, is_grown, begun_early = await another(), False, []

    async def claim() -> None:
        found = await sender.claim_deliveries(now=clock.now(), lease_seconds=60, limit=5, adapters=("console",))
        begun_early.extend(one.id for one in found if not is_grown)

    async with store.intake() as unit:
        assert await unit.told(story.id) == []
        claiming = asyncio.create_task(claim())
        # PostgreSQL answers at once; SQLite lets nobody write now, and answers afterwards.
        await asyncio.wait({claiming}, timeout=0.3)
        is_grown = True
    await claiming
    assert begun_early == []
