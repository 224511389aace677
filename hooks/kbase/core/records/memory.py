"""What was made of files is kept while they stay the same, so that an edit costs the reading of one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kbase.core.kept import read_kept, write_kept
from kbase.core.problems import Problem
from kbase.core.records.yaml_source import Parsed, digest_of, parse

T = TypeVar("T")

_State = tuple[int, int, int]
"""Time of change, size and number of a file: equal as long as nobody saved it."""


class Memory:
    """Path of a file → its state, and what was made of it then; digest of a text of YAML → its data.

    `data` is what an earlier process has read (`used` of its memory): reading YAML is half of what the base costs.
    """

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self._kept: dict[Path, tuple[_State, object]] = {}
        self._data = data or {}
        self.used: dict[str, Any] = {}

    def made_of(self, path: Path, make: Callable[[], T]) -> T:
        """What `make` makes of the file at `path`, always the same thing; FileNotFoundError where there is none."""
        status = path.stat()
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        kept = self._kept.get(path)
        if kept is None or kept[0] != state:
            kept = self._kept[path] = (state, make())
        return kept[1]  # type: ignore[return-value]

    def parsed(self, text: str, file: str) -> tuple[Parsed | None, list[Problem]]:
        """What `parse` gives for the text of a file. The data are never changed by who gets them."""
        digest = digest_of(text)
        if digest in self._data:
            self.used[digest] = self._data[digest]
            return Parsed(file, self._data[digest], text), []
        parsed, problems = parse(text, file)
        if parsed and not problems:
            self.used[digest] = parsed.data
        return parsed, problems


class Recalled(Memory):
    """A memory that goes on where the process before it ended, if it is of the same `code`; `save` keeps it."""

    def __init__(self, file: Path, code: str) -> None:
        kept = read_kept(file)
        known = kept.get("data") if kept.get("code") == code else None
        super().__init__(known if isinstance(known, dict) else None)
        self._file, self._code = file, code

    def save(self) -> None:
        """Writes what was used, if that is something else than before."""
        if self.used.keys() != self._data.keys():
            write_kept(self._file, {"code": self._code, "data": self.used})
