"""What keeps a page from being made, as one line: place, what it is."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateSyntaxError

SETTINGS: Final = "mkdocs.yml"
CODE: Final = "hooks/"
"""Where templates and tables lie that code reads: one that is gone is put back, whatever page was being made."""
FRAME: Final = "overrides/"
"""Templates that are given no record and no text by name: what they cannot do is their own fault."""
OURS: Final = (CODE, FRAME, "docs/assets/")
"""Where the files lie of which all pages are made."""


def as_line(error: BaseException, root: Path, place: str = "") -> str:
    """`docs/en/actors/belta.md:5: error: …`, where `place` is what a page is made from, with the line of a template or
    of our code at which it failed; a mistake in the grammar of either, in YAML, or in the frame of all pages stands at
    its own place. What is wrong with a text or a record `check` says better, and with KB_DEBUG the terminal has all
    of it.
    """
    if os.environ.get("KB_DEBUG"):
        traceback.print_exception(error)
    if own := _own_line(error, root):
        return own
    what = _what(error)
    if not place:
        at = _at(error, root) or f"{SETTINGS}:1"
        return f"{at}: error: {type(error).__name__}: {what}"
    said = what.removeprefix(f"{place}: ")
    at = "" if said != what else _at(error, root)
    return f"{place}: error: this page cannot be made: {said}{f' (at {at})' if at else ''}"


def in_short(error: BaseException, root: Path, place: str) -> str:
    """The same where `check` names the cause, which may lie in another file; nothing where the line has its place."""
    if _own_line(error, root):
        return ""
    return f"{place.rpartition(':')[0]}: this page cannot be made until what the check names is fixed"


def _own_line(error: BaseException, root: Path) -> str:
    """The line of what can only be fixed at the place that the error itself names; nothing for any other."""
    if isinstance(error, TemplateSyntaxError):
        return f"{_below(root, error.filename or error.name or '')}:{error.lineno}: error: {_what(error)}"
    if isinstance(error, SyntaxError):
        return f"{_below(root, error.filename or '')}:{error.lineno}: error: {error.msg}"
    for cause in _causes(error):
        mark: Any = getattr(cause, "problem_mark", None)
        if mark and Path(mark.name).is_relative_to(root):
            what = getattr(cause, "problem", None) or _what(cause)
            return f"{_below(root, mark.name)}:{mark.line + 1}: error: this is not valid YAML: {what}"
        file = _below(root, str(getattr(cause, "filename", None) or ""))
        if isinstance(cause, FileNotFoundError) and file.startswith(CODE):
            return f"{file}:1: error: there is no such file — put it back: git checkout -- {file}"
        if isinstance(cause, OSError) and cause.strerror and file.startswith(OURS):
            return f"{file}:1: error: {cause.strerror} — put it right, or back: git checkout -- {file}"
    at = _at(error, root)
    return f"{at}: error: {_what(error)}" if at.startswith(FRAME) else ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and those in handling which it was raised."""
    cause: BaseException | None = error
    while cause:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _what(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _at(error: BaseException, root: Path) -> str:
    """The last line of a template or of our own code at which an error was raised; nothing where it went through none.
    The environment lies in the repository, too.
    """
    frames = [(_below(root, frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [f"{file}:{line}" for file, line in frames if not Path(file).is_absolute() and _is_own(file)]
    return own[-1] if own else ""


def _is_own(file: str) -> bool:
    return not file.startswith((".", "<")) and "site-packages" not in file


def _below(root: Path, file: str) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
