"""Which files were saved. What editors leave beside a file while it is edited is no file of the site."""

from __future__ import annotations

import queue
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

FOLDERS = ("docs", "overrides", "hooks")
SETTINGS = "mkdocs.yml"

QUIET = 0.05
"""Seconds without a further event after which a save is complete."""

BREATH = 0.5
"""Seconds after which a wait looks for Ctrl-C, which Windows does not tell a thread that waits."""

_LEFT_BEHIND = re.compile(r"\..*|.*~|#.*#|\d+|.*\.(?:swp|swx|tmp|bak|orig)|__pycache__|.*___jb_.*")
"""Locks, backups and trial files of Emacs, Vim, nano, JetBrains' and others, and what Python keeps of modules."""

_OF_A_SAVE = frozenset({"created", "modified", "moved", "deleted"})


def is_left_behind(path: Path) -> bool:
    """Whether a path below the repository, or a folder in it, is what an editor leaves."""
    return any(_LEFT_BEHIND.fullmatch(part) for part in path.parts)


def is_of_the_site(path: Path) -> bool:
    """Whether the site is made from a path below the repository, among other things."""
    is_inside = path.parts[0] in FOLDERS and len(path.parts) > 1
    return (is_inside or path.as_posix() == SETTINGS) and not is_left_behind(path)


def is_code(path: Path) -> bool:
    """Whether a change of a path below the repository needs a new process: modules and settings are read once."""
    is_template = path.parts[:3] == ("hooks", "kbase", "templates") and path.suffix != ".py"
    return path.as_posix() == SETTINGS or (path.parts[:1] == ("hooks",) and not is_template)


@contextmanager
def watching(root: Path) -> Iterator[Callable[[], set[Path]]]:
    """In the block, the function waits for the next save, and gives the paths below `root` that it changed."""
    saved: queue.SimpleQueue[Path] = queue.SimpleQueue()
    observer = _started(_Noting(root, saved.put), root)
    try:
        yield lambda: _next(saved)
    finally:
        observer.stop()


def _started(noting: FileSystemEventHandler, root: Path) -> BaseObserver:
    """The system reports changes; where it cannot (its watches are used up), we look at all files again and again."""
    for kind in (Observer, PollingObserver):
        observer = kind()
        try:
            for folder in FOLDERS:
                if (root / folder).is_dir():
                    observer.schedule(noting, str(root / folder), recursive=True)
            observer.schedule(noting, str(root), recursive=False)
            observer.start()
            return observer
        except OSError:
            observer.stop()
    raise OSError(f"nothing can watch {root}")


class _Noting(FileSystemEventHandler):
    """Hands on the paths of the site's files that a save has changed."""

    def __init__(self, root: Path, note: Callable[[Path], None]) -> None:
        self._root, self._note = root, note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _OF_A_SAVE or (event.is_directory and event.event_type == "modified"):
            return
        for named in filter(None, (event.src_path, event.dest_path)):
            path = Path(str(named)).relative_to(self._root)
            if is_of_the_site(path):
                self._note(path)


def _next(saved: queue.SimpleQueue[Path]) -> set[Path]:
    found: set[Path] = set()
    while True:
        try:
            found.add(saved.get(timeout=QUIET if found else BREATH))
        except queue.Empty:
            if found:
                return found
