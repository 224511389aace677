"""What was made of files is kept while they stay the same, so that an edit costs the reading of one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_State = tuple[int, int, int]
"""Time of change, size and number of a file: equal as long as nobody saved it."""


class Memory:
    """Path of a file → its state, and what was made of it then."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[_State, object]] = {}

    def made_of(self, path: Path, make: Callable[[], T]) -> T:
        """What `make` makes of the file at `path`, always the same thing; FileNotFoundError where there is none."""
        status = path.stat()
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        kept = self._kept.get(path)
        if kept is None or kept[0] != state:
            kept = self._kept[path] = (state, make())
        return kept[1]  # type: ignore[return-value]
