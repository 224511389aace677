"""What the preview tells the browsers: which state of the site it shows, and what is wrong."""

from __future__ import annotations

import json
import re
import threading
import time
from typing import Final

_ERROR: Final = re.compile(r": (?:error|ошибка): ")


def is_error(line: str) -> bool:
    """Whether `check` calls what a line names an error, in either language."""
    return bool(_ERROR.search(line))


class Board:
    """A board that any thread may write on and read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.version = ""
        self._faults: list[str] = []
        self._findings: list[str] = []
        self._is_checking = False

    def new_version(self) -> None:
        """The site is another one. No version comes twice, even of another process."""
        with self._lock:
            self.version, self._faults = str(time.time_ns()), []

    def faults(self, lines: list[str]) -> None:
        """What keeps the last change from being shown."""
        with self._lock:
            self._faults = lines

    def checking(self) -> None:
        """A check has begun: what the last one found may be true no more."""
        with self._lock:
            self._is_checking = True

    def findings(self, lines: list[str]) -> None:
        """What `check` found in the state that is shown."""
        with self._lock:
            self._findings, self._is_checking = lines, False

    @property
    def lines(self) -> list[str]:
        """Everything that is wrong, what is in the way first, each line once."""
        return list(dict.fromkeys((*self._faults, *self._findings)))

    @property
    def names_causes(self) -> bool:
        """Whether `check` names, or may name as soon as it has ended, why a page cannot be made."""
        return self._is_checking or any(map(is_error, self.lines))

    @property
    def news(self) -> str:
        """What stands on the board, as JSON."""
        with self._lock:
            findings = [line for line in self._findings if line not in self._faults]
            told = {"version": self.version, "isChecking": self._is_checking, "namesCauses": self.names_causes}
            return json.dumps({**told, "faults": self._faults, "findings": findings})
