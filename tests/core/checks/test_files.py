"""Names of files become addresses, and nothing under docs/ goes unread, unseen or hidden."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kbase.core.check import run_checks
from kbase.core.checks.files import TEMPLATES, missing_templates
from kbase.core.problems import as_text
from tests.conftest import Check
from tests.helpers import PNG, repository
from tests.repositories import ROOT


@pytest.mark.parametrize(
    "name", ["Photo.png", "my photo.png", "photo_1.png", "фото.png", "-photo.png", "photo..png", "aaaé.png"]
)
def test_a_file_name_is_lower_case_ascii(check: Check, name: str) -> None:
    """Capitals, spaces, underscores and other alphabets make addresses that break."""
    assert check({f"docs/assets/{name}": PNG}) == [
        f"docs/assets/{name}:1: error: '{name}' is not a good file name — "
        "use lower-case Latin letters, digits and hyphens [file-name]"
    ]


def test_a_folder_name_is_lower_case_ascii(check: Check) -> None:
    """A folder is a part of the address too."""
    (line,) = check({"docs/assets/My Photos/photo.png": PNG})
    assert line.startswith("docs/assets/My Photos:1: error: 'My Photos' is not a good file name")


@pytest.mark.parametrize("name", ["con", "nul.png", "com1.tar", "lpt9", "aux", "prn"])
def test_a_name_that_windows_keeps_is_refused(check: Check, name: str) -> None:
    """With it the repository cannot be checked out there; with any ending it is a device, too."""
    assert check({f"docs/assets/{name}/photo.png": PNG, f"docs/assets/{name}s.png": PNG})[0] == (
        f"docs/assets/{name}:1: error: '{name}' is a name that Windows keeps for a device: "
        "the repository could not be read there — choose another name [file-name]"
    )


def test_a_name_has_a_hundred_signs_at_most(check: Check) -> None:
    """Some disks take no more than 143 bytes, others no more than 260 of a whole path."""
    assert check({f"docs/assets/{'a' * 96}.png": PNG}) == []
    (line,) = check({f"docs/assets/{'a' * 97}.png": PNG})
    assert line.endswith("has more than 100 signs — choose a shorter name [file-name]")


@pytest.mark.parametrize("name", ["docs/en/more.md", "docs/data/sources.yml.d", "docs/assets/photo.png"])
def test_a_folder_does_not_have_the_name_of_a_file(check: Check, name: str) -> None:
    """A program would open it as one."""
    shown = name.rpartition("/")[2]
    assert (
        f"{name}:1: error: the folder '{shown}' has the name of a file — give it a name without a dot [file-name]"
        in (check({f"{name}/index.md": ""}))
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """Whoever reads a named pipe waits for ever."""
    repository(tmp_path)
    names = ["docs/assets/photo.png", "docs/data/more.yml", "docs/en/more.md"]
    (tmp_path / "docs/assets").mkdir()
    for name in names:
        os.mkfifo(tmp_path / name)
    assert [as_text(problem) for problem in run_checks(tmp_path)] == [
        f"{name}:1: error: this is no plain file — move or delete it [file-unread]" for name in names
    ]


@pytest.mark.parametrize("name", ["docs/en/more.md", "docs/data/actors/more.yml", "docs/ru", "docs/data"])
def test_what_a_link_leads_to_is_not_read(tmp_path: Path, name: str) -> None:
    """The file may be anybody's: nothing is said of it but that it is a link."""
    repository(tmp_path / "here")
    (tmp_path / "secret").write_text("title: <b>secret</b>\n", encoding="utf-8")
    (tmp_path / "secrets").mkdir()
    link = tmp_path / "here" / name
    target = "secret"
    if link.is_dir():
        link.rename(tmp_path / "moved")
        target = "moved"
    link.symlink_to(tmp_path / target)
    lines = [as_text(problem) for problem in run_checks(tmp_path / "here") if problem.severity == "error"]
    assert lines == [f"{name}:1: error: this is a symbolic link — put the file itself here [file-link]"]


@pytest.mark.parametrize("name", ["photo.png", "photo-2.min.png", "2025.png", "a.b.c.png"])
def test_a_file_name_in_order(check: Check, name: str) -> None:
    """Digits, hyphens and several endings are no harm."""
    assert check({f"docs/assets/{name}": PNG}) == []


@pytest.mark.parametrize("folder", ["be", "uk", "pt_BR"])
def test_a_two_letter_folder_would_be_a_language(check: Check, folder: str) -> None:
    """static-i18n takes it for a language, and its pages vanish without a word."""
    assert (
        f"docs/{folder}:1: error: docs/{folder} would be taken for a language and vanish — "
        in check({f"docs/{folder}/index.md": "Text.\n"})[-1]
    )


def test_another_folder_or_file_beside_the_languages_is_unread(check: Check) -> None:
    """docs/ holds two languages, data and assets."""
    for file, top in (("docs/images/photo.png", "images"), ("docs/index.md", "index.md")):
        assert (
            f"docs/{top}:1: error: docs/{top} is used nowhere — docs/ holds en, ru, data, assets only [folder-unread]"
            in (check({file: b""}))
        )


def test_a_file_that_is_no_page_is_unread(check: Check) -> None:
    """Pictures among the pages would be published, and nobody would look at them."""
    assert check({"docs/en/actors/photo.png": b"", "docs/ru/notes.txt": ""}) == [
        f"{file}:1: error: this file is in no place that is used — move or delete it: pages end in .md; "
        "pictures and other files lie in docs/assets [file-unread]"
        for file in ("docs/en/actors/photo.png", "docs/ru/notes.txt")
    ]


@pytest.mark.parametrize(
    ("link", "target"),
    [("docs/en/secret.md", "README.md"), ("docs/en/more", "elsewhere"), ("docs/assets/photo.png", "gone.png")],
)
def test_a_symbolic_link_is_refused(tmp_path: Path, link: str, target: str) -> None:
    """MkDocs follows links to places that these checks do not see; one that leads nowhere is no file at all."""
    repository(tmp_path, {"README.md": "<script>alert(1)</script>", "elsewhere/page.md": "<b>"})
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(tmp_path / target)
    assert f"{link}:1: error: this is a symbolic link — put the file itself here [file-link]" in [
        as_text(problem) for problem in run_checks(tmp_path)
    ]


def test_a_link_into_another_place_is_refused_behind_a_dot_too(tmp_path: Path) -> None:
    """MkDocs walks through it, wherever it leads; only the lock that Emacs leaves beside a file leads nowhere."""
    repository(tmp_path, {"docs/en/.obsidian/plugins": "", "docs/assets/photo.png": PNG})
    for link, target in (("docs/assets/.x", "/etc"), ("docs/.#gone", "/etc"), ("docs/en/.obsidian/.link", "/")):
        (tmp_path / link).symlink_to(target)
    (tmp_path / "docs/en/.#index.md").symlink_to("somebody@host.123:456")
    found = [as_text(problem) for problem in run_checks(tmp_path)]
    assert found == [
        f"{link}:1: error: this is a symbolic link — put the file itself here [file-link]"
        for link in ("docs/.#gone", "docs/assets/.x", "docs/en/.obsidian/.link")
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".htaccess",
        ".meta.yml",
        ".pages",
        ".nojekyll",
        "en/.index.md.bak",
        "assets/.photo.png",
        "data/.more.yml",
        ".swp",
    ],
)
def test_a_hidden_file_is_refused(check: Check, name: str) -> None:
    """A server or a plugin could take an order from it, and no reviewer's list of files shows it first."""
    shown = name.rpartition("/")[2]
    assert check({f"docs/{name}": "x: y\n"}) == [
        f"docs/{name}:1: error: '{shown}' is hidden, so it is not used — "
        "remove it; the name of what is to be published has no dot before it [file-hidden]"
    ]


def test_a_hidden_folder_is_named_once(check: Check) -> None:
    """Whatever it holds goes with it."""
    assert check({"docs/.well-known/security.txt": "", "docs/.well-known/more/.htaccess": ""}) == [
        "docs/.well-known:1: error: '.well-known' is hidden, so it is not used — "
        "remove it; the name of what is to be published has no dot before it [file-hidden]"
    ]


def test_what_programs_leave_is_left_alone(check: Check) -> None:
    """What an editor or a file manager leaves behind is neither read nor published."""
    left = (
        *(
            "docs/en/index.md~",
            "docs/en/#index.md#",
            "docs/Thumbs.db",
            "docs/assets/desktop.ini",
            "docs/data/sources.yml~",
        ),
        *("docs/data/actors/academy.yml.orig", "docs/en/index.md.bak", "docs/ru/actors/Thumbs.db"),
        "docs/.DS_Store",
        "docs/assets/._photo.png",
        "docs/en/.index.md.swp",
        "docs/ru/.obsidian/Notes.md",
    )
    assert check(dict.fromkeys(left, "<b>")) == []


def test_the_templates_are_those_that_are_there() -> None:
    """Whoever adds a template adds it to the list, and whoever removes one takes it off."""
    overrides = ROOT / "overrides"
    assert {path.relative_to(overrides).as_posix() for path in overrides.rglob("*.html")} == {*TEMPLATES}


def test_a_template_that_holds_nothing_is_as_good_as_gone(tmp_path: Path) -> None:
    """MkDocs writes no page that comes out empty, and goes on."""
    (tmp_path / "overrides/partials").mkdir(parents=True)
    for name in TEMPLATES:
        (tmp_path / "overrides" / name).write_text(" \n" if name == "main.html" else "text", encoding="utf-8")
    (problem,) = missing_templates(tmp_path)
    assert as_text(problem) == (
        "overrides/main.html:1: error: empty: every page is made with this template — "
        "put it back: git checkout -- overrides/main.html [template-missing]"
    )


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Else the first page that is made with it would be blamed."""
    (tmp_path / "overrides/partials").mkdir(parents=True)
    for name in TEMPLATES:
        content = b"a\n\xff\n" if name == "partials/header.html" else b"text"
        (tmp_path / "overrides" / name).write_bytes(content)
    (problem,) = missing_templates(tmp_path)
    assert as_text(problem).startswith("overrides/partials/header.html:2: error: the file is not UTF-8 (byte 2)")
