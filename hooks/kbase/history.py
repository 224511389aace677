"""What git's history says of files and of the repository, read in two calls for any number of files. Not a hook."""

from __future__ import annotations

import io
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final

Commit = tuple[str, int]
"""A commit's hash and its time in seconds since 1970."""


def head_commit(root: Path) -> Commit:
    """The newest commit; without a hash and of this moment where nothing is committed yet."""
    commit, _, seconds = _git(root, "log", "-1", "--format=%H %at").strip().partition(" ")
    return (commit, int(seconds)) if seconds else ("", int(datetime.now(UTC).timestamp()))


def fault_of_history(root: Path) -> str:
    """What keeps git from telling when anything was changed, with what to do about it; empty where nothing does."""
    if head_commit(root)[0]:
        return ""
    if fault := fault_of_git(root):
        return fault
    if not _git(root, "rev-parse", "--verify", "--quiet", "HEAD"):
        return "nothing is committed yet, so no page has a date — run: git add . && git commit -m 'First state'"
    return "git cannot read its own history — see what `git fsck` says, or clone the repository anew"


def fault_of_git(root: Path) -> str:
    """What keeps git from reading a repository that is there, with what to do about it; empty where nothing does."""
    ran = _ran(root, "rev-parse", "--git-dir")
    if ran.returncode == 0:
        return ""
    complaint = " ".join(ran.stderr.split())
    if "dubious ownership" in complaint:
        fix = f'run: git config --global --add safe.directory "{root}"'
        return f"git does not trust this folder, because it belongs to another user — {fix}"
    if (root / ".git").exists():
        return f"git cannot read the repository behind .git ({complaint}) — put it back, or clone it anew"
    return ""


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


def commit_of(root: Path, name: str) -> str:
    """The hash of the commit that a branch, tag or abbreviation names; empty where there is none."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()


def common_ancestor(root: Path, branch: str) -> str:
    """The commit at which the current branch left another; empty where there is none."""
    commit = commit_of(root, branch)
    return _git(root, "merge-base", commit, "HEAD").strip() if commit else ""


def changed_files(root: Path, commit: str, later: str = "") -> list[str]:
    """The paths of all files that are not as they were at a commit (a hash), new ones among them, in order. They are
    taken as they are now, or as they were at a `later` commit.
    """
    changed = _git(root, "diff", "--name-only", "-z", commit, *([later] if later else []))
    new = "" if later else _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return sorted({path for path in f"{changed}{new}".split("\0") if path})


def changed_lines(root: Path, commit: str) -> dict[str, set[int]]:
    """File → the lines in it that are not as they were at a commit (a hash), by their numbers now. A file from which
    lines are only gone is there with the line after which they stood.
    """
    found: dict[str, set[int]] = {}
    file, is_head = "", False
    for line in _git(root, "-c", "core.quotePath=off", "diff", *_PLAIN, commit).split("\n"):
        if line.startswith("diff --git "):
            is_head = True
        elif is_head and line.startswith("+++ "):
            file = line.removeprefix("+++ ").removeprefix("b/").rstrip("\t")
        elif place := _HUNK.match(line):
            is_head = False
            first, count = int(place[1]), int(place[2] or 1)
            found.setdefault(file, set()).update(range(first, first + max(count, 1)))
    return found


_PLAIN: Final = ("-U0", "--no-color", "--no-ext-diff", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/")
_HUNK: Final = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def file_at(root: Path, commit: str, file: str) -> str | None:
    """The text of a file as it was at a commit (a hash); empty where there was none, None where git cannot read it."""
    ran = _ran(root, "show", f"{commit}:{file}")
    if ran.returncode == 0:
        return ran.stdout
    return "" if lacks(root, commit, file) else None


def is_broken(root: Path, name: str) -> bool:
    """Whether a branch, or HEAD, names a commit that git cannot read."""
    return bool(_git(root, "rev-parse", "--verify", "--quiet", name)) and not commit_of(root, name)


def unpack(root: Path, commit: str, folder: str, into: Path) -> bool:
    """Writes a folder as it was at a commit (a hash) below `into`, all of it (`git archive` leaves out what attributes
    say); False where the commit has no such folder, or git cannot read it.
    """
    listed = [row.split("\t", 1) for row in _git(root, "ls-tree", "-r", "-z", commit, "--", folder).split("\0") if row]
    blobs = [(about.split(" ")[2], name) for about, name in listed if " blob " in about]
    read = io.BytesIO(_contents(root, [hash for hash, _ in blobs]))
    for _, name in blobs:
        head = read.readline().split()
        if len(head) != 3 or ".." in PurePosixPath(name).parts:
            return False
        file = into / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(read.read(int(head[2])))
        read.readline()
    return bool(blobs)


def _contents(root: Path, hashes: list[str]) -> bytes:
    """What git has under each hash, each behind a line with its kind and its length in bytes."""
    asked = "".join(f"{hash}\n" for hash in hashes).encode()
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    return subprocess.run(command, env=_here(), input=asked, capture_output=True, check=False).stdout


def lacks(root: Path, commit: str, folder: str) -> bool:
    """Whether a commit (a hash) has no such folder; False where it has one, or where git cannot read that."""
    is_read = _git(root, "cat-file", "-t", f"{commit}^{{tree}}").strip() == "tree"
    return is_read and not _git(root, "ls-tree", commit, "--", folder)


ELSEWHERE: Final = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "NAMESPACE", "PREFIX", "IMPLICIT_WORK_TREE"),
        *("OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES"),
        *("GRAFT_FILE", "SHALLOW_FILE", "NO_REPLACE_OBJECTS", "REPLACE_REF_BASE", "INTERNAL_SUPER_PREFIX"),
    )
)
"""The variables by which git reads another repository than that of the folder, or another history. A shell may have
them for another one, and git gives them to its hooks; the settings that a variable holds (GIT_CONFIG…) are kept.
"""


def _git(root: Path, *arguments: str) -> str:
    """What git prints, or nothing where it fails (no repository, no commit)."""
    ran = _ran(root, *arguments)
    return ran.stdout if ran.returncode == 0 else ""


def _ran(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What git answers and what it complains of, in English. What is not UTF-8, such as the name of a file, is there as
    Python has such names.
    """
    settings = ["-c", "log.showSignature=false", "-c", "log.showRoot=true"]
    command = ["git", "-C", str(root), *settings, *arguments]
    try:
        return subprocess.run(
            command, env=_here(), capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
        )
    except FileNotFoundError as error:  # On Windows it does not say what was not found.
        raise FileNotFoundError(error.errno, error.strerror, "git") from None


def _here() -> dict[str, str]:
    """The variables with which git reads this repository, and speaks English."""
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | {"LC_ALL": "C"}
