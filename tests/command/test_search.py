"""`kb.py search`: what the terminal says where the search cannot be what was asked for."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from commands import search
from kbase.core.search.terminal_search import key_of
from launcher.main import main
from launcher.places import ROOT
from tests.helpers import repository


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny repository, in which is searched."""
    made = repository(tmp_path / "repository")
    monkeypatch.setattr(search, "ROOT", made)
    monkeypatch.setattr(search, "CACHE", tmp_path / "search")
    return made


def test_a_record_that_cannot_be_read_keeps_nobody_from_searching(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (root / "docs/data/sources.yml").open("a", encoding="utf-8") as sources:
        sources.write("x: [\n")
    assert "reading the base" in told(capsys, "forum", code=0)


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int) -> str:
    assert main(["--in-environment", "search", *words]) == code
    return capsys.readouterr().err


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("academy", "docs/data/actors/academy.yml:1"),
        ("академия", "docs/data/actors/academy.yml:1"),
        ("met", "docs/data/statements/science.yml:1"),
        ("встретились", "docs/data/statements/science.yml:1"),
    ],
)
def test_a_result_says_in_which_file_and_line_it_is_written(
    word: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever is to correct it need not look for it."""
    assert main(["--in-environment", "search", word]) == 0
    assert f"\n  {place}\n" in capsys.readouterr().out


@pytest.mark.usefixtures("root")
def test_a_result_is_its_id_what_it_is_and_where_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """A word in ten hits of 110 words each was read for five minutes, and the id stood in none of their first lines."""
    assert main(["--in-environment", "search", "academy"]) == 0
    first, place, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("academy · ") and first.endswith(" · Academy of Sciences")
    assert place == "  docs/data/actors/academy.yml:1"
    assert main(["--in-environment", "search", "met"]) == 0
    printed = capsys.readouterr().out.split("\n\n")
    assert all(len(result.split()) < 25 for result in printed) and printed[0].startswith("forum-met · ")


@pytest.mark.usefixtures("root")
def test_it_says_how_many_results_are_left_out_and_how_to_see_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(search, "MOST", 1)
    assert main(["--in-environment", "search", "forum"]) == 0
    few = capsys.readouterr()
    assert few.out.count("docs/") == 1 and "more: --most 0 shows all, --full shows more of each" in few.err
    assert main(["--in-environment", "search", "forum", "--most", "0"]) == 0
    every = capsys.readouterr()
    assert every.out.count("docs/") > 1 and every.err == ""


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--type", "nope"], "no page has --type 'nope' — there are: "),
        (["--type", "statment"], "no page has --type 'statment' — did you mean 'statement'?"),
        (["--year", "abc"], "no page has --year 'abc' — there are: 2025"),
    ],
)
def test_a_value_that_no_page_has_is_named(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """That nothing was found would be true of the words, too."""
    assert said in told(capsys, "forum", *words, code=2)
    assert told(capsys, "forum", "--type", "event", code=0) == ""


@pytest.mark.usefixtures("root")
def test_a_file_of_the_search_that_cannot_be_written_is_no_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("kbase.core.search.terminal_search.build", full)
    said = told(capsys, "forum", code=2)
    assert "kb: the file of the search cannot be written or read (disk I/O error) — see that the disk has room" in said


def test_a_file_of_the_search_that_is_broken_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search.CACHE.mkdir()
    (search.CACHE / f"{key_of(root)}.sqlite").write_bytes(b"x" * 5000)
    assert "delete .cache/search, then search again" in told(capsys, "forum", code=2)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="here every name of a file is Unicode")
def test_a_name_that_is_not_utf8_keeps_nobody_from_searching(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / os.fsdecode(b"docs/data/actors/bad\xff.yml")).write_text("title: {en: Bad}\n", encoding="utf-8")
    (root / os.fsdecode(b"docs/en/actors/bad\xff.md")).write_text("# Bad\n", encoding="utf-8")
    told(capsys, "forum", code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a shell does")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_mistake_of_ours(closed: str, tmp_path: Path) -> None:
    """What is printed, be it by a child, goes nowhere, and not into the next file that is opened."""
    code = """
import subprocess, sys
sys.path.insert(0, sys.argv[1])
from launcher.console import open_what_is_closed
open_what_is_closed()
file = open(sys.argv[2], "w")
print("told", sys.stdout.isatty(), flush=True)
print("said", file=sys.stderr, flush=True)
sys.exit(subprocess.run(["sh", "-c", "echo told; echo said >&2"]).returncode)
"""
    words = [sys.executable, code, str(ROOT / "scripts"), str(tmp_path / "file")]
    ran = subprocess.run(["sh", "-c", f'"$0" -c "$1" "$2" "$3" {closed}', *words], capture_output=True, check=False)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""
