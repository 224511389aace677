"""Who publishes the base: what the owners set is read, what they left out is empty, and a mistake has its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.check import run_checks
from kbase.core.problems import Severity, as_text
from kbase.core.records.owner import FILE, Owner, load_owner
from tests.helpers import repository


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
        ("- a\n", 1),
    ],
)
def test_a_mistake_is_one_line_with_its_place(tmp_path: Path, text: str, line: int) -> None:
    (found,) = run_checks(repository(tmp_path, {FILE: text}))
    assert as_text(found).startswith(f"{FILE}:{line}: error: ")
