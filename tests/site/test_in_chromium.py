"""What a reader sees in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kbase.measures.browsing import SUB_PATH, examine
from kbase.measures.weight import BUDGET, Weight, heaviest_of_each_kind, weigh
from tests.conftest import Built


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page in light colours."""
    context = browser.new_context(color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def kinds(built: Built) -> list[Weight]:
    """The heaviest page of each kind in each language."""
    return heaviest_of_each_kind(weigh(built.folder))


def test_no_first_view_is_heavier_than_its_budget(kinds: list[Weight]) -> None:
    assert [weight for weight in kinds if weight.total > BUDGET] == []


def test_no_kind_of_page_has_a_fault(browser: Browser, address: str, kinds: list[Weight]) -> None:
    """axe, layout shift, console, failed and foreign requests, in both languages and colour schemes."""
    found = list(examine(browser, address, [weight.address for weight in kinds]))
    assert len(found) == 2 * len(kinds)
    assert [finding for finding in found if finding.is_bad] == []


def test_the_language_switch_keeps_the_page(page: Page, address: str) -> None:
    page.goto(address + "actors/sergey-glazyev/")
    page.click(".kb-switch")
    page.wait_for_url(f"**/{SUB_PATH}/ru/actors/sergey-glazyev/")
    assert page.locator("h1").inner_text() == "Сергей Глазьев"


def test_dark_colours_can_be_chosen(page: Page, address: str) -> None:
    page.goto(address)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("label[for=__palette_1]")
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_everything_is_readable_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "ru/statements/g42-firms-sanctioned-2024/")
    assert page.locator(".kb-grades").is_visible()
    assert page.locator(".kb-why").is_visible()
    context.close()


LONGEST_LABEL = "ru/reference/sources/rferl/"
"""A page with the longest words of the vocabulary that stand in a frame of their own."""

WIDEST = "Math.max(...[document.scrollingElement, ...document.querySelectorAll('.kb-table')].map(e => e.scrollWidth))"


@pytest.mark.parametrize("width", [320, 640, 1440])
def test_no_kind_of_page_scrolls_sideways(browser: Browser, address: str, kinds: list[Weight], width: int) -> None:
    """Nor does any table in it at 320 pixels, where a page must fit (WCAG 2.2, 1.4.10)."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    too_wide = []
    for at in [*(weight.address for weight in kinds), LONGEST_LABEL, "404.html"]:
        page.goto(address + at)
        too_wide += [at] if page.evaluate(WIDEST) > width else []
    assert too_wide == []
    context.close()


def test_a_long_page_lists_its_headings_on_a_phone_only(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "ru/about/method/")
    page.click(".kb-contents summary")
    page.click(".kb-contents a[href='#dates']")
    assert page.url.endswith("#dates")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".kb-contents").is_hidden()
    page.goto(address + "ru/reference/glossary/")
    assert page.locator(".kb-contents").count() == 0


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address + "ru/actors/sber/")
    page.focus(".kb-menu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".kb-menu[aria-expanded=false]:focus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.kb-home')")


def test_the_way_past_the_frame_leads_to_the_title(page: Page, address: str) -> None:
    page.goto(address + "ru/statements/glazyev-own-ai/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#__content")
    assert page.evaluate("document.querySelector(':target').contains(document.querySelector('h1'))")


def test_the_language_switch_keeps_the_heading(page: Page, address: str) -> None:
    page.goto(address + "ru/actors/sergey-glazyev/#relations")
    page.click(".kb-switch")
    page.wait_for_url(f"**/{SUB_PATH}/actors/sergey-glazyev/#relations")


def test_a_citation_shows_its_source_on_hover(page: Page, address: str, built: Built) -> None:
    cited = next(at for at, tree in built.pages.items() if at.startswith("ru/") and tree.find_class("kb-cite"))
    page.goto(address + cited)
    page.locator(".kb-cite a").first.hover()
    assert page.locator(".kb-popover").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".kb-popover").is_hidden()


def test_an_address_that_does_not_exist_is_told_in_both_languages(page: Page, built: Built) -> None:
    """GitHub Pages serves 404.html at the wrong address, so its links must hold at any depth."""
    page.set_content((built.folder / "404.html").read_text(encoding="utf-8"))
    links = page.eval_on_selector_all("a", "found => found.map(a => a.getAttribute('href'))")
    assert links == [f"/kb/{at}" for at in ("", "reference/", "reference/search/")] + [
        f"/kb/ru/{at}" for at in ("", "reference/", "reference/search/")
    ]
