"""The knowledge base: all records and pages, and the look-ups between them in both directions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from kbase.core.evidence.review_file import Reviews, load_reviews
from kbase.core.ledger.changes_file import Logged, load_changes
from kbase.core.ledger.ledger_file import Ledger, load_ledger
from kbase.core.messages import say
from kbase.core.pages.paths import GLOSSARY
from kbase.core.problems import Place, Problem
from kbase.core.prose.page import Prose, load_prose
from kbase.core.records import dates
from kbase.core.records.loading import DATA_FOLDER, STATEMENTS_FOLDER, Loaded, Origin, load
from kbase.core.records.memory import Memory
from kbase.core.records.model import (
    LANGUAGES,
    Actor,
    Agreement,
    Entity,
    Event,
    Identified,
    Outlet,
    Priority,
    Search,
    Source,
    Statement,
    Term,
    Text,
    other,
)
from kbase.core.records.owner import Owner, load_owner
from kbase.core.records.vocabulary import MUTUAL, SECTION_OF, ActorKind, Challenge, RelationType
from kbase.core.translation.marks import Marks, load_marks

Publisher = Actor | Outlet
V = TypeVar("V")


@dataclass(frozen=True)
class Edge:
    """A relation as seen from one end: "this record — `type` → `other`"."""

    type: RelationType
    other: str
    since: str | None = None
    until: str | None = None
    statement: str | None = None
    source: str | None = None
    office: Text | None = None
    """What a person is or was there, where the relation is an office."""


@dataclass(frozen=True)
class Challenged:
    """The other end of a challenge: this statement challenges `statement` in the way `how`."""

    statement: str
    how: Challenge


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that `docs/` holds, frozen. Every look-up is an index made once, on its first use."""

    entities: Mapping[str, Entity]
    outlets: Mapping[str, Outlet]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    terms: Mapping[str, Term]
    searches: Mapping[str, Search]
    prose: Mapping[tuple[str, str], Prose]
    topics: Mapping[str, str]
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)
    marks: Marks = field(default_factory=dict, repr=False)
    ledger: Ledger = field(default_factory=Ledger, repr=False)
    reviews: Reviews = field(default_factory=dict, repr=False)
    owner: Owner = field(default_factory=Owner, repr=False)
    changed: tuple[Logged, ...] = field(default=(), repr=False)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Former id → the id of the record that had it."""
        return {former: id for id, formers in self.formers.items() for former in formers}

    @cached_property
    def formers(self) -> dict[str, tuple[str, ...]]:
        """Id → the ids that its record had before, of those that had any."""
        shelves = (self.entities, self.outlets, self.sources, self.statements, self.terms, self.searches)
        records: Iterator[Identified] = (record for shelf in shelves for record in shelf.values())
        return {record.id: record.former_ids for record in records if record.former_ids}

    @cached_property
    def publishers(self) -> dict[str, Publisher]:
        """Every actor and outlet by id: whatever may stand in `published_by`, `origin` and `controller`."""
        actors = {i: entity for i, entity in self.entities.items() if isinstance(entity, Actor)}
        return {**actors, **self.outlets}

    @cached_property
    def about(self) -> dict[str, tuple[Statement, ...]]:
        """Entity id → the statements about it, in order of date."""
        return _grouped((i, s) for s in self.in_order for i in s.about)

    @cached_property
    def said_by(self) -> dict[str, tuple[Statement, ...]]:
        """Actor id → the statements that it made, in order of date."""
        return _grouped((s.speaker, s) for s in self.in_order if s.speaker)

    @cached_property
    def cited_by(self) -> dict[str, tuple[Statement, ...]]:
        """Source id → the statements that rest on it, or are supported or challenged by it."""
        return _grouped((i, s) for s in self.in_order for i in dict.fromkeys(sources_of(s)))

    @cached_property
    def challenges(self) -> dict[str, tuple[Challenged, ...]]:
        """Statement id → the statements that it challenges."""
        return _grouped(
            (link.statement, Challenged(s.id, link.how))
            for s in self.in_order
            for link in s.challenged_by
            if link.statement
        )

    def mutual(self, statement: Statement) -> frozenset[str]:
        """The ids of the statements that stand against this one as it does against them: each end says so, in a way
        that reads the same from both.
        """
        ours = {(link.statement, link.how) for link in statement.challenged_by if link.how in MUTUAL}
        theirs = ((other.statement, other.how) for other in self.challenges.get(statement.id, ()))
        return frozenset(id for id, how in theirs if (id, how) in ours)

    @cached_property
    def supports(self) -> dict[str, tuple[str, ...]]:
        """Statement id → the ids of the claims that it supports."""
        return _grouped((link.statement, s.id) for s in self.in_order for link in s.supported_by if link.statement)

    @cached_property
    def relations(self) -> dict[str, tuple[Edge, ...]]:
        """Entity id → its relations, both those that its own record holds and those that others have to it."""
        both = ((end, edge) for entity in self.entities.values() for end, edge in _both_ends(entity))
        return {i: tuple(dict.fromkeys(edges)) for i, edges in _grouped(both).items()}

    @cached_property
    def referred_by(self) -> dict[str, tuple[str, ...]]:
        """Entity id → the paths of the prose pages of other records that link to it."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for page in self.prose.values():
            for target in internal_targets(page):
                entity = target.rpartition("/")[2]
                if entity in self.entities and target == self.path_of(entity) != page.path:
                    found[entity][page.path] = None
        return {i: tuple(paths) for i, paths in found.items()}

    @cached_property
    def published(self) -> dict[str, tuple[Source, ...]]:
        """Publisher id → its sources, in order of id."""
        return _grouped((source.published_by, source) for _, source in sorted(self.sources.items()))

    @cached_property
    def in_order(self) -> tuple[Statement, ...]:
        """All statements by the day on which what they say happened, else was said; then by id."""
        return tuple(sorted(self.statements.values(), key=lambda s: (sort_date(s), s.id)))

    def path_of(self, entity: str) -> str:
        """The path of an entity's page without language and ending: "actors/belta"."""
        return f"{SECTION_OF[self.entities[entity].type]}/{entity}"

    def prose_of(self, entity: str, language: str) -> Prose | None:
        """The prose of an entity in `language`, or None where it has none."""
        return self.prose.get((language, self.path_of(entity)))

    def prose_at(self, path: str) -> dict[str, Prose]:
        """The prose of the page at `path` in each language that has it, English first."""
        return {language: self.prose[language, path] for language in LANGUAGES if (language, path) in self.prose}

    def prose_shown(self, path: str, language: str) -> Prose | None:
        """The prose of the page at `path` as `language` shows it: in the other one where its own is missing."""
        return self.prose.get((language, path)) or self.prose.get((other(language), path))

    def final_controllers(self, actor: str) -> frozenset[str]:
        """The last owners in the chain of `actor`; empty where the chain ends in someone unknown.

        A state is its own controller; a person in office speaks for whoever controls the bodies of their roles, and
        a person without a role for themselves; a body may name itself as its controller.
        """
        return self._controllers(actor, frozenset())

    def _controllers(self, actor: str, passed: frozenset[str]) -> frozenset[str]:
        record = self.publishers.get(actor)
        if record is None or actor in passed:
            return frozenset()
        if record.controller and record.controller != actor:
            return self._controllers(record.controller, passed | {actor})
        if record.kind is ActorKind.STATE or record.controller == actor:
            return frozenset({actor})
        if record.kind is not ActorKind.PERSON:
            return frozenset()
        offices = [r.organisation for r in record.roles if r.organisation] if isinstance(record, Actor) else []
        found = [self._controllers(office, passed | {actor}) for office in offices]
        return frozenset().union(*found) if all(found) and found else frozenset() if found else frozenset({actor})


def build(
    loaded: Loaded,
    pages: Mapping[tuple[str, str], Prose],
    marks: Marks | None = None,
    ledger: Ledger | None = None,
    reviews: Reviews | None = None,
) -> KnowledgeBase:
    """The base of what was loaded; records that could not be read are simply not in it."""
    return KnowledgeBase(
        entities=loaded.entities,
        outlets=loaded.outlets,
        sources=loaded.sources,
        statements=loaded.statements,
        terms=loaded.terms,
        searches=loaded.searches,
        prose=pages,
        topics=loaded.topics,
        origins=loaded.origins,
        marks=marks or {},
        ledger=ledger or Ledger(),
        reviews=reviews or {},
    )


def read_base(root: Path, memory: Memory | None = None) -> tuple[KnowledgeBase, list[Problem]]:
    """The base under `root` (the repository) and everything that could not be read.

    Whoever reads it again and again gives the same `memory` each time: only what has changed is read then.
    """
    loaded = load(root, memory)
    pages, problems = load_prose(root, memory)
    owner, faults = load_owner(root)
    base = build(loaded, pages, load_marks(root), load_ledger(root), load_reviews(root))
    base = replace(base, owner=owner, changed=load_changes(root))
    found = loaded.problems + problems + faults
    return base, found + list(_gone(base, {problem.place.file for problem in found}))


def _gone(base: KnowledgeBase, named: set[str]) -> Iterator[Problem]:
    """Files and folders of records that hold none any more, though several were published: one line for each, in place
    of one for every record that needs one of them. Those in whose files something is wrong are `named` already.
    """
    published = Counter(key.rpartition("/")[0] for key, entry in base.ledger.entries.items() if not entry.leads_on)
    for section, count in published.items():
        file = f"{DATA_FOLDER}/{_FILE_OF.get(section, section)}"
        is_named = any(f"{other}/".startswith(f"{file}/") or file.startswith(f"{other}/") for other in named)
        if count > 1 and not is_named and not _holds(base, section):
            fix = say("put it back: git checkout -- {path}", path=file)
            yield Problem(Place(file), "records-gone", say("it holds none of the {count} records", count=count), fix)


_FILE_OF: Mapping[str, str] = {
    "sources": "sources.yml",
    "publishers": "publishers.yml",
    "searches": "searches.yml",
    GLOSSARY: "glossary.yml",
    "statements": STATEMENTS_FOLDER,
}
"""The first part of a record's key in the ledger → its file or folder in docs/data, where that is called otherwise."""


def _holds(base: KnowledgeBase, section: str) -> bool:
    """Whether any record has a key that begins with `section`."""
    shelves: Mapping[str, Mapping[str, object]] = {
        "sources": base.sources,
        "publishers": base.outlets,
        "searches": base.searches,
        GLOSSARY: base.terms,
        "statements": base.statements,
    }
    if section in shelves:
        return bool(shelves[section])
    return any(SECTION_OF[entity.type] == section for entity in base.entities.values())


def sort_date(statement: Statement) -> dates.Period:
    """The date that registers sort by: when it happened, else when it was said."""
    return dates.parse(statement.happened or statement.said or "")


def sources_of(statement: Statement) -> Iterator[str]:
    """The ids of all sources that a statement names, the ones it rests on first."""
    yield from (link.id for link in statement.sources)
    yield from (link.source for link in statement.supported_by if link.source)
    yield from (link.source for link in statement.challenged_by if link.source)


def internal_targets(page: Prose) -> Iterator[str]:
    """The page paths that a page links to ("actors/belta"), from its relative links to `.md` files."""
    for link in page.links:
        target = link.target.partition("#")[0]
        if target.endswith(".md") and "://" not in target:
            yield resolve(page.path, target.removesuffix(".md"))


def resolve(path: str, target: str) -> str:
    """The path that the relative `target` names, seen from the page at `path`; ".." above the top stays."""
    parts = path.split("/")[:-1]
    for step in target.split("/"):
        if step == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)


def _own_edges(entity: Entity) -> Iterator[Edge]:
    """The relations that a record states, whether as a relation or in a field of its type."""
    for r in entity.relations:
        yield Edge(r.type, r.target, r.from_, r.to, r.statement, r.source)
    fields: list[tuple[RelationType, Iterable[str | None]]] = []
    if isinstance(entity, Actor):
        yield from (
            Edge(RelationType.OFFICE_AT, role.organisation, role.from_, role.to, None, role.source, role.role)
            for role in entity.roles
            if role.organisation
        )
        fields = [(RelationType.CONTROLLED_BY, (entity.controller if entity.controller != entity.id else None,))]
    elif isinstance(entity, Agreement):
        fields = [(RelationType.ISSUED_BY, (entity.issuer,)), (RelationType.HAS_PARTY, entity.parties)]
    elif isinstance(entity, Event):
        fields = [
            (RelationType.ORGANISED_BY, entity.organisers),
            (RelationType.HAD_PARTICIPANT, entity.participants),
        ]
    elif isinstance(entity, Priority):
        fields = [(RelationType.PRIORITY_OF, entity.whose), (RelationType.SET_BY, (entity.act,))]
    yield from (Edge(relation, other) for relation, others in fields for other in others if other)


def _both_ends(entity: Entity) -> Iterator[tuple[str, Edge]]:
    for edge in _own_edges(entity):
        yield entity.id, edge
        yield edge.other, replace(edge, type=edge.type.inverse, other=entity.id)


def _grouped(pairs: Iterable[tuple[str | None, V]]) -> dict[str, tuple[V, ...]]:
    groups: defaultdict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
