"""Families, reprints and the official source, as they are counted and as cards say them in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.card import Card, Colour, Line
from bot.desk.cards import pieces
from bot.desk.cards.stories import alert, story
from bot.desk.cards.why import why
from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.desk.voices import Coverage, coverage, primary_of, tones
from bot.model import IMPORTANCES, ArticleView, Locale, Outlet, OutletClass, StoryView
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import NOW

WIRE = Outlet("namsan", "Namsan Newswire", "남산통신", "Namsan", "ko", "KR", OutletClass.NEWS)
WIRE_EN = replace(WIRE, id="namsan-en", name="Namsan Newswire English", name_ko="남산통신 영문", language="en")
POST = Outlet("post", "Harbour Post", "하버포스트", "Harbour", "en", "US", OutletClass.NEWS)
ILBO = Outlet("ilbo", "Hangang Ilbo", "한강일보", "Hangang", "ko", "KR", OutletClass.NEWS)
SINMUN = replace(ILBO, id="sinmun", name="Sinmun", name_ko="신문", family="Sinmun")
HOUSE = Outlet("house", "The White House", "백악관", "House", "en", "US", OutletClass.OFFICIAL)


def article(number: int, outlet: Outlet, *, reprint_of: int | None = None, minutes: float = 0, **says: Any) -> ArticleView:
    tags = Analysis.from_json(analysis_json(language=outlet.language, **{"relevance": {"label": "core", "score": 1}, **says}))
    at = NOW + timedelta(minutes=minutes)
    url = f"https://{outlet.id}.example/{number}"
    return ArticleView(number, 1, url, outlet, f"Title {number}", "", "", outlet.language, at, at, tags, reprint_of=reprint_of)


def made(*articles: ArticleView) -> StoryView:
    found = StoryView(1, articles[0], articles, NOW, NOW)
    return replace(found, lead=primary_of(found) or articles[0])


def reader(locale: Locale) -> Reader:
    return Reader(load_phrases(), locale, ZoneInfo("UTC"), NOW)


def said(shown: StoryView) -> tuple[str, str]:
    return pieces.coverage(shown, reader("en")), pieces.coverage(shown, reader("ko"))


def lines(card: Card) -> list[str]:
    return [pieces.plain(line) for line in card.lines]


def link(card: Card, name: str) -> str | None:
    found: list[Line] = [line for line in card.lines if name in pieces.plain(line)]
    return found[0][-1].url


FIVE = made(article(1, WIRE), article(2, WIRE_EN), article(3, POST), article(4, ILBO, reprint_of=1), article(5, SINMUN, reprint_of=1))


def test_outlets_of_one_publisher_and_reprints_are_told_apart() -> None:
    assert coverage(FIVE) == Coverage(5, 4, 2, (WIRE,))
    assert said(FIVE) == (
        "5 outlets of 4 families in Korean and English, 2 reprint Namsan Newswire",
        "매체 5곳(4개 계열, 한국어, 영어), 2곳은 남산통신 전재",
    )


def test_one_outlet_of_its_own_is_said_plainly() -> None:
    assert said(made(article(1, POST), article(2, ILBO))) == ("2 outlets in English and Korean", "매체 2곳(영어, 한국어)")
    assert said(made(article(1, POST), article(2, ILBO, reprint_of=1)))[0] == "2 outlets in English and Korean, 1 reprints Harbour Post"


def test_an_outlet_with_words_of_its_own_reprints_nobody() -> None:
    assert coverage(made(article(1, WIRE), article(2, ILBO, reprint_of=1), article(3, ILBO))).reprinting == 0
    assert coverage(made(article(1, WIRE), article(2, WIRE, reprint_of=1))).reprinting == 0


def test_an_official_statement_shows_the_story_and_is_named_to_readers_of_the_other_language() -> None:
    shown = made(article(1, ILBO), article(2, POST), article(3, HOUSE, kind="statement"))
    english, korean = alert(shown, reader("en")), alert(shown, reader("ko"))
    assert (pieces.plain(english.title), pieces.plain(korean.title)) == ("Title 3", "Title 1")
    assert "Primary source: The White House" in lines(english)
    assert "1차 자료: 백악관" in lines(korean)
    assert (link(english, "White House"), link(korean, "백악관")) == (None, "https://house.example/3")


def test_a_story_without_an_official_statement_names_none() -> None:
    shown = made(article(1, POST, kind="statement"), article(2, HOUSE))
    assert not any("Primary source" in said for said in lines(alert(shown, reader("en"))))


def leader(name: str, korean: str, country: str) -> dict[str, Any]:
    key = name.casefold().replace(" ", "-")
    return {"id": key, "name": {"en": name, "ko": korean}, "type": "person", "country": country, "salience": "major", "leader": True}


LEE, TRUMP, XI = (
    leader("Lee Jae-myung", "이재명", "KR"),
    leader("Donald Trump", "도널드 트럼프", "US"),
    leader("Xi Jinping", "시진핑", "CN"),
)
AGREED = [{"source": "lee-jae-myung", "type": "AGREE", "target": "donald-trump", "sentence": 0}]


def test_a_card_says_how_important_a_story_is_and_why() -> None:
    outlets = (WIRE, POST, ILBO, SINMUN)
    shown = made(*(article(n, outlet, minutes=13 * n, actors=[LEE, TRUMP], events=AGREED) for n, outlet in enumerate(outlets, 1)))
    assert "Importance: top (4 outlet families within 39 minutes; both presidents; agreement; about the alliance)" in lines(
        alert(shown, reader("en"))
    )
    assert "중요도 매우 높음(매체 계열 4곳이 39분 안에 보도, 한미 정상, 합의, 한미관계가 중심)" in lines(alert(shown, reader("ko")))


def test_leaders_of_others_are_named_and_so_is_the_official_source() -> None:
    shown = made(
        article(1, POST, actors=[TRUMP, XI]), article(2, ILBO, minutes=300, actors=[XI]), article(3, HOUSE, minutes=302, kind="statement")
    )
    assert (
        "Importance: high (3 outlet families, 2 of them within 2 minutes; Donald Trump, Xi Jinping; "
        "a statement of The White House; about the alliance)"
    ) in lines(story(shown, reader("en")))
    korean = "중요도 높음(매체 계열 3곳 보도(그중 2곳은 2분 안에), 도널드 트럼프, 시진핑, 백악관 발표, 한미관계가 중심)"
    assert korean in lines(story(shown, reader("ko")))
    assert korean in lines(why(shown, reader("ko")))


def test_an_alert_says_nothing_of_low_importance_and_the_story_says_why_it_is_low() -> None:
    shown = made(article(1, POST, relevance={"label": "none", "score": 1}))
    assert not any("Importance" in said for said in lines(alert(shown, reader("en"))))
    assert "Importance: low, because it is not about the alliance" in lines(story(shown, reader("en")))
    assert "중요도 낮음. 한미동맹과 관련이 없습니다." in lines(story(shown, reader("ko")))


SANCTION = [{"source": "us", "type": "SANCTION", "target": "kr", "sentence": 0}]


def in_tone(number: int, outlet: Outlet, tone: str, *, reprint_of: int | None = None) -> ArticleView:
    return article(number, outlet, reprint_of=reprint_of, tone={"label": tone, "score": 0.8}, events=SANCTION)


def fields(card: Card) -> list[tuple[str, str]]:
    return [(one.label, pieces.plain(one.value)) for one in card.fields]


def test_a_tone_that_all_share_is_the_storys_and_a_reprint_has_none_of_its_own() -> None:
    shown = made(in_tone(1, WIRE, "friction"), in_tone(2, POST, "friction"), in_tone(3, ILBO, "neutral", reprint_of=1))
    assert tones(shown) == (("friction", 2),)
    for card in (alert(shown, reader("en")), story(shown, reader("en"))):
        assert (fields(card)[0], card.colour) == (("Friction", "us → kr, sanction"), Colour.FRICTION)
    assert "Tone" not in dict(fields(alert(shown, reader("en"))))


def test_tones_that_differ_are_counted_and_that_of_the_lead_is_not_said_for_all() -> None:
    shown = made(in_tone(1, WIRE, "friction"), in_tone(2, POST, "neutral"), in_tone(3, SINMUN, "neutral"))
    assert fields(alert(shown, reader("en"))) == [("Event", "us → kr, sanction"), ("Tone", "2 neutral, 1 friction")]
    assert fields(alert(shown, reader("ko"))) == [("사건", "us → kr, 제재"), ("논조", "중립 2건, 갈등 1건")]
    assert alert(shown, reader("en")).colour is Colour.NEUTRAL


def test_where_no_tone_has_most_articles_the_colour_is_that_of_mixed_tones() -> None:
    shown = made(in_tone(1, WIRE, "friction"), in_tone(2, POST, "cooperation"))
    assert alert(shown, reader("en")).colour is Colour.MIXED
    assert alert(made(article(1, WIRE)), reader("en")).colour is Colour.NEUTRAL


def test_a_list_marks_a_story_from_high_importance_on() -> None:
    details = [pieces.plain(pieces.story_item(replace(FIVE, importance=level), reader("en")).details[0]) for level in IMPORTANCES]
    assert [detail.rpartition(pieces.DOT)[2] for detail in details[2:]] == ["high importance", "top importance"]
    assert ["importance" in detail for detail in details] == [False, False, True, True]
    assert pieces.plain(pieces.story_item(replace(FIVE, importance="high"), reader("ko")).details[0]).endswith("중요도 높음")
