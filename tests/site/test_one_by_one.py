"""A page that is made when it is asked for is the page of a whole build."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.pages.table import moved_pages
from one_by_one import Site
from tests.conftest import Built
from tests.repositories import git

from .conftest import ENGLISH_ONLY, PICTURED, replace

URL = "https://example.org/kb/"
NOT_MADE = {"offline-files.json"}
"""The list of a whole site, which a preview does not have."""


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)], ids=["one of five", "all"])
def test_every_page_and_every_file_is_that_of_a_whole_build(
    uneven: Built, base: KnowledgeBase, tmp_path: Path, step: int
) -> None:
    """In both languages, with pages that are written in one only, and whatever language was asked for before."""
    shown = shown_of(uneven.folder.parent / "repository", tmp_path)
    built = {path.relative_to(uneven.folder).as_posix(): path for path in uneven.folder.rglob("*") if path.is_file()}
    former = {f"{prefix}{path}/index.html" for prefix in ("", "ru/") for path in moved_pages(base)}
    pages = {name: path for name, path in built.items() if name.endswith("index.html") and name not in former}
    assert former <= set(built) and set(shown.addresses) == {name.removesuffix("index.html") for name in pages}
    one_and_the_other = sorted(pages, key=lambda name: name.removeprefix("ru/"))
    chosen = [name for number, name in enumerate(one_and_the_other) if number // 2 % step == 0]
    assert [name for name in chosen if html_of(shown, name) != pages[name].read_text("utf-8")] == []
    beside = [name for name in built if name not in pages and not name.startswith(("search/", ".")) and name != "sw.js"]
    given = sorted(set(beside) - NOT_MADE)[::step]
    assert [name for name in given if shown.file(name) != built[name].read_bytes()] == []
    assert set(beside) >= NOT_MADE and not any(map(shown.file, NOT_MADE))


def test_after_saves_every_page_is_that_of_a_new_start(uneven: Built, tmp_path: Path) -> None:
    """Titles in the frame, a page in the other language's words, names in links, pages that come and go."""
    root = shutil.copytree(uneven.folder.parent / "repository", tmp_path / "repository")
    shown = shown_of(root, tmp_path / "one")
    for address in shown.addresses:
        shown.page(address)
    replace(root / "docs/ru/actors/index.md", "title: Участники", "title: Действующие лица")
    with (root / f"docs/en/{ENGLISH_ONLY}.md").open("a", encoding="utf-8") as page:
        page.write("\nA paragraph more.\n")
    replace(root / "docs/data/actors/gauge-works.yml", "en: Gauge Works", "en: Gauge Factory")
    (root / f"docs/ru/{PICTURED}.md").unlink()
    shutil.copy(root / "docs/en/about/index.md", root / "docs/en/about/more.md")
    shutil.copy(root / "docs/assets/photo.png", root / "docs/assets/another.png")
    assert shown.renew() == []
    saved = {address: html_of(shown, address) for address in shown.addresses}
    assert shown.file("assets/another.png")
    fresh = shown_of(root, tmp_path / "two")
    assert "about/more/" in saved and list(saved) == fresh.addresses
    assert [address for address in saved if html_of(fresh, address) != saved[address]] == []
    assert "Действующие лица" in saved["ru/about/"] and "Gauge Factory" in saved["actors/"]


@pytest.mark.parametrize("is_repository", [True, False])
def test_without_a_commit_the_pages_are_shown_without_dates_of_change(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_repository: bool
) -> None:
    """In a repository where nothing is committed, and in a folder that is none."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = shutil.copytree(example, tmp_path / "repository", ignore=shutil.ignore_patterns(".git"))
    if is_repository:
        git(root, "init", "--quiet")
    shown = shown_of(root, tmp_path / "one")
    for address in ("", "ru/actors/ivan-primerkin/", "about/method/"):
        assert "</h1>" in html_of(shown, address) and 'class="kb-changed"' not in html_of(shown, address)


def test_what_cannot_be_read_leaves_all_pages_as_they_were(uneven: Built, tmp_path: Path) -> None:
    root = shutil.copytree(uneven.folder.parent / "repository", tmp_path / "repository")
    shown = shown_of(root, tmp_path / "one")
    before = html_of(shown, "actors/gauge-works/")
    replace(root / "docs/data/actors/gauge-works.yml", "kind: company", "kind: [company")
    (line,) = shown.renew()
    assert line.startswith("docs/data/actors/gauge-works.yml:") and "this is not valid YAML" in line
    assert html_of(shown, "actors/gauge-works/") == before


def test_what_fails_on_one_page_shows_its_last_good_state_with_the_fault(uneven: Built, tmp_path: Path) -> None:
    root = shutil.copytree(uneven.folder.parent / "repository", tmp_path / "repository")
    shown = shown_of(root, tmp_path / "one")
    before = html_of(shown, "about/trust/")
    with (root / "docs/en/about/trust.md").open("a", encoding="utf-8") as page:
        page.write("\nAs somebody says. [@no-such-source]\n")
    assert shown.renew() == []
    answer = shown.page("about/trust/")
    assert answer and answer.html == before
    assert answer.fault.startswith("docs/en/about/trust.md:") and "no-such-source" in answer.fault


def test_a_file_that_a_build_refuses_is_not_shown(uneven: Built, tmp_path: Path) -> None:
    """A script would run at the address of the preview, and a link could show any file of the machine."""
    root = shutil.copytree(uneven.folder.parent / "repository", tmp_path / "repository")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.png").write_bytes((root / "docs/assets/photo.png").read_bytes())
    assets = root / "docs/assets"
    (assets / "x.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (assets / "e.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", encoding="utf-8")
    (assets / "z.js").write_text("alert(1)", encoding="utf-8")
    (assets / "f.png").write_text("<svg/>", encoding="utf-8")
    (assets / "linked.png").symlink_to(tmp_path / "elsewhere/secret.png")
    (assets / "folder").symlink_to(tmp_path / "elsewhere")
    (assets / "feed.css").unlink()
    for pipe in ("pipe.png", "feed.css") if hasattr(os, "mkfifo") else ():
        os.mkfifo(assets / pipe)  # Whoever opens one waits for ever.
    shown = shown_of(root, tmp_path / "one")
    names = ("x.html", "e.svg", "z.js", "f.png", "linked.png", "folder/secret.png", "pipe.png", "feed.css")
    assert [name for name in names if shown.file(f"assets/{name}") is not None] == []
    assert shown.file("assets/photo.png") and shown.file("assets/form.js") and shown.file("assets/icon-192.png")
    (of_the_theme,) = (uneven.folder / "assets/javascripts").glob("bundle*.js")
    assert shown.file(f"assets/javascripts/{of_the_theme.name}")


def test_what_editors_leave_beside_a_file_keeps_nothing_from_being_shown(uneven: Built, tmp_path: Path) -> None:
    root = shutil.copytree(uneven.folder.parent / "repository", tmp_path / "repository")
    shown = shown_of(root, tmp_path / "one")
    before = html_of(shown, "actors/gauge-works/")
    for name in ("gauge-works.yml~", "#gauge-works.yml#", "4913", ".gauge-works.yml.swp", "gauge-works.tmp"):
        (root / "docs/data/actors" / name).write_text("[", encoding="utf-8")
        (root / "docs/en/actors" / name).write_text("[", encoding="utf-8")
    (root / "docs/data/actors/.#gauge-works.yml").symlink_to("somebody@a-machine.123")
    assert shown.renew() == []
    assert html_of(shown, "actors/gauge-works/") == before


def test_a_preview_moves_nothing_that_it_shows(uneven: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to move what a program reads. The built site, of which the preview shows the search, is not even
    held open between two answers.
    """
    root = shutil.copytree(uneven.folder.parent / "repository", tmp_path / "repository")
    (root / "site").symlink_to(uneven.folder, target_is_directory=True)
    held = PermissionError(13, "Access is denied")
    for place, name in ((os, "rename"), (os, "replace"), (Path, "rename"), (Path, "replace"), (shutil, "move")):
        monkeypatch.setattr(place, name, Mock(side_effect=held))
    shown = shown_of(root, tmp_path / "one")
    replace(root / "docs/data/actors/gauge-works.yml", "en: Gauge Works", "en: Gauge Factory")
    assert shown.renew() == [] and "Gauge Factory" in html_of(shown, "actors/gauge-works/")
    assert shown.file("search/pagefind-entry.json") and shown.file("assets/knowledge.css") and shown.file("feed.xml")
    if Path("/proc/self/fd").is_dir():
        opened = [os.path.realpath(file) for file in Path("/proc/self/fd").iterdir()]
        assert [file for file in opened if file.startswith((str(uneven.folder), str(root)))] == []


def shown_of(root: Path, folder: Path) -> Site:
    """The site of the repository in `root`, to be asked for pages."""
    shown = Site(root, URL, folder)
    assert shown.renew() == []
    return shown


def html_of(shown: Site, name: str) -> str:
    answer = shown.page(name.removesuffix("index.html"))
    assert answer and answer.html and not answer.fault, f"{name}: {answer and answer.fault}"
    return answer.html
