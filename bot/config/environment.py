"""DESK_* variables: DESK_WEB_PORT is `port` under `web`; DESK_DATABASE_URL_FILE names a file that holds the value.

Our own prefix only; an empty variable is one that is not set, since compose files hand on empty ones.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_origin

from bot.config.settings import Section, Settings
from bot.errors import Mistake

PREFIX = "DESK_"
FILE = "_FILE"

SettingPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FromEnvironment:
    """Raw values by the path of their setting, the variable each came from, and what is wrong with the variables themselves."""

    values: Mapping[SettingPath, str | list[str]]
    variables: Mapping[SettingPath, str]
    mistakes: tuple[Mistake, ...]


def variables(model: type[Section] = Settings, before: SettingPath = ()) -> Iterator[tuple[str, SettingPath, bool]]:
    """Every variable with the path of its setting and whether it takes a list (commas between)."""
    for name, field in model.model_fields.items():
        path = (*before, name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from variables(field.annotation, path)
        else:
            yield PREFIX + "_".join(path).upper(), path, get_origin(field.annotation) is tuple


def read_environment(environ: Mapping[str, str]) -> FromEnvironment:
    """The settings among the environment's variables. Never raises; a secret's value is in no mistake."""
    known = {name: (path, is_list) for name, path, is_list in variables()}
    values: dict[SettingPath, str | list[str]] = {}
    sources: dict[SettingPath, str] = {}
    mistakes: list[Mistake] = []
    for variable in sorted(name for name in environ if name.startswith(PREFIX) and environ[name] != ""):
        name, is_file = (variable, False) if variable in known else (variable.removesuffix(FILE), variable.endswith(FILE))
        if name not in known:
            mistakes.append(_unknown(variable, list(known)))
            continue
        path, is_list = known[name]
        if path in sources:
            mistakes.append(Mistake(variable, f"says the same as {sources[path]}.", "Keep one of the two."))
            continue
        text = _from_file(variable, Path(environ[variable]), mistakes) if is_file else environ[variable]
        if text is not None:
            values[path] = [part.strip() for part in text.split(",") if part.strip()] if is_list else text
            sources[path] = variable
    return FromEnvironment(values, sources, tuple(mistakes))


def _from_file(variable: str, path: Path, mistakes: list[Mistake]) -> str | None:
    try:
        text = path.read_text("utf-8-sig").strip()
    except OSError as error:
        what = f"names the file {path}, which cannot be read ({error.strerror})."
    except ValueError:  # not UTF-8, or a name that no file can have
        what = f"names the file {path}, which is not UTF-8 text."
    else:
        if text:
            return text
        what = f"names the file {path}, which is empty."
    mistakes.append(Mistake(variable, what, "Make the file, or correct its name, its rights or what it holds."))
    return None


def _unknown(variable: str, known: list[str]) -> Mistake:
    near = difflib.get_close_matches(variable, known, n=1, cutoff=0.6)
    mend = f"Did you mean {near[0]}?" if near else "Unset it, or see docs/configuration.md for the names."
    return Mistake(variable, "is not a setting of the desk.", mend)
