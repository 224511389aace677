"""Who speaks on which priority: statements by the side that their speaker belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import Priority, Statement
from kbase.core.records.vocabulary import Country

SIDES: Final = (Country.BY, Country.RU, Country.UNION_STATE, None)
"""The columns; None stands for everybody else, and for speakers whom their source does not name."""

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
        return frozenset(side for side, said in zip(SIDES, self.sides, strict=True) if said)


def voices(base: KnowledgeBase) -> list[Voices]:
    """All priorities, those with the most statements first. A fact has no speaker, and what was withdrawn is not
    counted.
    """
    rows = [_voices(base, entity) for entity in base.entities.values() if isinstance(entity, Priority)]
    return sorted(rows, key=lambda row: (-sum(map(len, row.sides)), row.priority.id))


def _voices(base: KnowledgeBase, priority: Priority) -> Voices:
    said = [s for s in base.about.get(priority.id, ()) if s.by is not None and not s.retracted]
    return Voices(priority, tuple(tuple(s for s in said if side in _sides(base, s)) for side in SIDES))


def _sides(base: KnowledgeBase, statement: Statement) -> set[Country | None]:
    """The sides of a speaker: two where a body belongs to both countries."""
    speaker = base.publishers.get(statement.speaker or "")
    countries = speaker.countries if speaker else ()
    between = [country for country in _BETWEEN_STATES if country in countries]
    return {country for country in between[:1] or countries if country in SIDES} or {None}
