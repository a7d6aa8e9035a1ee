"""Feeds of our own making in the styles of those that the desk reads: Korean outlets and portals, aggregators, blogs, officials."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from random import Random

_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
_RDF = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_TITLES = (
    *(
        "한미 관세 협상 타결",
        "<단독> 방위비 분담금 인상",
        "美 “핵잠 승인”…靑 ‘환영’",
        "[속보] 북, 동해상으로 미사일 발사",
        "똠방각하와 펲시콜라",
    ),
    *(
        "Q&A: talks on “tariffs”",
        "Allies meet in Seoul & Busan",
        "Growth < 2% as tariffs bite",
        "Hegseth: 'ironclad' — again",
        "KORUS <FTA> at 15",
    ),
)
_LEADS = (
    *(
        "양국은 25일 서울에서 회담을 열었다.",
        '정부 관계자는 "합의가 임박했다"고 말했다.',
        "5 < 6이고 R&D 예산은 늘었다.",
        "(서울=하버) 김기자 = 국방부는",
    ),
    *("The two sides met on Wednesday.", "Tariffs fall to 15 percent, AT&T said.", "It cost $3 & more…", 'He said: "No."'),
)


@dataclass(frozen=True)
class _Item:
    number: int
    feed: int
    title: str
    lead: str
    hour: int

    @property
    def address(self) -> str:
        return f"https://n.example/news/articleView.html?idxno={self.feed}{self.number:04}&utm_source=rss"


def _wrapped(text: str) -> str:
    return f"<![CDATA[{text}]]>"


def _rss(items: str, head: str = "") -> str:
    return f'<rss version="2.0" {_SPACES}><channel><title>데스크</title><link>https://n.example/</link>{head}{items}</channel></rss>'


def _outlet(item: _Item) -> str:
    """An outlet's own software: CDATA throughout, no guid, a date without a zone."""
    return (
        f"<item>\n  <title>{_wrapped(item.title)}</title>\n  <link>{_wrapped(item.address)}</link>\n"
        f"  <description>{_wrapped(f'<img src=a.jpg align=left>{escape(item.lead)}<br/>…')}</description>\n"
        f"  <author>{_wrapped('김기자')}</author><pubDate>2026-11-25 {item.hour:02}:00:00</pubDate></item>\n"
    )


def _agency(item: _Item) -> str:
    """A news agency: a link as guid, pictures, the text in escaped paragraphs."""
    lead = escape(f"<p>{escape(item.lead)}</p>")
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.address)}</link><guid>{escape(item.address)}</guid>"
        f"<pubDate>Wed, 25 Nov 2026 {item.hour:02}:00:00 +0900</pubDate><description>{lead}</description>"
        '<media:content url="https://n.example/a.jpg" type="image/jpeg"/><category>정치</category></item>'
    )


def _portal_blog(item: _Item) -> str:
    """A portal's blogs: whole articles in the description, tags, a guid that is no address."""
    body = f"<div class='se-main'><p>{escape(item.lead)}</p><p>&nbsp;</p><p>{escape(item.title)}&nbsp;</p></div>" * 3
    return (
        f"<item><author>desk</author><category>{_wrapped('안보')}</category><title>{_wrapped(escape(item.title))}</title>"
        f"<link>{_wrapped(item.address)}</link><guid isPermaLink='false'>{item.feed}/{item.number}</guid>"
        f"<description>{_wrapped(body)}</description><pubDate>Wed, 25 Nov 2026 {item.hour:02}:10:00 +0900</pubDate></item>"
    )


def _press(item: _Item) -> str:
    """RSS 1.0 with dates of Dublin Core only."""
    return (
        f'<item rdf:about="{escape(item.address)}"><title>{escape(item.title)}</title><link>{escape(item.address)}</link>'
        f"<description>{escape(item.lead)}</description><dc:date>2026-11-25T{item.hour:02}:00:00+09:00</dc:date></item>"
    )


def _aggregator(item: _Item) -> str:
    """An aggregator: the outlet's name after the title and as source, a link in place of a text."""
    text = f'<a href="{escape(item.address)}" target="_blank">{escape(item.title)}</a>&nbsp;&nbsp;<font color="#6f6f6f">Harbour</font>'
    return (
        f"<item><title>{escape(item.title)} - Harbour</title><link>https://agg.example/rss/articles/{item.number}?oc=5</link>"
        f'<guid isPermaLink="false">CBMi{item.feed}-{item.number}</guid><pubDate>Wed, 25 Nov 2026 {item.hour:02}:00:00 GMT</pubDate>'
        f'<description>{escape(text)}</description><source url="https://harbour.example">Harbour</source></item>'
    )


def _blog_software(item: _Item) -> str:
    """A think tank's blog: a lead with an ellipsis and the software's sign-off, the article as content."""
    sign_off = (
        f'<p>The post <a href="https://n.example/">{escape(item.title)}</a> appeared first on <a href="https://n.example">Desk</a>.</p>'
    )
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.address)}</link><dc:creator>{_wrapped('Kim')}</dc:creator>"
        f"<pubDate>Wed, 25 Nov 2026 {item.hour:02}:00:00 +0000</pubDate><guid isPermaLink='false'>https://n.example/?p={item.number}</guid>"
        f"<description>{_wrapped(f'<p>{escape(item.lead)} [&#8230;]</p>{sign_off}')}</description>"
        f"<content:encoded>{_wrapped(f'<p>{escape(item.lead)}</p><figure><img src=a.png></figure><p>{escape(item.title)}</p>{sign_off}')}"
        "</content:encoded><slash:comments>0</slash:comments></item>"
    )


def _atom(item: _Item) -> str:
    """Atom with two dates, a relative link, XHTML in it."""
    return (
        f'<entry><id>tag:n.example,2026:{item.feed}:{item.number}</id><title type="html">{escape(escape(item.title))}</title>'
        f'<link rel="alternate" href="/view/{item.number}"/><link rel="enclosure" href="https://n.example/a.mp3"/>'
        f"<updated>2026-11-25T{item.hour:02}:30:00.123Z</updated><published>2026-11-25T{item.hour:02}:00:00+09:00</published>"
        f'<summary>{escape(item.lead)}</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(item.lead)}</p>'
        "</div></content></entry>"
    )


def _video(item: _Item) -> str:
    """A video platform: the text only in its media group."""
    return (
        f"<entry><id>yt:video:{item.feed}{item.number}</id><title>{escape(item.title)}</title>"
        f"<link rel='alternate' href='{escape(item.address)}'/>"
        f"<published>2026-11-25T{item.hour:02}:00:00+00:00</published><media:group><media:title>{escape(item.title)}</media:title>"
        f"<media:description>{escape(item.lead)}</media:description></media:group></entry>"
    )


def _bare(item: _Item) -> str:
    """No date, no guid, ampersands and names of HTML as they fell."""
    title = item.title.replace("<", "&lt;")
    return f"<item><title>{title} &middot; R&D</title><link>{item.address}</link><description>{escape(item.lead)}</description></item>"


def _atom_feed(items: str) -> str:
    root = f'xmlns="http://www.w3.org/2005/Atom" xml:base="https://n.example/en/" xml:lang="ko" {_SPACES}'
    return f"<feed {root}><title>Desk</title>{items}</feed>"


def _rdf(items: str) -> str:
    return f'<rdf:RDF {_RDF} {_SPACES}><channel rdf:about="urn:f"><title>경향</title></channel>{items}</rdf:RDF>'


_STYLES: tuple[tuple[Callable[[_Item], str], Callable[[str], str]], ...] = (
    *((style, _rss) for style in (_outlet, _agency, _portal_blog, _aggregator, _blog_software, _bare)),
    *((_press, _rdf), (_atom, _atom_feed), (_video, _atom_feed)),
)
_CHARSETS = (
    ("utf-8", "utf-8"),
    ("UTF-8", "utf-8"),
    ("euc-kr", "cp949"),
    ("ks_c_5601-1987", "cp949"),
    ("utf-8", "cp949"),
    ("utf-16", "utf-16"),
)
"""What is declared, and what is written."""


def own_feeds(chance: Random, rounds: int = 20) -> Iterator[tuple[str, bytes]]:
    """Every style in every charset, some times."""
    for number in range(rounds * len(_STYLES)):
        write, enclose = _STYLES[number % len(_STYLES)]
        declared, charset = _CHARSETS[number // len(_STYLES) % len(_CHARSETS)]
        items = "".join(
            write(_Item(n, number, f"{chance.choice(_TITLES)} {n}", chance.choice(_LEADS), chance.randrange(24)))
            for n in range(chance.randint(1, 40))
        )
        document = f'<?xml version="1.0" encoding="{declared}"?>{enclose(items)}'
        yield f"{write.__name__[1:]}-{declared}-{charset}-{number}", document.encode(charset, "xmlcharrefreplace")
