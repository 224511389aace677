"""What came from the form of the site and waits to be filed away."""

from __future__ import annotations

from collections.abc import Iterator

from kbase.core.checks.context import Context
from kbase.core.drafting.contribution import read_contribution
from kbase.core.messages import say
from kbase.core.problems import Place, Problem, Severity
from kbase.core.records.loading import INBOX
from kbase.core.records.text_files import LEFT_BEHIND, MOST_OF_ONE, read_text


def contributions_wait(context: Context) -> Iterator[Problem]:
    """Contributions in docs/data/inbox are no part of the base until they are filed away (code `contribution-waiting`,
    a note); one that cannot be read is named with what is wrong (code `contribution`, a warning). What else keeps one
    from being filed away the command says, which tries it (scripts/commands/check.py).
    """
    folder = context.root / INBOX
    for path in sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else ():
        if path.is_dir() or path.name.startswith(".") or LEFT_BEHIND.fullmatch(path.name):
            continue
        file = path.relative_to(context.root).as_posix()
        text, problems = read_text(path, file, MOST_OF_ONE)
        if text is not None and not problems:
            _, problems = read_contribution(text, file)
        for problem in problems:
            yield Problem(problem.place, "contribution", problem.message, problem.fix, Severity.WARNING)
        if not problems:
            fix = say("file it away: `python3 scripts/kb.py apply {file}`", file=file)
            message = say("a contribution waits here and is not published")
            yield Problem(Place(file), "contribution-waiting", message, fix, Severity.NOTE)
