"""Reading the whole configuration, and every mistake in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.environment import FromEnvironment, read_environment
from bot.config.feeds_file import FeedsFile
from bot.config.mistakes import Path as PartPath
from bot.config.mistakes import mistakes_of
from bot.config.repeated import repeated
from bot.config.settings import Settings
from bot.config.strict_yaml import Marked, read_yaml
from bot.errors import ConfigurationError, Mistake
from bot.model import FeedSpec

DESK_FILE = Path("desk.yaml")
FEEDS_FILE = Path("feeds.yaml")
OWN_ONTOLOGY = "ontology.local.yaml"
UNREAD = Marked(None)


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
    count from that file's folder, where ontology.local.yaml is taken as well unless another file is named. Raises ConfigurationError with
    every mistake.
    """
    of_settings: list[Mistake] = []
    of_feeds: list[Mistake] = []
    settings = _settings(environ, desk_file, of_settings)
    feeds = _feeds(feeds_file or FEEDS_FILE, of_feeds) if needs_feeds else ()
    if of_settings or of_feeds or settings is None:
        raise ConfigurationError([*sorted(of_settings, key=_line), *sorted(of_feeds, key=_line)])
    return Configuration(settings, feeds)


def _line(mistake: Mistake) -> float:
    """Where a mistake stands in its file; those of the environment come after it."""
    line = mistake.place.rpartition(":")[2]
    return float(line) if line.isdecimal() else float("inf")


def report(error: ConfigurationError) -> str:
    """The mistakes as people read them, one a line, with their number before them."""
    count = len(error.mistakes)
    head = "There is 1 mistake in the configuration:" if count == 1 else f"There are {count} mistakes in the configuration:"
    return "\n".join([head, *(f"  {mistake}" for mistake in error.mistakes)])


def _settings(environ: Mapping[str, str], named: Path | None, mistakes: list[Mistake]) -> Settings | None:
    path = named or DESK_FILE
    document = Marked({}) if named is None and not path.exists() else _document(path, mistakes)
    from_environment = read_environment(environ)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        mistakes.append(Mistake(f"{path}:1", "must be settings, each a name and a value.", "Write lines such as `timezone: Asia/Seoul`."))
        value = {}
    merged = _merged(_based(_without_blanks(value), path.parent), from_environment)
    settings: Settings | None = None
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        mistakes.extend(mistakes_of(error, Settings, lambda part: _place(part, from_environment, document, path)))
    mistakes.extend(from_environment.mistakes)
    own = path.parent / OWN_ONTOLOGY
    if settings is not None and settings.ontology_file is None and own.is_file():
        return settings.model_copy(update={"ontology_file": own})
    return settings


def _without_blanks(value: dict[str, Any]) -> dict[str, Any]:
    """A name with nothing behind it is a setting that is not set."""
    return {key: _without_blanks(part) if isinstance(part, dict) else part for key, part in value.items() if part is not None}


def _based(value: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Relative paths that stand in desk.yaml count from its folder."""
    paths = {name: value[name] for name in ("data_dir", "ontology_file") if isinstance(value.get(name), str)}
    return {**value, **{name: text if text.startswith("~") else folder / text for name, text in paths.items()}}


def _merged(value: dict[str, Any], environment: FromEnvironment) -> dict[str, Any]:
    """desk.yaml's values with the environment's over them. A group that is none in the file is left for the validation to name."""
    merged: dict[str, Any] = {key: dict(part) if isinstance(part, dict) else part for key, part in value.items()}
    for path, raw in environment.values.items():
        into: Any = merged
        for name in path[:-1]:
            into = into.setdefault(name, {}) if isinstance(into, dict) else into
        if isinstance(into, dict):
            into[path[-1]] = raw
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
        what = f"cannot be read ({error.strerror})."
        mistakes.append(Mistake(str(path), what, "Make the file, or name another one on the command line."))
        return UNREAD
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        mistakes.append(Mistake(f"{path}:{line}", "is not UTF-8 text.", "Save it as UTF-8."))
        return UNREAD
    document = read_yaml(text, str(path))
    mistakes.extend(document.mistakes)
    return document


def _feeds(path: Path, mistakes: list[Mistake]) -> tuple[FeedSpec, ...]:
    before = len(mistakes)
    document = _document(path, mistakes)
    if len(mistakes) > before and document.value is None:
        return ()
    mistakes.extend(repeated(document, str(path)))
    try:
        return FeedsFile.model_validate({} if document.value is None else document.value).specs()
    except ValidationError as error:
        mistakes.extend(mistakes_of(error, FeedsFile, lambda part: f"{path}:{document.line(part)}"))
        return ()
