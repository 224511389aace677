"""Rules that need one record, or the chain of its owners."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.ledger.entries import key_of
from kbase.core.ledger.ledger_file import NOTHING, parts
from kbase.core.messages import say
from kbase.core.problems import Problem
from kbase.core.records import dates
from kbase.core.records.model import Statement
from kbase.core.records.vocabulary import ActorKind, StatementKind
from kbase.core.records.walking import EACH, values
from kbase.core.translation.marks import digest
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
            fix = say("add its state, as in `controller: belarus`, to `new` as `controller=belarus`")
            yield Problem(context.place(actor.id), "controller-missing", message, fix)


TRACKING: Final = re.compile(
    r"(?:utm_\w+|fbclid|yclid|ysclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|_openstat)=", re.I
)
"""Parameters of addresses that tell where a reader came from, and change nothing of the page."""


def no_tracking(context: Context) -> Iterator[Problem]:
    """The address of a source tells nobody where its reader comes from (code `url-tracking`)."""
    for source in context.base.sources.values():
        if (plain := without_tracking(source.url or "")) != (source.url or ""):
            place = context.place(source.id, ("URL",))
            message = say("the address of '{id}' carries tracking parameters", id=source.id)
            yield Problem(
                place,
                "url-tracking",
                message,
                say("write {plain}, and see that it leads to the same page", plain=plain),
            )


def without_tracking(url: str) -> str:
    """An address without the parameters that tell where its reader comes from."""
    address, mark, parameters = url.partition("?")
    query, hash, anchor = parameters.partition("#")
    parts = query.split("&")
    kept = [part for part in parts if not TRACKING.match(part)]
    return url if kept == parts else f"{address}{mark if kept else ''}{'&'.join(kept)}{hash}{anchor}"


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


_WORD: Final = re.compile(r"[^\W\d_]{3,}")
"""A reason has at least one."""


def reasons_are_given(context: Context) -> Iterator[Problem]:
    """A revision or retraction says in words what it was for (code `reason-missing`), and each revision in words of its
    own (code `reason-repeated`); one that was published stays as it is.
    """
    for statement in context.base.statements.values():
        withdrawn = [(("retracted",), statement.retracted)] if statement.retracted else []
        lines = [*((("revised", i), revision) for i, revision in enumerate(statement.revised)), *withdrawn]
        for path, revision in lines:
            if not all(_WORD.search(text) for text in (revision.what.en, revision.what.ru) if text):
                told = revision.what.read("en")
                message = say("'{id}' gives no reason in words: {told}", id=statement.id, told=told)
                fix = say("say in a few words what was changed, and why")
                yield Problem(context.place(statement.id, (*path, "what")), "reason-missing", message, fix)
        yield from _repeated(context, statement)


def _repeated(context: Context, statement: Statement) -> Iterator[Problem]:
    """The revisions that say in either language what an earlier one says; as many as were published may stay."""
    then = context.base.ledger.entries.get(key_of(statement))
    allowed = len(list(_again([part.split("/")[1:] for part in parts(then.revisions)]))) if then else 0
    texts = [[digest(text) for text in (each.what.en, each.what.ru) if text] for each in statement.revised]
    for index in list(_again(texts))[allowed:]:
        told = statement.revised[index].what.read("en")
        message = say("a revision of '{id}' repeats another: {told}", id=statement.id, told=told)
        fix = say("say what was changed this time, or remove the line if nothing was")
        yield Problem(context.place(statement.id, ("revised", index)), "reason-repeated", message, fix)


def _again(lines: Sequence[Sequence[str]]) -> Iterator[int]:
    """The numbers of the lines with a member that an earlier line has."""
    seen: set[str] = {NOTHING}
    for number, line in enumerate(lines):
        if any(text in seen for text in line if text != NOTHING):
            yield number
        seen.update(line)
