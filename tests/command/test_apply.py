"""`kb.py apply`: what the form gives becomes records, or nothing is changed."""

from __future__ import annotations

import shutil
import time
from argparse import Namespace
from pathlib import Path

import pytest

from commands import apply, check
from kbase.core.base import read_base
from kbase.core.check import run_checks
from kbase.core.drafting.contribution import read_contribution
from kbase.core.problems import MOST, Severity
from kbase.core.records.loading import INBOX
from launcher.console import Refusal
from launcher.main import main
from tests.helpers import mark_all, publish_all, review_all
from tests.repositories import EXAMPLE, digests

CORRECTION = """\
form: '1'
correct:
  - id: forum-counted-400-guests
    set: {happened: '2025-05-20'}
    what: {en: The day., ru: День.}
"""

UNKNOWN_SOURCE = """\
form: '1'
correct:
  - id: forum-counted-400-guests
    set:
      sources:
        - id: no-such-source
    what: {en: The source., ru: Источник.}
"""


NEW_STEP = """\
form: '1'
correct:
  - id: treaty-on-measures-2025
    set:
      history:
        - {date: '2024-09', step: drafted, source: daily-2024-10-01-draft}
        - {date: '2025-05-20', party: examplia, step: signed, source: treaty-text-2025}
        - {date: '2025-05-20', party: samplonia, step: signed, source: treaty-text-2025}
        - {date: '2025-10-02', party: examplia, step: ratified, source: wire-2025-10-02-ratified}
        - {date: '2025-11', party: samplonia, step: ratified, source: wire-2025-10-02-ratified}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example base, marked and published, for a command that changes it."""
    root = tmp_path / "example"
    shutil.copytree(EXAMPLE, root / "docs")
    for name in (mark_all, review_all, publish_all):
        name(root)
    monkeypatch.setattr(apply, "ROOT", root)
    return root


def waiting(root: Path, text: str) -> Path:
    """A contribution in the inbox."""
    file = root / INBOX / "one.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def run(*files: Path, dry_run: bool = False) -> int:
    return apply.run(Namespace(files=[*map(str, files)], dry_run=dry_run, language="en"))


def errors(root: Path) -> list[str]:
    return [str(problem.message) for problem in run_checks(root) if problem.severity is Severity.ERROR]


def test_a_contribution_that_waits_is_named_and_then_filed_away(root: Path) -> None:
    file = waiting(root, CORRECTION)
    noted = [problem for problem in run_checks(root) if problem.place.file == f"{INBOX}/one.yml"]
    assert [(problem.code, problem.severity) for problem in noted] == [("contribution-waiting", Severity.NOTE)]
    assert run(file) == 0
    statement = read_base(root)[0].statements["forum-counted-400-guests"]
    assert statement.happened == "2025-05-20" and statement.revised[-1].what.ru == "День."
    assert not file.exists() and errors(root) == []


def test_what_would_bring_an_error_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named with its line in the file that was given."""
    file = waiting(root, UNKNOWN_SOURCE)
    before = digests(root)
    assert run(file) == 1
    assert digests(root) == before
    told = capsys.readouterr().out
    assert told.startswith(f"{INBOX}/one.yml:6: error: no source has the id 'no-such-source'")


@pytest.mark.parametrize(("text", "found"), [(UNKNOWN_SOURCE, [f"{INBOX}/one.yml:6"]), (CORRECTION, [])])
def test_check_says_what_keeps_a_file_that_waits_from_being_filed_away(root: Path, text: str, found: list[str]) -> None:
    """As a warning; a proposal at the repository demands that there is none. Nothing is changed."""
    waiting(root, text)
    before = digests(root)
    faults = check.waiting_faults(run_checks(root), "en")
    assert [str(fault.place) for fault in faults] == found
    assert {(fault.code, fault.severity) for fault in faults} <= {("contribution", Severity.WARNING)}
    assert digests(root) == before


def test_what_was_written_before_a_new_step_is_to_be_read_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(waiting(root, NEW_STEP)) == 0
    told = capsys.readouterr().out
    assert "'treaty-on-measures-2025' has a new step, ratified 2025-11; read again: docs/data/agreements/" in told
    assert "docs/en/agreements/treaty-on-measures-2025.md:1" in told


def test_why_a_change_is_proposed_is_said_where_the_record_has_no_place_for_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(waiting(root, f"{NEW_STEP}    what: {{en: I read the notice.}}\n")) == 0
    assert "'treaty-on-measures-2025': why this is proposed: I read the notice." in capsys.readouterr().out


def test_all_that_is_said_is_in_the_language_that_was_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = Namespace(files=[str(waiting(root, NEW_STEP))], dry_run=True, language="ru")
    assert apply.run(options) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("запись 'treaty-on-measures-2025' была бы внесена")
    assert told[1].startswith("у записи 'treaty-on-measures-2025' новый шаг, ратифицировано 2025-11; перечитайте: ")
    assert told[2] == "записей: 1; файлы: docs/data/agreements/treaty-on-measures-2025.yml"


@pytest.mark.parametrize(
    ("page", "words", "place"),
    [
        ("agreements/treaty-on-measures-2025", "{prose}", "docs/en/agreements/treaty-on-measures-2025.md:"),
        ("agreements/treaty-on-measures-2025", "An example of a treaty that one party", "docs/data/agreements/treaty"),
        ("about/nothing", "These words stand nowhere here.", "about/nothing"),
    ],
)
def test_a_mistake_in_words_is_led_to_its_line(
    page: str, words: str, place: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the prose of the page, whatever marks were lost in copying; in the record that the page shows."""
    prose = (root / "docs/en/agreements/treaty-on-measures-2025.md").read_text(encoding="utf-8").splitlines()
    line, sentence = next((n, row) for n, row in enumerate(prose, start=1) if "[@" in row)
    told = words.format(prose=sentence.partition(" [@")[0].replace("“", '"'))
    report = f"form: '1'\nreport:\n  - page: {page}\n    wrong: '{told}'\n"
    assert run(waiting(root, report)) == 1
    where = f"{place}{line}'" if "{" in words else place
    assert f"correct '{where}" in capsys.readouterr().out


def test_a_dry_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = waiting(root, CORRECTION)
    before = digests(root)
    assert run(file, dry_run=True) == 0
    assert digests(root) == before
    assert "'forum-counted-400-guests' would be filed away" in capsys.readouterr().out


def test_a_file_from_elsewhere_stays_where_it_is(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(CORRECTION, encoding="utf-8")
    assert run(file) == 0
    assert file.exists()


@pytest.mark.parametrize("text", ["", "form: [", "- nothing"])
def test_what_is_no_contribution_is_one_line(text: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(waiting(root, text)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and lines[0].startswith(f"{INBOX}/one.yml:1: error: ")
    assert lines[1] == "nothing was changed"


def test_a_file_that_is_not_there_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root / "nowhere.yml") == 1
    out = capsys.readouterr().out
    assert out.count("\n") == 2 and ": the file cannot be read: there is no such file — " in out.replace("error: ", "")


def test_what_somebody_saves_meanwhile_is_not_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = waiting(root, CORRECTION)
    held = next(
        path
        for path in (root / "docs/data/statements").iterdir()
        if "- id: forum-counted-400-guests" in path.read_text()
    )

    def saved(*_: object) -> tuple[list[object], list[object]]:
        time.sleep(0.02)
        held.write_text(held.read_text(encoding="utf-8") + "# An edit\n", encoding="utf-8")
        return [], []

    monkeypatch.setattr(apply, "_tried", saved)
    assert main(["--in-environment", "apply", str(file)]) == 2
    told = capsys.readouterr().err
    assert f"{held.name} was changed meanwhile" in told and "run the same command again" in told
    assert file.exists() and held.read_text(encoding="utf-8").endswith("# An edit\n")


def test_a_full_folder_for_temporary_files_is_one_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """shutil names every file that it could not copy, in a list of Python's."""
    before = digests(root)

    def full(*_: object) -> None:
        lost = [(f"from {number}", "to", "[Errno 28] No space left on device: 'to'") for number in range(3)]
        raise shutil.Error(lost)

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(Refusal) as refused:
        run(waiting(root, CORRECTION), dry_run=True)
    assert str(refused.value).endswith(
        ": No space left on device; nothing was changed — make room there, or set TMPDIR to a folder with room"
    )
    (root / INBOX / "one.yml").unlink()
    assert digests(root) == before


def test_no_other_line_of_a_file_from_windows_changes(root: Path) -> None:
    file = next(path for path in (root / "docs/data/statements").iterdir() if b"id: forum-counted" in path.read_bytes())
    before = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert run(waiting(root, CORRECTION)) == 0
    after = file.read_bytes()
    kept = [line for line in before.split(b"\n") if line in after.split(b"\n")]
    assert len(kept) >= before.count(b"\n") - 1 and after.count(b"\n") == after.count(b"\r\n")


def test_thousands_of_faults_are_cut_with_their_number(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = "".join(f"  - id: a{number}\n" for number in range(200))
    assert run(waiting(root, f"form: '1'\nstatement:\n{records}")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[MOST].startswith("… and ") and lines[MOST + 1 :] == ["nothing was changed"]


def test_many_records_are_filed_away_in_the_time_that_reading_them_takes(root: Path) -> None:
    """Each place is looked up once for all of what is found, not for each finding in every record."""
    statement = "kind: fact, happened: '2025', about: [nowhere], sources: [{id: nothing}]"
    records = "".join(f"  - {{id: a{n}, {statement}, text: {{en: No. {n}.}}}}\n" for n in range(400))
    file = waiting(root, f"form: '1'\nstatement:\n{records}")
    started = time.process_time()
    read_contribution(file.read_text(encoding="utf-8"), "")
    one = time.process_time() - started
    assert run(file) == 1
    assert time.process_time() - started < 100 * one
