"""Lists that nearly every change adds to are in order."""

from __future__ import annotations

from collections.abc import Iterator

from kbase.core.checks.context import Context
from kbase.core.messages import say
from kbase.core.problems import Place, Problem
from kbase.core.records.order import BY_ID, first_out_of_order
from kbase.core.records.text_files import read_text


def by_id(context: Context) -> Iterator[Problem]:
    """Sources and publishers stand in order of id (code `order`), so that two additions rarely meet in a merge. It is a
    warning until a release.
    """
    for name in BY_ID:
        file = context.root / name
        text = read_text(file, name)[0] if file.is_file() else None
        if text and (block := first_out_of_order(text)):
            message = say("'{id}' stands behind an id that comes later in the alphabet", id=block.id)
            fix = say("move it to its place, or run `python3 scripts/kb.py tidy`")
            yield Problem(Place(name, block.line), "order", message, fix, context.lenient)
