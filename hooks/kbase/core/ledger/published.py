"""What was published and what is there now: ids that are gone, changes without a revision, the ledger brought up to
date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence import stages
from kbase.core.ledger.ledger_file import NOTHING, Entry
from kbase.core.pages import paths
from kbase.core.records.model import (
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
    other,
)
from kbase.core.records.vocabulary import SECTION_OF
from kbase.core.translation.marks import Mark, digest

RETRACTED: Final = "retracted"
_LONGEST: Final = 60
"""Letters of a label."""

_SECTIONS: Final[Mapping[type[Record], str]] = {
    Statement: paths.STATEMENTS,
    Source: "sources",
    Outlet: "publishers",
    Term: paths.GLOSSARY,
    Search: "searches",
}

AnyRecord = Entity | Outlet | Source | Statement | Term | Search


def key_of(record: AnyRecord) -> str:
    """Under which key a record stands in the ledger: the path of its page, or its list and id."""
    section = SECTION_OF[record.type] if isinstance(record, Entity) else _SECTIONS[type(record)]
    return f"{section}/{record.id}"


Entries = Mapping[str, Entry]


def entries(base: KnowledgeBase) -> dict[str, Entry]:
    """Key → what would be published of every record now. Only a statement knows the day of its last change."""
    shelves: tuple[Mapping[str, AnyRecord], ...] = (
        *(base.statements, base.entities, base.outlets),
        *(base.sources, base.terms, base.searches),
    )
    return {key_of(record): entry_of(record) for shelf in shelves for record in shelf.values()}


def entry_of(record: AnyRecord) -> Entry:
    """What would be published of a record now."""
    if isinstance(record, Statement):
        text = record.text
        days = (record.recorded, *(revision.date for revision in record.revised))
        return Entry(
            meaning=_digest(repr(_meaning(record))),
            en=digest(text.en) if text.en else NOTHING,
            ru=digest(text.ru) if text.ru else NOTHING,
            revisions=len(record.revised),
            day=max((*days, record.retracted.date)) if record.retracted else max(days),
            stage=RETRACTED if record.retracted else NOTHING,
            label=_label(text.read("en")),
        )
    stage = stages.stage(record) if isinstance(record, Agreement) else None
    meaning = _digest(record.model_dump_json(exclude_defaults=True, exclude={"id"}))
    return Entry(meaning, NOTHING, NOTHING, 0, "", stage.value if stage else NOTHING, _label(_name(record)))


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


def _meaning(statement: Statement) -> tuple[object, ...]:
    """All that bears on what a statement says and how it is graded, but for its text. Notes explain and do not count,
    nor does the order of links; nor what it is about, which only says where it is shown.
    """
    links = (statement.sources, statement.supported_by, statement.challenged_by)
    speaker = statement.speaker or (statement.by and digest(statement.by.unnamed.read("en")))  # type: ignore[union-attr]
    quote = (digest(statement.quote.text), statement.quote.lang) if statement.quote else None
    return (
        *(statement.kind.value, speaker, statement.said, statement.happened, statement.due),
        *(statement.outcome and statement.outcome.value, statement.outcome_statement, quote),
        *(sorted(map(_link, group)) for group in links),
    )


def _link(link: SourceLink | SupportLink | ChallengeLink) -> tuple[str, ...]:
    """A link as it bears on the grade."""
    source = link.id if isinstance(link, SourceLink) else f"{link.statement or ''} {link.source or ''}"
    way = link.how if isinstance(link, ChallengeLink) else link.supports
    return source, way.value, ",".join(sorted(link.origin)), link.seen.value, link.role.value if link.role else ""


# --- compared with what was published -------------------------------------------------------------------------------


def gone(base: KnowledgeBase, now: Entries) -> Iterator[tuple[str, Entry]]:
    """The keys that were published and are there no more, in order, with what they were."""
    known = base.ledger.entries.items()
    yield from sorted((key, entry) for key, entry in known if key not in now and not _has_risen(key, base))


def _has_risen(key: str, base: KnowledgeBase) -> bool:
    """Whether a publisher now has a record with a page, under the same id and with the same page of sources."""
    section, _, id = key.rpartition("/")
    return section == _SECTIONS[Outlet] and id in base.entities


def same_under(base: KnowledgeBase, now: Entries) -> dict[tuple[str, str, str, str], str]:
    """What a record says → its id, of the records that the ledger does not have."""
    new = ((key, entry) for key, entry in now.items() if key not in base.ledger.entries)
    return {entry.same: key.rpartition("/")[2] for key, entry in new}


def changed_silently(now: Entry, then: Entry | None, mark: Mark | None = None) -> list[str]:
    """What of a published statement is another than it was, in words, where no revision has been added since and it
    was not retracted either. `mark` says of its two texts when they were last found to agree.

    A text that was missing and has come is no change, nor is one that was brought up to date with the other.
    """
    if then is None or now.revisions > then.revisions or (now.stage, then.stage) == (RETRACTED, NOTHING):
        return []
    changed = [name for language, name in _TEXTS.items() if _says_else(language, now, then, mark)]
    fields = "speaker, kind, dates, sources, challenges, support, outcome or quotation"
    return [*([fields] if now.meaning != then.meaning else []), *changed]


_TEXTS: Final[Mapping[Language, str]] = {"en": "English text", "ru": "Russian text"}


def _says_else(language: Language, now: Entry, then: Entry, mark: Mark | None) -> bool:
    """Whether a text is another than the published one, and not only because it followed the other language."""
    was, second = getattr(then, language), other(language)
    if was in (getattr(now, language), NOTHING):
        return False
    if mark is None or getattr(now, second) != getattr(then, second):
        return True
    agree_now = (mark.en, mark.ru) == (now.en, now.ru)
    was_behind = getattr(mark, language) == was and getattr(mark, second) != getattr(then, second)
    return not (agree_now or was_behind)


def outdated(base: KnowledgeBase, now: Entries) -> tuple[list[str], list[str]]:
    """The keys that the ledger lacks, and those that it has in an older state; not those that changed silently."""
    then = base.ledger.entries
    lacking = [key for key in now if key not in then]
    older = (key for key in now if key in then and not _same(now[key], then[key]))
    return lacking, [key for key in older if not _is_silent(key, now[key], base)]


def _is_silent(key: str, now: Entry, base: KnowledgeBase) -> bool:
    """Whether it is a statement that was changed without a word."""
    is_statement = key.startswith(f"{_SECTIONS[Statement]}/")
    return is_statement and bool(changed_silently(now, base.ledger.entries.get(key), base.marks.get(key)))


def _same(now: Entry, then: Entry) -> bool:
    """Whether an entry says what it said; only a statement has a day of its own."""
    return now == (then if now.day else replace(then, day=""))


def updated(base: KnowledgeBase, today: date, forget: Collection[str] = ()) -> tuple[dict[str, Entry], list[str]]:
    """The ledger as it should be, and the ids of statements that were changed without a word and keep their old entry.

    What is gone stays, so that `check` goes on asking for it, unless it is to be forgotten.
    """
    then = base.ledger.entries
    fresh = {key: entry for key, entry in then.items() if key not in forget and not _has_risen(key, base)}
    refused = []
    for key, entry in entries(base).items():
        old = then.get(key)
        if _is_silent(key, entry, base):
            refused.append(key.rpartition("/")[2])
        elif old is None or not _same(entry, old):
            fresh[key] = entry if entry.day else replace(entry, day=today.isoformat())
    return fresh, refused
