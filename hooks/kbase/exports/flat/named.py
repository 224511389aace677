"""What stands in the tables beside the fields of a record: names beside ids, and dates that can be compared.

An EDTF date says more than a spreadsheet can sort by (`2025-11/2026`, `2025-06~`). So the first and the last day that
it may mean stand beside it; an open end is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kbase.core.base import KnowledgeBase
from kbase.core.records import dates
from kbase.core.records.model import LANGUAGES, Statement, Text, Unnamed
from kbase.exports import rows
from kbase.exports.rows import Row
from kbase.exports.snapshot import Snapshot

BETWEEN = "; "
"""Stands between the names in one cell."""


def bounds(name: str, edtf: str | None) -> Row:
    """`name_from` and `name_to`: the first and the last day of a date; None where it is open or there is none."""
    period = dates.parse(edtf) if edtf else None
    ends = (period.lower, period.upper) if period else (date.min, date.max)
    first, last = (None if end in (date.min, date.max) else end.isoformat() for end in ends)
    return {f"{name}_from": first, f"{name}_to": last}


def name(base: KnowledgeBase, id: str | None) -> Row:
    """The name of a record or publisher in both languages; of an unknown one the id."""
    record = base.entities.get(id or "") or base.outlets.get(id or "")
    return in_both(record.title) if record else dict.fromkeys(LANGUAGES, id)


def names(base: KnowledgeBase, ids: Iterable[str]) -> Row:
    """The names of several, in one text per language."""
    found = [name(base, id) for id in ids]
    return {language: BETWEEN.join(filter(None, (one[language] for one in found))) for language in LANGUAGES}


def in_both(text: Text) -> Row:
    """A text in both languages; where one is missing, the other."""
    return {language: text.read(language) for language in LANGUAGES}


def speaker(base: KnowledgeBase, statement: Statement) -> Row:
    """Who says so, by name, or as the source describes them; empty for a fact."""
    if isinstance(statement.by, Unnamed):
        return in_both(statement.by.unnamed)
    return name(base, statement.by) if statement.by else dict.fromkeys(LANGUAGES)


def statements(snapshot: Snapshot) -> Iterator[Row]:
    """The rows of statements with dates that can be compared, and the names of who speaks and of what it is about."""
    base = snapshot.base
    for row in rows.statements(snapshot):
        statement = base.statements[row["id"]]
        dated = {**bounds("date", statement.happened or statement.said), **bounds("due", statement.due)}
        named = {"speaker": speaker(base, statement), "about_names": names(base, statement.about)}
        yield {**row, **dated, **named}


def entities(snapshot: Snapshot) -> Iterator[Row]:
    """The rows of records with the date of an event as two days, and the name of who controls an actor."""
    base = snapshot.base
    for row in rows.entities(snapshot):
        yield {**row, **bounds("date", row.get("date")), "controller_name": name(base, row.get("controller"))}


def sources(snapshot: Snapshot) -> Iterator[Row]:
    """The rows of sources with the name of the publisher, and the date of issue as two days."""
    base = snapshot.base
    for row in rows.sources(snapshot):
        publisher = in_both(base.publishers[row["published_by"]].title)
        yield {**row, **bounds("issued", row.get("issued")), "publisher": publisher}
