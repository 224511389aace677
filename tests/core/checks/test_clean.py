"""What was found clean is not read again, and nobody can tell from what `check` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.check import run_checks
from kbase.core.checks import OF_FILES, clean
from kbase.core.checks.clean import Clean
from kbase.core.kept import read_kept
from kbase.core.problems import Problem, as_text
from tests.core.spelling.test_spelling import Fake
from tests.helpers import ACADEMY, ACADEMY_EN, INDEX_EN, MARKS, PUBLISHERS, TINY, Files, repository, swap

from .test_all import FAULTS, GLOSSARY

CASES = [(rule.__name__, code) for rule in OF_FILES for code in FAULTS[rule.__name__]]


@pytest.mark.parametrize(("rule", "code"), CASES)
def test_a_fault_that_comes_is_found_and_one_that_goes_is_not(rule: str, code: str, tmp_path: Path) -> None:
    """Beside files that were clean, and in the file that was; for every rule that passes over clean files."""
    root, changes = tmp_path / "root", FAULTS[rule][code]
    assert checked(root, {}) == run_checks(root)
    found, again, everything = checked(root, changes), checked(root, changes), run_checks(root)
    assert code in {problem.code for problem in found}
    assert found == again == everything
    assert in_russian(found) == in_russian(again) == in_russian(everything)
    for file in set(changes) - set(TINY):
        (root / file).unlink()
    assert checked(root, {}) == run_checks(root)


@pytest.mark.parametrize(
    ("before", "changes", "code"),
    [
        (swap(ACADEMY, "en: The academy.", "en: The academia."), GLOSSARY, "glossary"),
        ({}, {MARKS: ""}, "translation-unmarked"),
        (swap(INDEX_EN, "See the", "Xenia is the"), {}, "spelling"),
    ],
    ids=["the glossary", "the marks", "a name"],
)
def test_what_a_text_depends_on_beside_itself_is_seen(before: Files, changes: Files, code: str, tmp_path: Path) -> None:
    """The text stays as it was, and is wrong now; the name that made it right is gone."""
    named = swap(PUBLISHERS, "{en: Daily, ru: Газета}", "{en: Xenia Daily, ru: Газета}") if code == "spelling" else {}
    assert code not in {problem.code for problem in checked(tmp_path, {**before, **named})}
    assert code in {problem.code for problem in checked(tmp_path, {**before, **changes})}


def test_clean_files_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(tmp_path, {})
    monkeypatch.setattr(clean.Context, "without", lambda *_: pytest.fail("the rules of single files are asked"))
    checked(tmp_path, {})


def test_other_rules_read_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(tmp_path, {})
    monkeypatch.setattr(clean, "code_of_the_rules", lambda: "other")
    monkeypatch.setattr(clean.Context, "without", lambda _, files: pytest.fail("all is new") if files else _stop())
    with pytest.raises(_Read):
        checked(tmp_path, {})


@pytest.mark.parametrize("content", ["", "{", "[]", '{"texts": 1}', '{"texts": {"docs/en/index.md": 1}}', "\udcff"])
def test_a_damaged_memory_is_none(content: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "root", FAULTS["no_raw_html"]["raw-html"])
    file = tmp_path / "clean.json"
    file.write_bytes(content.encode(errors="surrogateescape"))
    known = Clean(file)
    assert run_checks(root, clean=known) == run_checks(root)
    known.save()
    assert INDEX_EN not in read_kept(file)["texts"]
    assert ACADEMY_EN in read_kept(file)["texts"]


class _Read(Exception):
    """Files are read."""


def _stop() -> None:
    raise _Read


def in_russian(problems: list[Problem]) -> list[str]:
    return [as_text(problem, "ru") for problem in problems]


def checked(root: Path, changes: Files) -> list[Problem]:
    """What is wrong with the tiny repository with `changes`, by one who knows what was clean before."""
    known = Clean(root.with_name(f"{root.name}-clean.json"))
    speller = Fake() if any("Xenia" in str(text) for text in changes.values()) else None
    found = run_checks(repository(root, changes), speller=speller, clean=known)
    known.save()
    return found
