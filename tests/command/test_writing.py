"""Files that belong together are written together, or all stay as they were; what is cut off is finished later."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from launcher import main
from launcher.alone import alone
from launcher.console import Refusal
from launcher.ending import STARTED_BY_KB
from launcher.writing import JOURNAL, finish, write_all
from tests.repositories import ROOT

NEW = {"docs/en/one.md": "new\n", "docs/en/two.md": "new\n", "docs/en/old.md": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files `one`, `two` and `old` in its `docs/en`, each with its name in it."""
    (tmp_path / "docs/en").mkdir(parents=True)
    for name in NEW:
        (tmp_path / name).write_text(Path(name).stem, encoding="utf-8")
    return tmp_path


def _contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_texts_are_written_and_removed(folder: Path) -> None:
    write_all(folder, {"docs/en/a/one.md": "1\n", "docs/en/old.md": None, "docs/en/never.md": None})
    assert _contents(folder) == {"docs/en/one.md": "one", "docs/en/two.md": "two", "docs/en/a/one.md": "1\n"}


def test_what_somebody_saves_meanwhile_is_not_lost(folder: Path) -> None:
    """What the command itself has written before is known to it, and so is a day to come of another clock."""
    with alone():
        write_all(folder, {"docs/en/two.md": "1"})
        write_all(folder, {"docs/en/two.md": "2"})
        os.utime(folder / "docs/en/old.md", (4e9, 4e9))
        time.sleep(0.02)
        (folder / "docs/en/one.md").write_text("saved", encoding="utf-8")
        with pytest.raises(Refusal, match=r"docs/en/one\.md was changed meanwhile"):
            write_all(folder, NEW)
        assert _contents(folder) == {"docs/en/one.md": "saved", "docs/en/two.md": "2", "docs/en/old.md": "old"}
        write_all(folder, {"docs/en/old.md": None})


def test_on_a_full_disk_all_stays_as_it_was_and_the_file_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls = _contents(folder), []

    def full(_: int) -> None:
        calls.append(1)
        if len(calls) == 3:  # After those of the journal and of "one".
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*two.md'$"):
        write_all(folder, NEW)
    assert _contents(folder) == before


def failing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The disk fails when the file `name` takes its place."""
    replace = Path.replace

    def broken(path: Path, target: Path) -> Path:
        if target.name == name:
            raise OSError(errno.EIO, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", broken)


def test_where_the_first_file_fails_all_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _contents(folder)
    failing(monkeypatch, "one.md")
    with pytest.raises(OSError, match=r"Input/output error: '.*one.md'$"):
        write_all(folder, NEW)
    assert _contents(folder) == before


@pytest.mark.parametrize(("file", "named"), [("docs/en/one.md", JOURNAL), ("docs/schema.json", "docs/schema.json")])
def test_on_a_disk_that_can_only_be_read_the_file_that_was_to_be_written_is_named(
    folder: Path, file: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There nothing can be deleted either, also what is not there: its hidden text was named once."""

    def refused(path: Path, **_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OSError, match=rf"Read-only file system: '{folder / named}'"):
        write_all(folder, {file: "new\n"})


def test_where_the_second_file_fails_the_next_command_writes_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, "two.md")
    with pytest.raises(Refusal, match=r"Input/output error: docs/en/two.md; 1 of 3 files are written — fix this; then"):
        write_all(folder, NEW)
    monkeypatch.undo()
    finish(folder)
    assert _contents(folder) == {"docs/en/one.md": "new\n", "docs/en/two.md": "new\n"}
    said = capsys.readouterr().err
    assert said.count("cut off") == 1
    assert "need not run again: docs/en/one.md, docs/en/two.md, docs/en/old.md" in said
    finish(folder)
    assert "cut off" not in capsys.readouterr().err


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, "scripts")
from launcher.writing import write_all
moment, replace = sys.argv[2], Path.replace
def killed(path, target):
    if target.name == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target)
Path.replace = killed
synced = os.fsync
def killed_before(number):
    if moment == "text" and ".one." in os.readlink(f"/proc/self/fd/{number}"):
        os.kill(os.getpid(), signal.SIGKILL)
    synced(number)
os.fsync = killed_before
write_all(Path(sys.argv[1]), {"docs/en/one.md": "new\\n", "docs/en/two.md": "new\\n", "docs/en/old.md": None})
"""


def cut_off(folder: Path, moment: str) -> None:
    """Writes the files and is killed at a moment: as `one` or `two` takes its place, or before all texts are there."""
    ran = subprocess.run([sys.executable, "-c", KILLED, str(folder), moment], cwd=ROOT, check=False)
    assert ran.returncode == -signal.SIGKILL


killing = pytest.mark.skipif(sys.platform != "linux", reason="files are found in /proc, and Windows has no SIGKILL")


@killing
@pytest.mark.parametrize("moment", ["one.md", "two.md"])
def test_a_kill_between_files_is_finished_by_the_next_command(folder: Path, moment: str) -> None:
    cut_off(folder, moment)
    finish(folder)
    assert _contents(folder) == {"docs/en/one.md": "new\n", "docs/en/two.md": "new\n"}


@killing
def test_any_command_finishes_first_what_was_cut_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that only reads does so too: it would read a half."""
    cut_off(folder, "two.md")
    monkeypatch.setattr(main, "ROOT", folder)
    assert main.main(["--in-environment", "explain", "id-unknown"]) == 0
    assert _contents(folder) == {"docs/en/one.md": "new\n", "docs/en/two.md": "new\n"}
    assert "kb: finished an earlier command that was cut off" in capsys.readouterr().err


@killing
def test_a_kill_before_all_texts_are_there_leaves_all_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _contents(folder)
    cut_off(folder, "text")
    finish(folder)
    assert _contents(folder) == before
    assert (
        "cut off before it changed anything; run it again (docs/en/one.md, docs/en/two.md, docs/en/old.md)"
        in capsys.readouterr().err
    )


@killing
@pytest.mark.parametrize("edited", ["one.md", "two.md", "old.md"])
def test_what_somebody_has_changed_since_is_not_written_over(folder: Path, edited: str) -> None:
    cut_off(folder, "two.md")
    (folder / "docs/en" / edited).write_text("An edit", encoding="utf-8")
    before = _contents(folder)
    with pytest.raises(Refusal, match=rf"cut off, and docs/en/{edited} was changed since — .* then delete {JOURNAL}"):
        finish(folder)
    assert _contents(folder) == before


ENDED = """
import signal, sys
from pathlib import Path
sys.path.insert(0, "scripts")
from launcher.ending import code_of, heed
from launcher.writing import write_all
moment, replace = sys.argv[2], Path.replace
def ended(path, target):
    if target.name == moment:
        signal.raise_signal(signal.SIGTERM)
    return replace(path, target)
Path.replace = ended
heed()
try:
    write_all(Path(sys.argv[1]), {"docs/en/one.md": "new\\n", "docs/en/two.md": "new\\n"})
except KeyboardInterrupt as interrupted:
    sys.exit(code_of(interrupted))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that is heeded")
@pytest.mark.parametrize(("moment", "is_done"), [("unfinished.json", False), ("one.md", True), ("two.md", True)])
def test_who_ends_a_command_that_has_written_all_hears_it(folder: Path, moment: str, is_done: bool) -> None:
    """Its exit code is that of the signal, so that it looked as if nothing were done. Who started it says the rest."""
    by_hand = {name: value for name, value in os.environ.items() if name != STARTED_BY_KB}
    words = [sys.executable, "-c", ENDED, str(folder), moment]
    ran = subprocess.run(words, cwd=ROOT, env=by_hand, capture_output=True, text=True, check=False)
    assert ran.returncode == 128 + signal.SIGTERM
    written = "kb: what was to be written is written (docs/en/one.md, docs/en/two.md): this need not run again\n"
    assert ran.stderr == written * is_done + "kb: ended by SIGTERM; nothing is left half made\n"
    assert (_contents(folder)["docs/en/two.md"] == "new\n") == is_done


@pytest.mark.parametrize(
    "journal",
    [
        "[[",
        "[" * 100_000,
        "[[1, 2, 3]]",
        '[["docs/en/one.md"]]',
        '[["docs/a\\u0000b", "", ""]]',
        '[["\\ud800", "", ""]]',
    ],
)
def test_a_journal_that_cannot_be_read_is_one_line(folder: Path, journal: str) -> None:
    noted(folder, journal)
    with pytest.raises(Refusal, match=rf"{JOURNAL} cannot be read"):
        finish(folder)


@pytest.mark.parametrize(
    "file",
    [
        "../x/one.md",
        ".git/HEAD",
        "scripts/kb.py",
        "docs/assets/form.js",
        "docs/en/../one.md",
        "docs\\en\\one.md",
        "docs/en/out/one.md",
    ],
)
@pytest.mark.parametrize("does", ["writes", "removes"])
def test_a_journal_that_came_with_a_strangers_branch_reaches_no_file_but_content(
    folder: Path, file: str, does: str
) -> None:
    """Nothing outside its folders, not even by a link in it, and no code."""
    (folder / "docs/en/out").symlink_to(folder.parent)
    victim = folder / file
    victim.parent.mkdir(parents=True, exist_ok=True)
    victim.with_name(f".{victim.name}.unfinished").write_text("evil", encoding="utf-8")
    victim.write_text("kept", encoding="utf-8")
    digests = ["", sha256(b"evil").hexdigest()] if does == "writes" else [sha256(b"kept").hexdigest(), ""]
    noted(folder, json.dumps([[file, *digests]]))
    with pytest.raises(Refusal, match=rf"{JOURNAL} cannot be read"):
        finish(folder)
    assert victim.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("link", [".one.md.unfinished", "one.md"])
def test_a_link_that_came_with_a_strangers_branch_is_replaced_not_followed(folder: Path, link: str) -> None:
    victim = folder / "victim"
    victim.write_text("kept", encoding="utf-8")
    (folder / "docs/en" / link).unlink(missing_ok=True)
    (folder / "docs/en" / link).symlink_to(victim)
    write_all(folder, NEW)
    assert victim.read_text(encoding="utf-8") == "kept"
    assert not (folder / "docs/en/one.md").is_symlink()
    assert _contents(folder) == {"victim": "kept", "docs/en/one.md": "new\n", "docs/en/two.md": "new\n"}


def test_a_link_is_not_put_in_the_place_of_content(folder: Path) -> None:
    """What it leads to may be as the journal says: then a page would be what lies elsewhere."""
    (folder / "victim").write_text("kept", encoding="utf-8")
    (folder / "docs/en/.one.md.unfinished").symlink_to(folder / "victim")
    digests = [sha256(text).hexdigest() for text in (b"one", b"kept")]
    noted(folder, json.dumps([["docs/en/one.md", *digests]]))
    finish(folder)
    assert _contents(folder)["docs/en/one.md"] == "one" and not (folder / "docs/en/one.md").is_symlink()


def test_nothing_is_written_through_a_folder_that_is_a_link(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "docs/ru").symlink_to(folder / "elsewhere")
    with pytest.raises(Refusal, match=r"docs/ru/one\.md would be written through a link — put the folder itself"):
        write_all(folder, {"docs/en/one.md": "new\n", "docs/ru/one.md": "new\n"})
    assert _contents(folder)["docs/en/one.md"] == "one" and [*(folder / "elsewhere").iterdir()] == []


@killing
def test_content_is_finished_also_where_another_file_was_written_with_it(folder: Path) -> None:
    """Only content is noted: a journal that names another file could have come with a branch of somebody else."""
    also = KILLED.replace("write_all(Path(sys.argv[1]), {", 'write_all(Path(sys.argv[1]), {"docs/schema.json": "1",')
    ran = subprocess.run([sys.executable, "-c", also, str(folder), "two.md"], cwd=ROOT, check=False)
    assert ran.returncode == -signal.SIGKILL
    finish(folder)
    assert _contents(folder) == {"docs/schema.json": "1", "docs/en/one.md": "new\n", "docs/en/two.md": "new\n"}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_keeps_its_mark_and_its_ends_of_lines(folder: Path, mark: str, ends: str) -> None:
    """Else every line of it would be a changed one."""
    (folder / "docs/en/one.md").write_bytes(f"{mark}a{ends}b{ends}".encode())
    read = (folder / "docs/en/one.md").read_text(encoding="utf-8")  # As some read it, with its mark.
    write_all(folder, {"docs/en/one.md": read.replace("b", "c"), "docs/en/new.md": "a\nb\n"})
    assert (folder / "docs/en/one.md").read_bytes() == f"{mark}a{ends}c{ends}".encode()
    assert (folder / "docs/en/new.md").read_bytes() == b"a\nb\n"


def noted(folder: Path, journal: str) -> None:
    (folder / JOURNAL).parent.mkdir()
    (folder / JOURNAL).write_text(journal, encoding="utf-8")


def test_what_is_kept_for_the_next_time_is_kept_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stranger's branch can bring .cache as a link to any folder."""
    (folder / "elsewhere").mkdir()
    (folder / ".cache").symlink_to(folder / "elsewhere")
    monkeypatch.setattr(main, "ROOT", folder)
    assert main.main(["--in-environment", "explain", "id-unknown"]) == 2
    assert (
        capsys.readouterr().err
        == "kb: .cache is a link to another place — delete it: kb.py makes a folder of its own\n"
    )
