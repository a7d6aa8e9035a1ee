"""How two parts of the press tell one story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.desk.framing import Cut, Feature, Framing, framings
from bot.model import ArticleView, Outlet, OutletClass, StoryView
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import NOW, view

BODY_EN = (
    "Washington wants Seoul to pay for bombers and carriers that come and go. The National Assembly must ratify any new agreement, and its "
    "defense committee has asked the minister to appear. Senators of both parties warned the Pentagon not to haggle in public. "
)
BODY_KO = (
    "미국은 전략자산 전개 비용까지 한국이 내기를 바란다. 국회는 새 협정을 비준해야 하며 국방위원회는 장관 출석을 요구했다. "
    "시민단체는 광화문에서 증액 반대 집회를 열었다. 미 국방부는 동맹의 공평한 분담을 거듭 강조했다. "
)
WORDS = {
    "assembly": ("National Assembly", "국회"),
    "civic": ("civic", "시민단체"),
    "senate": ("Senators", "상원"),
    "pentagon": ("Pentagon", "미 국방부"),
    "usa": ("Washington", "미국"),
}


def outlet(name: str, language: str = "en", country: str = "KR", **parts: Any) -> Outlet:
    made = Outlet(name, name, name, name, language, country, OutletClass.NEWS)
    return replace(made, **parts)


def tags(body: str, language: str, *, actors: Sequence[str], themes: Sequence[str], tone: str, quotes: Sequence[Any]) -> Analysis:
    column = language == "ko"
    tagged = [
        {
            "id": name,
            "name": {"en": name, "ko": name},
            "type": "state" if name == "usa" else "body",
            "country": "US" if name in ("usa", "senate", "pentagon") else "KR",
            "salience": "minor",
            "mentions": [mention(body, WORDS[name][column])],
        }
        for name in actors
    ]
    rows = [{"id": name, "rank": "primary", "score": 1.0, "evidence": [mention(body, body[:6])]} for name in themes]
    said = [
        {"speaker": who, "text": text, "start": body.find(text), "end": body.find(text) + len(text), "direct": d} for who, text, d in quotes
    ]
    return Analysis.from_json(analysis_json(language=language, actors=tagged, themes=rows, tone={"label": tone, "score": 0.5}, quotes=said))


def mention(body: str, words: str) -> dict[str, Any]:
    start = body.index(words) if words in body else 0
    return {"field": "body", "start": start, "end": start + len(words), "text": words}


def article(
    number: int,
    by: Outlet,
    actors: Sequence[str] = (),
    *,
    themes: Sequence[str] = (),
    tone: str = "neutral",
    quotes: Sequence[Any] = (),
    is_lead: bool = False,
    reprint_of: int | None = None,
) -> ArticleView:
    """An article whose text the desk has read, unless it `is_lead`."""
    whole = BODY_KO if by.language == "ko" else BODY_EN
    body = whole if is_lead else whole * 3
    made = view(
        number,
        1,
        f"Title {number}",
        at=NOW + timedelta(minutes=number),
        tags=tags(body, by.language, actors=actors, themes=themes, tone=tone, quotes=quotes),
        language=by.language,
        outlet=by,
        body=body,
    )
    return replace(made, reprint_of=reprint_of)


def told(*articles: ArticleView) -> tuple[Framing, ...]:
    return framings(StoryView(1, articles[0], articles, articles[0].first_seen_at, articles[-1].first_seen_at))


KOREAN = [outlet(name, "ko") for name in ("saebyeok", "cheongu", "nakdong")]
ENGLISH = [outlet("hanyang"), outlet("tidewater", country="US"), outlet("chesapeake", country="US")]


def sided(**english: Any) -> tuple[ArticleView, ...]:
    """Three Korean articles on the assembly, three English ones on the senate."""
    return (
        *(article(number, by, ("usa", "assembly"), tone="friction") for number, by in enumerate(KOREAN, 1)),
        *(article(number, by, ("senate",), **english) for number, by in enumerate(ENGLISH, 4)),
    )


def found(framing: Framing) -> list[tuple[str, str]]:
    return [(one.key, one.id) for one in framing.differences]


def test_what_one_side_has_and_the_other_leaves_out_is_told_with_its_sentence() -> None:
    by_language = told(*sided())[0]
    assert by_language.cut is Cut.LANGUAGE
    assert [side.key for side in by_language.sides] == ["ko", "en"]
    assert sorted(found(by_language)) == [("en", "senate"), ("ko", "assembly")]
    [korean] = by_language.of("ko")
    assert (korean.here.having, korean.here.articles, korean.there.having, korean.there.articles) == (3, 3, 0, 3)
    assert (korean.feature, korean.article.id, korean.mention.text) == (Feature.ACTOR, 1, "국회")
    assert korean.article.body[korean.mention.start : korean.mention.end] == "국회"


def test_neither_state_is_left_out_by_the_press_that_calls_it_the_government() -> None:
    assert ("ko", "usa") not in found(told(*sided())[0])


def test_themes_are_compared_as_actors_are() -> None:
    korean = [article(number, by, themes=("protests",)) for number, by in enumerate(KOREAN, 1)]
    english = [article(number, by, themes=("us-politics",)) for number, by in enumerate(ENGLISH, 4)]
    features = {(one.key, one.feature, one.id) for one in told(*korean, *english)[0].differences}
    assert features == {("ko", Feature.THEME, "protests"), ("en", Feature.THEME, "us-politics")}


def test_the_country_of_the_outlet_parts_the_press_otherwise_than_its_language() -> None:
    by_language, by_country = told(*sided())
    assert [len(side.outlets) for side in by_language.sides] == [3, 3]
    assert [(side.key, len(side.outlets)) for side in by_country.sides] == [("KR", 4), ("US", 2)]


def test_where_both_part_it_alike_only_the_language_is_told() -> None:
    english = [outlet("tidewater", country="US"), outlet("chesapeake", country="US")]
    [only] = told(*(article(n, by) for n, by in enumerate((*KOREAN, *english), 1)))
    assert only.cut is Cut.LANGUAGE


def test_one_language_is_told_by_country_alone() -> None:
    [only] = told(*(article(n, by) for n, by in enumerate(ENGLISH, 1)))
    assert only.cut is Cut.COUNTRY


def test_a_story_of_one_language_and_one_country_has_no_sides() -> None:
    assert told(article(1, KOREAN[0]), article(2, KOREAN[1])) == ()


def test_a_third_country_is_counted_beside_the_two_largest() -> None:
    japanese = article(9, outlet("hamabe", country="JP"))
    by_country = told(*sided(), japanese)[1]
    assert [side.key for side in by_country.sides] == ["KR", "US"]
    assert [(side.key, len(side.outlets)) for side in by_country.others] == [("JP", 1)]


def test_reprints_are_outlets_but_no_voices() -> None:
    reprint = article(9, outlet("hallim", "ko"), ("civic",), tone="cooperation", reprint_of=1)
    korean = told(*sided(), reprint)[0].sides[0]
    assert (len(korean.outlets), korean.reprints, len(korean.voices)) == (4, 1, 3)
    assert korean.tones == (("friction", 3),)


def test_reprints_of_one_text_make_no_side_of_the_press() -> None:
    first = article(1, KOREAN[0], ("civic",))
    others = [article(n, by, ("civic",), reprint_of=1) for n, by in enumerate(KOREAN[1:], 2)]
    framing = told(first, *others, *(article(n, by) for n, by in enumerate(ENGLISH, 4)))[0]
    assert (framing.is_enough, framing.differences) == (False, ())


def test_two_articles_of_one_publisher_are_not_the_whole_side() -> None:
    own = [article(n, replace(by, family="one"), ("civic",)) for n, by in enumerate(KOREAN[:2], 1)]
    framing = told(*own, *(article(n, by) for n, by in enumerate(ENGLISH, 4)))[0]
    assert framing.is_enough
    assert framing.differences == ()


def test_an_official_statement_stands_on_no_side() -> None:
    ministry = outlet("ministry", "ko", outlet_class=OutletClass.OFFICIAL)
    korean = told(*sided(), article(9, ministry, ("senate",)))[0].sides[0]
    assert "ministry" not in [one.id for one in korean.outlets]


def test_a_lead_is_no_proof_that_something_was_left_out() -> None:
    articles = sided(is_lead=True)
    framing = told(*articles)[0]
    assert len(framing.sides[1].voices) == 3
    assert framing.sides[1].read == ()
    assert (framing.is_enough, framing.differences) == (False, ())


def test_an_article_that_waits_for_its_analysis_only_counts_as_an_outlet() -> None:
    waiting = replace(article(9, outlet("hallim", "ko")), analysis=None)
    korean = told(*sided(), waiting)[0].sides[0]
    assert (len(korean.outlets), len(korean.voices)) == (4, 3)


def test_a_difference_whose_words_are_no_longer_in_any_text_is_not_told() -> None:
    changed = [replace(one, body=one.body.replace("국회", "의회")) for one in sided()]
    assert found(told(*changed)[0]) == [("en", "senate")]


def test_who_is_quoted_most_stands_first_with_direct_words() -> None:
    reported, direct = ("pentagon", "동맹의 공평한 분담", False), ("pentagon", "공평한 분담을 거듭 강조", True)
    korean = [
        article(1, KOREAN[0], quotes=[("assembly", "장관 출석을 요구", False), reported]),
        article(2, KOREAN[1], quotes=[direct]),
    ]
    quoted = told(*korean, *(article(n, by) for n, by in enumerate(ENGLISH, 4)))[0].sides[0].quoted
    assert [(one.actor_id, one.articles) for one in quoted] == [("pentagon", 2), ("assembly", 1)]
    assert (quoted[0].article.id, quoted[0].quote.text) == (2, "공평한 분담을 거듭 강조")
