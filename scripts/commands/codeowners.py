"""Write .github/CODEOWNERS: whom GitHub asks to look at a change of anything that can run.

It is made of `reviewers` in docs/data/owner.yml and of the list of what is content; where nobody is named there is no
such file. GitHub only demands the look where the rules of the branch say so: Settings, Rules, "Require review from Code
Owners".

examples:
  python3 scripts/kb.py codeowners
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from launcher.command import Command, always
from launcher.console import Refusal, counted
from launcher.core import put_core_on_path
from launcher.places import CALL, ROOT
from launcher.writing import write_all


def run(_: Namespace) -> int:
    put_core_on_path()
    from kbase.core.records.owner import CODE_OWNERS, FILE, load_owner

    owner, problems = load_owner(ROOT)
    if problems:
        raise Refusal(f"{FILE} has errors", f"fix first what {CALL} check names")
    file = ROOT / CODE_OWNERS
    refuse_to_lose(file, CODE_OWNERS)
    if not owner.code_owners:
        file.unlink(missing_ok=True)
        print(f"{FILE} names no reviewers, so there is no {CODE_OWNERS}")
        return 0
    write_all(ROOT, {CODE_OWNERS: owner.code_owners})
    print(f"{CODE_OWNERS} asks {counted(len(owner.asked), 'reviewer')}: {', '.join(owner.asked)}")
    return 0


def refuse_to_lose(file: Path, name: str) -> None:
    """Refusal where something stands in the place of the file that this command has not made."""
    from kbase.core.records.owner import FILE, is_made

    again = f"then run: {CALL} codeowners"
    if file.parent.is_symlink() or (file.parent.exists() and not file.parent.is_dir()):
        raise Refusal(f"{file.parent.name} is no folder", f"move it, {again}")
    if file.is_symlink() or (file.exists() and not file.is_file()):
        raise Refusal(f"{name} is no plain file", f"move it, {again}")
    if file.exists() and not is_made(file.read_text(encoding="utf-8", errors="replace")):
        raise Refusal(f"{name} was written by hand", f"name its people in `reviewers` in {FILE}, delete it, {again}")


COMMAND = Command(__doc__, run, writes=always)
