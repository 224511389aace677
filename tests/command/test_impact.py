"""`kb.py impact`: what a change means for readers, compared with a commit or a released file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commands import check, impact, ledger
from kbase import history
from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.core.ledger.changes_file import FILE as CHANGES
from kbase.core.ledger.ledger_file import FILE as LEDGER
from kbase.core.ledger.published import Published
from kbase.exports import kb_json
from kbase.exports.snapshot import Snapshot
from launcher.console import Refusal
from launcher.main import main
from tests.helpers import STATEMENTS, TINY, publish_all, repository, review_all

CHANGED = "academy-on-forum, by: academy → agency"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the tiny base committed on main, and then another speaker, not committed."""
    root = repository(tmp_path / "work")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Tiny")
    (root / STATEMENTS).write_text(TINY[STATEMENTS].replace("by: academy", "by: agency"), encoding="utf-8")
    monkeypatch.setattr(impact, "ROOT", root)
    return root


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def told(
    capsys: pytest.CaptureFixture[str],
    base: str | None = None,
    form: str = "text",
    most: int = 12,
    state: str | None = None,
    language: str | None = None,
) -> str:
    assert impact.run(Namespace(base=base, state=state, format=form, most=most, language=language)) == 0
    return capsys.readouterr().out


def test_what_is_not_committed_is_compared_with_main(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert CHANGED in told(capsys)


def test_it_speaks_russian_by_its_option_or_by_the_locale(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `check` does; programs get the same in both languages."""
    english = told(capsys, language="en"), told(capsys, form="json", language="en")
    monkeypatch.setattr("sys.argv", ["kb.py", "impact", "--language", "ru"])
    russian = told(capsys, language="ru")
    assert re.match(r"По сравнению с main \(\w{9}\)\n\nУтверждения \(1\)\n  academy-on-forum, by: academy", russian)
    assert told(capsys, form="markdown", language="ru").startswith(
        "## Что меняется для читателей по сравнению с `main "
    )
    assert told(capsys, form="json", language="ru") == english[1]
    monkeypatch.setattr("sys.argv", ["kb.py", "impact"])
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert told(capsys) == russian
    with pytest.raises(Refusal, match="'nowhere' — не коммит и не файл"):
        told(capsys, base="nowhere")
    monkeypatch.setenv("LC_ALL", "C")
    assert told(capsys) == english[0]


def test_what_cannot_be_read_is_counted_in_russian(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    (work / STATEMENTS).write_text(TINY[STATEMENTS].replace("kind: claim", "kind: word"), encoding="utf-8")
    git(work, "commit", "-qam", "Older form")
    assert impact.run(Namespace(base="HEAD", state=None, format="text", most=12, language="ru")) == 0
    err = capsys.readouterr().err
    assert "предупреждение: прежнее состояние прочитано не целиком (ошибок: 1), непрочитанное" in err
    assert "предупреждение: не сравнивается то, что сейчас не читается (ошибок: 1): см. " in err


def test_files_that_are_no_records_are_named(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A style or a template changes every page, and no record says so."""
    assert "Other files" not in told(capsys)
    (work / "overrides").mkdir()
    (work / "overrides/main.html").write_text("x", encoding="utf-8")
    assert "  overrides/main.html\n" in told(capsys)
    assert json.loads(told(capsys, form="json"))["files"] == ["overrides/main.html"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="here every name of a file is Unicode")
def test_a_name_that_is_not_utf8_is_shown(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / os.fsdecode(b"docs/new\xff.md")).write_text("x", encoding="utf-8")
    assert "  docs/new[U+DCFF].md\n" in told(capsys)
    git(work, "add", ".")
    git(work, "commit", "-qm", "Odd")
    assert CHANGED in told(capsys, base="HEAD~1")


def test_members_of_a_released_list_that_are_no_records_are_counted(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a kb.json that another program has written."""
    lists = ("entities", "publishers", "sources", "terms", "searches")
    held = {**{name: [] for name in lists}, "entities": [{"type": []}], "statements": [5, None, {}]}
    (work / "kb.json").write_text(json.dumps(held), encoding="utf-8")
    assert impact.run(Namespace(base=str(work / "kb.json"), state=None, format="text", most=12, language=None)) == 0
    assert "warning: 4 problems of reading the older state" in capsys.readouterr().err


def test_a_branch_is_compared_with_where_it_left_main(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What others have done on main since then is not this branch's effect."""
    git(work, "switch", "-qc", "mine")
    git(work, "commit", "-qam", "Speaker")
    git(work, "switch", "-q", "main")
    git(work, "rm", "-q", "docs/en/index.md")
    git(work, "commit", "-qm", "No index")
    git(work, "switch", "-q", "mine")
    out = told(capsys)
    assert CHANGED in out and "index" not in out
    assert "index (English): added" in told(capsys, base="main")


def test_two_releases_are_compared_whatever_stands_here_now(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The notes of a release, between two tags: what is not committed is no part of it."""
    git(work, "tag", "v1")
    git(work, "commit", "-qam", "Speaker")
    (work / "overrides").mkdir()
    (work / "overrides/main.html").write_text("x", encoding="utf-8")
    git(work, "add", ".")
    git(work, "commit", "-qm", "Style")
    git(work, "tag", "v2")
    git(work, "rm", "-q", "docs/en/index.md", "overrides/main.html")
    (work / "new.txt").write_text("x", encoding="utf-8")
    notes = told(capsys, base="v1", state="v2", form="markdown")
    assert re.match(r"## What changes for readers, compared with `v1 \(\w{9}\) → v2 \(\w{9}\)`\n", notes)
    assert CHANGED in notes and "overrides/main.html" in notes
    assert "index" not in notes and "new.txt" not in notes
    assert "No record and no text says anything else." in told(capsys, base="v2", state="v2")
    with pytest.raises(Refusal, match="'v3' is neither a commit nor a"):
        impact.run(Namespace(base="v1", state="v3", format="text", most=12, language=None))


def test_check_holds_statements_to_a_commit(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the same words for what is no commit."""
    review_all(work)
    found = run_checks(publish_all(work), published=check.state_at("main"))
    assert [problem.code for problem in found] == ["revision-missing"] and "'academy-on-forum'" in found[0].message
    with pytest.raises(Refusal, match="'nowhere' is neither a commit"):
        check.state_at("nowhere")


def test_check_says_which_field_was_changed_from_what_to_what(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger knows only that one of eight was; where git knows no more, that stays."""
    monkeypatch.setattr(check, "ROOT", work)
    review_all(work)
    found = run_checks(publish_all(work), published=check.state_at("main"))
    (silent,) = check.told_exactly(found, None)
    assert silent.message == "'academy-on-forum' was changed, and `revised` does not say so: by (academy → agency)"
    git(work, "commit", "-qam", "Speaker")
    assert check.told_exactly(found, None) == found
    assert check.told_exactly(found, "HEAD~1") == [silent]


def test_annotations_show_first_what_the_change_brought(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An older fault in a file that sorts before it comes after it; without a commit to compare with, by file."""
    old, new = "docs/data/events/forum.yml", STATEMENTS
    monkeypatch.setattr(check, "ROOT", work)
    monkeypatch.setattr(check, "ANSWERS", work.with_name("answers.json"))
    (work / old).write_text((work / old).read_text(encoding="utf-8") + "place_of: there\n", encoding="utf-8")
    git(work, "commit", "-qam", "An old fault")
    (work / new).write_text(TINY[new] + "  more: of it\n", encoding="utf-8")
    for published, files in (("HEAD", [new, old]), (None, [old, new])):
        options = Namespace(
            all=False, fix=False, release=False, demand=[], published=published, format="github", language="en"
        )
        assert check.run(options) == 1
        lines = [line for line in capsys.readouterr().out.splitlines() if "title=record-field-unknown" in line]
        assert [line.partition("file=")[2].partition(",")[0] for line in lines] == files


def codes(work: Path, published: Published) -> list[str]:
    """The codes of what `check` finds beside a published state, but for links that nobody has gone over."""
    return [p.code for p in run_checks(work, published=published) if p.code != "link-not-reviewed"]


def test_check_holds_statements_to_a_released_file(work: Path, tmp_path: Path) -> None:
    """To its commit where that is here, so that the file of the ledger is compared too; else to its records."""
    base, _ = read_base(repository(tmp_path / "released"))
    head = history.commit_of(work, "HEAD")
    for commit, has_file in ((head, True), ("0" * 40, False), ("", False)):
        snapshot = Snapshot(base, "https://example.org/", commit, datetime(2026, 11, 24, tzinfo=UTC))
        (tmp_path / "kb.json").write_bytes(kb_json.write(snapshot))
        state = check.state_at(str(tmp_path / "kb.json"))
        assert (state.file is not None) is has_file
        assert codes(publish_all(work), state) == ["revision-missing"]
    (tmp_path / "kb.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Refusal, match="has no list"):
        check.state_at(str(tmp_path / "kb.json"))


def test_several_commits_are_held_to_what_was_there_before_all_of_them(work: Path) -> None:
    """A silent change with its line deleted, then the ledger brought up to date: compared with the commit before only,
    nothing is wrong.
    """
    published = history.commit_of(work, "HEAD")
    lines = (work / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    (work / LEDGER).write_text("".join(line for line in lines if "/academy-on-forum " not in line), encoding="utf-8")
    git(work, "commit", "-qam", "One")
    publish_all(work)
    git(work, "commit", "-qam", "Two")
    assert codes(work, check.state_at("HEAD^1")) == []
    assert codes(work, check.state_at(published)) == ["revision-missing"]


def test_a_change_is_logged_once_and_a_line_by_hand_is_taken_back(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the command runs, it tells the way from what is published to what is now."""
    monkeypatch.setattr(ledger, "ROOT", work)
    (work / "docs/data/events/second.yml").write_text(TINY["docs/data/events/forum.yml"], encoding="utf-8")
    for _ in range(2):
        ledger.run(Namespace(forget=[]))
        logged = (work / CHANGES).read_text(encoding="utf-8")
        assert [line.split()[1:3] for line in logged.splitlines()[2:]] == [["added", "events/second"]]
        (work / CHANGES).write_text(f"{logged}2026-01-01 stage events/forum signed ratified\n", encoding="utf-8")
    ledger.run(Namespace(forget=[]))
    assert (work / CHANGES).read_text(encoding="utf-8") == logged


def test_the_command_takes_back_the_published_lines(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that was deleted or forged makes no statement new: it is asked for `revised` as before."""
    monkeypatch.setattr(ledger, "ROOT", work)
    whole = (work / LEDGER).read_text(encoding="utf-8")
    for text in ("", publish_all(work).joinpath(LEDGER).read_text(encoding="utf-8")):
        (work / LEDGER).write_text(text, encoding="utf-8")
        assert ledger.run(Namespace(forget=[])) == 1
        out = capsys.readouterr().out
        assert "'academy-on-forum' was changed and keeps its old entry" in out
        assert ("the line of 'statements/academy-on-forum' was gone and is put back" in out) is (text == "")
        assert (work / LEDGER).read_text(encoding="utf-8") == whole


def test_a_released_file_serves_as_well(work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no prose, which is said."""
    base, _ = read_base(repository(tmp_path / "released"))
    file = tmp_path / "kb.json"
    file.write_bytes(kb_json.write(Snapshot(base, "https://example.org/", "", datetime(2026, 11, 24, tzinfo=UTC))))
    out = told(capsys, base=str(file))
    assert CHANGED in out and "no pages of prose" in out


def test_programs_get_the_whole_as_json(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held: dict[str, Any] = json.loads(told(capsys, form="json"))
    (change,) = (change for change in held["changes"] if change["part"] == "Statements")
    assert (change["id"], change["field"], change["before"], change["after"]) == (
        *("academy-on-forum", "by"),
        *("academy", "agency"),
    )
    assert "statements/academy-on-forum" in held["pages"] and "feed.xml" in held["feeds"]


def test_nothing_changed_is_said(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(work, "checkout", "-q", ".")
    assert "No record and no text says anything else." in told(capsys, form="markdown")


@pytest.mark.parametrize("base", ["nowhere", "--output=stolen", "kb.json", "HEAD:docs", ""])
def test_what_is_no_state_of_the_base_is_refused(base: str, work: Path) -> None:
    """A name is never taken for an option of git."""
    before = sorted(work.iterdir())
    with pytest.raises(Refusal, match="is neither a commit nor a"):
        impact.run(Namespace(base=base, state=None, format="text", most=12, language=None))
    with pytest.raises(Refusal, match="is neither a commit nor a"):
        impact.run(Namespace(base="HEAD", state=base, format="text", most=12, language=None))
    assert sorted(work.iterdir()) == before


def test_a_commit_without_a_base_is_refused(work: Path) -> None:
    git(work, "checkout", "-q", ".")
    git(work, "switch", "-q", "--orphan", "empty")
    git(work, "commit", "-q", "--allow-empty", "-m", "Empty")
    with pytest.raises(Refusal, match="has no folder docs"):
        impact.run(Namespace(base="HEAD", state=None, format="text", most=12, language=None))


@pytest.mark.parametrize("lost", ["HEAD^{tree}", "HEAD:docs", f"HEAD:{STATEMENTS}"])
def test_a_damaged_history_is_told_from_a_commit_without_a_base(work: Path, lost: str) -> None:
    command = ["git", "-C", str(work), "rev-parse", lost]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    (work / ".git/objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(Refusal, match=r"git cannot read the files of the commit .* — see what `git fsck` says"):
        impact.run(Namespace(base="HEAD", state=None, format="text", most=12, language=None))


def test_what_the_older_state_has_in_another_form_is_counted(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / STATEMENTS).write_text(TINY[STATEMENTS].replace("kind: claim", "kind: word"), encoding="utf-8")
    git(work, "commit", "-qam", "Older form")
    (work / STATEMENTS).write_text(TINY[STATEMENTS], encoding="utf-8")
    assert impact.run(Namespace(base="HEAD", state=None, format="text", most=12, language=None)) == 0
    ended = capsys.readouterr()
    assert "1 problem of reading the older state" in ended.err and "academy-on-forum: added" in ended.out


def test_a_state_is_unpacked_as_it_was(work: Path, tmp_path: Path) -> None:
    into = tmp_path / "old"
    into.mkdir()
    assert history.unpack(work, history.commit_of(work, "HEAD"), "docs", into)
    assert (into / STATEMENTS).read_text(encoding="utf-8") == TINY[STATEMENTS]
    assert [path.name for path in into.iterdir()] == ["docs"]


def test_a_merge_that_is_open_is_not_compared(work: Path) -> None:
    """What stands behind the marks would look like records that are gone, and grades that changed."""
    (work / STATEMENTS).write_text(f"<<<<<<< HEAD\n{TINY[STATEMENTS]}", encoding="utf-8")
    with pytest.raises(Refusal, match="git has left a merge open in docs/data/statements"):
        impact.run(Namespace(base="HEAD", state=None, format="text", most=12, language=None))


def test_attributes_take_nothing_out_of_the_older_state(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By them a statement that was changed would be told as added."""
    (work / ".gitattributes").write_text("docs/data/statements/** export-ignore\n", encoding="utf-8")
    git(work, "add", ".gitattributes")
    git(work, "commit", "-qm", "Attributes")
    assert CHANGED in told(capsys)


def test_a_tag_is_not_taken_for_the_branch_of_its_name(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(work, "checkout", "-qb", "branch")
    git(work, "commit", "-qam", "Another speaker")
    for name in ("main", "origin/main"):
        git(work, "tag", name)
    assert CHANGED in told(capsys)


def test_what_is_not_published_yet_may_change_or_go_without_a_word(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after the ledger has had its line."""
    monkeypatch.setattr(ledger, "ROOT", work)
    (work / STATEMENTS).write_text(TINY[STATEMENTS], encoding="utf-8")
    new = TINY[STATEMENTS][TINY[STATEMENTS].index("- id: academy-on-forum") :].split("\n- id: ")[0]
    new = new.replace("academy-on-forum", "academy-again") + "\n"
    for text in (new, new.replace("academy-again\n", "academy-again\n  note: {en: N., ru: П.}\n"), ""):
        (work / STATEMENTS).write_text(f"{TINY[STATEMENTS]}{text}", encoding="utf-8")
        assert ledger.run(Namespace(forget=[])) == 0
        assert ("academy-again" in (work / LEDGER).read_text(encoding="utf-8")) is bool(text)


@pytest.mark.parametrize("broken", ["the ledger of the commit", "main"])
def test_the_ledger_is_not_written_where_git_cannot_read_what_is_published(
    broken: str, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_all(work)
    git(work, "add", ".")
    git(work, "commit", "-qm", "Published")
    monkeypatch.setattr(ledger, "ROOT", work)
    if broken == "main":
        git(work, "checkout", "-qb", "branch")
        (work / ".git/refs/heads/main").write_text(f"{'a' * 40}\n", encoding="ascii")
    else:
        command = ["git", "-C", str(work), "rev-parse", f"HEAD:{LEDGER}"]
        name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        (work / ".git/objects" / name[:2] / name[2:]).unlink()
    before = (work / LEDGER).read_bytes()
    with pytest.raises(Refusal, match="git cannot read the files of the commit"):
        ledger.run(Namespace(forget=[]))
    assert (work / LEDGER).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("impact --most few", "'few' is not a whole number from 0 on"),
        ("tasks --most -5", "'-5' is not a whole number from 0 on"),
        ("search --most=-1 word", "'-1' is not a whole number from 0 on"),
        ("due --days 1.5", "'1.5' is not a whole number from 0 on"),
        ("links --pause=-1", "'-1' is not a number of seconds"),
        ("links --timeout nan", "'nan' is not a number of seconds"),
        ("links --timeout 0", "within 0 seconds nothing answers"),
        ("links --service javascript:x", "'javascript:x' is not a web address"),
        ("links --service https://", "'https://' is not a web address"),
        ("links --service http://x:y/", "'http://x:y/' is not a web address"),
        ("links --service http://[x", "'http://[x' is not a web address"),
        ("offline --verify=", "an empty name names no package"),
    ],
)
def test_what_is_no_number_is_refused_in_one_line(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--in-environment", *words.split()]) == 2
    err = capsys.readouterr().err
    assert said in err and "Traceback" not in err


@pytest.mark.parametrize("base", [None, "HEAD~1"])
def test_what_git_says_of_a_repository_that_it_cannot_read_is_told(base: str | None, work: Path) -> None:
    """Once it was said that there is no commit."""
    (work / ".git/HEAD").write_text("garbage", encoding="utf-8")
    with pytest.raises(Refusal, match=r"git cannot read the repository behind \.git \(fatal: not a git .*put it back"):
        impact.run(Namespace(base=base, state=None, format="text", most=12, language=None))


def test_a_folder_of_another_user_is_named_as_the_reason(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(Refusal, match=r"git does not trust this folder.* — run: git config --global --add safe\.dir"):
        impact.run(Namespace(base=None, state=None, format="text", most=12, language=None))
    monkeypatch.setattr(ledger, "ROOT", work)
    with pytest.raises(Refusal, match="git does not trust this folder"):
        ledger.run(Namespace(forget=[]))
