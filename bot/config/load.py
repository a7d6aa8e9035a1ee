"""Reading the whole configuration, and every mistake in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.environment import FromEnvironment, read_environment
from bot.config.feeds_file import FeedsFile
from bot.config.mistakes import Path as PartPath
from bot.config.mistakes import mistakes_of
from bot.config.settings import Settings
from bot.config.strict_yaml import Marked, read_yaml
from bot.errors import ConfigurationError, Mistake
from bot.model import FeedSpec

DESK_FILE = Path("desk.yaml")
FEEDS_FILE = Path("feeds.yaml")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings and the declared feeds."""

    settings: Settings
    feeds: tuple[FeedSpec, ...]


def load_configuration(
    environ: Mapping[str, str], *, desk_file: Path | None = None, feeds_file: Path | None = None, needs_feeds: bool = True
) -> Configuration:
    """Read desk.yaml (which may be missing unless it is named), feeds.yaml (which may not, where it is needed) and the environment.

    `desk_file` and `feeds_file` are those a person named; without them the ones in the current folder. Relative folders in desk.yaml
    count from that file's folder. Raises ConfigurationError with every mistake.
    """
    mistakes: list[Mistake] = []
    settings = _settings(environ, desk_file, mistakes)
    feeds = _feeds(feeds_file or FEEDS_FILE, mistakes) if needs_feeds else ()
    if mistakes or settings is None:
        raise ConfigurationError(mistakes)
    return Configuration(settings, feeds)


def report(error: ConfigurationError) -> str:
    """The mistakes as people read them, one a line, with their number before them."""
    count = len(error.mistakes)
    head = "There is 1 mistake in the configuration:" if count == 1 else f"There are {count} mistakes in the configuration:"
    return "\n".join([head, *(f"  {mistake}" for mistake in error.mistakes)])


def _settings(environ: Mapping[str, str], named: Path | None, mistakes: list[Mistake]) -> Settings | None:
    path = named or DESK_FILE
    document = Marked({}) if named is None and not path.exists() else _document(path, mistakes)
    from_environment = read_environment(environ)
    mistakes.extend(from_environment.mistakes)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        mistakes.append(Mistake(f"{path}:1", "must be settings, each a name and a value.", "Write lines such as `timezone: Asia/Seoul`."))
        value = {}
    merged = _based(_merged(value, from_environment), value, path)
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        mistakes.extend(mistakes_of(error, Settings, lambda part: _place(part, from_environment, document, path)))
        return None


def _merged(value: dict[str, Any], environment: FromEnvironment) -> dict[str, Any]:
    """desk.yaml's values with the environment's over them."""
    merged: dict[str, Any] = {key: dict(part) if isinstance(part, dict) else part for key, part in value.items()}
    for path, raw in environment.values.items():
        into = merged
        for name in path[:-1]:
            inner = into.get(name)
            if not isinstance(inner, dict):
                inner = into[name] = {}
            into = inner
        into[path[-1]] = raw
    return merged


def _based(merged: dict[str, Any], from_file: dict[str, Any], path: Path) -> dict[str, Any]:
    """Relative paths that stand in desk.yaml count from its folder."""
    for name in ("data_dir", "ontology_file"):
        if isinstance(merged.get(name), str) and merged[name] == from_file.get(name):
            merged[name] = path.parent / merged[name]
    return merged


def _place(part: PartPath, environment: FromEnvironment, document: Marked, path: Path) -> str:
    named = tuple(str(name) for name in part)
    for length in range(len(named), 0, -1):
        if named[:length] in environment.variables:
            return environment.variables[named[:length]]
    return f"{path}:{document.line(part)}"


def _document(path: Path, mistakes: list[Mistake]) -> Marked:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        mistakes.append(
            Mistake(str(path), f"cannot be read ({error.strerror}).", "Make the file, or name another one on the command line.")
        )
        return Marked(None)
    except UnicodeDecodeError:
        mistakes.append(Mistake(str(path), "is not UTF-8 text.", "Save it as UTF-8."))
        return Marked(None)
    document = read_yaml(text, str(path))
    mistakes.extend(document.mistakes)
    return document


def _feeds(path: Path, mistakes: list[Mistake]) -> tuple[FeedSpec, ...]:
    before = len(mistakes)
    document = _document(path, mistakes)
    if len(mistakes) > before and document.value is None:
        return ()
    try:
        file = FeedsFile.model_validate({} if document.value is None else document.value)
    except ValidationError as error:
        mistakes.extend(mistakes_of(error, FeedsFile, lambda part: f"{path}:{document.line(part)}"))
        return ()
    mistakes.extend(_repeated(file, document, path))
    return file.specs()


def _repeated(file: FeedsFile, document: Marked, path: Path) -> Iterator[Mistake]:
    """Outlets, feeds and addresses that stand twice."""
    seen: dict[tuple[str, str], PartPath] = {}
    parts: list[tuple[str, str, PartPath]] = []
    for number, outlet in enumerate(file.outlets):
        parts.append(("outlet", outlet.id, ("outlets", number, "id")))
        for index, feed in enumerate(outlet.feeds):
            parts.append(("feed", feed.id, ("outlets", number, "feeds", index, "id")))
            parts.append(("address", feed.url, ("outlets", number, "feeds", index, "url")))
    for noun, value, part in parts:
        first_part = seen.setdefault((noun, value), part)
        if first_part != part:
            line, first = document.line(part), document.line(first_part)
            yield Mistake(
                f"{path}:{line}", f"the {noun} `{value}` stands at line {first} already.", "Give it a name of its own, or take one away."
            )
