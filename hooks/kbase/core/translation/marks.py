"""What both languages looked like when somebody last said that they agree: a digest of each, one line per text.

The marks lie in a file of their own and not in the pages, so that a page stays plain Markdown, its date of change its
own, and a change of either language can be told from what was marked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kbase.core.records.text_files import text_of

FILE: Final = "docs/data/translated.txt"

_HEAD: Final = """\
# What both languages looked like when they were last found to agree: written by `python3 scripts/kb.py translated`.
# Nobody writes here by hand. Line: text, digest of the English, digest of the Russian, revisions of a statement.
"""
_LINE = re.compile(r"(\S+) ([0-9a-f]{8}) ([0-9a-f]{8}) (\d+)")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+|[%‰$€£¥₽°+±<>=≈~−]|(?<!\w)[-–](?=\d)")


@dataclass(frozen=True)
class Mark:
    """The digests of both languages of one text, and how many revisions a statement had then."""

    en: str
    ru: str
    revisions: int = 0


Marks = Mapping[str, Mark]
"""The key of a text, such as "actors/belta#says" or "statements/forum-met", and its mark."""


@lru_cache(maxsize=16384)
def digest(text: str) -> str:
    """The digest of a short text, such as that of a statement, which several rules ask for: it is remembered."""
    return digest_of(text)


def digest_of(text: str) -> str:
    """A digest of the words of a text and the signs at its figures: line ends, spaces, quotation marks, capitals and ё
    do not count.
    """
    words = " ".join(_WORD.findall(text.casefold().replace("ё", "е")))
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def read(text: str) -> dict[str, Mark]:
    """The marks that a file holds. A line that is none is passed over: what has no mark is to be compared again."""
    lines = (match for line in text.splitlines() if (match := _LINE.fullmatch(line.rstrip())))
    return {match[1]: Mark(match[2], match[3], int(match[4])) for match in lines}


def stray_lines(text: str) -> list[int]:
    """The numbers of the lines that are neither marks nor remarks."""
    lines = enumerate(text.splitlines(), start=1)
    return [n for n, line in lines if line.strip() and not line.startswith("#") and not _LINE.fullmatch(line.rstrip())]


def write(marks: Marks) -> str:
    """The text of the file with these marks, in order of key, so that git merges changes of different texts."""
    return _HEAD + "".join(f"{key} {m.en} {m.ru} {m.revisions}\n" for key, m in sorted(marks.items()))


def load_marks(root: Path) -> dict[str, Mark]:
    """The marks of the repository at `root`; none where there is no such file."""
    return read(text_of(root / FILE))
