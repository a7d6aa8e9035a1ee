"""`alliance-desk feeds export` and `feeds import`: the desk's feeds as a list that other programs read (OPML), and theirs as the desk's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from yarl import URL

from bot.adapters.console.prompt import locale_of
from bot.adapters.console.screen import Screen
from bot.app.parts import open_parts
from bot.config import Configuration
from bot.desk.cards import feeds as cards
from bot.desk.new_feed import DEFAULT_MINUTES, language_of, new_spec
from bot.desk.reader import Reader
from bot.errors import StartError
from bot.model import FeedSpec, Locale
from bot.pollers.addresses import may_be_public
from bot.pollers.fetch import FetchLimits
from bot.pollers.opml import OpmlError, Outline, read_opml, write_opml
from bot.pollers.redirects import BadAddress, read_address

_LANGUAGES: dict[str, Locale] = {"en": "en", "ko": "ko"}


async def export(configuration: Configuration, target: str) -> int:
    """Write the desk's feeds to a file or, for `-`, to standard output: those of the database, or of feeds.yaml before the first run.
    Raises StartError where the file is there already or cannot be written, and StoreError."""
    async with open_parts(configuration) as parts:
        specs = [feed.spec for feed in await parts.store.feeds()] or list(configuration.feeds)
        _write(target, write_opml(specs, parts.clock.now()))
    return 0


async def take_in(configuration: Configuration, source: str, locale: Locale | None = None) -> int:
    """Add the feeds of a list that the desk does not have, as if each had been added in chat, and say what became of them. They are read
    from then on; the first poll tells which of them are none. Raises StartError and StoreError."""
    outlines = _outlines(source)
    settings = configuration.settings
    async with open_parts(configuration) as parts:
        known = await parts.store.feeds()
        taken = {feed.spec.id for feed in known} | {spec.id for spec in configuration.feeds}
        there = {feed.spec.url for feed in known} | {spec.url for spec in configuration.feeds}
        specs, bad = new_feeds(outlines, taken=taken, there=there)
        now = parts.clock.now()
        added = [spec for spec in specs if await parts.store.add_chat_feed(spec, now=now)]
        reader = Reader(parts.book, locale or locale_of(os.environ, settings.language), settings.zone, now)
    already = len(outlines) - len(added) - len(bad)
    Screen(sys.stdout, os.environ).show(cards.taken_in(added, already, bad, reader))
    return 0


def new_feeds(outlines: Iterable[Outline], *, taken: set[str], there: set[str]) -> tuple[list[FeedSpec], list[str]]:
    """The feeds of a list that are not there yet, each under an id of its own, and what is no address of a feed."""
    specs: list[FeedSpec] = []
    bad: list[str] = []
    names = set(taken)
    for outline in outlines:
        address = read_address(outline.url)
        if isinstance(address, BadAddress) or address.user is not None or address.password is not None or not _is_asked(address):
            bad.append(outline.url if isinstance(address, BadAddress) else str(address.with_user(None)))
            continue
        if outline.url in there:
            continue
        language = _LANGUAGES.get(outline.language or "") or language_of([outline.name])
        spec = new_spec(outline.url, name=outline.name, language=language, interval=60 * DEFAULT_MINUTES, taken=names)
        names.add(spec.id)
        specs.append(spec)
    return specs, bad


def _is_asked(address: URL) -> bool:
    """Whether the desk would ask at all: not inside a network, and not on an unusual port."""
    return address.port in FetchLimits().ports and may_be_public(address.host or "")


def _outlines(source: str) -> tuple[Outline, ...]:
    try:
        return read_opml(_bytes(source))
    except OpmlError as error:
        raise StartError(f"{source} is not read as a list of feeds. {error} Name an OPML file, or - for standard input.") from error


def _bytes(source: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise StartError(f"{source} cannot be read: {error.strerror}. Name an OPML file, or - for standard input.") from error


def _write(target: str, text: str) -> None:
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        with Path(target).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise StartError(f"{target} is there already and was left as it is. Name a new file, or - for standard output.") from error
    except OSError as error:
        advice = "Name a file in a folder that is there, or - for standard output."
        raise StartError(f"{target} cannot be written: {error.strerror}. {advice}") from error
