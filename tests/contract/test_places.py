"""Settings by scope, claims, managers, mutes and reports: kept alike by both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import StoreError
from bot.model import Destination, Filter, Preferences, Purpose, Rhythm, Schedule
from bot.store.store import Store
from tests.contract.samples import DESK, NOON, SEOUL, bring, item, place, subscribe

QUIET = Preferences(language="ko", timezone="America/New_York", quiet_from=1320, quiet_until=420, digest_hour=8)


async def story(store: Store) -> int:
    return (await stories(store, 1))[0]


async def stories(store: Store, count: int) -> list[int]:
    await bring(store, [item(str(number), f"Story {number}") for number in range(count)])
    return await place(store)


async def test_a_channel_and_a_person_keep_what_they_set(store: Store) -> None:
    assert await store.channel_preferences(SEOUL) == Preferences()
    await store.set_channel_preferences(SEOUL, QUIET)
    await store.set_person_preferences("slack", "U1", Preferences(language="en"))
    assert await store.channel_preferences(SEOUL) == QUIET
    assert await store.person_preferences("slack", "U1") == Preferences(language="en")
    assert await store.person_preferences("discord", "U1") == Preferences()
    assert await store.preferences() == {SEOUL: QUIET}
    async with store.intake() as unit:
        assert await unit.preferences() == {SEOUL: QUIET}


async def test_settings_that_are_cleared_are_gone(store: Store) -> None:
    await store.set_channel_preferences(SEOUL, QUIET)
    await store.set_channel_preferences(SEOUL, replace(QUIET, digest_hour=None))
    assert (await store.channel_preferences(SEOUL)).digest_hour is None
    await store.set_channel_preferences(SEOUL, Preferences())
    assert await store.preferences() == {}


async def test_a_workspace_is_claimed_once(store: Store) -> None:
    for by in ("slack:U1", "slack:U2"):
        await store.claim_workspace("slack", "T1", by=by, now=NOON)
    assert await store.claimed_workspaces() == {("slack", "T1")}


async def test_managers_are_named_and_taken_away(store: Store) -> None:
    assert await store.set_manager("slack", "T1", "U1", is_manager=True)
    assert not await store.set_manager("slack", "T1", "U1", is_manager=True)
    assert await store.managers("slack", "T1") == {"U1"}
    assert await store.managers("slack", "T2") == frozenset()
    assert await store.set_manager("slack", "T1", "U1", is_manager=False)
    assert not await store.set_manager("slack", "T1", "U1", is_manager=False)
    assert await store.managers("slack", "T1") == frozenset()


async def test_a_muted_story_is_muted_for_its_channel_until_it_is_not(store: Store) -> None:
    first, second = await stories(store, 2)
    assert await store.mute_story(SEOUL, first, now=NOON)
    assert await store.mute_story(SEOUL, first, now=NOON)
    assert await store.mute_story(SEOUL, second, now=NOON.replace(hour=13))
    assert await store.muted_stories(SEOUL, limit=10) == [second, first]
    assert await store.muted_stories(DESK, limit=10) == []
    async with store.intake() as unit:
        assert await unit.muted(first) == {SEOUL}
    assert await store.unmute_story(SEOUL, first)
    assert not await store.unmute_story(SEOUL, first)
    assert not await store.mute_story(SEOUL, 999, now=NOON)


async def test_what_was_muted_stays_so_when_stories_become_one(store: Store) -> None:
    first, second = await stories(store, 2)
    for place_ in (SEOUL, DESK):
        await store.mute_story(place_, second, now=NOON)
    await store.mute_story(DESK, first, now=NOON)
    await store.merge_stories(first, second)
    async with store.intake() as unit:
        assert await unit.muted(second) == await unit.muted(first) == {SEOUL, DESK}
    assert await store.muted_stories(DESK, limit=10) == [first]


async def test_a_report_is_kept_and_every_admin_told_in_one_commit(store: Store) -> None:
    made = await story(store)
    admin = Destination("console", "local", "admins")
    store.set_admins([admin, SEOUL], "ko")
    number = await store.report_tag(story_id=made, tag="theme:autos", note="틀렸습니다", place=SEOUL, person="slack:U1", now=NOON)
    kept = await store.report(number)
    assert kept is not None
    assert (kept.story_id, kept.tag, kept.note, kept.place, kept.person, kept.at) == (
        made,
        "theme:autos",
        "틀렸습니다",
        SEOUL,
        "slack:U1",
        NOON,
    )
    claimed = await store.claim_deliveries(now=NOON, lease_seconds=60, limit=10, adapters=("console", "slack"))
    assert {(one.destination, one.purpose, one.dedup_key, one.language) for one in claimed} == {
        (admin, Purpose.NOTICE, f"report:{number}", "ko"),
        (SEOUL, Purpose.NOTICE, f"report:{number}", "ko"),
    }
    with pytest.raises(StoreError):
        await store.report_tag(story_id=999, tag="", note="", place=SEOUL, person="slack:U1", now=NOON)
    assert await store.report(999) is None


async def test_a_subscription_keeps_its_schedule_and_ping_and_what_is_changed(store: Store) -> None:
    weekly = Schedule(Rhythm.WEEKLY, 7, 4)
    made = await subscribe(store, SEOUL, schedule=weekly, mention="S1")
    assert await store.subscription(made.id) == made
    assert (made.schedule, made.mention) == (weekly, "S1")
    wanted = Filter(themes=("autos",), minimum_relevance="core", tones=("mixed",), events=("AID", "REJECT"))
    changed = await store.change_subscription(
        replace(made, name="other", filter=wanted, language="ko", cap=9, schedule=Schedule(), mention=None)
    )
    assert changed is not None
    assert await store.subscription(made.id) == changed
    assert (changed.name, changed.filter, changed.language, changed.cap) == ("other", wanted, "ko", 9)
    assert (changed.schedule, changed.mention) == (Schedule(), None)
    assert (changed.created_by, changed.created_at) == (made.created_by, made.created_at)
    assert await store.change_subscription(replace(made, id=999)) is None
