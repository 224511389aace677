"""The tables of what joins records, a row per link: so that neither a question in SQL nor a spreadsheet needs JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kbase.core.records.model import Actor, Agreement, ChallengeLink, Passage, SourceLink, SupportLink
from kbase.exports import rows
from kbase.exports.flat import named
from kbase.exports.rows import Row
from kbase.exports.snapshot import Snapshot


class Links(NamedTuple):
    """A table of links: its name, its columns, its rows, and which column names a record of which table."""

    name: str
    columns: Sequence[str]
    rows: list[Row]
    keys: dict[str, str]


def all_links(snapshot: Snapshot) -> Iterator[Links]:
    """Every table of links."""
    yield _about(snapshot)
    yield from _evidence(snapshot)
    yield _relations(snapshot)
    yield _steps(snapshot)
    yield _roles(snapshot)
    yield _revisions(snapshot)


def _about(snapshot: Snapshot) -> Links:
    statements = rows.in_order(snapshot.base.statements)
    found = [{"statement": s.id, "entity": entity} for s in statements for entity in s.about]
    return Links("statement_about", ("statement", "entity"), found, {"statement": "statements", "entity": "entities"})


_EVIDENCE: Final = (
    ("sources", ("id", "supports", "seen", "role", "origin", "via", "passage")),
    ("supported_by", ("statement", "source", "supports", "seen", "role", "origin", "via", "passage")),
    ("challenged_by", ("statement", "source", "how", "seen", "role", "origin", "via", "passage", "search")),
)


def _evidence(snapshot: Snapshot) -> Iterator[Links]:
    for field, columns in _EVIDENCE:
        called = tuple("by_statement" if c == "statement" else "source" if c == "id" else c for c in columns)
        found = [
            {"of_statement": s.id, **{n: _value(link, c) for n, c in zip(called, columns, strict=True)}}
            for s in rows.in_order(snapshot.base.statements)
            for link in getattr(s, field)
        ]
        keys = {"of_statement": "statements", "by_statement": "statements", "source": "sources", "search": "searches"}
        keys = {column: table for column, table in keys.items() if column in ("of_statement", *called)}
        yield Links(f"statement_{field}", ("of_statement", *called), found, keys)


def _value(link: SourceLink | SupportLink | ChallengeLink, column: str) -> object:
    value = getattr(link, column)
    return value.text if isinstance(value, Passage) else value


def _relations(snapshot: Snapshot) -> Links:
    edges = ("type", "other", "since", "until", "statement", "source")
    found = [
        {"entity": entity, **{field: getattr(edge, field) for field in edges}}
        for entity, both in sorted(snapshot.base.relations.items())
        for edge in both
    ]
    # An end of a relation may be a publisher without a page: `entity` and `other` are keys of no one table.
    keys = {"statement": "statements", "source": "sources"}
    return Links("relations", ("entity", *edges), found, keys)


def _steps(snapshot: Snapshot) -> Links:
    columns = ("agreement", "date", "date_from", "date_to", "step", "party", "source")
    found = [
        {"agreement": act.id, **named.bounds("date", h.date), **{f: getattr(h, f) for f in ("date", "step", "party")}}
        | {"source": h.source}
        for act in rows.in_order(snapshot.base.entities)
        if isinstance(act, Agreement)
        for h in act.history
    ]
    return Links("agreement_steps", columns, found, {"agreement": "entities", "party": "entities", "source": "sources"})


def _roles(snapshot: Snapshot) -> Links:
    columns = ("person", "role_en", "role_ru", "organisation", "since", "until", "as_of", "source")
    found = [
        {"person": person.id, "role_en": role.role.en, "role_ru": role.role.ru, "organisation": role.organisation}
        | {"since": role.from_, "until": role.to, "as_of": role.as_of, "source": role.source}
        for person in rows.in_order(snapshot.base.entities)
        if isinstance(person, Actor)
        for role in person.roles
    ]
    return Links("roles", columns, found, {"person": "entities", "source": "sources"})


def _revisions(snapshot: Snapshot) -> Links:
    columns = ("statement", "date", "what_en", "what_ru")
    found = [
        {"statement": s.id, "date": revision.date, "what_en": revision.what.en, "what_ru": revision.what.ru}
        for s in rows.in_order(snapshot.base.statements)
        for revision in s.revised
    ]
    return Links("revisions", columns, found, {"statement": "statements"})
