"""What was published and what is there now: ids that are gone, changes without a revision, the ledger brought up to
date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import Grades
from kbase.core.ledger.digests import EXACT
from kbase.core.ledger.entries import (
    BEHIND,
    SECTIONS,
    Called,
    Entries,
    all_records,
    entries,
    entry_of,
    former_keys,
    key_of,
    names,
)
from kbase.core.ledger.ledger_file import MERGED, MOVED, NOTHING, Entry, Ledger, parts
from kbase.core.messages import Message, say
from kbase.core.records.model import LANGUAGES, Agreement, Language, Outlet, Statement, other

_MOST_READINGS: Final = 64
"""Ways in which the renamed ids of one statement are read; more than a few never come together."""


def claims(base: KnowledgeBase) -> dict[str, str]:
    """Key of a former id → the id of the record that has it now among its former ones."""
    return {key: record.id for record in all_records(base) for key in former_keys(record)}


def gone(base: KnowledgeBase, now: Entries) -> Iterator[tuple[str, Entry]]:
    """The keys that were published, are there no more and lead nowhere, in order, with what they were."""
    claimed = claims(base)
    for key, entry in sorted(base.ledger.entries.items()):
        if key not in now and key not in claimed and not _has_risen(key, base):
            yield key, entry


def led_astray(base: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """The keys that led to one record and now lead to another, be it a new one of that id, which is not the same
    renamed: key, both ids.
    """
    now = {**claims(base), **{key_of(record): record.id for record in all_records(base)}}
    for key, entry in sorted(base.ledger.entries.items()):
        if entry.leads_on and key in now and now[key] != base.renamed.get(entry.label, entry.label):
            yield key, entry.label, now[key]


def _has_risen(key: str, base: KnowledgeBase) -> bool:
    """Whether a publisher now has a record with a page, under the same id and with the same page of sources."""
    section, _, id = key.rpartition("/")
    return section == SECTIONS[Outlet] and id in base.entities


def same_under(base: KnowledgeBase, now: Entries) -> dict[tuple[str, ...], str]:
    """What a record says → its id, of the records that the ledger does not have."""
    new = ((key, entry) for key, entry in now.items() if key not in base.ledger.entries)
    return {entry.same: key.rpartition("/")[2] for key, entry in new}


# --- changes of statements ------------------------------------------------------------------------------------------


def changed_silently(base: KnowledgeBase, statement: Statement, now: Entry) -> list[Message]:
    """What of a published statement is another than it was, in words, where no revision has been added since.

    A text or note that was missing in one language and has come is no change, nor is a text that was behind the other
    and was brought up to date, nor a subject that is added. A retraction excuses itself only. A statement that has
    former ids answers for what was published under them.
    """
    keys = (key_of(statement), *former_keys(statement))
    published = [entry for key in keys if (entry := base.ledger.entries.get(key)) and not entry.leads_on]
    if not published or now.told > max(entry.told for entry in published):
        return []
    found = (_least_changed(base, statement, now, then) for then in published)
    return next(filter(None, found), [])


def _least_changed(base: KnowledgeBase, statement: Statement, now: Entry, then: Entry) -> list[Message]:
    """The changes since then, with renamed ids read as they were called then, and in the form of that time."""
    form = then.form
    changed = _changes(now if form is EXACT else entry_of(base, statement, {}, form=form), then)
    for called in _readings(base, statement) if changed else ():
        changed = min(changed, _changes(entry_of(base, statement, {}, called, form), then), key=len)
    return changed


def _readings(base: KnowledgeBase, statement: Statement) -> Iterator[Called]:
    """The ways to read the ids that a statement names, where some of them are new: each may be a former one."""
    called_before = {id: _called_before(base, id) for id in names(statement)}
    renamed = [id for id, formers in called_before.items() if formers]
    choices = product(*((id, *called_before[id]) for id in renamed))
    for chosen in islice(choices, 1, _MOST_READINGS):
        called = dict(zip(renamed, chosen, strict=True))
        yield lambda id, called=called: called.get(id, id)  # type: ignore[misc]


def _called_before(base: KnowledgeBase, id: str) -> tuple[str, ...]:
    """The former ids of a record under which it was published itself: not that of one that was made one with it, for
    whoever named that one names another record now.
    """
    return tuple(former for former in base.formers.get(id, ()) if not _was_another(base, former, id))


def _was_another(base: KnowledgeBase, former: str, id: str) -> bool:
    """Whether a former id of a record was published as a record beside it, under any of its ids."""
    ledger, own = base.ledger, {id, *base.formers[id]}
    return former in ledger.merged or (former in ledger.standing and len(own & ledger.standing) > 1)


def _changes(now: Entry, then: Entry) -> list[Message]:
    """In what two entries of a statement differ, in words."""
    changed = [say("speaker, kind, dates, sources, challenges, support, outcome or quotation")]
    changed = changed if now.meaning != then.meaning else []
    changed += [name for language, name in _TEXTS.items() if _says_else(language, now, then)]
    changed += [say("notes")] if _members_differ(now.notes, then.notes, may_come=False) else []
    lost = sorted({*parts(then.about)} - {*parts(now.about)})
    changed += [say("subjects or replacements ({lost})", lost=", ".join(lost))] if lost else []
    changed += [say("earlier revisions or retraction")] if _members_differ(now.revisions, then.revisions) else []
    return changed


_TEXTS: Final[Mapping[Language, Message]] = {"en": say("English text"), "ru": say("Russian text")}


def _says_else(language: Language, now: Entry, then: Entry) -> bool:
    """Whether a text is another than the published one, and not only because it followed the other language, which it
    was behind when it was published. That other one was changed with a word in `revised`: without any, only the marks
    say that it is behind, and whoever writes these by hand would need no revision.
    """
    was, second = getattr(then, language), other(language)
    if was in (getattr(now, language), NOTHING):
        return False
    may_follow = then.stage == BEHIND[language] and then.told > 0
    return not may_follow or getattr(now, second) != getattr(then, second)


def _members_differ(now: str, then: str, may_come: bool = True) -> bool:
    """Whether a note or revision of then is gone or says something else, in a language that it had, or a new one came
    that may not.
    """
    left = [part.rsplit("/", len(LANGUAGES)) for part in parts(now)]
    for name, *said in (part.rsplit("/", len(LANGUAGES)) for part in parts(then)):
        alike = (one for one in left if one[0] == name and _says_all(one[1:], said))
        if (found := next(alike, None)) is None:
            return True
        left.remove(found)
    return bool(left) and not may_come


def _says_all(now: list[str], then: list[str]) -> bool:
    """Whether what was said in each language is still said so; a language may have come."""
    return all(was in (NOTHING, new) for new, was in zip(now, then, strict=True))


def other_stages(base: KnowledgeBase, now: Entries) -> Iterator[tuple[Agreement, str, str]]:
    """The agreements with another stage than the ledger has: the agreement, the stage then and now."""
    for agreement in (entity for entity in base.entities.values() if isinstance(entity, Agreement)):
        key = key_of(agreement)
        then = base.ledger.entries.get(key)
        if then and then.stage != now[key].stage:
            yield agreement, then.stage, now[key].stage


def graded_otherwise(base: KnowledgeBase, now: Entries) -> Iterator[tuple[Statement, str, str]]:
    """The statements with other grades or labels than the ledger has: the statement, those then and now."""
    for statement in base.statements.values():
        key = key_of(statement)
        then = base.ledger.entries.get(key)
        if then and NOTHING not in (then.grades, now[key].grades) and _differ(then.grades, now[key].grades):
            yield statement, then.grades, now[key].grades


def _differ(then: str, now: str) -> bool:
    """Whether two columns of grades differ in what both have: a ledger may be older than a label."""
    return any(was != is_now for was, is_now in zip(then.split("/"), now.split("/"), strict=False))


def state_of(base: KnowledgeBase, graded: Mapping[str, Grades]) -> Ledger:
    """The ledger of a base as it is, whatever its file has: with the ids that lead on."""
    now = entries(base, graded)
    heirs = {record.id: now[key_of(record)] for record in all_records(base)}
    moved = {key: replace(heirs[id], stage=MOVED, label=id) for key, id in claims(base).items()}
    return Ledger({**moved, **now}, dict.fromkeys((*moved, *now), 1))


# --- another state, which is published ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """What is published elsewhere, such as on the main branch: the ledger of its records as they are there, and the
    file of its ledger, which may lag behind them; None where only the records are known. `name` is what it is called.
    """

    state: Ledger
    file: Ledger | None = None
    name: str = "COMMIT"


def without_line(published: Published, base: KnowledgeBase, now: Entries) -> Iterator[str]:
    """The keys of what was published and is still there, or leads on, and has no line in the ledger."""
    records = (key for key, entry in published.state.entries.items() if not entry.leads_on)
    lines = {*records, *(published.file or Ledger()).entries}
    there = {*now, *claims(base)}
    return (key for key in sorted(lines) if key in there and key not in base.ledger.entries)


def written_by_hand(published: Published, base: KnowledgeBase, now: Entries) -> Iterator[str]:
    """The keys whose line is neither that of the published ledger nor what the record says now."""
    claimed, was = claims(base), (published.file or Ledger()).entries
    for key, entry in sorted(base.ledger.entries.items()):
        is_led = entry.leads_on and claimed.get(key) == entry.label
        is_now = key in now and _same(now[key], entry) and not _only_day(entry, was.get(key))
        if key in was and was[key] != entry and not is_led and not is_now:
            yield key


def _only_day(entry: Entry, was: Entry | None) -> bool:
    """Whether a line differs from another in nothing but its day."""
    return was is not None and entry != was and replace(entry, day=was.day) == was


def as_published(base: KnowledgeBase, published: Ledger, now: Entries) -> tuple[Ledger, list[str]]:
    """The published lines of the ledger of a base, with those that it lacks though their records are there, or are
    statements; and the keys of these. What is not published yet may change without a word, be gone, and have another
    id: its line is made anew.
    """
    held, there = base.ledger.entries, {*now, *claims(base)}
    lacking = [key for key in published.entries if key not in held and (key in there or _is_statement(key))]
    taken = {key: entry for key, entry in published.entries.items() if key in held or key in lacking}
    return Ledger(taken, base.ledger.lines), lacking


def _is_statement(key: str) -> bool:
    return key.startswith(f"{SECTIONS[Statement]}/")


# --- the ledger brought up to date ----------------------------------------------------------------------------------


def outdated(base: KnowledgeBase, now: Entries) -> tuple[list[str], list[str]]:
    """The keys that the ledger lacks, and those that it has in an older state; not those that changed silently."""
    then, claimed = base.ledger.entries, claims(base)
    lacking = [key for key in now if key not in then and not _is_silent(key, now, base)]
    older = [key for key in now if key in then and not _same(now[key], then[key]) and not _is_silent(key, now, base)]
    moved = [key for key in _to_move(base, claimed) if not _claimant_is_silent(base, now, claimed[key])]
    return lacking, [*older, *moved]


def _to_move(base: KnowledgeBase, claimed: Mapping[str, str]) -> Iterator[str]:
    """The keys whose entry does not say yet where they lead."""
    for key, id in claimed.items():
        entry = base.ledger.entries.get(key)
        if entry and not (entry.leads_on and entry.label == id):
            yield key


def _claimant_is_silent(base: KnowledgeBase, now: Entries, id: str) -> bool:
    return id in base.statements and _is_silent(key_of(base.statements[id]), now, base)


def _is_silent(key: str, now: Entries, base: KnowledgeBase) -> bool:
    """Whether it is a statement that was changed without a word."""
    id = key.rpartition("/")[2]
    return _is_statement(key) and bool(changed_silently(base, base.statements[id], now[key]))


def _same(now: Entry, then: Entry) -> bool:
    """Whether an entry says what it said; only a statement has a day of its own."""
    return now == (then if now.day else replace(then, day=""))


def updated(
    base: KnowledgeBase, graded: Mapping[str, Grades], today: date, forget: Collection[str] = ()
) -> tuple[dict[str, Entry], list[str]]:
    """The ledger as it should be, and the ids of statements that were changed without a word and keep their old entry.

    What is gone stays, so that `check` goes on asking for it, unless it is to be forgotten; so does what led elsewhere.
    """
    then, now, claimed = base.ledger.entries, entries(base, graded), claims(base)
    astray = {key for key, _, _ in led_astray(base)}
    fresh = {key: entry for key, entry in then.items() if key not in forget and not _has_risen(key, base)}
    refused = []
    for key, entry in now.items():
        old = then.get(key)
        if _is_silent(key, now, base):
            refused.append(key.rpartition("/")[2])
        elif key not in astray and (old is None or not _same(entry, old)):
            fresh[key] = entry if entry.day else replace(entry, day=today.isoformat())
    for key in _to_move(base, claimed):
        if key in fresh and key not in astray and claimed[key] not in refused:
            stage = MERGED if _was_another(base, key.rpartition("/")[2], claimed[key]) else MOVED
            fresh[key] = replace(fresh[key], stage=stage, label=claimed[key], day=today.isoformat())
    return fresh, refused
