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
from kbase.core.problems import Place, Problem
from kbase.core.records.model import Statement
from kbase.core.translation.standing import was_changed_silently

_COMMAND: Final = "python3 scripts/kb.py ledger"
_SHOW: Final = f"if that is right, run `{_COMMAND}`, so that a reviewer sees it"


def nothing_is_gone(context: Context) -> Iterator[Problem]:
    """Every id that was published is still there, or leads to what took its place (code `id-gone`): others cite its
    address.
    """
    ledger = context.base.ledger
    missing = list(gone(context.base, context.entries))
    others = same_under(context.base, context.entries) if missing else {}
    for key, entry in missing:
        section, _, id = key.rpartition("/")
        message = f"'{id}' was published and is gone from {section} ({entry.label})"
        fix = _put_back(context, key, entry, others.get(entry.same, ""))
        yield Problem(Place(FILE, ledger.lines[key]), "id-gone", message, fix)


def _put_back(context: Context, key: str, entry: Entry, same: str) -> str:
    """What to do about a key that is gone; `same` is the id of a record that says the same."""
    section, _, id = key.rpartition("/")
    heir = same or (context.base.renamed.get(entry.label, entry.label) if entry.leads_on else "")
    if heir:
        return f"write `former_ids: [{id}]` into '{heir}', so that the address leads there"
    renamed = f"if it has another id now, write `former_ids: [{id}]` there"
    if section == "statements":
        return f"put it back and retract it: `retracted: {{date: 'YYYY-MM-DD', what: {{en: …}}}}`; {renamed}"
    return f"put it back; {renamed}; if it must go, and its address with it: `{_COMMAND} --forget {key}`"


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
        message = f"the address of '{id}' leads to '{then}', and would lead to '{now}'"
        fix = (
            f"give it back to '{base.renamed.get(then, then)}'; where that is withdrawn, `replaced_by` names the other"
        )
        yield Problem(context.place(now, ("former_ids",)), "former-id", message, fix)


def _taken(context: Context, id: str, former: str, owner: str) -> tuple[str, str] | None:
    """Why a record may not have a former id, and what to do, if anything is wrong with it."""
    if former == id:
        return f"'{id}' has its own id among its former ones", "remove it"
    if former in context.base.origins:
        place = context.place(former)
        return f"'{former}' is the id of a record ({place}), so that it cannot lead to '{id}'", "remove one of the two"
    if owner != id:
        return f"'{former}' is a former id of '{owner}' and of '{id}'", "an address leads to one place: keep one"
    if any(f"{path.rpartition('/')[0]}/{former}" in context.table.pages for path in _pages_of(context, id)):
        return f"there is another page at the address of '{former}'", "remove it"
    return None


def _pages_of(context: Context, id: str) -> list[str]:
    """The pages of a record that has former ids."""
    return [path for path, page in context.table.pages.items() if page.of == id and path.endswith(f"/{id}")]


def changes_are_told(context: Context) -> Iterator[Problem]:
    """A published statement that says or rests on something else says so in `revised` (code `revision-missing`)."""
    for statement in context.base.statements.values():
        changed = changed_silently(context.base, statement, context.entries[key_of(statement)])
        if changed and not was_changed_silently(context.base, statement):
            message = f"'{statement.id}' was changed, and `revised` does not say so: its {', its '.join(changed)}"
            yield Problem(
                context.place(statement.id), "revision-missing", message, _tell(context, statement), context.lenient
            )


def _tell(context: Context, statement: Statement) -> str:
    """What to do about a change that was not told; or the ledger was changed, and not the statement."""
    line = context.base.ledger.lines.get(key_of(statement))
    other = f"; if nobody changed it, line {line} of {FILE} was: take back the published one" if line else ""
    return f"add a line `- {{date: 'YYYY-MM-DD', what: {{en: …}}}}` to `revised:`, in either language{other}"


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
                message = (
                    f"a new revision of '{statement.id}' is dated {revision.date}, before its last one, {then.day}"
                )
                place = context.place(statement.id, ("revised", index, "date"))
                yield Problem(place, "date-order", message, "give it the day on which the change was made")


def grades_are_known(context: Context) -> Iterator[Problem]:
    """Another grade or stage than the published one is seen by a reviewer, whatever changed it (codes `grade-changed`,
    `stage-changed`): it stands in the ledger, as a line of the difference. It is a warning until a release.
    """
    for statement, then, now in graded_otherwise(context.base, context.entries):
        why = _reasons(context.table.graded[statement.id])
        message = f"'{statement.id}' was graded {then} ({_GRADES}) and is {now} now, because of {why}"
        yield Problem(context.place(statement.id), "grade-changed", message, _SHOW, context.lenient)
    for agreement, then, now in other_stages(context.base, context.entries):
        message = f"the stage of '{agreement.id}' was {then} and is {now} now"
        yield Problem(context.place(agreement.id, ("history",)), "stage-changed", message, _SHOW, context.lenient)


_GRADES: Final = "attested/content/label/label_support"


def _reasons(grades: Grades) -> str:
    verdicts = [verdict for verdict in (grades.attested, grades.content) if verdict]
    names = dict.fromkeys(name for verdict in verdicts for name in verdict.because)
    return ", ".join(names) or "a lack of sources that were read"


def lines_stand(context: Context) -> Iterator[Problem]:
    """Beside a published state every line of its ledger is there as it was, or says what its record says now
    (code `ledger-line`).
    """
    published = context.published
    if published is None:
        return
    lacking = list(without_line(published, context.base, context.entries))
    if lacking:
        message = f"what was published has no line in the ledger: {_some(lacking)}"
        yield Problem(Place(FILE), "ledger-line", message, f"run `{_COMMAND}`, which takes back the published lines")
    for key in written_by_hand(published, context.base, context.entries):
        message = f"the line of '{key}' is neither the published one nor what its record says now"
        fix = f"nobody writes it by hand: run `git checkout {published.name} -- {FILE}`, then `{_COMMAND}`"
        yield Problem(Place(FILE, context.base.ledger.lines[key]), "ledger-line", message, fix)


def ledger_is_whole(context: Context) -> Iterator[Problem]:
    """The ledger has every record as it is now (code `ledger-behind`) and nothing else (code `ledger-shape`)."""
    for line in context.base.ledger.stray[:1]:
        message = "this line is no entry of the ledger; a merge leaves such lines"
        yield Problem(Place(FILE, line), "ledger-shape", message, f"run `{_COMMAND}`, which writes it anew")
    lacking, older = outdated(context.base, context.entries)
    if lacking or older:
        told = (f"{len(keys)} {word} ({_some(keys)})" for keys, word in ((lacking, "new"), (older, "changed")) if keys)
        message = f"the ledger does not have all records as they are: {', '.join(told)}"
        yield Problem(Place(FILE), "ledger-behind", message, f"run `{_COMMAND}`", context.lenient)


def _some(keys: Sequence[str]) -> str:
    """The first of some keys, and how many more there are."""
    more = f" and {len(keys) - _FIRST} more" if len(keys) > _FIRST else ""
    return f"{', '.join(keys[:_FIRST])}{more}"


_FIRST: Final = 3
"""Keys that a message names."""
