"""Rules that need one record, or the chain of its owners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import say
from kbase.core.problems import Problem
from kbase.core.records import dates
from kbase.core.records.model import Statement
from kbase.core.records.vocabulary import ActorKind, StatementKind
from kbase.core.records.walking import EACH, values
from kbase.core.translation.standing import was_changed_silently

_LOOKS_AHEAD = frozenset({StatementKind.PLAN, StatementKind.FORECAST})


def possible_dates(context: Context) -> Iterator[Problem]:
    """Nothing is said or happens after it was recorded, and no period ends before it begins (code `date-order`)."""
    for statement in context.base.statements.values():
        yield from _recorded_too_early(context, statement)
    for record in context.records():
        for pattern in (("roles", EACH), ("relations", EACH)):
            for index, period in enumerate(getattr(record, pattern[0], ())):
                if period.from_ and period.to and dates.parse(period.from_).lower > dates.parse(period.to).upper:
                    place = context.place(record.id, (pattern[0], index, "to"))
                    yield Problem(
                        place,
                        "date-order",
                        say("{end} is before {start}", end=period.to, start=period.from_),
                        say("swap the two dates"),
                    )


def _recorded_too_early(context: Context, statement: Statement) -> Iterator[Problem]:
    recorded = dates.parse(statement.recorded).lower
    ahead = statement.kind in _LOOKS_AHEAD
    for name in ("said",) if ahead else ("said", "happened"):
        for path, value in values(statement, (name,)):
            if dates.parse(value).lower > recorded:
                message = say(
                    "{name} {value} lies after the day of recording, {recorded}",
                    name=name,
                    value=value,
                    recorded=statement.recorded,
                )
                yield Problem(context.place(statement.id, path), "date-order", message, say("correct one of the two"))
    for index, revision in enumerate(statement.revised):
        if dates.parse(revision.date).lower < recorded:
            place = context.place(statement.id, ("revised", index, "date"))
            yield Problem(
                place, "date-order", say("a revision is dated before the recording"), say("correct one of the two")
            )


def state_bodies_have_a_controller(context: Context) -> Iterator[Problem]:
    """A state body names the state that controls it (code `controller-missing`), so that two of one state never count
    as independent.
    """
    for actor in context.base.publishers.values():
        if actor.kind is ActorKind.STATE_BODY and not actor.controller:
            message = say("the state body '{id}' names no controller", id=actor.id)
            yield Problem(
                context.place(actor.id), "controller-missing", message, say("add `controller:` with its state")
            )


TRACKING: Final = re.compile(
    r"(?:utm_\w+|fbclid|yclid|ysclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|_openstat)=", re.I
)
"""Parameters of addresses that tell where a reader came from, and change nothing of the page."""


def no_tracking(context: Context) -> Iterator[Problem]:
    """The address of a source tells nobody where its reader comes from (code `url-tracking`)."""
    for source in context.base.sources.values():
        address, mark, parameters = (source.url or "").partition("?")
        query, hash, anchor = parameters.partition("#")
        kept = [part for part in query.split("&") if not TRACKING.match(part)]
        if len(kept) < len(query.split("&")):
            plain = f"{address}{mark if kept else ''}{'&'.join(kept)}{hash}{anchor}"
            place = context.place(source.id, ("URL",))
            message = say("the address of '{id}' carries tracking parameters", id=source.id)
            yield Problem(
                place,
                "url-tracking",
                message,
                say("write {plain}, and see that it leads to the same page", plain=plain),
            )


def owners_end(context: Context) -> Iterator[Problem]:
    """A chain of owners comes to an end (code `owners-circle`); a body that owns itself ends its own."""
    publishers = context.base.publishers
    ending: set[str] = set()
    for start in publishers.values():
        passed = {start.id: None}
        here = start.id
        while here not in ending and (owner := publishers[here].controller) in publishers and owner != here:
            if owner in passed:
                message = say(
                    "the owners of '{id}' go in a circle: {circle}", id=start.id, circle=" → ".join([*passed, owner])
                )
                place = context.place(start.id, ("controller",))
                yield Problem(place, "owners-circle", message, say("name the final owner"))
                break
            passed[owner] = None
            here = owner
        else:
            ending.update(passed)


def revisions_are_told(context: Context) -> Iterator[Problem]:
    """A statement whose text is not the one that was marked has a new entry in `revised` (code `revision-missing`)."""
    for statement in context.base.statements.values():
        if was_changed_silently(context.base, statement):
            message = say("the text of '{id}' was changed, and `revised` does not say so", id=statement.id)
            fix = say("add a line `- {{date: 'YYYY-MM-DD', what: {{en: …}}}}` to `revised:`, in either language")
            place = context.place(statement.id, ("text",))
            yield Problem(place, "revision-missing", message, fix, context.lenient)
