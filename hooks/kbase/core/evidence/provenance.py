"""From whom the sources of a statement have it, and who owns these: what a reader sees of "independent" or not, and how
many sources there are of how many origins.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.labels import Labels
from kbase.core.evidence.rows import Row
from kbase.core.evidence.witnesses import Witness, witnesses
from kbase.core.records.model import Statement

PICTURED: Final = frozenset({Row.INDEPENDENT, Row.BOTH_STATES, Row.SEVERAL})
"""The labels that turn on who has it from whom."""

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Publishers with the same `origins`: none where that is not known; a publisher itself is its own report."""

    origins: Ids
    publishers: Ids


@dataclass(frozen=True)
class Owner:
    """Origins with the same final `owners`: none where one of these is not known."""

    owners: Ids
    origins: tuple[Origin, ...]

    @property
    def publishers(self) -> int:
        """How many publishers go back to these owners."""
        return sum(len(origin.publishers) for origin in self.origins)


def provenance(statement: Statement, labels: Labels, base: KnowledgeBase) -> tuple[Owner, ...]:
    """Owner by owner, the origins of what was read and carries all of the statement, those of most publishers first;
    nothing where the label does not turn on them.
    """
    if labels.words.row not in PICTURED:
        return ()
    read = (w for w in witnesses(statement.sources, base) if w.is_read and w.whole)
    found = sorted({_strand(witness): None for witness in read})
    owners = [
        Owner(owned, tuple(Origin(o, tuple(s[2] for s in same)) for o, same in groupby(group, key=lambda s: s[1])))
        for owned, group in groupby(found, key=lambda s: s[0])
    ]
    return tuple(sorted(owners, key=lambda owner: (not owner.owners, -owner.publishers)))


def _strand(witness: Witness) -> tuple[Ids, Ids, str]:
    """The owners, the origins and the publisher of a witness."""
    return tuple(sorted(witness.owners)), tuple(sorted(witness.origins)), witness.publisher


@dataclass(frozen=True)
class Tally:
    """How many sources a statement has, how many of these were read and carry all of it, from how many origins they
    have it (those with an origin in common count once), and of how many the origin is not known.
    """

    sources: int
    whole: int
    origins: int
    unknown: int


def tally(statement: Statement, base: KnowledgeBase) -> Tally:
    """The figures that stand beside a label: "one source" counts what carries all of it, not what is listed."""
    whole = [w for w in witnesses(statement.sources, base) if w.is_read and w.whole]
    named = [w.origins for w in whole if w.origins]
    return Tally(len(statement.sources), len(whole), _apart(named), len(whole) - len(named))


def _apart(origins: list[frozenset[str]]) -> int:
    """How many groups there are that have no origin in common."""
    groups: list[frozenset[str]] = []
    for named in origins:
        shared = [group for group in groups if group & named]
        groups = [group for group in groups if group not in shared] + [named.union(*shared)]
    return len(groups)
