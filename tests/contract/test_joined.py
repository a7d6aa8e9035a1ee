"""Two stories of which a channel has an alert each become one: the alert of the one that is gone says so, once, whatever breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.joined import is_joined
from bot.model import ClaimedDelivery, DeliveryIntent, Purpose, RetryLater, Sent, Unknown
from bot.store.store import Store
from tests.contract.conftest import OpenStore
from tests.contract.samples import DESK, HANBIT, NOON, SEOUL, alert, bring, completed, deliver, item, place, spec, subscribe
from tests.contract.test_deliveries import claim, fold, settle
from tests.contract.test_stories import two

LATER = NOON + timedelta(hours=1)


async def told(store: Store, *stories: int, language: str = "en") -> None:
    """Send the channel an alert of each, with `m<story>` as the message's id."""
    sub = await subscribe(store, language=language)
    for story in stories:
        await deliver(store, alert(sub, story))
        await settle(store, (await claim(store))[0], Sent(f"m{story}"))


async def marks(store: Store) -> list[ClaimedDelivery]:
    """Every redrawing that is due, taken and drawn."""
    found = []
    while claimed := await claim(store, LATER):
        for one in claimed:
            await settle(store, one, Sent(str(one.alert_message_id)))
        found += claimed
    assert all(one.purpose is Purpose.EDIT for one in found)
    return found


@pytest.mark.parametrize("first", ["keep", "gone"])
async def test_the_alert_of_the_story_that_is_gone_names_the_one_that_lives_on(store: Store, first: str) -> None:
    keep, gone = await two(store)
    await told(store, *((keep, gone) if first == "keep" else (gone, keep)))
    shown = next(one.lead.id for one in await store.stories([gone]))
    await store.merge_stories(keep, gone)

    (mark,) = await marks(store)
    assert (mark.destination, mark.dedup_key, mark.story_ids) == (DESK, f"joined:{gone}:{shown}", (keep,))
    assert (mark.alert_message_id, mark.living_message_id) == (f"m{gone}", f"m{keep}")


async def test_it_is_marked_once_however_often_the_stories_are_joined(store: Store) -> None:
    keep, gone = await two(store)
    await told(store, keep, gone)
    await store.merge_stories(keep, gone)
    assert len(await marks(store)) == 1
    await store.merge_stories(keep, gone)
    await bring(store, [item("c")], at=LATER)
    (last,) = await place(store, at=LATER)
    await told(store, last)
    await store.merge_stories(last, keep)

    assert [one.alert_message_id for one in await marks(store)] == [f"m{keep}"]


async def test_a_joining_that_is_rolled_back_marks_nothing_and_one_that_is_committed_survives_the_desk(
    store: Store, another: OpenStore
) -> None:
    keep, gone = await two(store)
    await told(store, keep, gone)
    await bring(store, [item("c")], at=LATER)
    (article,) = await store.claim_articles(now=LATER, lease_seconds=60, limit=1)

    async def join(*, breaks: bool) -> None:
        async with store.intake() as unit:
            await unit.complete(completed(article, story_id=keep, at=LATER))
            await unit.merge_stories(keep, gone)
            if breaks:
                raise RuntimeError

    with pytest.raises(RuntimeError):
        await join(breaks=True)
    assert await claim(store, LATER) == []
    await join(breaks=False)
    (held,) = await claim(store, LATER)

    # Whoever held it is gone: its lease ends and another desk draws it.
    after = await another()
    (again,) = await claim(after, LATER + timedelta(minutes=2))
    assert is_joined(again.dedup_key)
    assert (again.key, again.alert_message_id, again.living_message_id) == (held.key, f"m{gone}", f"m{keep}")
    await settle(after, again, Sent(f"m{gone}"))
    assert await claim(after, LATER + timedelta(hours=2)) == []


async def test_a_redrawing_of_the_living_alert_and_the_mark_do_not_stand_for_each_other(store: Store) -> None:
    keep, gone = await two(store)
    await told(store, keep, gone)
    (sub,) = await store.list_subscriptions(DESK)
    await deliver(store, DeliveryIntent(DESK, Purpose.EDIT, f"edit:{gone}:2", sub.id, gone, NOON))
    await store.merge_stories(keep, gone)
    assert [(one.alert_message_id, one.living_message_id) for one in await marks(store)] == [(f"m{keep}", None), (f"m{gone}", f"m{keep}")]


async def test_a_mark_that_waits_keeps_no_redrawing_of_the_living_alert_away(store: Store) -> None:
    keep, gone = await two(store)
    await told(store, keep, gone)
    (sub,) = await store.list_subscriptions(DESK)
    await store.merge_stories(keep, gone)
    await deliver(store, DeliveryIntent(DESK, Purpose.EDIT, f"edit:{keep}:2", sub.id, keep, NOON))
    assert sorted(str(one.alert_message_id) for one in await marks(store)) == sorted((f"m{keep}", f"m{gone}"))


async def test_only_a_channel_with_both_alerts_is_told_and_in_the_language_of_its_alert(store: Store) -> None:
    keep, gone = await two(store)
    korean = spec(HANBIT, "https://hanbit.example/rss")
    await bring(store, [item("k", "두 나라 합의")], feed=korean, at=LATER)
    await place(store, at=LATER, story_id=gone, language="ko")
    both, only = await subscribe(store, SEOUL, language="ko"), await subscribe(store)
    await deliver(store, alert(both, keep), alert(only, gone))
    for one in await claim(store):
        await settle(store, one, Sent(f"{one.destination.adapter} {one.story_ids[0]}"))
    await deliver(store, alert(both, gone))
    await settle(store, (await claim(store))[0], Sent(f"slack {gone}"))
    await store.merge_stories(keep, gone)

    (mark,) = await marks(store)
    story = await store.story(keep)
    assert story is not None
    korean_article = next(one for one in story.articles if one.language == "ko")
    assert (mark.destination, mark.language, mark.dedup_key) == (SEOUL, "ko", f"joined:{gone}:{korean_article.id}")


async def test_what_was_told_in_a_brief_has_no_alert_to_mark(store: Store) -> None:
    keep, gone = await two(store)
    sub = await subscribe(store)
    await deliver(store, fold(alert(sub, keep)))
    await told(store, gone)
    await store.merge_stories(keep, gone)
    assert [one.purpose for one in await claim(store, LATER)] == [Purpose.BRIEF]


async def test_where_the_living_story_was_told_in_a_brief_the_later_of_two_alerts_names_the_earlier(store: Store) -> None:
    keep, gone = await two(store)
    await bring(store, [item("c")], at=LATER)
    (last,) = await place(store, at=LATER)
    sub = await subscribe(store)
    await deliver(store, fold(alert(sub, keep)))
    await told(store, gone, last)
    await store.merge_stories(keep, gone)
    await store.merge_stories(keep, last)

    (mark,) = await claim(store)
    assert (mark.alert_message_id, mark.living_message_id) == (f"m{last}", f"m{gone}")


async def test_an_alert_that_is_under_way_is_marked_when_it_has_arrived(store: Store) -> None:
    keep, gone = await two(store)
    await told(store, keep)
    (sub,) = await store.list_subscriptions(DESK)
    await deliver(store, alert(sub, gone))
    (held,) = await claim(store)
    await store.merge_stories(keep, gone)
    assert await claim(store, NOON) == [], "its channel waits for it"
    await settle(store, held, Unknown("The connection broke off."), retry_at=NOON)
    (again,) = await claim(store, NOON)
    assert again.id == held.id
    await settle(store, again, Sent(f"m{gone}"))

    (mark,) = await marks(store)
    assert (mark.alert_message_id, mark.living_message_id) == (f"m{gone}", f"m{keep}")


async def test_where_the_living_alert_never_arrived_the_other_has_nothing_to_name(store: Store) -> None:
    keep, gone = await two(store)
    await told(store, gone)
    (sub,) = await store.list_subscriptions(DESK)
    await deliver(store, alert(sub, keep))
    (held,) = await claim(store)
    await store.merge_stories(keep, gone)
    await settle(store, held, RetryLater(0, "Busy."))

    (mark,) = await claim(store)
    assert (mark.alert_message_id, mark.living_message_id) == (f"m{gone}", None)
