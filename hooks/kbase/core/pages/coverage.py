"""What was searched, and what came of it: record × month and record × language, all of it read from the records.

A search that names the period it `covers` was made for whatever it is about. A month of that period without a
statement was thus looked into in vain; a month that no search covers was not, and the two must not look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.records import dates
from kbase.core.records.model import Entity, Priority, Search, Statement

Month = tuple[int, int]
"""A year and a month of it, 1 to 12."""

NO_MONTH: Final = 0
"""Stands for the month of a statement that is dated by its year, or by a longer time."""


@dataclass(frozen=True)
class Cell:
    """The statements that were found, and the latest search that was made; both may be missing."""

    statements: tuple[Statement, ...] = ()
    search: Search | None = None


@dataclass(frozen=True)
class Row:
    """A record with its cells by month, and by the language of sources."""

    entity: Entity
    months: Mapping[Month, Cell]
    languages: Mapping[str, Cell]


@dataclass(frozen=True)
class Coverage:
    """The columns of the table (year → its months, the newest year first), its languages, and its rows."""

    years: Mapping[int, tuple[int, ...]]
    languages: tuple[str, ...]
    rows: tuple[Row, ...]


def coverage(base: KnowledgeBase) -> Coverage:
    """The table from the first to the last month that any search covers; without rows where none names a period."""
    searches = [search for search in base.searches.values() if search.covers]
    months = tuple(_months(searches))
    languages = tuple(dict.fromkeys(language for search in searches for language in search.languages))
    years = {year: tuple(m for y, m in months if y == year) for year in sorted({y for y, _ in months}, reverse=True)}
    rows = (_row(base, entity, searches, months, languages) for entity in _entities(base, searches))
    return Coverage(years, languages, tuple(rows) if months else ())


def _months(searches: Iterable[Search]) -> Iterator[Month]:
    """Every month from the first to the last that is covered."""
    periods = [dates.parse(search.covers) for search in searches if search.covers]
    if not periods:
        return
    first, last = min(p.lower for p in periods), max(p.upper for p in periods)
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield count // 12, count % 12 + 1


def _entities(base: KnowledgeBase, searches: Iterable[Search]) -> list[Entity]:
    """What the rows are of: all priorities, and after them whatever else a search was made about."""
    asked = dict.fromkeys(id for search in searches for id in search.about if id in base.entities)
    priorities = [entity for entity in base.entities.values() if isinstance(entity, Priority)]
    return [*priorities, *(base.entities[id] for id in asked if base.entities[id] not in priorities)]


def _row(
    base: KnowledgeBase,
    entity: Entity,
    searches: Iterable[Search],
    months: tuple[Month, ...],
    languages: Iterable[str],
) -> Row:
    made = sorted((search for search in searches if entity.id in search.about), key=lambda search: search.date)
    years = {year for year, _ in months}
    found: dict[Month, list[Statement]] = {}
    for statement in base.about.get(entity.id, ()):
        month = _month_of(statement)
        if not statement.retracted and (month in months or (month[0] in years and month[1] == NO_MONTH)):
            found.setdefault(month, []).append(statement)
    cells = {month: Cell(tuple(found.get(month, ())), _latest(made, month)) for month in months}
    cells |= {(year, NO_MONTH): Cell(tuple(found.get((year, NO_MONTH), ()))) for year in years}
    told = [statement for statements in found.values() for statement in statements]
    return Row(entity, cells, {one: _of_language(base, told, made, one) for one in languages})


def _month_of(statement: Statement) -> Month:
    """The month that a statement is counted to; `NO_MONTH` where its date does not tell."""
    period = sort_date(statement)
    is_known = period.precision in ("month", "day")
    return period.year, period.lower.month if is_known else NO_MONTH


def _latest(searches: Iterable[Search], month: Month) -> Search | None:
    """The last of `searches`, which are in order of date, that covers a month."""
    covering = [search for search in searches if _covers(search, month)]
    return covering[-1] if covering else None


def _covers(search: Search, month: Month) -> bool:
    period = dates.parse(search.covers or "")
    return (period.lower.year, period.lower.month) <= month <= (period.upper.year, period.upper.month)


def _of_language(base: KnowledgeBase, told: Iterable[Statement], made: Iterable[Search], language: str) -> Cell:
    """The statements that rest on a source in a language, and the latest search that was made in it."""
    resting = tuple(s for s in told if any(_is_in(base, link.id, language) for link in s.sources))
    asked = [search for search in made if language in search.languages]
    return Cell(resting, asked[-1] if asked else None)


def _is_in(base: KnowledgeBase, source: str, language: str) -> bool:
    record = base.sources.get(source)
    return record is not None and record.language.partition("-")[0] == language
