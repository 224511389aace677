"""Settings and fixtures of all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

from kbase.core.base import KnowledgeBase, read_base
from kbase.measures.browsing import SUB_PATH, chromium
from tests.helpers import Files, faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
SITE = {**os.environ, "SITE_URL": f"https://example.org/{SUB_PATH}/"}
"""The environment of a build for a site at that address."""

# The same examples in every run, and few of them; `HYPOTHESIS_PROFILE=search pytest tests/core` looks for new ones.
settings.register_profile("steady", derandomize=True, max_examples=40, deadline=None)
settings.register_profile("search", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


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
def browser() -> Iterator[Browser]:
    """Chromium, as `kb.py test` found it: one for all tests, because Playwright starts once in a thread."""
    assert os.environ.get("KB_CHROMIUM"), "run the tests with `python3 scripts/kb.py test`, which finds a browser"
    with chromium() as opened:
        yield opened
