"""Ids that records name: do they exist, are they of the right type, and is every record named by something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kbase.core.base import KnowledgeBase, internal_targets, sources_of
from kbase.core.checks.context import Context
from kbase.core.messages import Message, say
from kbase.core.pages.paths import STATEMENTS
from kbase.core.problems import Problem
from kbase.core.records.model import (
    OWN,
    Actor,
    Agreement,
    Analysis,
    Entity,
    Event,
    Outlet,
    Priority,
    Search,
    Source,
    Statement,
    Term,
)
from kbase.core.records.walking import EACH, values
from kbase.core.records.yaml_source import Path

ACTOR, ENTITY, SOURCE, STATEMENT, ORIGIN, AGREEMENT = "actor", "entity", "source", "statement", "origin", "agreement"
SEARCH = "search"

_KINDS: Final[Mapping[str, Message]] = {
    ACTOR: say("actor"),
    ENTITY: say("entity"),
    SOURCE: say("source"),
    STATEMENT: say("statement"),
    ORIGIN: say("origin"),
    AGREEMENT: say("agreement"),
    SEARCH: say("search"),
}
"""What an id must name, in words."""

_COMMON: Final[tuple[tuple[Path, str], ...]] = (
    (("relations", EACH, "target"), ENTITY),
    (("relations", EACH, "statement"), STATEMENT),
    (("relations", EACH, "source"), SOURCE),
    (("names", EACH, "source"), SOURCE),
    (("sources", EACH), SOURCE),
)
_PUBLISHER: Final[tuple[tuple[Path, str], ...]] = (
    (("controller",), ACTOR),
    (("ownership_source",), SOURCE),
    (("legal_status", EACH, "source"), SOURCE),
)

REFERENCES: Final[dict[type[Any], tuple[tuple[Path, str], ...]]] = {
    Entity: _COMMON,
    Actor: (*_PUBLISHER, (("roles", EACH, "organisation"), ACTOR), (("roles", EACH, "source"), SOURCE)),
    Agreement: (
        (("issuer",), ACTOR),
        (("parties", EACH), ACTOR),
        (("history", EACH, "party"), ACTOR),
        (("history", EACH, "source"), SOURCE),
    ),
    Event: ((("organisers", EACH), ACTOR), (("participants", EACH), ACTOR)),
    Priority: ((("whose", EACH), ACTOR), (("act",), AGREEMENT)),
    Analysis: ((("examined_text",), SOURCE),),
    Outlet: (*_PUBLISHER, (("names", EACH, "source"), SOURCE)),
    Source: ((("published_by",), ACTOR), (("issuer", EACH), ACTOR), (("copy_of",), SOURCE)),
    Statement: (
        (("by",), ACTOR),
        (("about", EACH), ENTITY),
        (("sources", EACH, "id"), SOURCE),
        (("sources", EACH, "origin", EACH), ORIGIN),
        (("supported_by", EACH, "statement"), STATEMENT),
        (("supported_by", EACH, "source"), SOURCE),
        (("supported_by", EACH, "origin", EACH), ORIGIN),
        (("challenged_by", EACH, "statement"), STATEMENT),
        (("challenged_by", EACH, "source"), SOURCE),
        (("challenged_by", EACH, "search"), SEARCH),
        (("challenged_by", EACH, "origin", EACH), ORIGIN),
        (("outcome_statement",), STATEMENT),
        (("replaced_by", EACH), STATEMENT),
    ),
    Term: ((("source",), SOURCE), (("renderings", EACH, "by"), ACTOR), (("renderings", EACH, "source"), SOURCE)),
    Search: ((("about", EACH), ENTITY), (("statements", EACH), STATEMENT)),
}
"""Model → the fields that hold ids, and what each id must be. A record also keeps the rows of its base model."""


def resolve(context: Context) -> Iterator[Problem]:
    """Every id that a record names exists (code `id-unknown`) and is of the right type (code `id-wrong-type`)."""
    known = _known(context)
    for id, path, value, kind in _named(context):
        if value not in known[kind]:
            yield _unknown(context, id, path, value, kind, known)


def not_oneself(context: Context) -> Iterator[Problem]:
    """No record challenges, supports, replaces, copies or relates to itself (code `id-self`); only a body may control
    itself.
    """
    known = _known(context)
    for id, path, value, kind in _named(context):
        if value == id and value in known[kind] and path != ("controller",):
            message = say("'{value}' names itself in {path}", value=value, path=path[0])
            yield Problem(context.place(id, path), "id-self", message, say("name the other record, or remove it"))


Named = tuple[str, Path, str, str]
"""The id of a record, the path of a field that names another, the id there, and what that must be."""


def _named(context: Context) -> tuple[Named, ...]:
    """Every id that a record names; the records are walked through once for all rules."""
    return context.once("named", lambda: tuple(named for record in context.records() for named in _named_by(record)))


def _named_by(record: Any) -> Iterator[Named]:
    for model, rows in REFERENCES.items():
        if isinstance(record, model):
            for pattern, kind in rows:
                yield from ((record.id, path, value, kind) for path, value in values(record, pattern))


def named_ids(record: Any) -> Iterator[tuple[Path, str]]:
    """The ids of other records that a record holds, with their paths."""
    return ((path, value) for _, path, value, _ in _named_by(record))


def _known(context: Context) -> dict[str, Mapping[str, Any]]:
    return known_ids(context.base)


def known_ids(base: KnowledgeBase) -> dict[str, Mapping[str, Any]]:
    """What an id may name → the ids that do."""
    return {
        ACTOR: base.publishers,
        ORIGIN: {**base.publishers, OWN: None},
        ENTITY: base.entities,
        SOURCE: base.sources,
        STATEMENT: base.statements,
        AGREEMENT: {i: e for i, e in base.entities.items() if isinstance(e, Agreement)},
        SEARCH: base.searches,
    }


def _unknown(
    context: Context, record: str, path: Path, value: str, kind: str, known: dict[str, Mapping[str, Any]]
) -> Problem:
    place = context.place(record, path)
    if value in context.base.origins:
        message = say("'{value}' does not name {kind} (in '{record}')", value=value, kind=_a(kind), record=record)
        return Problem(place, "id-wrong-type", message, say("it stands in {place}", place=context.place(value)))
    where = _WHERE[kind]
    fix = context.known_as(value, known[kind]) or take_or_add(kind)
    if path[-1] == "published_by" and where not in fix:
        fix = say("{fix} If it is a new publisher, add it {where}", fix=fix, where=where)
    return Problem(
        place,
        "id-unknown",
        no_such(kind, value, record),
        fix,
    )


def no_such(kind: str, value: str, record: str) -> Message:
    """What is said of an id in a record that names nothing of its kind."""
    return say("no {kind} has the id '{value}' (in '{record}')", kind=_KINDS[kind], value=value, record=record)


def take_or_add(kind: str) -> Message:
    """What to do about such an id, where nothing is much like it."""
    return say("take the id of an existing {kind}, or add it {where}", kind=_KINDS[kind], where=_WHERE[kind])


_BODIES: Final = say("to docs/data/publishers.yml (who only publishes or owns), or as a file in docs/data/actors")
_FILES: Final = say("as a file in docs/data/actors, agreements, events, priorities or analysis")
_WHERE: Final = {
    ACTOR: _BODIES,
    ORIGIN: _BODIES,
    ENTITY: _FILES,
    SOURCE: say("to docs/data/sources.yml"),
    STATEMENT: say("to a file in docs/data/statements"),
    AGREEMENT: say("as a file in docs/data/agreements"),
    SEARCH: say("to docs/data/searches.yml"),
}
"""What an id must be → where a new record of that kind goes."""


def _a(kind: str) -> Message:
    return say("an {kind}", kind=_KINDS[kind]) if kind[0] in "aeo" else say("a {kind}", kind=_KINDS[kind])


def orphans(context: Context) -> Iterator[Problem]:
    """Every record with a page is in use: a statement, a relation or a link names it (code `record-orphan`); so is
    every outlet: a source, a statement or an owner names it (code `publisher-unused`).
    """
    base = context.base
    for entity in base.entities:
        if not any(entity in index for index in (base.about, base.said_by, base.relations, base.referred_by)):
            message = say("nothing refers to '{entity}'", entity=entity)
            yield Problem(
                context.place(entity), "record-orphan", message, say("add a statement about it, or remove it")
            )
    used = {value for _, _, value, kind in _named(context) if kind in (ACTOR, ORIGIN)}
    for outlet in base.outlets:
        if outlet not in used:
            message = say("no source, statement or owner names the publisher '{outlet}'", outlet=outlet)
            yield Problem(context.place(outlet, ("id",)), "publisher-unused", message, say("remove it"))


def records_tell_something(context: Context) -> Iterator[Problem]:
    """Every record with a page that others name has a statement about it, by it, or named in its text
    (code `record-empty`): a page with none would be a name and nothing else.
    """
    base = context.base
    told = {*base.about, *base.said_by}
    for page in base.prose.values():
        if page.entity and (page.statements or any(to.startswith(f"{STATEMENTS}/") for to in internal_targets(page))):
            told.add(page.entity)
    for entity in base.entities:
        if entity not in told and (entity in base.relations or entity in base.referred_by):
            fix = say(
                "write one: `python3 scripts/kb.py new statement ID about={entity}`, with an ID of your choice",
                entity=entity,
            )
            yield Problem(
                context.place(entity), "record-empty", say("no statement is about '{entity}'", entity=entity), fix
            )


def unused_sources(context: Context) -> Iterator[Problem]:
    """Every source is cited by something (code `source-unused`)."""
    base = context.base
    used = {i for statement in base.statements.values() for i in sources_of(statement)}
    used |= {value for _, _, value, kind in _named(context) if kind == SOURCE}
    used |= {mention.target for page in base.prose.values() for mention in page.citations}
    for source in base.sources:
        if source not in used:
            place = context.place(source, ("id",))
            yield Problem(
                place,
                "source-unused",
                say("nothing cites the source '{source}'", source=source),
                say("cite it or remove it"),
            )
