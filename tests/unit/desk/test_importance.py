"""What a story weighs, why, and that nothing that joins it makes it lighter."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.importance import Bearing, Telling, bearing_of, reaches, weigh, weight_of
from bot.model import IMPORTANCES, OutletClass, StoryView
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import NOW, OUTLET, analysis, view

CORE = Bearing(relevance=2)
BOTH = {"lee": "KR", "trump": "US"}


def told(number: int, family: str = "", *, minutes: float = 0, voice: int = 0, bearing: Bearing = CORE) -> Telling:
    return Telling(number, family or f"family-{number}", voice or number, NOW + timedelta(minutes=minutes), bearing)


def spread(families: int, bearing: Bearing = CORE) -> list[Telling]:
    """Articles of so many families, two hours apart."""
    return [told(number, minutes=120 * number, bearing=bearing) for number in range(1, families + 1)]


def tags(**parts: Any) -> Analysis:
    return Analysis.from_json(analysis_json(**parts))


def event(kind: str, **parts: Any) -> dict[str, Any]:
    return {"source": "a", "type": kind, "target": "b", "sentence": 0, **parts}


def test_what_one_outlet_writes_of_the_alliance_is_low() -> None:
    assert weigh([told(1)]).level == "low"


def test_more_families_lift_a_story_from_level_to_level() -> None:
    levels = [weigh(spread(count, replace(CORE, deeds=("SANCTION",)))).level for count in (1, 2, 5, 8)]
    assert levels == ["low", "notable", "high", "high"]


def test_a_summit_of_many_outlets_within_the_hour_is_top() -> None:
    bearing = Bearing(2, leaders=BOTH, deeds=("AGREE",))
    found = weigh([told(number, minutes=8 * number, bearing=bearing) for number in range(1, 7)])
    assert (found.level, found.families, found.fast, found.minutes) == ("top", 6, 6, 40)
    assert (set(found.leaders), found.countries, found.deeds) == ({"lee", "trump"}, {"KR", "US"}, ("AGREE",))


def test_reprints_of_one_text_are_one_voice() -> None:
    wire = told(1, "wire")
    reprints = [told(number, voice=1, minutes=number) for number in range(2, 9)]
    found = weigh([wire, *reprints])
    assert (found.families, found.fast) == (1, 1)
    assert weigh([wire, *reprints, told(9)]).families == 2


def test_outlets_of_one_publisher_are_one_family() -> None:
    assert weigh([told(1, "yon"), told(2, "yon"), told(3, "dong")]).families == 2


def test_what_has_nothing_to_do_with_the_alliance_is_low_however_many_tell_it() -> None:
    assert weigh(spread(9, Bearing(0, leaders=BOTH, deeds=("ASSAULT",)))).level == "low"


def test_one_voice_alone_is_never_high_unless_it_is_the_source() -> None:
    heavy = Bearing(2, leaders=BOTH, deeds=("SANCTION",))
    assert weigh([told(1, bearing=heavy)]).level == "notable"
    assert weigh([told(1, bearing=replace(heavy, is_primary=True))]).level == "high"


def test_top_takes_three_families() -> None:
    heavy = Bearing(2, is_primary=True, leaders=BOTH, deeds=("SANCTION",))
    two, three = ([told(number, minutes=number, bearing=heavy) for number in range(1, count + 1)] for count in (2, 3))
    assert (weigh(two).level, weigh(three).level) == ("high", "top")


def test_the_first_official_statement_is_the_primary_source() -> None:
    official = replace(CORE, is_primary=True)
    assert weigh([told(1), told(2, bearing=official), told(3, bearing=official)]).primary == 2
    assert weigh([told(1)]).primary is None


def test_the_pace_is_that_of_the_busiest_hour() -> None:
    times = {1: 0, 2: 200, 3: 210, 4: 235, 5: 400}
    found = weigh([told(number, minutes=minutes) for number, minutes in times.items()])
    assert (found.families, found.fast, found.minutes) == (5, 3, 35)


def test_one_outlet_that_writes_all_the_time_makes_no_pace() -> None:
    assert weigh([told(number, "yon", minutes=number) for number in range(1, 9)]).fast == 1


@pytest.mark.parametrize(
    ("parts", "deeds"),
    [
        ({"events": [event("SANCTION")]}, ("SANCTION",)),
        ({"events": [event("SANCTION", sentence=-1), event("CONSULT")]}, ("SANCTION",)),
        ({"events": [event("SANCTION", sentence=7)]}, ()),
        ({"events": [event("SANCTION", negated=True)]}, ()),
        ({"events": [event("SANCTION", hypothetical=True)]}, ()),
        ({"events": [event("SANCTION")], "kind": "opinion"}, ()),
        ({"events": [event("SANCTION")], "relevance": {"label": "none", "score": 1}}, ()),
    ],
)
def test_a_deed_is_told_as_done_at_the_head_of_the_report(parts: dict[str, Any], deeds: tuple[str, ...]) -> None:
    assert bearing_of(tags(**parts), OutletClass.NEWS).deeds == deeds


def test_only_heads_of_state_among_the_main_actors_count() -> None:
    def actor(name: str, **parts: Any) -> dict[str, Any]:
        return {"id": name, "name": {"en": name, "ko": name}, "type": "person", "country": "US", **parts}

    named = [actor("a", leader=True, salience="major"), actor("b", leader=True), actor("c", salience="major")]
    assert bearing_of(tags(actors=named), OutletClass.NEWS).leaders == {"a": "US"}


@pytest.mark.parametrize(
    ("kind", "relevance", "stands", "expected"),
    [
        ("statement", "partial", OutletClass.OFFICIAL, True),
        ("statement", "core", OutletClass.NEWS, False),
        ("news", "core", OutletClass.OFFICIAL, False),
        ("statement", "core", OutletClass.THINK_TANK, False),
        ("statement", "none", OutletClass.OFFICIAL, False),
    ],
)
def test_a_primary_source_is_a_statement_from_whoever_made_it(kind: str, relevance: str, stands: OutletClass, expected: bool) -> None:
    assert bearing_of(tags(kind=kind, relevance={"label": relevance, "score": 1}), stands).is_primary is expected


def test_a_bearing_comes_back_from_the_store_as_it_was() -> None:
    kept = Bearing(2, is_primary=True, leaders=BOTH, deeds=("AGREE", "SANCTION"))
    assert Bearing.from_text(kept.to_text()) == kept
    assert Bearing.from_text(Bearing().to_text()) == Bearing(leaders={})
    assert Bearing.from_text(None) == Bearing()


def test_a_story_is_weighed_by_its_articles_as_read_back() -> None:
    near = analysis(relevance="core", kind="statement")
    articles = (
        view(4, 1, "Report", tags=analysis(relevance="core"), published_at=NOW + timedelta(days=1)),
        view(5, 1, "Statement", tags=near, outlet=replace(OUTLET, id="house", family="house", outlet_class=OutletClass.OFFICIAL)),
        view(6, 1, "Report", tags=near, outlet=replace(OUTLET, id="other", family="other"), reprint_of=4),
    )
    found = weight_of(StoryView(1, articles[0], articles, NOW, NOW))
    assert (found.families, found.fast, found.primary, found.relevance) == (2, 2, 5, 2)


def test_the_article_whose_words_they_are_is_the_voice_though_a_reprint_has_the_lower_id() -> None:
    held_up = told(3, "b", voice=5, minutes=200)
    found = [weigh([told(4, "b"), told(5, "a", minutes=10), *later]) for later in ([], [held_up])]
    assert [(one.families, one.fast, one.minutes) for one in found] == [(2, 2, 10), (2, 2, 10)]


def test_a_text_whose_writer_is_not_of_the_story_is_one_voice() -> None:
    assert weigh([told(3, "b", voice=1), told(4, "c", voice=1)]).families == 1


def test_feeds_that_date_by_the_day_make_no_pace() -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    articles = tuple(
        view(
            n, 1, "Report", at=midnight + timedelta(hours=2 * n), published_at=midnight, outlet=replace(OUTLET, id=f"o{n}", family=f"f{n}")
        )
        for n in range(1, 6)
    )
    found = weight_of(StoryView(1, articles[0], articles, NOW, NOW))
    assert (found.families, found.fast) == (5, 1)


@st.composite
def stories(draw: st.DrawFn) -> list[Telling]:
    """Articles of a few families within some hours, in the order in which they were read, which is not that of their ids; each speaks for
    itself or reprints one read before that does."""
    chance = draw(st.randoms(use_true_random=False))
    made: list[Telling] = []
    for number in chance.sample(range(1, 13), chance.randint(1, 12)):
        voice = chance.choice([number, *(one.voice for one in made)])
        leaders = {name: chance.choice(["KR", "US", "JP"]) for name in chance.sample("abc", chance.randint(0, 2))}
        deeds = tuple(chance.sample(["AGREE", "SANCTION", "ASSAULT"], chance.randint(0, 1)))
        bearing = Bearing(chance.randint(0, 2), chance.random() < 0.2, leaders, deeds)
        made.append(told(number, chance.choice("uvwxyz"), minutes=chance.randint(0, 300), voice=voice, bearing=bearing))
    return made


@settings(deadline=None, max_examples=40)
@given(stories())
def test_what_joins_a_story_never_makes_it_lighter(told_by: Sequence[Telling]) -> None:
    found = [weigh(told_by[:count]) for count in range(1, len(told_by) + 1)]
    assert all(reaches(later.level, earlier.level) for earlier, later in pairwise(found))
    for part in ("points", "families", "fast", "relevance"):
        values = [getattr(weight, part) for weight in found]
        assert values == sorted(values)


@settings(deadline=None, max_examples=40)
@given(stories(), stories())
def test_two_stories_that_become_one_weigh_at_least_what_each_did(one: Sequence[Telling], other: Sequence[Telling]) -> None:
    later = [replace(telling, article_id=telling.article_id + 100, voice=telling.voice + 100) for telling in other]
    merged = weigh([*one, *later])
    assert reaches(merged.level, weigh(one).level)
    assert reaches(merged.level, weigh(later).level)


@settings(deadline=None, max_examples=40)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_in_which_articles_are_read_does_not_matter(told_by: list[Telling], chance: random.Random) -> None:
    shuffled = list(told_by)
    chance.shuffle(shuffled)
    assert weigh(shuffled) == weigh(told_by)


def test_every_level_reaches_itself_and_those_below() -> None:
    assert [sum(reaches(level, minimum) for minimum in IMPORTANCES) for level in IMPORTANCES] == [1, 2, 3, 4]
