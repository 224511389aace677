"""Whatever ends kb.py at whatever moment: one line, the exit code of the signal, and nothing is left."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from launcher.ending import STARTED_BY_KB, Ended, undisturbed
from tests.repositories import SITE, signals_heeded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")

MOMENTS = random.Random(2026)
"""The same in every run; whoever looks for more gives another number, and longer."""

SECONDS = 3.0
SIGNS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMANDS = ("build", "serve", "offline", "test")
SAMPLE = [
    (command, SIGNS[number % 3], number % 2 == 0, MOMENTS.uniform(0.2, SECONDS))
    for number, command in enumerate(COMMANDS * 2)
]
"""Command, signal, whether it goes to all that kb.py has started, as from a terminal, and when."""


@pytest.mark.parametrize(("command", "sign", "to_all", "moment"), SAMPLE)
def test_a_signal_at_any_moment_is_one_line_and_leaves_nothing(
    example: Path, tmp_path: Path, command: str, sign: signal.Signals, to_all: bool, moment: float
) -> None:
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    mark = f"KB_MARK={tmp_path}"
    variables = {name: value for name, value in SITE.items() if name != STARTED_BY_KB}
    surroundings = {**variables, "TMPDIR": str(scratch), "KB_MARK": str(tmp_path)}
    words = [sys.executable, str(example / "scripts/kb.py"), "--in-environment", command, *options_of(command, out)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with signals_heeded():
        started = subprocess.Popen(words, env=surroundings, text=True, start_new_session=True, **pipes)
    time.sleep(moment)
    (os.killpg if to_all else os.kill)(started.pid, sign)
    try:
        printed, _ = started.communicate(timeout=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)  # What does not end fails the test, and holds up no other.
    assert "Traceback" not in printed
    assert started.returncode == 128 + sign, printed
    assert printed.splitlines()[-1].startswith("kb: ended by ") and printed.count("kb: ended by ") == 1
    assert [*scratch.iterdir()] == [*out.iterdir()] == []
    assert running_with(mark) == []


def options_of(command: str, out: Path) -> list[str]:
    """What keeps a command from writing anywhere but into `out`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return {
        "build": ["--site-dir", str(out / "site")],
        "serve": ["--port", port],
        "offline": ["--out", str(out / "packages")],
        "test": ["-p", "no:cacheprovider"],
    }[command]


def running_with(variable: str) -> list[str]:
    """The programs that run with a variable in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if variable.encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:  # It has ended meanwhile, or is another user's.
            continue
    return [words for words in found if words]


def test_what_must_be_done_at_once_is_done_before_the_end() -> None:
    done = []
    with pytest.raises(Ended) as ended, undisturbed():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.05)
        done.append("all of it")
    assert done == ["all of it"] and ended.value.args == (signal.SIGTERM,)
