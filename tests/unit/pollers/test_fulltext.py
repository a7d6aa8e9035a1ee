"""The article in a page, without what surrounds it."""

from __future__ import annotations

import pytest

from bot.pollers.fulltext import extract

ENGLISH = [
    "South Korea and the United States will hold their next round of cost-sharing talks in Honolulu, both governments said on Wednesday.",
    "The two sides have met four times since summer without agreeing on how much Seoul should pay for the troops' upkeep.",
    "A senior official in Seoul said the gap had narrowed, and that the last open question was how yearly increases would be counted.",
]
KOREAN = [
    "한국과 미국은 오는 12월 호놀룰루에서 방위비 분담금 협상의 다음 회의를 열기로 했다고 양국 정부가 수요일 밝혔습니다.",
    "양측은 여름 이후 네 차례 만났지만 주한미군 주둔 비용을 얼마나 나눌지를 두고 아직 합의에 이르지 못했습니다.",
    "서울의 고위 당국자는 견해차가 줄었으며 남은 쟁점은 해마다 오르는 폭을 어떻게 정하느냐라고 설명했습니다.",
]


def page(title: str, paragraphs: list[str], charset: str) -> bytes:
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("politics", "economy", "sports", "weather"))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html><head><meta charset="{charset}"><title>{title}</title><meta property="og:title" content="{title}"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{text}</article>"
        f"<footer>All rights reserved by nobody in particular</footer><script>track()</script></body></html>"
    ).encode(charset)


@pytest.mark.parametrize(
    ("title", "paragraphs", "charset"),
    [
        ("Talks move to Honolulu", ENGLISH, "utf-8"),
        ("방위비 협상, 호놀룰루로", KOREAN, "euc-kr"),
        ("방위비 협상, 호놀룰루로", KOREAN, "utf-8"),
    ],
)
def test_the_article_is_found_in_both_languages(title: str, paragraphs: list[str], charset: str) -> None:
    found = extract(page(title, paragraphs, charset), "https://news.example.kr/1", "text/html")
    assert found is not None
    assert found.title == title
    assert all(paragraph in found.body for paragraph in paragraphs)
    assert "weather" not in found.body
    assert "track()" not in found.body


@pytest.mark.parametrize("html", [b"", b"<html></html>", b"<html><body><script>x()</script></body></html>", b"\x00\xff\xfe"])
def test_a_page_without_text_gives_none(html: bytes) -> None:
    assert extract(html, "https://news.example.kr/1", "text/html") is None


def test_plain_text_is_taken_as_it_is() -> None:
    found = extract("첫 줄\r\n\r\n둘째 줄".encode(), "https://news.example.kr/1.txt", "text/plain; charset=utf-8")
    assert found is not None
    assert (found.title, found.body) == ("", "첫 줄\n둘째 줄")
