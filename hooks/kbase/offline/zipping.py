"""A zip file that depends on nothing but the files in it and one time."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kbase.offline.manifest import Fields, Read, files_in, read

TOP = "belarus-russia-ai"
"""The one folder at the top of the zip, so that unpacking it anywhere scatters no files."""

FIRST_YEAR = 1980
"""A zip cannot say an earlier one."""


ARCHIVE_BIT = 0x20


class BrokenZip(ValueError):
    """A file is no zip, or is cut short."""


def write(folder: Path, target: Path, moment: datetime) -> None:
    """Packs `folder` into `target`: entries in order, all of one time, without rights or owners."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files_in(folder):
            packed.writestr(_entry(path, moment), (folder / path).read_bytes(), zipfile.ZIP_DEFLATED, 9)


def _entry(path: str, moment: datetime) -> zipfile.ZipInfo:
    """`create_system` 0 has no Unix rights, so that whoever unpacks the file gives it the usual ones.

    Python takes an `external_attr` of 0 as unset and writes rights for one user; the archive bit of DOS says nothing.
    """
    time = moment.timetuple()[:6] if moment.year >= FIRST_YEAR else (FIRST_YEAR, 1, 1, 0, 0, 0)
    entry = zipfile.ZipInfo(f"{TOP}/{path}", time)
    entry.create_system = 0
    entry.external_attr = ARCHIVE_BIT
    return entry


@contextmanager
def opened(file: Path) -> Iterator[tuple[list[str], Read, Fields | None]]:
    """The paths in a zip without its top folder, how to read one, and its manifest; BrokenZip where it is no zip."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = [name for name in packed.namelist() if not name.endswith("/")]

            def give(path: str) -> bytes:
                try:
                    return packed.read(f"{TOP}/{path}")
                except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                    raise ValueError(str(error)) from error

            yield [name.removeprefix(f"{TOP}/") for name in names], give, read(give)
    except zipfile.BadZipFile as error:
        raise BrokenZip(str(error)) from error
