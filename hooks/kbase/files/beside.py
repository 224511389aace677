"""A site is built beside the one that stands, and takes its place when it is complete.

So whatever ends a build (an error, Ctrl-C, a full disk) leaves the last good site intact. And nothing is ever deleted
that no build made: a finished site lists its files, and a folder that holds others is refused.

Windows moves no folder of which any program holds a file open or in which one runs (a server that shows the site, a
scanner of viruses, `kb.py serve` while it reads the index of the search). So a move is tried for some seconds, and what
still cannot be moved stays as it was.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LIST: Final = ".kb-files"
"""The list of all files of a finished site, one path per line, in the site itself."""

IGNORED: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in folders that they show."""

NEW, OLD = "new", "old"
HOUR: Final = 3600

PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between two attempts to move a folder: whoever only reads a file has let go of it by then."""


class NotOurs(Exception):
    """A folder holds files that no build made."""


def beside(folder: Path) -> Path:
    """The empty folder next to `folder` in which its new content is made; NotOurs where `folder` may not be replaced.

    What earlier builds left there when they were killed is removed; OSError where the disk does not let us.
    """
    final = folder.resolve()
    final.parent.mkdir(parents=True, exist_ok=True)
    _clear_up(final)
    require_replaceable(final)
    new = _neighbour(final, NEW)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    return new


def _clear_up(final: Path) -> None:
    """Puts right what a killed build left: a site that was moved away comes back, old half-made ones go."""
    for old in sorted(final.parent.glob(f".{final.name}-[0-9]*-{OLD}")):
        _put_back_or_remove(old, final)
    for new in final.parent.glob(f".{final.name}-[0-9]*-{NEW}"):
        if time.time() - new.stat().st_mtime > HOUR or _is_orphan(new):
            shutil.rmtree(new, ignore_errors=True)


def _is_orphan(new: Path) -> bool:
    """Whether the process is gone that made a folder, whose name says its number. Windows has no harmless question."""
    if os.name == "nt":
        return False
    try:
        os.kill(int(new.name.rpartition(f"-{NEW}")[0].rpartition("-")[2]), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False


def take_place(new: Path, folder: Path) -> None:
    """Lists the files of `new` in it and puts it in the place of `folder`; OSError leaves `folder` as it was."""
    final = folder.resolve()
    (new / LIST).write_text("".join(f"{path}\n" for path in sorted(_files(new))), encoding="utf-8", newline="\n")
    if not final.exists():
        _move(new, final)
        return
    old = _neighbour(final, OLD)
    try:
        _move(final, old)
        _move(new, final)
    finally:
        # Whatever comes between (a signal is raised as an exception), one of the two stands, and nothing beside it.
        try:
            _put_back_or_remove(old, final)
        finally:
            _put_back_or_remove(old, final)


def reason(error: OSError) -> str:
    """Why a site could not take its place, for whoever built it."""
    if isinstance(error, PermissionError):
        return "a program holds it open, or it is not yours — end what shows or reads it, then build again"
    return error.strerror or str(error)


def _put_back_or_remove(old: Path, final: Path) -> None:
    """Ends what was begun with a site whose place another one was to take."""
    if final.exists():
        shutil.rmtree(old, ignore_errors=True)
    elif old.exists():
        _move(old, final)


def _move(folder: Path, to: Path) -> None:
    """Gives a folder another name, patiently; PermissionError where it is held to the end."""
    for pause in PAUSES:
        try:
            folder.rename(to)
            return
        except PermissionError:
            time.sleep(pause)
    folder.rename(to)


def require_replaceable(folder: Path) -> None:
    """NotOurs where `folder`, or what it is to lie in, is anything but a folder, or where it holds a file that the
    build that made it did not write.
    """
    standing = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if standing.exists() and not standing.is_dir():
        raise NotOurs(f"{standing} is no folder — give one that may be made anew")
    listed = _listed(folder)
    strange = next((path for path in (_files(folder) if listed else _children(folder)) if path not in listed), None)
    if strange is not None:
        raise NotOurs(f"{folder} holds '{strange}', which no build made — move it away, or give another folder")


def require_apart(folder: Path, repository: Path) -> None:
    """NotOurs where a site in `folder` would take the place of the repository, of something around it or in it that it
    is made from.
    """
    if folder == folder.parent or repository == folder or folder in repository.parents:
        raise NotOurs(f"{folder} holds the repository — give a folder of its own, such as site")
    require_outside(folder, repository, "site")


def require_outside(folder: Path, repository: Path, usual: str) -> None:
    """NotOurs where a folder that we write to, such as the `usual` one, lies in what the site is made from."""
    if repository in folder.parents and (top := folder.relative_to(repository).parts[0]) in OF_THE_REPOSITORY:
        raise NotOurs(
            f"{folder} lies in {top}, which the site is made from — give a folder of its own, such as {usual}"
        )


OF_THE_REPOSITORY: Final = frozenset({".git", ".github", ".venv", "docs", "hooks", "overrides", "scripts", "tests"})


def _neighbour(final: Path, what: str) -> Path:
    return final.with_name(f".{final.name}-{os.getpid()}-{what}")


def _listed(folder: Path) -> set[str]:
    if not (folder / LIST).is_file():  # A pipe would be waited for.
        return set()
    try:
        return {*(folder / LIST).read_text(encoding="utf-8").split("\n"), LIST}
    except (OSError, UnicodeDecodeError):
        return set()


def _children(folder: Path) -> Iterator[str]:
    """What stands in a folder that no build listed, if it is there: an empty folder in it is somebody's, too."""
    names = os.listdir(folder) if folder.is_dir() else ()
    return (name for name in sorted(names) if name not in IGNORED)


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files below `folder`, links among them, without what file managers leave."""
    return (path for path in walked(folder) if path.rpartition("/")[2] not in IGNORED)


def walked(folder: Path) -> Iterator[str]:
    """The paths of all that is no folder below `folder`, with slashes; a link is none, wherever it leads."""
    for here, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(here, name))]
        yield from (Path(here, name).relative_to(folder).as_posix() for name in (*names, *links))
