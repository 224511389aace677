"""Say what a change means for readers: grades and stages first, then statements, sources, pages, translations.

The files as they are now, or STATE, are compared with BASE: each a commit, branch or tag, or a kb.json that was
released. Without BASE it is the commit at which this work left main; on main itself, what is not committed yet. Two
tags give the notes of a release. It also says where else
an old date or figure still stands, which pages and feeds show the change, and which files that are neither records
nor pages have changed. Nothing is written.

examples:
  python3 scripts/kb.py impact                         this branch, or what is not committed
  python3 scripts/kb.py impact HEAD~1                  since the commit before
  python3 scripts/kb.py impact ~/Downloads/kb.json     since a release
  python3 scripts/kb.py impact v1 v2 --format markdown --most 0      between two releases
  python3 scripts/kb.py impact --most 0                every line, however many
  python3 scripts/kb.py impact --language ru           in Russian; else as the locale says; JSON is the same in both
  python3 scripts/kb.py impact --format json           for programs
"""

from __future__ import annotations

import json
import os
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.command import Command, number
from launcher.console import Refusal, counted, say, visible
from launcher.core import put_core_on_path
from launcher.languages import told
from launcher.places import CALL, ROOT

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.ledger.changes import Comparison

MOST = 12
"""Lines of one heading: so that all of it is read in a minute."""

MAIN = ("refs/remotes/origin/main", "refs/heads/main")
"""By their full names: a tag may be called as a branch is, and would be taken for it."""

COMPARED = ("docs/data/", "docs/en/", "docs/ru/")
"""Folders of what is compared record by record and page by page."""

UNCOMPARED = ("docs/data/changes.txt", "docs/data/owner.yml", "docs/data/links-reviewed.txt", "docs/data/waiting.yml")
"""Files among the records that hold none: no comparison sees what is changed in them."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("base", nargs="?", metavar="BASE", help="a commit, branch or tag, or a kb.json (main)")
    parser.add_argument("state", nargs="?", metavar="STATE", help="what to compare with it (the files as they are now)")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to print it (text)")
    parser.add_argument("--language", choices=("en", "ru"), help="of the text (that of the locale)")
    parser.add_argument("--most", type=number, default=MOST, metavar="N", help=f"lines of a heading ({MOST}; 0: all)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.base import read_base
    from kbase.core.ledger.compare import compare
    from kbase.core.messages import language_of

    language = options.language or language_of(os.environ)
    name, before = state_before(options.base)
    if options.state is not None:
        later, after = state_before(options.state)
        name = f"{name} → {later}"
    else:
        after, problems = read_base(ROOT)
        if merging := next((problem.place.file for problem in problems if problem.code == "merge-mark"), ""):
            raise Refusal(told("git has left a merge open in {file}", file=merging), told("finish it first"))
        _warn_of_now(len(problems))
    files = other_files(options.base, options.state)
    printed = shown(compare(before, after), name, options.format, options.most or None, files, language)
    print(printed if options.format == "json" else visible(printed))
    return 0


def other_files(base: str | None, state: str | None = None) -> list[str]:
    """The changed files that are neither records nor pages; none where one of the states is a released file."""
    from kbase.history import changed_files

    if _is_released(base) or _is_released(state):
        return []
    found = changed_files(ROOT, started_from(base), commit_named(state) if state is not None else "")
    return [path for path in found if path in UNCOMPARED or not path.startswith(COMPARED)]


def _is_released(base: str | None) -> bool:
    return bool(base and base.endswith(".json") and Path(base).expanduser().is_file())


def state_before(base: str | None) -> tuple[str, KnowledgeBase]:
    """What BASE is called, and the base that it holds; Refusal where there is none to be read."""
    if base and _is_released(base):
        return Path(base).name, released(base)
    commit = started_from(base)
    return f"{base or 'main'} ({commit[:9]})", committed(commit)


def commit_of_base(name: str) -> str:
    """The hash of the commit that a name or a released file stands for; empty for a file whose commit is not here.
    Refusal where it is neither.
    """
    from kbase.core.ledger.released import commit_of_release
    from kbase.history import commit_of

    if not _is_released(name):
        return commit_named(name)
    try:
        commit = commit_of_release(Path(name).expanduser())
    except ValueError as error:
        raise Refusal(*error.args) from error
    return commit_of(ROOT, commit) if commit else ""


def released(name: str) -> KnowledgeBase:
    """The base that a released file holds; Refusal where it is none."""
    from kbase.core.ledger.released import read_released

    try:
        base, unreadable = read_released(Path(name).expanduser())
    except ValueError as error:
        raise Refusal(*error.args) from error
    _warn_of(len(unreadable))
    return base


def started_from(base: str | None = None) -> str:
    """The hash of the commit to compare with; without a name, of where this branch left main."""
    from kbase.history import commit_of, common_ancestor

    if base is not None:
        return commit_named(base)
    require_readable()
    found = (common_ancestor(ROOT, main) for main in MAIN)
    if commit := next(filter(None, found), "") or commit_of(ROOT, "HEAD"):
        return commit
    fix = told("name a released file: {call} impact kb.json", call=CALL)
    raise Refusal(told("there is no commit to compare with"), fix)


def commit_named(name: str) -> str:
    """The hash of the commit that a branch, tag or abbreviation names; Refusal where there is none."""
    from kbase.history import commit_of

    if commit := commit_of(ROOT, name):
        return commit
    require_readable()
    fix = told("see git log, or git branch -a for branches")
    raise Refusal(told("'{name}' is neither a commit nor a kb.json", name=name), fix)


def require_readable() -> None:
    """Refusal where there is a repository that git does not read, or not what HEAD or main names; it says why not."""
    from kbase.history import fault_of_git, is_broken

    if fault := fault_of_git(ROOT):
        message, _, fix = fault.partition(" — ")
        raise Refusal(message, fix)
    for name in ("HEAD", *MAIN):
        if is_broken(ROOT, name):
            raise unreadable(name)


def unreadable(commit: str) -> Refusal:
    """What is said of a commit that git cannot read."""
    fix = told("see what `git fsck` says, or clone the repository anew; TMPDIR must have room, too")
    return Refusal(told("git cannot read the files of the commit {commit}", commit=commit), fix)


def committed(commit: str) -> KnowledgeBase:
    """The base as it was at a commit; Refusal where that has none."""
    from kbase.core.base import read_base
    from kbase.history import lacks, unpack

    with tempfile.TemporaryDirectory() as folder:
        if not unpack(ROOT, commit, "docs", Path(folder)):
            if lacks(ROOT, commit, "docs"):
                raise Refusal(told("the commit {commit} has no folder docs", commit=commit[:9]), told("name another"))
            raise unreadable(commit[:9])
        base, problems = read_base(Path(folder))
    _warn_of(len(problems))
    return base


def _warn_of_now(unreadable: int) -> None:
    if unreadable:
        fields = {"problems": counted(unreadable, "problem"), "number": unreadable, "call": CALL}
        say(told("warning: not compared is what cannot be read now ({problems}): see {call} check", **fields))


def _warn_of(unreadable: int) -> None:
    if unreadable:
        fields = {"problems": counted(unreadable, "problem"), "number": unreadable}
        say(told("warning: {problems} of reading the older state; what is not read there looks new", **fields))


def shown(comparison: Comparison, base: str, form: str, most: int | None, files: list[str], language: str) -> str:
    """A comparison in one of the three forms; that for programs is the same in both languages."""
    from kbase.wording.catalogue import Catalogue
    from kbase.wording.changes import as_markdown, as_text

    if form == "json":
        whole = {
            "base": base,
            **asdict(comparison),
            "pages": comparison.pages,
            "feeds": comparison.feeds,
            "files": files,
        }
        return json.dumps(whole, ensure_ascii=False, indent=2)
    words = Catalogue(language)
    if form == "markdown":
        heading = told("What changes for readers, compared with `{base}`", base=base)
        return f"## {heading}\n\n{as_markdown(comparison, words, most, files)}"
    return f"{told('Compared with {base}', base=base)}\n\n{as_text(comparison, words, most, files)}"


COMMAND = Command(__doc__, run, arguments)
