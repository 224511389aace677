"""Read sources of a reference manager: CSL-JSON (Zotero), BibTeX or RIS.

What the base has already, by address or DOI, is named and passed over. The others wait in docs/data/waiting.yml, which
is not published, until something cites them: there they get an id and the publisher whose site they stand on, and can
be completed. `--take` then puts them among the sources, unless `check` would refuse one there. The base's own exports
can be read back.

examples:
  python3 scripts/kb.py import zotero.json
  python3 scripts/kb.py import articles.bib more.ris
  python3 scripts/kb.py import --dry-run zotero.json      say what would become of each, write nothing
  python3 scripts/kb.py import --take belta-2025-05-20-forum
"""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands.new import NEXT
from launcher.command import Command
from launcher.console import FAILED, Refusal, as_called_here, counted, say, visible
from launcher.core import put_core_on_path, sound_base
from launcher.places import CALL, ROOT
from launcher.trying import new_errors, tried
from launcher.writing import write_all

if TYPE_CHECKING:
    from kbase.core.base import KnowledgeBase
    from kbase.importing.references import Reference
    from kbase.importing.sources import Imported


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file that ends in .json, .bib or .ris")
    parser.add_argument("--take", nargs="+", default=[], metavar="ID", help="put waiting sources among the sources")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.drafting.drafts import Refused
    from kbase.core.messages import language_of

    if bool(options.files) == bool(options.take):
        raise Refusal("import needs a file, or --take with an id", f"see {CALL} import --help")
    base = sound_base(ROOT)
    try:
        if options.take:
            _take(base, options.take)
        else:
            _import(base, options)
    except Refused as refused:
        language = language_of(os.environ)
        raise Refusal(refused.message.read(language), refused.fix.read(language)) from None
    return 0


def _import(base: KnowledgeBase, options: Namespace) -> None:
    from kbase.core.drafting.waiting import read_waiting, write_waiting
    from kbase.core.records.loading import WAITING
    from kbase.importing.sources import imported

    waiting = read_waiting(ROOT)
    references = _read_all(options.files)
    found = imported(references, base, waiting)
    new = [one.data for one in found if one.data]
    if new and not options.dry_run:
        write_all(ROOT, {WAITING: write_waiting([*waiting, *new])})
    for one in found:
        print(visible(_told(one)))
    here = "would wait" if options.dry_run else f"wait in {WAITING}"
    print(f"{counted(len(found) - len(new), 'reference')} known, {len(new)} {here}")


def _read_all(files: list[str]) -> list[Reference]:
    """The references of all files; Refusal where something is wrong in them, which is said first, a line per entry."""
    from kbase.core.messages import language_of
    from kbase.importing.faults import Unreadable, closing

    references: list[Reference] = []
    told: list[str] = []
    language = language_of(os.environ)
    for file in files:
        try:
            references += _read(file)
        except Unreadable as error:
            told += [fault.told(file).read(language) for fault in error.faults]
    for line in told:
        say(line)
    if told:
        message, fix = closing()
        raise Refusal(message.read(language), fix.read(language))
    return references


def _read(file: str) -> list[Reference]:
    """The references of a file; Unreadable where they are not sound, Refusal where there is no such file."""
    from kbase.importing.references import read_references

    path = Path(file)
    if not path.is_file():
        what = f"{file} is a folder" if path.is_dir() else f"{file} is no plain file" if path.exists() else ""
        raise Refusal(what or f"there is no file {file}", "name a file that ends in .json, .bib or .ris")
    try:
        return read_references(path.read_text(encoding="utf-8-sig"), path.suffix)
    except UnicodeDecodeError:
        raise Refusal(f"{file} is not UTF-8", "export it in UTF-8") from None


def _told(one: Imported) -> str:
    left_out = f"; left out: {', '.join(one.reference.left_out)}" if one.reference.left_out else ""
    if one.known:
        return f"known: {one.known}: {one.reference.title}"
    assert one.data is not None
    if "published_by" in one.lacks:
        host = one.reference.publisher or one.reference.container or one.reference.url or "not named"
        return f"new: {one.data['id']}: no publisher known ({host}): write `published_by:`, or add one{left_out}"
    return f"new: {one.data['id']}: {one.data['published_by']}: {one.reference.title or 'without a title'}{left_out}"


def _take(base: KnowledgeBase, ids: list[str]) -> None:
    from kbase.core.drafting.drafts import placed, require_free
    from kbase.core.drafting.waiting import read_waiting, taken, write_waiting
    from kbase.core.records.loading import WAITING

    waiting = read_waiting(ROOT)
    file, text = "", ""
    for id in dict.fromkeys(ids):
        draft = taken(waiting, id)
        require_free(base, id)
        file, text = draft.file, placed(draft, text or (ROOT / draft.file).read_text(encoding="utf-8"))
    rest = [data for data in waiting if data["id"] not in ids]
    changes = {file: text, WAITING: write_waiting(rest)}
    _require_sound(base, changes, file)
    write_all(ROOT, changes)
    print(f"{counted(len(dict.fromkeys(ids)), 'source')} put into {file}; cite each, or `{CALL} check` names it")


def _require_sound(base: KnowledgeBase, changes: dict[str, str], file: str) -> None:
    """Refusal where the base would have errors that it has not, which are said first, those of `file` where the sources
    wait; but for what goes once something cites the source.
    """
    from kbase.core.messages import language_of
    from kbase.core.messages import say as message
    from kbase.core.problems import Place, as_text
    from kbase.core.records.loading import WAITING

    language = language_of(os.environ)
    say(message("checking your record with the whole base (up to a minute) …").read(language))
    with tempfile.TemporaryDirectory() as folder:
        after, problems = tried(ROOT, Path(folder), changes)
        errors = sorted(new_errors(base, after, ROOT, Path(folder), problems, NEXT))
    for problem in errors:
        told = replace(problem, place=Place(WAITING)) if problem.place.file == file else problem
        print(as_called_here(as_text(told, language)))
    if errors:
        raise Refusal("nothing was taken", f"put right in {WAITING} what is named, then run this again", FAILED)


COMMAND = Command(__doc__, run, arguments, writes=lambda options: not options.dry_run)
