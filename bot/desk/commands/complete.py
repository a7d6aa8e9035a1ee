"""What is offered while an option is typed: titles and names, never bare ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import available_timezones

from bot.desk.cards.reports import tags_of
from bot.desk.cards.text import cut
from bot.desk.commands.asked import Services
from bot.desk.commands.spec import OptionSpec, OptionType
from bot.desk.ports import Questions
from bot.desk.reader import Reader
from bot.model import Destination, FeedSpec, Locale

MOST = 25
LABEL = 100
FIRST_ZONES = ("Asia/Seoul", "America/New_York")
SINCE = ("24h", "3d", "7d", "14d", "30d", "90d")

Pairs = Sequence[tuple[str, str]]


async def complete(
    services: Services, kind: OptionType, text: str, locale: Locale, place: Destination | None, *, options: Mapping[str, str]
) -> Pairs:
    """(value, label) pairs that fit `text`, at most 25, labels of at most 100 characters. `options` are those already given."""
    typed = " ".join(text.split())[:LABEL]
    reader = await services.reader(locale)
    if kind is OptionType.TAG:
        return _short(_fitting(typed, await _tag_rows(services, options.get("story", ""), reader)))
    found = await _pairs(services, kind, typed, reader, place)
    return _short(found)


def fitting_choices(option: OptionSpec, text: str, locale: Locale) -> Pairs:
    """(value, label) pairs of the option's own choices that fit `text` in either language."""
    rows = [(value, words.ko if locale == "ko" else words.en, f"{words.en} {words.ko}") for value, words in option.choices]
    return _short(_fitting(" ".join(text.split())[:LABEL], rows))


def _short(found: Pairs) -> Pairs:
    return [(value, cut(label, LABEL)) for value, label in found[:MOST]]


async def _tag_rows(services: Services, story: str, reader: Reader) -> list[tuple[str, str, str]]:
    """The tags of the story that was named, or of the newest."""
    named = story.strip().removeprefix("#")
    shown = await services.store.story(int(named)) if named.isascii() and named.isdigit() and len(named) <= 15 else None
    if shown is None:
        suggested = await services.store.suggest_stories(named, limit=1)
        shown = await services.store.story(suggested[0][0]) if suggested else None
    return [] if shown is None else [(value, names[0], " ".join(names)) for value, names in tags_of(shown, reader)]


async def _pairs(services: Services, kind: OptionType, typed: str, reader: Reader, place: Destination | None) -> list[tuple[str, str]]:
    """What the store finds by text, else the rows of a short list that fit it."""
    if kind is OptionType.STORY:
        return [(str(story_id), title) for story_id, title in await services.store.suggest_stories(typed, limit=MOST)]
    if kind is OptionType.ACTOR:
        return [(actor.id, reader.actor(actor)) for actor in await services.store.find_actors(typed, limit=MOST)]
    return _fitting(typed, await _rows(services.store, kind, reader, place))


async def _rows(store: Questions, kind: OptionType, reader: Reader, place: Destination | None) -> list[tuple[str, str, str]]:
    """(value, label, other names) of every row of a short list; none for an option that takes any text."""
    rows: list[tuple[str, str, str]] = []
    match kind:
        case OptionType.THEME:
            rows = [(item.id, reader.theme(item.id), f"{item.name_en} {item.name_ko}") for item in await store.themes()]
        case OptionType.OUTLET:
            rows = [(item.id, reader.outlet(item), f"{item.name} {item.name_ko}") for item in await store.outlets()]
        case OptionType.FEED:
            rows = [_feed_row(feed.spec, reader) for feed in await store.feeds()]
        case OptionType.SUBSCRIPTION if place is not None:
            rows = [(str(item.id), item.name, "") for item in await store.list_subscriptions(place)]
        case OptionType.LANGUAGE:
            rows = [(code, reader.language(code), "") for code in ("en", "ko")]
        case OptionType.SINCE:
            rows = [(value, value, "") for value in SINCE]
        case OptionType.TIMEZONE:
            rows = [(name, name, "") for name in sorted(available_timezones(), key=_by_nearness) if "/" in name]
    return rows


def _by_nearness(zone: str) -> tuple[bool, str]:
    """The zones of the two capitals first."""
    return zone not in FIRST_ZONES, zone


def _feed_row(spec: FeedSpec, reader: Reader) -> tuple[str, str, str]:
    return spec.id, f"{reader.outlet(spec.outlet)} ({spec.id})", f"{spec.outlet.name} {spec.url}"


def _fitting(typed: str, rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Rows of (value, label, other names) that have the typed text, those whose label starts with it first."""
    wanted = typed.casefold()
    fitting = [(value, label) for value, label, other in rows if wanted in f"{value} {label} {other}".casefold()]
    return sorted(fitting, key=lambda row: not row[1].casefold().startswith(wanted))
