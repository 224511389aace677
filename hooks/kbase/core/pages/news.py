"""What is new, by day: statements added, revised and retracted, grades and stages that changed, plans newly overdue.

It is made of the days in the records and of the changes that the ledger has seen, and of nothing that depends on when
or where it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.evidence.labels import is_overdue
from kbase.core.ledger import changes_file
from kbase.core.ledger.changes_file import Logged
from kbase.core.ledger.ledger_file import NOTHING
from kbase.core.records import dates
from kbase.core.records.model import Entity, Event, Statement, Text


class Kind(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CAME = "came"
    REVISED = "revised"
    RETRACTED = "retracted"
    GRADED = "graded"
    STAGE = "stage"
    OVERDUE = "overdue"


ORDER: Final = (Kind.OVERDUE, Kind.STAGE, Kind.RETRACTED, Kind.ADDED, Kind.CAME, Kind.GRADED, Kind.REVISED)
"""The order of a day: what readers wait for comes first."""


@dataclass(frozen=True)
class News:
    """A change on a day, of one statement or record; `told` is what a revision says, `before` and `after` are the
    columns of the ledger.
    """

    day: str
    kind: Kind
    record: Statement | Entity
    told: Text | None = None
    before: str = ""
    after: str = ""

    @property
    def at(self) -> date | None:
        """When what the record is about happened, so that the changes of one day have an order."""
        if isinstance(self.record, Statement):
            return _known(sort_date(self.record).lower)
        return _known(dates.parse(self.record.date).lower) if isinstance(self.record, Event) else None


def _known(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


def all_news(base: KnowledgeBase) -> list[News]:
    """Every change, the latest day first; within a day by `ORDER`, then by what happened, the latest first."""
    found = [*_of_statements(base), *_of_the_ledger(base), *_overdue(base)]
    rank = {kind: number for number, kind in enumerate(ORDER)}
    found.sort(key=lambda news: news.record.id)
    found.sort(key=lambda news: news.at or date.min, reverse=True)
    found.sort(key=lambda news: rank[news.kind])
    found.sort(key=lambda news: news.day, reverse=True)
    return found


def days(base: KnowledgeBase) -> list[tuple[str, list[News]]]:
    """Day → its changes, the latest day first."""
    return [(day, list(found)) for day, found in groupby(all_news(base), key=lambda news: news.day)]


def apart(found: Iterable[News]) -> tuple[list[News], list[News]]:
    """Changes of substance, and those that put the text, notes or links of a statement right: of these there are often
    many more, and each says of itself what it was.
    """
    changes = list(found)
    return [c for c in changes if c.kind is not Kind.REVISED], [c for c in changes if c.kind is Kind.REVISED]


def of_kinds(found: Iterable[News]) -> list[tuple[Kind, list[News]]]:
    """Kind → the changes of a day, in the order in which they come."""
    return [(kind, list(group)) for kind, group in groupby(found, key=lambda news: news.kind)]


def alike(found: Sequence[News]) -> list[list[News]]:
    """The changes with those put together of which the same is told: many statements may be revised for one reason."""
    groups: dict[tuple[Kind, str, object], list[News]] = {}
    for news in found:
        groups.setdefault((news.kind, news.day, news.told or news.record.id), []).append(news)
    return list(groups.values())


def last_day(base: KnowledgeBase) -> str:
    """The last day on which anything was done, as the records and the ledger tell it."""
    told = (day for statement in base.statements.values() for day in _days_of(statement))
    written = (entry.day for entry in base.ledger.entries.values())
    return max((*told, *written, *(change.day for change in base.changed)), default="0001-01-01")


def _days_of(statement: Statement) -> Iterator[str]:
    yield statement.recorded
    yield from (revision.date for revision in statement.revised)
    yield from (statement.retracted.date,) if statement.retracted else ()


def _of_statements(base: KnowledgeBase) -> Iterator[News]:
    for statement in base.statements.values():
        yield News(statement.recorded, Kind.ADDED, statement)
        for revision in statement.revised:
            yield News(revision.date, Kind.REVISED, statement, revision.what)
        if withdrawn := statement.retracted:
            yield News(withdrawn.date, Kind.RETRACTED, statement, withdrawn.what)


_KIND_OF: Final = {
    changes_file.What.ADDED: Kind.CAME,
    changes_file.What.GRADED: Kind.GRADED,
    changes_file.What.STAGE: Kind.STAGE,
}


def _of_the_ledger(base: KnowledgeBase) -> Iterator[News]:
    for change in changes_file.by_day(base.changed):
        id = change.key.rpartition("/")[2]
        id = base.renamed.get(id, id)
        record = base.statements.get(id) or base.entities.get(id)
        if record and _is_shown(change) and not _is_of_its_first_day(change, record):
            yield News(change.day, _KIND_OF[change.what], record, None, change.before, change.after)


def _is_of_its_first_day(change: Logged, record: Statement | Entity) -> bool:
    """Whether a statement was graded anew on the day on which it came: nobody has seen it otherwise."""
    return isinstance(record, Statement) and record.recorded == change.day


def _overdue(base: KnowledgeBase) -> Iterator[News]:
    """Plans whose date had passed by the last day, on the day after their date, or when they were recorded if later."""
    today = last_day(base)
    for statement in base.statements.values():
        if statement.due and not statement.retracted and is_overdue(statement, today):
            day = (dates.parse(statement.due).upper + timedelta(days=1)).isoformat()
            yield News(max(day, statement.recorded), Kind.OVERDUE, statement)


def labels_of(column: str) -> tuple[str, ...]:
    """Both labels in a column of grades, empty where one is none; nothing of ledgers from before there were labels."""
    return tuple("" if part == NOTHING else part for part in column.split("/")[2:])


def _is_shown(change: changes_file.Logged) -> bool:
    """Whether readers see the change: pages show labels, and the two grades beside them only in the data."""
    return change.what is not changes_file.What.GRADED or labels_of(change.before) != labels_of(change.after)
