"""The scripts that readers get hold no likely mistake: oxlint reads them, by the rules of `tests/oxlint.json`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import ROOT

RULES = ROOT / "tests/oxlint.json"
FOLDERS = ("docs/assets", "hooks", "overrides")


def scripts() -> list[Path]:
    return sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.js"))


def oxlint(*files: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("oxlint", path=str(Path(sys.executable).parent))
    assert program, "oxlint is not in the environment"
    command = [program, "--config", str(RULES), "--disable-nested-config", "--deny-warnings", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_oxlint_finds_nothing() -> None:
    assert {"sw.js", "search.js", "knowledge.js", "offline.js", "this-copy.js"} <= {file.name for file in scripts()}
    ended = oxlint(*scripts())
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    "mistake",
    [
        "const a = 1;",
        "window.x = nowhere;",
        "var a = 1; window.a = a;",
        "window.a = window.b == 1;",
        "eval('1');",
        "a b",
    ],
)
def test_oxlint_would_find_something(mistake: str, tmp_path: Path) -> None:
    """Its silence means something: unused, unknown, old, loose, evaluated, not even JavaScript."""
    (tmp_path / "script.js").write_text(f"{mistake}\n", encoding="utf-8")
    assert oxlint(tmp_path / "script.js").returncode == 1
