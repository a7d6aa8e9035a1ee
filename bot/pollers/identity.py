"""Who an item is: its canonical address and its key within the feed.

An item is its guid; without one, its address; without either, its title and date. Tracking parameters are named one by one: cleaners that
drop every query parameter merge different articles of Korean outlets, whose article number often is one (`idxno`, `aid`, `No`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit, urlunsplit

_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi oc ocid
    cmpid cmp icid ncid ns_campaign ns_mchannel ns_source ns_linkname ns_fee at_medium at_campaign at_link_id at_link_type at_link_origin
    at_format at_ptr_name at_bbc_team ref_src ref_url ref_cta smid smtyp share_id spm s_cid s_kwcid vero_id wickedid xtor traffic_source
    feature_id __twitter_impression guce_referrer guce_referrer_sig guccounter feedtype rss_id rssid"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "trk_", "at_custom")
_FEED_VALUES = frozenset({"rss", "feed", "rssfeed", "rss_feed", "rss2"})
_FEED_NAMES = frozenset({"input", "ref", "source", "src", "from", "via", "outputtype", "output"})
_FORMS = frozenset({("outputtype", "amp"), ("outputtype", "xml"), ("amp", "1"), ("amp", "")})
"""Forms of the same article that a query asks for."""

_SAME_SITE = {
    "m.yna.co.kr": "www.yna.co.kr",
    "m-en.yna.co.kr": "en.yna.co.kr",
    "mobile.yna.co.kr": "www.yna.co.kr",
}
"""Mobile hosts whose paths are known to be those of the main host."""

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class ItemIds:
    """What an item says of itself. `date` is its date as it stands in the feed, before any mending (a clamped one would change)."""

    guid: str | None
    canonical_url: str | None
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class ItemIdentity:
    """Who an item is: its key within the feed, and the canonical address under which other feeds may carry the same article, None where
    it has none that is its own."""

    key: str
    canonical_url: str | None


def canonical_url(url: str) -> str:
    """The address without what only tells where the click came from: tracking parameters, fragment, default port, letter case of the host.

    Other parameters stay in their order. What is no http(s) address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return url.strip()
    if parts.scheme not in {"http", "https"} or not host:
        return url.strip()
    default = _DEFAULT_PORTS[parts.scheme]
    place = parts.netloc.casefold().removesuffix(default)
    place = _SAME_SITE.get(place, place)
    return urlunsplit((parts.scheme, place, _path(place, parts.path), _query(parts.query), ""))


def _path(host: str, path: str) -> str:
    if host == "n.news.naver.com" and path.startswith("/mnews/article/"):
        return path.removeprefix("/mnews")
    return path or "/"


def _query(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_tracking(part)) if query else ""


def _is_tracking(part: str) -> bool:
    name, _, value = part.partition("=")
    name, value = unquote_plus(name).casefold(), value.casefold()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or (name, value) in _FORMS:
        return True
    return name in _FEED_NAMES and value in _FEED_VALUES


def identify(items: Sequence[ItemIds]) -> list[ItemIdentity]:
    """A key and an address for each item, in order. Items with equal keys are the same item told twice.

    A guid that one document gives to different articles identifies none of them: those fall back to their addresses or titles. Nor does
    an address that it gives to different articles, or that of a front page.
    """
    urls = [None if item.canonical_url is None or _is_front_page(item.canonical_url) else item.canonical_url for item in items]
    of_guid = _sharers((item.guid, url or item.title) for item, url in zip(items, urls, strict=True))
    of_url = _sharers((url, item.guid or item.title) for item, url in zip(items, urls, strict=True))
    identities = []
    for item, url in zip(items, urls, strict=True):
        own_url = url if url and of_url[url] == 1 else None
        own_guid = item.guid if item.guid and of_guid[item.guid] == 1 else None
        identities.append(ItemIdentity(_key(own_guid, own_url, item), own_url))
    return identities


def _sharers(pairs: Iterable[tuple[str | None, Hashable]]) -> dict[str, int]:
    """How many different articles each name stands for."""
    articles: dict[str, set[Hashable]] = defaultdict(set)
    for name, article in pairs:
        if name:
            articles[name].add(article)
    return {name: len(told) for name, told in articles.items()}


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


def _key(guid: str | None, url: str | None, item: ItemIds) -> str:
    if guid:
        return _short(canonical_url(guid))
    if url:
        return _short(url)
    return "hash:" + _digest(f"{item.title}\n{item.date}")


def _short(key: str) -> str:
    return key if len(key) <= _LONGEST_KEY else "hash:" + _digest(key)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]
