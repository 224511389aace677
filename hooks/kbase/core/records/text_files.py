"""Reads a file of the base as text, or says what keeps it from being read."""

from __future__ import annotations

import errno
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

MOST_BYTES: Final = 8_000_000
"""Of a list of records, which grows with the base: ten times the longest one and more."""

MOST_OF_ONE: Final = 1_000_000
"""Of what somebody writes at a time: a page, a record with a file of its own, a contribution. Fifteen times the longest
page; Markdown takes some seconds for as much.
"""

LEFT_BEHIND: Final = re.compile(
    r"\.DS_Store|\.directory|\._.*|\.#.*|\..*\.sw[a-p]|\.gitkeep|\.(?:idea|obsidian|vscode)"
    r"|[^.].*~|#.*#|Thumbs\.db|desktop\.ini|[^.].*\.(?:bak|orig|rej|tmp)"
)
"""What file managers and editors leave on the way: neither read nor published (`exclude_docs` in mkdocs.yml)."""

_ODD_LINE_END: Final = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\\A\ufeff")
"""What some programs take for the end of a line, so that they would count lines otherwise; a second order mark too."""


def linked(path: Path, file: str) -> Problem | None:
    """What is wrong with a symbolic link, whose content is never read: it may lead out of the repository, and what is
    said of it would show what stands there.
    """
    return (
        Problem(Place(file), "file-link", say("this is a symbolic link"), say("put the file itself here"))
        if path.is_symlink()
        else None
    )


def plain_bytes(path: Path, most: int | None = None) -> bytes:
    """What a plain file holds, or a little more of it than the `most` that it may. Nothing else is opened: a named pipe
    keeps whoever opens it waiting for ever.
    """
    if not path.is_file() or path.is_symlink():
        is_there = path.exists() or path.is_symlink()
        reason = say("it is no plain file") if is_there else say("there is no such file")
        raise OSError(errno.EINVAL, reason, str(path))
    with path.open("rb") as file:
        return file.read(-1 if most is None else most + 1)


def read_text(path: Path, file: str, most: int = MOST_BYTES) -> tuple[str | None, list[Problem]]:
    """The text of a file without a byte order mark, with `\\n` as line end; None where it cannot be read as such, or
    has more than `most` bytes.
    """
    try:
        content = plain_bytes(path, most)
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        message = say("the file is not UTF-8 (byte {start})", start=error.start)
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(file, line), "not-utf8", message, say("save it as UTF-8"))]
    except OSError as error:
        message = say("the file cannot be read: {error}", error=error.strerror or error)
        fix = say("put a plain file here that you may read")
        return None, [Problem(Place(file), "file-unreadable", message, fix)]
    if len(content) > most:
        message = say("the file has more than {most} MB", most=most // 1_000_000)
        return None, [Problem(Place(file), "file-too-large", message, say("split it: people are to read it"))]
    if odd := _ODD_LINE_END.search(text):
        message = say("U+{number:04X} ends a line for some programs and not for editors", number=ord(odd[0]))
        place = Place(file, text.count("\n", 0, odd.start()) + 1)
        return None, [Problem(place, "line-end", message, say("delete it; lines end with LF, or CR and LF"))]
    if found := MERGE_MARK.search(text):
        message = say("git left the mark of a merge here: {found}", found=found[0])
        return text, [Problem(Place(file, text.count("\n", 0, found.start()) + 1), "merge-mark", message, _KEEP_BOTH)]
    return text, []


def text_of(path: Path) -> str:
    """What a file that commands write holds, however broken it is; nothing where there is no such plain file, which
    other rules name.
    """
    if not path.is_file() or path.is_symlink():
        return ""
    return path.read_text(encoding="utf-8", errors="replace")
