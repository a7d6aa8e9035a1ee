"""An article becomes a tagged story with its deliveries, once, whatever fails on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.intake import MOST_CRASHES, MOST_TRIES, Intake
from bot.errors import JobFailedError, StoreError, StoreUnavailableError, WorkerCrashedError
from bot.model import Amount, Announce, ClaimedArticle, DeliveryResult, Filter, OutletClass, Preferences, Purpose, Sent
from tests.fakes.desk_parts import KeptPages, ScriptedAnalyst, SetClock, analysis_json
from tests.fakes.desk_store import MemoryStore, WaitingArticle
from tests.unit.desk.records import NEWS, NOW, OUTLET, subscription, waiting_article


class Desk:
    """An intake with its fakes."""

    def __init__(self, *articles: ClaimedArticle, says: dict[str, Any] | None = None, pages: dict[str, str] | None = None) -> None:
        self.store = MemoryStore()
        self.store.waiting = [WaitingArticle(article) for article in articles]
        self.analyst = ScriptedAnalyst(says)
        self.pages = KeptPages(pages)
        self.clock = SetClock(NOW)
        self.intake = Intake(self.store, self.analyst, self.pages, self.clock, zone=ZoneInfo("Asia/Seoul"))

    async def send(self) -> None:
        """Send what is due."""
        for claimed in await self.store.claim_deliveries(now=self.clock.now(), lease_seconds=60, limit=50, adapters=("console",)):
            await self.store.record_deliveries([DeliveryResult(claimed, Sent("m1"), self.clock.now())])

    async def later(self, *articles: ClaimedArticle) -> list[tuple[Purpose, str]]:
        """Read further articles; purpose and key of what they cause."""
        before = len(self.store.outgoing)
        self.store.waiting += [WaitingArticle(article) for article in articles]
        await self.run()
        return [(row.intent.purpose, row.intent.dedup_key) for row in self.store.outgoing[before:]]

    @property
    def stages(self) -> list[str]:
        return [row.stage for row in self.store.waiting]

    async def run(self, *, rounds: int = 1, hours: float = 3) -> None:
        for _ in range(rounds):
            while await self.intake.read_due():
                pass
            self.clock.pass_by(hours=hours)


async def test_an_article_becomes_a_story_and_an_alert() -> None:
    desk = Desk(waiting_article(1))
    desk.store.owned = [subscription(1)]
    assert await desk.intake.read_due() == 1
    assert desk.stages == ["done"]
    assert [(row.intent.destination, row.intent.dedup_key) for row in desk.store.outgoing] == [(NEWS, "story:1")]
    assert await desk.intake.read_due() == 0


async def test_later_coverage_joins_the_story_and_alerts_nobody_again() -> None:
    desk = Desk(
        waiting_article(1),
        waiting_article(2, "Seoul and Washington Sign a Deal - Saebyeok Daily"),
        waiting_article(3, "Another thing altogether happens"),
    )
    desk.store.owned = [subscription(1)]
    await desk.run()
    assert [view.story_id for view in desk.store.views] == [1, 1, 2]
    assert [row.intent.dedup_key for row in desk.store.outgoing] == ["story:1", "story:2"]


STATEMENT = "Seoul and Washington SIGN a deal"
MINISTRY = replace(OUTLET, id="ministry", family="ministry", outlet_class=OutletClass.OFFICIAL)


async def told_desk() -> Desk:
    """A desk that has sent an alert of its first story."""
    desk = Desk(waiting_article(1), says={STATEMENT: analysis_json(kind="statement")})
    desk.store.owned = [subscription(1)]
    await desk.run(hours=0)
    await desk.send()
    return desk


async def test_later_coverage_of_a_story_that_was_told_redraws_its_alert() -> None:
    desk = await told_desk()
    assert await desk.later(waiting_article(2, "Seoul and Washington Sign a Deal - Saebyeok Daily")) == [(Purpose.EDIT, "edit:1:2")]


async def test_a_statement_that_joins_a_story_that_was_told_goes_to_its_thread() -> None:
    desk = await told_desk()
    assert await desk.later(waiting_article(2, STATEMENT, outlet=MINISTRY)) == [(Purpose.EDIT, "edit:1:2"), (Purpose.THREAD, "thread:2")]


async def test_a_newspapers_text_of_a_statement_does_not_go_to_the_thread() -> None:
    desk = await told_desk()
    assert await desk.later(waiting_article(2, STATEMENT)) == [(Purpose.EDIT, "edit:1:2")]


async def test_a_backlog_that_joins_a_story_that_was_told_changes_nothing() -> None:
    desk = await told_desk()
    assert await desk.later(waiting_article(2, STATEMENT, outlet=MINISTRY, announce=Announce.SILENT)) == []


async def test_a_story_whose_alert_waits_to_be_sent_needs_no_redrawing() -> None:
    desk = Desk(waiting_article(1))
    desk.store.owned = [subscription(1)]
    await desk.run()
    assert await desk.later(waiting_article(2, "Seoul and Washington Sign a Deal - Saebyeok Daily")) == []


async def test_a_channel_that_muted_a_story_hears_no_more_of_it() -> None:
    desk = await told_desk()
    await desk.store.mute_story(NEWS, 1, now=NOW)
    assert await desk.later(waiting_article(2, STATEMENT, outlet=MINISTRY)) == []


async def test_quiet_hours_run_by_the_desks_zone_where_the_channel_names_none() -> None:
    desk = Desk(waiting_article(1))
    desk.store.owned = [subscription(1)]
    await desk.store.set_channel_preferences(NEWS, Preferences(quiet_from=15 * 60, quiet_until=17 * 60))
    await desk.run()
    assert [row.intent.fold_into for row in desk.store.outgoing if row.intent.purpose is Purpose.ALERT] == ["quiet:2026-03-10T08:00Z"]


async def test_a_backlog_is_kept_but_not_told() -> None:
    desk = Desk(waiting_article(1, announce=Announce.SILENT))
    desk.store.owned = [subscription(1)]
    await desk.run()
    assert (desk.stages, desk.store.outgoing) == (["done"], [])


async def test_a_story_that_began_in_silence_is_told_when_new_coverage_comes() -> None:
    desk = Desk(waiting_article(1, announce=Announce.SILENT), waiting_article(2))
    desk.store.owned = [subscription(1)]
    await desk.run()
    assert [row.intent.dedup_key for row in desk.store.outgoing] == ["story:1"]


async def test_only_subscriptions_that_match_are_served() -> None:
    desk = Desk(waiting_article(1))
    desk.store.owned = [subscription(1, Filter(themes=("autos",)))]
    await desk.run()
    assert desk.store.outgoing == []


async def test_the_cap_counts_what_the_hour_has_brought() -> None:
    titles = ["First port opens here", "Second base closes there", "Third envoy flies home", "Fourth ship sails away"]
    desk = Desk(*(waiting_article(number, title) for number, title in enumerate(titles, 1)))
    desk.store.owned = [subscription(1, cap=2)]
    await desk.run()
    assert [row.intent.fold_into for row in desk.store.outgoing if row.intent.story_id] == [None, None, *["overflow:2026-03-10T06"] * 2]
    assert [row.story_ids for row in desk.store.outgoing if row.intent.story_id is None] == [[3, 4]]


async def test_a_lead_is_read_from_its_page() -> None:
    address = "https://harbour-post.example/1"
    desk = Desk(waiting_article(1, body="", lead="A lead.", allow_private=True), pages={address: "The whole text."})
    await desk.run()
    assert desk.pages.asked == [(address, True)]
    assert desk.store.views[0].body == "The whole text."


async def test_a_page_that_cannot_be_had_leaves_the_lead() -> None:
    desk = Desk(waiting_article(1, body="", lead="A lead."))
    await desk.run()
    assert (desk.stages, desk.store.views[0].body) == (["done"], "A lead.")


async def test_only_a_few_pages_are_fetched_at_once() -> None:
    desk = Desk(*(waiting_article(number, body="") for number in range(1, 11)))
    await desk.run()
    assert len(desk.pages.asked) == 10
    assert 1 < desk.pages.most_at_once <= 4


async def test_an_article_that_cannot_be_read_waits_longer_each_time_and_fails_in_the_end() -> None:
    desk = Desk(waiting_article(1, "Bad"), says={"Bad": JobFailedError("no text")})
    waits = []
    for _ in range(MOST_TRIES):
        assert await desk.intake.read_due() == 1
        due_at = desk.store.waiting[0].due_at
        if due_at is not None:
            waits.append(due_at - desk.clock.now())
            assert await desk.intake.read_due() == 0
        desk.clock.pass_by(days=1)
    assert len(waits) == MOST_TRIES - 1
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(seconds=10)
    assert desk.stages == ["failed"]
    assert "no text" in str(desk.store.waiting[0].reason)
    assert await desk.intake.read_due() == 0


async def test_an_article_that_ends_the_worker_fails_alone() -> None:
    desk = Desk(waiting_article(1, "Poison"), waiting_article(2, "A harmless one here"), says={"Poison": WorkerCrashedError("gone")})
    await desk.run(rounds=MOST_CRASHES)
    assert desk.stages == ["failed", "done"]
    assert [job.title for job in desk.analyst.jobs].count("Poison") == MOST_CRASHES


async def test_a_failure_that_passes_harms_nothing() -> None:
    desk = Desk(waiting_article(1, "Unlucky"), says={"Unlucky": WorkerCrashedError("gone")})
    await desk.run()
    desk.analyst.says.clear()
    await desk.run()
    assert desk.stages == ["done"]


async def test_an_error_that_nobody_expected_puts_one_article_back() -> None:
    desk = Desk(waiting_article(1, "Odd"), waiting_article(2, "An even one here"), says={"Odd": ZeroDivisionError("odd")})
    await desk.intake.read_due()
    assert desk.stages == ["new", "done"]
    assert "ZeroDivisionError" in str(desk.store.waiting[0].reason)


async def test_a_store_that_is_away_ends_the_round() -> None:
    desk = Desk(waiting_article(1))
    desk.store.broken = StoreUnavailableError("locked")
    with pytest.raises(StoreUnavailableError):
        await desk.intake.read_due()


async def test_what_was_claimed_when_the_store_went_away_is_read_as_soon_as_it_is_back() -> None:
    desk = Desk(waiting_article(1), waiting_article(2, "Another thing altogether happens"))
    desk.store.lost_commits = [StoreUnavailableError("locked")]
    with pytest.raises(StoreUnavailableError):
        await desk.intake.read_due()
    assert await desk.intake.read_due() == 2
    assert desk.stages == ["done", "done"]


async def test_what_was_held_too_long_is_left_to_its_lease() -> None:
    desk = Desk(waiting_article(1))
    desk.store.lost_commits = [StoreUnavailableError("locked")]
    with pytest.raises(StoreUnavailableError):
        await desk.intake.read_due()
    desk.clock.pass_by(minutes=14)
    assert await desk.intake.read_due() == 0
    desk.clock.pass_by(minutes=2)
    assert await desk.intake.read_due() == 1
    assert desk.stages == ["done"]


async def test_an_article_that_the_store_refuses_holds_up_no_other() -> None:
    desk = Desk(waiting_article(1), waiting_article(2, "Another thing altogether happens"))
    desk.store.lost_commits = [StoreError("a value is out of range")]
    await desk.intake.read_due()
    assert desk.stages == ["new", "done"]
    assert "out of range" in str(desk.store.waiting[0].reason)


async def test_a_worker_that_answers_nothing_fails_no_article() -> None:
    desk = Desk(waiting_article(1), says={waiting_article(1).revision.title: WorkerCrashedError("gone")})
    desk.analyst.is_down = True
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(WorkerCrashedError):
            await desk.intake.read_due()
        desk.clock.pass_by(hours=1)
    desk.analyst.is_down = False
    desk.analyst.says.clear()
    assert await desk.intake.read_due() == 1
    assert desk.stages == ["done"]


async def test_an_article_whose_page_no_analysis_survives_is_read_from_its_feed() -> None:
    address = "https://harbour-post.example/1"
    desk = Desk(waiting_article(1, "Deep", body="", lead="A lead."), pages={address: "Nested without end."})
    desk.analyst.crashes_on = b"Nested without end."
    await desk.run(rounds=MOST_CRASHES)
    assert (desk.stages, desk.store.views[0].body) == (["done"], "A lead.")


async def test_an_article_is_read_while_another_waits_for_its_page() -> None:
    slow = waiting_article(1, "The slow one comes late", body="", lead="A lead.")
    desk = Desk(slow, waiting_article(2, "Another thing altogether happens"))
    desk.pages.hangs = {str(slow.url)}
    reading = asyncio.ensure_future(desk.intake.read_due())
    for _ in range(20):
        await asyncio.sleep(0)
    assert (desk.stages, reading.done()) == (["new", "done"], False)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)


async def test_a_page_that_does_not_come_in_time_leaves_the_lead() -> None:
    desk = Desk(waiting_article(1, body="", lead="A lead."))
    desk.pages.hangs = {"https://harbour-post.example/1"}
    desk.intake = Intake(desk.store, desk.analyst, desk.pages, desk.clock, page_seconds=0.01)
    await asyncio.wait_for(desk.run(), 5)
    assert (desk.stages, desk.store.views[0].body) == (["done"], "A lead.")


async def test_a_round_that_is_stopped_leaves_no_fetch_behind() -> None:
    desk = Desk(waiting_article(1, body=""), waiting_article(2, body=""))
    before = asyncio.all_tasks()
    task = asyncio.ensure_future(desk.intake.read_due())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert asyncio.all_tasks() == before


async def test_the_language_of_the_analysis_decides_how_the_title_is_compared() -> None:
    says = {title: analysis_json(language="ko") for title in ("[속보] 한미, 조선 협력 합의", "韓美, 조선 협력 합의")}
    desk = Desk(*(waiting_article(number, title) for number, title in enumerate(says, 1)), says=says)
    await desk.run()
    assert [view.story_id for view in desk.store.views] == [1, 1]


def changed_article(title: str = "Seoul and Washington drop a deal", **parts: Any) -> ClaimedArticle:
    """The first article as its source changed it."""
    made = waiting_article(1, title, **parts)
    return replace(made, revision=replace(made.revision, number=2, is_change=parts.get("is_change", True)))


async def change(desk: Desk, article: ClaimedArticle) -> list[tuple[Purpose, str]]:
    """Read the changed article; purpose and key of what it causes."""
    desk.store.waiting = [WaitingArticle(article)]
    before = len(desk.store.outgoing)
    await desk.run()
    return [(row.intent.purpose, row.intent.dedup_key) for row in desk.store.outgoing[before:]]


async def test_a_changed_article_stays_in_its_story_and_is_told_in_its_thread() -> None:
    desk = await told_desk()
    traces = len(desk.store.traces)
    assert await change(desk, changed_article()) == [(Purpose.EDIT, "edit:1:1.2"), (Purpose.THREAD, "edit-of:1:2")]
    assert [(view.id, view.story_id, view.title) for view in desk.store.views] == [(1, 1, "Seoul and Washington drop a deal")]
    assert len(desk.store.traces) == traces


async def test_a_change_of_no_substance_and_a_backlogs_change_are_told_less() -> None:
    assert await change(await told_desk(), changed_article(is_change=False)) == [(Purpose.EDIT, "edit:1:1.2")]
    assert await change(await told_desk(), changed_article(announce=Announce.SILENT)) == []


async def test_what_its_source_changed_while_it_was_read_is_read_anew() -> None:
    desk = await told_desk()
    desk.store.waiting = [WaitingArticle(changed_article())]
    newer = changed_article("Seoul and Washington mend a deal")

    def change_again() -> None:
        desk.store.waiting[0].claimed = replace(newer, revision=replace(newer.revision, number=3))

    desk.analyst.while_reading = change_again
    await desk.intake.read_due()
    assert [view.title for view in desk.store.views] == ["Seoul and Washington sign a deal"]
    assert desk.stages == ["new"]


async def test_a_page_is_asked_again_only_for_a_change_of_substance() -> None:
    for is_change, asked in ((True, 1), (False, 0)):
        desk = await told_desk()
        article = changed_article(is_change=is_change)
        await change(desk, replace(article, revision=replace(article.revision, is_full_text=True)))
        assert len(desk.pages.asked) == asked


async def test_a_story_is_told_once_when_it_reaches_the_importance_that_a_channel_asks_for() -> None:
    acts = [{"source": "a", "type": "SANCTION", "target": "b", "sentence": 0}]
    outlets = [replace(OUTLET, id=name, family=name) for name in ("one", "two", "three")]
    titles = ("Seoul and Washington sign a deal", "Seoul and Washington Sign a Deal", "Seoul and Washington SIGN a Deal")
    articles = [
        waiting_article(number, title, outlet=outlet) for number, (title, outlet) in enumerate(zip(titles, outlets, strict=True), 1)
    ]
    desk = Desk(articles[0], says={title: analysis_json(events=acts, relevance={"label": "core", "score": 1.0}) for title in titles})
    desk.store.owned = [subscription(1, Filter(minimum_importance="notable"))]
    await desk.run(hours=0)
    assert desk.store.outgoing == []
    assert await desk.later(articles[1]) == [(Purpose.ALERT, "story:1")]
    await desk.send()
    assert [purpose for purpose, _ in await desk.later(articles[2])] == [Purpose.EDIT]


NOTABLE = Filter(minimum_importance="notable", themes=("tariffs",))
DEED = [{"source": "a", "type": "SANCTION", "target": "b", "sentence": 0}]
SIGNED = "Seoul and Washington sign a deal"


def tariffs(*events: dict[str, Any], theme: str = "tariffs") -> dict[str, Any]:
    themes = [{"id": theme, "rank": "primary", "evidence": []}]
    return analysis_json(events=list(events), themes=themes, relevance={"label": "core", "score": 1.0})


def lone_desk(**says: Any) -> Desk:
    """A desk with one article of low importance, in whose channel a deal about tariffs is told once it is notable."""
    desk = Desk(waiting_article(1, SIGNED), says={SIGNED: tariffs(), **says})
    desk.store.owned = [subscription(1, NOTABLE)]
    return desk


def of_ministry(number: int, title: str, **parts: Any) -> ClaimedArticle:
    return waiting_article(number, title, outlet=MINISTRY, **parts)


async def test_a_backlog_that_lifts_a_story_rings_for_nobody_and_the_next_article_does() -> None:
    lifts, other = "Seoul and Washington Sign a deal", "Seoul and Washington sign a Deal"
    off = tariffs(*DEED, theme="autos") | {"kind": "statement"}
    desk = lone_desk(**{lifts: off, other: tariffs(theme="autos")})
    await desk.run(hours=0)
    assert desk.store.outgoing == []
    assert await desk.later(of_ministry(2, lifts, announce=Announce.SILENT)) == []
    assert await desk.later(waiting_article(3, other)) == [(Purpose.ALERT, "story:1")]


async def test_an_edit_that_lifts_its_story_tells_it() -> None:
    changed = "Seoul and Washington drop a deal"
    desk = lone_desk(**{changed: tariffs(*DEED) | {"kind": "statement"}})
    desk.store.waiting = [WaitingArticle(of_ministry(1, SIGNED))]
    await desk.run(hours=0)
    assert desk.store.outgoing == []
    assert await change(desk, replace(changed_article(changed), outlet=MINISTRY)) == [(Purpose.ALERT, "story:1")]


async def test_an_edit_of_a_story_that_stays_below_the_level_or_was_backlog_tells_nothing() -> None:
    changed = "Seoul and Washington drop a deal"
    desk = lone_desk(**{changed: tariffs()})
    await desk.run(hours=0)
    assert await change(desk, changed_article(changed)) == []
    desk.analyst.says[changed] = tariffs(*DEED) | {"kind": "statement"}
    assert await change(desk, replace(changed_article(changed, announce=Announce.SILENT), outlet=MINISTRY)) == []


async def test_a_change_reaches_the_thread_of_a_channel_that_asks_for_importance() -> None:
    changed = "Seoul and Washington drop a deal"
    weighty = tariffs(*DEED) | {"kind": "statement"}
    desk = lone_desk(**{SIGNED: weighty, changed: weighty})
    desk.store.waiting = [WaitingArticle(of_ministry(1, SIGNED))]
    await desk.run(hours=0)
    await desk.send()
    told = await change(desk, replace(changed_article(changed), outlet=MINISTRY))
    assert told == [(Purpose.EDIT, "edit:1:1.2"), (Purpose.THREAD, "edit-of:1:2")]


async def test_what_an_edit_brought_is_not_new_in_the_next_article() -> None:
    desk = await told_desk()
    changed, later = "Seoul and Washington drop a deal", "Seoul and Washington drop a Deal"
    figure = Amount("usd", 3.5e11, "title", "$350 billion")
    desk.analyst.counts = {changed: (figure,), later: (figure,)}
    await change(desk, changed_article(changed))
    assert await desk.later(waiting_article(2, later)) == [], "a redrawing waits already"
    assert [view.news for view in desk.store.views] == [(), ()]
