"""All packages, in the order in which they are made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from kbase.core.pages.paths import DATA
from kbase.core.records.model import LANGUAGES
from kbase.core.records.vocabulary import FOLDERS
from kbase.offline import dossier, kiwix, sums, zipping
from kbase.offline.edition import Edition


@dataclass(frozen=True)
class Package:
    """A file to take away: its name and how it is made."""

    name: str
    make: Callable[[Edition, Path], None]


def _zip(edition: Edition, target: Path) -> None:
    zipping.write(edition.copy, target, edition.moment)


def _database(edition: Edition, target: Path) -> None:
    shutil.copyfile(edition.copy / DATA / "kb.sqlite", target)


def _zim(language: str) -> Package:
    def make(edition: Edition, target: Path) -> None:
        kiwix.write(edition.copy, target, edition.base, language, edition.site_url, edition.moment)

    return Package(f"{zipping.TOP}-{language}.zim", make)


PACKAGES: tuple[Package, ...] = (
    Package(f"{zipping.TOP}.zip", _zip),
    *map(_zim, LANGUAGES),
    Package("kb.sqlite", _database),
)


def _dossier(section: str, language: str) -> Package:
    def make(edition: Edition, target: Path) -> None:
        dossier.write(edition, target, section, language)

    return Package(f"{zipping.TOP}-{section}-{language}.pdf", make)


DOSSIERS: tuple[Package, ...] = tuple(_dossier(section, language) for section in FOLDERS for language in LANGUAGES)
"""What --pdf adds: they need a browser."""


def make_all(
    edition: Edition,
    folder: Path,
    packages: Iterable[Package] = PACKAGES,
    undisturbed: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> list[Path]:
    """Makes every package in `folder`, and their checksums. Names are taken when all are complete, in a block of
    `undisturbed`, so that those of one run stand together; whatever keeps one from being made leaves those that stood.
    OSError with the name of a file that has no room.

    One of an earlier run that is not made again is of another commit: it goes.
    """
    wanted = tuple(packages)
    unfinished = {package: folder / f"{package.name}.new" for package in wanted}
    try:
        for package, file in unfinished.items():
            file.unlink(missing_ok=True)
            _make(package, edition, file)
        with undisturbed():
            for package in {*PACKAGES, *DOSSIERS} - {*wanted}:
                (folder / package.name).unlink(missing_ok=True)
            made = [file.replace(folder / package.name) for package, file in unfinished.items()]
            sums.write(folder, made)
    except BaseException:
        for file in unfinished.values():
            file.unlink(missing_ok=True)
        raise
    return made


def _make(package: Package, edition: Edition, file: Path) -> None:
    try:
        package.make(edition, file)
    except OSError as error:
        if error.filename is None and error.errno:
            raise OSError(error.errno, error.strerror, str(file)) from None
        raise
