"""Name what time has made due: plans past their day, roles not seen for long, headlines, old searches.

Nothing of it is a mistake: each was right when it was written. A line names file and line, so that somebody can look
again, and then write an outcome, a new `as_of`, what was read, or the date of the new search.

examples:
  python3 scripts/kb.py due
  python3 scripts/kb.py due plans searches        these kinds only
  python3 scripts/kb.py due --days 180            what was last seen half a year ago is old
  python3 scripts/kb.py due --format markdown     as the text of an issue
  python3 scripts/kb.py due --format json         for programs
"""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from launcher.command import Command, number
from launcher.console import Refusal
from launcher.core import put_core_on_path, sound_base
from launcher.places import ROOT

if TYPE_CHECKING:
    from kbase.core.due import Due
    from kbase.core.messages import Message


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="plans, roles, headlines or searches (all)")
    parser.add_argument(
        "--days", type=number, default=365, help="from how many days on a role or a search is old (365)"
    )
    parser.add_argument("--today", default="", metavar="DATE", help="as of another day, such as 2027-01-31")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="how to print it (text)")
    parser.add_argument("--language", choices=("en", "ru"), help="of the text (that of the locale)")


def run(options: Namespace) -> int:
    put_core_on_path()
    from kbase.core.due import KINDS, TITLES, Asked, due
    from kbase.core.messages import language_of

    for kind in options.kinds:
        if kind not in KINDS:
            raise Refusal(f"'{kind}' is no kind of what is due", f"there are: {', '.join(KINDS)}")
    today = _day(options.today)
    asked = Asked(today, min(options.days, (today - date.min).days))
    base = sound_base(ROOT)
    found = [one for one in due(base, asked) if one.kind in (options.kinds or KINDS)]
    print(printed(found, TITLES, options.format, options.language or language_of(os.environ)))
    return 0


def _day(text: str) -> date:
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f"'{text}' is not a day", "write 2027-01-31") from None


def printed(
    found: Sequence[Due], titles: Mapping[str, Message], form: str, language: str, most: int | None = None
) -> str:
    """What is due, or the tasks, in one of three forms: by kind, under the titles, `most` of each."""
    groups = {kind: [one for one in found if one.kind == kind] for kind in titles}
    shown = [one for rows in groups.values() for one in rows[:most]]
    if form == "json":
        rows = [
            {"kind": one.kind, "file": one.place.file, "line": one.place.line, "text": one.text.read(language)}
            for one in shown
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if form == "markdown":
        parts = [
            f"## {titles[kind].read(language)} ({len(rows)})\n\n"
            + "\n".join(f"- [ ] `{one.place}`: {one.text.read(language)}" for one in rows[:most])
            for kind, rows in groups.items()
            if rows
        ]
        return "\n\n".join(parts)
    lines = [f"{one.place}: {one.text.read(language)} [{one.kind}]" for one in shown]
    return "\n".join([*lines, ", ".join(f"{kind}: {len(rows)}" for kind, rows in groups.items())])


COMMAND = Command(__doc__, run, arguments)
