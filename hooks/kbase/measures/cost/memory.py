"""The memory that a program holds with all that it has started, at its peak: what two processes share counts once."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

EVERY: Final = 0.3
"""Seconds between two looks."""

_SHARE = re.compile(rb"^Pss:\s+(\d+) kB", re.M)


class Peak:
    """Looks at a process, while the block runs, as only Linux lets it; elsewhere `bytes` stays 0."""

    def __init__(self, process: int) -> None:
        self.bytes = 0
        self._process = process
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(EVERY):
            self.bytes = max(self.bytes, sum(map(held, family(self._process))))


def family(process: int) -> Iterator[int]:
    """A process and all that it has started, directly or not, and that still run."""
    yield process
    for child in _read(Path(f"/proc/{process}/task/{process}/children")).split():
        yield from family(int(child))


def held(process: int) -> int:
    """The bytes that a process holds, with its share of what others hold too; 0 where that is not known."""
    found = _SHARE.search(_read(Path(f"/proc/{process}/smaps_rollup")))
    return int(found[1]) * 1024 if found else 0


def _read(file: Path) -> bytes:
    """A file of a process, which may have ended meanwhile."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
