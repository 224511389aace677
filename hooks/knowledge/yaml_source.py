"""YAML as the base reads it: every scalar a string, every node with its line, no duplicate key, no alias.

`2025` stays the text "2025", `no` stays "no" (Norway's code), and a date stays as it was typed. Only the composer of
libyaml is used, never a constructor, so no tag of any kind can make an object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .problems import Place, Problem

Path = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"", "~", "null"})


@dataclass(frozen=True)
class Parsed:
    """The plain data of one YAML file and the line of every node in it."""

    file: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def place(self, path: Path = ()) -> Place:
        """The place of the node at `path`, or of its nearest ancestor that exists."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return Place(self.file, self.lines[path[:length]])
        return Place(self.file, 1)


def parse(text: str, file: str) -> tuple[Parsed | None, list[Problem]]:
    """The data of `text` with its lines, or None and the problems that keep it from being read."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return None, [_syntax_problem(error, file)]
    reader = _Reader(file)
    data = reader.read(root, ()) if root is not None else None
    return (None if reader.problems else Parsed(file, data, reader.lines)), reader.problems


class _Reader:
    """Walks the composed nodes once; collects data, lines and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            is_null = node.style is None and node.value in _NULLS
            return None if is_null else node.value
        if id(node) in self._seen:
            self._refuse(node, "yaml-alias", "an alias (*name) repeats another part of the file", "write the text out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*path, index)) for index, child in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _pairs(self, node: Any, path: Path) -> Iterator[tuple[str, Any]]:
        first_line: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, "yaml-key", "a key must be a plain word", "write `key: value`")
                continue
            key = key_node.value
            line = key_node.start_mark.line + 1
            if key in first_line:
                message = f"the key '{key}' stands twice, first in line {first_line[key]}"
                self._refuse(key_node, "yaml-duplicate-key", message, "keep one of the two")
            first_line.setdefault(key, line)
            self.lines[(*path, key)] = line
            yield key, self.read(value_node, (*path, key))

    def _refuse(self, node: Any, code: str, message: str, cure: str) -> None:
        self.problems.append(Problem(Place(self.file, node.start_mark.line + 1), code, message, cure))


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    line = mark.line + 1 if mark else 1
    cure = "mind the indentation (two spaces, no tabs) and put texts with ': ' or a leading '«', '[', '*' in quotes"
    return Problem(Place(file, line), "yaml-syntax", f"this is not valid YAML: {what}", cure)
