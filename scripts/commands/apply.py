"""File away what came from the form of the site: new records, corrections, translations.

The form gives a file, sent by somebody or saved in docs/data/inbox, which is not published. Each record goes into its
place; a correction changes the fields that it names and adds a line to `revised`. The result is checked before
anything is written: all is filed away, or nothing, and each mistake is one line with its place in the file. A file in
docs/data/inbox is removed then; others stay where they are.

examples:
  python3 scripts/kb.py apply docs/data/inbox/*.yml
  python3 scripts/kb.py apply ~/Downloads/correction-2026-11-29.yml
  python3 scripts/kb.py apply --dry-run FILE      say whether it could be filed away, write nothing
"""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.command import Command
from launcher.console import FAILED, as_called_here
from launcher.core import put_core_on_path, sound_base
from launcher.places import ROOT, in_repository
from launcher.trying import new_errors, tried
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.core.drafting.applying import Applied
    from kbase.core.drafting.contribution import Contribution
    from kbase.core.ledger.changes import Change
    from kbase.core.problems import Problem


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="what the form has given")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--language", choices=("en", "ru"), help="of the messages (that of the locale)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.messages import language_of, say
    from kbase.core.problems import as_text, first, left_out

    language = options.language = options.language or language_of(os.environ)
    found, problems, again = _looked_at(options.files, language)
    for problem in first(problems):
        print(as_called_here(as_text(problem, language)))
    if more := left_out(problems):
        print(more.read(language))
    if problems:
        print(say("nothing was changed").read(language))
        return FAILED
    if not options.dry_run:
        _file_away(found, options.files)
    _tell(found, again, options)
    return 0


def refusals(files: list[str], language: str) -> list[Problem]:
    """What keeps these files from being filed away, each thing at its place in them; nothing is written."""
    return _looked_at(files, language)[1]


def _looked_at(files: list[str], language: str) -> tuple[Applied, list[Problem], Sequence[Change]]:
    """What the files change, what keeps them from being filed away, and what is to be read again after it."""
    from kbase.core.drafting.applying import applied

    base = sound_base(ROOT, language)
    contributions, problems = _read(files, base)
    found = applied(base, contributions, _text, date.today().isoformat())
    problems += found.problems
    return (found, problems, ()) if problems else (found, *_tried(base, found))


def _read(files: list[str], base: KnowledgeBase) -> tuple[list[Contribution], list[Problem]]:
    """The contributions in the files, and what keeps others from being read."""
    from kbase.core.drafting.contribution import place_of_words, read_contribution
    from kbase.core.records.text_files import MOST_OF_ONE, read_text

    contributions: list[Contribution] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        named = in_repository(file, ROOT)
        text, found = read_text(_path(file), named, MOST_OF_ONE)
        if text is not None and not found:
            one, found = read_contribution(text, named, partial(place_of_words, base))
            contributions += [one] if one else []
        problems += found
    return contributions, problems


def _path(file: str) -> Path:
    """Where a file is that may be named from the folder of the repository."""
    path = Path(file).expanduser()
    return path if path.exists() else ROOT / path


def _text(file: str) -> str | None:
    path = ROOT / file
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n") if path.is_file() else None


def _tried(base: KnowledgeBase, found: Applied) -> tuple[list[Problem], Sequence[Change]]:
    """The errors that the result would have, each at its place in what was given; what is to be read again after it."""
    from dataclasses import replace

    from kbase.core.ledger.elsewhere import to_read_again

    with tempfile.TemporaryDirectory() as folder:
        after, problems = tried(ROOT, Path(folder), found.texts)
        errors = new_errors(base, after, ROOT, Path(folder), problems)
        places = found.places(after)
        again = [*to_read_again(base, after)]
    return sorted(replace(problem, place=places.get(problem.place, problem.place)) for problem in errors), again


def _file_away(found: Applied, files: list[str]) -> None:
    """Writes the files; what waited in the inbox waits no more."""
    from kbase.core.records.loading import INBOX

    waited = [name for file in files if (name := in_repository(file, ROOT)).startswith(f"{INBOX}/")]
    write_all(ROOT, {**found.texts, **dict.fromkeys(waited)})


def _tell(found: Applied, again: Sequence[Change], options: Namespace) -> None:
    """What was filed away and where, what was chosen for whoever has sent it, and what to look at next."""
    from kbase.core.messages import say

    language = options.language
    for id, (parsed, path) in found.came_from.items():
        done = say("'{id}' would be filed away", id=id) if options.dry_run else say("'{id}' filed away", id=id)
        print(f"{parsed.place(path)}: {done.read(language)}")
    for id, topic in found.chosen.items():
        file = f"docs/data/statements/{topic}.yml"
        moved = say("'{id}': {file} was chosen by what it is about; it may be moved to another one", id=id, file=file)
        print(moved.read(language))
    for id, reason in found.reasons.items():
        why = say("'{id}': why this is proposed: {reason}", id=id, reason=reason.read(language))
        print(why.read(language))
    for change in again:
        places = ", ".join(change.places)
        after = say(
            "'{id}' has a new step, {step}; read again: {places}", id=change.id, step=change.before, places=places
        )
        print(after.read(language))
    counted = say("records: {number}; files: {files}", number=len(found.came_from), files=", ".join(found.texts))
    print(counted.read(language))
    if not options.dry_run:
        after = say("now run `python3 scripts/kb.py check`, and `python3 scripts/kb.py ledger` once it is merged")
        print(as_called_here(after.read(language)))


COMMAND = Command(__doc__, run, arguments, writes=lambda options: not options.dry_run)
