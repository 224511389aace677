"""What the preview tells the browsers: which state of the site it shows, and what is wrong."""

from __future__ import annotations

import json
import threading
import time


class Board:
    """A board that any thread may write on, and on which readers wait for news."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.version = ""
        self._faults: list[str] = []
        self._findings: list[str] = []

    def new_version(self) -> None:
        """The site is another one. No version comes twice, even of another process."""
        with self._changed:
            self.version, self._faults = str(time.time_ns()), []
            self._changed.notify_all()

    def faults(self, lines: list[str]) -> None:
        """What keeps the last change from being shown."""
        with self._changed:
            self._faults = lines
            self._changed.notify_all()

    def findings(self, lines: list[str]) -> None:
        """What `check` found."""
        with self._changed:
            self._findings = lines
            self._changed.notify_all()

    @property
    def lines(self) -> list[str]:
        """Everything that is wrong, what is in the way first, each line once."""
        return list(dict.fromkeys((*self._faults, *self._findings)))

    def news(self, known: str, patience: float) -> str:
        """What stands on the board, as JSON; waits up to `patience` seconds for something else than `known`."""
        with self._changed:
            self._changed.wait_for(lambda: self._text() != known, patience)
            return self._text()

    def _text(self) -> str:
        return json.dumps({"version": self.version, "isOld": bool(self._faults), "lines": self.lines})
