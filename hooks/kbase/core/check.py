"""`run_checks`: everything that is wrong with the repository's content, as a sorted list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.checks import OF_FILES, OF_THE_BASE, Check
from kbase.core.checks.clean import Clean
from kbase.core.checks.context import Context
from kbase.core.checks.of_records import published as of_published
from kbase.core.checks.typography import forbidden
from kbase.core.ledger.entries import SECTIONS
from kbase.core.ledger.ledger_file import Ledger
from kbase.core.problems import Problem, Severity
from kbase.core.records.model import Statement
from kbase.core.spelling.dictionaries import Speller
from kbase.core.spelling.rule import known_words, misspelled


def run_checks(
    root: Path,
    release: bool = False,
    speller: Speller | None = None,
    published: Ledger | None = None,
    clean: Clean | None = None,
) -> list[Problem]:
    """The problems of the content under `root`/docs; with `release` a missing translation is an error, and with a
    `speller` a misspelled word. Statements are also held to what is `published` elsewhere, such as on the main branch:
    the file of the ledger may lag behind that, and one line of `revised` would excuse two changes. What is `clean` is
    not read again.
    """
    base, problems = read_base(root)
    found = check_base(base, root, problems, release, speller, clean)
    if published and not any(problem.severity is Severity.ERROR for problem in problems):
        return sorted({*found, *held_to(published, base, root, release)})
    return found


def held_to(published: Ledger, base: KnowledgeBase, root: Path, release: bool = False) -> Iterator[Problem]:
    """The statements that another ledger has otherwise, without a reason: so that whoever changes one cannot change
    the ledger with it.
    """
    statements = {key: e for key, e in published.entries.items() if key.startswith(f"{SECTIONS[Statement]}/")}
    ledger = Ledger(statements, dict.fromkeys(statements, 1))
    context = Context(replace(base, ledger=ledger), root, release)
    for check in (of_published.nothing_is_gone, of_published.former_ids_lead, of_published.changes_are_told):
        yield from check(context)


def check_base(
    base: KnowledgeBase,
    root: Path,
    found: list[Problem],
    release: bool = False,
    speller: Speller | None = None,
    clean: Clean | None = None,
) -> list[Problem]:
    """All problems of a base that is already read; `found` are those met while reading it.

    What could not be read is missing from the base, so that ids which point at it would be called unknown: such
    consequences are left out until their cause is fixed. A file with conflict markers gets no other message.
    """
    context = Context(base, root, release)
    problems = {*found, *(problem for check in OF_THE_BASE for problem in check(context))}
    problems |= _of_files(context, speller, clean)
    if any(problem.severity is Severity.ERROR for problem in found):
        causes = frozenset(found)
        problems = {p for p in problems if p in causes or p.code not in _CONSEQUENCES}
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


_CONSEQUENCES = frozenset({"id-unknown", "record-orphan", "record-empty", "source-unused", "publisher-unused",
                           "citation-unknown",
                           "statement-unknown", "link-broken", "page-without-record", "title-missing",
                           "spelling", "id-gone", "ledger-behind", "grade-changed", "stage-changed",
                           "translation-behind", "translation-differs", "translation-unmarked"})  # fmt: skip
