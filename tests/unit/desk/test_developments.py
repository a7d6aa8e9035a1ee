"""What an article brings a story: actors, acts, figures and words that no article of it had, in either language; and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.claims import Claims, claims_of
from bot.desk.developments import Earlier, Report, developments
from bot.model import Amount, Development, Fingerprint, News
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json

COUNTRIES = {
    "south-korea": "KR",
    "rok-foreign-ministry": "KR",
    "lee-jae-myung": "KR",
    "people-power-party": "KR",
    "united-states": "US",
    "white-house": "US",
    "china": "CN",
    "japan": "JP",
}
TYPES = {"lee-jae-myung": "person", "people-power-party": "party", "rok-foreign-ministry": "body", "white-house": "body"}
BODY = "Ministers met in Seoul. Spokesman Kim Min-jun took questions. " * 3
CALM = "We will look at the plan together and then decide"
ANGRY = "They broke every promise that was made last year"


def actor(id_: str, *fields: str, salience: str = "major") -> dict[str, Any]:
    """An actor with a mention at the beginning of each of these fields; of the body where none is named."""
    at = BODY.index("Kim Min-jun") if id_.startswith("person-") else 0
    mentions = [{"field": field, "start": at, "end": at + 5, "text": "-"} for field in fields or ("body",)]
    type_ = "person" if id_.startswith("person-") else TYPES.get(id_, "state")
    known = {"country": COUNTRIES.get(id_), "wikidata": None if id_.startswith("person-") else "Q1"}
    return {"id": id_, "name": {"en": id_, "ko": id_}, "salience": salience, "type": type_, "mentions": mentions, **known}


def event(source: str, type_: str, target: str, **parts: Any) -> dict[str, Any]:
    return {"source": source, "type": type_, "target": target, "sentence": 0, "score": 0.8, **parts}


def quote(speaker: str, text: str, *, direct: bool = True) -> dict[str, Any]:
    return {"speaker": speaker, "text": text, "start": 0, "end": len(text), "direct": direct}


def money(value: float, place: str = "lead", text: str = "") -> Amount:
    return Amount("usd", value, place, text or f"${value:,.0f}")


class Piece:
    """An article, as one that the story had and as one that comes."""

    def __init__(
        self,
        *actors: dict[str, Any],
        language: str = "en",
        kind: str = "news",
        events: Sequence[dict[str, Any]] = (),
        quotes: Sequence[dict[str, Any]] = (),
        amounts: Sequence[Amount] = (),
        is_primary: bool = False,
    ) -> None:
        parts = {"language": language, "kind": kind, "events": list(events), "quotes": list(quotes)}
        self.analysis = Analysis.from_json(analysis_json(actors=list(actors), **parts))
        self.amounts = tuple(amounts)
        self.is_primary = is_primary

    def earlier(self) -> Earlier:
        return Earlier(self.analysis.language, claims_of(self.analysis, Fingerprint(amounts=self.amounts)), self.is_primary)


KOREA, STATES = actor("south-korea"), actor("united-states")
TALKS = Piece(KOREA, STATES, events=[event("south-korea", "CONSULT", "united-states")])
TALKS_IN_KOREAN = Piece(KOREA, STATES, language="ko")


def new(piece: Piece, *earlier: Piece, is_reprint: bool = False) -> tuple[Development, ...]:
    """What the piece brings to a story of these, the talks where none is given."""
    had = [one.earlier() for one in earlier or (TALKS,)]
    return developments(Report(piece.analysis, BODY, piece.amounts, is_reprint, piece.is_primary), had)


def kinds(piece: Piece, *earlier: Piece, is_reprint: bool = False) -> list[str]:
    return [one.kind.value for one in new(piece, *earlier, is_reprint=is_reprint)]


def test_nothing_is_new_to_a_story_that_begins() -> None:
    piece = Piece(KOREA, amounts=[money(1e9)], kind="statement", is_primary=True)
    assert developments(Report(piece.analysis, BODY, piece.amounts, is_primary=True), []) == ()


def test_the_first_statement_and_the_first_article_in_a_language_are_new_once() -> None:
    assert kinds(Piece(KOREA, kind="statement", is_primary=True)) == ["statement"]
    assert kinds(Piece(KOREA, kind="statement", is_primary=True), TALKS, Piece(kind="statement", is_primary=True)) == []
    assert kinds(Piece(KOREA, language="ko")) == ["language"]
    assert kinds(Piece(KOREA, language="ko"), TALKS, TALKS_IN_KOREAN) == []
    assert kinds(Piece(KOREA, kind="statement", language="ko", is_primary=True)) == ["statement", "language"]


def test_what_a_newspaper_prints_of_a_statement_is_not_the_statement() -> None:
    assert kinds(Piece(KOREA, kind="statement")) == []
    assert kinds(Piece(KOREA, kind="statement", is_primary=True), TALKS, Piece(KOREA, kind="statement")) == ["statement"]


# --- actors ---


def test_a_side_that_no_article_named_is_new_where_it_is_major_in_title_or_lead() -> None:
    (found,) = new(Piece(KOREA, actor("china", "title", "body")))
    assert (found.kind, found.actor) == (News.ACTOR, "china")
    assert kinds(Piece(KOREA, actor("china"))) == ["actor"]
    assert kinds(Piece(KOREA, actor("china", salience="minor"))) == []
    assert kinds(Piece(KOREA, actor("china", "title"))) == [], "a headline's word that the text never takes up may mean something else"


def test_a_minor_side_is_new_where_it_acts_or_speaks() -> None:
    china = actor("china", salience="minor")
    assert kinds(Piece(KOREA, china, events=[event("china", "ACCUSE", "united-states", sentence=4)])) == ["actor"]
    assert kinds(Piece(KOREA, china, quotes=[quote("china", "no comment")])) == ["actor"]
    assert kinds(Piece(KOREA, china, events=[event("united-states", "ACCUSE", "china", sentence=4)])) == []


def test_of_a_new_side_its_act_or_its_words_are_told_as_weightily_and_it_is_not_named_besides() -> None:
    china = actor("china", "title", "body")
    (named,) = new(Piece(KOREA, china))
    (said,) = new(Piece(KOREA, china, actor("united-states"), quotes=[quote("china", CALM)]))
    assert (said.kind, said.weight) == (News.QUOTE, named.weight)
    acts = [event("china", "SANCTION", "united-states")]
    assert kinds(Piece(KOREA, china, STATES, events=acts, quotes=[quote("china", CALM)])) == ["event", "quote"]


def test_two_offices_of_a_new_side_are_one_actor() -> None:
    white_house, states = actor("white-house", "title", "body"), actor("united-states", "title", "body")
    assert kinds(Piece(white_house, states), Piece(KOREA)) == ["actor"]


def test_an_actor_that_was_named_in_the_other_language_or_in_passing_is_not_new() -> None:
    had = Piece(KOREA, actor("china", salience="minor"), language="ko")
    assert kinds(Piece(KOREA, actor("china", "title", "body")), TALKS, had) == []


def test_another_office_of_a_side_that_the_story_has_is_not_new_but_a_party_in_the_headline_is() -> None:
    assert kinds(Piece(KOREA, actor("rok-foreign-ministry", "title", "body"))) == []
    assert kinds(Piece(KOREA, actor("people-power-party", "title", "body"))) == ["actor"]
    assert kinds(Piece(KOREA, actor("people-power-party"))) == []


def test_a_person_whom_only_the_text_knows_is_compared_within_a_language_and_must_hold_an_office() -> None:
    stranger = actor("person-kim-min-jun", "body")
    assert kinds(Piece(KOREA, stranger)) == ["actor"]
    assert kinds(Piece(KOREA, stranger), TALKS_IN_KOREAN) == ["language"]
    piece = Piece(KOREA, stranger)
    without = Report(piece.analysis, "Ministers met in Seoul. The cook was Kim Min-jun.", ())
    assert developments(without, [TALKS.earlier()]) == ()


# --- events ---


def test_an_act_that_its_side_had_not_done_is_new() -> None:
    (found,) = new(Piece(KOREA, STATES, events=[event("united-states", "SANCTION", "south-korea")]))
    assert (found.kind, found.actor, found.event, found.target) == (News.EVENT, "united-states", "SANCTION", "south-korea")


def test_an_act_under_a_neighbouring_type_by_another_office_or_to_another_office_is_not_new() -> None:
    agreed = Piece(KOREA, actor("white-house"), events=[event("white-house", "AGREE", "south-korea")])
    assert kinds(agreed) == []
    had = Piece(KOREA, STATES, actor("japan"), events=[event("united-states", "SANCTION", "japan")])
    assert kinds(Piece(KOREA, STATES, events=[event("united-states", "COERCE", "south-korea")]), TALKS, had) == []


@pytest.mark.parametrize(
    "parts", [{"negated": True}, {"hypothetical": True}, {"sentence": 2}, {"score": 0.1}], ids=["denied", "possible", "late", "unsure"]
)
def test_what_did_not_happen_or_is_no_main_event_is_not_new(parts: dict[str, Any]) -> None:
    assert kinds(Piece(KOREA, STATES, events=[event("united-states", "SANCTION", "south-korea", **parts)])) == []


def test_what_only_one_side_does_to_itself_is_no_event() -> None:
    ministry = actor("rok-foreign-ministry")
    assert kinds(Piece(KOREA, ministry, events=[event("rok-foreign-ministry", "ACCUSE", "south-korea")])) == []


def test_the_first_article_in_a_language_tells_no_events_between_the_sides_that_the_story_had() -> None:
    sanction = event("united-states", "SANCTION", "south-korea")
    assert kinds(Piece(KOREA, STATES, language="ko", events=[sanction])) == ["language"]
    china = event("china", "SANCTION", "south-korea")
    assert kinds(Piece(KOREA, actor("china"), language="ko", events=[china])) == ["event", "language"]


# --- figures ---


def test_a_figure_of_title_or_lead_is_new_and_the_first_of_its_kind_is_called_so() -> None:
    (found,) = new(Piece(KOREA, amounts=[money(3.5e11, text="$350 billion")]))
    assert (found.kind, found.unit, found.value, found.text, found.is_first) == (News.FIGURE, "usd", 3.5e11, "$350 billion", True)
    (other,) = new(Piece(KOREA, amounts=[money(2e10)]), TALKS, Piece(KOREA, amounts=[money(3.5e11, "body")]))
    assert not other.is_first
    assert kinds(Piece(KOREA, amounts=[money(3.5e11, "body")])) == []


@pytest.mark.parametrize(
    ("had", "comes"),
    [
        (("usd", 3.5e11), ("usd", 3.5e11)),
        (("usd", 3.487e11), ("usd", 3.5e11)),
        (("usd", 1.9e9), ("krw", 2.7e12)),
        (("percent", 24.7), ("percent", 25.0)),
    ],
    ids=["equal", "rounded", "in won", "rounded percent"],
)
def test_a_figure_that_another_article_had_in_any_dress_is_not_new(had: tuple[str, float], comes: tuple[str, float]) -> None:
    earlier = Piece(KOREA, language="ko", amounts=[Amount(*had, "body", "")])
    assert kinds(Piece(KOREA, amounts=[Amount(*comes, "title", "")]), TALKS, earlier) == []


def test_figures_that_differ_are_two() -> None:
    earlier = Piece(KOREA, amounts=[Amount("percent", 25.0, "title", "25%")])
    assert kinds(Piece(KOREA, amounts=[Amount("percent", 15.0, "title", "15%")]), earlier) == ["figure"]
    assert kinds(Piece(KOREA, amounts=[Amount("krw", 2.5e10, "lead", "")]), earlier) == ["figure"]


def test_a_price_is_no_figure() -> None:
    assert kinds(Piece(KOREA, amounts=[Amount("krw", 20_000.0, "lead", "2만 원"), Amount("people", 6.0, "lead", "6명")])) == []


# --- quotes ---


def test_the_words_of_one_who_was_not_heard_before_are_new() -> None:
    (found,) = new(Piece(KOREA, actor("lee-jae-myung"), quotes=[quote("lee-jae-myung", CALM)]))
    assert (found.kind, found.actor, found.text, found.language) == (News.QUOTE, "lee-jae-myung", CALM, "en")
    assert kinds(Piece(KOREA, quotes=[quote("south-korea", CALM, direct=False)])) == []
    assert kinds(Piece(KOREA, quotes=[quote("south-korea", "not enough")])) == []


def test_one_who_was_heard_is_new_again_only_with_other_words() -> None:
    had = Piece(KOREA, quotes=[quote("south-korea", CALM)])
    assert kinds(Piece(KOREA, quotes=[quote("south-korea", "We will look at the plan together, then decide.")]), had) == []
    assert kinds(Piece(KOREA, quotes=[quote("south-korea", ANGRY)]), had) == ["quote"]


def test_the_same_words_under_another_name_are_not_new() -> None:
    had = Piece(KOREA, quotes=[quote("south-korea", CALM)])
    assert kinds(Piece(KOREA, quotes=[quote("rok-foreign-ministry", CALM)], language="en"), had) == []
    speaks = Piece(KOREA, actor("rok-foreign-ministry"), quotes=[quote("rok-foreign-ministry", CALM)])
    assert kinds(speaks, had) == []


def test_the_first_words_in_korean_of_a_side_that_spoke_in_english_are_not_new() -> None:
    had = Piece(KOREA, quotes=[quote("south-korea", CALM)])
    korean = quote("south-korea", "계획을 함께 살펴본 뒤에 결정하겠다")
    assert kinds(Piece(KOREA, language="ko", quotes=[korean]), had, TALKS_IN_KOREAN) == []
    other = Piece(KOREA, actor("china"), language="ko", quotes=[quote("china", "진영 대결을 부추겨서는 안 된다")])
    assert kinds(other, had, Piece(KOREA, actor("china"), language="ko")) == ["quote"]


def test_korean_particles_do_not_make_other_words() -> None:
    had = Piece(KOREA, language="ko", quotes=[quote("south-korea", "계획을 함께 살펴본 뒤에 결정하겠다")])
    again = quote("south-korea", "계획은 함께 살펴보고 결정할 것")
    assert kinds(Piece(KOREA, language="ko", quotes=[again]), had) == []


# --- what brings nothing ---

FULL = {
    "events": [event("china", "SANCTION", "united-states")],
    "quotes": [quote("china", ANGRY)],
    "amounts": [money(3.5e11, "title")],
}


def test_the_weightiest_comes_first_and_no_kind_more_than_twice() -> None:
    many = [quote("china", ANGRY), quote("south-korea", CALM), quote("united-states", "Nobody asked us what we think of it")]
    figures = [money(3.5e11, "title"), money(2e10), money(5e9)]
    found = new(Piece(KOREA, STATES, actor("china", "title", "body"), events=FULL["events"], quotes=many, amounts=figures))
    assert [one.kind.value for one in found] == ["event", "figure", "figure", "quote", "quote"]
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)


def test_a_reprint_an_opinion_and_a_round_up_bring_nothing() -> None:
    assert kinds(Piece(KOREA, actor("china"), **FULL), is_reprint=True) == []
    for kind in ("opinion", "other"):
        assert kinds(Piece(KOREA, actor("china"), kind=kind, **FULL)) == []


def test_of_a_story_that_is_not_known_whole_only_statement_and_language_can_be_new() -> None:
    piece = Piece(KOREA, actor("china"), language="ko", **FULL)
    assert [one.kind for one in developments(Report(piece.analysis, BODY, piece.amounts), [TALKS.earlier(), Earlier("en")])] == [
        News.LANGUAGE
    ]


def test_what_was_new_is_not_new_again() -> None:
    first = Piece(KOREA, STATES, actor("china", "title", "body"), **FULL)
    assert kinds(first) != []
    assert kinds(first, TALKS, first) == []


def test_claims_and_developments_survive_the_way_through_the_store() -> None:
    piece = Piece(KOREA, STATES, actor("china", "title", "body"), **FULL)
    claims = piece.earlier().claims
    assert claims is not None
    assert Claims.from_json(claims.to_json()) == claims
    for one in new(piece):
        assert Development.from_json(one.to_json()) == one


IDS = st.sampled_from(sorted(COUNTRIES))
PIECES = st.builds(
    lambda ids, language, kind, acts, said, values: Piece(
        *(actor(id_, "title", "body") for id_ in ids),
        language=language,
        kind=kind,
        events=[event(source, type_, target) for source, type_, target in acts],
        quotes=[quote(speaker, text) for speaker, text in said],
        amounts=[money(value) for value in values],
    ),
    st.lists(IDS, max_size=4, unique=True),
    st.sampled_from(["en", "ko"]),
    st.sampled_from(["news", "statement", "opinion"]),
    st.lists(st.tuples(IDS, st.sampled_from(["AGREE", "ACCUSE", "SANCTION", "MOBILIZE"]), IDS), max_size=3),
    st.lists(st.tuples(IDS, st.sampled_from([CALM, ANGRY])), max_size=3),
    st.lists(st.floats(1e6, 1e13), max_size=3),
)


@settings(deadline=None)
@given(PIECES, st.lists(PIECES, min_size=1, max_size=5))
def test_no_article_ever_brings_the_same_twice(piece: Piece, others: list[Piece]) -> None:
    again = kinds(piece, *others, piece)
    assert again == []
