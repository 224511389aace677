"""The environment `.venv`, made from the hash lock, group by group.

A stamp, written last, says for which Python and folder it was made and which groups of which lock it holds. A command
adds the groups that it needs and that are not there. Without the right stamp an environment is not trusted: it may be
old, half made or copied from elsewhere, and is made anew. With it nothing is done at all.
"""

from __future__ import annotations

import contextlib
import platform
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, cast

from .console import Refusal, counted, say
from .groups import ON_DISK, Entry, Group, digest, needed, to_fetch
from .installing import REPORT, Installation, create
from .languages import told
from .machine import require_venv
from .places import ENVIRONMENT, LOCK, python_of

STAMP: Final = "kb-stamp.txt"
UNFINISHED: Final = "unfinished"
"""Stands in the stamp as a group while other groups are added. What it holds besides is complete all the same."""


class Stamp(NamedTuple):
    """What the stamp of an environment says: for what it was made, and the digest of every group that it holds."""

    made_for: str
    groups: Mapping[str, str]


def ensure(groups: Collection[Group], environment: Path = ENVIRONMENT, lock: Path = LOCK) -> Path:
    """The interpreter of an environment that holds `groups` as the lock has them; what is missing is fetched."""
    if not lock.is_file():
        raise Refusal(told("{name} is missing", name=lock.name), f"git checkout -- {lock.name}")
    text = lock.read_text(encoding="utf-8")
    if not is_current(environment, text, groups):
        require_venv()
        with _alone(lock):
            if not is_current(environment, text, groups):
                _complete(environment, text, groups)
    return python_of(environment)


def is_current(environment: Path, lock: str, groups: Iterable[Group]) -> bool:
    """Whether the environment was made by this Python in this place, and holds each of `groups` as the lock has it."""
    stamp = _usable(environment)
    return stamp is not None and all(stamp.groups.get(group) == digest(lock, group) for group in groups)


def _usable(environment: Path) -> Stamp | None:
    """The stamp of an environment that runs here; None where there is none."""
    try:
        first, second, *rest = (environment / STAMP).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    stamp = Stamp(f"{first}\n{second}", dict(line.partition(" ")[::2] for line in rest))
    return stamp if stamp.made_for == made_for(environment) and python_of(environment).is_file() else None


def made_for(environment: Path) -> str:
    """The first lines of a stamp: an environment is for one Python and one folder."""
    return f"python {platform.python_implementation()} {platform.python_version()}\nmade in {environment.resolve()}"


def write_stamp(environment: Path, groups: Mapping[str, str]) -> None:
    """Says that the environment holds `groups`, each with its digest; moved into place when complete."""
    lines = [made_for(environment), *(f"{group} {fingerprint}" for group, fingerprint in groups.items())]
    unfinished = environment / f"{STAMP}.new"
    unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unfinished.replace(environment / STAMP)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two commands started together make one environment: the second waits. Not on Windows, nor some network disks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with lock.open("rb") as held:
        with contextlib.suppress(OSError):
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(told("another kb.py is making the environment: waiting for it"))
                fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _complete(environment: Path, lock: str, groups: Collection[Group]) -> None:
    """Adds the groups that are missing where all else is right; else makes the environment anew."""
    stamp = _usable(environment)
    missing = [group for group in groups if not stamp or group not in stamp.groups]
    if stamp and UNFINISHED not in stamp.groups and is_current(environment, lock, {*groups} - {*missing}):
        _add(environment, lock, missing, stamp)
    else:
        _make(environment, lock, groups)
    say(told("the environment is ready"))


def _add(environment: Path, lock: str, groups: Collection[Group], stamp: Stamp) -> None:
    """Groups are only ever added, and share no files: what was there before stays intact if this is interrupted."""
    present = [group for group in stamp.groups if stamp.groups[group] == digest(lock, cast(Group, group))]
    packages = needed(lock, groups, without=present)
    amount = _amount(packages, groups)
    say(told("adding to {name} what the command needs ({amount})", name=environment.name, amount=amount))
    with Installation(packages, groups) as installation:
        installation.fetch(environment.parent / REPORT)
        write_stamp(environment, {**stamp.groups, UNFINISHED: ", ".join(groups)})
        installation.unpack(environment)
    write_stamp(environment, {**stamp.groups, **{group: digest(lock, group) for group in groups}})


def _make(environment: Path, lock: str, groups: Collection[Group]) -> None:
    """What was there before is removed only when all that comes in its place is fetched."""
    if Path(sys.prefix).resolve() == environment.resolve():
        raise Refusal(
            told("{name} is out of date and runs this command", name=environment.name), told("run: deactivate")
        )
    packages = needed(lock, groups)
    named = {"name": environment.name, "amount": _amount(packages, groups)}
    if environment.exists():
        say(told("making the Python environment {name} anew, since it is old or incomplete ({amount})", **named))
    else:
        say(told("making the Python environment {name} for the first time ({amount})", **named))
    with Installation(packages, groups) as installation:
        installation.fetch(environment.parent / REPORT)
        _remove(environment)
        create(environment)
        installation.unpack(environment)
    write_stamp(environment, {group: digest(lock, group) for group in groups})


def _amount(packages: Collection[Entry], groups: Iterable[Group]) -> str:
    count = len({entry.name for entry in packages})
    on_disk = sum(ON_DISK[group] for group in groups)
    return told(
        "{packages}, {fetched} MB to fetch, {on_disk} MB on disk",
        packages=counted(count, "package"),
        number=count,
        fetched=to_fetch(packages),
        on_disk=on_disk,
    )


def _remove(environment: Path) -> None:
    """The stamp goes first, so that an interrupted removal is not taken for a complete environment."""
    if environment.is_symlink() or environment.is_file():
        environment.unlink()
    elif environment.exists():
        (environment / STAMP).unlink(missing_ok=True)
        shutil.rmtree(environment)
