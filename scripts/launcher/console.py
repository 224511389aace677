"""How kb.py speaks: one line a message, on stderr, so that stdout holds nothing but results."""

from __future__ import annotations

import sys

from .places import CALL, WRITTEN_CALL

FAILED, REFUSED = 1, 2
"""Exit codes: the content or the code has errors; the command or the machine is not right."""


class Refusal(Exception):
    """Why a command cannot go on, and what to do about it. Shown as one line, never as a traceback."""

    def __init__(self, message: str, fix: str = "", code: int = REFUSED) -> None:
        super().__init__(f"{message} — {fix}" if fix else message)
        self.code = code


def say(text: str) -> None:
    """One line for the person at the terminal, at once."""
    print(f"kb: {as_called_here(text)}", file=sys.stderr, flush=True)


def as_called_here(text: str) -> str:
    """A text of ours in which the command is called as on this system."""
    return text.replace(WRITTEN_CALL, CALL)


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def write_any_letter() -> None:
    """Lets Cyrillic pass a console that has no letters for it (old Windows, LANG=C) instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
