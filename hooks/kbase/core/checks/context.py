"""What a check may look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import Grades, grade_all
from kbase.core.ledger.entries import entries, key_of
from kbase.core.ledger.ledger_file import Entry
from kbase.core.ledger.published import Published
from kbase.core.messages import Message, say
from kbase.core.pages.anchors import PageTable
from kbase.core.problems import Place, Severity, near
from kbase.core.prose.page import Prose
from kbase.core.records.model import Entity, Outlet, Search, Source, Statement, Term, Text
from kbase.core.records.walking import strings, texts
from kbase.core.records.yaml_source import Path as NodePath

AnyRecord = Entity | Outlet | Source | Statement | Term | Search
R = TypeVar("R", bound=AnyRecord)
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The base, the repository that it was read from, whether a release is checked, and on which day; and what is
    published elsewhere, where it is held to that.

    The files in `clean` need not be looked at by rules of single files: `pages`, `texts` and `strings` pass them over.
    """

    base: KnowledgeBase
    root: Path
    release: bool = False
    today: date = field(default_factory=date.today)
    published: Published | None = None
    clean: frozenset[str] = frozenset()
    _made: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes of the whole base, for all rules that ask under this name."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    def without(self, clean: frozenset[str]) -> Context:
        """The same, with other clean files."""
        return replace(self, clean=clean)

    def of(self, base: KnowledgeBase) -> Context:
        """The same of another base: what was made of this one is not of that."""
        return replace(self, base=base, _made={})

    @property
    def lenient(self) -> Severity:
        """What may wait is a warning while the base is worked on, and an error in a release."""
        return Severity.ERROR if self.release else Severity.WARNING

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What would be published of every record now."""
        return entries(self.base, self.graded)

    @cached_property
    def graded(self) -> Mapping[str, Grades]:
        """Statement id → its grades."""
        return grade_all(self.base)

    @cached_property
    def table(self) -> PageTable:
        """The pages of the site with their ids."""
        return PageTable(self.base)

    @cached_property
    def pages(self) -> tuple[Prose, ...]:
        """Every page of prose."""
        return tuple(page for page in self.base.prose.values() if page.file not in self.clean)

    @cached_property
    def texts(self) -> tuple[tuple[AnyRecord, NodePath, Text], ...]:
        """Every bilingual text of the records with its record and path: walked through once for all rules."""
        return tuple((record, path, text) for record in self._unclean() for path, text in texts(record))

    @cached_property
    def strings(self) -> tuple[tuple[AnyRecord, NodePath, str], ...]:
        """Every plain string of the records, those inside bilingual texts too, with its record and path."""
        return tuple((record, path, text) for record in self._unclean() for path, text in strings(record))

    def records(self) -> Iterator[AnyRecord]:
        """All records of the base."""
        base = self.base
        for shelf in (base.entities, base.outlets, base.sources, base.statements, base.terms, base.searches):
            yield from shelf.values()

    def _unclean(self) -> Iterator[AnyRecord]:
        """The records outside the clean files."""
        files = {id: origin.parsed.file for id, origin in self.base.origins.items()} if self.clean else {}
        return (record for record in self.records() if files.get(record.id) not in self.clean)

    def published_first(self, records: Iterable[R]) -> list[R]:
        """Records with those that are new at the end: of two that cannot both be, the new one is to be changed."""
        return sorted(records, key=lambda record: key_of(record) not in self.base.ledger.entries)

    def known_as(self, wrong: str, known: Collection[str]) -> Message:
        """A hint for an id that is not there: what its record is called now, or the one that is nearest; or nothing."""
        now = self.base.renamed.get(wrong)
        return say("it is called '{now}' now", now=now) if now and now in known else near(wrong, known)

    def place(self, record: str, path: NodePath = ()) -> Place:
        """Where a field of a record stands."""
        return self.base.origins[record].place(path)
