"""Reads a file of the base as text, or says what keeps it from being read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kbase.core.messages import say
from kbase.core.problems import Place, Problem

MERGE_MARK = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.M)
"""What git leaves in a file that two people have changed."""

_KEEP_BOTH: Final = say(
    "if both versions between <<<<<<< and >>>>>>> were added, keep both, each complete (git may have left lines that "
    "they share outside); else keep what is right; then delete the lines with these marks"
)


def text_if_there(path: Path) -> str:
    """The text of a file that commands write; empty where there is none. What is no UTF-8 in it is replaced."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file without a byte order mark, with `\\n` as line end; None where it is not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = say("the file is not UTF-8 (byte {start})", start=error.start)
        return None, [Problem(Place(file), "not-utf8", message, say("save it as UTF-8"))]
    if found := MERGE_MARK.search(text):
        message = say("git left the mark of a merge here: {found}", found=found[0])
        return text, [Problem(Place(file, text.count("\n", 0, found.start()) + 1), "merge-mark", message, _KEEP_BOTH)]
    return text, []
