"""feeds: list, add, remove, test, errors."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from bot.desk.card import Card
from bot.desk.cards import feeds as cards
from bot.desk.commands import options
from bot.desk.commands.asked import Asked
from bot.desk.commands.parse import near
from bot.desk.new_feed import DEFAULT_MINUTES, language_of, new_spec
from bot.desk.ports import FeedTest
from bot.errors import CommandError
from bot.model import FailureCause, FeedState

_USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml")
_MOST_TRIED = 4


async def listing(asked: Asked) -> Card:
    """Every feed and its health."""
    return cards.listing(await asked.store.feeds(), asked.reader)


async def errors(asked: Asked) -> Card:
    """The feeds that fail."""
    return cards.errors(await asked.store.feeds(), asked.reader)


async def test(asked: Asked) -> Card:
    """One look at a known feed or at an address."""
    named = _bare(asked.words("feed"))
    known = {feed.spec.id: feed.spec for feed in await asked.store.feeds()}
    spec = known.get(named) or next((spec for spec in known.values() if spec.url == named), None)
    if spec is not None:
        return cards.tested(await asked.services.feeds.test(spec.url, allow_private=spec.allow_private), asked.reader)
    if not _is_address(named):
        raise CommandError("error.feed", given=named[:60], nearest=near(named, known))
    return cards.tested(await asked.services.feeds.test(_address(named)), asked.reader)


async def add(asked: Asked) -> Card:
    """Look at the address, and read it from now on where it is a feed. What it holds already is stored and not told."""
    named = _bare(asked.words("url"))
    if not _is_address(named):
        raise CommandError("error.feed_address", given=named[:60])
    found = await _find(_address(named), asked)
    if found.cause is not None:
        return replace(cards.tested(found, asked.reader), is_refusal=True)
    feeds = await asked.store.feeds()
    present = next((feed for feed in feeds if feed.spec.url in (found.url, _address(named)) and feed.state is FeedState.ACTIVE), None)
    if present is not None:
        raise CommandError("error.feed_there", name=present.spec.id)
    language = options.language(asked.text("lang")) if asked.text("lang") else language_of(found.samples)
    spec = new_spec(
        found.url,
        name=" ".join(asked.words("name").split()) or found.title or "",
        language=language,
        interval=60 * asked.number("interval", DEFAULT_MINUTES),
        taken={feed.spec.id for feed in feeds},
    )
    if not await asked.store.add_chat_feed(spec, now=asked.now):
        raise CommandError("error.feed_there", name=spec.id)
    asked.services.names.forget()
    return cards.added(spec, found, asked.reader)


async def _find(url: str, asked: Asked) -> FeedTest:
    """What is at the address; where that is a web page, the first feed with items that it names, or that lies where feeds often lie."""
    found = await asked.services.feeds.test(url)
    if found.cause is not FailureCause.HTML:
        return found
    named = [address for address in found.feeds_found if "comment" not in address.casefold()]
    usual = [urljoin(found.url, path) for path in _USUAL_PATHS]
    for candidate in named[:_MOST_TRIED] or usual:
        other = await asked.services.feeds.test(candidate)
        if other.cause is None and other.items:
            return replace(other, asked=found.url)
    return found


async def remove(asked: Asked) -> Card:
    """Read it no more."""
    named = _bare(asked.words("feed"))
    feeds = [feed for feed in await asked.store.feeds() if feed.state is not FeedState.REMOVED]
    found = next((feed for feed in feeds if feed.spec.id == named or feed.spec.url in (named, _address(named))), None)
    if found is None:
        raise CommandError("error.feed", given=named[:60], nearest=near(named, [feed.spec.id for feed in feeds]))
    await asked.store.remove_feed(found.spec.id)
    return cards.removed(found.spec, asked.reader)


def _bare(text: str) -> str:
    return text.strip("<>").partition("|")[0]


def _is_address(named: str) -> bool:
    return "://" in named or "." in named


def _address(named: str) -> str:
    return named if "://" in named else f"https://{named}"
