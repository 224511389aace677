"""A copy to be spoiled, and a page that has no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.conftest import AWKWARD, unpacked


@pytest.fixture
def spoiled(archive: Path, tmp_path: Path) -> Path:
    """A copy of one's own, to be spoiled by a test."""
    return unpacked(archive, tmp_path / AWKWARD)


def _failed(request: Request) -> list[str]:
    """A file that could not be read; what a page gives up as it is left is none."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url} ({request.failure})"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page without a network; at the end of the test it must have asked for files only and shown no error."""
    context = browser.new_context(offline=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("requestfailed", lambda request: faults.extend(_failed(request)))
    opened.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else faults.append(r.url))
    yield opened
    context.close()
    assert faults == []
