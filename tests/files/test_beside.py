"""A build takes the place of the site that stood only when it is complete, and deletes nothing that no build made."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kbase.files import beside as module
from kbase.files.beside import LIST, NotOurs, beside, require_apart, require_replaceable, take_place
from kbase.offline import sums


def build(target: Path, **files: str) -> None:
    """A build from beginning to end."""
    new = beside(target)
    for name, text in files.items():
        (new / name).write_text(text)
    take_place(new, target)


def files_of(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {LIST}


def test_a_site_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    build(target, a="1", b="1")
    build(target, a="2")
    assert files_of(target) == {"a"} and (target / "a").read_text() == "2"
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_a_build_that_never_ends_leaves_the_site_that_stood(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    (beside(target) / "a").write_text("half")
    assert (target / "a").read_text() == "1"
    build(target, a="2")
    assert (target / "a").read_text() == "2" and {path.name for path in tmp_path.iterdir()} == {"site"}


def held(monkeypatch: pytest.MonkeyPatch, folder: Path, times: int) -> list[Path]:
    """From now on `folder` cannot be moved so many times, as on Windows while a program reads a file in it; the list of
    attempts.
    """
    rename, attempts = Path.rename, list[Path]()

    def refuse(self: Path, to: Path) -> Path:
        if self == folder:
            attempts.append(to)
            if len(attempts) <= times:
                raise PermissionError(13, "Access is denied")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(module, "PAUSES", (0.0,) * 5)
    return attempts


@pytest.mark.parametrize("which", ["the old one", "the new one"])
def test_a_site_that_is_held_to_the_end_leaves_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    """Whichever of the two a program holds open: nothing but the unfinished new one stands beside it, as after any
    build that failed.
    """
    target = tmp_path / "site"
    build(target, a="1")
    new = beside(target)
    (new / "a").write_text("2")
    held(monkeypatch, target if which == "the old one" else new, times=99)
    with pytest.raises(PermissionError) as refused:
        take_place(new, target)
    assert "end what shows or reads it" in module.reason(refused.value)
    assert (target / "a").read_text() == "1" and files_of(target) == {"a"}
    assert {path.name for path in tmp_path.iterdir()} == {"site", new.name}


@pytest.mark.parametrize("which", ["the old one", "the new one"])
def test_a_site_that_is_held_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    """`kb.py serve` reads the index of the search in it, and a scanner of viruses whatever is new."""
    target = tmp_path / "site"
    build(target, a="1")
    new = beside(target)
    (new / "a").write_text("2")
    attempts = held(monkeypatch, target if which == "the old one" else new, times=len(module.PAUSES))
    take_place(new, target)
    assert len(attempts) == len(module.PAUSES) + 1
    assert (target / "a").read_text() == "2" and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_another_error_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    attempts: list[Path] = []

    def refuse(self: Path, to: Path) -> Path:
        attempts.append(to)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        take_place(beside(target), target)
    assert len(attempts) == 1 and (target / "a").read_text() == "1"


@pytest.mark.parametrize("name", ["thesis.docx", ".htaccess", "sub/thesis.docx"])
def test_a_file_that_no_build_made_keeps_its_folder(tmp_path: Path, name: str) -> None:
    target = tmp_path / "site"
    build(target, sitemap="1")
    strange = target / name
    strange.parent.mkdir(exist_ok=True)
    strange.write_text("precious")
    with pytest.raises(NotOurs, match=rf"holds '{name}', which no build made — move it away"):
        beside(target)
    assert strange.read_text() == "precious"


def test_a_folder_that_no_build_made_is_refused_unless_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").touch()
    with pytest.raises(NotOurs):
        require_replaceable(tmp_path)
    (tmp_path / "sitemap.xml").unlink()
    (tmp_path / ".DS_Store").touch()
    require_replaceable(tmp_path)
    with pytest.raises(NotOurs, match="is no folder"):
        require_replaceable(tmp_path / ".DS_Store")


def test_an_empty_folder_of_others_keeps_the_folder_around_it(tmp_path: Path) -> None:
    """Nothing would be lost but a name, and that is somebody's."""
    (tmp_path / "photos").mkdir()
    with pytest.raises(NotOurs, match="holds 'photos'"):
        require_replaceable(tmp_path)


def test_no_site_lies_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(NotOurs, match="notes is no folder"):
        require_replaceable(tmp_path / "notes" / "deep" / "site")
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "site"
    link.symlink_to(tmp_path / "real", target_is_directory=True)
    build(link, a="1")
    assert link.is_symlink() and (tmp_path / "real" / "a").read_text() == "1"


def test_what_killed_builds_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    """A younger one may be that of a build that still runs."""
    target = tmp_path / "site"
    build(target, a="1")
    running = f".site-{os.getppid()}-new"
    for name in (".site-1-old", ".site-2-new", running):
        (tmp_path / name).mkdir()
    os.utime(tmp_path / ".site-2-new", (0, 0))
    build(target, a="2")
    assert {path.name for path in tmp_path.iterdir()} == {"site", running}


class Ended(BaseException):
    """What a signal raises."""


@pytest.mark.parametrize("renames", [0, 1, 2])
@pytest.mark.parametrize("is_before", [True, False])
def test_a_build_that_is_ended_while_its_site_moves_in_leaves_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int, is_before: bool
) -> None:
    """The old one or the new one stands, and nothing beside it."""
    target = tmp_path / "site"
    build(target, a="1")
    new = beside(target)
    (new / "a").write_text("2")
    rename, left = Path.rename, [renames]

    def end(self: Path, to: Path) -> Path:
        left[0] -= 1
        if left[0] == 0 and is_before:
            raise Ended
        moved = rename(self, to)
        if left[0] == 0:
            raise Ended
        return moved

    monkeypatch.setattr(Path, "rename", end)
    with pytest.raises(Ended) if renames else contextlib.nullcontext():
        take_place(new, target)
    monkeypatch.undo()
    assert (target / "a").read_text() in ("1", "2") and files_of(target) == {"a"}
    assert {path.name for path in tmp_path.iterdir()} <= {"site", new.name}


def test_a_build_that_is_ended_while_the_old_site_goes_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    build(target, a="1")
    new = beside(target)
    remove, times = shutil.rmtree, iter([True])

    def end(path: Path, ignore_errors: bool = False) -> None:
        if next(times, False):
            raise Ended
        remove(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", end)
    with pytest.raises(Ended):
        take_place(new, target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_build_left_is_put_back_or_removed(tmp_path: Path) -> None:
    """Killed between the two moves, it left no site but the old one beside its place; killed later, both."""
    target, old = tmp_path / "site", tmp_path / ".site-123-old"
    build(target, a="1")
    target.rename(old)
    beside(target).rmdir()
    assert (target / "a").read_text() == "1" and not old.exists()
    shutil.copytree(target, old)
    beside(target).rmdir()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_what_is_no_folder_is_never_replaced(tmp_path: Path) -> None:
    """A device, a pipe or a socket: whoever may write beside it would lose it."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotOurs, match="is no folder"):
        beside(tmp_path / "pipe")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_a_pipe_in_the_place_of_a_list_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name in (LIST, sums.NAME):
        os.mkfifo(tmp_path / "site" / name)
    with pytest.raises(NotOurs):
        require_replaceable(tmp_path / "site")
    assert sums.read(tmp_path / "site") == {}


@pytest.mark.parametrize(
    "folder", ["/", "/a", "/a/kb", "/a/kb/docs", "/a/kb/docs/en", "/a/kb/.git", "/a/kb/hooks/site"]
)
def test_a_site_never_takes_the_place_of_what_it_is_made_from(folder: str) -> None:
    with pytest.raises(NotOurs, match="give a folder of its own, such as site"):
        require_apart(Path(folder), Path("/a/kb"))


@pytest.mark.parametrize("folder", ["/a/kb/site", "/a/kb/out/docs", "/a/kb-site", "/b"])
def test_a_site_may_stand_in_the_repository_or_beside_it(folder: str) -> None:
    require_apart(Path(folder), Path("/a/kb"))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no harmless question for a process")
def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path) -> None:
    """Its process is gone; what a build makes that still runs stays."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    gone, running = tmp_path / f".site-{ended.pid}-new", tmp_path / f".site-{os.getppid()}-new"
    gone.mkdir()
    running.mkdir()
    new = beside(tmp_path / "site")
    assert set(tmp_path.iterdir()) == {new, running}
