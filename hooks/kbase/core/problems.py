"""What is wrong with the input, where, and how to fix it; and the three forms in which it is printed."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file; the path is relative to the repository, with forward slashes."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One line of what `check` prints: `code` names the rule, `fix` says what to do about it."""

    place: Place
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR


def near(wrong: str, known: Iterable[str]) -> str:
    """A hint such as "did you mean 'belta'?" for a mistyped id, or the empty string."""
    close = nearest(wrong, known)
    return f"did you mean '{close}'?" if close else ""


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The known word that is nearest to a mistyped one, or the empty string."""
    return next(iter(difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)), "")


def joined(names: Sequence[str], most: int) -> str:
    """Names for a message, "a, b and c"; of many the first ones, "a, b and 7 more"."""
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def as_text(problem: Problem) -> str:
    """`docs/data/x.yml:3: error: what is wrong. Fix. [code]`: one line, as compilers write it."""
    fix = f" — {_one_line(problem.fix)}" if problem.fix else ""
    return f"{_one_line(str(problem.place))}: {problem.severity}: {_one_line(problem.message)}{fix} [{problem.code}]"


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with file, line, severity, code, message and fix."""
    rows = []
    for problem in problems:
        row = asdict(problem)
        rows.append({**row.pop("place"), **row})
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """A workflow command that GitHub shows beside the changed line.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message; `%`, CR and LF are
    escaped in the text, and `:` and `,` in the properties too.
    """
    message = _escape(f"{problem.message}" + (f" — {problem.fix}" if problem.fix else ""))
    file = _escape(problem.place.file).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={file},line={problem.place.line},title={problem.code}::{message}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(text: str) -> str:
    return " ".join(text.split())
