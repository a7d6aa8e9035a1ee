"""YAML without its traps, and with the line of every value.

`no` and `on` stay words and 12:30 stays a time (YAML 1.1 makes False and 750 of them); a key that stands twice is a mistake and not
the last one's victory; aliases are not followed, since a short text of them unfolds without end. JSON is read as well, being YAML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.events import AliasEvent
from yaml.reader import ReaderError

from bot.errors import Mistake

Path = tuple[str | int, ...]

_DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_COLLECTIONS = frozenset({f"{_TAG}map", f"{_TAG}seq"})


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
    """YAML 1.2's core scalars: true and false, decimal numbers, null; all else is text. No aliases; no deeper than any file of ours."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        mark: Any = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        if self.check_event(AliasEvent):
            raise ComposerError(None, None, "an alias stands here", mark)
        if self._depth >= _DEEPEST:
            raise ComposerError(None, None, "this is nested too deep", mark)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


_Loader.yaml_implicit_resolvers = {}
for _name, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]*\.[0-9]+|[0-9]+\.)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), list(_first))

_SCALARS: Mapping[str, Callable[[str], Any]] = {
    f"{_TAG}str": str,
    f"{_TAG}bool": lambda text: text.lower() == "true",
    f"{_TAG}int": int,
    f"{_TAG}float": float,
    f"{_TAG}null": lambda _: None,
}


def read_yaml(text: str, name: str) -> Marked:
    """Read a document; `name` is the file's name as people know it. Never raises for what the text says."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            walk = _Walk(name)
            value = None if node is None else walk.value(node, ())
            return Marked(value, walk.lines, tuple(walk.mistakes))
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return Marked(None, mistakes=(_unreadable(error, name),))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"holds the character U+{ord(text[error.position]):04X}, which YAML does not allow."
        return Marked(None, mistakes=(Mistake(f"{name}:{line}", what, "Take it away."),))


class _Walk:
    """One pass over a document's nodes."""

    def __init__(self, name: str) -> None:
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []
        self._name = name

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in _COLLECTIONS:
            self._tagged(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        make = _SCALARS.get(node.tag)
        if make is None:
            self._tagged(node)
            return None
        try:
            return make(node.value)
        except ValueError:  # `!!int word`, or more digits than Python reads: the text goes on, and what wants a number refuses it
            return node.value

    def _tagged(self, node: yaml.Node) -> None:
        self._say(node, "a word that begins with ! is no value here.", "Put a text that begins with ! between quotation marks.")

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._say(key_node, "a name of a setting must be one word.", "Write `name: value`, and a list or group below its name.")
                continue
            key = str(key_node.value)
            if key in found:
                self._say(key_node, f"`{key}` stands here twice.", "Keep one of the two.")
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*path, key))
        return found

    def _say(self, node: yaml.Node, what: str, mend: str) -> None:
        self.mistakes.append(Mistake(f"{self._name}:{node.start_mark.line + 1}", what, mend))


def _unreadable(error: yaml.MarkedYAMLError, name: str) -> Mistake:
    """In words of ours: the parser's own quote the text, and an unquoted password may begin with `*` or `!`."""
    words = f"{error.context or ''} {error.problem or ''}"
    what, mend, is_opening = next((fault[1:] for fault in _FAULTS if re.search(fault[0], words)), _ELSE)
    mark = (error.context_mark if is_opening else None) or error.problem_mark or error.context_mark
    return Mistake(f"{name}:{mark.line + 1 if mark else 1}", what, mend)


_FAULTS: tuple[tuple[str, str, str, bool], ...] = (
    (r"'\\t'", "a tab stands where only spaces may.", "Indent with spaces.", False),
    (
        r"quoted scalar",
        "a quotation mark is not closed, or holds a \\ that means nothing.",
        "Close it, or use single quotation marks.",
        True,
    ),
    (
        r"mapping values",
        "a colon stands where none may.",
        "Put a text that contains `: ` between quotation marks, or mend the indentation.",
        False,
    ),
    (r"alias", "aliases (*name) are not followed.", "Write the value out. A text that begins with * goes between quotation marks.", False),
    (r"too deep", "this is nested deeper than any setting.", "Take the inner brackets or dashes away.", False),
    (r"start any token", "a text begins with a character that YAML keeps for itself.", "Put the text between quotation marks.", False),
    (r"another document", "a second document begins here.", "Take the line `---` away.", False),
    (
        r"flow (sequence|mapping|node)",
        "a bracket is not closed, or a comma is missing.",
        "Close the bracket, or write one value a line.",
        True,
    ),
    (r"expected ':'", "a word stands where a name and its value must.", "Write `name: value`.", True),
)
_ELSE = ("the text cannot be read as YAML from here on.", "Mend the indentation or the punctuation, here or on the line before.", False)
