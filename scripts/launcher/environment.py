"""The environment `.venv`, made from the hash lock.

A stamp, written last, says for which lock, Python and folder it was made. Without the right stamp an environment
is not trusted: it may be old, half made or copied from elsewhere, and is made anew. With it nothing is done at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .console import Refusal, say
from .machine import require_venv
from .places import ENVIRONMENT, LOCK, python_of
from .processes import not_outliving, surroundings

STAMP = "kb-stamp.txt"
REPORT = "kb-pip.log"

PACKAGE = ("Collecting ", "Processing ")
"""How pip's line about one package begins."""

PROGRESS_STEP = 10


class Trouble(NamedTuple):
    """A failure of pip that is known by its words, in ours."""

    pattern: str
    message: str
    cure: str


AGAIN = "then run the same command again"
TROUBLES = (
    Trouble("No space left on device", "the disk is full", f"free some space (the environment takes 600 MB), {AGAIN}"),
    Trouble(
        "DO NOT MATCH THE HASHES",
        "a package that was downloaded is not the one that requirements.txt names",
        "run the same command again; if it stays so, do not go on but report it",
    ),
    Trouble(
        "CERTIFICATE_VERIFY_FAILED",
        "the package index shows a certificate that this machine does not trust",
        f"set PIP_CERT to the file with your network's certificates, {AGAIN}",
    ),
    Trouble(
        "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|[Tt]imed out|ProxyError|getaddrinfo"
        "|Connection (?:refused|reset|aborted|broken)|Network is unreachable|Temporary failure in name resolution",
        "no network: the package index cannot be reached",
        f"check the connection (behind a proxy: set HTTPS_PROXY), {AGAIN}",
    ),
    Trouble(
        "No matching distribution found for (?P<what>[^ ]+)",
        "the package index has no ready-made {what} for this Python and system",
        "use a Python between 3.11 and 3.13 on Linux, macOS or Windows; if it is one, run kb.py lock and report it",
    ),
)


def ensure(environment: Path = ENVIRONMENT, lock: Path = LOCK) -> Path:
    """The interpreter of an environment that holds exactly the lock; made first where there is none."""
    if not lock.is_file():
        raise Refusal(f"{lock.name} is missing", f"git checkout -- {lock.name}")
    if is_current(environment, lock):
        return python_of(environment)
    if Path(sys.prefix).resolve() == environment.resolve():
        raise Refusal(f"{environment.name} is out of date and runs this command", "run: deactivate")
    require_venv()
    with _alone(lock):
        if not is_current(environment, lock):
            _make(environment, lock)
    return python_of(environment)


def is_current(environment: Path, lock: Path) -> bool:
    """Whether the environment was made to the end, for this lock, by this Python, in this place."""
    try:
        stamp = (environment / STAMP).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return stamp == stamp_for(environment, lock) and python_of(environment).is_file()


def stamp_for(environment: Path, lock: Path) -> str:
    """What the stamp of a whole environment reads."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"requirements.txt {digest}\npython {python}\nmade in {environment.resolve()}\n"


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two commands started together make one environment: the second waits. Not on Windows, nor some network disks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with lock.open("rb") as held:
        with contextlib.suppress(OSError):
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another kb.py is making the environment: waiting for it")
                fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _make(environment: Path, lock: Path) -> None:
    again = "anew, since it is old or not whole" if environment.exists() else "for the first time"
    say(f"making the Python environment {environment.name} {again} (about a minute, 600 MB)")
    _remove(environment)
    create(environment)
    _install(environment, lock)
    unfinished = environment / f"{STAMP}.new"
    unfinished.write_text(stamp_for(environment, lock), encoding="utf-8")
    unfinished.replace(environment / STAMP)
    say("the environment is ready")


def _remove(environment: Path) -> None:
    """The stamp goes first, so that an interrupted removal is not taken for a whole environment."""
    if environment.is_symlink() or environment.is_file():
        environment.unlink()
    elif environment.exists():
        (environment / STAMP).unlink(missing_ok=True)
        shutil.rmtree(environment)


def create(environment: Path) -> None:
    """An empty virtual environment with pip, from the Python that runs us."""
    command = [sys.executable, "-m", "venv", str(environment)]
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if ended.returncode:
        lines = (ended.stderr or ended.stdout).strip().splitlines() or ["no reason given"]
        raise Refusal(f"python3 -m venv {environment.name} failed: {lines[-1]}", "is the disk full, or not yours?")


def pip_install(python: Path, *arguments: str) -> list[str]:
    """The pip command: no questions, no bars, and no package that would have to be compiled here."""
    quiet = ("--no-input", "--progress-bar=off", "--disable-pip-version-check", "--retries=3")
    return [str(python), "-m", "pip", "install", *quiet, "--only-binary=:all:", *arguments]


def _install(environment: Path, lock: Path) -> None:
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
    command = pip_install(python_of(environment), "--require-hashes", "-r", str(lock))
    report = environment / REPORT
    lines: list[str] = []
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=surroundings()
    )
    with report.open("w", encoding="utf-8") as log, not_outliving(process) as pip:
        for line in pip.stdout or ():
            log.write(line)
            lines.append(line)
            _tell_progress(lines, total)
    if pip.returncode:
        raise explain(lines, report)


def _tell_progress(lines: Sequence[str], total: int) -> None:
    """A line for every tenth package, and one for the long silence while they are unpacked."""
    if lines[-1].startswith(PACKAGE):
        count = sum(line.startswith(PACKAGE) for line in lines)
        if count % PROGRESS_STEP == 1:
            say(f"  fetching packages: {count} of about {total}")
    elif lines[-1].startswith("Installing collected packages"):
        say("  unpacking them all")
    elif "Retrying (" in lines[-1] and not any("Retrying (" in line for line in lines[:-1]):
        say("  the package index does not answer: trying again")


def explain(lines: Sequence[str], report: Path) -> Refusal:
    """Pip's long complaint as one line with the cure."""
    text = "".join(lines)
    for trouble in TROUBLES:
        if found := re.search(trouble.pattern, text):
            return Refusal(trouble.message.format(**found.groupdict()), trouble.cure)
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    reason = errors[-1] if errors else "it gave no reason"
    return Refusal(f"pip could not install the packages: {reason}", f"all that it said: {os.path.relpath(report)}")
