"""Stories by likeness in the store: the same as in memory, the same after a restart, the same with two workers at once."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.desk.stories.finding import find
from bot.desk.stories.memory import StoryStream, candidates, lookup_keys
from bot.desk.stories.parameters import LOOKS, WINDOW
from bot.desk.stories.vectors import Profile, Weighed
from bot.model import ClaimedArticle, Fingerprint
from bot.store.store import Store
from bot.store.story_tables import story_key, story_profile
from bot.store.tables import story as story_table
from tests.contract.conftest import OpenStore
from tests.contract.samples import NOON, bring, completed, item

EVENTS, TELLINGS = 6, 4


def told(words: Sequence[str], shared: Sequence[str], language: str = "en", sketch: Sequence[int] = ()) -> Fingerprint:
    return Fingerprint(language, dict.fromkeys(words, 1.0), dict.fromkeys(shared, 1.0), None, tuple(sketch))


def news(seed: int = 3) -> list[Fingerprint]:
    """Tellings of some events, mixed, in both languages; each leaves out a part of its event and adds words of its own."""
    chance = random.Random(seed)
    made = []
    for event in range(EVENTS):
        for telling in range(TELLINGS):
            language = "ko" if telling % 2 else "en"
            words = [f"{language}{event}w{number}" for number in chance.sample(range(12), 8)] + [f"own{event}{telling}"]
            shared = [f"t:{event}s{number}" for number in chance.sample(range(12), 8)] + ["t:common"]
            made.append(told(words, shared, language, [event * 1000 + number for number in range(64)]))
    chance.shuffle(made)
    return made


async def bring_all(store: Store, count: int) -> list[ClaimedArticle]:
    await bring(store, [item(str(number), f"Article {number}", published_at=NOON) for number in range(count)])
    return sorted(await store.claim_articles(now=NOON, lease_seconds=60, limit=count), key=lambda one: one.id)


async def put(store: Store, article: ClaimedArticle, fingerprint: Fingerprint, at: timedelta = timedelta()) -> int:
    """T2 as the intake does it, without headlines and deliveries."""
    async with store.intake() as unit:
        found = await find(unit, fingerprint, NOON + at, None)
        done = completed(article, story_id=found.story_id)
        story_id = await unit.complete(replace(done, trace=found.trace))
        for other in found.same:
            story_id = await unit.merge_stories(story_id, other)
        return story_id


async def grouping(store: Store, articles: Sequence[ClaimedArticle]) -> list[int]:
    """The story of each article as it stands now, numbered by first appearance."""
    where: dict[int, int] = {}
    for story in await store.stories(list(range(1, len(articles) + 1))):
        where |= {article.id: story.id for article in story.articles}
    return numbered([where[article.id] for article in articles])


def numbered(stories: Sequence[int]) -> list[int]:
    order = {story: number for number, story in enumerate(dict.fromkeys(stories))}
    return [order[story] for story in stories]


def in_memory(fingerprints: Sequence[Fingerprint]) -> list[int]:
    stream, found = StoryStream(), []
    for fingerprint in fingerprints:
        placed = stream.place(fingerprint, NOON)
        found.append(placed.story)
        for number in placed.moved:
            found[number - 1] = placed.story
    return numbered(found)


async def test_the_store_makes_the_stories_that_a_stream_in_memory_makes(store: Store) -> None:
    fingerprints = news()
    articles = await bring_all(store, len(fingerprints))
    for article, fingerprint in zip(articles, fingerprints, strict=True):
        await put(store, article, fingerprint)

    made = await grouping(store, articles)
    assert made == in_memory(fingerprints)
    assert len(set(made)) == EVENTS


async def test_a_restart_in_the_middle_changes_no_story(store: Store, another: OpenStore) -> None:
    fingerprints = news()
    articles = await bring_all(store, len(fingerprints))
    half = len(articles) // 2
    for article, fingerprint in zip(articles[:half], fingerprints, strict=False):
        await put(store, article, fingerprint)
    await store.close()
    again = await another()
    for article, fingerprint in zip(articles[half:], fingerprints[half:], strict=True):
        await put(again, article, fingerprint)

    assert await grouping(again, articles) == in_memory(fingerprints)


async def test_two_workers_at_once_make_the_stories_of_one_in_the_order_of_completion(store: Store, another: OpenStore) -> None:
    fingerprints = news()
    articles = await bring_all(store, len(fingerprints))
    other = await another()
    order: list[int] = []

    async def work(on: Store, numbers: Sequence[int]) -> None:
        for number in numbers:
            async with on.intake() as unit:
                found = await find(unit, fingerprints[number], NOON, None)
                await unit.complete(replace(completed(articles[number], story_id=found.story_id), trace=found.trace))
                for same in found.same:
                    await unit.merge_stories(found.story_id or 0, same)
                order.append(number)

    numbers = range(len(articles))
    await asyncio.gather(work(store, numbers[::2]), work(other, numbers[1::2]))

    assert sorted(order) == list(numbers)
    assert await grouping(store, [articles[number] for number in order]) == in_memory([fingerprints[number] for number in order])


async def test_an_article_completed_twice_counts_once(store: Store) -> None:
    (article,) = await bring_all(store, 1)
    fingerprint = told(["ferri", "sink"], ["t:ferry"])
    first, second = await put(store, article, fingerprint), await put(store, article, fingerprint)

    assert first == second
    async with store.intake() as unit:
        assert await unit.term_counts(["en:ferri", "en:none"]) == {"en:ferri": 1}
        assert (await unit.profiles([first]))[first].size == 1


async def test_a_reprint_is_kept_as_one_voice_with_the_first(store: Store) -> None:
    articles = await bring_all(store, 3)
    fingerprint = told(["ferri", "sink", "harbour"], ["t:ferry", "t:port"], sketch=range(64))
    stories = {await put(store, article, fingerprint) for article in articles}

    assert len(stories) == 1
    async with store.intake() as unit:
        assert {one.voice for one in await unit.prints(min(stories))} == {articles[0].id}
    shown = await store.story(min(stories))
    assert shown is not None
    assert [one.reprint_of for one in shown.articles] == [None, articles[0].id, articles[0].id]


async def test_after_a_merge_either_kind_of_article_finds_the_story_that_lives(store: Store) -> None:
    articles = await bring_all(store, 4)
    ferry, bank = told(["ferri", "sink", "diver"], ["t:ferry", "n:212"]), told(["bank", "rate", "cut"], ["t:bank", "n:25"])
    keep, gone = await put(store, articles[0], ferry), await put(store, articles[1], bank)
    assert keep != gone
    await store.merge_stories(keep, gone)

    assert [await put(store, articles[2], ferry), await put(store, articles[3], bank)] == [keep, keep]


async def test_a_story_beyond_the_window_is_closed_and_forgotten(store: Store) -> None:
    articles = await bring_all(store, 2)
    fingerprint = told(["ferri", "sink", "diver"], ["t:ferry", "n:212"])
    old = await put(store, articles[0], fingerprint)
    new = await put(store, articles[1], fingerprint, WINDOW + timedelta(hours=1))

    assert new != old
    async with store.intake() as unit:
        assert list(await unit.profiles([old, new])) == [new]


async def test_a_reprint_that_shows_two_stories_to_be_one_has_its_voice_in_either(store: Store) -> None:
    articles = await bring_all(store, 3)
    one, other = (told(["ferri", "sink", "diver"], ["t:ferry", "n:212"], sketch=range(at, at + 64)) for at in (0, 1000))
    keep = await put(store, articles[0], one)
    async with store.intake() as unit:
        trace = (await find(unit, other, NOON, None)).trace
        gone = await unit.complete(replace(completed(articles[1]), trace=trace))
    async with store.intake() as unit:
        found = await find(unit, other, NOON, None)
    assert (found.story_id, found.same) == (keep, (gone,))

    assert await put(store, articles[2], other) == keep
    shown = await store.story(keep)
    assert shown is not None
    assert [article.reprint_of for article in shown.articles] == [None, None, articles[1].id]


async def test_no_more_is_read_of_the_lists_than_candidates_are_sought_in(store: Store) -> None:
    count = LOOKS + 100
    lists = {"en:all": range(1, count + 1), "en:some": range(1, LOOKS), "en:few": range(5, 8), "t:none": ()}
    async with store._db.write() as connection:
        await connection.execute(story_table.insert(), [{"first_seen_at": NOON, "last_seen_at": NOON} for _ in range(count)])
        profile = json.dumps(Profile(NOON).to_json())
        await connection.execute(
            story_profile.insert(), [{"story_id": one, "last_at": NOON, "profile": profile} for one in lists["en:all"]]
        )
        await connection.execute(story_key.insert(), [{"key": key, "story_id": one} for key in lists for one in lists[key]])

    for keys, read in (
        (["en:all", "en:few", "t:none"], 3),
        (["en:some", "en:few"], 3),
        (["en:all", "t:none"], LOOKS),
        (["en:some"], LOOKS - 1),
    ):
        article = Weighed("en", {key: 0.5 for key in keys if key[:2] == "en"}, {"t:none": 0.5}, None, (), NOON)
        async with store.intake() as unit:
            found = await unit.led_to(lookup_keys(article), since=NOON)
            assert await unit.led_to(lookup_keys(article), since=NOON + timedelta(seconds=1)) == {}
        assert sum(map(len, found.values())) == read
        assert candidates(article, found) == candidates(article, {key: lists[key] for key in lookup_keys(article)})


async def test_an_address_that_gives_one_story_and_a_text_that_gives_another_make_them_one(store: Store) -> None:
    articles = await bring_all(store, 3)
    ferry, bank = told(["ferri", "sink", "diver"], ["t:ferry", "n:212"]), told(["bank", "rate", "cut"], ["t:bank", "n:25"])
    by_address, by_text = await put(store, articles[0], bank), await put(store, articles[1], ferry)
    async with store.intake() as unit:
        found = await find(unit, ferry, NOON, by_address)

    assert (found.story_id, found.same) == (by_address, (by_text,))
