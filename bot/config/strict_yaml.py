"""YAML without its traps, and with the line of every value.

`no` and `on` stay words and 12:30 stays a time (YAML 1.1 makes False and 750 of them); a key that stands twice is a mistake and not
the last one's victory. JSON is read as well, being YAML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.errors import Mistake

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's value, the line (from 1) of each part by its path, and what is wrong with the text itself."""

    value: Any
    lines: Mapping[Path, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    def line(self, path: Path) -> int:
        """The line of a part, or of the nearest part around it that has one."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


class _Loader(yaml.SafeLoader):
    """YAML 1.2's core scalars: true and false, decimal numbers, null; all else is text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]*\.[0-9]+|[0-9]+\.)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def read_yaml(text: str, name: str) -> Marked:
    """Read a document; `name` is the file's name as people know it. Never raises for what the text says."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            walk = _Walk(loader, name)
            value = None if node is None else walk.value(node, ())
            return Marked(value, walk.lines, tuple(walk.mistakes))
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Marked(None, mistakes=(Mistake(f"{name}:{mark.line + 1 if mark else 1}", _problem(error), _mend(error)),))
    except yaml.YAMLError as error:
        return Marked(None, mistakes=(Mistake(f"{name}:1", f"is not YAML text ({error}).", "Save it as plain UTF-8 text."),))


class _Walk:
    """One pass over a document's nodes."""

    def __init__(self, loader: _Loader, name: str) -> None:
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []
        self._loader = loader
        self._name = name

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, at = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                self.mistakes.append(Mistake(f"{self._name}:{at}", f"`{key}` stands here twice.", "Keep one of the two."))
            self.lines[(*path, key)] = at
            found[key] = self.value(value_node, (*path, key))
        return found


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "it cannot be read"
    return f"is not YAML: {problem}."


def _mend(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "'\\t'" in problem:
        return "Indent with spaces, not with a tab."
    if "quoted scalar" in (error.context or ""):
        return "Close the quotation mark."
    if "mapping values are not allowed" in problem:
        return "Put a text that contains `: ` between quotation marks, or mend the indentation."
    return "Mend the indentation or the punctuation there."
