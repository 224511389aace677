"""Which pages show a record, and which feeds report it. Registers and indexes, which repeat them, are not named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kbase.core.base import KnowledgeBase, internal_targets
from kbase.core.pages import paths
from kbase.core.records.model import Entity, Statement

CALENDAR: Final = "commitments.ics"
FEED: Final = "feed.xml"

_SHOWN_BY_OTHERS: Final = frozenset(
    {"", "title", "relations", "roles", "parties", "issuer", "organisers", "participants", "whose", "act", "controller"}
)
"""Fields of a record with a page that the pages of other records show too; the empty one is the whole record. Of a
member of a list, such as `relations[member-of cis]`, only the page of the one that it names.
"""


@dataclass(frozen=True)
class Reach:
    """The pages and feeds of one state of the base, as sets of paths without language and ending."""

    base: KnowledgeBase

    def pages(self, type: str, record: str, field: str = "") -> set[str]:
        """The pages that show a record, or one field of it; none for a record that is not in this state."""
        return set(_PAGES_OF.get(type, Reach._entity)(self, record, field))

    def feeds(self, type: str, record: str) -> set[str]:
        """The feeds and calendars that report a record: they report statements only."""
        statement = self.base.statements.get(record) if type == "statement" else None
        if statement is None:
            return set()
        about = (f"{self.base.path_of(entity)}/{FEED}" for entity in self._entities_of(statement))
        return {FEED, *about, *([CALENDAR] if statement.due else [])}

    def _statement(self, record: str, _: str) -> Iterator[str]:
        statement = self.base.statements.get(record)
        if statement is None:
            return
        yield paths.of_statement(record)
        yield from map(self.base.path_of, self._entities_of(statement))
        yield from self._told_in.get(record, ())
        challengers = (link.statement for link in statement.challenged_by if link.statement)
        yield from (paths.of_statement(other) for other in (*challengers, *self._named_by.get(record, ())))

    def _source(self, record: str, _: str) -> Iterator[str]:
        if source := self.base.sources.get(record):
            yield paths.of_publisher(source.published_by)
            yield from self._cited_in.get(record, ())
            for statement in self.base.cited_by.get(record, ()):
                yield paths.of_statement(statement.id)
                yield from map(self.base.path_of, self._entities_of(statement))

    def _publisher(self, record: str, _: str) -> Iterator[str]:
        for source in self.base.published.get(record, ()):
            yield from self._source(source.id, "")
        if record in self.base.entities:
            yield self.base.path_of(record)

    def _term(self, record: str, _: str) -> Iterator[str]:
        if record in self.base.terms:
            yield paths.of_term(record)

    def _search(self, record: str, _: str) -> Iterator[str]:
        if search := self.base.searches.get(record):
            yield from (self.base.path_of(entity) for entity in search.about if entity in self.base.entities)

    def _page(self, path: str, _: str) -> Iterator[str]:
        yield path

    def _entity(self, record: str, field: str) -> Iterator[str]:
        if record not in self.base.entities:
            return
        yield self.base.path_of(record)
        name, _, member = field.partition(".")[0].partition("[")
        if name in _SHOWN_BY_OTHERS:
            named = set(re.findall(r"[a-z0-9-]+", member))
            others = (edge.other for edge in self.base.relations.get(record, ()) if not named or edge.other in named)
            yield from (self.base.path_of(other) for other in others if other in self.base.entities)
        if name in ("", "title"):
            yield from self.base.referred_by.get(record, ())
            told = (*self.base.about.get(record, ()), *self.base.said_by.get(record, ()))
            yield from (paths.of_statement(statement.id) for statement in told)

    def _entities_of(self, statement: Statement) -> Iterator[str]:
        named = dict.fromkeys((*statement.about, *([statement.speaker] if statement.speaker else [])))
        return (record for record in named if record in self.base.entities)

    @cached_property
    def _told_in(self) -> Mapping[str, set[str]]:
        """Statement id → the pages of prose that embed it or link to it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for page in self.base.prose.values():
            linked = (path for path in internal_targets(page) if path.startswith(f"{paths.STATEMENTS}/"))
            for told in (*(mention.target for mention in page.statements), *(p.partition("/")[2] for p in linked)):
                found[told].add(page.path)
        return found

    @cached_property
    def _named_by(self) -> Mapping[str, set[str]]:
        """Statement id → the other statements whose pages show its text."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for statement in self.base.statements.values():
            challengers = (link.statement for link in statement.challenged_by)
            supporters = (link.statement for link in statement.supported_by)
            named = (*challengers, *supporters, statement.outcome_statement, *statement.replaced_by)
            for other in named:
                found[other or ""].add(statement.id)
        return found

    @cached_property
    def _cited_in(self) -> Mapping[str, set[str]]:
        """Source id → the pages that cite it in prose, or in a field of their record."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for page in self.base.prose.values():
            for mention in page.citations:
                found[mention.target].add(page.path)
        for entity in self.base.entities.values():
            for source in _cited_by_fields(entity):
                found[source or ""].add(self.base.path_of(entity.id))
        return found


def _cited_by_fields(entity: Entity) -> Iterable[str | None]:
    """The sources that a record names in its own fields."""
    lists = ("names", "relations", "roles", "history", "legal_status")
    members = (member.source for name in lists for member in getattr(entity, name, ()))
    return (*entity.sources, *members, getattr(entity, "ownership_source", None))


_PAGES_OF: Final[Mapping[str, Callable[[Reach, str, str], Iterator[str]]]] = {
    "statement": Reach._statement,
    "source": Reach._source,
    "publisher": Reach._publisher,
    "term": Reach._term,
    "search": Reach._search,
    "page": Reach._page,
}
"""Type of a record → how its pages are found; every other type is that of a record with a page."""
