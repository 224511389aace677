"""Check all records and texts; name each problem with its file, line and fix.

Errors end it with exit code 1. Warnings, such as a translation that is still missing, do not;
with --release they are errors too where a release must not have them.

Spelling is checked here and not by `build`. It needs the dictionaries of hunspell (en_GB and ru_RU, for example in
DICPATH); where they are missing, a line on stderr says how to get them, and nothing else changes. What they answer
is kept in .cache/spelling.json. A right word that they lack is a warning, which says in which line of which list to
add it. Texts that were found without fault are not read again while they stay the same (.cache/clean.json); with
--release or --format github all are.

examples:
  python3 scripts/kb.py check
  python3 scripts/kb.py check --language ru       in Russian; else as the locale says
  python3 scripts/kb.py check --all               every line, where there are more than 500
  python3 scripts/kb.py check --fix               first set right what is mechanical, as `tidy` does
  python3 scripts/kb.py check --release           before the site is published
  python3 scripts/kb.py check --format json       for programs; only the list is on stdout
  python3 scripts/kb.py check --format github     as annotations; with --published the changed lines first
  python3 scripts/kb.py check --demand revision-missing      as a pull request does
  python3 scripts/kb.py check --published origin/main        against the statements of main
  python3 scripts/kb.py check --published kb.json            against those of the published site
"""

from __future__ import annotations

import gc
import os
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from commands.apply import refusals
from commands.impact import commit_of_base, committed, released, started_from
from commands.tidy import set_right
from launcher.command import Command
from launcher.console import FAILED, Refusal, as_called_here, counted, say
from launcher.core import put_core_on_path
from launcher.machine import find_dictionaries, lack_of_dictionaries
from launcher.measure import spent
from launcher.places import ROOT

if TYPE_CHECKING:
    from kbase.core.ledger.published import Published
    from kbase.core.problems import Problem
    from kbase.core.records.model import Statement
    from kbase.core.spelling.dictionaries import Remembering

ANSWERS = ROOT / ".cache" / "spelling.json"
CLEAN = ROOT / ".cache" / "clean.json"
READ = ROOT / ".cache" / "records.json"
SILENT = "revision-missing"
ALL = "python3 scripts/kb.py check --all"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to print it (text)")
    parser.add_argument(
        "--language", choices=("en", "ru"), help="of the messages (the locale's; --format github: both)"
    )
    parser.add_argument("--all", action="store_true", help="print every line, however many there are")
    parser.add_argument("--fix", action="store_true", help="first set right quotation marks, dashes, spaces and order")
    parser.add_argument("--demand", nargs="+", default=[], metavar="CODE", help="warnings with this code are errors")
    parser.add_argument("--published", metavar="BASE", help="hold statements to what this commit or kb.json has, too")
    parser.add_argument("--release", action="store_true", help="demand what a release needs, such as both languages")


def run(options: Namespace) -> int:
    gc.disable()  # All that is read stays until the end, and would be gone through again and again.
    try:
        return checked(options)
    finally:
        gc.enable()


def checked(options: Namespace) -> int:
    """Checks, prints what is found and keeps what was learnt; gives the exit code."""
    started = time.monotonic()
    put_core_on_path()
    if options.fix:
        say(set_right())
    from kbase.core.check import run_checks
    from kbase.core.checks.clean import Clean, code_of_the_rules
    from kbase.core.problems import Severity, first, left_out
    from kbase.core.records.memory import Recalled

    speller = speller_here()
    published = state_at(options.published) if options.published else None
    is_kept = not (options.release or options.format == "github")
    clean = Clean(CLEAN) if is_kept else None
    memory = Recalled(READ, code_of_the_rules()) if is_kept else None
    problems = run_checks(ROOT, options.release, speller, published, clean, memory)
    problems = demanded([*problems, *waiting_faults(problems, options.language)], options.demand)
    problems = told_exactly(problems, options.published)
    if options.format == "github" and options.published:
        problems = brought_first(problems, options.published)
    for kept in (speller, clean, memory):
        if kept:
            kept.save()
    _renew_schemas()
    is_cut = options.format == "text" and not options.all
    shown = first(problems) if is_cut else problems
    if printed := render(shown, options.format, options.language):
        print(as_called_here(printed, options.language if options.format == "text" else None))
    if is_cut and (more := left_out(problems, ALL)):
        print(as_called_here(more.read(options.language or language_here())))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    language = options.language or language_here()
    closing = f"{totals(errors, warnings, language)} ({spent(started, language=language)})"
    if options.format == "text":
        print(closing)
    else:
        say(closing)
    return FAILED if errors else 0


def _renew_schemas() -> None:
    """Whoever has schemas for an editor has those of the base as it is."""
    from commands.schemas import FOLDER, renewed
    from kbase.core.base import read_base

    if (ROOT / FOLDER).is_dir():
        renewed(read_base(ROOT)[0])


def state_at(name: str) -> Published:
    """What is published at a commit, branch or tag, or in a released kb.json; Refusal where there is none of that name.

    A released file names the commit that it was made from. Where that is here, it is taken, because it has the ledger
    and the marks of the translations too.
    """
    from kbase.core.evidence.grades import grade_all
    from kbase.core.ledger.published import Published, state_of

    commit = commit_of_base(name)
    base = committed(commit) if commit else released(name)
    return Published(state_of(base, grade_all(base)), base.ledger if commit else None, commit[:9] or name)


ASK = "python3 scripts/kb.py explain lists them"


def waiting_faults(problems: list[Problem], language: str | None) -> list[Problem]:
    """What keeps files of the form that wait from being filed away, as `apply` would say it: whoever proposes one at
    the repository learns it there. Not where the base has errors, on which nothing can be filed away.
    """
    from kbase.core.problems import Severity

    waiting = [problem.place.file for problem in problems if problem.code == "contribution-waiting"]
    if not waiting or any(problem.severity is Severity.ERROR for problem in problems):
        return []
    found = refusals(waiting, language or language_here())
    inside = [fault for fault in found if fault.place.file in waiting]  # What follows from it elsewhere goes with it.
    return [replace(fault, code="contribution", severity=Severity.WARNING) for fault in inside or found]


def demanded(problems: list[Problem], codes: list[str]) -> list[Problem]:
    """The problems; those with one of these codes are errors. Refusal where there is no such code."""
    from kbase.core.explaining import explanations
    from kbase.core.problems import Severity, nearest

    known = {*explanations(), *(problem.code for problem in problems)}
    if unknown := next((code for code in codes if code not in known), ""):
        close = nearest(unknown, known)
        raise Refusal(f"--demand: there is no code '{unknown}'", f"did you mean '{close}'?" if close else ASK)

    return [replace(problem, severity=Severity.ERROR) if problem.code in codes else problem for problem in problems]


def told_exactly(problems: list[Problem], published: str | None) -> list[Problem]:
    """The problems; where a date, speaker or other plain field was changed without a word, with what it was and is: the
    ledger knows only that something was, git knows what.
    """
    if all(problem.code != SILENT for problem in problems):
        return problems
    try:
        commit = commit_of_base(published) if published else started_from()
    except Refusal:  # There is no git here, or no commit.
        return problems
    return [_with_fields(problem, commit) if problem.code == SILENT else problem for problem in problems]


def _with_fields(problem: Problem, commit: str) -> Problem:
    from kbase.core.ledger.fields import told_of
    from kbase.core.records.text_files import read_text
    from kbase.history import file_at

    id, file = str(problem.message.fields["id"]), problem.place.file
    old = _statement(file_at(ROOT, commit, file), id)
    new = _statement(read_text(ROOT / file, file)[0], id)
    message = told_of(old, new) if old and new else None
    return replace(problem, message=message) if message else problem


def _statement(text: str | None, id: str) -> Statement | None:
    """A statement of a file's text, if it is there and can be read."""
    from kbase.core.records.loading import shorthands
    from kbase.core.records.model import Statement
    from kbase.core.records.yaml_source import parse

    parsed, _ = parse(text or "", "")
    rows = parsed.data if parsed and isinstance(parsed.data, list) else []
    data = next((row for row in rows if isinstance(row, dict) and row.get("id") == id), None)
    try:
        return Statement.model_validate(shorthands(data, Statement)) if data else None
    except ValueError:
        return None


def brought_first(problems: list[Problem], name: str) -> list[Problem]:
    """The problems, first those nearest to what was changed since a commit, or since the one of a released file."""
    from kbase.core.problems import nearest_first
    from kbase.history import changed_lines

    commit = commit_of_base(name)
    return nearest_first(problems, changed_lines(ROOT, commit)) if commit else problems


def speller_here() -> Remembering | None:
    """The dictionaries of this machine; a lack of them is said, and only what is there is checked."""
    from kbase.core.spelling.dictionaries import Dictionaries, Remembering

    paths = find_dictionaries()
    if lack := lack_of_dictionaries(paths):
        say(f"warning: {lack}")
    if not paths:
        return None
    dictionaries = Dictionaries(paths, tell=lambda message: say(message.read(language_here())))
    return Remembering(dictionaries, ANSWERS, dictionaries.fingerprint)


def render(problems: list[Problem], form: str, language: str | None = None) -> str:
    """All problems in one of the three forms; the core knows how each looks. Where no language is asked for, programs
    get English, annotations both, and a person that of the machine.
    """
    from kbase.core.problems import as_github, as_json, as_text

    if form == "json":
        return as_json(problems, language or "en")
    if form == "github":
        return "\n".join(as_github(problem, (language,) if language else ("en", "ru")) for problem in problems)
    return "\n".join(as_text(problem, language or language_here()) for problem in problems)


def language_here() -> str:
    """The language of this machine's locale, "en" or "ru"."""
    from kbase.core.messages import language_of

    return language_of(os.environ)


def totals(errors: int, warnings: int, language: str | None = None) -> str:
    """The closing line: how many there are of each."""
    if (language or language_here()) == "ru":
        return f"ошибок: {errors}, предупреждений: {warnings}"
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


COMMAND = Command(__doc__, run, arguments, writes=lambda options: bool(options.fix))
