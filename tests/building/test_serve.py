"""`kb.py serve` as a writer has it: what is saved shows in the open browser, and a mistake costs nobody the page."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.repositories import example_repository, replace

PATIENCE = 180
"""Seconds for a build on a busy machine."""


def test_what_is_saved_shows_in_the_open_browser_and_a_mistake_leaves_the_last_good_page(
    browser: Browser, tmp_path: Path
) -> None:
    root = example_repository(tmp_path / "repository")
    text = root / "docs/en/about/method.md"
    with served_by_kb(root) as address:
        page = browser.new_page()
        page.goto(f"{address}about/method/")
        expect(page.locator(".kb-prose")).to_contain_text("The opening of a long page.")
        replace(text, "The opening of a long page.", "Another opening.")
        expect(page.locator(".kb-prose")).to_contain_text("Another opening.", timeout=PATIENCE * 1000)
        replace(text, "Another opening.", "Yet another opening. [@no-such-source]")
        expect(page.locator("article")).to_contain_text("The last change has errors", timeout=PATIENCE * 1000)
        expect(page.locator(".kb-prose")).to_contain_text("Another opening.")
        page.close()


@contextmanager
def served_by_kb(root: Path) -> Iterator[str]:
    """Serves the repository in `root` with its own `kb.py` while the block runs; gives the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, str(root / "scripts/kb.py"), "--in-environment", "serve", "--port", port]
    surroundings = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield awaited(f"http://127.0.0.1:{port}/")
        finally:
            server.terminate()


def awaited(address: str) -> str:
    """The address, once a site answers there."""
    for _ in range(PATIENCE * 2):
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return address
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"nothing answers at {address}")
