"""Which links somebody has gone over: a digest of each as it was then, one line per link.

The marks lie in a file of their own, as those of translations do, so that marking a link is no change of its record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kbase.core.records.text_files import text_of

FILE: Final = "docs/data/links-reviewed.txt"

_HEAD: Final = """\
# The links that somebody has gone over, as they were then: written by `python3 scripts/kb.py reviewed`.
# Nobody writes here by hand. Line: statement, list of links, what is linked, digest of it.
"""
_LINE: Final = re.compile(r"(\S+ [a-z_]+ \S+) ([0-9a-f]{8})")

Reviews = Mapping[str, str]
"""The key of a link, such as "forum-met sources daily-on-forum", and its digest."""


def read(text: str) -> dict[str, str]:
    """The marks that a file holds. A line that is none is passed over: what has no mark is to be looked at again."""
    lines = (match for line in text.splitlines() if (match := _LINE.fullmatch(line.rstrip())))
    return {match[1]: match[2] for match in lines}


def stray_lines(text: str) -> list[int]:
    """The lines that are neither a mark nor a remark, by number."""
    lines = enumerate((line.strip() for line in text.splitlines()), start=1)
    return [number for number, line in lines if line and not line.startswith("#") and not _LINE.fullmatch(line)]


def write(reviews: Reviews) -> str:
    """The text of the file with these marks, in order of key, so that git merges changes of different links."""
    return _HEAD + "".join(f"{key} {digest}\n" for key, digest in sorted(reviews.items()))


def load_reviews(root: Path) -> dict[str, str]:
    """The marks of the repository at `root`; none where there is no such file."""
    return read(text_of(root / FILE))
