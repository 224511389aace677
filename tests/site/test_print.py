"""What is printed of a page: dark ink, nothing to press, addresses in full, nothing split in two."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from kbase.core.base import KnowledgeBase
from tests.site.conftest import by_turns

STATEMENT = "treaty-ratified-by-examplia"
KINDS = (
    "",
    "agreements/treaty-on-measures-2025/",
    f"statements/{STATEMENT}/",
    "reference/commitments/",
    "reference/glossary/",
    "about/method/",
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page as a reader has it who likes a dark screen."""
    context = browser.new_context(color_scheme="dark")
    yield context.new_page()
    context.close()


def printed(page: Page, address: str) -> str:
    """All text of a printed page, without spaces, which lines break off anywhere."""
    page.goto(address)
    page.emulate_media(media="print")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return "".join("".join(sheet.extract_text() for sheet in reader.pages).split())


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_a_statement_is_printed_with_the_addresses_of_its_sources_and_its_own(
    page: Page, address: str, base: KnowledgeBase, prefix: str
) -> None:
    text = printed(page, f"{address}{prefix}statements/{STATEMENT}/")
    sources = [base.sources[link.id].url for link in base.statements[STATEMENT].sources]
    assert sources and all(f"<{url}>" in text for url in sources)
    assert f"https://example.org/kb/{prefix}statements/{STATEMENT}/" in text


def test_the_foot_is_printed_without_links_that_are_of_no_use_on_paper(page: Page, address: str) -> None:
    page.goto(f"{address}actors/ivan-primerkin/")
    page.emulate_media(media="print")
    shown = page.locator(".kb-footer a").locator("visible=true").all_inner_texts()
    assert shown[:1] == ["CC BY 4.0"] and not {"What is new", "Data", "Offline", "Report a mistake"} & set(shown)
    assert page.locator("#kb-cite-1, .kb-changed").locator("visible=true").count() == 2


def test_a_source_is_printed_with_its_address_once(page: Page, address: str, base: KnowledgeBase) -> None:
    text = printed(page, f"{address}actors/ivan-primerkin/")
    cited = [source.url for source in base.sources.values() if source.url and source.url in text]
    assert len(cited) > 2 and [url for url in cited if text.count(url) != 1] == []


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_a_line_of_a_long_list_is_printed_with_the_address_at_which_its_sources_stand(
    page: Page, address: str, base: KnowledgeBase, prefix: str
) -> None:
    """The page does not list them: with so many statements they would weigh more than all else on it."""
    text = printed(page, f"{address}{prefix}actors/hill-observatory/")
    lines = [f"<https://example.org/kb/{prefix}statements/{s.id}/>" for s in base.about["hill-observatory"]]
    assert lines and [line for line in lines if line not in text] == []


def some(kinds: list[str]) -> list[str]:
    return by_turns(kinds)[::3]


@pytest.mark.parametrize("chosen", [some, pytest.param(list, marks=pytest.mark.slow)])
def test_no_kind_of_page_is_printed_with_its_place_in_the_site_nor_with_an_empty_sheet(
    page: Page, address: str, kinds: list[str], chosen: Callable[[list[str]], list[str]]
) -> None:
    """The path to a page leads nowhere on paper; and the last sheet begins with more than the end of a margin."""
    found = {}
    for at in chosen(kinds):
        page.goto(address + at)
        page.emulate_media(media="print")
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        empty = [number for number, sheet in enumerate(sheets, 1) if not sheet.extract_text().strip()]
        shown = page.locator(".md-path").locator("visible=true").count()
        found |= {at: (empty, shown)} if empty or shown else {}
    assert found == {}


@pytest.mark.parametrize("path", KINDS)
def test_it_is_dark_ink_without_the_sites_frame_and_no_text_of_a_card_is_split(
    page: Page, address: str, path: str
) -> None:
    page.goto(address + path)
    page.emulate_media(media="print")
    frame = ".md-header, .md-tabs, .md-sidebar, .kb-actions, .kb-find, .kb-card .kb-record, .kb-labels details a"
    assert page.locator(f"{frame}, button, input").locator("visible=true").count() == 0
    ink = page.evaluate(r"getComputedStyle(document.querySelector('h1')).color.match(/\d+/g).map(Number)")
    assert max(ink) < 80
    whole = ".kb-card__text, .kb-labels, .kb-card li, tr"
    split = f"[...document.querySelectorAll('{whole}')].filter(e => getComputedStyle(e).breakInside !== 'avoid').length"
    assert page.evaluate(split) == 0


CARD = """(list) => {
  const card = document.querySelector('.kb-card:has(.kb-challenges)');
  const place = card.querySelector(list);
  const item = place.firstElementChild;
  place.replaceChildren(...Array.from({ length: 9 }, (_, n) => {
    const copy = item.cloneNode(true);
    copy.textContent = `item ${n} of the list`;
    copy.style.height = '60px';
    return copy;
  }));
  card.querySelector('.kb-card__text').textContent = 'Here the card begins';
  document.querySelector('article').replaceChildren(document.querySelector('h1'), card);
  document.querySelector('h1').style.paddingBottom = '420px';
}"""


@pytest.mark.parametrize("part", [".kb-challenges", ".kb-evidence"])
def test_a_card_begins_where_it_stands_and_is_broken_between_what_it_lists(page: Page, address: str, part: str) -> None:
    """In one piece it would leave half a sheet empty, as would what folds. Its box would show that as a part of it."""
    page.goto(address + "actors/ivan-primerkin/")
    page.evaluate(CARD, part)
    page.emulate_media(media="print")
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 1
    assert all(text in sheets[0] for text in ("Here the card begins", "item 0")) and "item 8" not in sheets[0]
    assert page.evaluate("getComputedStyle(document.querySelector('.kb-card')).borderLeftWidth") == "0px"


def test_a_card_is_printed_with_its_sources_where_no_script_opens_them(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "actors/ivan-primerkin/")
    page.emulate_media(media="print")
    folded = page.locator(".kb-card .kb-evidence li")
    assert folded.count() and folded.locator("visible=true").count() == folded.count()
    page.close()


def test_every_sheet_has_its_number_and_where_the_page_stands(page: Page, address: str) -> None:
    page.goto(address + "ru/about/method/")
    page.emulate_media(media="print")
    sheets = ["".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 1
    for number, text in enumerate(sheets, 1):
        assert f"{number}/{len(sheets)}" in text and f"{address}ru/about/method/" in text


LIST = """() => {
  const fold = document.querySelector('.kb-fold');
  const item = document.createElement('li');
  item.style.cssText = 'height: 150px; break-inside: avoid';
  const list = document.createElement('ul');
  for (let n = 0; n < 9; n++) list.append(Object.assign(item.cloneNode(), { textContent: `line ${n}` }));
  fold.replaceChildren(document.createElement('summary'), list);
  const title = document.querySelector('h1');
  title.style.paddingBottom = '500px';
  document.querySelector('article').replaceChildren(title, document.createElement('h2'), fold);
  document.querySelector('h2').textContent = 'The list';
}"""


def test_a_list_that_folds_on_a_phone_fills_the_sheet_of_its_heading(page: Page, address: str) -> None:
    page.goto(address + "reference/timeline/")
    page.evaluate(LIST)
    page.emulate_media(media="print")
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert "The list" in sheets[0] and "line 0" in sheets[0] and "line 8" not in sheets[0]


def test_the_picture_of_the_timeline_leaves_room_for_its_finding(page: Page, address: str) -> None:
    """However many rows its lanes have: a picture is not split, and a taller one would begin a sheet of its own."""
    page.goto(address + "reference/timeline/")
    page.emulate_media(media="print")
    tall = """() => {
      const picture = document.querySelector('.kb-lanes');
      picture.setAttribute('viewBox', '0 0 100 300');
      return picture.clientHeight;
    }"""
    assert 0 < page.evaluate(tall) <= 175 / 25.4 * 96 + 1
