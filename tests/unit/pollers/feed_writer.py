"""Feeds of our own making in every format, with what real ones hold: CDATA, comments, entities, inline markup, prefixes, odd elements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from random import Random

FORMATS = ("rss091", "rss092", "rss10", "rss20", "atom03", "atom10")

_WORDS = (
    *("한미", "정상회담", "관세", "방위비", "분담금", "협상", "미사일", "똠방", "<단독>", "🚀"),
    *("Seoul", "Washington", "tariffs", "Q&A", "“talks”", "naïve", "don't", "3", "<", "4"),
)

_SPACES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:x="urn:example:own" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:georss="http://www.georss.org/georss"'
)

_EXTRAS: tuple[Callable[[str], str], ...] = (
    lambda text: f"<content:encoded><![CDATA[<p>{text}</p><item>{text}</item><entry/> ]] > </channel>]]></content:encoded>",
    lambda text: f"<!-- {text} </item><item> <entry> -->",
    lambda text: f"<dc:creator>{text}</dc:creator><dc:date>2026-11-25T10:00:00+09:00</dc:date>",
    lambda text: (
        f'<media:group><media:content url="https://n.kr/a.jpg?x=1&amp;y=2"/><media:title type="plain">{text}</media:title></media:group>'
    ),
    lambda text: f"<x:item-count>{text}</x:item-count><x:own a='1'>{text}</x:own>",
    lambda text: f'<category domain="urn:c">{text}</category><category>둘</category>',
    lambda text: f'<source url="https://other.example/rss">{text}</source>',
    lambda text: f'<enclosure url="https://n.kr/a.mp3" length="3" type="audio/mpeg"/><comments>{text}</comments>',
    lambda text: f"<itunes:summary>{text}</itunes:summary><slash:comments>3</slash:comments>",
    lambda text: f"<author>{text} (kim@example.kr)</author>",
    lambda text: f"<image><url>https://n.kr/a.png</url><title>{text}</title></image>",
    lambda text: f"<description>{text}</description><description>again {text}</description>",
    lambda text: f'<?note "{text.replace("?>", "")}</item>"?>',
    lambda text: f'<summary type="html">&lt;div&gt;{text}&lt;/div&gt;</summary>',
    lambda text: f"<fullitem><div>{text}<b>!</b></div></fullitem>",
)

_TRACES: tuple[Callable[[str], str], ...] = (
    lambda text: f'<y:note xmlns:y="urn:example:other">{text}</y:note>',
    lambda text: f'<own xmlns="urn:example:own">{text}</own>',
    lambda text: f'<description xml:base="https://deep.example/a/b/" xml:lang="ko"><div>{text}</div></description>',
    lambda text: f"<georss:where><georss:point>37 127</georss:point></georss:where><title>{text}</title>",
    lambda text: f"<description><svg><title>{text}</title></svg></description>",
)


@dataclass(frozen=True)
class Item:
    """An item by its number, with its text and what else stands in it. `is_plain` where it leaves no trace in a parser."""

    number: int
    text: str
    extras: tuple[str, ...]
    has_guid: bool
    is_plain: bool


@dataclass(frozen=True)
class Feed:
    """A feed of a format with its items."""

    format: str
    items: tuple[Item, ...]
    edition: int = 0

    @classmethod
    def random(cls, format_: str, chance: Random) -> Feed:
        """A feed of some items."""
        return cls(format_, tuple(_item(number, chance) for number in range(chance.randint(1, 8))))

    def later(self, chance: Random) -> Feed:
        """The feed with new items, some edited, some gone, some moved."""
        items = [
            replace(item, text=item.text + " (수정)") if chance.random() < 0.2 else item for item in self.items if chance.random() < 0.85
        ]
        for number in range(100, 100 + chance.randint(0, 4)):
            items.insert(chance.randint(0, len(items)), _item(number, chance))
        if not items:
            items = [_item(200, chance)]
        return Feed(self.format, tuple(items), self.edition + 1)


def _item(number: int, chance: Random) -> Item:
    text = " ".join(chance.choices(_WORDS, k=chance.randint(1, 12)))
    extras = [chance.choice(_EXTRAS)(escape(text)) for _ in range(chance.randint(0, 4))]
    traces = [chance.choice(_TRACES)(escape(text))] if chance.random() < 0.12 else []
    return Item(number, text, tuple(extras + traces), chance.random() < 0.8, not traces)


def write_feed(feed: Feed) -> str:
    """The document."""
    items = [_write(feed.format, item) for item in feed.items]
    date = f"2026-11-25T10:{feed.edition:02}:00Z"
    joined = "\n  ".join(items)
    if feed.format.startswith("atom"):
        space = "http://www.w3.org/2005/Atom" if feed.format == "atom10" else "http://purl.org/atom/ns#"
        head = f'<title>Desk</title><link rel="self" href="https://n.kr/f"/><author><name>Desk</name></author><updated>{date}</updated>'
        return f'<?xml version="1.0"?>\n<feed xmlns="{space}" version="0.3" xml:lang="ko"{_SPACES}>{head}{joined}</feed>'
    if feed.format == "rss10":
        space = ' xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        listed = "".join(f'<rdf:li resource="urn:{item.number}"/>' for item in feed.items)
        head = (
            f'<channel rdf:about="urn:f"><title>Desk</title><items><rdf:Seq>{listed}</rdf:Seq></items><dc:date>{date}</dc:date></channel>'
        )
        return f'<?xml version="1.0"?>\n<rdf:RDF{space}{_SPACES}>{head}{joined}</rdf:RDF>'
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    version = {"rss091": "0.91", "rss092": "0.92"}.get(feed.format, "2.0")
    head = f"<title>Desk</title><language>ko</language><lastBuildDate>{date}</lastBuildDate><image><title>i</title><url>https://n.kr/i</url></image>"
    tail = "<textInput><title>Search</title><name>q</name></textInput>"
    start = f'<?xml version="1.0"?>\n{doctype if feed.format == "rss091" else ""}<rss version="{version}"{_SPACES}><channel>{head}'
    return f"{start}{joined}{tail}</channel></rss>"


def _write(format_: str, item: Item) -> str:
    text, extras = escape(item.text), "".join(item.extras)
    if format_.startswith("atom"):
        guid = f"<id>tag:n.kr,2026:{item.number}</id>" if item.has_guid else ""
        link = f'<link rel="alternate" href="https://n.kr/view?no={item.number}"/>'
        content = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{text}</p><div>둘</div></div></content>'
        return f"<entry>{guid}<title>{text}</title>{link}<updated>2026-11-25T09:00:00Z</updated>{content}{extras}</entry>"
    if format_ == "rss10":
        return (
            f'<item rdf:about="urn:{item.number}"><title>{text}</title><link>https://n.kr/view?no={item.number}</link>'
            f"<description>{text}</description>{extras}</item>"
        )
    guid = f'<guid isPermaLink="false">{item.number}</guid>' if item.has_guid else ""
    return (
        f"<item><title><![CDATA[{item.text}]]></title><link>https://n.kr/view?no={item.number}</link>{guid}"
        f"<pubDate>Wed, 25 Nov 2026 18:00:00 +0900</pubDate><description>{text}</description>{extras}</item>"
    )
