"""Two records that are one become one, everywhere at once, or nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import merge as command
from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.core.drafting.merging import merged
from kbase.core.problems import Severity
from launcher.main import main
from tests.helpers import ACADEMY_EN, ACADEMY_RU, PUBLISHERS, SOURCES, STATEMENTS, TINY, Files, repository

TWIN = """\
title: {en: Twin, ru: Двойник}
summary: {en: The same., ru: То же.}
kind: organisation
countries: [by]
same_as: [https://twin.example/]
former_ids: [older-twin]
relations:
  - {type: member-of, target: belarus, source: daily-on-forum}
"""
SAID = """\
- id: twin-met
  kind: fact
  happened: '2025-08-26'
  about: [academy, twin]
  text: {en: They met again., ru: Встретились снова.}
  sources: [daily-on-forum]
  recorded: '2025-09-01'
- id: twin-said
  kind: claim
  by: twin
  said: '2025-08-26'
  about:
    - twin
    - belarus
  text: {en: It was good., ru: Было хорошо.}
  sources:
    - id: daily-on-forum
      origin: [twin]
  recorded: '2025-09-01'
"""
WITH_TWIN: Files = {
    "docs/data/actors/twin.yml": TWIN,
    STATEMENTS: TINY[STATEMENTS] + SAID,
    ACADEMY_EN: TINY[ACADEMY_EN] + "\nA [twin](../actors/twin.md). [@daily-on-forum]\n",
    ACADEMY_RU: TINY[ACADEMY_RU] + "\nЕсть [двойник](../actors/twin.md). [@daily-on-forum]\n",
}


def errors(root: Path) -> list[str]:
    return [problem.code for problem in run_checks(root) if problem.severity is Severity.ERROR]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = repository(tmp_path, WITH_TWIN)
    monkeypatch.setattr(command, "ROOT", root)
    assert errors(root) == []
    return root


def test_all_that_named_the_other_names_the_kept_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once in each list, in records and prose; the kept record leads on from all former ids."""
    assert main(["--in-environment", "merge", "academy", "twin"]) == 0
    assert not (root / "docs/data/actors/twin.yml").exists()
    text = (root / STATEMENTS).read_text(encoding="utf-8")
    assert "about: [academy]" in text and "by: academy" in text and "origin: [academy]" in text
    assert "about:\n    - academy\n    - belarus" in text
    assert "](../actors/academy.md)" in (root / ACADEMY_EN).read_text(encoding="utf-8")
    assert read_base(root)[0].entities["academy"].former_ids == ("twin", "older-twin")
    assert errors(root) == []
    assert "'twin' had other values of ownership, title, summary, same_as, relations, kind" in capsys.readouterr().out


def test_records_of_a_list_become_one(tmp_path: Path) -> None:
    """A source or publisher: its block goes, and the others stay as they are written."""
    base, _ = read_base(repository(tmp_path))
    made = merged(base, "agency", "daily", lambda file: (tmp_path / file).read_text(encoding="utf-8"))
    assert made[PUBLISHERS] is not None and "- id: agency\n  former_ids: [daily]\n" in made[PUBLISHERS]
    assert "- id: daily" not in made[PUBLISHERS]
    assert made[SOURCES] is not None and "published_by: daily" not in made[SOURCES]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["academy", "twni"], "no record has the id 'twni' — did you mean 'twin'?"),
        (["academy", "academy"], "'academy' and 'academy' are no two records of one kind"),
        (["academy", "daily"], "'academy' and 'daily' are no two records of one kind"),
        (["twin", "academy"], "'academy' has a page of its own: docs/en/actors/academy.md"),
    ],
)
def test_what_cannot_be_merged_is_one_line_and_changes_nothing(
    words: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert main(["--in-environment", "merge", *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"kb: {said}") and told.count("\n") == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_would_be_an_error_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two sources of one statement that become one would stand there twice, and leave a publisher without a source."""
    root = repository(tmp_path)
    monkeypatch.setattr(command, "ROOT", root)
    before = (root / STATEMENTS).read_bytes()
    assert main(["--in-environment", "merge", "daily-on-forum", "agency-on-forum"]) == 2
    assert "so nothing was changed: " in capsys.readouterr().err
    assert (root / STATEMENTS).read_bytes() == before
