"""What people read about the settings, made from the models: the tables of docs/configuration.md and desk.example.yaml.

`python -m bot.config.reference settings` prints the table of settings, `feeds` those of feeds.yaml, `example` the example file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.config.environment import variables
from bot.config.feeds_file import FeedEntry, FeedsFile, OutletEntry
from bot.config.settings import Section, Settings

_HEAD = """\
# Every setting of the desk, with its default. Copy this file to desk.yaml and take the # away before what you change, and before the name
# of its group. docs/configuration.md says the same as a table. Made by `python -m bot.config.reference example`.
"""


def settings_table() -> str:
    """Every setting: its name in desk.yaml, its variable, its default and its meaning."""
    rows = [
        (f"`{'.'.join(path)}`", f"`{variable}`", _shown(field.default), field.description or "")
        for variable, path, _ in variables()
        for field in (_field(Settings, path),)
    ]
    return _table(("desk.yaml", "environment", "default", "meaning"), rows)


def feeds_tables() -> str:
    """The keys of feeds.yaml, of an outlet in it and of a feed of that."""
    return "\n".join(f"{title}\n\n{_keys(model)}" for title, model in _FEED_MODELS)


def example() -> str:
    """desk.example.yaml: every setting as a comment, with its default."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join([_HEAD, *_example(Settings, "")])) + "\n"


_FEED_MODELS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("The file:", FeedsFile),
    ("An outlet:", OutletEntry),
    ("A feed:", FeedEntry),
)


def _keys(model: type[BaseModel]) -> str:
    fields = [(field.alias or name, field) for name, field in model.model_fields.items()]
    rows = [
        (f"`{name}`", "must be there" if field.is_required() else _shown(field.default), field.description or "") for name, field in fields
    ]
    return _table(("key", "default", "meaning"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"


def _field(model: type[Section], path: tuple[str, ...]) -> FieldInfo:
    field = model.model_fields[path[0]]
    return field if len(path) == 1 else _field(type(field.default), path[1:])


def _shown(default: Any) -> str:
    return "unset" if default in (None, "", ()) else f"`{_written(default)}`"


def _written(default: Any) -> str:
    """A default as it is written in YAML; nothing for one that is not set."""
    if default is None:
        return ""
    if default in ("", ()):
        return '""' if default == "" else "[]"
    return f"{default:g}" if isinstance(default, float) else json.dumps(default) if isinstance(default, bool) else str(default)


def _example(model: type[Section], indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.default, Section):
            yield from ("", f"# {field.default.__doc__}", f"#{name}:", *_example(type(field.default), "  "))
        else:
            yield f"{indent}# {field.description}"
            yield f"#{indent}{name}: {_written(field.default)}".rstrip() + ("\n" if not indent else "")


_PARTS: Mapping[str, Callable[[], str]] = {"settings": settings_table, "feeds": feeds_tables, "example": example}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in _PARTS:
        sys.exit(f"Usage: python -m bot.config.reference {'|'.join(_PARTS)}")
    sys.stdout.write(_PARTS[sys.argv[1]]())
