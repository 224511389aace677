"""What git's history says of files and of the whole: read in two calls, whatever the number of files. Not a hook."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

Commit = tuple[str, int]
"""A commit's hash and its time in seconds since 1970."""


def head_commit(root: Path) -> Commit:
    """The newest commit; without a hash and of this moment where nothing is committed yet."""
    commit, _, seconds = _git(root, "log", "-1", "--format=%H %at").strip().partition(" ")
    return (commit, int(seconds)) if seconds else ("", int(datetime.now(UTC).timestamp()))


def moment_of(commit: Commit) -> datetime:
    """The time of a commit, in UTC."""
    return datetime.fromtimestamp(commit[1], UTC)


def head_day(root: Path) -> str:
    """The day of the newest commit as 2026-11-24; today where nothing is committed yet."""
    return moment_of(head_commit(root)).date().isoformat()


def git_log(root: Path) -> str:
    """The whole history of docs/, newest first, each commit as "\\x01hash time" with the files that it touched."""
    return _git(root, "-c", "core.quotePath=off", "log", "--format=%x01%H %at", "--name-only", "--", "docs")


def last_commits(log: str) -> dict[str, Commit]:
    """File or folder → the newest commit that touched it or anything in it."""
    newest: dict[str, Commit] = {}
    for entry in log.split("\x01")[1:]:
        head, *names = entry.splitlines()
        commit, _, seconds = head.partition(" ")
        for name in filter(None, names):
            for place in (name, *map(str, PurePosixPath(name).parents)):
                newest.setdefault(place, (commit, int(seconds)))
    return newest


def _git(root: Path, *arguments: str) -> str:
    """What git prints, or nothing where it fails (no repository, no commit)."""
    command = ["git", "-C", str(root), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return ran.stdout if ran.returncode == 0 else ""
