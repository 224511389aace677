"""Footnotes of pages: what is marked is explained, and what is explained is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import say
from kbase.core.problems import Problem, nearest
from kbase.core.prose.page import LineNumbers, Prose

_DEFINED: Final = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|\d+\.[ \t]+|:[ \t]+)*\[\^([^\]\n]+)\]:", re.M)
_MARKED: Final = re.compile(r"\[\^([^\]\n]+)\](?!:)")


def footnotes(context: Context) -> Iterator[Problem]:
    """Every mark of a footnote has its note and every note one mark at least, and no name is given to two notes of a
    page (code `footnote`). A mark without a note stays in the text as it is typed; a note without a mark leads back to
    nowhere, with which MkDocs ends a build.
    """
    for page in context.base.prose.values():
        if "[^" in page.words:
            yield from _of(page)


def _of(page: Prose) -> Iterator[Problem]:
    line_of = LineNumbers(page.words, page.first_line)
    marked = {match[1]: line_of(match.start()) for match in reversed([*_MARKED.finditer(page.words)])}
    defined: dict[str, int] = {}
    for match in _DEFINED.finditer(page.words):
        name, line = match[1], line_of(match.start())
        if name in defined:
            message = say(
                "the footnote '{name}' is explained twice, first in line {first}", name=name, first=defined[name]
            )
            yield Problem(page.place(line), "footnote", message, say("give one of the two another name"))
        elif name not in marked:
            message = say("no mark leads to the footnote '{name}'", name=name)
            fix = say("put [^{name}] where it belongs, or remove the note", name=name)
            yield Problem(page.place(line), "footnote", message, fix)
        defined.setdefault(name, line)
    for name, line in marked.items():
        if name not in defined:
            close = nearest(name, defined)
            fix = (
                say("did you mean [^{close}]?", close=close)
                if close
                else say("add a line `[^{name}]: Words` at the end of the page", name=name)
            )
            yield Problem(page.place(line), "footnote", say("there is no footnote '{name}'", name=name), fix)
