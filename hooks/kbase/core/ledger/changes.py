"""What a comparison of two states of the base finds: changes in the order in which a reviewer reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of a comparison; the value is the heading under which a reader finds them."""

    GRADES = "Grades"
    STAGES = "Stages"
    STATEMENTS = "Statements"
    SOURCES = "Sources"
    PUBLISHERS = "Publishers"
    RECORDS = "Other records"
    PROSE = "Pages of prose"
    LANGUAGES = "Behind in the other language"
    ELSEWHERE = "Where the old date or figure still stands"


class What(StrEnum):
    """What became of a record, or of one field of it."""

    ADDED = "added"
    CHANGED = "changed"
    RETRACTED = "retracted"
    GONE = "gone"
    RENAMED = "renamed"
    STANDS = "stands"


@dataclass(frozen=True)
class Reason:
    """Why a grade is what it is: a key of the catalogue of reasons, and the ids that it names."""

    key: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One line of a comparison.

    `type` is the type of the record, as exports call it ("statement", "source", "actor", …; "page" for prose). `field`
    is empty where the record as a whole came, went, or has another name. `before` and `after` are what the field said,
    or, for a whole record, what it is in a few words; None where there was or is nothing. `note` adds what a reviewer
    wants to know beside it. `places` are lines of files ("docs/data/x.yml:3"), `pages` the paths of the pages that show
    it, and `feeds` the files that report it, each without the folder of its language.
    """

    part: Part
    type: str
    id: str
    what: What
    field: str = ""
    before: str | None = None
    after: str | None = None
    note: str = ""
    reason: Reason | None = None
    places: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All changes between two states. Without `with_prose`, one of them had no prose to compare (a released file)."""

    changes: tuple[Change, ...]
    with_prose: bool = True

    def of(self, part: Part) -> tuple[Change, ...]:
        """The changes under one heading."""
        return tuple(change for change in self.changes if change.part is part)

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of all pages that show something changed, in order."""
        return _in_order(path for change in self.changes for path in change.pages)

    @property
    def feeds(self) -> tuple[str, ...]:
        """The feeds and calendars that report a change; the one of the whole site first."""
        return _in_order(path for change in self.changes for path in change.feeds)


def _in_order(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(paths), key=lambda path: (path.count("/"), path) if "." in path else (0, path)))
