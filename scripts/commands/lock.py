"""Rewrite requirements.txt (all packages, with hashes) from requirements.in.

Versions that are in it stay, unless requirements.in forbids them or --upgrade asks for the newest.
It needs the network; it does not touch .venv: the next command makes that anew, if its own packages have changed.

examples:
  python3 scripts/kb.py lock               after a change of requirements.in
  python3 scripts/kb.py lock --upgrade     take the newest versions of everything
  python3 scripts/kb.py lock --check       is it current? (no network, changes nothing)
  python3 scripts/kb.py lock --advisories  are holes known in the locked versions? (changes nothing)
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from launcher.advisories import advisories, as_text
from launcher.command import Command
from launcher.console import FAILED, Refusal, counted, say
from launcher.groups import entries, needed
from launcher.installing import REPORT, Installation, create
from launcher.lock_notes import direct_requirements, wheels_of, with_notes
from launcher.machine import require_venv
from launcher.places import DIRECT, LOCK, ROOT, python_of
from launcher.processes import surroundings

COMPILE = ("pip", "compile", "--universal", "--python-version", "3.11", "--no-emit-index-url", "--quiet")
HASHES = ("--generate-hashes", "--custom-compile-command", "python3 scripts/kb.py lock")
FILES = ("--no-deps", "--format", "pylock.toml")
"""How uv lists the files of packages that it has found: with names and sizes, which requirements.txt cannot hold."""

FINGERPRINT = "# requirements.in sha256:"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest version of every package")
    parser.add_argument("--check", action="store_true", help="only say whether requirements.txt is current")
    parser.add_argument("--advisories", action="store_true", help="only name what is known against its packages")
    parser.add_argument("--format", choices=("text", "markdown"), default="text", help="of the advisories (text)")


def run(options: Namespace) -> int:
    if options.check:
        return _check()
    require_venv()
    if options.advisories:
        return _advisories(options.format)
    with tempfile.TemporaryDirectory(prefix="kb-lock-") as folder:
        _write(_uv(Path(folder)), options.upgrade, Path(folder))
    say(f"{LOCK.name} is written")
    return 0


def _check() -> int:
    if is_current(LOCK.read_text(encoding="utf-8"), DIRECT.read_text(encoding="utf-8")):
        say(f"{LOCK.name} is current")
        return 0
    say(f"{LOCK.name} was not made from this {DIRECT.name} — run: python3 scripts/kb.py lock")
    return FAILED


def _advisories(form: str) -> int:
    """Prints what is known of any package of the lock, for whatever system; FAILED where there is something."""
    packages = entries(LOCK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="kb-lock-") as scratch:
        project = Path(scratch) / "project"
        project.mkdir()
        found = advisories(_uv(Path(scratch)), packages, project)
    if found:
        print(as_text(found, form))
    say(f"{LOCK.name} has {counted(len(packages), 'package')}; advisories: {len(found)}")
    return FAILED if found else 0


def is_current(lock: str, direct: str) -> bool:
    """Whether the text of the lock names the fingerprint of the text of requirements.in."""
    return FINGERPRINT + fingerprint(direct) in lock.splitlines()


def fingerprint(direct: str) -> str:
    """The same for two requirements.in that differ only in comments, space, and order within a group."""
    named = sorted(f"{group}: {''.join(requirement.split())}" for group, requirement in direct_requirements(direct))
    return hashlib.sha256("\n".join(named).encode()).hexdigest()


def _uv(folder: Path) -> list[str]:
    """uv as the lock has it, in an environment of its own which is thrown away: it is no dependency of the site."""
    say("fetching uv, the version in the lock")
    home = folder / "venv"
    create(home)
    with Installation(needed(LOCK.read_text(encoding="utf-8"), ["lock"]), ["lock"]) as installation:
        installation.fetch(ROOT / REPORT)
        installation.unpack(home)
    return [str(python_of(home)), "-m", "uv"]


def _write(uv: Sequence[str], upgrade: bool, folder: Path) -> None:
    """Writes the new lock beside and moves it into place when complete, so that an interruption leaves the old one."""
    say("finding versions that fit together, for every system and Python from 3.11")
    made, files = folder / LOCK.name, folder / "pylock.toml"
    made.write_bytes(LOCK.read_bytes())
    _compile([*uv, *COMPILE, *HASHES, *(["--upgrade"] if upgrade else []), DIRECT.name, "--output-file", str(made)])
    _compile([*uv, *COMPILE, *FILES, str(made), "--output-file", str(files)])
    direct = DIRECT.read_text(encoding="utf-8")
    wheels = wheels_of(tomllib.loads(files.read_text(encoding="utf-8")))
    text = with_notes(made.read_text(encoding="utf-8"), direct, wheels)
    unfinished = LOCK.with_name(f"{LOCK.name}.new")
    unfinished.write_text(with_fingerprint(text, direct), encoding="utf-8", newline="\n")
    unfinished.replace(LOCK)


def _compile(command: Sequence[str]) -> None:
    ended = subprocess.run(
        command, cwd=ROOT, env=surroundings(), capture_output=True, text=True, errors="replace", check=False
    )
    if ended.returncode:
        reason = " ".join(ended.stderr.split())
        raise Refusal(f"no set of versions was found: {reason}", f"fix {DIRECT.name}, or check the network")


def with_fingerprint(lock: str, direct: str) -> str:
    """The lock with the fingerprint after its opening comment, in place of an older one."""
    lines = [line for line in lock.splitlines() if not line.startswith(FINGERPRINT)]
    opening = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    lines.insert(opening, FINGERPRINT + fingerprint(direct))
    return "\n".join(lines) + "\n"


COMMAND = Command(__doc__, run, arguments, in_environment=False)
