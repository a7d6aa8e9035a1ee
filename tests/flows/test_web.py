"""The page as a reader, a browser and a probe meet it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp.test_utils import TestClient, TestServer
from lxml import html

from bot.errors import StoreError, StoreUnavailableError
from bot.model import Edit, SearchOrder
from bot.tags import Mention
from bot.web.app import build_app
from bot.web.ports import Check
from bot.web.settings import SiteSettings
from tests.fakes.library import FakeHealth, FakeLibrary, FixedClock
from tests.fakes.newsroom_records import LEDGER, analysis_of, article, newsroom, story
from tests.unit.web.selectors import select

PAGES = [
    "/",
    "/story/1",
    "/article/101",
    "/article/102",
    "/article/103",
    "/search",
    "/search?q=seoul",
    "/topics",
    "/actor/usa",
    "/theme/tariffs",
    "/feeds",
    "/status",
    "/no-such-page",
    "/?theme=autos",
    "/search?q=zzz",
    "/?kind=other",
]


class Desk:
    """A page over fakes, with a client that knows how to read what it gets."""

    def __init__(self) -> None:
        self.library = FakeLibrary()
        self.health = FakeHealth()
        self.settings = SiteSettings(page_size=3, check_seconds=5)
        self.client: TestClient | None = None

    async def text(self, path: str, *, status: int = 200, **headers: str) -> str:
        """The body of an answer with that status."""
        if self.client is None:
            app = build_app(self.library, self.health, FixedClock(), self.settings)
            self.client = TestClient(TestServer(app))
            await self.client.start_server()
        async with self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()}) as response:
            body = await response.text()
            assert response.status == status, body
            self.headers = response.headers
            return body

    async def page(self, path: str, *, status: int = 200, **headers: str) -> html.HtmlElement:
        """The same, parsed."""
        return html.document_fromstring(await self.text(path, status=status, **headers))


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    built = Desk()
    yield built
    if built.client is not None:
        await built.client.close()


def headlines(page: html.HtmlElement) -> list[str]:
    return [link.text_content() for link in select(page, ".story h2 a")]


# --- reading ------------------------------------------------------------------------------------------------------------------


async def test_the_newest_stories_come_first_and_older_pages_follow_to_the_end(desk: Desk) -> None:
    seen: list[str] = []
    link: str | None = "/"
    while link is not None:
        page = await desk.page(link)
        seen += headlines(page)
        link = next((item.get("href") for item in select(page, "a[rel=next]")), None)
    assert seen == [held.lead.title for held in sorted(newsroom(), key=lambda held: held.last_seen_at, reverse=True)]


async def test_a_filter_of_the_form_holds_over_pages_and_can_be_taken_off(desk: Desk) -> None:
    page = await desk.page("/?relevance=core&actor=&theme=&language=&outlet=&kind=&since=")
    assert len(headlines(page)) == 3
    older = select(page, "a[rel=next]")[0].get("href")
    assert dict(parse_qsl(urlsplit(older).query))["relevance"] == "core"
    [chip] = select(page, ".active .chip")
    assert chip.text_content().endswith("Relevance: Core ×")
    assert chip.get("href") == "/"
    assert select(page, "select[name=relevance] option[selected]")[0].get("value") == "core"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("actor=usfk", {1, 7}),
        ("actor=미국&since=24h", {1, 3, 4, 5}),
        ("theme=tariffs&theme=joint-exercises", {3, 4}),
        ("language=ko", {1, 3, 5}),
        ("outlet=harbour-post", {1, 6}),
        ("kind=opinion", {7}),
        ("relevance=partial", {1, 3, 4, 5, 6, 7}),
        ("since=6h", {1, 2, 3, 4}),
        ("theme=autos&language=ko", set()),
    ],
)
async def test_each_filter_shows_what_passes_it(desk: Desk, query: str, wanted: set[int]) -> None:
    desk.settings = SiteSettings(page_size=30)
    page = await desk.page(f"/?{query}")
    assert {int(link.get("href").rsplit("/", 1)[1]) for link in select(page, ".story h2 a")} == wanted


async def test_an_article_shows_the_words_behind_each_tag_in_place_and_why(desk: Desk) -> None:
    page = await desk.page("/article/101?lang=en")
    for hidden in select(page, "mark .unseen"):
        hidden.drop_tree()
    marks = {mark.text_content() for mark in select(page, "#text ~ .reading mark.actor")}
    assert marks == {"United States", "South Korea", "Seoul", "US Forces Korea", "defense ministry"}
    assert "cost-sharing" in {mark.text_content() for mark in select(page, "h1 mark.theme")}
    titles = {mark.get("title") for mark in select(page, "mark")}
    assert "Defense cost sharing (theme)" in titles
    assert "US Forces Korea (actor)" in titles
    whys = {chip.text_content() for chip in select(page, ".why dt .chip")}
    assert whys == {
        "Defense cost sharing",
        "Alliance politics",
        "United States",
        "South Korea",
        "US Forces Korea",
        "Ministry of National Defense",
    }
    ids = {element.get("id") for element in select(page, "[id]")}
    targets = [link.get("href").removeprefix("#") for link in select(page, ".why a.hit")]
    assert targets
    assert set(targets) <= ids


async def test_an_article_shows_what_was_changed_at_its_source(desk: Desk) -> None:
    shown = article(1, 1, LEDGER, 5, title="Ships <b>will</b> sail", body="Ships sail.", analysis=None)
    edit = Edit(2, shown.first_seen_at, "Ships <b>may</b> sail", shown.title, "", "", is_material=True)
    desk.library = FakeLibrary([story(1, replace(shown, edits=(edit,)))])
    (section,) = select(await desk.page("/article/1?lang=ko"), ".edits")
    assert [[node.text for node in section.iter(name)] for name in ("del", "ins")] == [["may"], ["will"]]
    assert "Ships <b>may</b> sail → Ships <b>will</b> sail" in " ".join(section.text_content().split())


async def test_a_korean_article_is_marked_as_korean_inside_an_english_page(desk: Desk) -> None:
    page = await desk.page("/article/102?lang=en")
    assert page.get("lang") == "en"
    assert select(page, "h1")[0].get("lang") == "ko"
    assert select(page, ".reading")[0].get("lang") == "ko"
    body = select(page, ".reading")[0]
    for hidden in select(body, ".unseen"):
        assert hidden.get("lang") == "en"
        hidden.drop_tree()
    assert "방위비분담금은 주한미군의 한국인 근로자" in body.text_content()


async def test_a_story_lists_its_coverage_with_outlets_and_sources(desk: Desk) -> None:
    page = await desk.page("/story/1?lang=en")
    rows = select(page, ".coverage li")
    assert [select(row, ".headline a")[0].get("href") for row in rows] == ["/article/101", "/article/102"]
    assert [select(row, "a.outward")[0].get("href") for row in rows] == [
        "https://harbour-post.example/101",
        "https://saebyeok.example/102",
    ]


async def test_search_asks_the_library_and_keeps_its_words_on_the_next_page(desk: Desk) -> None:
    page = await desk.page("/search?q=%EA%B5%AD%EB%B0%A9%EB%B6%80&order=rank")
    assert desk.library.searched == [("국방부", SearchOrder.RANK, 4, 0)]
    assert select(page, "#find")[0].get("value") == "국방부"
    await desk.page("/search?q=the&skip=3")
    assert desk.library.searched[-1] == ("the", SearchOrder.NEWEST, 4, 3)
    page = await desk.page("/search?q=a")
    following = dict(parse_qsl(urlsplit(select(page, "a[rel=next]")[0].get("href")).query))
    assert following == {"q": "a", "skip": "3"}


@pytest.mark.parametrize(
    "path", ["/?before=nonsense", "/?before=2026-11-20", "/search?q=a&skip=-1", "/search?q=a&skip=²", "/search?q=%00%ff", "/?since=%F0"]
)
async def test_an_address_typed_wrong_shows_a_page_all_the_same(desk: Desk, path: str) -> None:
    assert select((await desk.page(path)), "h1")


async def test_a_retired_actor_leads_to_the_one_that_took_its_place(desk: Desk) -> None:
    desk.library.redirects["us"] = "usa"
    page = await desk.page("/actor/us?lang=en")
    assert select(page, "h1")[0].text_content().startswith("United States")


async def test_an_actor_page_counts_and_lists(desk: Desk) -> None:
    page = await desk.page("/actor/usa?lang=en")
    assert "7 articles" in select(page, "#activity")[0].getparent().text_content()
    assert select(page, "svg[role=img]")[0].get("aria-label").startswith("Articles a day over the last 30 days: 7 in all, most on 20 Nov")
    beside = [link.text_content() for link in select(page, "#actors ~ ol a")]
    assert beside[0] == "South Korea"
    assert "United States" not in beside


async def test_feeds_are_told_in_plain_words_with_those_in_trouble_first(desk: Desk) -> None:
    page = await desk.page("/feeds?lang=ko")
    rows = select(page, "tbody tr")
    assert "피드가 아니라 웹 페이지가 나옵니다." in rows[0].text_content()
    assert select(rows[0], "[lang=en]")[0].text_content() == "The server answered with a web page of 14 kB."
    assert "아직 확인하지 않았습니다" in rows[1].text_content()
    assert "정상" in rows[2].text_content()


# --- empty and broken -----------------------------------------------------------------------------------------------------------


async def test_an_empty_desk_says_what_will_happen(desk: Desk) -> None:
    desk.library = FakeLibrary([])
    desk.library.feed_list, desk.library.theme_list, desk.library.actors_held = (), (), {}
    desk.library.desk_status = replace(desk.library.desk_status, oldest_waiting_at=None, last_article_at=None, ontology_version="")
    assert "the first story appears here within a few minutes" in await desk.text("/?lang=en")
    assert "feeds.yaml" in await desk.text("/feeds")
    assert "once the desk has started its analysis" in await desk.text("/topics")
    assert "not yet" in await desk.text("/status")


@pytest.mark.parametrize(
    "path",
    [
        "/story/99",
        "/story/0",
        "/story/-1",
        "/story/abc",
        "/story/" + "9" * 30,
        "/article/99",
        "/actor/no",
        "/theme/no",
        "/.git/config",
        "/static/../app.py",
        "/static/nope.css",
    ],
)
async def test_what_is_not_there_is_a_page_of_ours(desk: Desk, path: str) -> None:
    page = await desk.page(path, status=404)
    assert select(page, "h1")[0].text_content() == "There is no such page"


@pytest.mark.parametrize(
    ("failure", "status", "title"),
    [
        (RuntimeError("a secret detail"), 500, "페이지를 만들지 못했습니다"),
        (StoreUnavailableError("a secret detail"), 503, "데이터베이스에 연결할 수 없습니다"),
    ],
)
async def test_a_fault_is_a_page_of_ours_without_its_details(desk: Desk, failure: Exception, status: int, title: str) -> None:
    desk.library.broken = failure
    page = await desk.page("/?lang=ko", status=status)
    assert select(page, "h1")[0].text_content() == title
    assert "secret" not in page.text_content()
    assert desk.headers["Content-Security-Policy"].startswith("default-src 'none'")


# --- injection ------------------------------------------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{7*7}} \u202egnp.exe\x00\x1b[31m&amp; javascript:alert(3)"


def evil_desk() -> FakeLibrary:
    outlet = replace(LEDGER, name=EVIL, name_ko=EVIL)
    analysis = analysis_of(EVIL, EVIL, "en", actors={"usa": ["script", "alert"]}, themes={"tariffs": ["script>alert"]}, kind="opinion")
    analysis = replace(
        analysis,
        kind=EVIL,
        actors=(replace(analysis.actors[0], id=EVIL, name_en=EVIL, name_ko=EVIL),),
        themes=(replace(analysis.themes[0], id=EVIL),),
        failures=(EVIL,),
        version=EVIL,
    )
    item = article(1, 1, outlet, 5, title=EVIL, body=EVIL + "\n" + EVIL, analysis=analysis, url="javascript:alert(1)")
    library = FakeLibrary([story(1, item)])
    library.actors_held[EVIL] = replace(library.actors_held["usa"], id=EVIL, name_en=EVIL, name_ko=EVIL, aliases=(EVIL,))
    library.feed_list = tuple(
        replace(feed, last_error_detail=EVIL, spec=replace(feed.spec, url="javascript:alert(1)", id=EVIL, outlet=outlet))
        for feed in library.feed_list
    )
    return library


@pytest.mark.parametrize("path", ["/", "/story/1", "/article/1", "/search?q=script", "/topics", "/feeds", "/status"])
async def test_a_hostile_feed_injects_nothing(desk: Desk, path: str) -> None:
    desk.library = evil_desk()
    text = await desk.text(path)
    page = html.document_fromstring(text)
    assert not select(page, "script, img, iframe, object, style, base")
    assert not [
        name
        for element in page.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on") or name == "style"
    ]
    targets = {urlsplit(link.get("href")).scheme for link in select(page, "[href]")}
    assert targets <= {"", "https", "http"}
    assert not set(text) & {"\u202e", "\x00", "\x1b"}
    assert "49" not in re.findall(r"\b49\b", page.text_content())


@pytest.mark.parametrize("path", ["/search", "/"])
async def test_what_a_reader_types_is_shown_as_text(desk: Desk, path: str) -> None:
    text = await desk.text(path + "?q=%3Cscript%3Ealert(1)%3C/script%3E&theme=%22%3E%3Cb%3Ex&actor=%3Ci%3E")
    assert "<script" not in text
    assert "<b>" not in text
    assert "<i>" not in text


async def test_links_out_tell_the_outlet_nothing_and_give_no_handle(desk: Desk) -> None:
    for path in ("/", "/story/1", "/article/101", "/actor/usa", "/feeds"):
        for link in select((await desk.page(path)), "a[href^=http]"):
            assert set(link.get("rel").split()) == {"noopener", "noreferrer", "nofollow"}


async def test_an_article_of_two_million_characters_stays_a_page(desk: Desk) -> None:
    body = "Seoul and Washington talk. " * 75_000
    mentions = tuple(Mention("body", 27 * index, 27 * index + 5, "Seoul") for index in range(75_000))
    analysis = analysis_of("Long", "Seoul", "en", actors={"kor": ["Seoul"]}, themes={})
    analysis = replace(analysis, actors=(replace(analysis.actors[0], mentions=mentions),))
    desk.library = FakeLibrary([story(1, article(1, 1, LEDGER, 5, title="x" * 2_000_000, body=body, analysis=analysis))])
    text = await desk.text("/article/1?lang=en")
    assert len(text) < 1_000_000
    assert "The first 60,000 of 2,025,000 characters are shown." in text
    assert "and 74994 more places" in text
    assert len(await desk.text("/")) < 50_000


# --- readers --------------------------------------------------------------------------------------------------------------------


async def test_a_choice_of_language_is_kept(desk: Desk) -> None:
    assert (await desk.page("/", Accept_Language="ko-KR,ko;q=0.9")).get("lang") == "ko"
    assert (await desk.page("/?lang=en", Accept_Language="ko")).get("lang") == "en"
    cookie = desk.headers["Set-Cookie"]
    assert "desk_lang=en" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert (await desk.page("/feeds", Accept_Language="ko")).get("lang") == "en"
    assert desk.headers["Vary"] == "Accept-Language, Cookie"


async def test_the_language_switch_stays_on_the_page_and_keeps_its_filter(desk: Desk) -> None:
    page = await desk.page("/?theme=tariffs&lang=en")
    [korean] = select(page, ".languages a[hreflang=ko]")
    assert dict(parse_qsl(urlsplit(korean.get("href")).query)) == {"theme": "tariffs", "lang": "ko"}


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("path", PAGES)
async def test_every_page_can_be_used_with_a_screen_reader_and_a_keyboard(desk: Desk, path: str, locale: str) -> None:
    joined = f"{path}{'&' if '?' in path else '?'}lang={locale}"
    page = await desk.page(joined, status=404 if "no-such" in path else 200)
    assert page.get("lang") == locale
    assert len(select(page, "main")) == len(select(page, "header.top")) == len(select(page, "footer")) == 1
    assert len(select(page, "h1")) == 1
    assert select(page, "title")[0].text.strip()
    assert select(page, "body > a.skip")[0].get("href") == "#content"
    assert select(page, "main#content")
    levels = [int(heading.tag[1]) for heading in select(page, "h1, h2, h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element.get("id") for element in select(page, "[id]")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in select(page, "label")}
    assert {field.get("id") for field in select(page, "input, select") if field.get("type") != "hidden"} <= labelled
    assert {name for element in select(page, "[aria-labelledby]") for name in element.get("aria-labelledby").split()} <= set(ids)
    assert all(nav.get("aria-label") for nav in select(page, "nav"))
    assert all(link.text_content().strip() for link in select(page, "a"))


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_fetches_nothing_from_elsewhere(desk: Desk, path: str) -> None:
    page = await desk.page(path, status=404 if "no-such" in path else 200)
    fetched = [element.get("href") for element in select(page, "link")] + [element.get("src") for element in select(page, "[src]")]
    assert fetched
    assert all(address.startswith("/static/") for address in fetched)


async def test_a_page_kept_open_refreshes_only_when_asked_to(desk: Desk) -> None:
    page = await desk.page("/?theme=tariffs")
    assert not select(page, "meta[http-equiv]")
    [switch] = [link for link in select(page, ".sub a") if "live=1" in link.get("href")]
    page = await desk.page(switch.get("href"))
    assert select(page, "meta[http-equiv=refresh]")[0].get("content") == "60"
    assert headlines(page) == ["U.S. holds its car tariff on South Korea while talks on investment go on"]


# --- browsers and probes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/livez", "/metrics", "/static/desk.css", "/no-such-page"])
async def test_every_answer_carries_the_security_headers(desk: Desk, path: str) -> None:
    await desk.text(path, status=404 if "no-such" in path else 200)
    assert desk.headers["X-Content-Type-Options"] == "nosniff"
    assert desk.headers["Referrer-Policy"] == "no-referrer"
    policy = desk.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_the_page_only_reads(desk: Desk, method: str) -> None:
    await desk.text("/livez")
    assert desk.client is not None
    async with desk.client.request(method, "/") as response:
        assert response.status == 405
        assert response.headers["Allow"] == "GET, HEAD"


async def test_a_head_request_is_answered(desk: Desk) -> None:
    await desk.text("/livez")
    assert desk.client is not None
    async with desk.client.head("/") as response:
        assert response.status == 200
        assert await response.text() == ""


async def test_a_foreign_host_name_is_refused_unless_it_is_allowed(desk: Desk) -> None:
    assert "DESK_WEB_ALLOWED_HOSTS" in await desk.text("/", status=421, Host="rebound.example")
    await desk.text("/metrics", status=421, Host="rebound.example")
    await desk.text("/livez", Host="anything.example")
    other = Desk()
    other.settings = SiteSettings(allowed_hosts=("desk.newsroom.example",))
    await other.text("/", Host="desk.newsroom.example")
    assert other.client is not None
    await other.client.close()


async def test_the_style_sheet_is_kept_by_browsers_until_it_changes(desk: Desk) -> None:
    address = select((await desk.page("/")), "link[rel=stylesheet]")[0].get("href")
    await desk.text(address)
    assert "immutable" in desk.headers["Cache-Control"]
    assert desk.headers["Content-Type"] == "text/css; charset=utf-8"
    await desk.text("/static/desk.css?v=old")
    assert desk.headers["Cache-Control"] == "no-cache"


async def test_alive_and_ready_are_told_apart(desk: Desk) -> None:
    desk.library.broken = StoreUnavailableError("away")
    desk.health.parts = (Check("store", is_well=False, detail="The database is locked."), Check("worker", is_well=True))
    assert json.loads(await desk.text("/livez")) == {"alive": True}
    answer = json.loads(await desk.text("/readyz", status=503))
    assert answer == {"ready": False, "checks": {"store": "The database is locked.", "worker": "ok"}}
    desk.health.parts = (Check("store", is_well=True),)
    assert json.loads(await desk.text("/readyz")) == {"ready": True, "checks": {"store": "ok"}}
    assert desk.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("failure", "part"), [(StoreError("The database does not answer."), "store"), (RuntimeError("boom"), "desk")])
async def test_a_check_that_breaks_is_not_ready(desk: Desk, failure: Exception, part: str) -> None:
    desk.health.broken = failure
    answer = json.loads(await desk.text("/readyz", status=503))
    assert list(answer["checks"]) == [part]
    assert "boom" not in answer["checks"][part]


async def test_metrics_are_in_the_prometheus_format(desk: Desk) -> None:
    text = await desk.text("/metrics")
    assert desk.headers["Content-Type"].startswith("text/plain; version=")
    assert 'alliance_desk_feeds{state="active"} 2.0' in text


async def test_other_names_come_in_the_readers_script_first(desk: Desk) -> None:
    page = await desk.page("/actor/usa?lang=ko")
    assert "다른 이름: 美, U.S., Washington" in select(page, ".meta")[0].text_content()
    assert "Also known as: U.S., Washington, 미국, 美" not in page.text_content()


async def test_themes_stand_under_their_groups_with_security_first(desk: Desk) -> None:
    desk.library.theme_list = tuple(reversed(desk.library.theme_list))
    page = await desk.page("/topics?lang=en")
    assert [heading.text_content() for heading in select(page, "h2")][:3] == [
        "Themes: Security",
        "Themes: Economy",
        "Themes: Society and politics",
    ]
