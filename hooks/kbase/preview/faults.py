"""What went wrong while a page was made, as one line: place, what it is."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateSyntaxError


def as_line(error: BaseException, root: Path, place: str = "") -> str:
    """`hooks/kbase/templates/term.html:3: error: …`. An error that a template makes stands in the template; any other
    at the `place` of what the page is made from, or, where that is not known, in our code.
    """
    what = " ".join(f"{error}".split()) or "no reason is given"
    if isinstance(error, TemplateSyntaxError):
        return f"{_below(root, error.filename or error.name or '')}:{error.lineno}: error: {what}"
    if isinstance(error, SyntaxError):
        return f"{_below(root, error.filename or '')}:{error.lineno}: error: {error.msg}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(root)]
    last = frames[-1] if frames else None
    if last and (not place or not last.filename.endswith(".py")):
        place = f"{_below(root, last.filename)}:{last.lineno}"
    return f"{place or 'error'}: error: {what} ({type(error).__name__})"


def _below(root: Path, file: str) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
