"""The hub that a feed names (WebSub, section 4): the links rel="hub" and rel="self", of the HTTP answer first, else of the document.

HTTP links are read as RFC 8288 writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from bot.model import NamedHub
from bot.pollers.redirects import BadAddress, read_address

_PARAMETER = re.compile(r'\s*;\s*([^\s=;,"]*)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,]*)))?')
_MOST_CHARACTERS = 8_000
_MOST_LINKS, _MOST_PARAMETERS = 50, 20
_LONGEST = 2_000
"""Characters of an address that is worth keeping."""


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """Absolute addresses as they were found: of hubs, in order, and of the feed itself."""

    hubs: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


NO_LINKS = FeedLinks()


def header_links(values: Iterable[str], base: str) -> FeedLinks:
    """Those of the answer's Link headers, relative ones read against `base`."""
    return _chosen((link for value in values for link in _links(value[:_MOST_CHARACTERS])), base)


def document_links(links: Iterable[Mapping[str, Any]], base: str) -> FeedLinks:
    """Those of the document, which come as a feed parser gives them (`rel`, `href`)."""
    return _chosen(((str(link.get("rel") or ""), str(link.get("href") or "")) for link in links), base)


def named_hub(header: FeedLinks, document: FeedLinks) -> NamedHub | None:
    """The hub to subscribe at; None where no usable one is named, or the feed does not say under which address it is known there.

    Of several hubs the first with an encrypted address is taken, since its answers are worth the most.
    """
    hubs = [hub for hub in header.hubs or document.hubs if _is_usable(hub)]
    own = next((address for address in header.own or document.own if _is_usable(address)), None)
    if not hubs or own is None:
        return None
    return NamedHub(next((hub for hub in hubs if hub.startswith("https:")), hubs[0]), own)


def _chosen(found: Iterable[tuple[str, str]], base: str) -> FeedLinks:
    hubs: dict[str, None] = {}
    own: dict[str, None] = {}
    for number, (rel, href) in enumerate(found):
        if number >= _MOST_LINKS:
            break
        kinds = rel.casefold().split()
        if href.strip() and ("hub" in kinds or "self" in kinds):
            address = _absolute(base, href)
            hubs |= {address: None} if "hub" in kinds else {}
            own |= {address: None} if "self" in kinds else {}
    return FeedLinks(tuple(hubs), tuple(own))


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _is_usable(address: str) -> bool:
    """Whether it can be asked, kept and told to others: a web address without a password or a character that nobody can see."""
    url = read_address(address)
    is_plain = len(address) <= _LONGEST and address.isprintable()
    return is_plain and not isinstance(url, BadAddress) and url.user is None and url.password is None


def _links(value: str) -> Iterator[tuple[str, str]]:
    """(relation types, target) of each link of a header; one about another document (`anchor`) is left out. In linear time."""
    place = 0
    while (start := value.find("<", place)) >= 0:
        end = value.find(">", start)
        if end < 0:
            return
        parameters, place = _parameters(value, end + 1)
        names = [name for name, _ in parameters]
        if "anchor" not in names:
            yield next((text for name, text in parameters if name == "rel"), ""), value[start + 1 : end]


def _parameters(value: str, place: int) -> tuple[Sequence[tuple[str, str]], int]:
    found: list[tuple[str, str]] = []
    while len(found) < _MOST_PARAMETERS and (match := _PARAMETER.match(value, place)) is not None:
        quoted, bare = match.group(2), match.group(3)
        found.append((match.group(1).casefold(), re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else bare or ""))
        place = match.end()
    return found, place
