"""A preview counts as the real thing would."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.desk.cards.alerts import previewed as previewed_card
from bot.desk.cards.pieces import plain
from bot.desk.phrases import load_phrases
from bot.desk.preview import MUTED, Preview, Previewer
from bot.desk.reader import Reader
from bot.model import ArticleView, Filter, Preferences, Rhythm, Schedule
from tests.unit.desk.records import NOW, OUTLET, analysis, view

TARIFFS = Filter(themes=("tariffs",), minimum_relevance="partial")


def previewed(articles: list[ArticleView], wanted: Filter = TARIFFS, cap: int = 20) -> Preview:
    previewer = Previewer(wanted, cap)
    for article in articles:
        previewer.add(article)
    return previewer.result()


def tagged(number: int, story_id: int | None, theme: str = "tariffs", *, relevance: str = "core", hours: float = 0) -> ArticleView:
    return view(number, story_id, f"Title {number}", at=NOW - timedelta(hours=hours), tags=analysis(themes=(theme,), relevance=relevance))


def test_a_story_counts_once_and_the_newest_comes_first() -> None:
    found = previewed([tagged(1, 1, hours=9), tagged(2, 2, hours=5), tagged(3, 1, hours=1)])
    assert [article.id for article in found.alerts] == [2, 1]
    assert found.articles == 3


def test_what_was_held_back_is_counted_by_the_part_that_did_it() -> None:
    found = previewed([tagged(1, 1, "autos"), tagged(2, 2, "autos"), tagged(3, 3, relevance="none"), tagged(4, 4)])
    assert found.held == {"themes": 2, "relevance": 1}
    assert {(article.id, why) for article, why in found.examples} == {(1, "themes"), (2, "themes"), (3, "relevance")}


def test_a_story_that_would_have_been_sent_is_not_held_back() -> None:
    found = previewed([tagged(1, 1, "autos", hours=2), tagged(2, 1, hours=1)])
    assert (len(found.alerts), found.held, found.examples) == (1, {}, ())


def test_the_cap_counts_by_the_hour() -> None:
    articles = [tagged(number, number) for number in range(1, 6)] + [tagged(9, 9, hours=3)]
    assert previewed(articles, cap=2).folded == 3
    assert previewed(articles, cap=5).folded == 0


def test_articles_that_wait_count_for_nothing() -> None:
    assert previewed([tagged(1, None)]).articles == 0


def test_texts_are_not_kept() -> None:
    assert {article.body for article in previewed([tagged(1, 1)]).alerts} == {""}


def test_a_muted_story_is_held_back_for_that() -> None:
    previewer = Previewer(TARIFFS, 20, muted={1, 2})
    for article in (tagged(1, 1), tagged(2, 2, "autos"), tagged(3, 3), tagged(4, 1, "autos")):
        previewer.add(article)
    found = previewer.result()
    assert [article.id for article in found.alerts] == [3]
    assert found.held == {MUTED: 1, "themes": 1}


def test_quiet_hours_are_counted_by_the_channels_clock() -> None:
    afternoon = Preferences(quiet_from=15 * 60, quiet_until=17 * 60)
    previewer = Previewer(TARIFFS, 1, preferences=afternoon, zone=ZoneInfo("Asia/Seoul"))
    for article in (tagged(1, 1, hours=2), tagged(2, 2, hours=1.9), tagged(3, 3), tagged(4, 4)):
        previewer.add(article)
    found = previewer.result()
    assert (len(found.alerts), found.folded, found.quiet, found.digests) == (4, 1, 2, 0)


def test_a_digest_is_counted_by_its_moments_and_knows_no_cap() -> None:
    previewer = Previewer(TARIFFS, 1, schedule=Schedule(Rhythm.DAILY), zone=ZoneInfo("Asia/Seoul"))
    for article in (tagged(1, 1, hours=30), tagged(2, 2, hours=29), tagged(3, 3, hours=1), tagged(4, 4)):
        previewer.add(article)
    found = previewer.result()
    assert (len(found.alerts), found.folded, found.quiet, found.digests) == (4, 0, 0, 2)


def test_the_card_says_what_was_held_and_why() -> None:
    previewer = Previewer(TARIFFS, 20, preferences=Preferences(quiet_from=6 * 60, quiet_until=7 * 60), muted={2})
    for article in (tagged(1, 1), tagged(2, 2)):
        previewer.add(article)
    reader = Reader(load_phrases(), "en", ZoneInfo("UTC"), NOW)
    card = previewed_card("Trade desk", TARIFFS, previewer.result(), reader, days=7)
    said = [plain(part) for part in card.lines]
    assert "For the quiet hours, 1 of them would have come in a brief." in said
    assert "Held back: muted story 1." in said
    assert plain(card.items[1].details[0]) == "Muted in this channel"


def test_the_card_of_a_digest_says_how_many_there_would_have_been() -> None:
    previewer = Previewer(TARIFFS, 20, schedule=Schedule(Rhythm.DAILY))
    previewer.add(tagged(1, 1))
    card = previewed_card(None, TARIFFS, previewer.result(), Reader(load_phrases(), "en", ZoneInfo("UTC"), NOW), days=7)
    assert "All of them would have come in 1 digest." in [plain(part) for part in card.lines]


def test_a_preview_sends_a_story_when_it_has_grown_to_the_importance_asked_for() -> None:
    acts = [{"source": "a", "type": "SANCTION", "target": "b", "sentence": 0}]

    def told(number: int, family: str, theme: str = "tariffs") -> ArticleView:
        outlet = replace(OUTLET, id=family, family=family)
        return view(
            number, 1, f"Title {number}", at=NOW + timedelta(hours=number), tags=analysis(themes=(theme,), events=acts), outlet=outlet
        )

    wanted = replace(TARIFFS, minimum_importance="notable")
    alone = previewed([told(1, "a"), told(2, "a")], wanted)
    assert (alone.alerts, alone.held) == ((), {"importance": 1})
    assert [article.id for article in previewed([told(1, "a"), told(2, "b"), told(3, "c")], wanted).alerts] == [2]
    assert [article.id for article in previewed([told(1, "a"), told(2, "b", "autos")], wanted).alerts] == [2]
    assert previewed([told(1, "a", "autos"), told(2, "b", "autos")], wanted).held == {"themes": 1}
