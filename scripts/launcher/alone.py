"""Commands that write the base take turns: who comes second waits until the first has ended, and reads what it wrote.

The system holds the lock and drops it when its process ends, however that ends: nothing is left that would have to be
removed by hand.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from .console import Refusal, say
from .languages import told
from .places import KB

PATIENCE: Final = 120.0
"""Seconds that a command waits for another one."""

PAUSE: Final = 0.05
BEHIND_THE_END: Final = 1 << 30
"""The byte that is locked on Windows, where what is locked cannot be read: a file has none there."""

_held: list[IO[bytes]] = []
_since: list[int] = []
"""When the block was entered that is under way, in nanoseconds."""


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """No other kb.py of this repository is within such a block; Refusal where one stays in it too long. Blocks may
    stand in each other. What is locked is kb.py itself, so that no further file is needed.
    """
    if _held:
        yield
        return
    with KB.open("rb") as file:
        _wait_for(file)
        _held.append(file)
        _since.append(time.time_ns())
        try:
            yield
        finally:
            _held.clear()
            _since.clear()


def is_saved_by_another(path: Path) -> bool:
    """Whether a file was saved since the block that is under way was entered: what was read of it may be old. A day to
    come says nothing: it is of another clock.
    """
    return bool(_since) and path.is_file() and _since[0] < path.stat().st_mtime_ns <= time.time_ns()


def begin_again() -> None:
    """What we have written ourselves by now is known to us."""
    if _since:
        _since[0] = time.time_ns()


def _wait_for(file: IO[bytes]) -> None:
    until, was_told = time.monotonic() + PATIENCE, False
    while not _taken(file):
        if time.monotonic() > until:
            message = told("another kb.py still writes into this base")
            raise Refusal(message, told("wait until it has ended, then run this again"))
        if not was_told:
            say(told("another kb.py writes into this base: waiting for it"))
            was_told = True
        time.sleep(PAUSE)


def _taken(file: IO[bytes]) -> bool:
    """Whether the lock is ours now. Some network disks have none, so that there is no waiting."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(BEHIND_THE_END)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
