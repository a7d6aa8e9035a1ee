"""A feed that somebody names in chat as a feed of the desk: its permanent id, its outlet, its language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from bot.model import FeedSpec, FullText, Outlet, OutletClass

DEFAULT_MINUTES = 10
LONGEST_SLUG = 40
LONGEST_NAME = 80
_COUNTRY_OF_SUFFIX = {"kr": "KR", "jp": "JP", "cn": "CN", "uk": "GB", "au": "AU", "ca": "CA", "de": "DE", "fr": "FR"}
_ZONE_OF_COUNTRY = {"KR": "Asia/Seoul", "JP": "Asia/Tokyo"}
"""Of countries with one zone, whose outlets often leave it out."""

_AGGREGATORS = frozenset({"news.google.com"})
"""Each of their items names its own outlet, and their links lead to no article's page."""

_SECOND_LEVEL = frozenset({"co", "com", "or", "go", "ac", "ne", "re", "org", "net", "gov", "edu"})
_PREFIXES = frozenset({"www", "rss", "feeds", "feed", "news", "m"})


def new_spec(url: str, *, name: str, language: str, interval: int, taken: Collection[str]) -> FeedSpec:
    """The feed at `url` (http or https). `interval` in seconds; `taken` are the ids of feeds that are there."""
    host = urlsplit(url).hostname or ""
    site = _site(host)
    slug = _free(site.replace(".", "-"), taken)
    shown = " ".join(name.split())[:LONGEST_NAME] or site
    outlet = Outlet(
        id=site.replace(".", "-"),
        name=shown,
        name_ko=shown,
        family=site,
        language=language,
        country=_country(host, language),
        outlet_class=_class(host),
    )
    full_text = FullText.NEVER if outlet.outlet_class is OutletClass.AGGREGATOR else FullText.AUTO
    return FeedSpec(slug, outlet, url, interval, full_text, timezone=_ZONE_OF_COUNTRY.get(outlet.country))


def language_of(titles: Iterable[str]) -> str:
    """`ko` where Hangul outweighs Latin letters in a feed's titles, else `en`."""
    text = "".join(titles)
    hangul = len(re.findall("[가-힣]", text))
    latin = len(re.findall("[A-Za-z]", text))
    return "ko" if hangul * 2 > latin else "en"


def _site(host: str) -> str:
    """The host without its service name and public suffix: `herald.example` of `rss.herald.example.co.kr`."""
    labels = [label for label in host.lower().split(".") if label]
    while len(labels) > 2 and labels[0] in _PREFIXES:
        labels.pop(0)
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        labels = labels[:-2]
    elif len(labels) > 1:
        labels = labels[:-1]
    return re.sub(r"[^a-z0-9.-]", "", ".".join(labels))[:LONGEST_SLUG].strip(".-") or "feed"


def _free(wanted: str, taken: Collection[str]) -> str:
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _country(host: str, language: str) -> str:
    suffix = host.rpartition(".")[2].lower()
    return _COUNTRY_OF_SUFFIX.get(suffix, "KR" if language == "ko" else "US")


def _class(host: str) -> OutletClass:
    if host.lower() in _AGGREGATORS:
        return OutletClass.AGGREGATOR
    return OutletClass.OFFICIAL if _is_government(host) else OutletClass.NEWS


def _is_government(host: str) -> bool:
    labels = host.lower().split(".")
    return "gov" in labels[-2:] or "mil" in labels[-1:] or labels[-2:] == ["go", "kr"]
