"""What the preview's own script shows of the board, in a page that has been open all the time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from kbase.preview.server import Server
from tests.preview.test_server import FAULT, PAGE, Shown
from tests.preview.test_server import Page as Answer

WARNING = "docs/en/b.md:1: warning: <b>"


@pytest.fixture
def page(browser: Browser, server: Server) -> Page:
    server.site = Shown(
        {"": Answer(PAGE.format("home")), "a/": Answer(PAGE.format("old"), FAULT, "docs/en/a.md: in short")}
    )
    server.board.new_version()
    return browser.new_page()


def test_what_was_found_is_grey_while_it_is_looked_at_again(server: Server, page: Page) -> None:
    """Somebody who has fixed it sees that nobody knows of that yet."""
    server.board.findings([WARNING])
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    notice = page.locator("#kb-preview")
    expect(notice.locator("summary")).to_have_text("The check has found: 1")
    expect(notice.locator("li:not(.before)")).to_have_text([WARNING])
    server.board.checking()
    expect(notice.locator("li.before")).to_have_text([WARNING])
    expect(notice.locator("summary")).to_have_text("The check has found: 1 Checking again…")
    server.board.faults([FAULT])
    expect(notice.locator("li")).to_have_text([FAULT, WARNING])
    expect(notice.locator("li.before")).to_have_text([WARNING])
    server.board.findings([])
    server.board.new_version()
    expect(notice.locator("li")).to_have_count(0)
    page.close()


def test_a_fault_that_check_does_not_name_is_told_in_full_when_it_has_ended(server: Server, page: Page) -> None:
    server.board.checking()
    page.goto(f"http://127.0.0.1:{server.server_port}/a/")
    notice = page.locator("#kb-preview")
    expect(notice.locator("li")).to_have_text(["docs/en/a.md: in short"])
    server.board.findings([WARNING])
    expect(notice.locator("li")).to_have_text([FAULT, WARNING])
    page.close()
