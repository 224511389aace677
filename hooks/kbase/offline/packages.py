"""All packages, in the order in which they are made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kbase.core.pages.paths import DATA
from kbase.core.records.model import LANGUAGES
from kbase.core.records.vocabulary import FOLDERS
from kbase.offline import dossier, kiwix, zipping
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


def make_all(edition: Edition, folder: Path, packages: Iterable[Package] = PACKAGES) -> list[Path]:
    """Makes every package in `folder`; a name is taken only by a complete file.

    One of an earlier run that is not made again is of another commit: it goes.
    """
    wanted = tuple(packages)
    for package in {*PACKAGES, *DOSSIERS} - {*wanted}:
        (folder / package.name).unlink(missing_ok=True)
    made = []
    for package in wanted:
        unfinished = folder / f"{package.name}.new"
        unfinished.unlink(missing_ok=True)
        package.make(edition, unfinished)
        made.append(unfinished.replace(folder / package.name))
    return made
