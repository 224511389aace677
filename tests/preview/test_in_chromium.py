"""`kb.py serve` as a writer has it: what is saved shows in the open browser, and a mistake costs nobody the page."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kbase.measures.browsing import press_until
from tests.conftest import Built
from tests.repositories import example_repository
from tests.site.conftest import replace

PATIENCE = 240
"""Seconds for what takes one or two where nothing else runs."""

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example to be edited; each test puts back what it has changed."""
    return example_repository(tmp_path_factory.mktemp("served") / "repository")


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with served_by_kb(root) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    opened.close()


def test_what_is_saved_shows_in_the_open_browser(root: Path, address: str, page: Page) -> None:
    """A text, a record, a template, a style: each one saved, seen, taken back and seen to be gone."""
    page.goto(f"{address}actors/examplia/")
    article = page.locator("article")
    for file, old, new in (
        ("docs/en/actors/examplia.md", "Examplia is one", "Examplia was one"),
        ("docs/data/actors/examplia.yml", "en: Examplia,", "en: Examplonia,"),
        ("hooks/kbase/templates/entity.html", "<h1>", "<p>A line more</p><h1>"),
        ("overrides/main.html", "{% block content %}", "{% block content %}<p>A paragraph more</p>"),
    ):
        expect(article).to_be_visible()
        shown = re.sub("<[^>]*>|en: |,|{%.*?%}", "", new)
        expect(article).not_to_contain_text(shown)
        replace(root / file, old, new)
        expect(article).to_contain_text(shown)
        replace(root / file, new, old)
        expect(article).not_to_contain_text(shown)
    style = root / "docs/assets/knowledge.css"
    before = style.read_text(encoding="utf-8")
    style.write_text(f"{before}\nh1 {{ letter-spacing: 7px !important; }}\n", encoding="utf-8")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px")
    style.write_text(before, encoding="utf-8")
    expect(page.locator("h1")).not_to_have_css("letter-spacing", "7px")


def test_what_check_finds_stands_in_the_page_with_file_line_and_fix(root: Path, address: str, page: Page) -> None:
    page.goto(f"{address}ru/about/trust/")
    text = root / "docs/en/about/trust.md"
    before = text.read_text(encoding="utf-8")
    text.write_text(f"{before}\nSee [this](methid.md).\n", encoding="utf-8")
    notice = page.locator("#kb-preview")
    expect(notice).to_contain_text("docs/en/about/trust.md:")
    expect(notice).to_contain_text("methid.md")
    expect(notice).to_contain_text("[link-broken]")
    text.write_text(before, encoding="utf-8")
    expect(notice).not_to_contain_text("link-broken")


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("docs/data/actors/examplia.yml", "en: Examplia,", "en: [Examplia,", "docs/data/actors/examplia.yml:1: error:"),
        ("docs/en/actors/examplia.md", "Examplia is", "Examplia [@no-such-source] is", "docs/en/actors/examplia.md:"),
        ("hooks/kbase/templates/entity.html", "<h1>", "{% if %}<h1>", "hooks/kbase/templates/entity.html:"),
    ],
    ids=["record", "text", "template"],
)
def test_a_broken_file_leaves_the_last_good_page_and_names_the_fault(
    file: str, old: str, new: str, fault: str, root: Path, address: str, page: Page
) -> None:
    page.goto(f"{address}actors/examplia/")
    expect(page.locator("h1")).to_have_text("Examplia")
    replace(root / file, old, new)
    notice = page.locator("#kb-preview")
    expect(notice).to_contain_text("The last change cannot be shown: this is the page before it.")
    expect(notice).to_contain_text(fault)
    expect(notice).not_to_contain_text("Traceback")
    expect(page.locator("h1")).to_have_text("Examplia")
    replace(root / file, new, old)
    expect(notice).not_to_contain_text(fault)
    expect(page.locator("h1")).to_have_text("Examplia")


def test_as_many_tabs_as_somebody_opens_are_shown(root: Path, address: str, browser: Browser) -> None:
    """Browsers keep six connections to a host; each tab hears of a save all the same."""
    with browser.new_context() as context:
        tabs = [context.new_page() for _ in range(8)]
        for tab in tabs:
            tab.goto(f"{address}actors/examplia/", timeout=PATIENCE * 1000)
            expect(tab.locator("h1")).to_have_text("Examplia")
        file, old, new = root / "docs/en/actors/examplia.md", "Examplia is one", "Examplia was one"
        replace(file, old, new)
        for tab in tabs:
            expect(tab.locator("article")).to_contain_text(new)
        replace(file, new, old)


def test_the_search_is_that_of_the_last_build_and_says_so(built: Built, root: Path, address: str, page: Page) -> None:
    """Before a build it says how to make one."""
    page.goto(f"{address}actors/examplia/")
    press_until(page, "/", "dialog[open]")
    expect(page.locator("dialog")).to_contain_text("the site has not been built")
    expect(page.locator("dialog")).to_contain_text("kb.py build")
    shutil.copytree(built.folder, root / "site")
    page.goto(f"{address}ru/actors/examplia/")
    press_until(page, "/", "dialog[open]")
    expect(page.locator("dialog")).to_contain_text("поиск знает сайт таким, каким он собран")
    page.keyboard.type("Примерия")
    expect(page.locator("dialog .kb-hit__link").first).to_contain_text("Примерия")


def test_an_address_that_does_not_exist_is_answered_as_on_the_site(address: str, page: Page) -> None:
    answer = page.goto(f"{address}ru/nowhere/")
    assert answer and answer.status == 404
    expect(page.locator("body")).to_contain_text("Справочник")
    answer = page.goto(f"{address}ru/actors")
    assert answer and answer.status == 200 and page.url == f"{address}ru/actors/"


@pytest.mark.slow
def test_code_that_is_broken_is_named_and_once_it_is_right_the_site_is_shown(
    root: Path, address: str, page: Page
) -> None:
    """Code is loaded once, so the preview starts again; meanwhile a page waits for it."""
    page.goto(f"{address}actors/examplia/")
    code = root / "hooks/kbase/site/plans.py"
    replace(code, "def all_plans(", "def all_plans((")
    while ask(f"{address}actors/examplia/")[0] != 503:
        time.sleep(0.2)
    page.goto(f"{address}actors/examplia/")
    expect(page.locator("body")).to_contain_text("hooks/kbase/site/plans.py:")
    replace(code, "def all_plans((", "def all_plans(")
    expect(page.locator("h1")).to_have_text("Examplia")


def ask(address: str) -> tuple[int, str]:
    """Status and text of an answer; 0 where there is none."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


@contextmanager
def served_by_kb(root: Path) -> Iterator[str]:
    """Serves the repository in `root` with its own `kb.py` while the block runs; gives the address.

    It answers at once, with a page that waits for the site.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, str(root / "scripts/kb.py"), "--in-environment", "serve", "--port", port]
    address = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + PATIENCE
            while not (first := ask(address))[0] and time.monotonic() < deadline:
                time.sleep(0.05)
            assert first[0] == 503 and "Not shown yet" in first[1], first
            yield address
        finally:
            server.terminate()
