"""Somebody has gone over every link as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.evidence.reviews import end_of, unreviewed
from kbase.core.messages import say
from kbase.core.problems import Problem

_COMMAND: Final = "python3 scripts/kb.py reviewed"


def links_are_reviewed(context: Context) -> Iterator[Problem]:
    """A link, or what it rests on, has not changed since somebody went over it (code `link-not-reviewed`): one line
    per statement.
    """
    for statement in context.base.statements.values():
        if found := unreviewed(context.base, statement):
            field, index, _ = found[0]
            names = ", ".join(f"'{end_of(link)}'" for _, _, link in found)
            message = say(
                "'{id}' is new or changed, and nobody has compared it since with what it links to: {names}",
                id=statement.id,
                names=names,
            )
            fix = say(
                "if that says what the statement says, run `{command} {id}`; you need not: whoever merges can",
                command=_COMMAND,
                id=statement.id,
            )
            place = context.place(statement.id, (field, index))
            yield Problem(place, "link-not-reviewed", message, fix, context.lenient)
