"""Themes with their evidence, and what they make of a text's relevance."""

from __future__ import annotations

from tests.unit.handlers.small import find


def test_a_theme_carries_the_words_that_show_it() -> None:
    body = "New tariffs hit steel. The tariff talks failed."
    theme = find("Trade", body).themes[0]
    assert theme.id == "tariffs"
    assert [body[m.start : m.end] for m in theme.evidence] == ["tariffs", "tariff"]


def test_what_the_piece_is_about_is_primary_and_the_rest_secondary() -> None:
    body = "관세 협상이 열렸다. 관세를 낮추기로 했다. 관세율은 15%다. 양측은 관세를 논의했다. 동맹도 언급됐다."
    ranks = {theme.id: theme.rank for theme in find("한미 관세 협상 타결", body).themes}
    assert ranks == {"tariffs": "primary", "alliance-politics": "secondary"}


def test_at_most_three_themes_are_primary() -> None:
    title = "Tariffs, THAAD, Freedom Shield, ballistic missiles and the alliance"
    ranks = [theme.rank for theme in find(title, title).themes]
    assert len(ranks) == 5
    assert ranks.count("primary") == 3


def test_a_word_that_needs_an_actor_counts_only_beside_it() -> None:
    body = "The missile launch failed. A rocket test followed."
    assert not find("India tests", body).themes
    assert [theme.id for theme in find("North Korea tests", body).themes] == ["north-korea-missiles"]


def test_a_text_on_the_two_allies_is_core() -> None:
    body = "한미 양국은 동맹 강화에 합의했다. 미국과 한국은 동맹을 재확인했다. 연합훈련도 논의했다."
    assert find("한미동맹 강화 합의", body).relevance.label == "core"


def test_a_north_korean_launch_is_partial() -> None:
    body = "North Korea fired a ballistic missile into the sea. Japan protested."
    assert find("North Korea fires ballistic missile", body).relevance.label == "partial"


def test_naming_the_two_in_passing_is_none() -> None:
    body = "The singer toured South Korea and the United States. Fans loved the shows. " * 3
    assert find("A world tour ends", body).relevance.label == "none"


def test_duties_on_all_the_world_are_not_about_one_who_is_named_among_many() -> None:
    body = "The United States raised tariffs. The U.S. tariff is the highest ever. " * 6
    among = body + "Japan, Turkey, China and South Korea pay it. South Korea waits. South Korea pays."
    assert find("U.S. tariffs rise", among).relevance.label == "partial"
    assert find("U.S. tariffs on South Korea rise", "South Korea protested. " + body + "South Korea pays.").relevance.label == "core"


def test_an_official_text_of_the_two_is_core_even_where_the_norths_missiles_are_its_matter() -> None:
    body = (
        "South Korea and the United States condemned the ballistic missile launch. "
        "The United States and South Korea reaffirmed the alliance. "
        "A ballistic missile was fired by the North. South Korea and the U.S. will watch ballistic missile sites."
    )
    assert find("Ballistic missile fired, South Korea and U.S. agree", body).relevance.label == "partial"
    official = find("Ballistic missile: joint statement of South Korea and the U.S.", body, outlet_class="official")
    assert (official.kind.label, official.relevance.label) == ("statement", "core")


def test_a_text_that_names_the_north_most_is_the_norths() -> None:
    body = "North Korea, the North, Pyongyang and North Korea again. The U.S. and South Korea held a joint military exercise. " * 2
    assert find("North Korea rails at U.S., South Korea", body).relevance.label == "partial"
