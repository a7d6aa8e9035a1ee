"""Headlines and leads that change at the source: what is kept, what is read again, and what stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.desk.edits import MOST_EDITS
from bot.model import Announce, ArticleView, ClaimedArticle, Edit, Entry, Filter, SearchOrder
from bot.store.edits import FOLLOWED, FORM_CHANGE
from bot.store.store import Store
from bot.store.tables import article
from tests.contract.conftest import OpenStore
from tests.contract.samples import DIGEST, HANBIT, NOON, SteadyClock, bring, completed, item, place, spec

BEFORE, AFTER, LATER = "Seoul weighs sending ships", "Seoul decides to send ships", "Seoul sends ships to the strait"
OTHER_FEED = spec(HANBIT, "https://hanbit.example/rss")


async def told(store: Store, clock: SteadyClock, *titles: str, **parts: str) -> None:
    """The one item of the feed says each of these, a poll apart, and is read each time."""
    for title in titles:
        await bring(store, [item("a", title, **parts)], at=clock.pass_(minutes=10))
        await place(store, at=clock.now())


async def two_feeds_say(store: Store, clock: SteadyClock, first: str, second: str) -> None:
    """One article in two feeds, polled one after the other; it is read after each."""
    same = {"canonical_url": "https://herald.example/a"}
    await bring(store, [item("a", first, **same)], at=clock.pass_(minutes=10))
    await place(store, at=clock.now())
    await bring(store, [item("guid-7", second, **same)], feed=OTHER_FEED, at=clock.pass_(minutes=2))
    await place(store, at=clock.now())


async def the_article(store: Store) -> ArticleView:
    (hit,) = await store.search("", Filter(), since=None, order=SearchOrder.NEWEST, limit=9)
    found = await store.article(hit.article_id)
    assert found is not None
    return found


async def waiting(store: Store, at: datetime) -> list[ClaimedArticle]:
    return list(await store.claim_articles(now=at, lease_seconds=60, limit=100))


def titles(edits: tuple[Edit, ...]) -> list[tuple[str, str]]:
    return [(edit.old_title, edit.title) for edit in edits]


async def test_a_changed_headline_is_a_new_text_that_waits_to_be_read(store: Store, clock: SteadyClock) -> None:
    published = NOON - timedelta(hours=1)
    await bring(store, [item("a", BEFORE, published_at=published)])
    (story_id,) = await place(store)
    later = clock.pass_(minutes=10)
    await bring(store, [item("a", AFTER, published_at=later)], at=later)

    standing = await the_article(store)
    assert (standing.title, standing.edits, standing.analysis is not None) == (BEFORE, (), True), "readers have what was read"
    (claimed,) = await waiting(store, later)
    assert (claimed.revision.title, claimed.revision.number, claimed.attempts, claimed.published_at) == (AFTER, 2, 0, published)
    async with store.intake() as unit:
        stands = await unit.standing(claimed)
        assert (stands.is_due, stands.is_material) == (True, True)
        assert stands.before is not None
        assert (stands.before.title, stands.before.story_id) == (BEFORE, story_id)
        assert await unit.complete(completed(claimed, at=later)) == story_id

    story = await store.story(story_id)
    assert story is not None
    (article_now,) = story.articles
    assert (article_now.title, article_now.published_at, titles(article_now.edits)) == (AFTER, published, [(BEFORE, AFTER)])
    assert article_now.edits[0].seen_at == later
    assert (await store.status()).stories == 1
    assert [hit.title for hit in await store.search("decides", Filter(), since=None, order=SearchOrder.RANK, limit=5)] == [AFTER]
    assert await store.search("weighs", Filter(), since=None, order=SearchOrder.RANK, limit=5) == []


async def test_an_item_that_says_the_same_changes_nothing(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, BEFORE)
    await bring(store, [item("a", f"{BEFORE} - Harbor Herald"), item("b", "Another")], at=clock.pass_(minutes=10))
    assert [one.revision.title for one in await waiting(store, clock.now())] == ["Another"]


async def test_a_feed_that_gives_two_headlines_in_turn_is_followed_there_and_back_once(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, *[BEFORE, AFTER] * 6)
    assert titles((await the_article(store)).edits) == [(BEFORE, AFTER), (AFTER, BEFORE)]
    await told(store, clock, LATER)
    assert titles((await the_article(store)).edits)[2:] == [(BEFORE, LATER)]


async def test_two_feeds_with_headlines_of_their_own_do_not_fight(store: Store, clock: SteadyClock) -> None:
    for _ in range(4):
        await two_feeds_say(store, clock, BEFORE, "Ships: what Seoul weighs")
    found = await the_article(store)
    assert (found.title, found.edits) == (BEFORE, ())
    await two_feeds_say(store, clock, BEFORE, "Ships: what Seoul decided")
    await two_feeds_say(store, clock, AFTER, "Ships: what Seoul decided")
    assert titles((await the_article(store)).edits) == [(BEFORE, AFTER)]


async def test_a_feed_that_lags_behind_another_brings_nothing_back(store: Store, clock: SteadyClock) -> None:
    for first, second in ((BEFORE, BEFORE), (AFTER, BEFORE), (LATER, AFTER), (LATER, LATER)):
        await two_feeds_say(store, clock, first, second)
    found = await the_article(store)
    assert (found.title, titles(found.edits)) == (LATER, [(BEFORE, AFTER), (AFTER, LATER)])


async def test_two_feeds_that_follow_one_change_make_one(store: Store, clock: SteadyClock) -> None:
    for title in (BEFORE, AFTER):
        await two_feeds_say(store, clock, title, title)
    assert titles((await the_article(store)).edits) == [(BEFORE, AFTER)]


async def test_what_never_stands_still_is_followed_no_further(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, *[f"Live: {count} votes are counted in Seoul" for count in range(MOST_EDITS + 5)])
    found = await the_article(store)
    assert (found.title, len(found.edits)) == (f"Live: {MOST_EDITS} votes are counted in Seoul", MOST_EDITS)
    async with store._db.read() as connection:
        reason = await connection.scalar(select(article.c.reason))
    assert reason == f"The source changed it {MOST_EDITS} times: later changes are not followed."


async def test_a_lead_that_is_another_each_time_is_told_a_few_times_and_kept(store: Store, clock: SteadyClock) -> None:
    for count in range(7):
        await told(store, clock, BEFORE, lead=f"Some {count} ships may leave the port on Friday, the ministry said.")
    edits = (await the_article(store)).edits
    assert [edit.is_material for edit in edits] == [True] * 3 + [False] * 3


async def test_an_aggregators_summaries_are_its_own(store: Store, clock: SteadyClock) -> None:
    feed = spec(DIGEST, "https://digest.example/rss")
    for title, lead in ((BEFORE, "More: 12 ships of Busan"), (BEFORE, "More: 14 ships of Incheon"), (AFTER, "More: 16 ships of Ulsan")):
        await bring(store, [item("a", title, lead=lead)], feed=feed, at=clock.pass_(minutes=10))
        await place(store, at=clock.now())
    assert titles((await the_article(store)).edits) == [(BEFORE, AFTER)]


async def test_an_article_of_long_ago_is_left_alone(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, BEFORE)
    clock.pass_(seconds=FOLLOWED.total_seconds() + 600)
    await told(store, clock, AFTER)
    found = await the_article(store)
    assert (found.title, found.edits) == (BEFORE, ())


async def test_a_feed_of_a_new_form_is_kept_and_not_told(store: Store, clock: SteadyClock) -> None:
    def feed(mark: str) -> list[Entry]:
        return [item(str(number), f"{mark} {number} ships leave") for number in range(FORM_CHANGE)]

    await bring(store, feed("Port"))
    await place(store)
    await bring(store, feed("Harbour"), at=clock.pass_(minutes=10))
    assert [one.revision.is_change for one in await waiting(store, clock.now())] == [False] * FORM_CHANGE


async def test_a_text_that_nobody_read_is_passed_over(store: Store, another: OpenStore, clock: SteadyClock) -> None:
    """The worker that holds it drops it, and the change is told from what readers have."""
    await told(store, clock, BEFORE)
    await bring(store, [item("a", AFTER)], at=clock.pass_(minutes=10))
    (held,) = await waiting(store, clock.now())
    await bring(await another(), [item("a", LATER)], at=clock.pass_(minutes=10))
    async with store.intake() as unit:
        assert not (await unit.standing(held)).is_due
    await place(store, at=clock.now())
    assert titles((await the_article(store)).edits)[-1] == (BEFORE, LATER)


async def test_a_headline_that_comes_back_before_it_was_read_is_no_change_to_readers(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, BEFORE)
    for title in (AFTER, BEFORE):
        await bring(store, [item("a", title)], at=clock.pass_(minutes=10))
    (claimed,) = await waiting(store, clock.now())
    assert (claimed.revision.title, claimed.revision.is_change) == (BEFORE, False)


async def test_a_change_before_the_first_reading_is_read_as_the_article(store: Store, clock: SteadyClock) -> None:
    for title in (BEFORE, AFTER):
        await bring(store, [item("a", title)], at=clock.pass_(minutes=10))
    (claimed,) = await waiting(store, clock.now())
    async with store.intake() as unit:
        stands = await unit.standing(claimed)
        assert (stands.is_due, stands.before) == (True, None)
        await unit.complete(completed(claimed, at=clock.now()))
    assert (await the_article(store)).title == AFTER


async def test_a_changed_article_that_cannot_be_read_stays_as_it_was(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, BEFORE)
    await bring(store, [item("a", AFTER)], at=clock.pass_(minutes=10))
    (claimed,) = await waiting(store, clock.now())
    await store.fail_article(claimed, reason="The worker ended.", retry_at=None, now=clock.now())
    found, status = await the_article(store), await store.status()
    assert (found.title, found.analysis is not None, found.edits) == (BEFORE, True, ())
    assert (status.articles_failed, status.articles_waiting) == (0, 0)
    await told(store, clock, LATER)
    assert titles((await the_article(store)).edits)[-1] == (BEFORE, LATER)


async def test_the_page_as_it_was_is_kept_until_it_was_fetched_again(store: Store, clock: SteadyClock) -> None:
    await bring(store, [item("a", BEFORE, lead="Ships may sail.")], announce=Announce.ALERT)
    (claimed,) = await waiting(store, NOON)
    async with store.intake() as unit:
        await unit.complete(completed(claimed, body="The whole page speaks of ships.", is_full_text=True))
    await bring(store, [item("a", AFTER, lead="Ships may sail.")], at=clock.pass_(minutes=10))
    (again,) = await waiting(store, clock.now())
    assert (again.revision.body, again.revision.is_full_text, again.revision.is_change) == ("The whole page speaks of ships.", True, True)
    async with store.intake() as unit:
        await unit.complete(completed(again, body="The page says now that ships sail.", at=clock.now()))
    found = await the_article(store)
    assert (found.title, found.body, titles(found.edits)) == (AFTER, "The page says now that ships sail.", [(BEFORE, AFTER)])


async def test_marks_tell_the_poller_which_known_items_say_something_else(store: Store, clock: SteadyClock) -> None:
    await bring(store, [item("a", BEFORE)])
    (feed,) = await store.claim_feeds(now=NOON + timedelta(hours=1), lease_seconds=60, limit=9)
    first = (await store.known_marks({feed.id: ["a", "b"]}))[feed.id]
    await bring(store, [item("a", AFTER)], at=clock.pass_(hours=2))
    second = (await store.known_marks({feed.id: ["a", "b"]}))[feed.id]
    assert first.keys() == second.keys() == {"a"}
    assert first["a"] != second["a"]


async def test_the_analysis_of_what_readers_have_can_be_renewed_while_a_change_waits(store: Store, clock: SteadyClock) -> None:
    await told(store, clock, BEFORE)
    found = await the_article(store)
    await bring(store, [item("a", AFTER)], at=clock.pass_(minutes=10))
    assert found.analysis is not None
    await store.save_analysis(found.id, replace(found.analysis, version="v2"))
    renewed = await the_article(store)
    assert renewed.title == BEFORE
