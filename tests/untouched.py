"""Whether the tests left the work tree as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

State = Mapping[str, tuple[int, int]]
"""File → when it was last written, and its size."""

NOT_LOOKED_AT = {".git", ".venv", "__pycache__", "node_modules"}
"""Folders that others than the tests write into: git, pip, Python."""

CACHES_OF_TOOLS = {f".cache/{tool}" for tool in ("pytest", "hypothesis", "ruff", "mypy")}
"""What the tools of `kb.py test` remember; all other files in .cache are those of kb.py itself."""


def state_of(root: Path) -> dict[str, tuple[int, int]]:
    """The state of every file below `root`."""
    found = {}
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = [name for name in folders if not _is_passed_over(root, here / name)]
        for name in files:
            status = (here / name).lstat()
            found[(here / name).relative_to(root).as_posix()] = (status.st_mtime_ns, status.st_size)
    return found


def _is_passed_over(root: Path, folder: Path) -> bool:
    return folder.name in NOT_LOOKED_AT or folder.relative_to(root).as_posix() in CACHES_OF_TOOLS


def changed_files(before: State, after: State) -> list[str]:
    """The files that are new, gone or written to, in order."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
