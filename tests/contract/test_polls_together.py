"""What many polls brought is written in one commit as sets: what comes of it is what one commit for each would have made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.model import Announce, Entry, Filter, PollChanged, PollUnchanged, SearchOrder, Validators
from bot.store.store import Store
from tests.contract.samples import HANBIT, HERALD, NOON, bring, changed, item, place, spec

HANBIT_FEED = spec(HANBIT, "https://hanbit.example/rss")
SECOND_FEED = spec(HERALD, "https://herald.example/world", "herald-world")
SAME = {"canonical_url": "https://herald.example/x"}
BEFORE, AFTER = "Seoul weighs sending ships", "Seoul decides to send ships"
LATER = NOON + timedelta(minutes=20)


async def titles(store: Store) -> list[str]:
    found = await store.search("", Filter(), since=None, order=SearchOrder.NEWEST, limit=99)
    return sorted(hit.title for hit in found)


async def together(store: Store, *brought: Sequence[Entry]) -> list[PollChanged]:
    """Each of the feeds HERALD, HANBIT and SECOND brings its entries, all in one commit; returns what was recorded."""
    specs = [spec(), HANBIT_FEED, SECOND_FEED]
    for one in specs:
        await store.add_chat_feed(one, now=NOON)
    held = {feed.spec.id: feed for feed in await store.claim_feeds(now=LATER, lease_seconds=60, limit=9)}
    polls = [changed(held[one.id], entries, LATER) for one, entries in zip(specs, brought, strict=False)]
    await store.record_polls(polls)
    return polls


async def test_an_article_that_three_feeds_bring_at_once_is_one_and_of_the_first_of_them(store: Store) -> None:
    await together(store, [item("a", "First", **SAME)], [item("b", "Second", **SAME)], [item("c", "Third", **SAME)])

    assert await titles(store) == ["First"]
    assert [health.items for health in await store.feeds()] == [1, 1, 1]
    assert len(await place(store, at=LATER)) == 1


async def test_one_key_in_two_feeds_names_two_entries(store: Store) -> None:
    await bring(store, [item("7", "Of the Herald", canonical_url=None)])
    await together(store, [item("7", "Of the Herald", canonical_url=None)], [item("7", "Of Hanbit", canonical_url=None)])

    assert await titles(store) == ["Of Hanbit", "Of the Herald"]


async def test_an_edit_and_a_new_entry_of_one_article_in_one_commit_make_one_new_text(store: Store) -> None:
    await bring(store, [item("a", BEFORE, **SAME)])
    await place(store)
    await together(store, [item("a", AFTER, **SAME)], [item("b", AFTER, **SAME)], [item("c", BEFORE, **SAME)])

    (waiting,) = await store.claim_articles(now=LATER, lease_seconds=60, limit=9)
    assert (waiting.revision.title, waiting.revision.number) == (AFTER, 2)


async def test_one_edit_in_two_feeds_in_one_commit_is_one_edit(store: Store) -> None:
    await bring(store, [item("a", BEFORE, **SAME)])
    await bring(store, [item("b", BEFORE, **SAME)], feed=HANBIT_FEED)
    await place(store)
    await together(store, [item("a", AFTER, **SAME)], [item("b", AFTER, **SAME)])
    (article_id,) = [hit.article_id for hit in await store.search("", Filter(), since=None, order=SearchOrder.NEWEST, limit=9)]
    await place(store, at=LATER)

    found = await store.article(article_id)
    assert found is not None
    assert [(edit.old_title, edit.title) for edit in found.edits] == [(BEFORE, AFTER)]


async def test_a_feed_twice_in_one_commit_counts_once(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await store.claim_feeds(now=NOON, lease_seconds=60, limit=9)
    await store.record_polls([changed(feed, [item("a", "First")]), changed(feed, [item("b", "Second")])])

    assert await titles(store) == ["First"]


async def test_quiet_polls_and_news_in_one_commit_each_go_to_their_own_feed(store: Store) -> None:
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    held = {feed.spec.id: feed for feed in await store.claim_feeds(now=NOON, lease_seconds=60, limit=9)}
    quiet = PollUnchanged(held[HANBIT.id], NOON, LATER, Validators('"quiet"'))
    await store.record_polls([quiet, changed(held[HERALD.id], [item("a")], announce=Announce.SILENT)])

    again = {feed.spec.id: feed for feed in await store.claim_feeds(now=LATER, lease_seconds=60, limit=9)}
    assert {key: feed.validators.etag for key, feed in again.items()} == {HANBIT.id: '"quiet"', HERALD.id: '"v1"'}


async def test_more_keys_than_one_question_takes_are_each_found_once(store: Store) -> None:
    many = [item(f"k{number}", f"Story {number}") for number in range(1_203)]
    await bring(store, many)
    await together(store, many, many[:7], many[:499])

    assert [health.items for health in sorted(await store.feeds(), key=lambda one: -one.items)] == [1_203, 499, 7]
    ids = {feed.spec.id: feed.id for feed in await store.claim_feeds(now=LATER + timedelta(days=1), lease_seconds=60, limit=9)}
    found = await store.known_marks({ids[HERALD.id]: [one.key for one in many], ids[HANBIT.id]: ["k1", "k8"]})
    assert (len(found[ids[HERALD.id]]), set(found[ids[HANBIT.id]])) == (1_203, {"k1"})
