"""`run_checks`: everything that is wrong with the repository's content, as a sorted list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.checks import OF_FILES, OF_THE_BASE, Check
from kbase.core.checks.clean import Clean
from kbase.core.checks.context import Context
from kbase.core.checks.of_records import published as of_published
from kbase.core.checks.typography import forbidden
from kbase.core.ledger.entries import SECTIONS
from kbase.core.ledger.ledger_file import Ledger
from kbase.core.ledger.published import Published, written_by_hand
from kbase.core.problems import Problem, Severity
from kbase.core.records.memory import Memory
from kbase.core.records.model import LANGUAGES, Statement, other
from kbase.core.spelling.dictionaries import Speller
from kbase.core.spelling.rule import known_words, misspelled


def run_checks(
    root: Path,
    release: bool = False,
    speller: Speller | None = None,
    published: Published | None = None,
    clean: Clean | None = None,
    memory: Memory | None = None,
) -> list[Problem]:
    """The problems of the content under `root`/docs; with `release` a missing translation is an error, and with a
    `speller` a misspelled word. Statements are also held to what is `published` elsewhere, such as on the main branch:
    the file of the ledger may lag behind that, and one line of `revised` would excuse two changes. The rules of
    single files pass over what is `clean`, and what the `memory` holds is not read again.
    """
    base, problems = read_base(root, memory)
    return check_base(base, root, problems, release, speller, published, clean)


def check_base(
    base: KnowledgeBase,
    root: Path,
    found: list[Problem],
    release: bool = False,
    speller: Speller | None = None,
    published: Published | None = None,
    clean: Clean | None = None,
) -> list[Problem]:
    """All problems of a base that is already read; `found` are those met while reading it.

    What could not be read is missing from the base, so that ids which point at it would be called unknown: such
    consequences are left out until their cause is fixed. A file with conflict markers gets no other message.
    """
    context = Context(base, root, release, published=published)
    problems = {*found, *(problem for check in OF_THE_BASE for problem in check(context))}
    if published:
        problems = {*_not_the_ledgers_fault(problems, context, published), *held_to(published, context)}
    problems |= _of_files(context, speller, clean)
    problems = without_consequences(problems, found)
    merged = {p.place.file for p in found if p.code == "merge-mark"}
    return sorted(p for p in problems if p.place.file not in merged or p.code == "merge-mark")


def _of_files(context: Context, speller: Speller | None, clean: Clean | None) -> set[Problem]:
    """What the rules of single files find, and the speller."""
    spelling: list[Check] = [partial(misspelled, speller=speller)] if speller else []
    if clean is None:
        return {problem for check in (*OF_FILES, *spelling) for problem in check(context)}
    found = clean.problems("texts", OF_FILES, context, forbidden(context))
    if speller:
        found |= clean.problems("spelling", spelling, context, known_words(context, speller))
    return found


def held_to(published: Published, context: Context) -> Iterator[Problem]:
    """The statements that a published state has otherwise, without a reason: so that whoever changes one cannot change
    the ledger with it.
    """
    statements = {key: e for key, e in published.state.entries.items() if key.startswith(f"{SECTIONS[Statement]}/")}
    ledger = Ledger(statements, {key: context.base.ledger.lines.get(key, 1) for key in statements})
    then = context.of(replace(context.base, ledger=ledger))
    for check in _OF_STATEMENTS:
        yield from check(then)


_OF_STATEMENTS: Final[tuple[Check, ...]] = (
    of_published.nothing_is_gone,
    of_published.former_ids_lead,
    of_published.changes_are_told,
    of_published.revisions_follow,
)


def _not_the_ledgers_fault(problems: set[Problem], context: Context, published: Published) -> Iterator[Problem]:
    """The problems, but for a change of a statement that only its line in the ledger says, because it was forged."""
    ids = (key.rpartition("/")[2] for key in written_by_hand(published, context.base, context.entries))
    forged = {context.base.origins[id].place() for id in ids if id in context.base.origins}
    return (problem for problem in problems if problem.code != "revision-missing" or problem.place not in forged)


def without_consequences(problems: set[Problem], found: list[Problem]) -> set[Problem]:
    """The problems but for those that may only follow from others: from those `found` while the base was read, from a
    whole folder that one language lacks, and from what a source names and is not there.
    """
    kept = set(found)
    candidates = kept | {p for p in problems if p.code == "folder-missing"}
    causes = {p for p in candidates if p.severity is Severity.ERROR}
    unread = {p.place.file for p in causes}
    are_records = any(file.startswith("docs/data/") for file in unread)
    sources_lack = any(p.code == "id-unknown" and p.place.file == _SOURCES for p in problems)
    held_back = {
        *(_CONSEQUENCES if causes else ()),
        *(_REST_ON_RECORDS if are_records or sources_lack else ()),
        *(_REST_ON_SOURCES if sources_lack else ()),
    }
    return {
        p
        for p in problems
        if p in causes or p in kept or (p.code not in held_back and not _is_read_in_one_language(p, unread))
    }


def _is_read_in_one_language(problem: Problem, unread: set[str]) -> bool:
    """Whether a page is said to lack the text of which a file of the other language cannot be read."""
    return problem.code == "translation-missing" and any(
        problem.place.file == f"docs/{other(language)}/{file.removeprefix(f'docs/{language}/')}"
        for language in LANGUAGES
        for file in unread
        if file.startswith(f"docs/{language}/")
    )


_SOURCES: Final = "docs/data/sources.yml"
_REST_ON_SOURCES: Final = frozenset({"self-of-another", "grade-changed", "ledger-behind"})
"""What else is found where a source names a publisher, an issuer or an original that is not there."""

_REST_ON_RECORDS: Final = frozenset({"link-not-reviewed", "exempt-unneeded"})
"""What else is found where a file of records cannot be read: a source, its publisher, a speaker."""

_CONSEQUENCES = frozenset({"id-unknown", "record-orphan", "record-empty", "source-unused", "publisher-unused",
                           "citation-unknown",
                           "statement-unknown", "link-broken", "page-without-record", "title-missing",
                           "spelling", "id-gone", "ledger-behind", "ledger-line", "grade-changed", "stage-changed",
                           "translation-behind", "translation-differs", "translation-unmarked"})  # fmt: skip
