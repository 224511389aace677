"""Show the site at http://127.0.0.1:8000 and reload it at each change.

A change of a text, a record, a template or mkdocs.yml shows in the browser at once; a change of the
Python code in hooks/ starts the server again. If the site cannot be built, the problems are named
here; the browser shows the last good site, or the problems where there is none yet. Ctrl-C ends it.

examples:
  python3 scripts/kb.py serve
  python3 scripts/kb.py serve --open           the browser opens by itself
  python3 scripts/kb.py serve --port 8080
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from pathlib import Path

from launcher.command import Command
from launcher.console import say
from launcher.machine import HOST, require_free_port, require_history
from launcher.places import INSIDE, KB, ROOT
from launcher.processes import end, not_outliving, start, surroundings
from launcher.waiting import waiting_page

CONTENT = ("docs", "overrides")
"""What MkDocs watches beside mkdocs.yml, which it watches anyway."""

CODE = ("hooks",)
"""What we watch ourselves: MkDocs does not load changed hooks anew (mkdocs/mkdocs#2978)."""

EVERYTHING = (*CONTENT, *CODE, "mkdocs.yml")

GLANCE = 0.5
"""Seconds between two looks at the watched files."""

Snapshot = dict[Path, int]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, help="the port to listen on (8000)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser when it is ready")


def port(text: str) -> int:
    """A port number from the command line."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(f"'{text}' is not a port: give a number from 1 to 65535")


def prepare(options: Namespace) -> None:
    require_history()
    require_free_port(options.port)


def run(options: Namespace) -> int:
    """MkDocs leaves its temporary site behind if it fails or is ended: here it lies in a folder that we remove."""
    with tempfile.TemporaryDirectory(prefix="kb-serve-") as scratch:
        return _serve_again_and_again(options.port, options.open, scratch)


def _serve_again_and_again(port: int, opens: bool, scratch: str) -> int:
    while True:
        code_before, all_before = snapshot(CODE), snapshot(EVERYTHING)
        ended = _serve(mkdocs_serve(port, opens), code_before, scratch)
        if ended == 0:
            return 0
        if ended is not None:
            say("the site is not shown: fix the errors above and save, and it is built again (Ctrl-C ends)")
            with waiting_page(port, _errors()):
                _wait_for_change(all_before)
        opens = opens and ended is not None


def mkdocs_serve(port: int, opens: bool) -> list[str]:
    """MkDocs' own server. `--livereload` is its default, but with click 8.3 or newer only where it is spelled out."""
    watched = [argument for folder in CONTENT if (ROOT / folder).is_dir() for argument in ("--watch", folder)]
    address = ["--dev-addr", f"{HOST}:{port}"]
    return [sys.executable, "-m", "mkdocs", "serve", "--livereload", *address, *watched, *(["--open"] if opens else [])]


def _serve(command: list[str], code_before: Snapshot, scratch: str) -> int | None:
    """The exit code of the server when it ends by itself, None when the code has changed and it was ended."""
    with not_outliving(start(command, scratch)) as server:
        while snapshot(CODE) == code_before:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return int(server.wait(GLANCE))
        say("the code has changed: starting again")
        end(server)
        return None


def _errors() -> list[str]:
    """What `check` calls an error; nothing where it is the code that is broken. In a process of its own, for the code
    may have changed.
    """
    command = [sys.executable, str(KB), INSIDE, "check"]
    ended = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, encoding="utf-8", check=False)
    return [line for line in ended.stdout.splitlines() if ": error: " in line]


def _wait_for_change(before: Snapshot) -> None:
    while snapshot(EVERYTHING) == before:
        time.sleep(GLANCE)


def snapshot(names: Iterable[str]) -> Snapshot:
    """The files under `names` with their times of change: equal as long as nothing was saved."""
    times: Snapshot = {}
    for name in names:
        place = ROOT / name
        for path in [place] if place.is_file() else place.rglob("*"):
            if "__pycache__" in path.parts or path.is_dir():
                continue
            try:
                times[path] = path.stat().st_mtime_ns
            except FileNotFoundError:
                continue
    return times


COMMAND = Command(__doc__, run, arguments, prepare)
