"""Who speaks on which priority: statements by the side that their speaker belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import Priority, Statement, Unnamed
from kbase.core.records.vocabulary import Country

SIDES: Final = (Country.BY, Country.RU, Country.UNION_STATE, None)
"""The columns; None stands for everybody else, and for speakers whose country is not known."""

_BETWEEN_STATES: Final = (Country.UNION_STATE, Country.INTERNATIONAL)
"""A body between states speaks for itself, not for each of its members."""


@dataclass(frozen=True)
class Voices:
    """A priority with what each of `SIDES` says on it."""

    priority: Priority
    sides: tuple[tuple[Statement, ...], ...]

    @property
    def heard(self) -> frozenset[Country | None]:
        """The sides of which anyone speaks on it."""
        return frozenset(side for side, said in self.by_side)

    @property
    def by_side(self) -> tuple[tuple[Country | None, tuple[Statement, ...]], ...]:
        """The sides that speak, each with its statements."""
        return tuple((side, said) for side, said in zip(SIDES, self.sides, strict=True) if said)


def voices(base: KnowledgeBase) -> list[Voices]:
    """All priorities, those with the most statements first. A fact has no speaker, and what was withdrawn is not
    counted.
    """
    rows = [voices_on(base, entity) for entity in base.entities.values() if isinstance(entity, Priority)]
    return sorted(rows, key=lambda row: (-sum(map(len, row.sides)), row.priority.id))


def voices_on(base: KnowledgeBase, priority: Priority) -> Voices:
    """What each side says on a priority."""
    said = [s for s in base.about.get(priority.id, ()) if s.by is not None and not s.retracted]
    return Voices(priority, tuple(tuple(s for s in said if side in _sides(base, s)) for side in SIDES))


def countries_of(base: KnowledgeBase, statement: Statement) -> tuple[Country, ...]:
    """The countries of whoever says so, by their record, or as far as they are known of one without a record."""
    if isinstance(statement.by, Unnamed):
        return statement.by.countries
    speaker = base.publishers.get(statement.speaker or "")
    return speaker.countries if speaker else ()


def _sides(base: KnowledgeBase, statement: Statement) -> set[Country | None]:
    """The sides of a speaker: two where a body belongs to both countries."""
    countries = countries_of(base, statement)
    between = [country for country in _BETWEEN_STATES if country in countries]
    return {country for country in between[:1] or countries if country in SIDES} or {None}
