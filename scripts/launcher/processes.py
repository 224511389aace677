"""Starting other programs. Always as children: exec and fork are not to be had on Windows."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .ending import STARTED_BY_KB, signals
from .places import ROOT

PR_SET_PDEATHSIG = 1
"""The order to the kernel, prctl(2)."""

MOMENT, PATIENCE = 2 if os.name == "nt" else 0, 30
"""Seconds that a child gets to end by itself after Ctrl-C, which only Windows tells it of, and after the request to
end: the tests remove many files.
"""


def surroundings() -> dict[str, str]:
    """The environment variables of every child.

    Material's banner about MkDocs 2 is off; text is UTF-8 everywhere; and nothing from outside the locked
    environment is imported (PYTHONPATH, PYTHONHOME).
    """
    outside = ("PYTHONPATH", "PYTHONHOME")
    kept = {name: value for name, value in os.environ.items() if name not in outside}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", STARTED_BY_KB: str(os.getpid())}


def start(command: Sequence[str], scratch: str | None = None) -> subprocess.Popen[bytes]:
    """Starts a program in the repository with our own input and output; its temporary files go to `scratch`."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch) if scratch else {}
    return subprocess.Popen(command, cwd=ROOT, env={**surroundings(), **temporary}, preexec_fn=_ending_with_us())


def _ending_with_us() -> Callable[[], None] | None:
    """What a child does before its program begins, so that it ends when we do and by our word alone: a terminal sends
    Ctrl-C and SIGHUP to all that run in it, also to a program that has only begun to be read and would show where.

    On Linux it is asked to end too when this process is killed and can tell it nothing (SIGKILL, a lack of memory);
    elsewhere such a child goes on to its end.
    """
    if os.name == "nt":
        return None
    libc, parent = ctypes.CDLL(None) if sys.platform == "linux" else None, os.getpid()

    def in_child() -> None:
        for number in signals():
            if number != signal.SIGTERM:
                signal.signal(number, signal.SIG_IGN)
        if libc is None:
            return
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return in_child


def run(command: Sequence[str], scratch: str | None = None) -> int:
    """Runs a program to its end, its temporary files in `scratch`; returns its exit code as a shell would give it."""
    with not_outliving(start(command, scratch)) as child:
        code = child.wait()
    return code if code >= 0 else 128 - code


@contextlib.contextmanager
def not_outliving(child: subprocess.Popen[Any]) -> Iterator[subprocess.Popen[Any]]:
    """The child ends when we do, whatever ends us; after the block it has ended."""
    with child:
        try:
            yield child
        except KeyboardInterrupt:
            end(child, patience=MOMENT)
            raise
        except BaseException:
            end(child)
            raise


def end(child: subprocess.Popen[Any], patience: float = 0) -> None:
    """Ends a child: after `patience` seconds by asking it to, and by force if it does not listen."""
    for firmer in (child.terminate, child.kill):
        try:
            child.wait(patience)
            return
        except subprocess.TimeoutExpired:
            firmer()
            patience = PATIENCE
