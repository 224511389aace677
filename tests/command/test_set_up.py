"""A real environment from the real lock: it works, and is as small as is said. It needs the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from launcher.console import Refusal
from launcher.environment import ensure
from launcher.groups import ON_DISK, Group
from launcher.places import ENVIRONMENT, KB, LOCK, ROOT
from launcher.processes import surroundings

MOST_FOR_THE_SITE = 230
"""Megabytes, as du counts them."""


def taken(folder: Path) -> int:
    """The megabytes that a folder takes on the disk."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) >> 20


def kb(python: Path, *arguments: str) -> str:
    """What a command prints that runs in the environment of `python`."""
    command = [str(python), str(KB), "--in-environment", *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no blocks")
def test_the_groups_are_made_one_after_the_other_work_and_take_what_is_said(tmp_path: Path) -> None:
    home = tmp_path / ENVIRONMENT.name
    steps: list[tuple[Group, list[str]]] = [
        ("site", ["-c", "import mkdocs.livereload, material, pagefind_bin, spylls"]),
        ("tests", ["-c", "import pytest, hypothesis, mypy, edtf, marionette_driver"]),
        ("packages", ["-c", "import libzim, pypdf, playwright, axe_playwright_python"]),
    ]
    groups: list[Group] = []
    before = 0
    for group, imports in steps:
        groups.append(group)
        try:
            python = ensure(groups, home, LOCK)
        except Refusal as refusal:
            if "no network" in str(refusal):
                pytest.skip(str(refusal))
            raise
        subprocess.run([str(python), *imports], check=True)
        size = taken(home)
        assert size - before == pytest.approx(ON_DISK[group], rel=0.1), group
        if group == "site":
            assert size <= MOST_FOR_THE_SITE
            assert "0 errors" in kb(python, "check")
        before = size
