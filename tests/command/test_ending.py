"""Whatever ends kb.py at whatever moment: one line, the exit code of the signal, and nothing is left."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from launcher import ending
from launcher.ending import STARTED_BY_KB, Ended, heed, rest, signals, undisturbed
from tests.repositories import ROOT, SITE, signals_heeded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")

MOMENTS = random.Random(2026)
"""The same in every run; whoever looks for more gives another number, and longer."""

BY_HAND = {name: value for name, value in SITE.items() if name != STARTED_BY_KB}
"""The environment of a kb.py that no other one has started."""

SECONDS = 3.0
SIGNS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMANDS = ("build", "serve", "offline", "test")
SAMPLE = [
    (command, SIGNS[number % 3], number % 2 == 0, MOMENTS.uniform(0, SECONDS))
    for number, command in enumerate(COMMANDS * 2)
]
"""Command, signal, whether it goes to all that kb.py has started, as from a terminal, and how long after its start:
before that a process is Python's own, which a signal ends without a word.
"""


@pytest.mark.parametrize(("command", "sign", "to_all", "moment"), SAMPLE)
def test_a_signal_at_any_moment_is_one_line_and_leaves_nothing(
    example: Path, tmp_path: Path, command: str, sign: signal.Signals, to_all: bool, moment: float
) -> None:
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    mark = f"KB_MARK={tmp_path}"
    surroundings = {**BY_HAND, "TMPDIR": str(scratch), "KB_MARK": str(tmp_path)}
    words = [sys.executable, str(example / "scripts/kb.py"), "--in-environment", command, *options_of(command, out)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with signals_heeded():
        started = subprocess.Popen(words, env=surroundings, text=True, start_new_session=True, **pipes)
    wait_until_heeded(started.pid)
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


def wait_until_heeded(process: int) -> None:
    """Until the process has handlers for the signals that end it, for at most 30 seconds."""
    wanted = sum(1 << (number - 1) for number in SIGNS)
    for _ in range(600):
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        caught = int(status.partition("SigCgt:")[2].split()[0], 16)
        if caught & wanted == wanted:
            return
        time.sleep(0.05)
    pytest.fail("the command heeds no signal")


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


@pytest.fixture
def heeded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The signals that end us are heeded as in kb.py."""
    monkeypatch.setattr(ending, "AGAIN", 3600)  # No alarm rings in pytest itself, however slow it is.
    for number in signals():
        signal.signal(number, signal.SIG_DFL)
    heed()
    yield
    rest()


def come(number: int) -> None:
    """The signal comes to us."""
    os.kill(os.getpid(), number)
    time.sleep(0.05)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("second", SIGNS)
def test_a_second_signal_breaks_nothing_off_that_puts_things_away(second: signal.Signals) -> None:
    done = []
    with pytest.raises(Ended) as ended:
        try:
            come(signal.SIGINT)
        finally:
            come(second)
            done.append("all of it")
    assert done == ["all of it"] and ended.value.args == (signal.SIGINT,)


@pytest.mark.usefixtures("heeded")
def test_what_nohup_has_us_ignore_is_ignored_also_where_nothing_may_disturb() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with undisturbed():
        come(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


@pytest.mark.usefixtures("heeded")
def test_a_signal_is_not_forgotten_where_the_work_fails() -> None:
    with pytest.raises(Ended) as ended, undisturbed():
        come(signal.SIGTERM)
        raise OSError("the disk is full")
    assert ended.value.args == (signal.SIGTERM,) and isinstance(ended.value.__context__, OSError)


@pytest.mark.usefixtures("heeded")
def test_what_must_be_done_at_once_is_done_before_the_end() -> None:
    done = []
    with pytest.raises(Ended) as ended, undisturbed():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.05)
        done.append("all of it")
    assert done == ["all of it"] and ended.value.args == (signal.SIGTERM,)


SWALLOWING = """
import sys, time
sys.path.insert(0, "scripts")
from launcher.ending import code_of, heed
heed()
try:
    try:
        print("heeded", flush=True)
        time.sleep(60)
    except:  # As in many a library.
        pass
    try:
        time.sleep(60)
    finally:
        time.sleep(1)  # Longer than until a signal is raised again.
        print("put away", flush=True)
except KeyboardInterrupt as ended:
    sys.exit(code_of(ended))
"""


@pytest.mark.parametrize("sign", SIGNS)
def test_a_signal_that_a_library_swallows_ends_us_all_the_same(sign: signal.Signals) -> None:
    with signals_heeded():
        words = [sys.executable, "-c", SWALLOWING]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started = subprocess.Popen(words, env=BY_HAND, cwd=ROOT, text=True, **pipes)
    with started:
        assert started.stdout and started.stdout.readline() == "heeded\n"
        started.send_signal(sign)
        printed, said = started.communicate(timeout=30)
    assert printed == "put away\n" and started.returncode == 128 + sign
    assert said.startswith("kb: ended by ") and "Traceback" not in said


WAITING = """
import signal, sys, time
sys.path.insert(0, "scripts")
from launcher.ending import Ended, code_of, heed, undisturbed
heed()
try:
    try:
        signal.raise_signal(signal.SIGTERM)
    except Ended:  # Swallowed.
        pass
    with undisturbed():
        time.sleep(0.5)  # Longer than until a signal is raised again.
        print("all of it", flush=True)
    time.sleep(60)
except KeyboardInterrupt as ended:
    sys.exit(code_of(ended))
"""


def test_what_was_swallowed_waits_where_nothing_may_disturb() -> None:
    words = [sys.executable, "-c", WAITING]
    done = subprocess.run(words, env=BY_HAND, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "all of it\n" and done.returncode == 128 + signal.SIGTERM
    assert done.stderr.startswith("kb: ended by ") and "Traceback" not in done.stderr


UNRAISABLE = """
import signal, sys
sys.path.insert(0, "scripts")
from launcher.ending import Ended, code_of, heed
heed()
class Going:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)
try:
    going = Going()
    del going
    signal.pause()
except KeyboardInterrupt as ended:
    sys.exit(code_of(ended))
"""


def test_a_signal_where_nothing_can_be_caught_is_one_line_too() -> None:
    """Python prints what is raised there, with its traceback, and goes on."""
    words = [sys.executable, "-c", UNRAISABLE]
    done = subprocess.run(words, env=BY_HAND, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 128 + signal.SIGTERM
    assert done.stderr == "kb: ended by SIGTERM; nothing is left half made\n"
