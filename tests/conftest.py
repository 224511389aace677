"""Settings and fixtures of all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings
from lxml import html
from playwright.sync_api import Browser

from kbase.core.base import KnowledgeBase, read_base
from kbase.measures.browsing import SUB_PATH, chromium, served
from tests.helpers import Files, faults

ROOT = Path(__file__).parents[1]
SITE = {**os.environ, "SITE_URL": f"https://example.org/{SUB_PATH}/"}
"""The environment of a build for a site at that address."""

# The same examples in every run, and few of them; `HYPOTHESIS_PROFILE=search pytest tests/core` looks for new ones.
settings.register_profile("steady", derandomize=True, max_examples=40, deadline=None)
settings.register_profile("search", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and every page in it as a tree, by address ("ru/actors/belta/")."""

    folder: Path
    pages: dict[str, html.HtmlElement]


class Check(Protocol):
    def __call__(self, changes: Files | None = None, release: bool = False) -> list[str]: ...


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """`check(changes)`: what is printed of the tiny repository after `changes`, line by line."""
    return lambda changes=None, release=False: faults(tmp_path, changes, release)


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The real knowledge base."""
    return read_base(ROOT)[0]


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built by the real command under an origin and sub-path of its own. Not to be changed."""
    folder = tmp_path_factory.mktemp("site") / SUB_PATH
    command = [sys.executable, str(ROOT / "scripts/kb.py"), "build", "--site-dir", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, env=SITE, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as `kb.py test` found it: one for all tests, because Playwright starts once in a thread."""
    assert os.environ.get("KB_CHROMIUM"), "run the tests with `python3 scripts/kb.py test`, which finds a browser"
    with chromium() as opened:
        yield opened
