"""Write .github/CODEOWNERS: whom GitHub asks to look at a change of anything that can run.

It is made of `reviewers` in docs/data/owner.yml and of the list of what is content; where nobody is named there is no
such file. GitHub only demands the look where the rules of the branch say so: Settings, Rules, "Require review from Code
Owners".

examples:
  python3 scripts/kb.py codeowners
"""

from __future__ import annotations

from argparse import Namespace

from launcher.command import Command
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path
from launcher.places import CALL, ROOT


def run(_: Namespace) -> int:
    put_core_on_path()
    from kbase.core.records.owner import CODE_OWNERS, FILE, load_owner

    owner, problems = load_owner(ROOT)
    if problems:
        raise Refusal(f"{FILE} has errors", f"fix first what {CALL} check names")
    file = ROOT / CODE_OWNERS
    if not owner.code_owners:
        file.unlink(missing_ok=True)
        print(f"{FILE} names no reviewers, so there is no {CODE_OWNERS}")
        return 0
    file.parent.mkdir(exist_ok=True)
    file.write_text(owner.code_owners, encoding="utf-8", newline="\n")
    print(f"{CODE_OWNERS} asks {counted(len(owner.reviewers), 'reviewer')}: {', '.join(owner.reviewers)}")
    return 0


COMMAND = Command(__doc__, run)
