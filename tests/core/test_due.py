"""What is due is named with its place, and what was done is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commands import due as command
from kbase.core.base import read_base
from kbase.core.due import KINDS, TITLES, Asked, due
from launcher.main import main
from tests.helpers import STATEMENTS, TINY, Files, repository

PLAN = """\
- id: forum-again
  kind: plan
  by: academy
  said: '2025-08-25'
  due: '2026-05'
  about: [academy]
  text: {en: There will be another., ru: Будет ещё один.}
  sources: [daily-on-forum]
  recorded: '2025-09-01'
"""
PERSON: Files = {
    "docs/data/actors/someone.yml": """\
title: {en: Someone, ru: Некто}
summary: {en: A person., ru: Человек.}
kind: person
roles:
  - {role: {en: rector, ru: ректор}, organisation: academy, as_of: '2025-03', source: daily-on-forum}
"""
}
SEARCH: Files = {
    "docs/data/searches.yml": """\
- id: search-forum
  date: '2025-09-01'
  question: {en: Where?, ru: Где?}
  about: [academy]
  tried: {en: Everywhere., ru: Везде.}
  result: {en: Nothing., ru: Ничего.}
"""
}
HEADLINE = "sources: [{id: daily-on-forum, seen: headline}]"
CASES: dict[str, tuple[Files, Files]] = {
    "plans": (
        {STATEMENTS: str(TINY[STATEMENTS]) + PLAN},
        {STATEMENTS: str(TINY[STATEMENTS]) + PLAN.replace("  due:", "  outcome: kept\n  due:")},
    ),
    "roles": (PERSON, {file: str(text).replace("2025-03", "2026-03") for file, text in PERSON.items()}),
    "headlines": (
        {STATEMENTS: str(TINY[STATEMENTS]) + PLAN.replace("sources: [daily-on-forum]", HEADLINE)},
        {STATEMENTS: str(TINY[STATEMENTS]) + PLAN},
    ),
    "searches": (SEARCH, {file: str(text).replace("2025-09", "2026-09") for file, text in SEARCH.items()}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_named_and_its_neighbour_is_not(tmp_path: Path, kind: str) -> None:
    for number, (changes, expected) in enumerate(zip(CASES[kind], (1, 0), strict=True)):
        base, problems = read_base(repository(tmp_path / str(number), changes))
        assert problems == []
        found = [one for one in due(base, Asked(date(2026, 11, 24))) if one.kind == kind]
        assert len(found) == expected
        assert all(one.place.line > 1 or kind == "searches" for one in found)


def test_every_kind_has_a_heading_in_both_languages() -> None:
    assert TITLES.keys() == KINDS.keys()
    assert all(title.read("ru") != title for title in TITLES.values())


def test_the_command_lists_by_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ROOT", repository(tmp_path, {**PERSON, **SEARCH}))
    assert main(["--in-environment", "due", "--today", "2026-11-24", "--language", "en"]) == 0
    assert capsys.readouterr().out == (
        "docs/data/actors/someone.yml:5: the role 'rector' of 'someone' was last seen 2025-03 [roles]\n"
        "docs/data/searches.yml:2: 'search-forum' was looked for last on 2025-09-01 [searches]\n"
        "plans: 0, roles: 1, headlines: 0, searches: 1\n"
    )
    main(["--in-environment", "due", "roles", "--today", "2026-11-24", "--language", "ru", "--format", "markdown"])
    assert capsys.readouterr().out.startswith("## Должности, которые давно не подтверждались (1)\n\n- [ ] `docs/data/")


@pytest.mark.parametrize("words", [["due", "plan"], ["due", "--today", "soon"]])
def test_bad_input_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--in-environment", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
