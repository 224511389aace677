"""Set right what is mechanical: quotation marks, dashes and no-break spaces, and the order of lists.

Sources and publishers are put in order of id, so that two people's additions rarely meet in one place; only whole
records move, each with the comments above it. In texts of our own “straight” quotation marks, hyphens for dashes and
missing no-break spaces become those of the language; what is not sure is left, and `check` names it. `check --fix` does
the same and then checks.

After a merge in which git found a conflict, keep both records, each complete from its `- id:` to the next, then run
this.

examples:
  python3 scripts/kb.py tidy
"""

from __future__ import annotations

from argparse import Namespace

from launcher.command import Command, always
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path
from launcher.places import CALL, ROOT
from launcher.writing import write_all


def run(_: Namespace) -> int:
    print(set_right())
    return 0


def set_right() -> str:
    """Sets the files right, and says in one line which; Refusal where a list cannot be read."""
    put_core_on_path()
    from kbase.core.fixing.files import fixed_files
    from kbase.core.records.order import BY_ID
    from kbase.core.records.text_files import read_text

    for name in BY_ID:
        if (ROOT / name).is_file():
            text, problems = read_text(ROOT / name, name)
            if text is None or problems:
                raise Refusal(f"{name} has errors", f"fix first what {CALL} check names")
    fixed = fixed_files(ROOT)
    write_all(ROOT, {one.file: one.text for one in fixed})
    files = ", ".join(f"{one.file} ({counted(one.lines, 'line')})" for one in fixed)
    return f"set right: {files}" if fixed else "all is in order"


COMMAND = Command(__doc__, run, writes=always)
