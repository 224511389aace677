"""Rewrite requirements.txt (all packages, with hashes) from requirements.in.

Versions that are in it stay, unless requirements.in forbids them or --upgrade asks for the newest.
It needs the network; it does not touch .venv: the next command makes that anew.

examples:
  python3 scripts/kb.py lock               after a change of requirements.in
  python3 scripts/kb.py lock --upgrade     take the newest versions of everything
  python3 scripts/kb.py lock --check       is it current? (no network, changes nothing)
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from launcher import environment
from launcher.command import Command
from launcher.console import FAILED, Refusal, say
from launcher.machine import require_venv
from launcher.places import CALL, DIRECT, LOCK, ROOT, python_of
from launcher.processes import surroundings

COMPILE = (
    *("pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
    *("--custom-compile-command", f"{CALL} lock", "--quiet"),
)
FINGERPRINT = "# requirements.in sha256:"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest version of every package")
    parser.add_argument("--check", action="store_true", help="only say whether requirements.txt is current")


def run(options: Namespace) -> int:
    if options.check:
        return _check()
    require_venv()
    with tempfile.TemporaryDirectory(prefix="kb-lock-") as folder:
        _compile(_uv(Path(folder)), options.upgrade, Path(folder) / LOCK.name)
    say(f"{LOCK.name} is written")
    return 0


def _check() -> int:
    if is_current(LOCK.read_text(encoding="utf-8"), DIRECT.read_text(encoding="utf-8")):
        say(f"{LOCK.name} is current")
        return 0
    say(f"{LOCK.name} was not made from this {DIRECT.name} — run: {CALL} lock")
    return FAILED


def is_current(lock: str, direct: str) -> bool:
    """Whether the text of the lock names the fingerprint of the text of requirements.in."""
    return FINGERPRINT + fingerprint(direct) in lock.splitlines()


def fingerprint(direct: str) -> str:
    """The same for two requirements.in that differ only in comments, order and space."""
    lines = (line.split("#")[0] for line in direct.splitlines())
    requirements = sorted(filter(None, (re.sub(r"\s", "", line) for line in lines)))
    return hashlib.sha256("\n".join(requirements).encode()).hexdigest()


def _uv(folder: Path) -> list[str]:
    """uv in an environment of its own, which is thrown away: it is no dependency of the site."""
    say("fetching uv, which finds the versions")
    environment.create(folder / "venv")
    python = python_of(folder / "venv")
    command = environment.pip_install(python, "--quiet", "uv")
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if ended.returncode:
        raise environment.explain(ended.stderr.splitlines(keepends=True), folder)
    return [str(python), "-m", "uv"]


def _compile(uv: list[str], upgrade: bool, made: Path) -> None:
    """Writes the new lock beside and moves it into place whole, so that an interruption leaves the old one."""
    say("finding versions that fit together, for every system and Python from 3.11")
    made.write_bytes(LOCK.read_bytes() if LOCK.is_file() else b"")
    command = [*uv, *COMPILE, *(["--upgrade"] if upgrade else []), DIRECT.name, "--output-file", str(made)]
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings(), capture_output=True, text=True, errors="replace", check=False
    )
    if ended.returncode:
        reason = " ".join(ended.stderr.split())
        raise Refusal(f"no set of versions was found: {reason}", f"mend {DIRECT.name}, or check the network")
    text = with_fingerprint(made.read_text(encoding="utf-8"), DIRECT.read_text(encoding="utf-8"))
    LOCK.write_text(text, encoding="utf-8", newline="\n")


def with_fingerprint(lock: str, direct: str) -> str:
    """The lock with the fingerprint after its opening comment, in place of an older one."""
    lines = [line for line in lock.splitlines() if not line.startswith(FINGERPRINT)]
    opening = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    lines.insert(opening, FINGERPRINT + fingerprint(direct))
    return "\n".join(lines) + "\n"


COMMAND = Command(__doc__, run, arguments, in_environment=False)
