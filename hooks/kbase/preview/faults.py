"""What keeps a page from being made, as one line: place, what it is."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from jinja2 import TemplateSyntaxError


def as_line(error: BaseException, root: Path, place: str = "") -> str:
    """`docs/en/actors/belta.md:5: error: …`, where `place` is what a page is made from, with the line of a template or
    of our code at which it failed; a mistake in the grammar of either stands at its own place. What is wrong with a
    text or a record `check` says better, and with KB_DEBUG the terminal has all of it.
    """
    if os.environ.get("KB_DEBUG"):
        traceback.print_exception(error)
    what = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return f"{_below(root, error.filename or error.name or '')}:{error.lineno}: error: {what}"
    if isinstance(error, SyntaxError):
        return f"{_below(root, error.filename or '')}:{error.lineno}: error: {error.msg}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(root)]
    at = f"{_below(root, frames[-1].filename)}:{frames[-1].lineno}" if frames else "mkdocs.yml:1"
    return (
        f"{place}: error: this page cannot be made: {what} (at {at})"
        if place
        else f"{at}: error: {type(error).__name__}: {what}"
    )


def _below(root: Path, file: str) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
