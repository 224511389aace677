"""What connects two records, asked on the register of connections, as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

FOUND = ".kb-pair__found"
AT = "reference/connections/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


def test_two_names_in_part_and_in_either_alphabet_show_what_both_belong_to(page: Page, address: str) -> None:
    """The answer stands in the address, and a link to it shows the same."""
    page.goto(address + AT)
    page.fill("[name=one]", "прымеркін")
    page.fill("[name=other]", "sample joan")
    lines = page.locator(f"{FOUND} li")
    expect(lines).to_have_text(["Ivan Primerkin → Took part in: Forum of Measures (2025) → Participants: Joan Sample"])
    page.goto(page.url)
    expect(lines).to_have_count(1)
    expect(page.locator(f"{FOUND} p").first).to_have_text(
        "Ivan Primerkin and Joan Sample are linked through other records; shortest ways: 1. No direct link is recorded."
    )


def test_a_direct_link_is_the_only_way_that_is_shown(page: Page, address: str) -> None:
    page.goto(address + AT + "?one=Primerkin&other=Board of Measures")
    expect(page.locator(f"{FOUND} p").first).to_have_text("Ivan Primerkin and Board of Measures are linked directly.")
    expect(page.locator(f"{FOUND} li")).to_have_count(1)


def test_a_name_that_no_record_has_is_told_and_is_no_markup(page: Page, address: str) -> None:
    page.goto(address + AT)
    page.fill("[name=one]", "<b>nobody</b>")
    page.fill("[name=other]", "joan")
    expect(page.locator(FOUND)).to_contain_text("is called “<b>nobody</b>”")


def test_two_names_of_one_record_are_told_to_be_one(page: Page, address: str) -> None:
    page.goto(address + AT + "?one=Primerkin&other=прымеркін")
    expect(page.locator(FOUND)).to_have_text(
        "Both names mean Ivan Primerkin. Write another one into one of the fields."
    )


def test_a_name_that_several_have_offers_the_others(page: Page, address: str) -> None:
    """Pressed, one of them is taken."""
    page.goto(address + AT + "?one=Primerkin&other=exampl")
    other = page.locator(f"{FOUND} button").first
    name = other.inner_text()
    other.click()
    expect(page.locator("[name=other]")).to_have_value(name)
    expect(page.locator(f"{FOUND} button")).to_have_count(0)


def test_a_record_leads_there_with_its_name_filled_in(page: Page, address: str) -> None:
    page.goto(address + "ru/actors/joan-sample/")
    page.locator("a[href*='reference/connections/']").last.click()
    expect(page.locator("[name=one]")).to_have_value("Джоан Сампл")
