"""What each part of a build costs: runs MkDocs in this process with a clock on the functions that do a part.

`python -c "… kbase.measures.cost.shares.main(['build', …])"` writes, for every process of the build, a file with the
seconds of CPU of each part and the peak memory into the folder that the variable `KB_SHARES` names.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import resource
import runpy
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import util
from pathlib import Path
from typing import Any, Final

FOLDER: Final = "KB_SHARES"
"""The variable that names the folder for the figures."""

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "records": ("kbase.core.base.read_base",),
    "checks": ("kbase.core.check.check_base",),
    "exports": ("kbase.exports.all_files.make_all", "kbase.files.site_files.site_files"),
    "prose": ("mkdocs.structure.pages.Page.render",),
    "pages": ("kbase.page.finished.finished_page",),
    "search words": ("kbase.search.index_document.index_document",),
    "frame": ("mkdocs.commands.build._build_page",),
    "judging": ("kbase.page.judging.faults",),
    "writing": (
        "mkdocs.utils.write_file",
        "mkdocs.structure.files.Files.copy_static_files",
        "kbase.offline.file_list.write_list",
        "kbase.files.beside.take_place",
    ),
    "index": ("kbase.search.pagefind.make",),
    "other language": ("kbase.twin.Twin.result",),
}
"""Part → the functions that do it; what one of them calls that does another part is counted there. The process of the
other language has a clock of its own; what its parent waits for is in the last part.
"""

REST: Final = "the rest"
"""What no function of the table does: MkDocs, the plugins, the start."""


class Clock:
    """Seconds of CPU by part. Where a part calls another one, only that one's clock runs."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._now, self._running, self._since = now, [REST], 0.0

    def switch(self, to: str | None) -> None:
        """Begins a part; with None the one that runs ends, and that which called it goes on."""
        now = self._now()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now
        self._running.append(to) if to else self._running.pop()

    def restart(self) -> None:
        """Forgets what the process that this one was forked from has spent."""
        self.seconds.clear()
        self._running, self._since = [REST], self._now()

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that does as `function`, with the clock of `part` running; what it would yield is a list."""

        @functools.wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            self.switch(part)
            try:
                found = function(*arguments, **named)
                return iter(list(found)) if isinstance(found, Iterator) else found
            finally:
                self.switch(None)

        return run


def watch(clock: Clock, parts: Mapping[str, Sequence[str]] = PARTS) -> None:
    """Puts the clock on every function of the table, wherever a module of ours or of MkDocs knows it by a name."""
    for part, names in parts.items():
        for name in names:
            owner, _, attribute = name.rpartition(".")
            module, _, last = owner.rpartition(".")
            place = getattr(importlib.import_module(module), last, None) if last[0].isupper() else None
            place = place or importlib.import_module(owner)
            original = getattr(place, attribute)
            timed = clock.timed(part, original)
            setattr(place, attribute, timed)
            for module_name, known in list(sys.modules.items()):
                if module_name.startswith(("kbase", "mkdocs")):
                    for own in [own for own, value in vars(known).items() if value is original]:
                        setattr(known, own, timed)


def spent() -> float:
    """Seconds of CPU of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def write(clock: Clock) -> None:
    """Writes what this process spent and held; called at its end."""
    clock.switch(REST)
    figures = {"seconds": clock.seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
    (Path(os.environ[FOLDER]) / f"{os.getpid()}.json").write_text(json.dumps(figures), encoding="utf-8")


def _go_on_in_child(clock: Clock) -> None:
    clock.restart()
    util.Finalize(clock, write, args=(clock,), exitpriority=0)


def main(arguments: Sequence[str]) -> None:
    """MkDocs with these arguments, watched."""
    clock = Clock(spent)
    watch(clock)
    util.register_after_fork(clock, _go_on_in_child)
    try:
        sys.argv[1:] = arguments
        runpy.run_module("mkdocs", run_name="__main__")
    finally:
        write(clock)
