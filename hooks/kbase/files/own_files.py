"""Our own styles and scripts: published without their comments, at an address that holds a hash of their content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from kbase.core.records.text_files import plain_bytes

ON_DEMAND: Final = {
    "script": "assets/search.js",
    "style": "assets/search.css",
    "cite": "assets/cite.js",
    "tables": "assets/tables.css",
    "pictures": "assets/pictures.css",
    "pages": "assets/pages.css",
    "form": "assets/form.css",
}
"""What loads only where it is needed: the search with its style, what copies citations, the styles of tables, of
pictures, of the form and of what only pages of one kind have.
"""

DOCS = Path(__file__).parents[3] / "docs"

_OWN = re.compile(r"assets/[^/]+\.(css|js)")
_COMMENT = re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*\n", re.S | re.M)
"""A comment that stands on lines of its own."""
_INDENTED = re.compile(rb"^[ \t]+|\n(?=\n)", re.M)


def as_published(content: bytes) -> bytes:
    """A style or script without its comments, indents and empty lines: readers load only what it does. No text of ours
    goes over more than one line.
    """
    return _INDENTED.sub(b"", _COMMENT.sub(b"", content))


def is_own(path: str) -> bool:
    """Whether a file of the site is one of our styles and scripts."""
    return bool(_OWN.fullmatch(path))


def versioned(path: str, content: bytes) -> str:
    """The address of a file: one of ours gets a hash of its content, so a cached page never loads a newer file."""
    return f"{path}?v={hashlib.sha256(content).hexdigest()[:8]}" if is_own(path) else path


def address_of(path: str) -> str:
    """The address of one of our files, such as "assets/cite.js", below the root of the site."""
    return versioned(path, as_published(plain_bytes(DOCS / path)))
