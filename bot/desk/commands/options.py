"""Raw option values to what commands work with. Whatever cannot be read raises a CommandError that says what would do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar, cast
from zoneinfo import ZoneInfo, available_timezones

from bot.desk.commands.parse import near
from bot.desk.commands.spec import CommandSpec, OptionSpec
from bot.errors import CommandError
from bot.model import IMPORTANCES, CatalogueTheme, Importance, Locale, Outlet

Relevance = Literal["none", "partial", "core"]
T = TypeVar("T")

_AGO = re.compile(r"([0-9]{1,4})\s*(m|min|h|d|w|분|시간|일|주)", re.IGNORECASE)
_UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "분": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "시간": timedelta(hours=1),
    "d": timedelta(days=1),
    "일": timedelta(days=1),
    "w": timedelta(weeks=1),
    "주": timedelta(weeks=1),
}
_DATE = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})\.?")
_LANGUAGES = {"en": "en", "english": "en", "영어": "en", "영문": "en", "ko": "ko", "kr": "ko", "korean": "ko", "한국어": "ko", "국문": "ko"}
_QUIET = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?[-~–]([0-9]{1,2})(?::([0-9]{2}))?")
_MENTION = re.compile(r"<?(?:@&|@!?|!subteam\^)?(?P<id>[A-Za-z0-9]{3,32})(?:\|[^>]*)?>?")
_CONTINENTS = frozenset({"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})
_SHOWN = 40
MOST_KEYWORDS = 20
LONGEST_KEYWORD = 80


def since(raw: str, now: datetime, zone: ZoneInfo) -> datetime:
    """`24h`, `7d`, `2w`, `7일`, `today`, `어제` or a date (its start in the desk's zone), as aware UTC.

    Raises `error.since`, `error.since_future`.
    """
    text = raw.strip().casefold()
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if text in ("today", "오늘"):
        return today.astimezone(UTC)
    if text in ("yesterday", "어제"):
        return (today - timedelta(days=1)).astimezone(UTC)
    if ago := _AGO.fullmatch(text):
        return now - int(ago[1]) * _UNITS[ago[2]]
    date = _DATE.fullmatch(text)
    if date is None:
        raise CommandError("error.since", given=raw[:_SHOWN])
    try:
        moment = datetime(int(date[1]), int(date[2]), int(date[3]), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise CommandError("error.since", given=raw[:_SHOWN]) from error
    if moment > now:
        raise CommandError("error.since_future", given=raw[:_SHOWN])
    return moment


def integer(raw: str, option: OptionSpec) -> int:
    """A whole number within the option's bounds. Raises `error.integer`."""
    text = raw.strip()
    value = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
    low, high = option.minimum or 0, option.maximum or 999_999
    if value is None or not low <= value <= high:
        raise CommandError("error.integer", option=option.name, option_ko=option.name_ko, given=raw[:_SHOWN], low=low, high=high)
    return value


def choice(raw: str, option: OptionSpec) -> str:
    """One of the option's choices, by value or by its name in either language, or by how only one of them begins. Raises `error.choice`."""
    text = raw.strip().casefold()
    forms = {
        form.casefold(): value
        for value, words in option.choices
        for form in (value, words.en, words.ko, words.brief("en"), words.brief("ko"))
    }
    if text in forms:
        return forms[text]
    begun = {value for form, value in forms.items() if text and form.startswith(text)}
    if len(begun) == 1:
        return begun.pop()
    raise CommandError(
        "error.choice",
        option=option.name,
        option_ko=option.name_ko,
        given=raw[:_SHOWN],
        allowed=", ".join(value for value, _ in option.choices),
        allowed_ko=", ".join(words.brief("ko") for _, words in option.choices),
        nearest=near(text, forms),
    )


def language(raw: str) -> Locale:
    """A language of articles. Raises `error.language`."""
    found = _LANGUAGES.get(raw.strip().casefold())
    if found is None:
        raise CommandError("error.language", given=raw[:_SHOWN])
    return cast("Locale", found)


def theme(raw: str, themes: Sequence[CatalogueTheme]) -> CatalogueTheme:
    """A theme by id or by either name; the start of one is enough where only one begins so. Raises `error.theme`."""
    forms = {form.casefold(): item for item in themes for form in (item.id, item.name_en, item.name_ko)}
    return _by_form(raw, forms, "error.theme")


def outlet(raw: str, outlets: Sequence[Outlet]) -> Outlet:
    """An outlet by id or by either name. Raises `error.outlet`."""
    forms = {form.casefold(): item for item in outlets for form in (item.id, item.name, item.name_ko) if form}
    return _by_form(raw, forms, "error.outlet")


def _by_form(raw: str, forms: Mapping[str, T], key: str) -> T:
    text = " ".join(raw.split()).casefold()
    if text in forms:
        return forms[text]
    for matches in (str.startswith, str.__contains__):
        found = list(dict.fromkeys(item for form, item in forms.items() if text and matches(form, text)))
        if len(found) == 1:
            return found[0]
    raise CommandError(key, given=raw[:_SHOWN], nearest=near(text, forms))


def values(raw: str) -> tuple[str, ...]:
    """The values of a list option, each once."""
    return tuple(dict.fromkeys(pieces(raw)))


def pieces(raw: str) -> tuple[str, ...]:
    """What stands between the commas of a list, as often as it stands there."""
    return tuple(part.strip() for part in re.split(r"[,、，]", raw) if part.strip())


def name_across(parts: Sequence[str], names: Iterable[str]) -> int:
    """How many of a list's values, from the first on, are together one of the names, which has commas itself; 0 where none is."""
    folded = [part.casefold() for part in parts]
    split = ([piece.casefold() for piece in pieces(name)] for name in names)
    return max((len(name) for name in split if len(name) > 1 and folded[: len(name)] == name), default=0)


def option_named(spec: CommandSpec, name: str) -> OptionSpec:
    """The option of that name; a mistake in the program raises KeyError."""
    for option in spec.options:
        if option.name == name:
            return option
    raise KeyError(name)


def keywords(raw: str) -> tuple[str, ...]:
    """Keywords of a filter, at most 20 of at most 80 characters. Raises `error.keywords`."""
    found = values(raw)
    if len(found) > MOST_KEYWORDS or any(len(word) > LONGEST_KEYWORD for word in found):
        raise CommandError("error.keywords")
    return found


def quiet_hours(raw: str) -> tuple[int, int]:
    """`22:00-07:00` as minutes after midnight. Raises `error.quiet`."""
    found = _QUIET.fullmatch("".join(raw.split()))
    parts = [int(part or 0) for part in found.groups()] if found else []
    if len(parts) != 4 or max(parts[0], parts[2]) > 23 or max(parts[1], parts[3]) > 59 or parts[:2] == parts[2:]:
        raise CommandError("error.quiet", given=raw[:_SHOWN])
    return parts[0] * 60 + parts[1], parts[2] * 60 + parts[3]


def timezone(raw: str) -> str:
    """The IANA name of a time zone, however its letters are written; `Seoul` is enough for Asia/Seoul. Raises `error.timezone`."""
    text = "_".join(raw.split()).casefold()
    names = available_timezones()
    exact = [name for name in names if name.casefold() == text]
    cities = [name for name in names if name.casefold().rpartition("/")[2] == text and name.partition("/")[0] in _CONTINENTS]
    if found := exact or sorted(cities):
        return found[0]
    raise CommandError("error.timezone", given=raw[:_SHOWN], nearest=near(text, (name for name in names if "/" in name)))


def mention(raw: str) -> str:
    """The platform's id of a role, user group or person, as picked or as written in a message. Raises `error.mention`."""
    found = _MENTION.fullmatch(raw.strip())
    if found is None:
        raise CommandError("error.mention", given=raw[:_SHOWN])
    return found["id"]


def importance(label: str) -> Importance:
    """A level of importance as a filter takes it."""
    return next((level for level in IMPORTANCES if level == label), "low")


def relevance(label: str) -> Relevance:
    """A label of relevance as a filter takes it."""
    return "core" if label == "core" else "partial" if label == "partial" else "none"
