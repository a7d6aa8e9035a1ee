"""The page in a real browser: drawn at desk and phone widths, in both languages, by keyboard, for a screen reader, light and dark."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.web.app import build_app
from bot.web.server import start_site
from tests.fakes.library import FakeHealth, FakeLibrary, FixedClock
from tests.fakes.newsroom_records import LEDGER, analysis_of, article, newsroom, story
from tests.fakes.two_sides import two_sides
from tests.system.browser import ENTER, TAB, Browser

pytestmark = [pytest.mark.system, pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("browser")]

PAGES = ["/", "/story/1", "/article/101", "/article/102", "/search?q=seoul", "/topics", "/actor/usa", "/feeds", "/status", "/no-such-page"]
WIDTHS = [1280, 390, 320]

OVERFLOW = """
const wide = document.documentElement.clientWidth;
const out = [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.right > wide + 1 && !e.closest('.unseen, .skip, thead');
});
return [document.documentElement.scrollWidth - wide, out.slice(0, 5).map(e => e.outerHTML.slice(0, 120))];
"""
RESOURCES = "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin + '/static/'));"
ACTIVE = """
const e = document.activeElement, b = e.getBoundingClientRect();
return [e.className || e.id || e.tagName, b.left >= 0 && b.top >= 0 && b.width > 0];
"""
SMALL_TARGETS = """
return [...document.querySelectorAll('button, input:not([type=hidden]), select, .chip, .bar nav a, .languages a')]
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
  .map(([html, box]) => html + ' ' + Math.round(box.width) + 'x' + Math.round(box.height));
"""
LOW_CONTRAST = """
const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
  return .2126 * r + .7152 * g + .0722 * b; };
const ground = e => {
  for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; }
  return [255, 255, 255, 1];
};
const low = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || e.closest('.unseen, datalist, option')) continue;
  const a = lum(parse(getComputedStyle(e).color)), b = lum(ground(e));
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) low.push(e.className + ' ' + walker.currentNode.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
}
return low;
"""


@dataclass(frozen=True)
class Desk:
    """A browser and the address of a page over fakes."""

    browser: Browser
    address: str
    library: FakeLibrary

    async def open(self, path: str, *, width: int = 1280, locale: str = "en", dark: bool = False) -> Browser:
        """Show a page."""
        joined = f"{self.address}{path}{'&' if '?' in path else '?'}lang={locale}"
        await self.browser.open(joined, width=width, dark=dark)
        return self.browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    library, browser = FakeLibrary(), Browser()
    site = await start_site(build_app(library, FakeHealth(), FixedClock()), port=0)
    try:
        await browser.start(tmp_path_factory.mktemp("profile"))
        yield Desk(browser, site.address, library)
    finally:
        await browser.close()
        await site.close()


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
async def test_a_page_fits_its_window_and_the_browser_has_no_complaint(desk: Desk, path: str, width: int, locale: str) -> None:
    browser = await desk.open(path, width=width, locale=locale)
    assert await browser.run(OVERFLOW) == [0, []]
    assert await browser.run(RESOURCES) == []
    complaints = [text for text in await browser.complaints() if not ("no-such-page" in path and "404" in text)]
    assert complaints == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", [*PAGES, "/?theme=tariffs&actor=nobody", "/search?q=zzz"])
async def test_all_text_can_be_read_against_its_ground(desk: Desk, path: str, dark: bool) -> None:
    browser = await desk.open(path, dark=dark)
    assert await browser.run(LOW_CONTRAST) == []


@pytest.mark.parametrize("path", PAGES)
async def test_what_is_touched_is_large_enough(desk: Desk, path: str) -> None:
    browser = await desk.open(path, width=390, locale="ko")
    assert await browser.run(SMALL_TARGETS) == []


@pytest.mark.parametrize("path", PAGES)
async def test_a_screen_reader_finds_landmarks_and_a_name_for_everything_that_can_be_used(desk: Desk, path: str) -> None:
    browser = await desk.open(path)
    nodes = (await browser.command("Accessibility.getFullAXTree", {}))["nodes"]
    seen = [node for node in nodes if not node.get("ignored")]
    roles = [node["role"]["value"] for node in seen]
    for landmark in ("banner", "navigation", "search", "main", "contentinfo"):
        assert landmark in roles
    usable = {"link", "button", "textbox", "searchbox", "combobox", "img", "ComboBoxMenuButton"}
    nameless = [node for node in seen if node["role"]["value"] in usable and not node.get("name", {}).get("value", "").strip()]
    assert nameless == []


async def test_the_first_key_offers_to_skip_to_the_content(desk: Desk) -> None:
    browser = await desk.open("/")
    await browser.press(TAB)
    assert await browser.run(ACTIVE) == ["skip", True]
    await browser.press(ENTER)
    assert (await browser.run(ACTIVE))[0] == "content"


async def test_focus_is_seen_on_everything_that_a_key_reaches(desk: Desk) -> None:
    browser = await desk.open("/article/101")
    outlines = []
    for _ in range(30):
        await browser.press(TAB)
        outlines.append(
            await browser.run("const s = getComputedStyle(document.activeElement); return s.outlineStyle + ' ' + s.outlineWidth;")
        )
    assert set(outlines) == {"solid 3px"}


async def test_a_search_is_typed_and_sent_by_keyboard(desk: Desk) -> None:
    browser = await desk.open("/")
    await browser.run("document.getElementById('find').focus()")
    await browser.press(*"tariff", ENTER)
    await browser.arrive("/search?q=tariff")
    assert "U.S. holds its car tariff" in await browser.run("return document.querySelector('.story h2').textContent")


async def test_a_filter_is_chosen_and_applied_without_a_script(desk: Desk) -> None:
    browser = await desk.open("/")
    await browser.run("document.getElementById('f-theme').value = 'shipbuilding'; document.querySelector('.filter-form button').click()")
    await browser.arrive("/?actor=&theme=shipbuilding&language=&outlet=&kind=&relevance=&since=")
    assert await browser.run("return [...document.querySelectorAll('.story h2 a')].map(a => a.getAttribute('href'))") == ["/story/5"]


async def test_a_word_of_the_evidence_leads_to_its_place(desk: Desk) -> None:
    browser = await desk.open("/article/101", width=390)
    await browser.run("[...document.querySelectorAll('.why a.hit')].at(-1).click()")
    place = "const e = document.querySelector('mark:target'), b = e.getBoundingClientRect();"
    assert await browser.run(place + "return b.top >= 0 && b.bottom <= innerHeight")
    assert await browser.run(place + "return e.firstChild.data") in {"defense ministry"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("locale", ["en", "ko"])
async def test_two_sides_stand_beside_each_other_at_every_width(desk: Desk, width: int, locale: str) -> None:
    held = desk.library.stories_held
    desk.library.stories_held = (two_sides(), *(one for one in held if one.id != two_sides().id))
    try:
        browser = await desk.open("/story/5", width=width, locale=locale)
        assert await browser.run(OVERFLOW) == [0, []]
        assert await browser.run(LOW_CONTRAST) == []
        assert width > 390 or await browser.run(SMALL_TARGETS) == []
        heads = "const [a, b] = [...document.querySelectorAll('.sides thead th')].map(e => e.getBoundingClientRect());"
        assert await browser.run(heads + "return a.top === b.top && a.right <= b.left && Math.abs(a.width - b.width) < 1")
        nodes = (await browser.command("Accessibility.getFullAXTree", {}))["nodes"]
        roles = [node["role"]["value"] for node in nodes if not node.get("ignored")]
        assert (roles.count("table"), roles.count("columnheader")) == (2, 4)
    finally:
        desk.library.stories_held = held


async def test_a_hostile_title_runs_nothing(desk: Desk) -> None:
    evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    analysis = analysis_of(evil, evil, "en", actors={"usa": ["script"]}, themes={"tariffs": ["onerror"]})
    held = desk.library.stories_held
    desk.library.stories_held = (story(1, article(1, 1, LEDGER, 1, title=evil, body=evil, analysis=analysis)), *held)
    try:
        for path in ("/", "/story/1", "/article/1"):
            browser = await desk.open(path)
            assert await browser.run("return document.title") != "owned"
            assert await browser.run("return document.querySelectorAll('script, main img').length") == 0
            assert await browser.complaints() == []
    finally:
        desk.library.stories_held = held


async def test_scripts_could_not_run_even_if_one_got_in(desk: Desk) -> None:
    browser = await desk.open("/")
    await browser.run("const s = document.createElement('script'); s.textContent = 'document.title = \"owned\"'; document.body.append(s);")
    assert await browser.run("return document.title") != "owned"
    assert any("Content Security Policy" in text for text in await browser.complaints())


@pytest.mark.parametrize(("width", "locale"), [(1280, "en"), (1280, "ko"), (390, "en"), (390, "ko")])
async def test_the_front_page_is_drawn(desk: Desk, width: int, locale: str) -> None:
    browser = await desk.open("/", width=width, locale=locale)
    assert struct.unpack(">II", (await browser.screenshot())[16:24]) == (width, 900)
    first_lines = await browser.run(
        "return [...document.querySelectorAll('.story h2')].filter(e => e.getBoundingClientRect().bottom < 900).length"
    )
    assert first_lines >= (5 if width == 1280 else 2)
    assert len(newsroom()) == await browser.run("return document.querySelectorAll('.story').length")
