"""A first task is named with its place, and what was done is none any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import tasks as command
from kbase.core.base import read_base
from kbase.core.due import TITLES as DUE
from kbase.core.first_tasks import KINDS, TITLES, first_tasks
from launcher.main import main
from tests.core.pages.test_coverage import SEARCHES, search
from tests.helpers import ACADEMY_RU, AS_TINY, STATEMENTS, Files, repository, swap

HEADLINE = "  sources: [{id: agency-on-forum, seen: headline}]\n"
CLAIM = "  sources: [agency-on-forum]\n"
SECOND = "      origin: [own]\n    - daily-on-forum\n"
TWO_ORIGINS = "      origin: [own]\n    - {id: daily-on-forum, origin: [own]}\n"
CASES: dict[str, list[tuple[Files, list[str]]]] = {
    "languages": [
        ({**swap(STATEMENTS, "Он был первым.", "Он был вторым."), **AS_TINY}, [f"{STATEMENTS}:16"]),
        ({**swap(ACADEMY_RU, "Академия провела", "Она провела"), **AS_TINY}, ["docs/en/actors/academy.md:1"]),
        ({}, []),
    ],
    "headlines": [(swap(STATEMENTS, CLAIM, HEADLINE), [f"{STATEMENTS}:17"]), ({}, [])],
    "sources": [
        (swap(STATEMENTS, SECOND, "      origin: [own]\n"), [f"{STATEMENTS}:6"]),
        (swap(STATEMENTS, SECOND, TWO_ORIGINS), []),
    ],
    "searches": [
        (
            {SEARCHES: search("a", "2025-07") + search("b", "2025-07", "ru").replace("[forum]", "[academy]")},
            ["en", "ru"],
        ),
        ({SEARCHES: search("a", "2025-07") + search("b", "2025-08", "ru")}, []),
    ],
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_named_and_what_was_done_is_not(tmp_path: Path, kind: str) -> None:
    for number, (changes, expected) in enumerate(CASES[kind]):
        base, problems = read_base(repository(tmp_path / str(number), changes))
        assert problems == []
        found = [one for one in first_tasks(base) if one.kind == kind]
        places = [one.text.rpartition(": ")[2] if kind == "searches" else str(one.place) for one in found]
        assert places == expected


def test_every_kind_says_what_to_do_in_both_languages() -> None:
    assert TITLES.keys() == KINDS.keys()
    assert all(title.read("ru") != title for title in TITLES.values())
    assert not {*TITLES.values()} & {*DUE.values()}


def test_the_command_gives_some_of_each_kind_and_says_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    both = swap(STATEMENTS, CLAIM, HEADLINE)[STATEMENTS].replace(
        "- daily-on-forum", "- {id: daily-on-forum, seen: headline}"
    )
    both = both.replace("    - id: agency-on-forum\n      origin: [own]\n", "")
    monkeypatch.setattr(command, "ROOT", repository(tmp_path, {STATEMENTS: both}))
    assert main(["--in-environment", "tasks", "headlines", "--most", "1", "--language", "en"]) == 0
    line, closing = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{STATEMENTS}:6: ") and line.endswith("[headlines]") and "headlines: 2" in closing
    main(["--in-environment", "tasks", "--most", "0", "--language", "ru", "--format", "markdown"])
    assert capsys.readouterr().out.count("\n- [ ] `docs/data/") == 2


def test_an_unknown_kind_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--in-environment", "tasks", "source"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
