"""One event is one story by what its articles tell, in both languages; another event is another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.stories.decide import choose, is_reprint
from bot.desk.stories.likeness import Likeness, compare
from bot.desk.stories.memory import StoryStream
from bot.desk.stories.odds import chance, fitted, signs
from bot.desk.stories.parameters import LOOKS, START, WINDOW
from bot.desk.stories.rarity import usual_counts
from bot.desk.stories.vectors import Profile, Sum, term_keys, weigh
from bot.model import Fingerprint

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOME = 1_000
"""So many articles has a desk read that knows its beat."""


def told(words: str, shared: str, language: str = "en", act: str | None = None, sketch: tuple[int, ...] = ()) -> Fingerprint:
    return Fingerprint(language, dict.fromkeys(words.split(), 1.0), dict.fromkeys(shared.split(), 1.0), act, sketch)


FERRY = told("ferri sink harbour rescu passeng captain", "t:ferry t:rescue n:212 t:harbour d:9")
FERRY_AGAIN = told("ferri sink rescu diver captain search", "t:ferry t:rescue n:212 t:diver d:9")
FERRY_KOREAN = told("여객 침몰 구조 승객", "t:ferry t:rescue n:212 t:harbour d:9", "ko")
BANK = told("bank rate cut growth governor inflat", "t:bank t:rate-cut n:25 t:growth d:10")


def test_two_tellings_of_one_event_are_one_story_and_another_event_is_another() -> None:
    stream = StoryStream()
    stories = [stream.place(one, NOON).story for one in (FERRY, BANK, FERRY_AGAIN)]

    assert stories == [1, 2, 1]


def test_the_other_language_joins_by_what_both_share() -> None:
    stream = StoryStream()
    stories = [stream.place(one, NOON).story for one in (BANK, FERRY, FERRY_KOREAN)]

    assert stories == [1, 2, 2]


def test_the_same_event_weeks_later_is_another() -> None:
    stream = StoryStream()
    first = stream.place(FERRY, NOON).story

    assert stream.place(FERRY_AGAIN, NOON + timedelta(days=13)).story != first


def test_what_is_beyond_the_window_is_closed_even_for_the_very_same_text() -> None:
    stream = StoryStream()
    first = stream.place(FERRY, NOON).story

    assert stream.place(FERRY, NOON + WINDOW + HOUR).story != first


def test_a_later_article_that_tells_both_makes_two_stories_one_and_says_what_moved() -> None:
    stream = StoryStream()
    quake = told("quak town hous collaps", "t:earthquake t:town n:61")
    tsunami = told("wave coast port flood", "t:tsunami t:coast n:64")
    stream.place(quake, NOON)
    stream.place(tsunami, NOON + HOUR)
    both = told("quak town hous collaps wave coast port flood", "t:earthquake t:town n:61 t:tsunami t:coast n:64")
    placed = stream.place(both, NOON + 2 * HOUR)

    assert {placed.story, stream.place(quake, NOON + 3 * HOUR).story, stream.place(tsunami, NOON + 3 * HOUR).story} == {placed.story}
    assert len(placed.moved) == 1


MARKS = tuple(range(0, 640, 10))


def test_a_reprint_names_the_article_that_it_repeats_and_the_reprint_of_a_reprint_the_first() -> None:
    stream = StoryStream()
    first = told("ferri sink harbour", "t:ferry", sketch=MARKS)
    voices = [stream.place(first, NOON).voice for _ in range(3)]

    assert voices == [1, 1, 1]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (MARKS, True),
        (MARKS[:8], True),  # a few words were left of it, all of them its own
        (tuple(mark + 1 for mark in MARKS), False),
        (tuple(mark + (mark > 400) for mark in MARKS), True),
        (tuple(mark + (mark > 200) for mark in MARKS), False),
        (MARKS[:3], False),  # too little to tell
        ((), False),
    ],
)
def test_bodies_are_of_one_text_where_half_of_the_shorter_stands_in_the_longer(other: tuple[int, ...], same: bool) -> None:
    assert is_reprint(MARKS, other) is same
    assert is_reprint(other, MARKS) is same


def profile(*articles: Fingerprint) -> Profile:
    made = Profile(NOON)
    for article in articles:
        made.add(weigh(article, counts(article), NOON))
    return made


def counts(article: Fingerprint) -> Mapping[str, int]:
    return {**dict.fromkeys(term_keys(article), 2), "en:": 50, "ko:": 50, "*:": 100}


def grade(article: Fingerprint, story: Profile, at: datetime = NOON) -> float:
    return compare(weigh(article, counts(article), at), story).value


def test_likeness_falls_by_half_in_the_half_life() -> None:
    story = profile(FERRY)

    assert grade(FERRY_AGAIN, story, NOON + timedelta(days=5)) == pytest.approx(grade(FERRY_AGAIN, story) / 2)


def test_the_same_main_event_speaks_for_a_story_in_the_other_language_and_another_one_against_it() -> None:
    act, other = "CONSULT ann-lee+bo-park", "ACCUSE ann-lee+bo-park"
    english = profile(told("meet", "t:a t:b t:c", act=act))
    same, different, unknown = (grade(told("회담", "t:a t:x t:y", "ko", act=one), english) for one in (act, other, None))

    assert same > unknown > different > 0


def test_a_story_of_many_is_no_more_like_a_stray_article_than_its_articles_are_by_far() -> None:
    crowd = profile(*(told(f"talk deal word{number} more{number}", f"t:talks t:deal n:{number}") for number in range(30)))
    lone = profile(told("talk deal word1 more1", "t:talks t:deal n:1"))
    stray = told("talk deal else where", "t:talks t:deal n:99")

    assert grade(stray, crowd) < 1.35 * grade(stray, lone)


def test_what_resembles_everything_around_belongs_to_none_of_it() -> None:
    stray = told("talk deal minist trade", "t:talks t:deal t:minister")
    around = {number: profile(told(f"talk deal own{number} self{number}", f"t:talks n:{number}0 t:x{number}")) for number in range(8)}
    article = weigh(stray, counts(stray), NOON)

    assert choose(article, {0: around[0]}, SOME).story == 0
    assert choose(article, around, SOME).story is None


def like(value: float, *, part: float = 1.0) -> Likeness:
    return Likeness(words=0.5, shared=0.4, part=part, is_act=False, is_other_act=False, days=0.0, value=value)


def test_the_background_of_a_story_is_that_of_the_others_without_the_nearest() -> None:
    found = signs([like(grade) for grade in (0.1, 0.9, 0.2, 0.8, 0.3, 0.4, 0.5)], SOME)

    assert found[1]["background"] == pytest.approx((0.5 + 0.4 + 0.3 + 0.2) / 4)
    assert found[3]["background"] == pytest.approx((0.5 + 0.4 + 0.3 + 0.2) / 4)
    assert found[0]["background"] == pytest.approx((0.8 + 0.5 + 0.4 + 0.3) / 4)
    assert [one["top"] for one in found] == [0, 1, 0, 0, 0, 0, 0]


def test_stories_that_are_missing_are_like_nothing() -> None:
    assert [one["background"] for one in signs([like(0.9)], SOME)] == [0]
    assert [one["background"] for one in signs([like(0.9), like(0.4), like(0.2)], SOME)] == pytest.approx([0.2 / 4, 0.2 / 4, 0.4 / 4])


def test_words_speak_for_the_part_of_a_story_in_their_language_and_shared_terms_alone_for_the_other() -> None:
    found = signs([like(0.6, part=0.25)], SOME)[0]

    assert (found["words"], found["shared"], found["shared_abroad"]) == pytest.approx((0.5 / 4, 0.4 / 4, 0.4 * 3 / 4))


def test_a_desk_knows_its_beat_after_the_first_articles() -> None:
    assert [signs([like(0.9)], read)[0]["cold"] for read in (0, START // 2, START, 100 * START)] == [1, 0.5, 0, 0]


def test_the_shipped_weights_are_for_likeness_and_against_a_loud_background_and_long_silence() -> None:
    plain = signs([like(0.5)], SOME)[0]

    assert set(fitted()) == {*plain, "constant"}
    assert chance({**plain, "value": 0.7}) > chance(plain)
    assert chance({**plain, "background": 0.2}) < chance(plain)
    assert chance({**plain, "days": 5.0}) < chance(plain)


def test_a_profile_comes_back_from_json_as_it_was() -> None:
    story = profile(FERRY, FERRY_KOREAN)
    again = Profile.from_json(story.to_json())

    assert again.to_json() == story.to_json()
    assert grade(FERRY_AGAIN, again) == pytest.approx(grade(FERRY_AGAIN, story), abs=1e-3)


def test_absorbing_a_story_is_taking_in_its_articles() -> None:
    one, other, both = profile(FERRY), profile(FERRY_KOREAN), profile(FERRY, FERRY_KOREAN)
    one.absorb(other)

    assert one.to_json() == both.to_json()


def test_a_sum_keeps_its_square_up() -> None:
    whole = Sum()
    whole.add({"a": 0.6, "b": 0.8})
    whole.add({"a": 1.0})

    assert whole.square == pytest.approx(1.6**2 + 0.8**2)


def test_common_terms_are_known_before_anything_was_read() -> None:
    usual = usual_counts()

    assert usual["t:alliance"] > 10
    assert usual["*:"] >= max(count for key, count in usual.items() if key[1] == ":")


def test_a_story_is_found_by_its_own_terms_among_more_than_are_looked_at_for_a_common_one() -> None:
    stream = StoryStream()
    first = stream.place(FERRY, NOON).story
    for number in range(LOOKS + 50):
        stream.place(told(f"common own{number} self{number} alone{number}", f"t:common n:{number}0 t:o{number}"), NOON)
    again = told("common ferri sink rescu captain", "t:common t:ferry t:rescue n:212")

    assert stream.place(again, NOON).story == first
