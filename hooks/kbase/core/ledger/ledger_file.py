"""The ledger: every id that was ever published, one line an id, with digests of what its record said.

It lies in the repository, so that a change, a deletion and a new name are seen without git's history. A command writes
it; nobody edits it by hand, and a conflict of two branches in it is solved by running the command again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from kbase.core.ledger.digests import EXACT, LOOSE, SHORTEST, Form
from kbase.core.records.text_files import text_if_there

FILE: Final = "docs/data/ledger.txt"
NOTHING: Final = "-"
"""What stands in a column that has nothing for a record."""

_HEAD: Final = """\
# Every id that was published, with what its record said then: written by `python3 scripts/kb.py ledger`.
# Nobody writes here by hand; where git finds a conflict, run the command. Line: id, digest of the fields, digests of
# the English and the Russian text of a statement, of its notes, what it is about, its revisions, day of the last
# change, stage, grades and labels of evidence, title. Of an id that leads to another one the stage is `moved`, or
# `merged` where both were published, and the title is that id.
"""
_TEXT: Final = rf"[0-9a-f]{{{SHORTEST},}}|-"
_NOTES: Final = rf"(?:[\w-]+(?:/(?:{_TEXT})){{2}},?)+|-"
_LINE: Final = re.compile(
    rf"(?P<key>[a-z0-9/-]+) (?P<meaning>[0-9a-f]{{12}}) (?P<en>{_TEXT}) (?P<ru>{_TEXT}) "
    rf"(?P<notes>{_NOTES}) (?P<about>[a-z0-9>,-]+) (?P<revisions>{_NOTES}) "
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<stage>\S+) (?P<grades>[a-z-]+(?:/[a-z-]+)*) (?P<label>.+)"
)
MOVED: Final = "moved"
"""The stage of an id that leads to the record which has it among its former ones: it is that one under another id."""
MERGED: Final = "merged"
"""The same, where that record was published beside it: two were made one."""


@dataclass(frozen=True)
class Entry:
    """What was published under an id. `meaning`, `en` and `ru` are digests. Only statements have texts, notes,
    revisions and grades, and are about something.

    Notes and revisions are given as `name/digest/digest`, English and Russian, with commas between them; the name of a
    revision is its date, and that of a retraction has an x before it. `about` are ids, those of what replaces a
    statement with a > before them.
    """

    meaning: str
    en: str
    ru: str
    notes: str
    about: str
    revisions: str
    day: str
    stage: str
    grades: str
    label: str

    @property
    def told(self) -> int:
        """How many revisions there are; a retraction is none."""
        return sum(not name.startswith("x") for name in parts(self.revisions))

    @property
    def leads_on(self) -> bool:
        """Whether the id leads to another record."""
        return self.stage in (MOVED, MERGED)

    @property
    def form(self) -> Form:
        """How this line holds its texts."""
        return LOOSE if SHORTEST in map(len, (self.en, self.ru)) else EXACT

    @property
    def same(self) -> tuple[str, ...]:
        """What two records have in common that are one under two ids."""
        return self.meaning, self.en, self.ru, self.label


def parts(column: str) -> list[str]:
    """The members of a column that holds several; none where it has nothing."""
    return [] if column == NOTHING else column.split(",")


@dataclass(frozen=True)
class Ledger:
    """The entries by key, such as "statements/forum-met", their lines in the file, and the lines that are none."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    stray: tuple[int, ...] = ()

    @cached_property
    def standing(self) -> frozenset[str]:
        """The ids that are records of their own, and lead to none."""
        return frozenset(key.rpartition("/")[2] for key, entry in self.entries.items() if not entry.leads_on)

    @cached_property
    def merged(self) -> frozenset[str]:
        """The ids of records that were made one with another."""
        return frozenset(key.rpartition("/")[2] for key, entry in self.entries.items() if entry.stage == MERGED)


def read(text: str) -> Ledger:
    """The ledger that a file holds. Of two entries of one key, as a merge leaves them, the later one counts."""
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    stray: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _LINE.fullmatch(line.rstrip()):
            key, entry = _entry(match)
            entries[key] = max(entries.get(key, entry), entry, key=lambda e: (e.told, e.day))
            lines[key] = number
        elif line.strip() and not line.startswith("#"):
            stray.append(number)
    return Ledger(entries, lines, tuple(stray))


def _entry(match: re.Match[str]) -> tuple[str, Entry]:
    held = match.groupdict()
    return held.pop("key"), Entry(**held)


def write(entries: Mapping[str, Entry]) -> str:
    """The text of the file with these entries, in order of key, so that git merges changes of different records."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(entries))


def _lines(entries: Mapping[str, Entry]) -> Iterator[str]:
    for key, e in sorted(entries.items()):
        yield f"{key} {' '.join(astuple(e))}"


def load_ledger(root: Path) -> Ledger:
    """The ledger of the repository at `root`; an empty one where there is no such file."""
    return read(text_if_there(root / FILE))
