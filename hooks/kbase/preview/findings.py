"""What `check` finds, beside the preview: in a process of its own, so that no page waits for it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from kbase.preview.watching import is_left_behind

Told = Callable[[list[str], str], None]
"""What is told of a check: its findings, one line each, and its closing line."""


class Check:
    """Runs `command` in `root`, again after every change; only the newest run is told."""

    def __init__(self, command: Sequence[str], root: Path, tell: Told) -> None:
        self._command, self._root, self._tell = command, root, tell
        self._running: subprocess.Popen[str] | None = None

    def again(self) -> None:
        """Begins anew; what is under way is of an older state."""
        self.end()
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        running = subprocess.Popen(self._command, cwd=self._root, text=True, encoding="utf-8", **pipes)  # type: ignore[call-overload]
        self._running = running
        threading.Thread(target=self._await, args=(running,), daemon=True).start()

    def end(self) -> None:
        if self._running:
            self._running.kill()

    def _await(self, running: subprocess.Popen[str]) -> None:
        output, errors = running.communicate()
        if running is not self._running:
            return
        *lines, closing = output.splitlines() or [""]
        if running.returncode not in (0, 1):
            lines, closing = [], f"check failed: {' '.join(errors.split())}"
        self._tell([line for line in lines if not is_left_behind(Path(line.partition(":")[0]))], closing)
