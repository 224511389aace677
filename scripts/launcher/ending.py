"""How kb.py ends before its work is done: by Ctrl-C, by SIGTERM, or as its terminal is closed (SIGHUP).

Each is raised as an exception, so that whatever is under way is put away: children are ended, temporary folders go.
What kb.py has started hears of it from kb.py alone, in one way on every system that has signals.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

from .console import say
from .languages import told

STARTED_BY_KB: Final = "KB_STARTED_BY"
"""The variable that tells a kb.py which other one has started it, and says what there is to say."""

WAYS: Final = {"SIGINT": "Ctrl-C", "SIGTERM": "SIGTERM", "SIGHUP": "SIGHUP"}
"""The signals that end us, where the system has them, and what they are called."""

AGAIN: Final = 0.2
"""Seconds after which a signal is raised again that nobody has heard of."""


WRITTEN: Final[list[str]] = []
"""The files that this run has written, a text for each time: whoever ends it then need not run it again."""


class Ended(KeyboardInterrupt):
    """We are to end; the argument is the number of the signal."""


def signals() -> tuple[signal.Signals, ...]:
    """Those of `WAYS` that this system has."""
    return tuple(getattr(signal, name) for name in WAYS if hasattr(signal, name))


def heed() -> None:
    """From now on they are raised as `Ended`. Who started us may have had us ignore one (nohup does): then we do."""
    WRITTEN.clear()
    sys.unraisablehook = _say_unless_ended
    for number in signals():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _raise)


def _say_unless_ended(unraisable: sys.UnraisableHookArgs) -> None:
    """Python prints what is raised where nobody can catch it, as in a callback of its imports; it is raised again."""
    if not isinstance(unraisable.exc_value, Ended):
        sys.__unraisablehook__(unraisable)


def _raise(number: int, _: FrameType | None) -> NoReturn:
    _ignore_all()
    _insist(number)
    raise Ended(number)


def _insist(number: int) -> None:
    """Raises it again and again where it was swallowed: libraries catch everything (`except:`) while they are imported,
    and so do many functions in C. Windows has no such alarm.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: _raise_unless_under_way(number))
        signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)


def _raise_unless_under_way(number: int) -> None:
    error = sys.exception()
    while error and not isinstance(error, Ended):
        error = error.__context__
    if error is None:
        raise Ended(number)


def _ignore_all() -> None:
    """What comes now would break off what puts things away."""
    for number in signals():
        signal.signal(number, signal.SIG_IGN)
    rest()


def rest() -> None:
    """What was raised has arrived, and is not raised again."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _alarm_held() -> set[int] | None:
    """Has what was swallowed wait (see `_insist`); the signals that waited before. None where there is no alarm."""
    if not hasattr(signal, "setitimer"):
        return None
    return {*signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})}


@contextmanager
def undisturbed() -> Iterator[None]:
    """What would end us meanwhile ends us after the block, however that ends. What is ignored stays so (see `heed`)."""
    came: list[int] = []
    held = _alarm_held()
    before = {number: signal.getsignal(number) for number in signals()}
    heeded = {number: handler for number, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    try:
        for number in heeded:
            signal.signal(number, lambda number, _: came.append(number))
        yield
    finally:
        for number, handler in heeded.items():
            signal.signal(number, handler)
        if held is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if came:
            _raise(came[0], None)


def code_of(interrupted: KeyboardInterrupt) -> int:
    """The exit code that shells give a program ended by the signal, after one line that says which it was, and one of
    what it had written by then. What comes now is ignored: there is nothing left to end.
    """
    _ignore_all()
    for files in WRITTEN:
        say(told("what was to be written is written ({files}): this need not run again", files=files))
    ended_by = signal.Signals(interrupted.args[0] if isinstance(interrupted, Ended) else signal.SIGINT)
    if STARTED_BY_KB not in os.environ:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # The terminal has written ^C on this line.
        say(told("ended by {way}; nothing is left half made", way=WAYS[ended_by.name]))
    return 128 + ended_by
