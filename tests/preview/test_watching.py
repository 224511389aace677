"""What is saved is noticed; what an editor leaves beside it is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kbase.preview.watching import is_code, is_left_behind, is_of_the_site, watching

LEFT = (".#x.md", "x.md~", "#x.md#", "4913", ".x.md.swp", ".x.md.swx", "x.tmp", "x.md.bak", "x.md___jb_tmp___")


def test_what_editors_leave_is_known_by_its_name() -> None:
    for folder in ("docs/en/actors", "docs/data", "hooks/kbase", "overrides"):
        assert [name for name in LEFT if not is_left_behind(Path(folder, name))] == []
    assert is_left_behind(Path("hooks/kbase/__pycache__/site.cpython-311.pyc"))
    for kept in ("docs/en/actors/belta.md", "docs/data/statements/2025.yml", "docs/assets/icon-192.png"):
        assert not is_left_behind(Path(kept))


def test_of_the_repository_only_what_the_site_is_made_from_counts() -> None:
    assert is_of_the_site(Path("docs/en/index.md")) and is_of_the_site(Path("mkdocs.yml"))
    assert not any(is_of_the_site(Path(path)) for path in ("site/index.html", "README.md", "docs", ".git/HEAD"))


@pytest.mark.parametrize(
    ("path", "needs_a_new_process"),
    [
        ("hooks/adapter.py", True),
        ("hooks/kbase/wording/strings.yml", True),
        ("hooks/kbase/templates/__init__.py", True),
        ("mkdocs.yml", True),
        ("hooks/kbase/templates/macros.html", False),
        ("overrides/main.html", False),
        ("docs/data/actors/belta.yml", False),
        ("docs/assets/knowledge.css", False),
    ],
)
def test_code_is_what_a_process_reads_once(path: str, needs_a_new_process: bool) -> None:
    assert is_code(Path(path)) is needs_a_new_process


def test_each_way_in_which_editors_save_is_noticed_once(tmp_path: Path) -> None:
    """Written in place, put in the place of the old file by its name, moved, deleted; backups beside it are not."""
    folder = tmp_path / "docs/en"
    folder.mkdir(parents=True)
    page, backup = folder / "page.md", folder / "page.md~"
    with watching(tmp_path) as next_save:
        for save in (
            lambda: page.write_text("written"),
            lambda: (backup.write_text("anew"), os.replace(backup, page)),
            lambda: (page.rename(folder / "other.md"), (folder / "other.md").rename(page)),
            lambda: ((folder / "4913").write_text(""), (folder / "4913").unlink(), page.unlink()),
        ):
            save()
            assert Path("docs/en/page.md") in (saved := next_save())
            assert saved <= {Path("docs/en/page.md"), Path("docs/en/other.md")}
