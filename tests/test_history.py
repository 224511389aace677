"""Dates of files and folders from git's history, read in one pass."""

from __future__ import annotations

from kbase.history import last_commits

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
