"""SHA256SUMS: the checksums of packages, in the format of the program sha256sum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kbase.core.records.text_files import plain_bytes

NAME = "SHA256SUMS"


def write(folder: Path, files: Iterable[Path]) -> None:
    """The checksums of `files`, which lie in `folder`, in order of name."""
    lines = [f"{sha256_of(file)}  {file.name}\n" for file in sorted(files)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def read(folder: Path) -> dict[str, str]:
    """File name → SHA-256; empty where there is no such list."""
    try:
        lines = plain_bytes(folder / NAME).decode().splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}


def sha256_of(file: Path) -> str:
    """SHA-256 of a file of any size."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
