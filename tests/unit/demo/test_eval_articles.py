"""The labelled articles keep to the codebook's vocabulary and to their own texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.demo.newsroom import load_newsroom

FOLDER = Path(__file__).parents[2] / "eval" / "articles"
FILES = sorted(FOLDER.glob("*.json"))

RELEVANCE = {"core", "partial", "none"}
KINDS = {"news", "opinion", "statement", "other"}
COMING = {"summit", "talks", "visit", "exercise", "deadline", "election", "hearing", "launch", "effective", "anniversary", "event"}
PRECISIONS = {"day", "week", "month"}
TONES = {"cooperation", "friction", "mixed", "neutral"}
CLASSES = {"news", "official", "think-tank"}
EVENT_TYPES = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}
THEMES = {
    "defense-cost-sharing",
    "defense-spending",
    "usfk-posture",
    "extended-deterrence",
    "opcon-transfer",
    "joint-exercises",
    "north-korea-missiles",
    "north-korea-nuclear",
    "denuclearization-diplomacy",
    "sanctions",
    "inter-korean",
    "naval-nuclear",
    "nuclear-armament-debate",
    "missile-defense",
    "defense-industry",
    "shipbuilding",
    "intelligence-cyber",
    "russia-dprk",
    "china-strategy",
    "trilateral-cooperation",
    "us-japan-alliance",
    "nato-europe",
    "korea-japan",
    "alliance-politics",
    "tariffs",
    "trade-agreements",
    "autos",
    "semiconductors",
    "steel-aluminum",
    "batteries-ev",
    "investment",
    "energy",
    "agriculture",
    "digital-trade",
    "supply-chains",
    "technology",
    "currency",
    "visas-immigration",
    "human-rights",
    "korea-politics",
    "us-politics",
    "public-opinion",
    "veterans-remains",
}


def read(file: Path) -> dict[str, Any]:
    article: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return article


def everything() -> list[dict[str, Any]]:
    return [read(file) for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
class TestOneArticle:
    def test_says_what_it_is(self, file: Path) -> None:
        article = read(file)
        assert set(article) == {"id", "lang", "date", "title", "text", "outlet_country", "outlet_class", "labels"}
        assert set(article["labels"]) == {"relevance", "kind", "actors", "themes", "tone", "events", "summary", "quotes", "coming"}
        assert article["id"] == file.stem
        assert 2013 <= date.fromisoformat(article["date"]).year <= 2026
        assert article["outlet_class"] in CLASSES
        assert re.fullmatch("[A-Z]{2}", article["outlet_country"])

    def test_is_written_in_its_language_at_a_fair_length(self, file: Path) -> None:
        article = read(file)
        share = len(re.findall("[가-힣]", article["text"])) / len(article["text"])
        assert share > 0.4 if article["lang"] == "ko" else share == 0
        assert 80 <= len(article["text"].split()) <= 450

    def test_uses_the_codebooks_words(self, file: Path) -> None:
        labels = read(file)["labels"]
        primary, secondary = labels["themes"]["primary"], labels["themes"]["secondary"]
        assert labels["relevance"] in RELEVANCE
        assert labels["kind"] in KINDS
        assert labels["tone"] in TONES
        assert len(primary) <= 3
        assert set(primary + secondary) <= THEMES
        assert len(primary + secondary) == len(set(primary + secondary))

    def test_names_each_actor_once(self, file: Path) -> None:
        actors = read(file)["labels"]["actors"]
        ids = [actor["id"] for actor in actors]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in ids)
        assert all(set(actor) == {"id", "name", "salience"} and actor["name"] for actor in actors)
        assert {actor["salience"] for actor in actors} <= {"major", "minor"}

    def test_takes_its_events_between_tagged_actors_from_its_own_sentences(self, file: Path) -> None:
        article = read(file)
        ids = {actor["id"] for actor in article["labels"]["actors"]}
        events = article["labels"]["events"]
        assert len(events) <= 5
        for event in events:
            assert event["type"] in EVENT_TYPES
            assert {event["source"], event["target"]} <= ids
            assert event["source"] != event["target"]
            assert event["sentence"] in article["text"]

    def test_is_summarised_in_two_or_three_of_its_own_sentences(self, file: Path) -> None:
        article = read(file)
        summary = article["labels"]["summary"]
        assert 2 <= len(summary) <= 3
        places = [article["text"].find(sentence) for sentence in summary]
        assert -1 not in places
        assert places == sorted(set(places))

    def test_lets_tagged_actors_speak_in_its_own_words(self, file: Path) -> None:
        article = read(file)
        ids = {actor["id"] for actor in article["labels"]["actors"]}
        quotes = article["labels"]["quotes"]
        for quote in quotes:
            assert set(quote) == {"speaker", "text", "direct"}
            assert quote["speaker"] in ids
            assert isinstance(quote["direct"], bool)
            assert quote["text"]
            assert quote["text"] == quote["text"].strip(' "“”')
            assert quote["text"] in article["text"]
        assert len(quotes) == len({(quote["speaker"], quote["text"]) for quote in quotes})
        places = [article["text"].find(quote["text"]) for quote in quotes]
        assert places == sorted(places)

    def test_takes_a_direct_quotation_from_between_marks(self, file: Path) -> None:
        article = read(file)
        spoken = " ".join(re.findall('["“]([^"”]+)["”]', article["text"]))
        assert all(quote["text"] in spoken for quote in article["labels"]["quotes"] if quote["direct"])

    def test_looks_forward_from_its_own_date(self, file: Path) -> None:
        article = read(file)
        coming = article["labels"]["coming"]
        for event in coming:
            assert set(event) == {"kind", "day", "until", "precision"}
            assert event["kind"] in COMING
            assert event["precision"] in PRECISIONS
            assert date.fromisoformat(event["day"]) > date.fromisoformat(article["date"])
            assert event["until"] is None or date.fromisoformat(event["until"]) > date.fromisoformat(event["day"])
        days = [event["day"] for event in coming]
        assert days == sorted(days)

    def test_is_of_no_concern_to_the_alliance_only_without_friction(self, file: Path) -> None:
        labels = read(file)["labels"]
        if labels["relevance"] == "none":
            assert labels["tone"] == "neutral"


def test_there_are_fifty_in_each_language() -> None:
    languages = Counter(article["lang"] for article in everything())
    assert languages["en"] >= 50
    assert languages["ko"] >= 50


def test_at_least_twelve_are_hard_negatives_in_both_languages() -> None:
    negatives = Counter(article["lang"] for article in everything() if article["labels"]["relevance"] == "none")
    assert negatives.total() >= 12
    assert min(negatives["en"], negatives["ko"]) >= 4


@pytest.mark.parametrize(("label", "words"), [("relevance", RELEVANCE), ("kind", KINDS), ("tone", TONES)])
def test_every_word_of_the_codebook_is_used_in_both_languages(label: str, words: set[str]) -> None:
    for language in ("en", "ko"):
        assert {article["labels"][label] for article in everything() if article["lang"] == language} == words


def test_speakers_are_quoted_and_reported_in_both_languages() -> None:
    ways = Counter((article["lang"], quote["direct"]) for article in everything() for quote in article["labels"]["quotes"])
    assert min(ways[language, is_direct] for language in ("en", "ko") for is_direct in (True, False)) >= 30


def test_every_kind_of_coming_event_and_every_precision_is_labelled_somewhere() -> None:
    coming = [event for article in everything() for event in article["labels"]["coming"]]
    assert {event["kind"] for event in coming} == COMING
    assert {event["precision"] for event in coming} == PRECISIONS


def test_every_theme_is_labelled_somewhere() -> None:
    used = {theme for article in everything() for rank in article["labels"]["themes"].values() for theme in rank}
    assert used == THEMES


def test_an_actor_has_one_name_in_all_articles() -> None:
    names: dict[str, set[str]] = {}
    for article in everything():
        for actor in article["labels"]["actors"]:
            names.setdefault(actor["id"], set()).add(actor["name"])
    assert all(len(found) == 1 for found in names.values())
    assert len({next(iter(found)) for found in names.values()}) == len(names)


def test_labelled_articles_of_the_newsroom_stand_there_word_for_word() -> None:
    outlets = load_newsroom()
    own = [article for article in everything() if any(article["id"].partition("-")[2].startswith(item.outlet.id) for item in outlets)]
    shown = {article.title: article.text for item in outlets for article in item.articles}
    assert len(own) >= 40
    assert {article["title"]: shown.get(article["title"]) for article in own} == {article["title"]: article["text"] for article in own}
