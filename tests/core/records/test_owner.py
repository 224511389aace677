"""Who publishes the base: what the owners set is read, what they left out is empty, and a mistake has its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import codeowners
from kbase.core.check import run_checks
from kbase.core.problems import Severity, as_text
from kbase.core.records.owner import CODE_OWNERS, CONTENT, FILE, Owner, load_owner
from launcher.main import main
from tests.helpers import TINY, repository
from tests.repositories import ROOT


def test_what_is_set_is_read(tmp_path: Path) -> None:
    owner, problems = load_owner(repository(tmp_path))
    assert problems == [] and owner.email == "desk@example.org" and owner.unset == []


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_what_is_not_set_is_empty_and_no_fault(tmp_path: Path, text: str | None) -> None:
    root = repository(tmp_path, {FILE: text})
    assert load_owner(root) == (Owner(), [])
    assert run_checks(root) == []


def test_a_release_warns_of_each_thing_that_readers_are_not_told(tmp_path: Path) -> None:
    root = repository(tmp_path, {FILE: "email: desk@example.org\n"})
    found = run_checks(root, release=True)
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert [problem.message.rpartition(" ")[2] for problem in found] == ["funding", "name", "repository"]
    assert {problem.code for problem in found} == {"owner-unset"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: {en: A}\nemail: not an address\n", 2),
        ("name: {en: A}\nemail: a@b.example?cc=x@y.example\n", 2),
        ("name: {en: A}\nrepository: 'javascript:alert(1)'\n", 2),
        ("name: {en: A}\nphone: '1'\n", 2),
        ("name: {en: A}\nreviewers: [somebody]\n", 2),
        ("name: {en: A}\nreviewers: ['@a @b']\n", 2),
        ("name: {en: A}\nreviewers: ['@a/..']\n", 2),
        ("name: {en: A}\nreviewers: ['@a/-b']\n", 2),
        ("- a\n", 1),
    ],
)
def test_a_mistake_is_one_line_with_its_place(tmp_path: Path, text: str, line: int) -> None:
    (found,) = run_checks(repository(tmp_path, {FILE: text}))
    assert as_text(found).startswith(f"{FILE}:{line}: error: ") and "lower-case Latin" not in as_text(found)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("email: a@b.example\nname: {en: '<script>alert(1)</script>'}\n", "raw-html", 2),
        ('name: {en: "a\\u202eb"}\n', "hidden-character", 1),
        ('name: {en: A}\nfunding:\n  en: "x \\u200b"\n', "hidden-character", 3),
        ("funding: {en: 'a; =1+1'}\n", "formula", 1),
        ("name: {ru: Aкадемия}\n", "mixed-script", 1),
        ("name: {en: 'The \"Academy\"'}\n", "typography", 1),
    ],
)
def test_its_texts_keep_the_rules_of_all_texts(tmp_path: Path, text: str, code: str, line: int) -> None:
    (found,) = run_checks(repository(tmp_path, {FILE: text}))
    assert (found.code, found.place.file, found.place.line) == (code, FILE, line)


# Who looks at what can run

REVIEWED = {FILE: TINY[FILE] + "reviewers: ['@keeper', '@institute/code-team']\n"}


def asked(text: str, path: str) -> str:
    """Whom GitHub asks about a path, by the file's last line that fits it; only for the patterns that we write."""
    found = ""
    for line in text.splitlines():
        pattern, _, names = line.partition(" ")
        folder, star, ending = pattern.removeprefix("/").partition("*")
        if not line.startswith("#") and path.startswith(folder) and path.endswith(ending):
            found = found if star and pattern != "*" and "/" in path.removeprefix(folder) else names
    return found


def test_reviewers_are_asked_about_all_that_can_run_and_about_no_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codeowners, "ROOT", repository(tmp_path, REVIEWED))
    assert main(["--in-environment", "codeowners"]) == 0
    text = (tmp_path / CODE_OWNERS).read_text(encoding="utf-8")
    can_run = ("hooks/adapter.py", "scripts/kb.py", "overrides/main.html", ".github/workflows/check.yml", ".ci/run")
    can_run += (
        "docs/assets/search.js",
        "docs/assets/knowledge.css",
        "mkdocs.yml",
        "requirements.txt",
        "pyproject.toml",
    )
    can_run += ("tests/conftest.py", ".githooks/pre-commit", "hooks/kbase/core/spelling/words/new.py", "new/folder.py")
    for path in (*can_run, FILE):
        assert asked(text, path) == "@keeper @institute/code-team", path
    for path in ("docs/data/sources.yml", "docs/ru/index.md", "docs/assets/forum.png"):
        assert asked(text, path) == "", path


def test_what_is_content_is_there() -> None:
    """A folder that was moved would be asked about by another name."""
    for pattern in CONTENT:
        folder, star, _ = pattern.removeprefix("/").partition("*")
        assert (ROOT / folder).is_dir(), pattern
        assert star or not [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.js")], pattern


def test_the_file_follows_the_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of those who were named before is an error; nobody named is a warning of a release."""
    root = repository(tmp_path, {**REVIEWED, ".github/dependabot.yml": ""})
    monkeypatch.setattr(codeowners, "ROOT", root)
    (found,) = run_checks(root)
    assert (found.code, found.place.file, found.severity) == ("code-owners", CODE_OWNERS, Severity.ERROR)
    main(["--in-environment", "codeowners"])
    assert run_checks(root, release=True) == []
    (root / FILE).write_text(TINY[FILE], encoding="utf-8")
    assert [problem.code for problem in run_checks(root)] == ["code-owners"]
    main(["--in-environment", "codeowners"])
    assert not (root / CODE_OWNERS).exists() and run_checks(root) == []
    (found,) = run_checks(root, release=True)
    assert (found.code, found.place.file, found.severity) == ("code-owners", FILE, Severity.WARNING)


def test_who_is_named_twice_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub does not tell capitals apart."""
    twice = {FILE: TINY[FILE] + "reviewers: ['@keeper', '@institute/team', '@Keeper']\n"}
    monkeypatch.setattr(codeowners, "ROOT", repository(tmp_path, twice))
    assert main(["--in-environment", "codeowners"]) == 0
    assert "* @keeper @institute/team\n" in (tmp_path / CODE_OWNERS).read_text(encoding="utf-8")


@pytest.mark.parametrize("owner", [TINY[FILE], REVIEWED[FILE]], ids=["nobody named", "somebody named"])
def test_a_file_by_hand_is_neither_deleted_nor_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], owner: str
) -> None:
    root = repository(tmp_path, {FILE: owner, CODE_OWNERS: "* @somebody\n"})
    monkeypatch.setattr(codeowners, "ROOT", root)
    assert main(["--in-environment", "codeowners"]) == 2
    assert (root / CODE_OWNERS).read_text(encoding="utf-8") == "* @somebody\n"
    assert f"kb: {CODE_OWNERS} was written by hand" in capsys.readouterr().err


@pytest.mark.parametrize("in_place", ["link", "lost link", "folder"])
def test_what_is_no_file_in_its_place_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], in_place: str
) -> None:
    root = repository(tmp_path / "work", {**REVIEWED, ".github/dependabot.yml": ""})
    elsewhere = tmp_path / "elsewhere"
    if in_place == "folder":
        (root / CODE_OWNERS).mkdir()
    else:
        (root / CODE_OWNERS).symlink_to(elsewhere)
        elsewhere.write_text("" if in_place == "link" else "x", encoding="utf-8")
        if in_place == "lost link":
            elsewhere.unlink()
    monkeypatch.setattr(codeowners, "ROOT", root)
    assert main(["--in-environment", "codeowners"]) == 2
    assert f"kb: {CODE_OWNERS} is no plain file" in capsys.readouterr().err
    assert (root / CODE_OWNERS).is_dir() or (root / CODE_OWNERS).is_symlink()
    assert not elsewhere.exists() or elsewhere.read_text(encoding="utf-8") == ""


def test_a_file_in_the_place_of_its_folder_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path, {**REVIEWED, ".github": "x"})
    monkeypatch.setattr(codeowners, "ROOT", root)
    assert main(["--in-environment", "codeowners"]) == 2
    assert "kb: .github is no folder" in capsys.readouterr().err
