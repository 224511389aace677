"""Whether the environment still holds what was unpacked into it. Its stamp says only of which lock it was made."""

from __future__ import annotations

import csv
import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from .console import Refusal
from .languages import told
from .places import ENVIRONMENT


def require_intact() -> None:
    """Stops where a file of a package is gone or cut short: MkDocs would build pages that ask for files that are not
    there, or blame a page or the settings. An environment of somebody else's is none of ours.
    """
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        return
    if file := next(damaged(Path(sysconfig.get_path("purelib"))), ""):
        message = told("the Python environment is damaged: {file} is not as it was installed", file=file)
        raise Refusal(message, told("delete {folder} and run the same command again", folder=sys.prefix))


def damaged(packages: Path) -> Iterator[str]:
    """The files in a folder of packages that are gone or of another size than their package says, in order. What has no
    size is made by Python; programs lie outside, and not always where a package says.
    """
    for record in sorted(packages.glob("*.dist-info/RECORD")):
        if not (listed := _listed(record)):
            yield record.relative_to(packages).as_posix()
        for file, size in listed:
            if size and not file.startswith("..") and str(_size(f"{packages}/{file}")) != size:
                yield file


def _listed(record: Path) -> list[tuple[str, str]]:
    """The files that a package lists, with their sizes; none where the list itself is damaged."""
    try:
        with record.open(encoding="utf-8", newline="") as rows:
            return [(row[0], row[2]) for row in csv.reader(rows)]
    except (csv.Error, IndexError, UnicodeDecodeError):
        return []


def _size(file: str) -> int:
    try:
        return os.stat(file).st_size
    except (OSError, ValueError):  # A name with a zero byte is none.
        return -1
