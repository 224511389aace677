"""How kb.py speaks: one line a message, on stderr, so that stdout holds nothing but results."""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
from typing import Final

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
    print(f"kb: {in_one_line(as_called_here(text))}", file=sys.stderr, flush=True)


def in_one_line(text: str) -> str:
    """A text in which every sign shows, line breaks too: an argument that is quoted may hold any."""
    return visible(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]")


def visible(text: str) -> str:
    """A text in which every sign shows: U+202E for one that would turn the line around, or change the terminal."""
    return "".join(f"[U+{ord(sign):04X}]" if _is_hidden(sign) else sign for sign in text)


def _is_hidden(sign: str) -> bool:
    return sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def as_called_here(text: str, language: str | None = None) -> str:
    """A text of ours in which the command is called as on this system, and in a language that was asked for: who copies
    it is not answered in another one.
    """
    asked = _SPEAKING.sub(rf"\g<0> --language {language}", text) if language else text
    return asked.replace(WRITTEN_CALL, CALL)


_SPEAKING: Final = re.compile(rf"{WRITTEN_CALL} (?:apply|check|due|impact|new|tasks)\b(?! --language)")
"""The beginning of a command that has a language."""


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


CLOSED: Final = "KB_STDOUT_CLOSED"
"""The variable by which the kb.py inside the environment learns that stdout was closed to the one that started it."""


class Nowhere(io.TextIOWrapper):
    """A closed stream, which loses what is written to it, and knows whether anything was."""

    has_lost = False

    def write(self, text: str) -> int:
        self.has_lost = self.has_lost or bool(text)
        return super().write(text)


def open_what_is_closed() -> None:
    """What goes to a closed stdout or stderr (`>&-`) goes nowhere. Else the next file that is opened would get its
    number, and what a child prints.
    """
    was_closed = os.environ.pop(CLOSED, "")
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            os.set_inheritable(number, True)
        elif name != "stdout" or not was_closed:
            continue
        setattr(sys, name, Nowhere(os.fdopen(number, "wb", closefd=False), encoding="utf-8"))


def inherited_by_kb() -> dict[str, str]:
    """The variables that another kb.py needs to speak as this one does."""
    return {CLOSED: "1"} if isinstance(sys.stdout, Nowhere) else {}


def say_what_is_lost(code: int) -> int:
    """The exit code of a command that gave `code`: where nobody got what it printed, that is said and no success."""
    if not (isinstance(sys.stdout, Nowhere) and sys.stdout.has_lost):
        return code
    say("what was to be printed is lost, because stdout is closed — run it without `>&-`")
    return code or REFUSED


def lose_what_is_unwritten() -> None:
    """What stdout cannot take (a full disk, a pipe that is closed) goes nowhere: Python would try again at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_any_letter() -> None:
    """Lets Cyrillic pass a console that has no letters for it (old Windows, LANG=C) instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
