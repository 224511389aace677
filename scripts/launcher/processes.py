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

from .places import ROOT

PR_SET_PDEATHSIG = 1
"""The order to the kernel, prctl(2)."""

MOMENT, PATIENCE = 2, 10
"""Seconds that a child gets to end by itself after Ctrl-C, and after the request to end."""


def surroundings() -> dict[str, str]:
    """The environment variables of every child.

    Material's banner about MkDocs 2 is off; text is UTF-8 everywhere; and nothing from outside the locked
    environment is imported (PYTHONPATH, PYTHONHOME).
    """
    outside = ("PYTHONPATH", "PYTHONHOME")
    kept = {name: value for name, value in os.environ.items() if name not in outside}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def start(command: Sequence[str], scratch: str | None = None) -> subprocess.Popen[bytes]:
    """Starts a program in the repository with our own input and output; its temporary files go to `scratch`."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch) if scratch else {}
    return subprocess.Popen(command, cwd=ROOT, env={**surroundings(), **temporary}, preexec_fn=_ending_with_us())


def _ending_with_us() -> Callable[[], None] | None:
    """What a child does before its program begins, so that it is asked to end when this process is killed and can tell
    it nothing (SIGKILL, a lack of memory). Only Linux has that; elsewhere such a child goes on to its end.
    """
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def in_child() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return in_child


def run(command: Sequence[str]) -> int:
    """Runs a program to its end and returns its exit code, as a shell would give it."""
    with not_outliving(start(command)) as child:
        code = child.wait()
    return code if code >= 0 else 128 - code


@contextlib.contextmanager
def not_outliving(child: subprocess.Popen[Any]) -> Iterator[subprocess.Popen[Any]]:
    """The child ends when we do, whatever ends us; after the block it has ended.

    The terminal sends Ctrl-C to both, so that the child is first given a moment to end by itself.
    """
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
