"""No text of a record begins a formula in a spreadsheet, which would calculate or load what nobody has asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import say
from kbase.core.problems import Problem
from kbase.core.records.model import Statement

_FORMULA: Final = re.compile(r"\s*[=+@＝＋＠－-]")
_LATER: Final = re.compile(r"[;\t]\s*[=+@＝＋＠]")


def no_formulas(context: Context) -> Iterator[Problem]:
    """The text of a statement does not begin as a formula does, nor any text after a semicolon, where some spreadsheets
    begin a cell (code `formula`). Other texts get an apostrophe before them in CSV.
    """
    for record, path, text in context.strings:
        begins = isinstance(record, Statement) and path[:1] == ("text",) and _FORMULA.match(text)
        if found := begins or _LATER.search(text):
            message = say("a spreadsheet takes what begins with '{sign}' for a formula", sign=found[0].strip())
            fix = say("write it in words, or put a word before the sign")
            yield Problem(context.place(record.id, path), "formula", message, fix)
