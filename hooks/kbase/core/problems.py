"""What is wrong with the input, where, and how to fix it; and the three forms in which it is printed."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kbase.core.messages import EMPTY, Message, read, say


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Nothing is wrong: there is something to do."""


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
    message: Message
    fix: Message = EMPTY
    severity: Severity = Severity.ERROR


def near(wrong: str, known: Iterable[str]) -> Message:
    """A hint such as "did you mean 'belta'?" for a mistyped id, or the empty string."""
    close = nearest(wrong, known)
    return say("did you mean '{close}'?", close=close) if close else EMPTY


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The known word that is nearest to a mistyped one, or the empty string. What is no word takes too long."""
    if len(wrong) > LONGEST:
        return ""
    close = difflib.get_close_matches(wrong, list(known), n=5, cutoff=0.6)
    return next((word for word in close if _is_slip(wrong, word)), "")


_MUCH_ALIKE: Final = 0.8
_MOST_SLIPS: Final = 3


def _is_slip(wrong: str, word: str) -> bool:
    """Whether a word differs from another by a slip of the keys, and is not only somewhat like it."""
    alike = difflib.SequenceMatcher(None, word, wrong).ratio() >= _MUCH_ALIKE
    return alike or _steps(wrong, word) <= min(_MOST_SLIPS, (len(wrong) + 2) // 3)


def _steps(one: str, other: str) -> int:
    """How many letters must be added, removed or replaced to make one word of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], number
        for column, theirs in enumerate(other, start=1):
            cheapest = min(row[column] + 1, row[column - 1] + 1, diagonal + (letter != theirs))
            diagonal, row[column] = row[column], cheapest
    return row[-1]


_SEVERITIES: Final = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.NOTE: say("note"),
}
_COMMANDS: Final = {Severity.NOTE: "notice"}
"""Severity → what GitHub calls it, where that is another word."""


def as_text(problem: Problem, language: str = "en") -> str:
    """`docs/data/x.yml:3: error: what is wrong. Fix. [code]`: one line, as compilers write it."""
    severity = _SEVERITIES[problem.severity].read(language)
    return _one_line(f"{cut(str(problem.place))}: {severity}: {_in_words(problem, language)} [{problem.code}]")


MOST: Final = 500
"""Lines that a person is shown: one wrong file may bring thousands."""


def first(problems: Sequence[Problem]) -> list[Problem]:
    """Of many problems the first ones, errors before all others, in the order in which they stand."""
    chosen = {*sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)[:MOST]}
    return [problem for problem in problems if problem in chosen]


def left_out(problems: Sequence[Problem], command: str = "") -> Message:
    """How many lines `first` does not show, and the command that shows them; empty where it shows all."""
    number = len(problems) - len(first(problems))
    if not number:
        return EMPTY
    if not command:
        return say("… and {number} more", number=number)
    return say("… and {number} more: {command} shows them", number=number, command=command)


def as_json(problems: Iterable[Problem], language: str = "en") -> str:
    """A JSON list of objects with file, line, severity, code, message and fix."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "code": problem.code,
            "message": cut(read(problem.message, language)),
            "fix": cut(read(problem.fix, language)),
            "severity": problem.severity.value,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def nearest_first(problems: Iterable[Problem], changed: Mapping[str, Collection[int]]) -> list[Problem]:
    """The problems in order of how near they stand to what was changed: by file, the numbers of its changed lines.
    GitHub shows the first ten errors and warnings of a step: what was there before must not push out what is new.
    """

    def distance(problem: Problem) -> float:
        lines = changed.get(problem.place.file)
        return min((abs(line - problem.place.line) for line in lines), default=0) if lines is not None else math.inf

    return sorted(problems, key=distance)


def as_github(problem: Problem, languages: Sequence[str] = ("en", "ru")) -> str:
    """A workflow command that GitHub shows beside the changed line; it says it in each of the languages.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message; `%`, CR and LF are
    escaped in the text, and `:` and `,` in the properties too.
    """
    message = _escape("\n".join(dict.fromkeys(_in_words(problem, language) for language in languages)))
    file = _escape(shown(problem.place.file)).replace(":", "%3A").replace(",", "%2C")
    command = _COMMANDS.get(problem.severity, problem.severity.value)
    return f"::{command} file={file},line={problem.place.line},title={problem.code}::{message}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_words(problem: Problem, language: str) -> str:
    fix = cut(read(problem.fix, language))
    return _one_line(cut(read(problem.message, language)) + (f" — {fix}" if fix else ""))


LONGEST: Final = 300
"""Signs of a message, a fix or a path that are shown: what it quotes may be as long as a file."""

_KEPT_AT_THE_END: Final = 60


def cut(text: str) -> str:
    """A text with a sign for what was left out of its middle, where it is long."""
    if len(text) <= LONGEST:
        return text
    begin, end = text[: LONGEST - _KEPT_AT_THE_END], text[-_KEPT_AT_THE_END:]
    return f"{_BROKEN_END.sub('', begin)}[…]{_BROKEN_BEGINNING.sub('', end)}"


_BROKEN_END: Final = re.compile(r"(?<=\s)\S{1,60}\Z")
_BROKEN_BEGINNING: Final = re.compile(r"\A\S{1,50}(?=\s)")
"""The part of a word at a cut, unless it is as long as no word is."""


def _one_line(text: str) -> str:
    return shown(" ".join(text.split()))


_COMMANDING: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """A text without what moves the cursor of a terminal, colours it or turns the line around: a message may quote a
    file that a stranger has sent. Each such sign is given by its number.
    """
    return _COMMANDING.sub(lambda sign: f"U+{ord(sign[0]):04X}", text)
