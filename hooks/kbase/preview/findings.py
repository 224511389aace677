"""What `check` finds, beside the preview: in a process of its own, so that no page waits for it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from kbase.preview.board import is_error
from kbase.preview.watching import is_left_behind

Told = Callable[[list[str], str], None]
"""Takes the result of a check: its findings, one line each, and its closing line."""

MOST: Final = 30
"""Lines that are shown, here and in the page; the closing line counts all."""


class Check(threading.Thread):
    """Runs `command` in `root` after each `again`; only a run after which nothing was saved is told.

    A save cuts the run of an older state short, unless the one before was cut short: so that a run comes to its end,
    and keeps what it has learnt of new words, however often somebody saves.
    """

    def __init__(self, command: Sequence[str], root: Path, tell: Told) -> None:
        super().__init__(daemon=True)
        self._command, self._root, self._tell = command, root, tell
        self._asked = threading.Event()
        self._starting, self._is_over, self._was_cut = threading.Lock(), False, False
        self._running: subprocess.Popen[str] | None = None
        self._saved: set[str] = set()

    def again(self, saved: Iterable[Path] = ()) -> None:
        """Checks anew. What is found in `saved` files, now and later, is told before what is found in others."""
        self._saved |= {path.as_posix() for path in saved}
        with self._starting:
            self._asked.set()
            if self._running and self._running.poll() is None and not self._was_cut:
                self._was_cut = True
                self._running.terminate()

    def run(self) -> None:
        while self._asked.wait():
            with self._starting:
                self._asked.clear()
                if self._is_over:
                    return
                self._running = subprocess.Popen(
                    self._command,
                    cwd=self._root,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                )
            output, errors = self._running.communicate()
            self._was_cut = self._running.returncode not in (0, 1)
            if not self._asked.is_set():
                self._tell(*_told(self._running.returncode, output, errors, self._saved))

    def end(self) -> None:
        """Tells nothing any more."""
        self._tell = lambda lines, closing: None
        with self._starting:
            self._is_over = True
        if self._running:
            self._running.kill()


def _told(code: int, output: str, errors: str, saved: set[str]) -> tuple[list[str], str]:
    if code not in (0, 1):
        return [], f"check failed: {' '.join(errors.split())}"
    *lines, closing = output.splitlines()
    found = [line for line in lines if not is_left_behind(Path(_file(line)))]
    found.sort(key=lambda line: (not is_error(line), _file(line) not in saved))
    return shortened(found), closing


def shortened(lines: list[str]) -> list[str]:
    """The first of the lines, and how many there are beside them."""
    more = len(lines) - MOST
    return [*lines[:MOST], f"… and {more} more: python3 scripts/kb.py check"] if more > 0 else lines


def _file(line: str) -> str:
    return line.partition(":")[0]
