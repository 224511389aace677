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


def require_intact() -> None:
    """Stops where a file of a package is gone or cut short: MkDocs would build pages that ask for files that are not
    there, or blame a page or the settings. A Python that is no environment is none of ours.
    """
    if sys.prefix == sys.base_prefix:
        return
    if file := next(damaged(Path(sysconfig.get_path("purelib"))), ""):
        message = told("the Python environment is damaged: {file} is not as it was installed", file=file)
        raise Refusal(message, told("delete {folder} and run the same command again", folder=sys.prefix))


def damaged(packages: Path) -> Iterator[str]:
    """The files in a folder of packages that are gone or of another size than their package says, in order. What has no
    size is made by Python; programs lie outside, and not always where a package says.
    """
    for record in sorted(packages.glob("*.dist-info/RECORD")):
        with record.open(encoding="utf-8", newline="") as rows:
            for file, _, size in csv.reader(rows):
                if size and not file.startswith("..") and _size(f"{packages}/{file}") != int(size):
                    yield file


def _size(file: str) -> int:
    try:
        return os.stat(file).st_size
    except OSError:
        return -1
