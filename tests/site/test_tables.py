"""Long tables: a line per record, chosen, sorted and saved by readers; long lists, which fold on a phone."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kbase.core.base import KnowledgeBase
from kbase.core.records.vocabulary import Ownership
from tests.conftest import Built

ROWS = ".kb-register tbody tr:visible"
YEARS = ("2027", "2025", "2025-2", "2024", "2023")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page of a desktop's width. No service worker asks for what a test answers itself."""
    context = browser.new_context(color_scheme="light", accept_downloads=True, service_workers="block")
    yield context.new_page()
    context.close()


def shown(built: Built, at: str) -> list[list[str]]:
    """The cells of each row on a page."""
    rows = built.pages[at].xpath("//table[contains(@class, 'kb-register')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.findall("td")] for row in rows]


def handed_over(folder: Path, name: str) -> list[list[str]]:
    """The cells of each row that the script of a long table holds; the last ones are shown nowhere."""
    text = (folder / "tables" / name).read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("kbRows(").removesuffix(");\n"))
    return [[" ".join((cell if isinstance(cell, str) else cell[0]).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_pages_of_years_hold_every_statement_in_one_line(built: Built, language: str) -> None:
    """A link to a statement's card on such a page leads to its line."""
    prefix = "ru/" if language == "ru" else ""
    rows = [row for year in YEARS for row in shown(built, f"{prefix}reference/statements/{year}/")]
    assert rows == [row[:6] for row in handed_over(built.folder, f"statements.{language}.js")] and len(rows) == 60
    line = built.pages[f"{prefix}reference/statements/2025/"].xpath("//tr[@id]")[0]
    assert line.find(".//a").get("href").endswith(f"/statements/{line.get('id').removeprefix('s-')}/")


def test_a_long_table_begins_on_its_register_and_its_script_has_all_rows(built: Built) -> None:
    for name, columns in ("statements", 6), ("sources", 7):
        rows = [row[:columns] for row in handed_over(built.folder, f"{name}.ru.js")]
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


def saved(page: Page) -> list[list[str]]:
    """The rows of the spreadsheet that the page saves, without its head."""
    with page.expect_download() as saving:
        page.click("[data-save]")
    _, *rows = csv.reader(Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines())
    return rows


def test_the_button_says_how_many_rows_it_saves_and_saves_these(page: Page, address: str) -> None:
    """All rows where none are chosen, however many the page shows."""
    page.goto(address + "reference/statements/")
    button = page.locator("[data-save]")
    expect(button).to_have_text("Save as CSV, rows: 60")
    assert len(saved(page)) == 60
    page.select_option("[name=year]", "2024")
    expect(button).to_have_text("Save as CSV, rows: 10")
    assert len(saved(page)) == 10


def test_statements_are_chosen_by_the_country_of_their_speaker(page: Page, address: str) -> None:
    """Which has no column; a fact has no speaker."""
    page.goto(address + "reference/statements/")
    page.select_option("[name=country]", "by")
    expect(page.locator("output")).not_to_have_text("Shown: 30 of 60")
    chosen = saved(page)
    assert chosen and {row[6] for row in chosen} == {"Belarus"} and len(chosen) < 60
    page.select_option("[name=country]", "none")
    expect(page.locator("[data-save]")).not_to_have_text(f"Save as CSV, rows: {len(chosen)}")
    assert {row[3] for row in saved(page)} == {"Fact"} and page.locator(ROWS).first.locator("td").count() == 6


def test_sources_are_chosen_by_owner_and_those_of_no_state_at_once(page: Page, address: str) -> None:
    page.goto(address + "reference/sources/?owner=no-state")
    expect(page.locator("output")).to_contain_text("Shown: ")
    expect(page.locator(".kb-register tbody td:nth-child(3)").first).to_be_visible()
    kinds = {row[2] for row in saved(page)}
    assert kinds and kinds <= {"private", "non-profit", "academic"}
    page.select_option("[name=owner]", "")
    page.select_option("[name=final]", index=1)
    name = page.locator("[name=final] option:checked").inner_text()
    expect(page.locator("[data-save]")).to_have_text(f"Save as CSV, rows: {page.locator(ROWS).count()}")
    assert all(name in row[7] for row in saved(page))


def test_statements_are_chosen_by_the_owners_of_their_sources(page: Page, address: str, base: KnowledgeBase) -> None:
    page.goto(address + "reference/statements/?owner=no-state")
    expect(page.locator("output")).not_to_have_text("Shown: 30 of 60")
    assert {row[7] for row in saved(page)} == {"no state (private, academic …)"}
    apart = {Ownership.PRIVATE, Ownership.NON_PROFIT, Ownership.ACADEMIC}
    chosen = [s for s in base.in_order if {owner_of(base, link.id) for link in s.sources} <= apart]
    assert len(saved(page)) == len(chosen) > 0


def owner_of(base: KnowledgeBase, source: str) -> Ownership:
    return base.publishers[base.sources[source].published_by].ownership


def test_the_head_of_a_group_counts_the_rows_that_are_left(page: Page, address: str) -> None:
    page.goto(address + "reference/commitments/")
    heads = page.locator("article h2:visible")
    before = heads.all_inner_texts()
    page.select_option("[name=year]", "2026")
    expect(page.locator(ROWS)).to_have_count(1)
    assert heads.all_inner_texts() == ["Date passed, outcome not known (1)"]
    page.select_option("[name=year]", "")
    expect(heads).to_have_text(before)


def test_a_group_without_a_chosen_row_is_not_shown(page: Page, address: str) -> None:
    page.goto(address + "ru/reference/commitments/")
    page.select_option("[name=outcome]", "Срок прошёл, исход неизвестен")
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
    assert len(rows) == 10 and {len(row) for row in rows} == {len(head)} == {10}
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
    page.goto(address + "reference/commitments/?outcome=overdue")
    with page.expect_download() as saving:
        page.click("[data-save]")
    head, row = csv.reader(Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines())
    assert row[head.index("On 25 November 2026")] == "due 5 months ago"


def hand_over(page: Page, texts: list[str]) -> None:
    """From now on the script of a long table has rows with these texts."""
    rows = json.dumps([[text, "", "", "", "", "1"] for text in texts])
    page.route("**/tables/*.js", lambda route: route.fulfill(body=f"kbRows({rows});", content_type="text/javascript"))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Учёт приборов", "учет"),
        ("The people’s scales", "people's"),
        ("The people's scales", "people’s"),
        ("Coope\u00adration in force", "cooperation"),
        ("In\u00a0force", "in force"),
        ("Co\u2011operation", "co-operation"),
    ],
)
def test_words_are_found_however_they_are_written(page: Page, address: str, written: str, typed: str) -> None:
    """As the search finds them: ё and е, apostrophes, hyphens, spaces that break no line, and what no reader sees."""
    hand_over(page, [written, "something else"])
    page.goto(address + "reference/statements/")
    page.fill("[name=text]", typed)
    expect(page.locator(ROWS)).to_have_count(1)


def test_more_rows_leave_the_focus_where_it_was(page: Page, address: str) -> None:
    hand_over(page, [f"weight {number}" for number in range(250)])
    page.goto(address + "reference/statements/?text=weight")
    more = page.locator(".kb-table + .kb-button")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_have_count(200)
    assert more.evaluate("button => button === document.activeElement")


def test_when_the_last_rows_are_shown_the_first_of_them_has_the_focus(page: Page, address: str) -> None:
    page.goto(address + "reference/statements/")
    links = page.locator(f"{ROWS} a").first.get_attribute("href")
    rows = json.dumps([[[f"weight {number}", "", links], "", "", "", "", "1"] for number in range(150)])
    page.route("**/tables/*.js", lambda route: route.fulfill(body=f"kbRows({rows});", content_type="text/javascript"))
    page.fill("[name=text]", "weight")
    page.locator(".kb-table + .kb-button").press("Enter")
    expect(page.locator(ROWS)).to_have_count(150)
    assert page.evaluate("document.activeElement.textContent") == "weight 100"


@pytest.mark.parametrize("body", ["", "<p>Please log in</p>", "kbRows(null);"])
def test_a_script_without_rows_is_said_to_be_missing_and_asked_for_again(page: Page, address: str, body: str) -> None:
    """As a network that asks for a password answers."""
    page.route("**/tables/*.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    page.goto(address + "reference/sources/?language=en")
    expect(page.locator("output")).to_have_text("The rows could not be loaded.")
    page.unroute_all()
    page.select_option("[name=language]", "ru")
    expect(page.locator("output")).to_contain_text("Shown: ")


def test_rows_that_cannot_be_loaded_are_said_to_be_missing(page: Page, address: str) -> None:
    page.route("**/tables/*.js", lambda route: route.abort())
    page.goto(address + "reference/sources/?language=en")
    expect(page.locator("output")).to_have_text("The rows could not be loaded.")


# --- addresses ------------------------------------------------------------------------------------------------------


def test_a_link_to_a_row_that_is_not_chosen_shows_it(page: Page, address: str, built: Built) -> None:
    """Whether the page is opened by it, or was open."""
    page.goto(address + "agreements/")
    row = page.locator(".kb-register tr[id]").first.get_attribute("id")
    page.goto(f"{address}agreements/?text=nothing-has-this#{row}")
    expect(page.locator(f"#{row}")).to_be_in_viewport()
    assert page.url.endswith(f"agreements/#{row}")
    page.fill("[name=text]", "nothing has this")
    expect(page.locator(ROWS)).to_have_count(0)
    assert "#" not in page.url
    page.evaluate(f"location.hash = '{row}'")
    expect(page.locator(f"#{row}")).to_be_in_viewport()


def test_a_link_to_a_group_that_is_not_chosen_shows_it(page: Page, address: str) -> None:
    page.goto(address + "actors/?kind=person#university")
    expect(page.locator("#university")).to_be_in_viewport()


def test_the_language_switch_names_no_place_that_a_filter_hides(page: Page, address: str) -> None:
    """In the other language it would be shown, and the filter emptied."""
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto(address + "agreements/?kind=treaty")
    expect(page.locator("output")).to_contain_text("Shown: ")
    page.evaluate("scrollTo(0, 60)")
    page.click(".kb-switch")
    page.wait_for_url("**/ru/agreements/?*")
    place = page.url.partition("#")[2]
    assert not place or page.locator(f"[id='{place}']").is_visible()
    assert "kind=treaty" in page.url


def test_what_is_no_anchor_behind_the_address_breaks_nothing(page: Page, address: str) -> None:
    """Nor any text that can be decoded."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}actors/ivan-primerkin/#50%")
    page.locator(".kb-cite a").first.focus()
    assert faults == [] and page.locator(".kb-popover").is_visible()


def test_the_language_switch_keeps_what_was_chosen_and_its_order(page: Page, address: str) -> None:
    """But not the words that were typed, which rows of the other language do not have."""
    page.goto(address + "reference/sources/")
    page.select_option("[name=language]", label="Russian")
    page.select_option("[name=owner]", index=1)
    page.click(".kb-register th:nth-child(2) button")
    expect(page.locator("output")).to_contain_text("Shown: ")
    page.fill("[name=text]", "a")
    page.click(".kb-switch")
    page.wait_for_url("**/ru/reference/sources/?*")
    kept = dict(part.split("=") for part in page.url.partition("?")[2].partition("#")[0].split("&"))
    assert kept.keys() == {"language", "owner", "sort"} and kept["language"] == "ru" and kept["sort"] == "0.1"
    assert page.locator("[name=language] option:checked").inner_text() == "русский"
    expect(page.locator("[aria-sort=ascending]")).to_have_text("Издатель")


@pytest.mark.parametrize(
    "at", ["actors", "agreements", "reference/commitments", "reference/statements", "reference/sources"]
)
def test_what_is_chosen_is_called_the_same_in_both_languages(built: Built, at: str) -> None:
    english, russian = (
        {option.get("value") for option in built.pages[f"{prefix}{at}/"].xpath("//form//option")}
        for prefix in ("", "ru/")
    )
    assert english == russian and len(english) > 2


def test_an_address_with_the_words_of_a_list_leads_to_their_rows(page: Page, address: str) -> None:
    """Such addresses were published before there were ids."""
    page.goto(address + "ru/reference/commitments/?outcome=Срок прошёл, исход неизвестен")
    expect(page.locator("output")).to_have_text("Показано: 1 из 6")


def test_a_heading_of_several_tables_stands_in_the_list_of_orders(page: Page, address: str) -> None:
    page.goto(address + "actors/")
    tables = page.locator("table.kb-register").count()
    page.goto(f"{address}actors/?sort=-{tables - 1}.0")
    assert page.locator("[name=sort] option:checked").inner_text().endswith("↓")


def test_what_was_typed_is_in_the_address_at_once(page: Page, address: str) -> None:
    page.goto(address + "agreements/")
    page.fill("[name=text]", "measures")
    assert page.evaluate("location.search") == "?text=measures"


def test_the_first_press_on_a_column_of_numbers_shows_the_greatest_first(page: Page, address: str) -> None:
    page.goto(address + "actors/")
    heading = page.locator("th:last-child").first
    heading.locator("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    heading.locator("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize(("at", "name"), [("reference/sources/", "Date"), ("reference/commitments/", "Due")])
@pytest.mark.parametrize("has_days", [True, False])
def test_the_first_press_on_a_column_of_dates_shows_the_oldest_first(
    page: Page, address: str, at: str, name: str, has_days: bool
) -> None:
    """Also where some of them, or all on this page, are years."""

    def years_alone(route: Route) -> None:
        text = re.sub(r'data-sort="[^"]*?(\d{4})[^"]*">.*?</td>', r'data-sort="\1">\1</td>', route.fetch().text())
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    if not has_days:
        page.route(f"**/{at}", years_alone)
    page.goto(address + at)
    heading = page.locator("th", has_text=re.compile(f"^{name}$")).first
    column = heading.evaluate("head => head.cellIndex")
    dates = page.locator(f"{ROWS} td:nth-child({column + 1})").evaluate_all("all => all.map(one => one.dataset.sort)")
    assert {len(date) == 4 for date in dates if date} == ({True, False} if has_days else {True})
    heading.locator("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")


def test_a_phone_that_is_turned_has_headings_to_press(page: Page, address: str) -> None:
    """Upright they are out of sight, also for the keys."""
    page.set_viewport_size({"width": 390, "height": 1000})
    page.goto(address + "agreements/")
    button = page.locator(".kb-register th button").first
    assert button.count() == 1 and button.is_hidden()
    page.set_viewport_size({"width": 1000, "height": 390})
    button.click()
    expect(page.locator("[aria-sort=ascending]")).to_have_count(1)


def test_a_label_of_doubt_is_no_part_of_the_date_that_is_saved(page: Page, address: str) -> None:
    """The rows are found by it all the same."""

    def in_doubt(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=text.replace("</time>", '</time> <a class="kb-doubt" href="#">Evidence: one origin</a>'))

    page.route("**/agreements/", in_doubt)
    page.goto(address + "agreements/")
    dates = page.locator("td:has(.kb-doubt) time").evaluate_all("times => times.map(time => time.dateTime)")
    with page.expect_download() as saving:
        page.click("[data-save]")
    head, *rows = csv.reader(Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines())
    saved = [row[head.index("Last step")] for row in rows]
    assert sorted(filter(None, saved)) == sorted(dates) != []
    page.fill("[name=text]", "one origin")
    expect(page.locator(ROWS)).to_have_count(len(dates))


def test_without_a_script_the_rows_stand_there_and_nothing_dead_beside_them(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "reference/sources/")
    assert page.locator(ROWS).count() > 10 and page.locator(".kb-filter").is_hidden()
    context.close()


def test_a_number_of_the_timeline_opens_its_year_with_that_side_alone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "reference/timeline/")
    cell = page.locator("table.kb-years td a").first
    lane = (cell.get_attribute("href") or "").rpartition("-")[2]
    count = int(cell.inner_text())
    cell.click()
    year = page.locator("[data-year]:has(details[open])")
    expect(year).to_have_count(1)
    expect(year.locator("li:visible")).to_have_count(count)
    expect(year.locator(f"li[data-lane={lane}]:visible")).to_have_count(count)
    expect(year.locator("summary")).to_have_text(f"Show: {count}")
    expect(year.locator("h2")).to_be_in_viewport()
    assert page.locator("[name=side]").input_value() == lane


@pytest.mark.parametrize("width", [320, 1200])
def test_the_timeline_can_be_read_from_the_oldest_on(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + "ru/reference/timeline/")
    before = page.locator(".kb-timeline > li").all_text_contents()
    page.select_option("[name=order]", "oldest")
    assert page.locator(".kb-timeline > li").all_text_contents() == before[::-1]
    page.select_option("[name=order]", "")
    assert page.locator(".kb-timeline > li").all_text_contents() == before
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


def test_a_long_list_folds_on_a_phone_only(page: Page, address: str) -> None:
    """On a wide screen and on paper it is open, and nothing is there to press."""
    page.goto(address + "reference/commitments/")
    part, title = page.locator(".kb-fold table").first, page.locator(".kb-fold summary").first
    assert part.is_visible() and title.is_hidden()
    page.set_viewport_size({"width": 390, "height": 200})
    height = page.evaluate("document.scrollingElement.scrollHeight")
    title.click()
    assert page.evaluate("document.scrollingElement.scrollHeight") > height
    page.emulate_media(media="print")
    assert title.is_hidden() and part.bounding_box() is not None


def test_a_link_to_a_heading_opens_its_list_which_a_phone_folds(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "reference/commitments/#overdue")
    assert page.locator("#overdue ~ details td").first.is_visible()
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = false; })")
    page.evaluate("location.hash = ''")
    page.evaluate("location.hash = 'overdue'")
    expect(page.locator("#overdue ~ details td").first).to_be_visible()


def test_a_link_into_a_folded_part_opens_it(page: Page, address: str, built: Built) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    term = built.pages["reference/glossary/"].xpath("//dt/@id")[-1]
    page.goto(f"{address}reference/glossary/#{term}")
    assert page.evaluate("document.querySelector(':target').closest('details').open")
