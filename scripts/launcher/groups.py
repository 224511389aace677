"""The groups of packages in the lock: what a command needs, and how much of it there is to fetch.

requirements.txt holds one resolution of all packages. Below each of them `kb.py lock` writes which groups need it, how
large its ready-made file is, and for which systems there is one. A group is complete only together with `site`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Final, Literal, NamedTuple

Group = Literal["site", "packages", "tests", "lock"]

ON_DISK: Final[dict[Group, int]] = {"site": 210, "packages": 200, "tests": 158, "lock": 70}
"""Megabytes that each group takes in the environment, on Linux. tests/command/test_set_up.py measures them."""

GROUPS_NOTE: Final = "    # groups: "
SIZE_NOTE: Final = "    # megabytes: "
WHEELS_NOTE: Final = "    # wheels: "

BLOCK: Final = re.compile(r"^(?=[A-Za-z0-9])", flags=re.MULTILINE)
"""Where the lines of a package begin."""


class Entry(NamedTuple):
    """One package of the lock in one version: a version may be for some systems only."""

    name: str
    version: str
    marker: str
    lines: tuple[str, ...]
    """What pip reads: the version, for which systems it is, and the hashes."""
    groups: frozenset[str]
    megabytes: float
    wheels: tuple[str, ...]
    """The tags of its ready-made files: for which Pythons and systems each is."""


def entries(lock: str) -> list[Entry]:
    """All packages of the text of the lock, in its order."""
    return [_entry(block.splitlines()) for block in BLOCK.split(lock)[1:]]


def _entry(block: list[str]) -> Entry:
    lines = tuple(line for line in block if line.strip() and not line.lstrip().startswith("#"))
    named, _, marker = lines[0].removesuffix("\\").strip().partition(" ; ")
    name, _, version = named.partition("==")
    groups, size, wheels = (_note(block, mark) for mark in (GROUPS_NOTE, SIZE_NOTE, WHEELS_NOTE))
    return Entry(name, version, marker, lines, frozenset(groups.split()), float(size or 0), tuple(wheels.split()))


def _note(block: list[str], mark: str) -> str:
    return " ".join(line.removeprefix(mark) for line in block if line.startswith(mark))


def needed(lock: str, groups: Collection[str], without: Collection[str] = ()) -> list[Entry]:
    """The packages of any of `groups` that none of the groups `without` has."""
    return [entry for entry in entries(lock) if entry.groups & {*groups} and not entry.groups & {*without}]


def requirements(packages: Collection[Entry]) -> str:
    """`packages` as a file of requirements with hashes, for pip."""
    return "".join(f"{line}\n" for entry in packages for line in entry.lines)


def digest(lock: str, group: str) -> str:
    """A fingerprint of all that a group holds: notes, and the packages of other groups, do not change it."""
    return hashlib.sha256(requirements(needed(lock, [group])).encode()).hexdigest()


def to_fetch(packages: Collection[Entry]) -> int:
    """Megabytes that are fetched for `packages`, about. Of the versions of one package only one is."""
    sizes: dict[str, float] = {}
    for entry in packages:
        sizes[entry.name] = max(entry.megabytes, sizes.get(entry.name, 0))
    return round(sum(sizes.values()))
