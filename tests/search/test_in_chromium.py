"""The search as a reader has it, in Chromium: what it finds, how it is reached, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.search.results import Findables
from kbase.measures.browsing import WCAG, listen
from kbase.measures.recall import LEAST, recall
from kbase.measures.search_queries import SEARCH_PAGE, ask, open_search
from kbase.search.pagefind import Disagreement, add, make
from tests.conftest import Built

LANGUAGES = ("en", "ru")
QUERY = {"en": "reading", "ru": "показание прибора"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def type_query(page: Page, query: str) -> None:
    page.wait_for_selector(".kb-search__input")
    page.keyboard.insert_text(query)
    page.wait_for_selector(".kb-hit")
    page.wait_for_selector(".kb-search__facets:not([hidden])")


# --- the index ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_is_indexed(built: Built, base: KnowledgeBase, language: str) -> None:
    entry = json.loads((built.folder / "search/pagefind-entry.json").read_text(encoding="utf-8"))
    expected = Findables(base, grade_all(base), language).by_path
    assert entry["languages"][language]["page_count"] == len(expected)


def test_readers_never_meet_the_words_of_the_index(built: Built) -> None:
    for file in built.folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "⁂" not in text and "data-pagefind" not in text, file


def test_an_index_with_other_pages_than_it_was_given_is_no_index(tmp_path: Path) -> None:
    """A mark that is no element, here in a comment, is none to Pagefind."""
    page = '<html lang="en"><body><div data-pagefind-body>One</div></body></html>'
    hidden = f'<html lang="en"><!-- {page} --><body>Two</body></html>'
    add(tmp_path, "index.html", page)
    add(tmp_path, "two/index.html", hidden)
    with pytest.raises(Disagreement, match=r"expected 2 results in 'en', found 1 in the index"):
        make(tmp_path, {"en": 2}, {}, packed=False)


# --- what it finds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_form_of_a_word_finds_the_page(
    browser: Browser, address: str, built: Built, base: KnowledgeBase, language: str
) -> None:
    result = recall(browser, address, built.folder, base, language, sample=150)
    assert result.share >= LEAST, result.missed


def test_a_mistyped_name_offers_the_nearest(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    assert ask(page, "Премеркин").corrected == "примеркин"
    assert ask(page, "ghbvthrby").corrected == "примеркин"
    assert ask(page, "абракадабрович").count == 0


def test_the_letter_yo_is_the_letter_ye(page: Page, address: str) -> None:
    open_search(page, address, "ru")
    assert ask(page, "учёные").paths == ask(page, "ученые").paths


# --- how it is reached ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_it_and_escape_closes_it(page: Page, address: str, key: str) -> None:
    page.goto(address + "actors/examplia/")
    page.keyboard.press(key)
    page.wait_for_selector(".kb-search-dialog[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".kb-search-dialog", state="hidden")


def test_the_keyboard_suffices(page: Page, address: str) -> None:
    page.goto(address + "ru/actors/examplia/")
    page.keyboard.press("/")
    type_query(page, "Примеркин")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.classList.contains('kb-hit__link')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/actors/ivan-primerkin/")


def test_enter_opens_the_first_result(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    type_query(page, "ZBM")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/measures-board/")


def test_nothing_of_it_loads_before_it_is_asked_for(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + "ru/", wait_until="networkidle")
    assert [url for url in loaded if "search" in url.removeprefix(address)] == []


def test_without_javascript_the_link_leads_to_the_indexes(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "ru/actors/examplia/")
    page.click(".kb-find")
    page.wait_for_url("**/ru/reference/")
    page.goto(address + SEARCH_PAGE["ru"])
    assert page.locator(".kb-index a").count() > 5
    context.close()


# --- what it shows --------------------------------------------------------------------------------------------------


def test_results_are_grouped_marked_and_announced(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["ru"] + "?q=указ 7")
    page.wait_for_selector(".kb-hit")
    assert page.locator(".kb-search__type").first.inner_text().casefold() == "соглашения и акты"
    assert page.locator(".kb-hit mark").count() > 0
    assert page.locator(".kb-hit .kb-grade").count() > 0
    assert "результат" in page.locator(".kb-search__status[aria-live=polite]").inner_text()


def test_filters_narrow_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"])
    type_query(page, "reading")
    page.click(".kb-search__facets summary")
    count = int(page.locator("label:has([data-facet=type-statement]) .kb-search__n").inner_text())
    page.click("[data-facet=type-statement]")
    page.wait_for_url("**/reference/search/?q=reading&type=statement")
    page.wait_for_function(f"() => document.querySelector('.kb-search__status').textContent.startsWith('{count} ')")
    assert page.locator(".kb-search__type").all_inner_texts() == ["STATEMENTS"]


def test_a_shared_address_repeats_the_search(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"] + "?q=reading&type=statement&year=2025")
    page.wait_for_selector(".kb-hit")
    page.wait_for_selector(".kb-search__facets:not([hidden])")
    assert page.locator(".kb-search__facets :checked").count() == 2


def test_several_values_of_one_filter_add_up(page: Page, address: str) -> None:
    open_search(page, address, "en")
    counts = [ask(page, "reading", {"type": types}).count for types in (["statement"], ["term"], ["statement", "term"])]
    assert counts[0] and counts[1] and counts[2] == counts[0] + counts[1]


def test_an_excerpt_is_of_the_page_alone(page: Page, address: str) -> None:
    """Words that only the index was given are shown to no one."""
    page.goto(address + SEARCH_PAGE["ru"] + "?q=указ 7")
    page.wait_for_selector(".kb-hit")
    texts = " ".join(page.locator(".kb-hit__text").all_inner_texts())
    assert texts and "⁂" not in texts and "|" not in texts


def test_one_click_repeats_the_search_in_the_other_language(page: Page, address: str) -> None:
    page.goto(address + "actors/examplia/")
    page.keyboard.press("/")
    type_query(page, "Примеркин")
    page.click(".kb-search__ways a[hreflang=ru]")
    page.wait_for_url("**/ru/reference/search/?q=*")
    page.wait_for_selector(".kb-hit")
    assert page.locator(".kb-hit__link").first.inner_text() == "Иван Примеркин"


def test_the_field_on_the_home_page_opens_the_search_with_what_was_typed(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.fill(".kb-ask__input", "gauge")
    page.keyboard.press("Enter")
    page.wait_for_selector(".kb-search-dialog .kb-hit")
    assert page.input_value(".kb-search__input") == "gauge"
    assert not any("gauge" in url for url in asked)


def test_where_there_are_no_keys_none_are_explained(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address + SEARCH_PAGE["ru"])
    page.wait_for_selector(".kb-search__input")
    assert page.locator(".kb-search__keys").is_hidden()
    context.close()


def test_an_empty_result_helps(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["en"] + "?q=zzzzqqqq")
    page.wait_for_function("() => document.querySelector('.kb-search__results')?.textContent.includes('fewer')")
    assert "zzzzqqqq" in page.locator(".kb-search__status").inner_text()


def test_the_way_to_the_other_language_is_there_before_anything_is_typed(page: Page, address: str) -> None:
    page.goto(address + SEARCH_PAGE["ru"])
    page.wait_for_selector(".kb-search__ways a[href]")
    assert page.locator(".kb-search__ways a").first.get_attribute("href") == address + SEARCH_PAGE["en"]


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("en", "dark"),
        ("ru", "light"),
        pytest.param("en", "light", marks=pytest.mark.slow),
        pytest.param("ru", "dark", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(browser: Browser, address: str, language: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    faults = listen(page, address)
    page.goto(address + ("ru/" if language == "ru" else ""))
    page.keyboard.press("/")
    page.wait_for_selector(".kb-search__input")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    type_query(page, QUERY[language])
    page.click(".kb-search__facets summary")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    page.goto(address + SEARCH_PAGE[language] + f"?q={QUERY[language]}")
    page.wait_for_selector(".kb-search__facets:not([hidden])")
    assert Axe().run(page, options=WCAG).response["violations"] == []
    assert faults == []
    context.close()


# --- from a folder --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "query"), [("index.html", "gauge"), ("ru/actors/examplia.html", "показаниями")])
def test_it_works_from_a_folder_without_a_network(browser: Browser, copy: Path, start: str, query: str) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto((copy / start).as_uri())
    page.keyboard.press("/")
    type_query(page, query)
    first = page.locator(".kb-hit").count()
    page.click(".kb-search__more")
    page.wait_for_function(f"() => document.querySelectorAll('.kb-hit').length > {first}")
    page.click(".kb-search__facets summary")
    page.click("[data-facet=type-statement]")
    page.wait_for_function("() => document.querySelectorAll('.kb-search__type').length === 1")
    page.locator(".kb-hit__link").first.click()
    page.wait_for_url("file://**/statements/*.html")
    assert page.locator("h1").count() == 1
    assert faults == []
    context.close()
