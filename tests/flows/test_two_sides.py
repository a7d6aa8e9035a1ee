"""The page of a story that two sides of the press tell."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp.test_utils import TestClient, TestServer
from lxml import html

from bot.web.app import build_app
from tests.fakes.library import FakeHealth, FakeLibrary, FixedClock
from tests.fakes.newsroom_records import newsroom
from tests.fakes.two_sides import two_sides
from tests.unit.web.selectors import select

OTHERS = tuple(held for held in newsroom() if held.id != two_sides().id)

Open = Callable[[str], Awaitable[html.HtmlElement]]


@pytest.fixture
async def page() -> AsyncIterator[Open]:
    library = FakeLibrary([two_sides(), *OTHERS])

    async def open_page(path: str) -> html.HtmlElement:
        response = await client.get(path)
        assert response.status == 200
        return html.document_fromstring(await response.text())

    async with TestClient(TestServer(build_app(library, FakeHealth(), FixedClock()))) as client:
        yield open_page


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cells(page: html.HtmlElement, heading: str, table: int = 0) -> list[html.HtmlElement]:
    """The two cells under a heading of the table."""
    for body in select(select(page, "table.sides")[table], "tbody"):
        if words(select(body, "th")[0]) == heading:
            return select(body, "td")
    raise AssertionError(heading)


async def test_the_two_languages_stand_beside_each_other_in_a_table(page: Open) -> None:
    shown = await page("/story/5?lang=en")
    [first, _] = select(shown, "table.sides")
    assert [(words(head), head.get("scope")) for head in select(first, "thead th")] == [
        ("Korean-language", "col"),
        ("English-language", "col"),
    ]
    assert all(head.get("scope") == "rowgroup" for head in select(first, "tbody th"))
    outlets = [words(cell) for cell in cells(shown, "Outlets")]
    assert outlets == [
        "Saebyeok Daily, Cheongu Shinmun, Nakdong Ilbo 1 of the articles repeats another's text",
        "Hanyang Herald, Tidewater Times, Chesapeake Wire",
    ]
    assert [words(cell) for cell in cells(shown, "Tone")] == ["Friction 2 articles (100%)", "Neutral 3 articles (100%)"]


async def test_the_countries_have_a_table_of_their_own(page: Open) -> None:
    shown = await page("/story/5?lang=ko")
    second = select(shown, "table.sides")[1]
    assert [words(head) for head in select(second, "thead th")] == ["한국 매체", "미국 매체"]
    assert words(cells(shown, "논조", 1)[0]) == "갈등 2건(67%) 중립 1건(33%)"


async def test_a_difference_names_its_numbers_and_leads_to_the_words_that_show_it(page: Open) -> None:
    korean, english = cells(await page("/story/5?lang=en"), "What the other side leaves out")
    assert words(select(korean, "li")[0]).startswith("National Assembly in 2 of 2 here, 0 of 3 there 국회 국방위원회는 12일")
    [source] = select(select(korean, "li")[0], ".excerpt a")
    assert words(source) == "Cheongu Shinmun"
    assert [words(link) for link in select(english, "a.chip")] == ["US Central Command", "Pentagon"]
    article, _, anchor = source.get("href").partition("#")
    assert words(select(await page(article), f"mark#{anchor}")[0]).startswith("국회 국방위원회")


async def test_sentences_are_marked_with_the_language_that_they_are_in(page: Open) -> None:
    shown = await page("/story/5?lang=en")
    assert {span.get("lang") for span in select(shown, ".sides .excerpt span")} == {"ko", "en"}


async def test_whose_words_each_side_carries(page: Open) -> None:
    korean, english = cells(await page("/story/5?lang=en"), "Whose words")
    assert (
        words(select(korean, "li")[0]) == "Ministry of National Defense in 1 article “우리 군의 천궁 포대가 공백을 메울 것” Saebyeok Daily"
    )
    assert words(select(english, "li")[0]).startswith("Pentagon in 2 articles “We move what we have")


async def test_the_timeline_says_who_led_and_folds_the_reprint(page: Open) -> None:
    shown = await page("/story/5?lang=en")
    assert words(select(shown, ".led")[0]).startswith("Saebyeok Daily led; Hanyang Herald 12 min later, Command press desk 28 min later,")
    rows = select(shown, ".coverage li")
    assert len(rows) == 6
    assert words(rows[0]).endswith("Same text: Nakdong Ilbo")
    assert [words(select(row, ".behind")[0]) for row in rows[1:3]] == ["+12 min", "+28 min"]


async def test_a_story_that_one_article_tells_has_neither_table_nor_race(page: Open) -> None:
    alone = next(held.id for held in OTHERS if len(held.articles) == 1)
    shown = await page(f"/story/{alone}?lang=en")
    assert select(shown, "table.sides, .led") == []


async def test_nothing_is_said_to_be_left_out_where_there_is_one_article_a_side(page: Open) -> None:
    pair = next(held.id for held in OTHERS if {one.language for one in held.articles} == {"en", "ko"})
    [cell] = cells(await page(f"/story/{pair}?lang=en"), "What the other side leaves out")
    assert words(cell) == "Too few articles to say what either side leaves out."
