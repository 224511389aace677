"""The packages and the files of data that stand beside the pages, with size and checksum, from the real files."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from kbase.core.pages import paths
from kbase.core.records.model import LANGUAGES

FOLDER, DATA = paths.PACKAGES, paths.DATA
"""Where they, and the files of data, stand in the site."""


@dataclass(frozen=True)
class Download:
    """A file to take away."""

    name: str
    size: int
    sha256: str

    @property
    def kind(self) -> str:
        """What it is, as the catalogue calls it: "zip", "zim", "sqlite", "pdf"."""
        return self.name.rpartition(".")[2]

    @property
    def language(self) -> str | None:
        """The language of a file that is in one; None for both."""
        ending = self.name.rpartition(".")[0].rpartition("-")[2]
        return ending if ending in LANGUAGES else None

    @property
    def section(self) -> str | None:
        """The section that a dossier holds; None for what holds them all."""
        words = self.name.rpartition(".")[0].split("-")
        return words[-2] if self.kind == "pdf" else None


def downloads_in(folder: Path | None) -> tuple[Download, ...]:
    """The packages in `folder`, in order of kind; none where there is no folder."""
    if folder is None:
        return ()
    found = [_download(file) for file in sorted(folder.iterdir()) if file.suffix[1:] in KINDS and file.is_file()]
    return tuple(sorted(found, key=lambda download: KINDS.index(download.kind)))


KINDS = ("zip", "zim", "sqlite", "pdf")


def _download(file: Path) -> Download:
    return download(file.name, file.read_bytes())


@dataclass(frozen=True)
class Column:
    """A column of a table of the data, and what it holds in each language."""

    table: str
    name: str
    what: dict[str, str]


CODEBOOK = "codebook.csv"


def columns_in(codebook: bytes) -> tuple[Column, ...]:
    """The columns that a codebook describes."""
    rows = csv.DictReader(io.StringIO(codebook.decode("utf-8-sig")))
    return tuple(
        Column(row["table"], row["column"], {language: row[f"description_{language}"] for language in LANGUAGES})
        for row in rows
    )


def download(name: str, content: bytes) -> Download:
    """A file to take away, by its content."""
    return Download(name, len(content), hashlib.sha256(content).hexdigest())
