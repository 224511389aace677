"""`run_checks`: everything that is wrong with the repository's content, as a sorted list."""

from __future__ import annotations

from pathlib import Path

from kbase.core.base import KnowledgeBase, read_base
from kbase.core.checks import CHECKS
from kbase.core.checks.context import Context
from kbase.core.problems import Problem, Severity
from kbase.core.spelling.dictionaries import Speller
from kbase.core.spelling.rule import misspelled


def run_checks(root: Path, release: bool = False, speller: Speller | None = None) -> list[Problem]:
    """The problems of the content under `root`/docs; with `release` a missing translation is an error, and with a
    `speller` a misspelled word.
    """
    base, problems = read_base(root)
    return check_base(base, root, problems, release, speller)


def check_base(
    base: KnowledgeBase, root: Path, found: list[Problem], release: bool = False, speller: Speller | None = None
) -> list[Problem]:
    """All problems of a base that is already read; `found` are those met while reading it.

    What could not be read is missing from the base, so that ids which point at it would be called unknown: such
    consequences are left out until their cause is fixed. A file with conflict markers gets no other message.
    """
    context = Context(base, root, release)
    problems = set(found)
    for check in CHECKS:
        problems.update(check(context))
    if speller:
        problems.update(misspelled(context, speller))
    if any(problem.severity is Severity.ERROR for problem in found):
        causes = frozenset(found)
        problems = {p for p in problems if p in causes or p.code not in _CONSEQUENCES}
    merged = {p.place.file for p in found if p.code == "merge-mark"}
    return sorted(p for p in problems if p.place.file not in merged or p.code == "merge-mark")


_CONSEQUENCES = frozenset({"id-unknown", "record-orphan", "record-empty", "source-unused", "publisher-unused",
                           "citation-unknown",
                           "statement-unknown", "link-broken", "page-without-record", "title-missing",
                           "spelling", "id-gone", "ledger-behind", "grade-changed", "translation-behind",
                           "translation-differs", "translation-unmarked"})  # fmt: skip
