"""What the demo's newsroom sends: feed bytes and article pages. Pure functions of the articles, their addresses and their dates."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader

from bot.demo.newsroom import DateStyle, FeedFormat, SampleArticle, SampleOutlet

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_SEOUL = ZoneInfo("Asia/Seoul")
_PREFIXES = {"content": _CONTENT, "dc": _DC}


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """An article with its page's absolute address and the aware UTC moment of its publication."""

    article: SampleArticle
    url: str
    published_at: datetime


def feed_bytes(outlet: SampleOutlet, site_url: str, items: Sequence[PublishedArticle]) -> bytes:
    """The outlet's feed in its own format and charset: RSS 2.0 (rssboard.org/rss-specification) or Atom (RFC 4287)."""
    is_atom = outlet.style.format is FeedFormat.ATOM
    root = _atom(outlet, site_url, items) if is_atom else _rss(outlet, site_url, items)
    return _encode(ET.tostring(root, encoding="unicode"), outlet.style.charset)


def feed_content_type(outlet: SampleOutlet) -> str:
    """The Content-Type header. The EUC-KR feed names no charset there, as old Korean servers do: the XML prolog has to be read."""
    if outlet.style.charset != "utf-8":
        return "text/xml"
    return f"application/{outlet.style.format.value}+xml; charset=utf-8"


class PageRenderer:
    """Writes the outlets' HTML: an article's page has all that stands around a real one, from navigation to copyright."""

    def __init__(self) -> None:
        environment = Environment(loader=PackageLoader("bot.demo"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self._page = environment.get_template("page.html")
        self._front = environment.get_template("front.html")

    def page_bytes(self, outlet: SampleOutlet, item: PublishedArticle, others: Sequence[PublishedArticle]) -> bytes:
        """The article's HTML page in the outlet's charset, with links to `others`."""
        text = self._page.render(
            outlet=outlet.outlet,
            article=item.article,
            url=item.url,
            published=item.published_at.astimezone(_SEOUL),
            others=others,
            charset=declared_charset(outlet.style.charset),
        )
        return text.encode(outlet.style.charset, "xmlcharrefreplace")

    def front_bytes(self, outlet: SampleOutlet, items: Sequence[PublishedArticle]) -> bytes:
        """The outlet's front page: its articles in the order given, and that all of it is fiction."""
        charset = declared_charset(outlet.style.charset)
        text = self._front.render(outlet=outlet.outlet, items=items, charset=charset, format=outlet.style.format.value)
        return text.encode(outlet.style.charset, "xmlcharrefreplace")


def declared_charset(codec: str) -> str:
    """What the outlet calls its charset: one that writes CP949 says EUC-KR, the subset it began as."""
    return "EUC-KR" if codec == "cp949" else codec.upper()


def _encode(xml: str, codec: str) -> bytes:
    prolog = f'<?xml version="1.0" encoding="{declared_charset(codec)}"?>\n'
    return (prolog + xml).encode(codec, "xmlcharrefreplace")


def _rss(outlet: SampleOutlet, site_url: str, items: Sequence[PublishedArticle]) -> ET.Element:
    root = ET.Element("rss", {"version": "2.0"} | {f"xmlns:{prefix}": uri for prefix, uri in _PREFIXES.items()})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", _own_name(outlet))
    _text(channel, "link", site_url)
    _text(channel, "description", _own_name(outlet))
    _text(channel, "language", outlet.outlet.language)
    for item in items:
        _rss_item(channel, outlet, item)
    return root


def _rss_item(channel: ET.Element, outlet: SampleOutlet, item: PublishedArticle) -> None:
    node = ET.SubElement(channel, "item")
    article = item.article
    _text(node, "title", article.title)
    _text(node, "link", item.url)
    if outlet.style.has_ids:
        _text(node, "guid", f"{article.outlet_id}:{article.slug}", isPermaLink="false")
    _text(node, "pubDate", _date(item.published_at, outlet.style.dates))
    _text(node, "category", article.section)
    if article.author:
        _text(node, "dc:creator", article.author)
    _text(node, "description", article.lead)
    if outlet.style.has_body:
        _text(node, "content:encoded", _body_html(article))


def _atom(outlet: SampleOutlet, site_url: str, items: Sequence[PublishedArticle]) -> ET.Element:
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": outlet.outlet.language})
    _text(root, "title", _own_name(outlet))
    _text(root, "id", f"tag:{outlet.outlet.id}.example,2026:feed")
    ET.SubElement(root, "link", {"href": site_url})
    newest = max((item.published_at for item in items), default=None)
    if newest is not None:
        _text(root, "updated", newest.isoformat())
    for item in items:
        _atom_entry(root, outlet, item)
    return root


def _atom_entry(root: ET.Element, outlet: SampleOutlet, item: PublishedArticle) -> None:
    node = ET.SubElement(root, "entry")
    article = item.article
    _text(node, "title", article.title)
    _text(node, "id", f"tag:{article.outlet_id}.example,2026:{article.slug}")
    ET.SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": item.url})
    for name in ("published", "updated"):
        _text(node, name, _date(item.published_at, outlet.style.dates))
    _text(ET.SubElement(node, "author"), "name", article.author or _own_name(outlet))
    _text(node, "summary", article.lead)
    if outlet.style.has_body:
        _text(node, "content", _body_html(article), type="html")


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _body_html(article: SampleArticle) -> str:
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in article.paragraphs)


def _own_name(outlet: SampleOutlet) -> str:
    return outlet.outlet.name_ko if outlet.outlet.language == "ko" else outlet.outlet.name


def _date(moment: datetime, style: DateStyle) -> str:
    if style is DateStyle.KOREAN:
        return moment.astimezone(_SEOUL).strftime("%Y-%m-%d %H:%M:%S")
    return moment.isoformat() if style is DateStyle.RFC3339 else format_datetime(moment)
