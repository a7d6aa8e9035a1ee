"""Merged stories: permanent ids, redirects, and nobody told twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.joined import is_joined
from bot.errors import StoreError
from bot.model import ClaimedDelivery, DeliveryIntent, Filter, Purpose, RetryLater, Sent
from bot.store.store import Store
from tests.contract.samples import DESK, NOON, SEOUL, alert, bring, completed, deliver, item, place, subscribe
from tests.contract.test_deliveries import claim, fold, settle, states


async def two(store: Store) -> tuple[int, int]:
    await bring(
        store, [item("a", "Kept", published_at=NOON - timedelta(hours=1)), item("b", "Merged", published_at=NOON - timedelta(hours=4))]
    )
    keep, gone = await place(store)
    return keep, gone


async def test_a_merged_story_redirects_and_brings_its_articles(store: Store) -> None:
    keep, gone = await two(store)

    assert await store.merge_stories(keep, gone) == keep
    story = await store.story(gone)
    assert story is not None
    assert (story.id, story.lead.title, [article.title for article in story.articles]) == (keep, "Kept", ["Kept", "Merged"])
    assert (story.first_seen_at, story.last_seen_at) == (NOON - timedelta(hours=4), NOON - timedelta(hours=1))
    assert [one.id for one in await store.latest(Filter(), limit=9)] == [keep]
    assert [one.id for one in await store.stories([gone, keep])] == [keep]
    assert (await store.status()).stories == 1


async def test_redirects_stay_short_through_several_merges(store: Store) -> None:
    await bring(store, [item(str(n)) for n in range(3)])
    a, b, c = await place(store)
    await store.merge_stories(b, c)
    await store.merge_stories(a, c)

    assert [one.id for one in await store.stories([c, b, a])] == [a]
    story = await store.story(c)
    assert story is not None
    assert len(story.articles) == 3
    assert await store.merge_stories(b, c) == a


async def test_merging_what_never_was_is_an_error(store: Store) -> None:
    keep, _ = await two(store)
    with pytest.raises(StoreError):
        await store.merge_stories(keep, 999)


async def test_an_article_placed_into_a_merged_story_joins_the_one_that_lives(store: Store) -> None:
    keep, gone = await two(store)
    await store.merge_stories(keep, gone)
    later = NOON + timedelta(hours=1)
    await bring(store, [item("c")], at=later)

    assert await place(store, at=later, story_id=gone) == [keep]


async def test_what_the_merged_story_told_is_not_told_again(store: Store) -> None:
    keep, gone = await two(store)
    sub = await subscribe(store)
    await deliver(store, alert(sub, gone))
    await settle(store, (await claim(store))[0], Sent("m1"))
    await store.merge_stories(keep, gone)
    await deliver(store, alert(sub, keep), alert(sub, gone))

    assert await states(store) == {"sent": 1}


async def test_a_folded_story_counts_as_told_after_a_merge(store: Store) -> None:
    keep, gone = await two(store)
    sub = await subscribe(store)
    await deliver(store, fold(alert(sub, gone)))
    await store.merge_stories(keep, gone)
    await deliver(store, alert(sub, keep))

    (brief,) = await claim(store, NOON + timedelta(hours=1))
    assert brief.story_ids == (keep,)


async def test_of_two_waiting_alerts_one_is_sent(store: Store) -> None:
    keep, gone = await two(store)
    sub = await subscribe(store)
    await deliver(store, alert(sub, gone), alert(sub, keep))
    await store.merge_stories(keep, gone)

    (only,) = await claim(store)
    assert only.story_ids == (keep,)
    await settle(store, only, Sent("m1"))
    assert await claim(store) == []


@pytest.mark.parametrize("told", ["keep", "gone"])
async def test_a_waiting_alert_is_withdrawn_where_the_other_story_was_told(store: Store, told: str) -> None:
    keep, gone = await two(store)
    sub, elsewhere = await subscribe(store), await subscribe(store, SEOUL)
    first, second = (keep, gone) if told == "keep" else (gone, keep)
    await deliver(store, alert(sub, first))
    await settle(store, (await claim(store))[0], Sent("m1"))
    await deliver(store, alert(sub, second), alert(elsewhere, second))
    await store.merge_stories(keep, gone)

    assert [(one.destination, one.story_ids) for one in await claim(store)] == [(SEOUL, (keep,))]


@pytest.mark.parametrize("told", ["keep", "gone"])
async def test_a_story_that_was_told_leaves_the_brief_that_waits_to_tell_its_twin(store: Store, told: str) -> None:
    keep, gone = await two(store)
    later = NOON + timedelta(hours=1)
    await bring(store, [item("c")], at=later)
    (other,) = await place(store, at=later)
    sub = await subscribe(store)
    first, second = (keep, gone) if told == "keep" else (gone, keep)
    await deliver(store, alert(sub, first), *(alert(sub, one, at=later, fold_into="overflow:h") for one in (second, other)))
    await settle(store, (await claim(store))[0], Sent("m1"))
    await store.merge_stories(keep, gone)

    assert [one.story_ids for one in await claim(store, later)] == [(other,)]


async def test_a_story_in_two_briefs_is_told_by_the_one_that_is_left(store: Store) -> None:
    keep, gone = await two(store)
    sub, later = await subscribe(store), NOON + timedelta(hours=1)
    await deliver(store, alert(sub, keep, at=later, fold_into="overflow:a"), alert(sub, gone, at=later, fold_into="overflow:b"))
    await store.merge_stories(keep, gone)

    told = []
    while claimed := await claim(store, later):
        told += [claimed[0].story_ids]
        await settle(store, claimed[0], Sent("m"))
    assert sorted(told) == [(), (keep,)]


async def redrawing(store: Store) -> ClaimedDelivery:
    """The redrawing of the story's alert, after the mark on the one that it does without (test_joined.py)."""
    (mark,) = await claim(store)
    assert is_joined(mark.dedup_key)
    await settle(store, mark, Sent(str(mark.alert_message_id)))
    (edit,) = await claim(store)
    return edit


@pytest.mark.parametrize("first", ["keep", "gone"])
async def test_of_two_alerts_that_were_sent_the_one_of_the_story_that_lives_on_is_redrawn(store: Store, first: str) -> None:
    keep, gone = await two(store)
    sub = await subscribe(store)
    for told in (keep, gone) if first == "keep" else (gone, keep):
        await deliver(store, alert(sub, told))
        await settle(store, (await claim(store))[0], Sent(f"message of {told}"))
    await store.merge_stories(keep, gone)
    await deliver(store, DeliveryIntent(DESK, Purpose.EDIT, f"edit:{keep}:2", sub.id, keep, NOON))

    edit = await redrawing(store)
    assert edit.alert_message_id == f"message of {keep}"


async def test_the_older_of_two_sent_alerts_is_redrawn_where_the_story_that_lives_on_was_told_in_a_brief(store: Store) -> None:
    keep, gone = await two(store)
    later = NOON + timedelta(hours=1)
    await bring(store, [item("c")], at=later)
    (last,) = await place(store, at=later)
    sub = await subscribe(store)
    await deliver(store, fold(alert(sub, keep)))
    for told in (gone, last):
        await deliver(store, alert(sub, told))
        await settle(store, (await claim(store))[0], Sent(f"message of {told}"))
    await store.merge_stories(keep, gone)
    await store.merge_stories(keep, last)
    await deliver(store, DeliveryIntent(DESK, Purpose.EDIT, f"edit:{keep}:3", sub.id, keep, NOON))

    edit = await redrawing(store)
    assert edit.alert_message_id == f"message of {gone}"


async def test_a_merge_while_an_alert_is_under_way_leaves_it_to_its_sender(store: Store) -> None:
    keep, gone = await two(store)
    sub = await subscribe(store)
    await deliver(store, alert(sub, gone))
    (held,) = await claim(store)
    await deliver(store, alert(sub, keep))
    await store.merge_stories(keep, gone)
    await settle(store, held, RetryLater(1, "Slow down."), retry_at=NOON)

    (again,) = await claim(store)
    assert (again.key, again.story_ids, again.destination) == (held.key, (keep,), DESK)


async def test_a_merge_inside_an_intake_is_part_of_its_commit(store: Store) -> None:
    keep, gone = await two(store)
    later = NOON + timedelta(minutes=1)
    await bring(store, [item("c")], at=NOON + timedelta(hours=1))
    (article,) = await store.claim_articles(now=NOON + timedelta(hours=1), lease_seconds=60, limit=1)

    async def break_down() -> None:
        async with store.intake() as unit:
            await unit.complete(completed(article, story_id=gone, at=later))
            await unit.merge_stories(keep, gone)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_down()

    assert len(await store.stories([keep, gone])) == 2
