"""Typed text to a command: `/alliance search tariffs since:7d lang:ko`, in English, Korean or both at once."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.desk.commands.spec import CommandSpec, OptionSpec
from bot.desk.commands.words import tokens
from bot.errors import CommandError

ROOTS = ("/alliance", "alliance", "/동맹")
_NEAR = 0.6
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Parsed:
    """A typed command: its path in the table and raw values by option name. `is_korean` says that it was typed by its Korean name."""

    path: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    is_korean: bool = False


def parse(text: str, table: Sequence[CommandSpec]) -> Parsed:
    """Read a typed command. An empty one is help; a bare group (`alerts`) is its list, or what it shows.

    Raises CommandError: `error.unknown_command`, `error.unknown_subcommand`, `error.unknown_option`, `error.extra`, `error.missing`.
    """
    rest = _without_root(unicodedata.normalize("NFC", text).strip())
    spec, rest, is_korean = _command(rest, table)
    verbatim = next((option for option in spec.options if option.takes_rest and len(spec.options) == 1), None)
    options = _verbatim(rest, verbatim) if verbatim is not None else _options(rest, spec)
    for option in spec.options:
        if option.is_required and not options.get(option.name):
            raise CommandError("error.missing", option=option.name, option_ko=option.name_ko, path=spec.path)
    return Parsed(spec.path, options, is_korean)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known form nearest to a word, None where none is near. Hangul is compared letter by letter, not syllable by syllable."""
    by_letters = {unicodedata.normalize("NFD", form): form for form in known}
    found = difflib.get_close_matches(unicodedata.normalize("NFD", word[:_LONGEST_NAME].casefold()), by_letters, n=1, cutoff=_NEAR)
    return by_letters[found[0]] if found else None


def _without_root(text: str) -> str:
    head, rest = _split(text)
    return rest if head.casefold() in ROOTS else text


def _split(text: str) -> tuple[str, str]:
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else "")


def _command(text: str, table: Sequence[CommandSpec]) -> tuple[CommandSpec, str, bool]:
    head, rest = _split(text)
    if not head:
        return _by_path(("help",), table), "", False
    word = head.casefold().lstrip("/")
    group = [spec for spec in table if word in (spec.path[0], spec.path_ko[0])]
    if not group:
        known = [name for spec in table for name in (spec.path[0], spec.path_ko[0])]
        raise CommandError("error.unknown_command", given=head[:_LONGEST_NAME], nearest=near(word, known))
    is_korean = word == group[0].path_ko[0]
    if len(group[0].path) == 1:
        return group[0], rest, is_korean
    return _subcommand(group, rest, is_korean=is_korean)


def _subcommand(group: Sequence[CommandSpec], text: str, *, is_korean: bool) -> tuple[CommandSpec, str, bool]:
    head, rest = _split(text)
    if not head:
        return next(spec for spec in group if spec.path[1] in ("list", "show")), "", is_korean
    word = head.casefold()
    for spec in group:
        if word in (spec.path[1], spec.path_ko[1]):
            return spec, rest, is_korean or word == spec.path_ko[1]
    names = ", ".join(spec.path[1] for spec in group)
    names_ko = ", ".join(spec.path_ko[1] for spec in group)
    nearest = near(word, [name for spec in group for name in (spec.path[1], spec.path_ko[1])])
    raise CommandError(
        "error.unknown_subcommand",
        given=head[:_LONGEST_NAME],
        group=group[0].path[0],
        group_ko=group[0].path_ko[0],
        names=names,
        names_ko=names_ko,
        nearest=nearest,
    )


def _by_path(path: tuple[str, ...], table: Sequence[CommandSpec]) -> CommandSpec:
    return next(spec for spec in table if spec.path == path)


def _verbatim(text: str, option: OptionSpec) -> dict[str, str]:
    """A command with one option takes all that follows as it stands, but for quotes around the whole."""
    text = text.strip()
    for prefix in (f"{option.name}:", f"{option.name_ko}:"):
        if text.casefold().startswith(prefix):
            text = text[len(prefix) :].strip()
    if len(text) <= 2_000:
        words = tokens(text)
        if len(words) == 1 and words[0][1]:
            text = words[0][0]
    return {option.name: text} if text else {}


def _options(text: str, spec: CommandSpec) -> dict[str, str]:
    rest_option = next((option for option in spec.options if option.takes_rest), None)
    values: dict[str, list[str]] = {}
    rest: list[str] = []
    words = iter(tokens(text))
    for word, is_quoted in words:
        option = None if is_quoted else _option_of(word, spec, has_rest=rest_option is not None)
        if option is None:
            rest.append(word)
            continue
        value = word.partition(":")[2] or next(words, ("", False))[0]
        values.setdefault(option.name, []).append(value)
    if rest and rest_option is None:
        raise CommandError("error.extra", given=" ".join(rest)[:_LONGEST_NAME], path=spec.path)
    if rest and rest_option is not None:
        values.setdefault(rest_option.name, []).append(" ".join(rest))
    return {option.name: _joined(option, values[option.name]) for option in spec.options if option.name in values}


def _joined(option: OptionSpec, values: list[str]) -> str:
    """An option that was given several times: a list grows, free text goes on, of the rest the last one counts."""
    if option.is_list:
        return ",".join(values)
    return " ".join(values) if option.takes_rest else values[-1]


def _option_of(word: str, spec: CommandSpec, *, has_rest: bool) -> OptionSpec | None:
    """The option that `name:value` gives. An unknown name is an error where it is near a known one or no text is taken, else plain text."""
    name, colon, value = word.partition(":")
    if not colon or not name or value.startswith("//"):
        return None
    folded = name.casefold()
    for option in spec.options:
        if folded in (option.name, option.name_ko):
            return option
    known = [form for option in spec.options for form in (option.name, option.name_ko)]
    nearest = near(folded, known)
    if nearest is None and has_rest:
        return None
    raise CommandError("error.unknown_option", given=name[:_LONGEST_NAME], nearest=nearest, **_names(spec))


def _names(spec: CommandSpec) -> dict[str, str]:
    named = [option for option in spec.options if not option.takes_rest]
    return {"names": ", ".join(option.name for option in named), "names_ko": ", ".join(option.name_ko for option in named)}
