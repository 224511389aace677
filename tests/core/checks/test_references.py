"""Ids resolve, every record is named by something, every source is cited."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import pytest

from kbase.core.checks.of_records.references import ENTITY, REFERENCES
from kbase.core.records.model import ENTITY_MODELS, Id, Outlet, Record, Search, Source, Statement, Term
from tests.conftest import Check
from tests.helpers import (
    ACADEMY,
    ACADEMY_EN,
    ACADEMY_RU,
    BELARUS,
    FORUM,
    PUBLISHERS,
    SOURCES,
    STATEMENTS,
    Files,
    more,
    swap,
    told_of,
)

AGREEMENT = "docs/data/agreements/accord.yml"
ACCORD = """\
title: {en: Accord, ru: Соглашение}
summary: {en: An accord., ru: Соглашение.}
kind: treaty
issuer: belarus
parties: [belarus]
history: [{date: '2025', party: belarus, step: signed, source: daily-on-forum}]
"""
PRIORITY = "docs/data/priorities/science.yml"
SCIENCE = """\
title: {en: Science, ru: Наука}
summary: {en: A priority., ru: Приоритет.}
kind: priority
whose: [belarus]
act: accord
"""

IDS = [
    (
        STATEMENTS,
        "by: academy",
        "by: acaademy",
        13,
        "no actor has the id 'acaademy' (in 'academy-on-forum')",
        "did you mean 'academy'?",
    ),
    (
        STATEMENTS,
        "about: [forum, belarus]",
        "about: [forums]",
        4,
        "no entity has the id 'forums' (in 'forum-met')",
        "did you mean 'forum'?",
    ),
    (
        STATEMENTS,
        "    - daily-on-forum",
        "    - dayly-on-forum",
        9,
        "no source has the id 'dayly-on-forum' (in 'forum-met')",
        "did you mean 'daily-on-forum'?",
    ),
    (
        STATEMENTS,
        "origin: [own]",
        "origin: [own, agencies]",
        8,
        "no origin has the id 'agencies' (in 'forum-met')",
        "did you mean 'agency'?",
    ),
    (
        STATEMENTS,
        "by: academy",
        "by: academy\n  challenged_by: [{statement: forum-mett, how: denies}]",
        14,
        "no statement has the id 'forum-mett' (in 'academy-on-forum')",
        "did you mean 'forum-met'?",
    ),
    (
        STATEMENTS,
        "by: academy",
        "by: academy\n  supported_by:\n    - source: forum",
        15,
        "'forum' does not name a source (in 'academy-on-forum')",
        "it stands in docs/data/events/forum.yml:1",
    ),
    (
        STATEMENTS,
        "by: academy",
        "by: academy\n  replaced_by: daily",
        14,
        "'daily' does not name a statement (in 'academy-on-forum')",
        "it stands in docs/data/publishers.yml:5",
    ),
    (
        SOURCES,
        "published_by: daily",
        "published_by: dailly",
        12,
        "no actor has the id 'dailly' (in 'daily-on-forum')",
        "did you mean 'daily'? If it is a new publisher, add it to docs/data/publishers.yml (who only publishes or "
        "owns), or as a file in docs/data/actors",
    ),
    (
        SOURCES,
        "published_by: daily",
        "published_by: new-paper",
        12,
        "no actor has the id 'new-paper' (in 'daily-on-forum')",
        "take the id of an existing actor, or add it to docs/data/publishers.yml (who only publishes or owns), or as a "
        "file in docs/data/actors",
    ),
    (
        SOURCES,
        "published_by: daily",
        "published_by: daily\n  copy_of: agency",
        13,
        "'agency' does not name a source (in 'daily-on-forum')",
        "it stands in docs/data/publishers.yml:1",
    ),
    (
        PUBLISHERS,
        "controller: belarus",
        "controller: belaruss",
        4,
        "no actor has the id 'belaruss' (in 'agency')",
        "did you mean 'belarus'?",
    ),
    (
        FORUM,
        "organisers: [academy]",
        "organisers:\n  - academy\n  - forum",
        7,
        "'forum' does not name an actor (in 'forum')",
        "it stands in docs/data/events/forum.yml:1",
    ),
    (
        BELARUS,
        "countries: [by]",
        "countries: [by]\nrelations: [{type: member-of, target: xyz}]",
        5,
        "no entity has the id 'xyz' (in 'belarus')",
        "take the id of an existing entity, or add it as a file in docs/data/actors, agreements, events, priorities or "
        "analysis",
    ),
    (
        BELARUS,
        "countries: [by]",
        "countries: [by]\nrelations: [{type: member-of, target: agency}]",
        5,
        "'agency' does not name an entity (in 'belarus')",
        "it stands in docs/data/publishers.yml:1",
    ),
    (
        AGREEMENT,
        "issuer: belarus",
        "issuer: accord",
        4,
        "'accord' does not name an actor (in 'accord')",
        "it stands in docs/data/agreements/accord.yml:1",
    ),
    (
        AGREEMENT,
        "source: daily-on-forum",
        "source: daily",
        6,
        "'daily' does not name a source (in 'accord')",
        "it stands in docs/data/publishers.yml:5",
    ),
    (
        PRIORITY,
        "act: accord",
        "act: forum",
        5,
        "'forum' does not name an agreement (in 'science')",
        "it stands in docs/data/events/forum.yml:1",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "message", "fix"), IDS)
def test_an_id_that_names_nothing_of_its_kind(
    check: Check, file: str, old: str, new: str, line: int, message: str, fix: str
) -> None:
    """A mistyped id has a near match, an id of another type the place of that record; both the line of the id."""
    changes: dict[str, str] = {AGREEMENT: ACCORD, PRIORITY: SCIENCE}
    changes |= {file: changes[file].replace(old, new)} if file in changes else swap(file, old, new)
    lines = [line for line in check(changes) if "[id-" in line]
    assert [line.rpartition(" [")[0] for line in lines] == [f"{file}:{line}: error: {message} — {fix}"]


def test_the_records_of_every_type_are_in_order(check: Check) -> None:
    """The agreement and the priority that the cases above break are right before they do."""
    assert check({AGREEMENT: ACCORD, PRIORITY: SCIENCE, **told_of("accord", "science")}) == []


def test_own_is_an_origin_and_no_actor(check: Check) -> None:
    """`own` stands for the source's own reporting in `origin`, and nowhere else."""
    (line,) = check(swap(STATEMENTS, "by: academy", "by: own"))
    assert "no actor has the id 'own'" in line


def fields_with_ids(model: type[Record], above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The paths of all fields of a model that hold ids."""
    found: set[tuple[str, ...]] = set()
    for name, info in model.model_fields.items():
        found |= _with_ids(info.annotation, (*above, info.alias or name), info.metadata)
    return found


def _with_ids(annotation: Any, path: tuple[str, ...], metadata: list[Any]) -> set[tuple[str, ...]]:
    if annotation is str and any(data in Id.__metadata__ for data in metadata):
        return {path}
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return fields_with_ids(annotation, path)
    if hasattr(annotation, "__metadata__"):
        return _with_ids(annotation.__origin__, path, [*metadata, *annotation.__metadata__])
    step = ("*",) if get_origin(annotation) is tuple else ()
    found = (_with_ids(inner, (*path, *step), metadata) for inner in get_args(annotation) if inner is not Ellipsis)
    return set().union(*found)


@pytest.mark.parametrize("model", [*ENTITY_MODELS.values(), Outlet, Source, Statement, Term, Search])
def test_every_field_with_an_id_is_resolved(model: type[Record]) -> None:
    """A field that holds ids is in the table of references: a new field cannot be forgotten."""
    resolved = {path for parent, rows in REFERENCES.items() if issubclass(model, parent) for path, _ in rows}
    assert fields_with_ids(model) - {("id",), ("former_ids", "*")} == resolved


# --- use ------------------------------------------------------------------------------------------------------------


def test_a_record_to_which_nothing_refers(check: Check) -> None:
    """A record without a statement, relation or link is an orphan."""
    lonely = "title: {en: A, ru: Б}\nsummary: {en: A, ru: Б}\nkind: company\n"
    assert check({"docs/data/actors/lonely.yml": lonely}) == [
        "docs/data/actors/lonely.yml:1: error: nothing refers to 'lonely' — add a statement about it, or remove it "
        "[record-orphan]"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        swap(STATEMENTS, "about: [forum, belarus]", "about: [forum, belarus, lonely]"),
        swap(STATEMENTS, "by: academy", "by: lonely"),
        swap(BELARUS, "countries: [by]", "countries: [by]\nrelations: [{type: related-to, target: lonely}]"),
        swap(FORUM, "organisers: [academy]", "organisers: [academy, lonely]"),
        {
            **more(ACADEMY_EN, "\n[It](lonely.md). [@daily-on-forum]\n"),
            **more(ACADEMY_RU, "\n[Он](lonely.md). [@daily-on-forum]\n"),
        },
    ],
)
def test_a_record_is_in_use_by_any_mention(check: Check, changes: dict[str, str]) -> None:
    """A statement about it or by it, a relation, a field of another record or a link in prose keep a record."""
    lonely = "title: {en: A, ru: Б}\nsummary: {en: A, ru: Б}\nkind: company\n"
    found = check({"docs/data/actors/lonely.yml": lonely, **changes})
    assert [line for line in found if "[record-empty]" not in line] == []


def test_a_record_tells_something(check: Check) -> None:
    """One that is only named by others has an empty page, until a statement is about it."""
    named = swap(FORUM, "organisers: [academy]", "organisers: [academy, lonely]")
    named["docs/data/actors/lonely.yml"] = "title: {en: A, ru: Б}\nsummary: {en: A, ru: Б}\nkind: company\n"
    assert check(named) == [
        "docs/data/actors/lonely.yml:1: error: no statement is about 'lonely' — write one: "
        "`python3 scripts/kb.py new statement ID about=lonely`, with an ID of your choice [record-empty]"
    ]
    assert check({**named, **told_of("lonely")}) == []


def test_a_publisher_that_nothing_names(check: Check) -> None:
    """An outlet is there for its sources, what it says, or what it owns."""
    assert check(more(PUBLISHERS, "- {id: unread, title: {en: A, ru: Б}}\n")) == [
        f"{PUBLISHERS}:9: error: no source, statement or owner names the publisher 'unread' — remove it "
        "[publisher-unused]"
    ]


NEW = "- {id: new, type: webpage, title: A, language: en, published_by: daily}\n"


def test_a_source_that_nothing_cites(check: Check) -> None:
    """A source is there for a statement, a record or a page."""
    assert check(more(SOURCES, NEW)) == [
        f"{SOURCES}:14: error: nothing cites the source 'new' — cite it or remove it [source-unused]"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        swap(STATEMENTS, "    - daily-on-forum", "    - daily-on-forum\n    - new"),
        swap(STATEMENTS, "by: academy", "by: academy\n  challenged_by: [{source: new, how: denies}]"),
        swap(STATEMENTS, "by: academy", "by: academy\n  supported_by: [{source: new}]"),
        swap(ACADEMY, "controller: belarus", "controller: belarus\nownership_source: new"),
        swap(SOURCES, "URL: https://daily.example/1", "copy_of: new"),
        {**more(ACADEMY_EN, "\nMore. [@new]\n"), **more(ACADEMY_RU, "\nЕщё. [@new]\n")},
    ],
)
def test_a_source_is_in_use_by_any_citation(check: Check, changes: dict[str, str]) -> None:
    """Statements, challenges, supports, records, copies and pages use a source."""
    changes[SOURCES] = changes.get(SOURCES, more(SOURCES, "")[SOURCES]) + NEW
    assert check(changes) == []


def test_every_kind_of_reference_has_a_type() -> None:
    """The table names only kinds of record that exist."""
    kinds = {kind for rows in REFERENCES.values() for _, kind in rows}
    assert kinds == {"actor", ENTITY, "source", "statement", "origin", "agreement", "search"}


@pytest.mark.parametrize(
    ("changes", "place", "field"),
    [
        (
            swap(
                STATEMENTS,
                "  by: academy\n",
                "  by: academy\n  challenged_by: [{statement: academy-on-forum, how: denies}]\n",
            ),
            f"{STATEMENTS}:14",
            "challenged_by",
        ),
        (
            swap(STATEMENTS, "  by: academy\n", "  by: academy\n  supported_by: [{statement: academy-on-forum}]\n"),
            f"{STATEMENTS}:14",
            "supported_by",
        ),
        (more(ACADEMY, "relations: [{type: related-to, target: academy}]\n"), f"{ACADEMY}:7", "relations"),
    ],
)
def test_nothing_bears_on_itself(check: Check, changes: Files, place: str, field: str) -> None:
    """A statement that supports itself would be graded for it."""
    (line,) = check(changes)
    assert line.startswith(f"{place}: error: 'academy")
    assert line.endswith(f"names itself in {field} — name the other record, or remove it [id-self]")
