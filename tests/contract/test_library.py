"""Questions: latest, filters, actors, themes, activity, status."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import Catalogue, CatalogueActor, CatalogueTheme, Destination, Filter, SearchOrder
from bot.store.store import Store
from tests.contract.samples import HANBIT, HERALD, NOON, SEOUL, SteadyClock, bring, item, place, spec, subscribe

HANBIT_FEED = spec(HANBIT, "https://www.hanbit.example/rss")

TRUMP = CatalogueActor("donald-trump", "Donald Trump", "도널드 트럼프", "person", "US", "Q22686", ("Trump", "트럼프"))
USA = CatalogueActor("united-states", "United States", "미국", "state", "US", "Q30", ("Washington", "美"))
USFK = CatalogueActor("usfk", "U.S. Forces Korea", "주한미군", "force", "US", None, ("USFK",))
TARIFFS = CatalogueTheme("tariffs", "Tariffs", "관세", "economy")
POSTURE = CatalogueTheme("usfk-posture", "USFK posture", "주한미군 태세", "security")


def catalogue(version: str = "v1", actors: tuple[CatalogueActor, ...] = (TRUMP, USA, USFK), **redirects: str) -> Catalogue:
    return Catalogue(version, actors, (POSTURE, TARIFFS), {old.replace("_", "-"): new.replace("_", "-") for old, new in redirects.items()})


async def tell(store: Store, key: str, *, hours: float = 0, feed=None, **analysis) -> int:
    """One story told `hours` after noon."""
    at = NOON + timedelta(hours=hours)
    await bring(store, [item(key, key)], feed=feed or spec(url=f"https://herald.example/{key}/rss", name=f"feed-{key}"), at=at)
    (story_id,) = await place(store, at=at, **analysis)
    return story_id


async def test_latest_stories_come_newest_first(store: Store) -> None:
    first, second, third = [await tell(store, f"s{n}", hours=n) for n in range(3)]

    assert [story.id for story in await store.latest(Filter(), limit=2)] == [third, second]
    assert [story.id for story in await store.latest(Filter(), limit=9, before=NOON + timedelta(hours=2))] == [second, first]
    assert [story.id for story in await store.latest(Filter(), limit=9, since=NOON + timedelta(hours=1))] == [third, second]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), {"missile", "tariff", "film"}),
        (Filter(actors=("dprk",)), {"missile"}),
        (Filter(actors=("dprk", "eu")), {"missile", "tariff"}),
        (Filter(themes=("tariffs",)), {"tariff"}),
        (Filter(languages=("ko",)), {"missile"}),
        (Filter(outlets=(HANBIT.id,)), {"missile"}),
        (Filter(kinds=("opinion", "other")), {"tariff", "film"}),
        (Filter(minimum_relevance="partial"), {"missile", "tariff"}),
        (Filter(minimum_relevance="core"), {"tariff"}),
        (Filter(themes=("tariffs",), actors=("dprk",)), set()),
        (Filter(keywords=("zebra",)), {"missile", "tariff", "film"}),
    ],
)
async def test_a_filter_means_the_same_in_latest_and_in_search(store: Store, wanted: Filter, expected: set[str]) -> None:
    await tell(
        store,
        "missile",
        feed=HANBIT_FEED,
        language="ko",
        actors=("dprk",),
        themes=("north-korea-missiles",),
        relevance={"label": "partial", "score": 1},
    )
    await tell(store, "tariff", kind="opinion", actors=("eu", "usa"), themes=("tariffs", "autos"))
    await tell(store, "film", kind="other", actors=(), themes=(), relevance={"label": "none", "score": 1})

    assert {story.lead.title for story in await store.latest(wanted, limit=9)} == expected
    for order in SearchOrder:
        for title in ("missile", "tariff", "film"):
            hits = await store.search(title, wanted, since=None, order=order, limit=9)
            assert [hit.title for hit in hits] == ([title] if title in expected else [])


async def test_what_waits_passes_only_a_filter_that_asks_nothing_of_the_analysis(store: Store) -> None:
    await bring(store, [item("a")])

    async def hits(wanted: Filter) -> int:
        return len(await store.search("", wanted, since=None, order=SearchOrder.NEWEST, limit=9))

    assert [await hits(Filter()), await hits(Filter(languages=("en",))), await hits(Filter(minimum_relevance="partial"))] == [1, 1, 0]


async def test_missing_stories_and_articles_are_none(store: Store) -> None:
    assert (await store.story(1), await store.article(1), await store.stories([1, 2])) == (None, None, [])


async def test_stories_come_in_the_order_asked_for(store: Store) -> None:
    a, b, c = [await tell(store, f"s{n}") for n in range(3)]

    assert [story.id for story in await store.stories([c, 99, a, c, b])] == [c, a, b]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["한미동맹 강화 합의", "Missile test over the sea"]),
        ("mis", ["Missile test over the sea"]),
        ("강화", ["한미동맹 강화 합의"]),
        ("issile", []),
    ],
)
async def test_stories_are_suggested_by_the_beginning_of_a_word(store: Store, text: str, expected: list[str]) -> None:
    await bring(store, [item("a", "Missile test over the sea"), item("b", "한미동맹 강화 합의")])
    ids = await place(store)

    suggested = await store.suggest_stories(text, limit=5)
    assert [title for _, title in suggested] == expected
    assert {story_id for story_id, _ in suggested} <= set(ids)


async def test_actors_are_found_exact_then_prefix_then_inside(store: Store) -> None:
    await store.sync_catalogue(catalogue())

    assert [actor.id for actor in await store.find_actors("TRUMP", limit=5)] == ["donald-trump"]
    assert [actor.id for actor in await store.find_actors("u", limit=5)] == ["usfk", "united-states", "donald-trump"]
    assert [actor.id for actor in await store.find_actors("미", limit=5)] == ["united-states", "usfk"]
    assert await store.find_actors("atlantis", limit=5) == []


async def test_the_most_written_about_actor_comes_first(store: Store) -> None:
    await store.sync_catalogue(catalogue())
    assert [actor.id for actor in await store.find_actors("", limit=2)] == ["donald-trump", "usfk"]
    await tell(store, "a", actors=("united-states",))

    assert [actor.id for actor in await store.find_actors("", limit=2)] == ["united-states", "donald-trump"]


async def test_the_catalogue_is_read_back(store: Store) -> None:
    await store.sync_catalogue(catalogue())

    assert await store.actor("usfk") == USFK
    assert await store.actor("atlantis") is None
    assert list(await store.themes()) == [POSTURE, TARIFFS]
    assert (await store.status()).ontology_version == "v1"


async def test_a_retired_actor_leads_to_its_heir_everywhere(store: Store) -> None:
    old = CatalogueActor("the-donald", "The Donald", "더 도널드", "person", "US", None, ())
    await store.sync_catalogue(catalogue(actors=(old, USA)))
    await tell(store, "a", actors=("the-donald", "united-states"))
    await tell(store, "b", actors=("the-donald", "donald-trump"))
    sub = await subscribe(store, wanted=Filter(actors=("the-donald", "united-states")))
    await store.sync_catalogue(catalogue("v2", the_donald="donald_trump"))

    assert await store.actor("the-donald") == TRUMP
    for name in ("the-donald", "donald-trump"):
        assert len(await store.latest(Filter(actors=(name,)), limit=9)) == 2
        assert (await store.actor_activity(name, since=NOON)).articles == 2
    (again,) = await store.list_subscriptions()
    assert again == type(sub)(**{**{f: getattr(sub, f) for f in sub.__slots__}, "filter": Filter(actors=("donald-trump", "united-states"))})
    assert [actor.id for actor in await store.find_actors("donald", limit=5)] == ["donald-trump"]


async def test_a_chain_of_redirects_is_followed_to_its_end(store: Store) -> None:
    await store.sync_catalogue(catalogue(one="two", two="donald_trump"))

    assert await store.actor("one") == TRUMP


async def test_an_actor_that_left_the_ontology_stays_readable_and_is_not_offered(store: Store) -> None:
    await store.sync_catalogue(catalogue())
    await store.sync_catalogue(catalogue("v2", actors=(TRUMP,)))

    assert await store.actor("usfk") == USFK
    assert [actor.id for actor in await store.find_actors("", limit=9)] == ["donald-trump"]


async def test_activity_counts_days_stories_and_what_stood_beside(store: Store) -> None:
    await tell(store, "a", actors=("usa", "rok"), themes=("tariffs",))
    await tell(store, "b", hours=5, actors=("usa",), themes=("tariffs", "autos"))
    await tell(store, "c", hours=13, feed=HANBIT_FEED, actors=("usa", "rok"), themes=("energy",))
    await tell(store, "d", hours=14, actors=("dprk",), themes=("tariffs",))

    usa = await store.actor_activity("usa", since=NOON)
    assert (usa.articles, usa.stories) == (3, 3)
    assert usa.by_day == {"2026-03-02": 2, "2026-03-03": 1}
    assert usa.actors == (("rok", 2),)
    assert usa.themes == (("tariffs", 2), ("autos", 1), ("energy", 1))
    assert usa.outlets == ((HERALD.id, 2), (HANBIT.id, 1))
    tariffs = await store.theme_activity("tariffs", since=NOON + timedelta(hours=1))
    assert (tariffs.articles, tariffs.themes, tariffs.actors) == (2, (("autos", 1),), (("dprk", 1), ("usa", 1)))
    assert (await store.theme_activity("nothing", since=NOON)).articles == 0


async def test_status_counts_what_is_there(store: Store, clock: SteadyClock) -> None:
    empty = await store.status()
    assert (empty.articles, empty.oldest_waiting_at, empty.last_article_at, empty.ontology_version) == (0, None, None, "")
    await tell(store, "a")
    await bring(store, [item("b"), item("c")], at=clock.pass_(hours=1))
    await subscribe(store)

    status = await store.status()
    assert (status.feeds_active, status.feeds_failing, status.subscriptions) == (2, 0, 1)
    assert (status.articles, status.articles_waiting, status.stories) == (3, 2, 1)
    assert (status.oldest_waiting_at, status.last_article_at) == (clock.now(), clock.now())


async def test_subscriptions_are_kept_as_they_were_made(store: Store) -> None:
    wanted = Filter(("usa",), ("tariffs",), ("ko",), (HERALD.id,), ("news",), "core", "high", ("방위비", "-film"))
    made = await subscribe(store, wanted=wanted, language="ko", cap=3, name="관세")
    other = await subscribe(store, SEOUL)

    assert (made.filter, made.language, made.cap, made.name, made.is_paused) == (wanted, "ko", 3, "관세", False)
    assert await store.subscription(made.id) == made
    assert await store.list_subscriptions() == [made, other]
    assert await store.list_subscriptions(SEOUL) == [other]
    assert await store.list_subscriptions(Destination("slack", "T2", "C-seoul")) == []


async def test_pausing_and_removing_tell_whether_there_was_one(store: Store) -> None:
    made = await subscribe(store)

    assert await store.pause_subscription(made.id, paused=True)
    again = await store.subscription(made.id)
    assert again is not None
    assert again.is_paused
    assert await store.remove_subscription(made.id)
    assert not await store.remove_subscription(made.id)
    assert not await store.pause_subscription(made.id, paused=False)
    assert await store.subscription(made.id) is None


async def test_a_subscription_id_is_never_given_twice(store: Store) -> None:
    made = await subscribe(store)
    await store.remove_subscription(made.id)

    assert (await subscribe(store)).id > made.id


async def test_articles_for_a_preview_are_analysed_ones_oldest_first(store: Store) -> None:
    for n in range(3):
        await tell(store, f"s{n}", hours=n)
    await bring(store, [item("waiting")], at=NOON + timedelta(hours=9))

    assert [article.title for article in await store.articles_since(NOON + timedelta(hours=1), limit=9)] == ["s1", "s2"]
    assert [article.title for article in await store.articles_since(NOON, limit=1)] == ["s0"]


async def test_outlets_come_by_name(store: Store) -> None:
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)

    assert list(await store.outlets()) == [HANBIT, HERALD]
