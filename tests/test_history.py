"""Dates of files and folders from git's history, read in one pass."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kbase.history import ELSEWHERE, changed_lines, fault_of_history, git_log, head_commit, last_commits
from launcher.main import main
from launcher.places import OF_GIT
from tests.repositories import commit, git

LOG = (
    "\x01aaa 300\n\ndocs/data/statements/law.yml\n\x01bbb 200\n\ndocs/data/sources.yml\ndocs/data/statements/law.yml\n"
)


def test_a_file_has_the_newest_commit_that_touched_it() -> None:
    newest = last_commits(LOG)
    assert newest["docs/data/statements/law.yml"] == ("aaa", 300)
    assert newest["docs/data/sources.yml"] == ("bbb", 200)


def test_a_folder_has_the_newest_commit_of_anything_in_it() -> None:
    """Registers come from folders: without this they would have the day of the build, and two builds would differ."""
    newest = last_commits(LOG)
    assert newest["docs/data/statements"] == newest["docs/data"] == ("aaa", 300)


def test_no_history_gives_no_dates() -> None:
    assert last_commits("") == {}


def test_a_history_that_tells_nothing_is_one_line_with_a_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, no commit, and objects that git cannot read."""
    assert fault_of_history(tmp_path).startswith("nothing is committed yet, so no page has a date — run: git add")
    git(tmp_path, "init", "--quiet")
    assert fault_of_history(tmp_path).startswith("nothing is committed yet")
    monkeypatch.setenv("GIT_TRACE", "1")  # What git tells beside its answer is no fault.
    assert fault_of_history(tmp_path).startswith("nothing is committed yet")
    monkeypatch.delenv("GIT_TRACE")
    (tmp_path / "a").write_text("a", encoding="utf-8")
    commit(tmp_path)
    assert fault_of_history(tmp_path) == ""
    for file in (tmp_path / ".git/objects").glob("??/*"):
        file.chmod(0o600)
        file.write_bytes(b"x")
    assert fault_of_history(tmp_path).startswith("git cannot read its own history — see what `git fsck` says")


def test_signatures_are_no_part_of_what_git_says(tmp_path: Path) -> None:
    """`log.showSignature` is asked of the person who signs, and not of a program that reads."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "log.showSignature", "true")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a").write_text("a", encoding="utf-8")
    commit(tmp_path)
    assert len(head_commit(tmp_path)[0]) == 40 and "docs/a" in last_commits(git_log(tmp_path))


def test_changed_lines_have_their_numbers_of_now(tmp_path: Path) -> None:
    """Changed, added and gone ones; what a line says is never taken for the name of a file."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a").write_text("1\n2\n3\n4\n5\n6\n", encoding="utf-8")
    (tmp_path / "docs/б").write_text("1\n", encoding="utf-8")
    (tmp_path / "same").write_text("1\n", encoding="utf-8")
    commit(tmp_path)
    (tmp_path / "docs/a").write_text("0\n1\n++ b/same\n3\n4\n6\n7\n8\n", encoding="utf-8")
    (tmp_path / "docs/б").write_text("2\n", encoding="utf-8")
    assert changed_lines(tmp_path, head_commit(tmp_path)[0]) == {"docs/a": {1, 3, 5, 7, 8}, "docs/б": {1}}


def test_another_repository_that_the_shell_names_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records were once written into our ledger. The whole command forgets it, so that no library reads it."""
    one, other = (committed(tmp_path / name) for name in ("one", "other"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    assert head_commit(tmp_path / "one")[0] == one != other
    assert main(["--in-environment", "explain", "url-tracking"]) == 0
    assert not ELSEWHERE & os.environ.keys()


def committed(folder: Path) -> str:
    """The commit of a new repository that holds a file with the folder's name."""
    folder.mkdir()
    (folder / "a").write_text(folder.name, encoding="utf-8")
    git(folder, "init", "--quiet")
    return git(commit(folder), "rev-parse", "HEAD")


def test_all_variables_that_git_ties_to_a_repository_are_known() -> None:
    """But for its settings, which tell whom it trusts."""
    listed = subprocess.run(["git", "rev-parse", "--local-env-vars"], check=True, capture_output=True, text=True).stdout
    assert {name for name in listed.split() if not name.startswith("GIT_CONFIG")} <= ELSEWHERE == {*OF_GIT}
