"""What is known against packages of the lock is named, in words that an issue may hold; silence means nothing is."""

from __future__ import annotations

import json
import sys
import tomllib
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from commands import lock
from launcher.advisories import Advisory, advisories, as_text, project_of, read
from launcher.console import FAILED, Refusal
from launcher.groups import entries
from launcher.places import LOCK

THE_LOCK = LOCK.read_text(encoding="utf-8")

ANSWER: dict[str, Any] = {
    "schema": {"version": "preview"},
    "summary": {"audited_packages": 2, "vulnerabilities": 1, "adverse_statuses": 1},
    "vulnerabilities": [
        {
            "dependency": {"name": "builder", "version": "1.0"},
            "id": "GHSA-xxxx-yyyy-zzzz",
            "display_id": "GHSA-xxxx-yyyy-zzzz",
            "aliases": ["CVE-2026-1"],
            "summary": "A sandbox `escape`, see #12; thanks to @someone <img>",
            "description": "Long.",
            "link": "https://advisory.example/1",
            "fix_versions": ["1.1", "2.0"],
            "published": "2026-09-01T00:00:00Z",
            "modified": "2026-10-01T00:00:00Z",
        }
    ],
    "adverse_statuses": [{"name": "controls", "status": "archived", "reason": None}],
}
"""As uv 0.13 answers."""

UV = """\
import json, pathlib, sys
if sys.argv[1] == "lock":
    assert "builder==1.0" in pathlib.Path("pyproject.toml").read_text()
    pathlib.Path("uv.lock").touch()
elif pathlib.Path("uv.lock").is_file():
    print(pathlib.Path(__file__).with_name("answer").read_text())
    sys.exit(int(pathlib.Path(__file__).with_name("code").read_text()))
"""
PACKAGES = entries("builder==1.0 \\\n    --hash=sha256:00\ncontrols==1.1 ; sys_platform == 'win32' \\\n")


def uv(folder: Path, answer: object, code: int) -> list[str]:
    """A program that answers as uv does."""
    folder.mkdir()
    (folder / "uv.py").write_text(UV)
    (folder / "answer").write_text(json.dumps(answer))
    (folder / "code").write_text(str(code))
    (folder / "project").mkdir()
    return [sys.executable, str(folder / "uv.py")]


def test_what_is_known_is_named_with_version_fix_and_place(tmp_path: Path) -> None:
    found = advisories(uv(tmp_path / "uv", ANSWER, 1), PACKAGES, tmp_path / "uv/project")
    assert as_text(found, "text").splitlines() == [
        "builder 1.0: GHSA-xxxx-yyyy-zzzz (A sandbox escape , see 12; thanks to someone img), fixed in 1.1, 2.0"
        " <https://advisory.example/1>",
        "controls: archived",
    ]


def test_words_of_others_mention_nobody_and_are_no_markup_in_an_issue() -> None:
    text = as_text(read(json.dumps(ANSWER), 2), "markdown")
    assert text.startswith("- [ ] `builder 1.0`: GHSA-xxxx-yyyy-zzzz (A sandbox escape , see 12")
    assert not {"@", "#"} & {*text} and text.count("`") == 4 and text.count("<") == 1
    row = {**ANSWER["vulnerabilities"][0], "link": "javascript:alert(1)", "summary": None, "fix_versions": []}
    (found,) = read(json.dumps({**ANSWER, "vulnerabilities": [row], "adverse_statuses": []}), 2)
    assert found == Advisory("builder", "1.0", "GHSA-xxxx-yyyy-zzzz", "")
    assert str(found).endswith("no version without it is known")


def test_nothing_known_is_nothing_said(tmp_path: Path) -> None:
    nothing = {**ANSWER, "vulnerabilities": [], "adverse_statuses": []}
    found = advisories(uv(tmp_path / "uv", nothing, 0), PACKAGES, tmp_path / "uv/project")
    assert found == [] and as_text(found, "markdown") == ""


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ({}, 2, "nothing was learnt"),
        ({**ANSWER, "summary": {"audited_packages": 1}}, 0, "looked at 1 of 2 packages"),
        ({**ANSWER, "adverse_statuses": None}, 0, "another form"),
        ({**ANSWER, "vulnerabilities": ["x"]}, 1, "another form"),
        ({**ANSWER, "vulnerabilities": {}}, 1, "another form"),
        ({**ANSWER, "adverse_statuses": ""}, 1, "another form"),
        ({**ANSWER, "vulnerabilities": [{**ANSWER["vulnerabilities"][0], "fix_versions": "1.1"}]}, 1, "another form"),
        ([], 0, "another form"),
    ],
)
def test_silence_is_not_taken_for_nothing(tmp_path: Path, answer: object, code: int, said: str) -> None:
    """Who could not ask, asked of some packages only or did not understand the answer says so."""
    with pytest.raises(Refusal, match=said):
        advisories(uv(tmp_path / "uv", answer, code), PACKAGES, tmp_path / "uv/project")


def test_an_answer_that_is_too_deep_is_one_of_another_form() -> None:
    with pytest.raises(Refusal, match="another form"):
        read("[" * 100_000, 2)


@pytest.mark.parametrize("id", ["", "#@<>"])
def test_what_has_no_name_is_told_all_the_same(id: str) -> None:
    row = {**ANSWER["vulnerabilities"][0], "id": id}
    (found,) = read(json.dumps({**ANSWER, "vulnerabilities": [row], "adverse_statuses": []}), 2)
    assert str(found).startswith("builder 1.0: an advisory without a name (A sandbox")


def test_the_project_needs_every_package_of_the_lock_for_every_system() -> None:
    packages = entries(THE_LOCK)
    project = tomllib.loads(project_of(packages))["project"]
    assert len(project["dependencies"]) == len(packages) == THE_LOCK.count("\n    # groups: ")
    assert any(";" in requirement for requirement in project["dependencies"])


def test_the_command_fails_where_something_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that it can stand in a script; the list alone is on stdout."""
    (tmp_path / "requirements.txt").write_text("builder==1.0 \\\n    --hash=sha256:00\ncontrols==1.1 \\\n")
    monkeypatch.setattr(lock, "LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr(lock, "_uv", lambda _: uv(tmp_path / "uv", ANSWER, 1))
    assert lock.run(Namespace(check=False, advisories=True, format="markdown")) == FAILED
    out, err = capsys.readouterr()
    assert out.count("- [ ] ") == 2 and err.endswith("requirements.txt has 2 packages; advisories: 2\n")
