"""What `check` finds, beside the preview: in a process of its own, so that no page waits for it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from kbase.preview.watching import is_left_behind

Told = Callable[[list[str], str], None]
"""Takes the result of a check: its findings, one line each, and its closing line."""


class Check(threading.Thread):
    """Runs `command` in `root` after each `again`. A run is ended by nothing but `end`, so that it keeps what it has
    learnt of new words; when there was another save meanwhile, it runs again and only then is told.
    """

    def __init__(self, command: Sequence[str], root: Path, tell: Told) -> None:
        super().__init__(daemon=True)
        self._command, self._root, self._tell = command, root, tell
        self._asked = threading.Event()
        self._starting, self._is_over = threading.Lock(), False
        self._running: subprocess.Popen[str] | None = None
        self.again = self._asked.set

    def run(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            with self._starting:
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
            if not self._asked.is_set():
                self._tell(*_told(self._running.returncode, output, errors))

    def end(self) -> None:
        """Tells nothing any more."""
        self._tell = lambda lines, closing: None
        with self._starting:
            self._is_over = True
        if self._running:
            self._running.kill()


def _told(code: int, output: str, errors: str) -> tuple[list[str], str]:
    if code not in (0, 1):
        return [], f"check failed: {' '.join(errors.split())}"
    *lines, closing = output.splitlines()
    return [line for line in lines if not is_left_behind(Path(line.partition(":")[0]))], closing
