"""What a reader sees in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from kbase.measures.browsing import SUB_PATH, examine
from kbase.measures.weight import kind_of
from tests.conftest import Built
from tests.repositories import ROOT
from tests.site.conftest import by_turns

Chosen = Callable[[list[str]], list[str]]
"""Which of the kinds' pages are looked at: all of them, or one language of each."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page in light colours."""
    context = browser.new_context(color_scheme="light")
    yield context.new_page()
    context.close()


def test_pages_of_most_kinds_have_no_fault(browser: Browser, address: str, kinds: list[str]) -> None:
    """axe, layout shift, console, failed and foreign requests: two of three kinds, each in one of the languages and
    colour schemes.
    """
    found = [
        *examine(browser, address, by_turns(kinds)[0::3], ["light"]),
        *examine(browser, address, by_turns(kinds)[1::3], ["dark"]),
    ]
    assert len({kind_of(finding.address) for finding in found}) > len({kind_of(at) for at in kinds}) / 2 > 12
    assert [finding for finding in found if finding.is_bad] == []


@pytest.mark.slow
def test_pages_of_every_kind_have_no_fault_in_either_language_and_scheme(
    browser: Browser, address: str, kinds: list[str]
) -> None:
    found = list(examine(browser, address, kinds))
    assert len(found) == 2 * len(kinds)
    assert [finding for finding in found if finding.is_bad] == []


def test_the_language_switch_keeps_the_page(page: Page, address: str) -> None:
    page.goto(address + "actors/ivan-primerkin/")
    page.click(".kb-switch")
    page.wait_for_url(f"**/{SUB_PATH}/ru/actors/ivan-primerkin/")
    assert page.locator("h1").inner_text() == "Иван Примеркин"


def test_dark_colours_can_be_chosen(page: Page, address: str) -> None:
    page.goto(address)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("label[for=__palette_1]")
    page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_a_statement_and_its_labels_are_readable_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "ru/statements/primerkin-on-900-guests/")
    assert page.locator(".kb-labels").is_visible()
    assert page.locator(".kb-why").is_visible()
    context.close()


@pytest.mark.parametrize("at", ["actors/ivan-primerkin/", "ru/events/forum-of-measures-2025/"])
def test_a_label_says_why_when_it_is_pressed_without_a_script_or_a_request(
    browser: Browser, address: str, at: str
) -> None:
    """By keyboard: how many sources there are, and what the label means; its link leads to the line on it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + at)
    label = page.locator(".kb-card .kb-labels details").first
    more = label.locator("a")
    assert not more.is_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    label.locator("summary").focus()
    page.keyboard.press("Enter")
    assert more.is_visible() and asked == []
    assert re.search(r"\d (source|источник)", label.inner_text())
    more.click()
    name = label_named(page)
    assert name and page.locator(f"[id='{name}']").is_visible()
    context.close()


def label_named(page: Page) -> str:
    """The label that the address of the page on the labels names."""
    return page.url.partition("about/labels/#")[2]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
@pytest.mark.parametrize("at", ["", "ru/"])
def test_the_first_screen_says_how_good_the_evidence_is_what_is_new_and_what_is_contradicted(
    page: Page, address: str, at: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + at)
    for link in ("about/labels/", "reference/challenged/", "reference/new/"):
        tile = page.locator(f".kb-tiles > li:has(> a[href^='{link}'])")
        box = tile.bounding_box()
        assert box and box["y"] + box["height"] <= height, link
        assert tile.locator("a").count() == 1 or link == "reference/new/", "one finding in each tile"


LONGEST_LABEL = "ru/reference/sources/sample-daily/"
"""A page with the longest words of the vocabulary that stand in a frame of their own."""

TABLES = ".kb-table:not(:has(.kb-grid))"
WIDEST = f"Math.max(...[document.scrollingElement, ...document.querySelectorAll('{TABLES}')].map(e => e.scrollWidth))"


@pytest.mark.parametrize("chosen", [by_turns, pytest.param(list, marks=pytest.mark.slow)])
def test_no_kind_of_page_scrolls_sideways(page: Page, address: str, kinds: list[str], chosen: Chosen) -> None:
    """Nor does any table in it at 320 pixels, where a page must fit; but for those by months, whose meaning is in their
    two directions (WCAG 2.2, 1.4.10).
    """
    too_wide = []
    for at in [*chosen(kinds), LONGEST_LABEL, "404.html"]:
        page.goto(address + at)
        for width in (1440, 640, 320):
            page.set_viewport_size({"width": width, "height": 900})
            too_wide += [(at, width)] if page.evaluate(WIDEST) > width else []
    assert too_wide == []


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
    page.goto(address + "ru/actors/gauge-works/")
    page.focus(".kb-menu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".kb-menu[aria-expanded=false]:focus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.kb-home')")


def test_the_page_behind_an_open_search_or_menu_stands_still(page: Page, address: str) -> None:
    """And moves again when it is closed, or when a window is wide enough to have no menu."""
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(address + "actors/hill-observatory/")
    page.mouse.move(380, 480)
    assert scrolled(page) > 0
    page.keyboard.press("/")
    page.wait_for_selector(".kb-search__input")
    assert scrolled(page) == 0
    page.keyboard.press("Escape")
    assert scrolled(page) > 0
    page.click(".kb-menu")
    page.wait_for_timeout(400)
    assert scrolled(page) == 0
    page.set_viewport_size({"width": 1300, "height": 500})
    assert scrolled(page) > 0


def scrolled(page: Page) -> int:
    """By how many pixels a turn of the wheel moves the page, from its beginning."""
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)
    return int(page.evaluate("Math.round(scrollY)"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tab_and_the_menu_show_the_sites_own_mark(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    """In colours that stand out from a light tab and from a dark one; the theme's own mark is nowhere."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(address + "ru/actors/gauge-works/")
    icon = page.eval_on_selector("link[rel=icon]", "link => link.href")
    assert icon == address + "assets/icon.svg"
    assert page.request.get(address + "assets/images/favicon.png").status == 404
    marks = page.eval_on_selector_all(".md-logo path", "found => found.map(path => path.getAttribute('d'))")
    assert len(marks) == 1 and marks[0] in (ROOT / "overrides/.icons/mark.svg").read_text(encoding="utf-8")
    tab = (255, 255, 255) if scheme == "light" else (53, 54, 58)
    page.goto(icon)
    page.evaluate("colour => document.documentElement.style.background = `rgb(${colour})`", list(tab))
    assert min(abs(sum(colour) - sum(tab)) for colour in colours(page)) > 200
    context.close()


def colours(page: Page) -> list[tuple[int, ...]]:
    """The colours of the parts of a picture that is opened by itself."""
    found = page.eval_on_selector_all("path", "paths => paths.map(path => getComputedStyle(path).fill)")
    return [tuple(map(int, re.findall(r"\d+", colour))) for colour in found]


def test_the_way_past_the_frame_leads_to_the_title(page: Page, address: str) -> None:
    page.goto(address + "ru/statements/primerkin-praises-the-treaty/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#__content")
    assert page.evaluate("document.querySelector(':target').contains(document.querySelector('h1'))")


def test_the_language_switch_keeps_the_heading(page: Page, address: str) -> None:
    page.goto(address + "ru/actors/ivan-primerkin/#relations")
    page.click(".kb-switch")
    page.wait_for_url(f"**/{SUB_PATH}/actors/ivan-primerkin/#relations")


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


def test_a_table_is_sorted_by_the_column_that_the_address_names(page: Page, address: str) -> None:
    """A second click turns the order round, the empty stay last, and the address leads others to that order."""
    page.goto(address + "agreements/")
    titles = page.locator(".kb-register tbody tr td:first-child")
    page.click(".kb-register th:nth-child(5) button")
    oldest_first = titles.all_inner_texts()
    page.click(".kb-register th:nth-child(5) button")
    newest_first = titles.all_inner_texts()
    assert oldest_first[-1] == newest_first[-1] == "Bill on scales"
    assert newest_first[:-1] == oldest_first[:-1][::-1] and len(newest_first) > 2
    page.goto(page.url)
    assert "sort=-0.4" in page.url and titles.all_inner_texts() == newest_first


def test_the_buttons_that_sort_a_table_move_nothing(page: Page, address: str) -> None:
    """They lie over the headings: put around their texts, they made the columns narrower while the table was read."""
    cells = "[...document.querySelectorAll('.kb-register th, .kb-register td')]"
    places = f"() => {cells}.map(cell => cell.getBoundingClientRect().toJSON())"
    page.goto(address + "agreements/")
    page.wait_for_selector(".kb-sort")
    with_buttons = page.evaluate(places)
    page.eval_on_selector_all(".kb-sort", "buttons => buttons.forEach(button => button.remove())")
    assert page.evaluate(places) == with_buttons
    page.goto(address + "agreements/?sort=-0.4")
    page.wait_for_selector("[aria-sort=descending]")
    widths = [place["width"] for place in with_buttons[:7]]
    assert [place["width"] for place in page.evaluate(places)[:7]] == widths
