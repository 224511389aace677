"""What a page offers those who cite it, follow it or find a mistake in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

import pytest
import rispy
from playwright.sync_api import Browser, Page
from pybtex.database import parse_string

from kbase.core.base import KnowledgeBase
from tests.conftest import Built

STATEMENT, RECORD = "statements/reading-01/", "actors/examplia/"


def metadata(built: Built, at: str) -> dict[str, str]:
    """Name or property of a page's metadata → what it says."""
    metas = built.pages[at].findall(".//head/meta")
    named = [(meta.get(key), meta.get("content", "")) for meta in metas for key in ("name", "property")]
    return {name: content for name, content in named if name}


def test_reference_managers_and_messengers_find_the_whole_title_the_day_and_the_address(built: Built) -> None:
    for at in (STATEMENT, f"ru/{STATEMENT}", RECORD, "ru/"):
        said, page = metadata(built, at), built.pages[at]
        title = said["citation_title"]
        assert title == said["DC.title"] == said["og:title"] and "…" not in title
        assert title in (page.findtext(".//title") or "") or at == "ru/"
        assert said["citation_public_url"] == said["og:url"] == urljoin("https://example.org/kb/", at)
        assert said["citation_publication_date"].replace("/", "-") == said["DC.date"] == "2026-11-25"
        assert said["og:locale"] == ("ru" if at.startswith("ru/") else "en") and said["z:itemType"] == "webpage"


def test_a_list_of_sources_can_be_taken_away_in_every_form(built: Built, base: KnowledgeBase) -> None:
    taken = 0
    for at, page in built.pages.items():
        links = page.xpath("//*[contains(@class, 'kb-take')]/a[@download]/@href")
        listed = [li.get("id").removeprefix("source-") for li in page.xpath("//ol[@class='kb-sources']/li")]
        assert bool(links) is bool(listed), at
        if listed:
            text, bib, ris, csl = ((built.folder / at / link).read_text(encoding="utf-8") for link in links)
            assert text.startswith("\ufeff") and not any(other.startswith("\ufeff") for other in (bib, ris, csl))
            assert list(parse_string(bib, "bibtex").entries) == listed
            assert [record["id"] for record in rispy.loads(ris)] == [item["id"] for item in json.loads(csl)] == listed
            assert len(text.splitlines()) == len(listed) and text.startswith("\ufeff1. ")
            taken += 1
    assert taken > 4


def test_feed_finders_find_the_feed_of_a_page_in_the_usual_form(built: Built) -> None:
    for at in ("", "ru/", RECORD, STATEMENT):
        (link,) = built.pages[at].xpath("//head/link[@rel='alternate'][@type='application/atom+xml']")
        assert (built.folder / at / link.get("href")).resolve().is_file()


def test_a_feed_is_linked_in_sight_on_home_in_the_footer_and_on_records(built: Built) -> None:
    for at, where in (("", "kb-tiles"), (STATEMENT, "kb-footer"), (RECORD, "kb-actions")):
        links = built.pages[at].xpath(f"//*[contains(@class, '{where}')]//a[@type='application/atom+xml']/@href")
        assert links and all((built.folder / at / link).resolve().is_file() for link in links), at


@pytest.mark.parametrize(("at", "how"), [("", "put the address of this page"), ("ru/", "адрес этой страницы")])
def test_a_feed_that_is_opened_in_a_browser_says_what_it_is_for(page: Page, address: str, at: str, how: str) -> None:
    page.goto(f"{address}{at}feed.xml")
    subtitle = page.locator("feed > subtitle")
    assert subtitle.is_visible() and how in (subtitle.text_content() or "")
    assert page.locator("entry > title").first.is_visible() and not page.locator("entry > content").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('entry')).borderTopStyle") == "solid"


def test_every_page_leads_to_what_is_new_and_to_the_form_by_the_same_words(built: Built) -> None:
    for at, page in built.pages.items():
        links = {urljoin(f"https://e.org/{at}", link) for link in page.xpath("//footer//a/@href")}
        language = "ru/" if at.startswith("ru/") else ""
        form = f"https://e.org/{language}about/form/?"
        assert f"https://e.org/{language}reference/new/" in links, at
        told = {link for link in links if link.startswith(form)}
        actions = page.xpath("//ul[contains(@class, 'kb-actions')]//a/@href")
        below = {urljoin(f"https://e.org/{at}", link) for link in actions if "about/form/" in link or "#" in link}
        below = {link for link in below if "?about=" not in link}
        assert len(told) == 1 and below in (told, set()), at


def test_no_page_tells_its_readers_to_run_a_program(built: Built) -> None:
    """But for those who write here: they have it."""
    for_writers = ("about/contribute", "about/guide", "about/checks")
    told = [at for at, page in built.pages.items() if "python3" in page.text_content()]
    assert [at for at in told if not any(page in at for page in for_writers)] == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_a_citation_is_copied_with_the_date_of_the_readers_clock(page: Page, address: str) -> None:
    page.goto(address + STATEMENT)
    page.click(".kb-citation summary")
    page.locator(".kb-citation dd").filter(has_text="URL: ").get_by_role("button").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"(accessed: {date.today():%d.%m.%Y}).") and copied.startswith("Reading 1")
    bibtex = page.locator(".kb-citation dd").filter(has_text="@online").locator("pre").inner_text()
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert entry.fields["urldate"] == date.today().isoformat()


def test_the_list_of_sources_is_copied_as_soon_as_it_is_asked_for(page: Page, address: str, built: Built) -> None:
    """As it stands in its file, whose mark is no part of it."""
    at = next(at for at, one in built.pages.items() if at.startswith("ru/actors/") and one.find_class("kb-take"))
    page.goto(address + at)
    page.get_by_text("Копировать список").click()
    page.get_by_text("Скопировано", exact=True).wait_for()
    written = (built.folder / at / "sources.txt").read_text(encoding="utf-8-sig").strip()
    assert page.evaluate("navigator.clipboard.readText()") == written and written.startswith("1. ")


def test_a_list_that_cannot_be_copied_is_marked(browser: Browser, address: str, built: Built) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    at = next(at for at, one in built.pages.items() if at.startswith("actors/") and one.find_class("kb-take"))
    page.goto(address + at)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.get_by_text("Copy the list").click()
    page.wait_for_function("() => String(getSelection()).startsWith('1. ')")
    context.close()


def test_without_a_script_the_citations_are_there_as_text(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STATEMENT)
    page.click(".kb-citation summary")
    text = page.locator(".kb-citation").inner_text()
    assert "Retrieved ____, from https://example.org/" in text and "@online{" in text and "urldate" not in text
    context.close()


def test_a_page_asks_for_no_sitemap(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + RECORD)
    page.wait_for_load_state("networkidle")
    assert asked and [url for url in asked if "sitemap" in url] == []


def test_what_came_since_the_last_visit_is_marked_and_nothing_leaves_the_browser(page: Page, address: str) -> None:
    page.goto(address + "reference/new/")
    page.get_by_text("From your next visit on").wait_for()
    key = page.evaluate("Object.keys(localStorage).find((name) => name.endsWith(' seen'))")
    page.reload()
    page.get_by_text("Nothing has changed since you were last here").wait_for()
    for odd in ("[", '{"day": "x", "on": "zzz"}'):  # What another page of the same origin has left there.
        page.evaluate("([key, odd]) => localStorage.setItem(key, odd)", [key, odd])
        page.reload()
        page.get_by_text("From your next visit on").wait_for()
    page.evaluate(
        "(key) => localStorage.setItem(key, JSON.stringify({day: '2020-01-01', total: 1, on: '2020-01-01'}))", key
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method + request.url))
    page.reload()
    page.get_by_text("Since you were last here, on 1 January 2020, changes:").wait_for()
    assert page.locator(".kb-fresh").count() >= 1
    assert all(url.startswith("GET" + address) and "?2020" not in url for url in asked)
    page.locator("[data-since-day] input").fill("2999-01-01")
    page.get_by_text(
        "Since 1 January 2999, additions, labels, stages and dates that passed: 0; "
        "changes of wording, notes or sources: 0"
    ).wait_for()
    assert page.locator("[data-day]:visible").count() == 0
    assert page.locator(".kb-days a[href*='#d-']:visible").count() == 0
    page.locator("[data-since-day] input").fill("2020-01-01")
    page.get_by_text("Since 1 January 2020: all of it, as the base begins on ").wait_for()
    page.goto(page.url)  # As whoever comes back to it does.
    page.get_by_text("Since 1 January 2020: all of it").wait_for()
    assert page.locator("[data-day]:visible").count() >= 1


def test_a_report_names_the_page_that_the_reader_came_from(page: Page, address: str) -> None:
    """On the page that says where to write."""
    page.goto(f"{address}about/trust/", referer=f"{address}reference/timeline/")
    page.click(".kb-report summary")
    page.locator("[data-from]").filter(has_text="reference/timeline/").wait_for()
