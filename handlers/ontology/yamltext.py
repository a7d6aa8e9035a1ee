"""YAML in which everything is text: nodes with their line, read strictly.

YAML 1.1 turns `no` into False, `12:30` into 750 and keeps the last of two equal keys; names such as these are data here. So the files
are composed into nodes (libyaml does the work) and never constructed: a scalar is its text, a repeated key a mistake, and each mistake
knows its line. Source: YAML 1.1, chapter 10 (tag resolution), which is left out on purpose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import yaml


class Mistakes:
    """Collects everything that is wrong in a set of files, in the order in which it was found."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, place: str, words: str) -> None:
        """Keep one mistake. `place` is `file:line`, `words` a sentence for the person who edits the file."""
        self._found.append(f"{place}: {words}")

    def all(self) -> tuple[str, ...]:
        """Every mistake so far."""
        return tuple(self._found)


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _TextLoader(yaml.CSafeLoader):
    """Composes with libyaml and gives every node one tag by its kind, so that no scalar is taken for a number, a date or a truth value."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:  # noqa: ARG002
        return _TAGS[kind]


class Source:
    """One YAML file. Its readers return what can be used and note the rest in `mistakes`, so that all mistakes show at once."""

    def __init__(self, name: str, mistakes: Mistakes) -> None:
        self.name = name
        self.mistakes = mistakes

    def root(self, content: bytes) -> yaml.Node | None:
        """Compose the document; None, with a mistake noted, where it is not YAML. An empty file is None without a mistake."""
        try:
            loader = _TextLoader(content)
            try:
                node: yaml.Node | None = loader.get_single_node()
            finally:
                loader.dispose()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 1
            self.mistakes.add(f"{self.name}:{line}", f"not readable as YAML ({getattr(error, 'problem', None) or error}).")
            return None
        return node

    def place(self, node: yaml.Node) -> str:
        """`file:line` of a node."""
        return f"{self.name}:{node.start_mark.line + 1}"

    def wrong(self, node: yaml.Node, words: str) -> None:
        """Note a mistake at a node."""
        self.mistakes.add(self.place(node), words)

    def entries(self, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key, key's node and value's node of a mapping; a repeated key is noted and left out."""
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "here stands no mapping (`key: value`).")
            return
        seen: dict[str, int] = {}
        for key_node, value in node.value:
            key = self.text(key_node)
            if key in seen:
                self.wrong(key_node, f"`{key}` stands twice; first on line {seen[key]}.")
                continue
            seen[key] = key_node.start_mark.line + 1
            yield key, key_node, value

    def fields(self, node: yaml.Node, allowed: Collection[str], required: Collection[str] = ()) -> dict[str, yaml.Node]:
        """Values by key; keys outside `allowed` and missing `required` ones are noted."""
        found: dict[str, yaml.Node] = {}
        for key, key_node, value in self.entries(node):
            if key in allowed:
                found[key] = value
            else:
                self.wrong(key_node, f"`{key}` is not known here; known are {', '.join(sorted(allowed))}.")
        for key in required:
            if key not in found:
                self.wrong(node, f"`{key}` is missing.")
        return found

    def text(self, node: yaml.Node | None) -> str:
        """The text of a scalar, empty where there is none (noted, unless the node itself is absent)."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, "here must stand a text.")
            return ""
        value: str = node.value.strip()
        if not value:
            self.wrong(node, "here stands nothing.")
        return value

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        """The texts of a list; one that stands twice in it is noted."""
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, "here must stand a list (`[a, b]`).")
            return ()
        found: dict[str, None] = {}
        for item in node.value:
            text = self.text(item)
            if text in found:
                self.wrong(item, f"`{text}` stands twice in one list.")
            elif text:
                found[text] = None
        return tuple(found)
