"""The pages of the real site as trees, and their address; repositories of one's own to build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from kbase.measures.browsing import served
from tests.conftest import ROOT, SITE


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and every page in it as a tree, by address ("ru/actors/belta/")."""

    folder: Path
    pages: dict[str, html.HtmlElement]


def copy_of_repository(folder: Path) -> Path:
    """A repository of its own with the real content and hooks, to be spoiled by a test."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return commit_all(folder)


def commit_all(folder: Path) -> Path:
    """Makes a repository of `folder` with all that lies in it."""
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for arguments in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "-m", "copy"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return folder


def build_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds the repository in `folder` strictly, as `kb.py build` does."""
    environment = {**SITE, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def built(built_folder: Path) -> Built:
    """The real site with its pages read."""
    files = {
        path.parent.relative_to(built_folder).as_posix() + "/": path
        for path in sorted(built_folder.rglob("index.html"))
    }
    pages = {("" if at == "./" else at): html.parse(str(path)).getroot() for at, path in files.items()}
    return Built(built_folder, pages)


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """The address of the built site on this machine."""
    with served(built.folder) as root:
        yield root
