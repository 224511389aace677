"""What is wrong with the input, where, and how to fix it; and the three forms in which it is printed."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final


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
    close = nearest(wrong, known) if len(wrong) <= LONGEST else ""
    return f"did you mean '{close}'?" if close else ""


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The known word that is nearest to a mistyped one, or the empty string."""
    return next(iter(difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.6)), "")


def as_text(problem: Problem) -> str:
    """`docs/data/x.yml:3: error: what is wrong. Fix. [code]`: one line, as compilers write it."""
    fix = f" — {_one_line(problem.fix)}" if problem.fix else ""
    return f"{_one_line(str(problem.place))}: {problem.severity}: {_one_line(problem.message)}{fix} [{problem.code}]"


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with file, line, severity, code, message and fix."""
    rows = []
    for problem in problems:
        row = asdict(problem)
        row |= {name: cut(row[name]) for name in ("message", "fix")}
        rows.append({**row.pop("place"), **row})
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """A workflow command that GitHub shows beside the changed line.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message; `%`, CR and LF are
    escaped in the text, and `:` and `,` in the properties too.
    """
    message = _escape(cut(problem.message) + (f" — {cut(problem.fix)}" if problem.fix else ""))
    file = _escape(problem.place.file).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={file},line={problem.place.line},title={problem.code}::{message}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


LONGEST: Final = 300
"""Signs of a message, a fix or a path that are shown: what it quotes may be as long as a file."""

_KEPT_AT_THE_END: Final = 60


def cut(text: str) -> str:
    """A text with a sign for what was left out of its middle, where it is long."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - _KEPT_AT_THE_END]}[…]{text[-_KEPT_AT_THE_END:]}"


def _one_line(text: str) -> str:
    return " ".join(cut(text).split())
