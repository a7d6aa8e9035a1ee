"""Every golden message drawn in a real browser: all of its text can be seen, nothing sticks out, and markup from feeds stays text."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.adapters.console.render import Terminal, render
from bot.desk.card import Card
from bot.model import Locale
from docs.cards import discord, slack
from docs.cards.goldens import KINDS, Golden, golden, goldens
from docs.cards.html import UnknownPartError
from docs.cards.markdown import document as discord_text
from docs.cards.mrkdwn import document as slack_text
from docs.cards.page import gallery, picture
from docs.cards.pictures import digest, drawn_from
from docs.cards.shown import SHOWN, file_of
from tests.golden.cards import CASES, card_of
from tests.golden.readme import README
from tests.system.browser import Browser

pytestmark = [pytest.mark.system, pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("browser")]

HOSTILE = "<!channel> @everyone <@U1> *x* [a](b) ~~ 정부는"
LOCALES: tuple[Locale, ...] = ("en", "ko")
MESSAGES = {key: list(found) for key, found in groupby(goldens(), key=lambda one: (one.case, one.locale))}
WIDTH = 2600
SEEN = {"content", "text", "label", "title", "description", "name", "value", "placeholder", "alt_text"}
"""Keys of a payload under which stands what a reader sees; a button's `value` is what it carries, and is left out below."""
CUT_FROM = 200
"""A longer text may be cut: a header of Slack and an embed's title hold no more."""

TEXT = "return document.getElementById(arguments[0]).innerText"
# Text is measured by the block around it, since a line's last space may hang over its edge.
STICKS_OUT = """
const card = document.getElementById(arguments[0]), edge = card.getBoundingClientRect();
return [card, ...card.querySelectorAll('*')].filter(e => getComputedStyle(e).display !== 'inline').filter(e => {
  const box = e.getBoundingClientRect();
  return e.scrollWidth > e.clientWidth + 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1;
}).map(e => e.outerHTML.slice(0, 120));
"""
EMPTY = """
return [...document.getElementById(arguments[0]).querySelectorAll('button, a, .text, .small, .title, h2, h3, h4, .item')]
  .filter(e => !e.innerText.trim() || !e.getBoundingClientRect().width).map(e => e.outerHTML.slice(0, 120));
"""
PINGS = "return [...document.getElementById(arguments[0]).querySelectorAll('.ping')].map(e => e.innerText)"
LINKS = "return [...document.getElementById(arguments[0]).querySelectorAll('a')].map(e => [e.getAttribute('href'), e.innerText])"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    started = Browser()
    try:
        await started.start(tmp_path_factory.mktemp("profile"))
        yield started
    finally:
        await started.close()


async def show(browser: Browser, folder: Path, page: str) -> None:
    """Open a page from a file."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    await browser.open(file.as_uri(), width=WIDTH)


def letters(text: str) -> str:
    """What is left of a text without spaces and marks, for finding it wherever lines are broken."""
    return "".join(re.findall(r"\w+", text))


def sent(part: Any, key: str = "", *, is_mrkdwn: bool = False) -> Iterator[str]:
    """Every string of a payload that a reader is to see."""
    if isinstance(part, dict):
        is_button = part.get("type") in {2, "button", "static_select", "external_select", "overflow"}
        for name, value in part.items():
            if not (is_button and name == "value") and name not in {"metadata", "fallback"}:
                yield from sent(value, name, is_mrkdwn=part.get("type") == "mrkdwn")
    elif isinstance(part, list):
        for child in part:
            yield from sent(child, key)
    elif isinstance(part, str) and key in SEEN:
        yield without_entities(part) if is_mrkdwn else part


def without_addresses(text: str) -> str:
    """Discord's Markdown without the targets of its links."""
    return re.sub(r"\]\(https?://[^)\s]*\)", "]", text)


def without_entities(text: str) -> str:
    """Slack's mrkdwn without the targets of its links, the three escaped characters as they are."""
    text = re.sub(r"<https?://[^|>]+\|([^>]*)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def written(card: Card) -> Iterator[str]:
    """Every text of a neutral card."""
    lines = [card.title, *card.lines, card.footer, *(field.value for field in card.fields)]
    for item in card.items:
        lines += [item.title, *item.details]
    yield from (span.text for line in lines for span in line)
    yield from (field.label for field in card.fields)
    yield from (action.label for action in card.actions)


def is_seen(text: str, shown: str) -> bool:
    """Whether the text is there, perhaps cut where it is long."""
    whole = letters(text)
    return whole in shown or (len(whole) > CUT_FROM and whole[: CUT_FROM // 2] in shown)


@pytest.mark.parametrize(("key", "found"), MESSAGES.items(), ids=["-".join(key) for key in MESSAGES])
async def test_every_text_of_a_message_can_be_seen_and_nothing_sticks_out(
    browser: Browser, tmp_path: Path, key: tuple[str, Locale], found: list[Golden]
) -> None:
    await show(browser, tmp_path, gallery(found, {}))
    card = await card_of(CASES / key[0], key[1])
    for one in found:
        shown = letters(await browser.run(TEXT, one.name))
        seen = [text if one.kind == "slack" else without_addresses(text) for text in sent(body_of(one))]
        assert [text for text in seen if letters(text) not in shown] == []
        assert [text for text in written(card) if not is_seen(text, shown)] == []
        assert await browser.run(STICKS_OUT, one.name) == []
        assert await browser.run(EMPTY, one.name) == []
    assert await browser.complaints() == []


def body_of(one: Golden) -> dict[str, Any]:
    """The payload without Slack's `text`, which stands in notifications where there are blocks."""
    return {name: value for name, value in one.body.items() if not (name == "text" and one.body.get("blocks"))}


async def test_each_case_has_every_kind_of_message_in_both_languages() -> None:
    cases = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert set(MESSAGES) == {(case, locale) for case in cases for locale in LOCALES}
    assert {key: [one.kind for one in found] for key, found in MESSAGES.items()} == {key: list(KINDS) for key in MESSAGES}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", ["alert-hostile-long", "latest-hostile", "why-hostile"])
async def test_a_hostile_title_is_text_on_every_platform(browser: Browser, tmp_path: Path, case: str, locale: Locale) -> None:
    found = MESSAGES[(case, locale)]
    terminal = render(await card_of(CASES / case, locale), Terminal(width=84))
    await show(browser, tmp_path, gallery(found, {(case, locale): terminal}))
    for one in found:
        assert HOSTILE in " ".join((await browser.run(TEXT, one.name)).split())
        assert await browser.run(PINGS, one.name) == []
        assert {address for address, _ in await browser.run(LINKS, one.name)} <= {"https://loud.example/1"}
    assert HOSTILE in " ".join((await browser.run("return document.querySelector('.of-terminal pre').innerText")).replace("┃", " ").split())


async def test_a_ping_and_a_foreign_link_would_be_found(browser: Browser, tmp_path: Path) -> None:
    text = {"type": 10, "content": "<@&123> @everyone [a](https://evil.example)"}
    mrkdwn = {"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> <https://evil.example|a>"}}
    both = [
        Golden("loud", "en", "slack", {"text": "", "blocks": [mrkdwn]}),
        Golden("loud", "en", "components", {"flags": 1 << 15, "components": [text]}),
    ]
    await show(browser, tmp_path, gallery(both, {}))
    assert [await browser.run(PINGS, one.name) for one in both] == [["@channel"], ["@123", "@everyone"]]
    assert [await browser.run(LINKS, one.name) for one in both] == [[["https://evil.example", "a"]]] * 2


async def test_what_sticks_out_would_be_found(browser: Browser, tmp_path: Path) -> None:
    wide = Golden("wide", "en", "components", {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]})
    page = gallery([wide], {}).replace("</style>", ".text { width: 3000px; }</style>")
    await show(browser, tmp_path, page)
    assert await browser.run(STICKS_OUT, wide.name) != []


@pytest.mark.parametrize(
    ("draw", "body"),
    [
        (discord.draw, {"components": [{"type": 99}]}),
        (discord.draw, {"components": [{"type": 10, "content": "x", "shade": 1}]}),
        (discord.draw, {"components": [{"type": 10, "content": "<:flag:1>"}]}),
        (discord.draw, {"embeds": [{"author": {"name": "x"}}]}),
        (discord.draw, {"poll": {}}),
        (slack.draw, {"text": "x", "blocks": [{"type": "video"}]}),
        (slack.draw, {"text": "x", "blocks": [{"type": "divider", "shade": 1}]}),
        (
            slack.draw,
            {"text": "x", "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "x"}]}]}]},
        ),
        (slack.draw, {"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<strange>"}}]}),
        (slack.draw, {"text": "x", "icon_emoji": ":x:"}),
    ],
)
async def test_what_cannot_be_drawn_is_an_error(draw: Any, body: dict[str, Any]) -> None:
    with pytest.raises(UnknownPartError):
        draw(body)


@pytest.mark.parametrize(
    ("read", "text", "html"),
    [
        (discord_text, "### a **b** *c* __d__ ~~e~~ `*f*`", "<h4>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <code>*f*</code></h4>"),
        (discord_text, "-# a", '<div class="small">a</div>'),
        (discord_text, r"\*a\* \<b\> 1 < 2 & c_d_e", '<div class="text">*a* &lt;b&gt; 1 &lt; 2 &amp; c_d_e</div>'),
        (
            discord_text,
            "[**a**](https://a.example/b_c_d)",
            '<div class="text"><a href="https://a.example/b_c_d"><strong>a</strong></a></div>',
        ),
        (discord_text, "> a\n- b", '<blockquote>a</blockquote><div class="item">•  b</div>'),
        (slack_text, "*a* _b_ ~c~ `*d*` e*f*", '<div class="text"><strong>a</strong> <em>b</em> <s>c</s> <code>*d*</code> e*f*</div>'),
        (
            slack_text,
            "<https://a.example?b&amp;c|d &lt;e&gt;>",
            '<div class="text"><a href="https://a.example?b&amp;c">d &lt;e&gt;</a></div>',
        ),
        (slack_text, "&lt;!channel&gt; &amp;lt;", '<div class="text">&lt;!channel&gt; &amp;lt;</div>'),
        (slack_text, "<!channel> <@U1>", '<div class="text"><span class="ping">@channel</span> <span class="ping">@U1</span></div>'),
        (slack_text, "&gt; a", "<blockquote>a</blockquote>"),
    ],
)
async def test_markup_is_read_as_the_platform_documents_it(read: Any, text: str, html: str) -> None:
    assert read(text) == html


@pytest.mark.parametrize("name", SHOWN, ids="-".join)
async def test_the_readme_shows_a_picture_of_each_platform_as_it_is_drawn_today(name: tuple[str, str, str]) -> None:
    taken = file_of(name).read_bytes()
    assert drawn_from(taken) == digest(picture(golden(*name))), "Take the pictures anew: python -m docs.cards"
    assert len(taken) < 150_000
    assert re.search(rf'<img alt="[^"]+" src="docs/images/{re.escape(file_of(name).name)}"', README.read_text("utf-8"))
