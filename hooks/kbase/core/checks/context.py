"""What a check may look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from kbase.core.base import KnowledgeBase
from kbase.core.ledger.ledger_file import Entry
from kbase.core.ledger.published import entries
from kbase.core.pages.anchors import PageTable
from kbase.core.problems import Place, Severity
from kbase.core.records.model import Entity, Outlet, Search, Source, Statement, Term, Text
from kbase.core.records.walking import strings, texts
from kbase.core.records.yaml_source import Path as NodePath

AnyRecord = Entity | Outlet | Source | Statement | Term | Search


@dataclass(frozen=True)
class Context:
    """The base, the repository that it was read from, whether a release is checked, and on which day."""

    base: KnowledgeBase
    root: Path
    release: bool = False
    today: date = field(default_factory=date.today)

    @property
    def lenient(self) -> Severity:
        """What may wait is a warning while the base is worked on, and an error in a release."""
        return Severity.ERROR if self.release else Severity.WARNING

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What would be published of every record now."""
        return entries(self.base)

    @cached_property
    def table(self) -> PageTable:
        """The pages of the site with their ids."""
        return PageTable(self.base)

    @cached_property
    def texts(self) -> tuple[tuple[AnyRecord, NodePath, Text], ...]:
        """Every bilingual text of the records with its record and path: walked through once for all rules."""
        return tuple((record, path, text) for record in self.records() for path, text in texts(record))

    @cached_property
    def strings(self) -> tuple[tuple[AnyRecord, NodePath, str], ...]:
        """Every plain string of the records, those inside bilingual texts too, with its record and path."""
        return tuple((record, path, text) for record in self.records() for path, text in strings(record))

    def records(self) -> Iterator[AnyRecord]:
        """All records of the base."""
        base = self.base
        for shelf in (base.entities, base.outlets, base.sources, base.statements, base.terms, base.searches):
            yield from shelf.values()

    def place(self, record: str, path: NodePath = ()) -> Place:
        """Where a field of a record stands."""
        return self.base.origins[record].place(path)
