"""What the ledger holds of a record: digests of all that bears on its meaning, and what a reviewer reads in a line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence import stages
from kbase.core.evidence.grades import Grades
from kbase.core.evidence.labels import Labels, label
from kbase.core.ledger.digests import EXACT, Form
from kbase.core.ledger.ledger_file import NOTHING, Entry
from kbase.core.pages import paths
from kbase.core.records.model import (
    Actor,
    Agreement,
    ChallengeLink,
    Entity,
    Language,
    Outlet,
    Record,
    Search,
    Source,
    SourceLink,
    Statement,
    SupportLink,
    Term,
    Text,
    Unnamed,
)
from kbase.core.records.vocabulary import SECTION_OF
from kbase.core.translation.standing import of_statement

RETRACTED: Final = "retracted"
BEHIND: Final[Mapping[Language, str]] = {"en": "behind-en", "ru": "behind-ru"}
"""Stages of a statement: it is withdrawn; that language of its text has yet to follow the other."""
REPLACED: Final = ">"
"""Stands before the id of what replaces a statement, among what it is about."""
_WITHDRAWN: Final = "x"
_LONGEST: Final = 60
"""Letters of a label."""

SECTIONS: Final[Mapping[type[Record], str]] = {
    Statement: paths.STATEMENTS,
    Source: "sources",
    Outlet: "publishers",
    Term: paths.GLOSSARY,
    Search: "searches",
}

AnyRecord = Entity | Outlet | Source | Statement | Term | Search
Entries = Mapping[str, Entry]
Called = Callable[[str], str]
"""What an id is called: it may be read as one that its record had before."""


def section_of(record: AnyRecord) -> str:
    """The first part of a record's key: the folder of its page, or its list."""
    return SECTION_OF[record.type] if isinstance(record, Entity) else SECTIONS[type(record)]


def key_of(record: AnyRecord) -> str:
    """Under which key a record stands in the ledger: the path of its page, or its list and id."""
    return f"{section_of(record)}/{record.id}"


def former_keys(record: AnyRecord) -> Iterator[str]:
    """The keys under which a record may have stood before; one with a page may have been a mere publisher."""
    sections = (section_of(record), *([SECTIONS[Outlet]] if isinstance(record, Actor) else []))
    return (f"{section}/{former}" for former in record.former_ids for section in sections)


def all_records(base: KnowledgeBase) -> Iterator[AnyRecord]:
    """Every record of the base."""
    shelves: tuple[Mapping[str, AnyRecord], ...] = (
        *(base.statements, base.entities, base.outlets),
        *(base.sources, base.terms, base.searches),
    )
    return (record for shelf in shelves for record in shelf.values())


def entries(base: KnowledgeBase, graded: Mapping[str, Grades]) -> dict[str, Entry]:
    """Key → what would be published of every record now. Only a statement knows the day of its last change."""
    return {key_of(record): entry_of(base, record, graded) for record in all_records(base)}


def _as_it_is(id: str) -> str:
    return id


def entry_of(
    base: KnowledgeBase,
    record: AnyRecord,
    graded: Mapping[str, Grades],
    called: Called = _as_it_is,
    form: Form = EXACT,
) -> Entry:
    """What would be published of a record now, where the ids that it names are `called` so, in a form of the ledger."""
    if isinstance(record, Statement):
        stands = replace(_of_statement(record, called, form), stage=_stage(base, record))
        is_graded = record.id in graded
        return replace(stands, grades=_grades(graded[record.id], label(record, base))) if is_graded else stands
    stage = stages.stage(record) if isinstance(record, Agreement) else None
    meaning = _digest(record.model_dump_json(exclude_defaults=True, exclude={"id", "former_ids"}))
    return replace(_BARE, meaning=meaning, stage=stage.value if stage else NOTHING, label=_label(_name(record)))


_BARE: Final = Entry("", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "", NOTHING, NOTHING, "")
"""What a record has that is no statement."""


def _stage(base: KnowledgeBase, statement: Statement) -> str:
    """Whether a statement is retracted, or one language of its text behind the other."""
    behind = of_statement(base, statement).behind
    return RETRACTED if statement.retracted else BEHIND[behind] if behind else NOTHING


def _of_statement(record: Statement, called: Called, form: Form) -> Entry:
    text, withdrawn = record.text, record.retracted
    days = [record.recorded, *(revision.date for revision in (*record.revised, *([withdrawn] if withdrawn else [])))]
    told = [_two(revision.date, revision.what, form) for revision in record.revised]
    told += [_two(f"{_WITHDRAWN}{withdrawn.date}", withdrawn.what, form)] if withdrawn else []
    about = [*map(called, record.about), *(f"{REPLACED}{called(other)}" for other in record.replaced_by)]
    return replace(
        _BARE,
        meaning=_digest(repr(_meaning(record, called, form))),
        en=form.digest(text.en) if text.en else NOTHING,
        ru=form.digest(text.ru) if text.ru else NOTHING,
        notes=_joined(_two(_digest(name)[:4], note, form) for name, note in _notes(record, called)),
        about=_joined(about),
        revisions=_joined(told),
        day=max(days),
        label=_label(text.read("en")),
    )


def _grades(grades: Grades, labels: Labels) -> str:
    """Both grades and both labels, so that a link which changes one of them is seen in the difference of the file."""
    content = grades.content.grade.value if grades.content else NOTHING
    support = labels.support.row.value if labels.support else NOTHING
    return "/".join((grades.attested.grade.value, content, labels.words.row.value, support))


def _joined(parts: Iterator[str] | list[str]) -> str:
    return ",".join(sorted(parts)) or NOTHING


def _two(name: str, text: Text, form: Form) -> str:
    """A text under a name, each language by itself: so that a translation that comes is no change."""
    return "/".join((name, *(form.digest(words) if words else NOTHING for words in (text.en, text.ru))))


def _notes(record: Statement, called: Called) -> Iterator[tuple[str, Text]]:
    """What a reader is told beside the text of a statement, with a name for each."""
    if isinstance(record.by, Unnamed):
        yield "by", record.by.unnamed
    if record.quote and record.quote.translated:
        yield "quote", record.quote.translated
    if record.note:
        yield "note", record.note
    for links in (record.sources, record.supported_by, record.challenged_by):
        for link in links:
            if link.note:
                yield f"{type(link).__name__} {_other_end(link, called)}", link.note


def _meaning(statement: Statement, called: Called, form: Form) -> tuple[object, ...]:
    """All that bears on what a statement says and how it is graded, but for texts and notes. The order of links is
    part of it: readers see the first one first, and reasons name it.
    """
    links = (statement.sources, statement.supported_by, statement.challenged_by)
    speaker = called(statement.speaker) if statement.speaker else bool(statement.by)
    outcome = statement.outcome_statement and called(statement.outcome_statement)
    quote = (form.digest(statement.quote.text), statement.quote.lang) if statement.quote else None
    return (
        *(statement.kind.value, speaker, statement.said, statement.happened, statement.due, statement.recorded),
        *(statement.outcome and statement.outcome.value, outcome, quote),
        *(form.ordered(_link(link, called) for link in group) for group in links),
    )


_Link = SourceLink | SupportLink | ChallengeLink


def _link(link: _Link, called: Called) -> tuple[str, ...]:
    """A link as it bears on the grade."""
    way = link.how if isinstance(link, ChallengeLink) else link.supports
    origin = ",".join(sorted(map(called, link.origin)))
    via = [link.via.value] if link.via else []
    role = link.role.value if link.role else ""
    return _other_end(link, called), way.value, origin, link.seen.value, role, *via


def _other_end(link: _Link, called: Called) -> str:
    if isinstance(link, SourceLink):
        return called(link.id)
    searched = [link.search] if isinstance(link, ChallengeLink) and link.search else []
    return " ".join(called(id) if id else "" for id in (link.statement, link.source, *searched))


def names(statement: Statement) -> Iterator[str]:
    """The ids that a statement names in what the ledger keeps of it."""
    links: tuple[_Link, ...] = (*statement.sources, *statement.supported_by, *statement.challenged_by)
    for link in links:
        yield from filter(None, _other_end(link, _as_it_is).split())
        yield from link.origin
    yield from filter(None, (statement.speaker, statement.outcome_statement))
    yield from (*statement.about, *statement.replaced_by)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _label(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _name(record: Entity | Outlet | Source | Term | Search) -> str:
    if isinstance(record, Source):
        return record.title
    if isinstance(record, Term):
        return record.en
    return (record.question if isinstance(record, Search) else record.title).read("en")
