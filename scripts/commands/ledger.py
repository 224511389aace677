"""Bring the ledger of published ids up to date: docs/data/ledger.txt, which is never written by hand.

It keeps every id that was ever published with digests of what its record said, so that `check` sees what is gone and
what was changed without a line in `revised`. Run it when `check` says that the ledger is behind, and where git finds a
conflict in the file. A statement that was changed without a word is named and keeps its old entry; an id that is gone
keeps its entry too, unless you say that it is to be forgotten (never a statement: that is retracted). Grades and stages
that came out otherwise are noted in docs/data/changes.txt, for the page "What is new".

Where there is git's history, the lines are those of the commit at which this work left main: what was changed or
deleted in the file by hand is put back before it is brought up to date.

examples:
  python3 scripts/kb.py ledger
  python3 scripts/kb.py ledger --forget sources/belta-2025-08-25-forum
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from commands.impact import require_readable, started_from, unreadable
from launcher.command import Command, always
from launcher.console import FAILED, Refusal, counted
from launcher.core import put_core_on_path, sound_base
from launcher.places import ROOT
from launcher.writing import write_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbase.core.base import KnowledgeBase
    from kbase.core.ledger.ledger_file import Entry


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--forget", nargs="+", default=[], metavar="KEY", help="ids that are gone for good: sources/x")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.evidence.grades import grade_all
    from kbase.core.ledger.ledger_file import FILE, write
    from kbase.core.ledger.published import updated

    base = sound_base(ROOT)
    held = base.ledger.entries
    base, put_back = _with_published_lines(base)
    _require_gone(base, options.forget)
    fresh, refused = updated(base, grade_all(base), date.today(), options.forget)
    write_all(ROOT, {FILE: write(fresh), **_logged(base, fresh)})
    for key in put_back:
        print(f"{FILE}: the line of '{key}' was gone and is put back, because it is published")
    for id in refused:
        place = base.origins[id].place()
        print(f"{place}: '{id}' was changed and keeps its old entry — add a line to `revised:`, then run this again")
    new = sum(key not in held for key in fresh)
    changed = sum(key in held and held[key] != entry for key, entry in fresh.items())
    print(f"{new} new, {changed} changed, {counted(len(options.forget), 'id')} forgotten")
    return FAILED if refused else 0


def _with_published_lines(base: KnowledgeBase) -> tuple[KnowledgeBase, list[str]]:
    """The base with the lines of its ledger as they are published, and the keys of those that it lacked."""
    from kbase.core.ledger.entries import entries
    from kbase.core.ledger.ledger_file import FILE, read
    from kbase.core.ledger.published import as_published
    from kbase.history import commit_of

    require_readable()  # Else a line deleted by hand would be lost.
    if not commit_of(ROOT, "HEAD"):
        return base, []
    published = read(_at_the_start(FILE))
    ledger, put_back = as_published(base, published, entries(base, {}))
    return replace(base, ledger=ledger), put_back


def _at_the_start(file: str) -> str:
    """The text of a file at the commit at which this work left main; Refusal where git cannot read it."""
    from kbase.history import file_at

    commit = started_from()
    text = file_at(ROOT, commit, file)
    if text is None:
        raise unreadable(commit[:9])
    return text


def _logged(base: KnowledgeBase, fresh: Mapping[str, Entry]) -> dict[str, str]:
    """The file of what changed by itself: the lines that are published, and the way from there to what is now. However
    often this runs, a change is told once, and a line by hand is taken back.
    """
    from kbase.core.ledger import changes_file, ledger_file
    from kbase.history import commit_of

    before, told = base.ledger.entries, base.changed
    if commit_of(ROOT, "HEAD"):
        before = ledger_file.read(_at_the_start(ledger_file.FILE)).entries
        told = changes_file.read(_at_the_start(changes_file.FILE))
    logged = (*told, *changes_file.further(before, fresh, date.today()))
    if logged or base.changed:
        return {changes_file.FILE: changes_file.write(logged)}
    return {}


def _require_gone(base: KnowledgeBase, forget: list[str]) -> None:
    """Only what is gone can be forgotten, and no statement ever."""
    from kbase.core.ledger.entries import entries
    from kbase.core.ledger.published import gone

    missing = {key for key, _ in gone(base, entries(base, {}))}
    for key in forget:
        if key.startswith("statements/"):
            raise Refusal(f"'{key}' is a statement, which is never forgotten", "put it back and retract it")
        if key not in missing:
            known = ", ".join(sorted(missing)) or "nothing is"
            raise Refusal(f"'{key}' is no published id that is gone", f"gone from the base: {known}")


COMMAND = Command(__doc__, run, arguments, writes=always)
