"""Two commands that write into one base do not lose each other's work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import NAMES
from kbase.core.base import read_base
from launcher import alone as taking_turns
from launcher.alone import alone
from launcher.command import load_commands
from launcher.console import Refusal
from tests.repositories import ROOT, SITE

HOLDING = """
import sys
sys.path.insert(0, sys.argv[1])
from launcher.alone import alone
with alone():
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(scripts: Path) -> subprocess.Popen[str]:
    """A process that has the base for itself until it is told to end."""
    words = [sys.executable, "-c", HOLDING, str(scripts)]
    started = subprocess.Popen(words, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert started.stdout and started.stdout.readline() == "held\n"
    return started


@pytest.fixture
def work(example: Path, tmp_path: Path) -> Path:
    """A copy of the example repository that commands may change."""
    return Path(shutil.copytree(example, tmp_path / "work"))


def correction(folder: Path, id: str, day: str) -> Path:
    file = folder / f"{id}.yml"
    text = f"form: '1'\ncorrect:\n  - id: {id}\n    set: {{happened: '{day}'}}\n    what: {{en: Day., ru: День.}}\n"
    file.write_text(text, encoding="utf-8")
    return file


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(root / "scripts/kb.py"), "--in-environment", *words]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(SITE))


def test_two_corrections_at_the_same_moment_are_both_there(work: Path, tmp_path: Path) -> None:
    """Both wait for a third that writes, so that they begin at one moment."""
    base = read_base(work)[0]
    files: dict[str, list[str]] = {}
    for id, one in base.statements.items():
        if one.happened:
            files.setdefault(base.origins[id].place().file, []).append(id)
    same = max(files.values(), key=len)[:2]
    assert len(same) == 2, "the example has no file with two dated statements"
    before = holding(work / "scripts")
    runs = [started(work, "apply", str(correction(tmp_path, id, "2025-02-03")), "--language", "en") for id in same]
    for run in runs:
        assert run.stdout and "waiting for it" in run.stdout.readline()
    before.communicate("")
    told = [run.communicate(timeout=120)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    after = read_base(work)[0]
    assert [after.statements[id].happened for id in same] == ["2025-02-03"] * 2


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody waits, and this process, whose turn is that of all of this repository, holds nothing."""
    monkeypatch.setattr(taking_turns, "PATIENCE", 0.0)
    monkeypatch.setattr(taking_turns, "KB", ROOT / "scripts/kb.py")
    yield


@pytest.mark.usefixtures("impatient")
def test_who_waits_too_long_is_refused_in_one_line() -> None:
    other = holding(ROOT / "scripts")
    try:
        with (
            pytest.raises(Refusal, match="still writes into this base — wait until it has ended"),
            alone(),
        ):
            pass
    finally:
        other.communicate("")


@pytest.mark.usefixtures("impatient")
def test_a_killed_command_leaves_no_lock() -> None:
    other = holding(ROOT / "scripts")
    other.kill()
    other.communicate()
    with alone(), alone():
        pass


def test_every_command_that_writes_has_the_base_for_itself() -> None:
    """Whoever calls `write_all` says so. Others have it for themselves at the end only: `links` asks an archive for
    hours, `new` a person.
    """
    texts = {name: (ROOT / f"scripts/commands/{name}.py").read_text(encoding="utf-8") for name in NAMES}
    writing = {name for name, text in texts.items() if "write_all(" in text or "set_right()" in text}
    without = {name for name, one in load_commands().items() if one.writes.__name__ == "_never"}
    assert writing & without == {"links", "new", "schemas"}
