"""Long tables: a line per record, chosen, sorted and saved by readers; long lists, which fold on a phone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built

ROWS = ".kb-register tbody tr:visible"
YEARS = ("2027", "2025", "2025-2", "2024", "2023")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page of a desktop's width."""
    context = browser.new_context(color_scheme="light", accept_downloads=True)
    yield context.new_page()
    context.close()


def shown(built: Built, at: str) -> list[list[str]]:
    """The cells of each row on a page."""
    rows = built.pages[at].xpath("//table[contains(@class, 'kb-register')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.findall("td")] for row in rows]


def handed_over(folder: Path, name: str) -> list[list[str]]:
    """The cells of each row that the script of a long table holds."""
    text = (folder / "tables" / name).read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("kbRows(").removesuffix(");\n"))
    return [[" ".join((cell if isinstance(cell, str) else cell[0]).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_pages_of_years_hold_every_statement_in_one_line(built: Built, language: str) -> None:
    """A link to a statement's card on such a page leads to its line."""
    prefix = "ru/" if language == "ru" else ""
    rows = [row for year in YEARS for row in shown(built, f"{prefix}reference/statements/{year}/")]
    assert rows == handed_over(built.folder, f"statements.{language}.js") and len(rows) == 60
    line = built.pages[f"{prefix}reference/statements/2025/"].xpath("//tr[@id]")[0]
    assert line.find(".//a").get("href").endswith(f"/statements/{line.get('id').removeprefix('s-')}/")


def test_a_long_table_begins_on_its_register_and_its_script_has_all_rows(built: Built) -> None:
    for name in "statements", "sources":
        rows = handed_over(built.folder, f"{name}.ru.js")
        first = shown(built, f"ru/reference/{name}/")
        assert first == rows[: len(first)] and len(first) > 10


def test_rows_are_chosen_from_all_pages_and_the_address_leads_to_them(page: Page, address: str) -> None:
    page.goto(address + "reference/statements/")
    expect(page.locator(ROWS)).to_have_count(30)
    page.select_option("[name=year]", "2025")
    expect(page.locator("output")).to_have_text("Shown: 48 of 60")
    page.fill("[name=text]", "gauge READING 36")
    expect(page.locator("output")).not_to_have_text("Shown: 48 of 60")
    left = page.locator(ROWS).all_inner_texts()
    assert 0 < len(left) < 48 and all("2025" in row and "36" in row for row in left)
    page.goto(page.url)
    expect(page.locator(ROWS)).to_have_count(len(left))
    assert page.locator(ROWS).all_inner_texts() == left
    page.click("[type=reset]")
    expect(page.locator(ROWS)).to_have_count(30)
    assert "?" not in page.url


def test_a_group_without_a_chosen_row_is_not_shown(page: Page, address: str) -> None:
    page.goto(address + "ru/reference/commitments/")
    page.select_option("[name=outcome]", "Просрочено")
    expect(page.locator("article h2:visible")).to_have_count(1)
    expect(page.locator("output")).to_have_text("Показано: 1 из 6")
    page.select_option("[name=outcome]", "")
    page.select_option("[name=year]", "2026")
    expect(page.locator(ROWS)).to_have_count(1)


def test_a_phone_chooses_and_sorts_by_lists_in_every_group(page: Page, address: str) -> None:
    """Its headings are hidden, and its groups are folded: what is chosen is seen all the same."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address + "actors/")
    assert page.locator(ROWS).count() == 0
    page.select_option("[name=sort]", label="Statements ↓")
    groups = page.locator("[data-group]").evaluate_all(
        "groups => groups.map(group => [...group.querySelectorAll('td:last-child')].map(cell => +cell.textContent))"
    )
    assert groups == [sorted(counts, reverse=True) for counts in groups] and any(len(set(g)) > 1 for g in groups)
    assert page.locator(ROWS).count() == sum(map(len, groups))
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320


@pytest.mark.parametrize(("language", "separator", "day"), [("", ",", "2024-"), ("ru/", ";", ".2024")])
def test_what_is_chosen_is_saved_as_a_spreadsheet_of_the_language(
    page: Page, address: str, language: str, separator: str, day: str
) -> None:
    """With a byte order mark; days as that spreadsheet knows them; the whole text, and the address of the record."""
    page.goto(f"{address}{language}reference/statements/?year=2024")
    expect(page.locator(ROWS)).to_have_count(10)
    with page.expect_download() as saving:
        page.click("[data-save]")
    content = Path(saving.value.path()).read_bytes()
    assert content.startswith("\ufeff".encode()) and b"\r\n" in content
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator)
    assert len(rows) == 10 and {len(row) for row in rows} == {len(head)} == {8}
    assert any(day in row[2] for row in rows)
    assert all(row[-2].startswith(f"{address}{language}statements/") for row in rows)


def test_groups_of_a_table_are_a_column_of_what_is_saved(page: Page, address: str) -> None:
    page.goto(address + "actors/")
    with page.expect_download() as saving:
        page.click("[data-save]")
    head, *rows = csv.reader(Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines())
    assert head == ["Kind", "Name", "Office", "When", "Country", "Statements", "Address", "Licence"]
    assert rows[0][0] != rows[-1][0] and rows[-1][2] == ""


def test_what_stands_beside_a_date_is_saved_with_it(page: Page, address: str) -> None:
    """A day alone is written as a spreadsheet knows it; what is only sorted by a date stays what it says."""
    page.goto(address + "reference/commitments/?outcome=Overdue")
    with page.expect_download() as saving:
        page.click("[data-save]")
    head, row = csv.reader(Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines())
    assert row[head.index("Today")] == "overdue: 5 months"


def test_rows_that_cannot_be_loaded_are_said_to_be_missing(page: Page, address: str) -> None:
    page.route("**/tables/*.js", lambda route: route.abort())
    page.goto(address + "reference/sources/?language=English")
    expect(page.locator("output")).to_have_text("The rows could not be loaded.")


def test_without_a_script_the_rows_stand_there_and_nothing_dead_beside_them(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "reference/sources/")
    assert page.locator(ROWS).count() > 10 and page.locator(".kb-filter").is_hidden()
    context.close()


def test_a_long_list_folds_on_a_phone_only(page: Page, address: str) -> None:
    """On a wide screen and on paper it is open, and nothing is there to press."""
    page.goto(address + "reference/glossary/")
    part, title = page.locator(".kb-fold dl").first, page.locator(".kb-fold summary").first
    assert part.is_visible() and title.is_hidden()
    page.set_viewport_size({"width": 390, "height": 200})
    height = page.evaluate("document.scrollingElement.scrollHeight")
    title.click()
    assert page.evaluate("document.scrollingElement.scrollHeight") > height
    page.emulate_media(media="print")
    assert title.is_hidden() and part.bounding_box() is not None


def test_a_link_into_a_folded_part_opens_it(page: Page, address: str, built: Built) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    term = built.pages["reference/glossary/"].xpath("//dt/@id")[-1]
    page.goto(f"{address}reference/glossary/#{term}")
    assert page.evaluate("document.querySelector(':target').closest('details').open")
