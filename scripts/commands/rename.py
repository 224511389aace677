"""Give a record another id, everywhere at once; what stood at its old address leads on.

All that names the record is changed: other records, citations, statement blocks and links of pages, the names of its
own files, the marks of translations, the ledger, and the queries and judged statements that the tests ask for. The
record gets its old id among its `former_ids`, from which the pages that lead on are made. Links to a part of a page
keep their anchor, which goes on leading there. The result is checked before anything is written: all is changed, or
nothing. Where the old id still stands as a word elsewhere, the line is named.

examples:
  python3 scripts/kb.py rename ncip national-centre-of-intellectual-property
"""

from __future__ import annotations

import re
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands.new import NEXT
from launcher.command import Command, always
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path, sound_base
from launcher.places import ROOT
from launcher.trying import copied, new_errors, write_into
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.problems import Problem

TESTS = ("tests/real/queries*.yml", "tests/real/labels.yml")
"""Patterns of the lists that name records of the base by id or page."""

READ_BY_PEOPLE = (
    "docs/**/*.md",
    "docs/data/**/*.yml",
    "hooks/**/*.yml",
    "overrides/**/*.html",
    "tests/real/*",
    "*.md",
    "*.yml",
)
MOST = 5
"""Lines that are named where the old id still stands."""

Texts = Mapping[str, "str | None"]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the id that a record has")
    parser.add_argument("new", metavar="NEW", help="the id that it is to have")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.fixing.renaming import in_list, pages_of, refused, renamed

    old, new = options.old, options.new
    base = sound_base(ROOT)
    if why := refused(base, old, new):
        raise Refusal(*why)
    changes = renamed(base, old, new, _read)
    pages = pages_of(base, old)
    with tempfile.TemporaryDirectory() as folder:
        changes |= _tried(base, Path(folder), changes, old, new)
    found = [path.relative_to(ROOT).as_posix() for pattern in TESTS for path in sorted(ROOT.glob(pattern))]
    lists = {file: _read(file) for file in found}
    named = {file: in_list(text, old, new, pages) for file, text in lists.items()}
    changes |= {file: text for file, text in named.items() if text != lists[file]}
    write_all(ROOT, changes)
    print(f"'{old}' is '{new}' now: {counted(len(changes), 'file')} changed")
    _name_the_rest(old)
    return 0


def _read(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8-sig")


def _tried(base: KnowledgeBase, copy: Path, changes: Texts, old: str, new: str) -> dict[str, str | None]:
    """The marks and the ledger that belong to the changes; Refusal where these would bring errors."""
    from kbase.core.base import read_base
    from kbase.core.evidence.grades import grade_all
    from kbase.core.fixing.renaming import marked
    from kbase.core.ledger.ledger_file import FILE, write
    from kbase.core.ledger.published import updated

    copied(ROOT, copy)
    write_into(copy, changes)
    marks = marked(base, read_base(copy)[0], old, new)
    write_into(copy, marks)
    after, problems = read_base(copy)
    fresh, _ = updated(after, grade_all(after), date.today())
    ledger = {FILE: write(fresh)}
    write_into(copy, ledger)
    after, _ = read_base(copy)
    _require_no_new_error(base, after, copy, problems)
    return {**marks, **ledger}


def _require_no_new_error(base: KnowledgeBase, after: KnowledgeBase, copy: Path, found: list[Problem]) -> None:
    from kbase.core.problems import as_text

    if new := new_errors(base, after, ROOT, copy, found, NEXT):
        raise Refusal(f"this would be wrong then, so nothing was changed: {as_text(new[0])}", "fix it first")


def _name_the_rest(old: str) -> None:
    """The lines in which the old id still stands: a word that people read, or what only a person can change."""
    lines = list(_still_standing(old))
    for line in lines[:MOST]:
        print(f"  still written in {line}")
    if lines[MOST:]:
        print(f"  and in {counted(len(lines) - MOST, 'other line')}")


def _still_standing(old: str) -> Iterator[str]:
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    files = sorted({path for pattern in READ_BY_PEOPLE for path in ROOT.glob(pattern) if path.is_file()})
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if word.search(line) and "former_ids" not in line:
                yield f"{path.relative_to(ROOT).as_posix()}:{number}"


COMMAND = Command(__doc__, run, arguments, writes=always)
