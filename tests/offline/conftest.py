"""The packages of the real base, made once by the real command, and a copy of the zip unpacked in an awkward place."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kbase.offline.zipping import TOP
from tests.conftest import ROOT, SITE

AWKWARD = "моя папка (2) и 100 %"
"""A folder's name with spaces, Cyrillic and what an address must escape."""


def kb_offline(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`kb.py offline` with `arguments`, for a site at https://example.org/kb/."""
    command = [sys.executable, str(ROOT / "scripts/kb.py"), "offline", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=SITE, check=False)


def unpacked(archive: Path, folder: Path) -> Path:
    """The copy in `folder`; gives the path of its top."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / TOP


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all packages."""
    folder = tmp_path_factory.mktemp("packages")
    ran = kb_offline("--out", str(folder))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="session")
def archive(packages: Path) -> Path:
    """The zip."""
    return packages / f"{TOP}.zip"


@pytest.fixture(scope="session")
def copy(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip unpacked in a folder with an awkward name. Not to be changed."""
    return unpacked(archive, tmp_path_factory.mktemp("copy") / AWKWARD)


@pytest.fixture
def spoiled(archive: Path, tmp_path: Path) -> Path:
    """A copy of one's own, to be spoiled by a test."""
    return unpacked(archive, tmp_path / AWKWARD)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page without a network; at the end of the test it must have asked for files only and shown no error."""
    context = browser.new_context(offline=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    opened.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else faults.append(r.url))
    yield opened
    context.close()
    assert faults == []
