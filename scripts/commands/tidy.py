"""Put sources and publishers in order of id, so that two people's additions rarely meet in one place.

Only whole records move, each with the comments above it; nothing within a record changes. `check` says when a list is
out of order. After a merge in which git found a conflict, keep both records, each complete from its `- id:` to the
next, then run this.

examples:
  python3 scripts/kb.py tidy
"""

from __future__ import annotations

from argparse import Namespace

from launcher.command import Command
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path
from launcher.places import CALL, ROOT


def run(_: Namespace) -> int:
    put_core_on_path()
    from kbase.core.records.order import BY_ID, tidied
    from kbase.core.records.text_files import read_text

    changed = 0
    for name in BY_ID:
        if (ROOT / name).is_file():
            text, problems = read_text(ROOT / name, name)
            if text is None or problems:
                raise Refusal(f"{name} has errors", f"fix first what {CALL} check names")
            if (ordered := tidied(text)) != text:
                (ROOT / name).write_text(ordered, encoding="utf-8", newline="\n")
                changed += 1
    print(f"{counted(changed, 'list')} put in order")
    return 0


COMMAND = Command(__doc__, run)
