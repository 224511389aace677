"""All packages, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.model import LANGUAGES
from knowledge.vocabulary import FOLDERS

from . import database, kiwix, zipping


@dataclass(frozen=True)
class Source:
    """What packages are made of: the built copy, the base, the commit and its time, and where the site stands."""

    copy: Path
    base: KnowledgeBase
    site_url: str
    commit: str
    moment: datetime


@dataclass(frozen=True)
class Package:
    """A file to take away: its name and how it is made."""

    name: str
    make: Callable[[Source, Path], None]


def _zip(source: Source, target: Path) -> None:
    zipping.write(source.copy, target, source.moment)


def _database(source: Source, target: Path) -> None:
    database.write(source.base, target, source.site_url, source.commit, source.moment)


def _zim(language: str) -> Package:
    def make(source: Source, target: Path) -> None:
        kiwix.write(source.copy, target, source.base, language, source.site_url, source.moment)

    return Package(f"{zipping.TOP}-{language}.zim", make)


PACKAGES: tuple[Package, ...] = (
    Package(f"{zipping.TOP}.zip", _zip),
    *map(_zim, LANGUAGES),
    Package("kb.sqlite", _database),
)


def _dossier(section: str, language: str) -> Package:
    def make(source: Source, target: Path) -> None:
        from . import dossier

        dossier.write(source.base, source.copy, target, section, language, source.site_url, source.moment)

    return Package(f"{zipping.TOP}-{section}-{language}.pdf", make)


DOSSIERS: tuple[Package, ...] = tuple(_dossier(section, language) for section in FOLDERS for language in LANGUAGES)
"""What --pdf adds: they need a browser."""


def make_all(source: Source, folder: Path, packages: Iterable[Package] = PACKAGES) -> list[Path]:
    """Makes every package in `folder`; a name is taken only by a whole file."""
    made = []
    for package in packages:
        unfinished = folder / f"{package.name}.new"
        unfinished.unlink(missing_ok=True)
        package.make(source, unfinished)
        made.append(unfinished.replace(folder / package.name))
    return made
