"""What was told in a stretch of time: the stories, light, and the tags alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.desk.ports import CompletedArticle, ReadResult
from bot.model import Filter, StoryView, TaggedArticle
from bot.store.store import Store
from bot.tags import Analysis
from tests.contract.samples import HANBIT, NOON, bring, document, item, place, spec
from tests.contract.test_library import HANBIT_FEED, catalogue, tell

MENTION = {"field": "title", "start": 0, "end": 6, "text": "Allies"}
DAY = {"since": NOON, "until": NOON + timedelta(days=1), "dated_since": NOON - timedelta(days=1)}


async def stories(store: Store, wanted: Filter | None = None, **parts: Any) -> list[StoryView]:
    asked: dict[str, Any] = {**DAY, "with_texts": False, "limit": 99, **parts}
    return list(await store.stories_between(wanted or Filter(), **asked))


async def tags(store: Store, wanted: Filter | None = None, **parts: Any) -> list[TaggedArticle]:
    asked: dict[str, Any] = {**DAY, **parts}
    return list(await store.tags_between(wanted or Filter(), **asked))


async def test_the_stories_of_the_time_come_newest_first_with_its_beginning_and_without_its_end(store: Store) -> None:
    await tell(store, "before", hours=-1)
    first = await tell(store, "first", hours=0)
    last = await tell(store, "last", hours=23)
    await tell(store, "after", hours=24)

    assert [story.id for story in await stories(store)] == [last, first]
    assert [story.id for story in await stories(store, limit=1)] == [last]
    assert [article.story_id for article in await tags(store)] == [first, last]


async def test_a_story_has_its_articles_of_that_time_only(store: Store) -> None:
    story_id = await tell(store, "before", hours=-2)
    await bring(store, [item("a", "Of the day")], at=NOON + timedelta(hours=1))
    await place(store, at=NOON + timedelta(hours=1), story_id=story_id)

    (found,) = await stories(store)
    assert ([article.title for article in found.articles], found.lead.title) == (["Of the day"], "Of the day")
    assert found.first_seen_at == NOON - timedelta(hours=2)
    assert len(await tags(store)) == 1


async def test_one_article_that_passes_brings_the_others_of_its_story(store: Store) -> None:
    story_id = await tell(store, "tariff", themes=("tariffs",))
    await bring(store, [item("b", "Politics")], at=NOON + timedelta(hours=1))
    await place(store, at=NOON + timedelta(hours=1), story_id=story_id)
    await tell(store, "film", hours=2, themes=("culture",))
    wanted = Filter(themes=("tariffs",))

    assert [len(story.articles) for story in await stories(store, wanted)] == [2]
    assert [article.themes for article in await tags(store, wanted)] == [("tariffs",), ("alliance-politics",)]
    assert await stories(store, Filter(themes=("tariffs",)), since=NOON + timedelta(minutes=30)) == []


async def test_a_filter_means_what_it_means_elsewhere(store: Store) -> None:
    await tell(store, "korean", feed=HANBIT_FEED, language="ko", actors=("dprk",), relevance={"label": "partial", "score": 1})
    await tell(store, "english", kind="opinion", actors=("eu",))

    for wanted, title in (
        (Filter(languages=("ko",)), "korean"),
        (Filter(outlets=(HANBIT.id,)), "korean"),
        (Filter(actors=("dprk",)), "korean"),
        (Filter(kinds=("opinion",)), "english"),
        (Filter(minimum_relevance="core"), "english"),
    ):
        assert [story.lead.title for story in await stories(store, wanted)] == [title]
        assert len(await tags(store, wanted)) == 1


async def test_what_is_dated_too_early_or_waits_is_left_out(store: Store) -> None:
    await bring(store, [item("old", "Backlog", published_at=NOON - timedelta(days=2))])
    await place(store)
    await bring(store, [item("new", "Waits")], feed=spec(url="https://herald.example/other", name="other"))

    assert await stories(store) == []
    assert await tags(store) == []
    assert len(await stories(store, dated_since=NOON - timedelta(days=3))) == 1


async def test_texts_are_read_only_where_they_are_asked_for(store: Store) -> None:
    await bring(store, [item("a", lead="A lead.", body="A body.")])
    await place(store)

    ((light,), (whole,)) = [story.articles for story in (*await stories(store), *await stories(store, with_texts=True))]
    assert (light.lead, light.body) == ("", "")
    assert (whole.lead, whole.body) == ("A lead.", "A body.")


async def bring_analysed(store: Store, **parts: Any) -> int:
    """One article with these parts of its analysis; its story."""
    await bring(store, [item("a")])
    (claimed,) = await store.claim_articles(now=NOON, lease_seconds=60, limit=9)
    text = ReadResult(claimed.revision.title, "", is_full_text=False, analysis=Analysis.from_json({**document(), **parts}))
    async with store.intake() as unit:
        return await unit.complete(CompletedArticle(claimed, text, "key", None, NOON))


def acting(key: str, salience: str) -> dict[str, Any]:
    return {"id": key, "name": {"en": key, "ko": key}, "salience": salience, "type": "", "mentions": [MENTION]}


async def test_a_light_analysis_has_its_tags_and_not_the_words_behind_them(store: Store) -> None:
    await bring_analysed(
        store,
        actors=[acting("usfk", "major")],
        themes=[{"id": "tariffs", "rank": "primary", "score": 1.0, "evidence": [MENTION]}],
        events=[{"source": "usfk", "type": "CONSULT", "target": "usfk", "sentence": 0, "evidence": MENTION}],
        quotes=[{"speaker": "usfk", "text": "We meet.", "start": 0, "end": 8, "direct": True}],
        tone={"label": "friction", "score": 1.0, "evidence": [MENTION]},
    )

    ((article,),) = [story.articles for story in await stories(store)]
    analysis = article.analysis
    assert analysis is not None
    assert [tag.text for tag in analysis.quotes] == ["We meet."]
    assert [(tag.id, tag.mentions) for tag in analysis.actors] == [("usfk", ())]
    assert [(tag.id, tag.evidence) for tag in analysis.themes] == [("tariffs", ())]
    assert [(tag.type, tag.evidence) for tag in analysis.events] == [("CONSULT", None)]
    assert (analysis.tone.label, analysis.tone_evidence, dict(analysis.raw)) == ("friction", (), {})


async def test_tags_are_those_of_the_article_with_the_states_of_its_major_actors(store: Store) -> None:
    await store.sync_catalogue(catalogue())
    story_id = await bring_analysed(
        store,
        kind="statement",
        tone={"label": "mixed", "score": 1.0},
        actors=[acting("donald-trump", "major"), acting("unheard-of", "major"), acting("usfk", "minor")],
        themes=[{"id": "tariffs", "rank": "secondary", "score": 0.5}, {"id": "autos", "rank": "primary", "score": 1.0}],
    )

    (found,) = await tags(store)
    assert found == TaggedArticle(
        story_id=story_id,
        is_lead=True,
        outlet="harbor-herald",
        kind="statement",
        tone="mixed",
        actors=("donald-trump", "unheard-of", "usfk"),
        themes=("tariffs", "autos"),
        main_themes=("autos",),
        states=("US",),
    )


async def test_an_article_without_a_tone_is_neutral(store: Store) -> None:
    await tell(store, "plain")
    assert [article.tone for article in await tags(store)] == ["neutral"]


async def test_a_story_that_was_merged_away_is_told_as_the_one_that_lives(store: Store) -> None:
    keep, gone = await tell(store, "kept"), await tell(store, "merged", hours=1)
    await store.merge_stories(keep, gone)

    assert [(story.id, len(story.articles)) for story in await stories(store)] == [(keep, 2)]
    assert [(article.story_id, article.is_lead) for article in await tags(store)] == [(keep, True), (keep, False)]
