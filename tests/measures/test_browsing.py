"""The browser in which pages are measured does what a reader's does, and nothing beside it."""

from __future__ import annotations

from playwright.sync_api import Browser


def test_no_page_of_the_browsers_own_is_made_beside_a_page(browser: Browser) -> None:
    """Those for the address bar took more time than the pages that were looked at."""
    context = browser.new_context()
    page = context.new_page()
    page.goto("data:text/html,<h1>A page</h1>")
    page.wait_for_timeout(500)
    targets = browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    assert [target["url"] for target in targets if target["url"].startswith("chrome://")] == []
    context.close()
