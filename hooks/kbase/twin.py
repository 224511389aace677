"""A second process for the half of a build that the first does not need: it begins with all that is in memory."""

from __future__ import annotations

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, Final

log = logging.getLogger("mkdocs.twin")


def may_begin() -> bool:
    """Whether a second process saves time here: there are two processors, and forking is safe, as on Linux alone."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


@contextmanager
def not_ended() -> Iterator[None]:
    """SIGTERM waits until the block is left: a second process that is noted nowhere yet would go on alone."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


class Twin:
    """Does `work` in a process of its own. It says itself what is wrong; nothing of it outlives this one."""

    def __init__(self, work: Callable[[], Any]) -> None:
        # What both hold stays in one place: the collector would write into it.
        gc.collect()
        gc.freeze()
        forking = multiprocessing.get_context("fork")
        self._answer, theirs = forking.Pipe(duplex=False)
        self._process = forking.Process(target=_run, args=(work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def result(self) -> Any:
        """What the work gave, when it is done; None where it failed."""
        try:
            return self._answer.recv()
        except EOFError:
            return None
        finally:
            self._process.join()

    def end(self) -> None:
        """Ends the work, whether it is done or not."""
        self._process.terminate()
        self._process.join()


PR_SET_PDEATHSIG: Final = 1
"""The order to the kernel, prctl(2): a signal when the parent ends, which may be killed and say nothing."""


def _run(work: Callable[[], Any], answer: Connection) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        answer.send(work())
    except KeyboardInterrupt:
        sys.exit(1)
    except SystemExit as refused:
        if refused.args and isinstance(refused.args[0], str):
            log.error(refused.args[0])
        sys.exit(1)
