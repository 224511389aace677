"""What was published stays: no id disappears, no statement changes without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.evidence.grades import Grades
from kbase.core.ledger.entries import key_of
from kbase.core.ledger.ledger_file import FILE, Entry, parts
from kbase.core.ledger.published import (
    changed_silently,
    gone,
    graded_otherwise,
    led_astray,
    other_stages,
    outdated,
    same_under,
    without_line,
    written_by_hand,
)
from kbase.core.messages import Message, as_it_is, joined, say
from kbase.core.problems import Place, Problem
from kbase.core.records.model import Statement
from kbase.core.translation.standing import was_changed_silently

_COMMAND: Final = "python3 scripts/kb.py ledger"
_SHOW: Final = say(
    "if that is right, run `{command}`, so that a reviewer sees it; you need not: whoever merges does it",
    command=_COMMAND,
)


def nothing_is_gone(context: Context) -> Iterator[Problem]:
    """Every id that was published is still there, or leads to what took its place (code `id-gone`): others cite its
    address.
    """
    ledger = context.base.ledger
    missing = list(gone(context.base, context.entries))
    others = same_under(context.base, context.entries) if missing else {}
    for key, entry in missing:
        section, _, id = key.rpartition("/")
        message = say(
            "'{id}' was published and is gone from {section} ({label})", id=id, section=section, label=entry.label
        )
        fix = _put_back(context, key, entry, others.get(entry.same, ""))
        yield Problem(Place(FILE, ledger.lines[key]), "id-gone", message, fix)


def _put_back(context: Context, key: str, entry: Entry, same: str) -> Message:
    """What to do about a key that is gone; `same` is the id of a record that says the same."""
    section, _, id = key.rpartition("/")
    heir = same or (context.base.renamed.get(entry.label, entry.label) if entry.leads_on else "")
    if heir:
        return say("write `former_ids: [{id}]` into '{heir}', so that the address leads there", id=id, heir=heir)
    renamed = say("if it has another id now, write `former_ids: [{id}]` there", id=id)
    if section == "statements":
        return say(
            "put it back and retract it: `retracted: {{date: 'YYYY-MM-DD', what: {{en: …}}}}`; {renamed}",
            renamed=renamed,
        )
    return say(
        "put it back; {renamed}; if it must go, and its address with it: `{command} --forget {key}`",
        renamed=renamed,
        command=_COMMAND,
        key=key,
    )


def former_ids_lead(context: Context) -> Iterator[Problem]:
    """A former id is no record's id and of one record only, and its address leads where it led before
    (code `former-id`).
    """
    base = context.base
    seen: dict[str, str] = {}
    for record in context.records():
        for index, former in enumerate(record.former_ids):
            if found := _taken(context, record.id, former, seen.setdefault(former, record.id)):
                yield Problem(context.place(record.id, ("former_ids", index)), "former-id", *found)
    for key, then, now in led_astray(base):
        id = key.rpartition("/")[2]
        message = say("the address of '{id}' leads to '{then}', and would lead to '{now}'", id=id, then=then, now=now)
        fix = say(
            "give it back to '{owner}'; where that is withdrawn, `replaced_by` names the other",
            owner=base.renamed.get(then, then),
        )
        yield Problem(context.place(now, ("former_ids",)), "former-id", message, fix)


def _taken(context: Context, id: str, former: str, owner: str) -> tuple[Message, Message] | None:
    """Why a record may not have a former id, and what to do, if anything is wrong with it."""
    if former == id:
        return say("'{id}' has its own id among its former ones", id=id), say("remove it")
    if former in context.base.origins:
        place = context.place(former)
        return say(
            "'{former}' is the id of a record ({place}), so that it cannot lead to '{id}'",
            former=former,
            place=place,
            id=id,
        ), say("remove one of the two")
    if owner != id:
        return say("'{former}' is a former id of '{owner}' and of '{id}'", former=former, owner=owner, id=id), say(
            "an address leads to one place: keep one"
        )
    if any(f"{path.rpartition('/')[0]}/{former}" in context.table.pages for path in _pages_of(context, id)):
        return say("there is another page at the address of '{former}'", former=former), say("remove it")
    return None


def _pages_of(context: Context, id: str) -> list[str]:
    """The pages of a record that has former ids."""
    return [path for path, page in context.table.pages.items() if page.of == id and path.endswith(f"/{id}")]


def changes_are_told(context: Context) -> Iterator[Problem]:
    """A published statement that says or rests on something else says so in `revised` (code `revision-missing`)."""
    for statement in context.base.statements.values():
        changed = changed_silently(context.base, statement, context.entries[key_of(statement)])
        if changed and not was_changed_silently(context.base, statement):
            message = say(
                "'{id}' was changed, and `revised` does not say so: its {changed}",
                id=statement.id,
                changed=joined(changed, say(", its ")),
            )
            place = context.place(statement.id)
            yield Problem(place, "revision-missing", message, _tell(context, statement), context.lenient)


def _tell(context: Context, statement: Statement) -> Message:
    """What to do about a change that was not told; or the ledger was changed, and not the statement."""
    fix = say("add a line `- {{date: 'YYYY-MM-DD', what: {{en: …}}}}` to `revised:`, in either language")
    if not context.base.ledger.lines.get(key_of(statement)):
        return fix
    back = say("if you did not mean to change it, put it back")
    other = say("if it is not published yet, or nobody changed it, run `python3 scripts/kb.py ledger`")
    return joined([fix, back, other])


def revisions_follow(context: Context) -> Iterator[Problem]:
    """A new line of `revised` has a day that is not before the last one known (code `date-order`)."""
    for statement in context.base.statements.values():
        then = context.base.ledger.entries.get(key_of(statement))
        if then is None:
            continue
        known = Counter(name.partition("/")[0] for name in parts(then.revisions))
        for index, revision in enumerate(statement.revised):
            known[revision.date] -= 1
            if known[revision.date] < 0 and revision.date < then.day:
                message = say(
                    "a new revision of '{id}' is dated {day}, before its last one, {last}",
                    id=statement.id,
                    day=revision.date,
                    last=then.day,
                )
                place = context.place(statement.id, ("revised", index, "date"))
                yield Problem(place, "date-order", message, say("give it the day on which the change was made"))


def grades_are_known(context: Context) -> Iterator[Problem]:
    """Another grade or stage than the published one is seen by a reviewer, whatever changed it (codes `grade-changed`,
    `stage-changed`): it stands in the ledger, as a line of the difference. It is a warning until a release.
    """
    for statement, then, now in graded_otherwise(context.base, context.entries):
        why = _reasons(context.graded[statement.id])
        message = say(
            "'{id}' was graded {then} ({grades}) and is {now} now, because of {why}",
            id=statement.id,
            then=then,
            grades=_GRADES,
            now=now,
            why=why,
        )
        yield Problem(context.place(statement.id), "grade-changed", message, _SHOW, context.lenient)
    for agreement, then, now in other_stages(context.base, context.entries):
        message = say("the stage of '{id}' was {then} and is {now} now", id=agreement.id, then=then, now=now)
        yield Problem(context.place(agreement.id, ("history",)), "stage-changed", message, _SHOW, context.lenient)


_GRADES: Final = "attested/content/label/label_support"


def _reasons(grades: Grades) -> Message:
    verdicts = [verdict for verdict in (grades.attested, grades.content) if verdict]
    names = dict.fromkeys(name for verdict in verdicts for name in verdict.because)
    return as_it_is(", ".join(names)) or say("a lack of sources that were read")


def lines_stand(context: Context) -> Iterator[Problem]:
    """Beside a published state every line of its ledger is there as it was, or says what its record says now
    (code `ledger-line`).
    """
    published = context.published
    if published is None:
        return
    lacking = list(without_line(published, context.base, context.entries))
    if lacking:
        message = say("what was published has no line in the ledger: {some}", some=_some(lacking))
        fix = say("run `{command}`, which takes back the published lines", command=_COMMAND)
        yield Problem(Place(FILE), "ledger-line", message, fix)
    for key in written_by_hand(published, context.base, context.entries):
        message = say("the line of '{key}' is neither the published one nor what its record says now", key=key)
        fix = say(
            "nobody writes it by hand: run `git checkout {commit} -- {file}`, then `{command}`",
            commit=published.name,
            file=FILE,
            command=_COMMAND,
        )
        yield Problem(Place(FILE, context.base.ledger.lines[key]), "ledger-line", message, fix)


def ledger_is_whole(context: Context) -> Iterator[Problem]:
    """The ledger has every record as it is now (code `ledger-behind`) and nothing else (code `ledger-shape`)."""
    for line in context.base.ledger.stray[:1]:
        message = say("this line is no entry of the ledger; a merge leaves such lines")
        yield Problem(
            Place(FILE, line), "ledger-shape", message, say("run `{command}`, which writes it anew", command=_COMMAND)
        )
    lacking, older = outdated(context.base, context.entries)
    if lacking or older:
        told = [
            say("{number} {what} ({some})", number=len(keys), what=what, some=_some(keys))
            for keys, what in ((lacking, say("new")), (older, say("changed")))
            if keys
        ]
        message = say("the ledger does not have all records as they are: {counts}", counts=joined(told, ", "))
        fix = say("run `{command}`; you need not: whoever merges does it", command=_COMMAND)
        yield Problem(Place(FILE), "ledger-behind", message, fix, context.lenient)


def _some(keys: Sequence[str]) -> Message:
    """The first of some keys, and how many more there are."""
    some = ", ".join(keys[:_FIRST])
    rest = len(keys) - _FIRST
    return say("{some} and {number} more", some=some, number=rest) if rest > 0 else as_it_is(some)


_FIRST: Final = 3
"""Keys that a message names."""
