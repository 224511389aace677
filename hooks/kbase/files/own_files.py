"""Our own styles and scripts: published without their comments, at an address that holds a hash of their content."""

from __future__ import annotations

import hashlib
import re
from typing import Final

SEARCH: Final = {"script": "assets/search.js", "style": "assets/search.css"}
"""What loads only when the search is asked for."""

_OWN = re.compile(r"assets/[^/]+\.(css|js)")
_COMMENT = re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*\n", re.S | re.M)
"""A comment that stands on lines of its own."""


def as_published(content: bytes) -> bytes:
    """A style or script without its comments: readers load only what it does."""
    return _COMMENT.sub(b"", content)


def is_own(path: str) -> bool:
    """Whether a file of the site is one of our styles and scripts."""
    return bool(_OWN.fullmatch(path))


def versioned(path: str, content: bytes) -> str:
    """The address of a file: one of ours gets a hash of its content, so a cached page never loads a newer file."""
    return f"{path}?v={hashlib.sha256(content).hexdigest()[:8]}" if is_own(path) else path
