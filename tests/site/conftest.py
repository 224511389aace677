"""One build of the real site, shared by all tests here, and the browser that looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from knowledge.base import KnowledgeBase, read_base
from measures.browsing import SUB_PATH, chromium, served

ROOT = Path(__file__).parents[2]


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
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for arguments in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "-m", "copy"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return folder


def build_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds the repository in `folder` strictly, as `kb.py build` does."""
    environment = {**os.environ, "SITE_URL": f"https://example.org/{SUB_PATH}/", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The real knowledge base."""
    return read_base(ROOT)[0]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built by the real command under an origin and sub-path of its own."""
    folder = tmp_path_factory.mktemp("site") / SUB_PATH
    command = [sys.executable, str(ROOT / "scripts/kb.py"), "build", "--site-dir", str(folder)]
    environment = {**os.environ, "SITE_URL": f"https://example.org/{SUB_PATH}/"}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    pages = {path.parent.relative_to(folder).as_posix() + "/": path for path in sorted(folder.rglob("index.html"))}
    return Built(folder, {("" if at == "./" else at): html.parse(str(p)).getroot() for at, p in pages.items()})


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """The address of the built site on this machine."""
    with served(built.folder) as root:
        yield root


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as `kb.py test` found it."""
    assert os.environ.get("KB_CHROMIUM"), "run the tests with `python3 scripts/kb.py test`, which finds a browser"
    with chromium() as opened:
        yield opened
