"""What was published stays: no id disappears, no statement changes without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.ledger.ledger_file import FILE
from kbase.core.ledger.published import changed_silently, gone, key_of, outdated, same_under
from kbase.core.problems import Place, Problem
from kbase.core.translation.standing import was_changed_silently

_COMMAND: Final = "python3 scripts/kb.py ledger"


def nothing_is_gone(context: Context) -> Iterator[Problem]:
    """Every id that was published is still there (code `id-gone`): others cite its address."""
    ledger = context.base.ledger
    missing = list(gone(context.base, context.entries))
    others = same_under(context.base, context.entries) if missing else {}
    for key, entry in missing:
        section, _, id = key.rpartition("/")
        message = f"'{id}' was published and is gone from {section} ({entry.label})"
        if other := others.get(entry.same):
            fix = f"'{other}' is the same under another id: give it its id back"
        elif section == "statements":
            fix = "put it back and retract it: `retracted: {date: 'YYYY-MM-DD', what: {en: …}}`"
        else:
            fix = f"put it back; if it must go, and its address with it: `{_COMMAND} --forget {key}`"
        yield Problem(Place(FILE, ledger.lines[key]), "id-gone", message, fix)


def changes_are_told(context: Context) -> Iterator[Problem]:
    """A published statement that says or rests on something else says so in `revised` (code `revision-missing`)."""
    known = context.base.ledger.entries
    for statement in context.base.statements.values():
        key = key_of(statement)
        changed = changed_silently(context.entries[key], known.get(key), context.base.marks.get(key))
        if changed and not was_changed_silently(context.base, statement):
            message = f"'{statement.id}' was changed, and `revised` does not say so: its {', its '.join(changed)}"
            fix = "add a line `- {date: 'YYYY-MM-DD', what: {en: …}}` to `revised:`, in either language"
            yield Problem(context.place(statement.id), "revision-missing", message, fix, context.lenient)


def ledger_is_whole(context: Context) -> Iterator[Problem]:
    """The ledger has every record as it is now (code `ledger-behind`) and nothing else (code `ledger-shape`)."""
    for line in context.base.ledger.stray[:1]:
        message = "this line is no entry of the ledger; a merge leaves such lines"
        yield Problem(Place(FILE, line), "ledger-shape", message, f"run `{_COMMAND}`, which writes it anew")
    lacking, older = outdated(context.base, context.entries)
    if lacking or older:
        counts = (f"{len(keys)} {word}" for keys, word in ((lacking, "new"), (older, "changed")) if keys)
        some, more = [*lacking, *older][:3], " …" if len(lacking) + len(older) > 3 else ""
        message = f"the ledger does not have all records as they are: {' and '.join(counts)} ({', '.join(some)}{more})"
        yield Problem(Place(FILE), "ledger-behind", message, f"run `{_COMMAND}`", context.lenient)
