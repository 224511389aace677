"""What changed by itself, by day: grades and stages that came out otherwise, and records that came.

What is done to a statement stands in its own record, with its day. That its grade changed because an owner became known
stands nowhere, and the ledger holds the present state alone. So the command that brings the ledger up to date adds a
line for each such change here, and never takes one away. Nobody edits the file by hand; git joins the lines of two
branches (`merge=union`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from kbase.core.ledger.ledger_file import MOVED, NOTHING, Entry
from kbase.core.pages.paths import STATEMENTS
from kbase.core.records.text_files import text_of
from kbase.core.records.vocabulary import FOLDERS

FILE: Final = "docs/data/changes.txt"

_HEAD: Final = """\
# What changed by itself since it was published: written by `python3 scripts/kb.py ledger`, which only adds to it.
# Line: day, what (added, graded, stage), id, state before, state after.
"""
_LINE: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) (?P<what>added|graded|stage) (?P<key>[a-z0-9/-]+) (?P<before>\S+) (?P<after>\S+)"
)


class What(StrEnum):
    """The kinds of change that a ledger shows."""

    ADDED = "added"
    GRADED = "graded"
    STAGE = "stage"


@dataclass(frozen=True)
class Logged:
    """A change on a day: the key of the record in the ledger, its grades or stage before and after."""

    day: str
    what: What
    key: str
    before: str
    after: str


def read(text: str) -> tuple[Logged, ...]:
    """The changes that a file holds; a line that is none is passed over."""
    found = (_LINE.fullmatch(line.rstrip()) for line in text.splitlines())
    return tuple(
        Logged(match["day"], What(match["what"]), match["key"], match["before"], match["after"])
        for match in found
        if match
    )


def load_changes(root: Path) -> tuple[Logged, ...]:
    """The changes of the repository at `root`; none where there is no such file."""
    return read(text_of(root / FILE))


def write(logged: Iterable[Logged]) -> str:
    """The text of the file with these changes, the earliest day first; within a day they stay as they came."""
    return _HEAD + "".join(f"{' '.join(astuple(change))}\n" for change in sorted(logged, key=lambda c: c.day))


def further(before: Mapping[str, Entry], after: Mapping[str, Entry], today: date) -> Iterator[Logged]:
    """What a ledger that is brought up to date knows of changes since the one before it. The first ledger of a base
    tells none: everything is new then.
    """
    day = today.isoformat()
    renamed = {f"{key.rpartition('/')[0]}/{entry.label}" for key, entry in after.items() if entry.stage == MOVED}
    for key, entry in after.items() if before else ():
        folder, _, _ = key.rpartition("/")
        was = before.get(key)
        if entry.stage == MOVED or (was and was.stage == MOVED):
            continue
        if was is None:
            if folder in FOLDERS and key not in renamed:
                yield Logged(day, What.ADDED, key, NOTHING, NOTHING)
        elif folder == STATEMENTS and NOTHING not in (was.grades, entry.grades) and was.grades != entry.grades:
            yield Logged(day, What.GRADED, key, was.grades, entry.grades)
        elif folder != STATEMENTS and was.stage != entry.stage:
            yield Logged(day, What.STAGE, key, was.stage, entry.stage)


def by_day(logged: Iterable[Logged]) -> list[Logged]:
    """The changes with those of one record on one day joined to one, from the first state to the last; what came back
    to where it was is none.
    """
    found: dict[tuple[str, What, str], Logged] = {}
    for change in logged:
        key = (change.day, change.what, change.key)
        found[key] = replace(found[key], after=change.after) if key in found else change
    return [change for change in found.values() if change.what is What.ADDED or change.before != change.after]
