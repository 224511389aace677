"""The zip: unpacked in an awkward folder, opened by double click without a network, read and checked in Chromium."""

from __future__ import annotations

import os
import posixpath
import re
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from kbase.core.drafting.contribution import read_contribution
from kbase.files.beside import LIST
from kbase.offline import manifest
from kbase.offline.zipping import TOP
from tests.repositories import ROOT, digests, kb, must

ABOUT = {"en": "about/this-copy.html", "ru": "ru/about/this-copy.html"}
WHOLE = {"en": "This copy is whole", "ru": "Копия цела"}
BROKEN = {"en": "This copy is not whole", "ru": "Копия не цела"}
ALTERED = {"en": "altered", "ru": "изменён"}


def check_folder(page: Page, copy: Path, handed_over: Path, language: str = "en") -> str:
    """Hands a folder or zip to the page "About this copy" of `copy`; gives what it says."""
    page.goto((copy / ABOUT[language]).as_uri())
    kind = "folder" if handed_over.is_dir() else "zip"
    page.set_input_files(f"[data-copy={kind}]", handed_over)
    expect(page.locator("[data-copy=result]")).to_contain_text(
        re.compile("whole|цела|cut|обрезан|no copy"), timeout=60_000
    )
    return page.locator("[data-copy=result]").inner_text()


def faults(page: Page) -> list[str]:
    return page.locator("[data-copy=faults] li").all_inner_texts()


def test_a_former_address_leads_to_a_file(copy: Path) -> None:
    for folder in (copy, copy / "ru"):
        text = (folder / "actors/scales-works.html").read_text(encoding="utf-8")
        assert 'content="0; url=../actors/gauge-works.html"' in text and (folder / "actors/gauge-works.html").is_file()


def test_every_link_names_a_file_that_is_there(copy: Path) -> None:
    """No directory addresses: a folder opened from a disk shows its list of files, not its index.html."""
    wrong = []
    for path in copy.rglob("*.html"):
        here = path.relative_to(copy).parent.as_posix()
        for element in html.parse(str(path)).getroot().iter("a", "link", "script", "img"):
            link = urldefrag(element.get("href") or element.get("src") or "")[0].partition("?")[0]
            if link and ":" not in link and not (copy / posixpath.normpath(f"{here}/{unquote(link)}")).is_file():
                wrong.append((path.name, link))
    assert wrong == []


def test_the_copy_names_published_addresses_where_it_is_cited(copy: Path) -> None:
    page = html.parse(str(copy / "ru/actors/gauge-works.html")).getroot()
    address = "https://example.org/kb/ru/actors/gauge-works/"
    assert page.find(".//link[@rel='canonical']").get("href") == address
    assert address in page.find_class("kb-citation")[0].text_content()


def test_unpacked_files_have_the_usual_rights(archive: Path) -> None:
    """No rights of the machine that made the zip are in it, neither too wide nor too narrow."""
    with zipfile.ZipFile(archive) as packed:
        assert {(entry.create_system, entry.external_attr >> 16) for entry in packed.infolist()} == {(0, 0)}
        assert [e.filename for e in packed.infolist()] == sorted(e.filename for e in packed.infolist())
        assert all(entry.filename.startswith(f"{TOP}/") for entry in packed.infolist())


def test_it_is_read_by_double_click_in_both_languages(page: Page, copy: Path) -> None:
    page.goto((copy / "index.html").as_uri())
    page.click(".md-tabs__link >> text=Actors")
    page.click("article a >> text=Ivan Primerkin")
    assert page.url == (copy / "actors/ivan-primerkin.html").as_uri()
    page.click(".kb-switch")
    expect(page.locator("h1")).to_have_text("Иван Примеркин")
    assert page.evaluate("getComputedStyle(document.querySelector('.kb-facts')).display") == "grid"
    page.click("footer a >> text=Об этой копии")
    expect(page.locator("h1")).to_have_text("Об этой копии")
    page.click(".kb-switch")
    expect(page.locator("h1")).to_have_text("About this copy")


@pytest.mark.parametrize(
    ("start", "query", "found"),
    [
        ("index.html", "Primerkin", "actors/ivan-primerkin.html"),
        ("actors/gauge-works.html", "treaties on common measures", "agreements/treaty-on-measures-2025.html"),
        ("ru/index.html", "Примеркиным", "ru/actors/ivan-primerkin.html"),
        ("ru/actors/gauge-works.html", "договором о единых мерах", "ru/agreements/treaty-on-measures-2025.html"),
    ],
)
def test_its_search_finds_a_page_without_a_network(page: Page, copy: Path, start: str, query: str, found: str) -> None:
    page.goto((copy / start).as_uri())
    type_query(page, query)
    page.wait_for_selector(".kb-hit__link")
    address = (copy / found).as_uri()
    links = page.locator(".kb-hit__link").evaluate_all("links => links.map((link) => link.href)")
    assert address in links
    page.locator(".kb-hit__link").nth(links.index(address)).click()
    page.wait_for_url(address)
    expect(page.locator("h1")).to_be_visible()


def type_query(page: Page, query: str) -> None:
    """Opens the search by its key."""
    page.keyboard.press("/")
    page.wait_for_selector(".kb-search__input")
    page.keyboard.insert_text(query)


def test_its_tables_are_filtered_and_saved_without_a_network(page: Page, copy: Path) -> None:
    """From all pages of the table, and the address leads to the same rows."""
    page.goto((copy / "ru/reference/statements/index.html").as_uri())
    page.select_option("[name=year]", "2024")
    expect(page.locator("output")).to_have_text("Показано: 10 из 60")
    page.goto(page.url)
    expect(page.locator("output")).to_have_text("Показано: 10 из 60")
    with page.expect_download() as saving:
        page.click("[data-save]")
    assert saving.value.suggested_filename == "statements.ru.csv"
    page.click(".kb-register tbody a >> nth=0")
    expect(page.locator("h1.kb-statement")).to_be_visible()


def test_its_form_makes_a_file_without_a_network(page: Page, copy: Path, tmp_path: Path) -> None:
    """The statement that a page leads to it with is there, lists are chosen from, and the draft outlives the page."""
    page.goto((copy / "ru/statements/primerkin-on-900-guests.html").as_uri())
    page.click(".kb-actions >> text=Сообщить об ошибке")
    expect(page.locator("[data-card] .kb-card__text")).to_have_text(
        "Иван Примеркин сказал, что на форуме было 900 гостей."
    )
    page.fill("[data-part=statement] > [data-f=about] input", "Образция")
    page.click("[role=option] >> nth=0")
    page.fill("[data-what] [data-l=ru]", "О чём оно ещё.")
    page.reload()
    with page.expect_download() as saving:
        page.click("[data-save]")
    saving.value.save_as(tmp_path / "made.yml")
    made, problems = read_contribution((tmp_path / "made.yml").read_text(encoding="utf-8"), "made.yml")
    assert made and problems == []
    (change,) = made.changes.values()
    assert change.id == "primerkin-on-900-guests" and [*change.set] == ["about"] and len(change.set["about"]) == 2


def test_every_file_of_the_search_is_a_script_and_in_the_list(copy: Path) -> None:
    files = {path.relative_to(copy).as_posix() for path in (copy / "search").rglob("*") if path.is_file()}
    listed = manifest.read(lambda path: (copy / path).read_bytes())
    assert listed is not None and files <= set(listed["files"])
    assert len(files) > 100 and all(file.endswith(".js") for file in files)


def test_a_missing_part_of_the_search_is_told_by_the_search_and_the_check(browser: Browser, spoiled: Path) -> None:
    chunks = sorted((spoiled / "search/index").glob("en_*.js"))
    for chunk in chunks:
        chunk.unlink()
    page = browser.new_page()
    page.goto((spoiled / "index.html").as_uri())
    type_query(page, "Primerkin")
    expect(page.locator(".kb-search-dialog")).to_contain_text("The search could not be loaded")
    check_folder(page, spoiled, spoiled)
    assert faults(page) == [f"missing: search/index/{chunk.name}" for chunk in chunks]
    page.close()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_whole_folder_and_a_whole_zip_are_found_whole(page: Page, copy: Path, archive: Path, language: str) -> None:
    for handed_over in copy, archive, copy.parent:
        assert WHOLE[language] in check_folder(page, copy, handed_over, language)
        assert faults(page) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_altered_missing_and_extra_files_are_named(page: Page, spoiled: Path, language: str) -> None:
    file = spoiled / "ru/actors/gauge-works.html"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert BROKEN[language] in check_folder(page, spoiled, spoiled, language)
    assert faults(page) == [f"{ALTERED[language]}: ru/actors/gauge-works.html"]
    (spoiled / "index.html").unlink()
    (spoiled / "added.js").touch()
    check_folder(page, spoiled, spoiled)
    assert faults(page) == [
        "does not belong here: added.js",
        "missing: index.html",
        "altered: ru/actors/gauge-works.html",
    ]


def test_an_altered_list_is_named_by_the_page_that_goes_by_it(page: Page, spoiled: Path) -> None:
    """The page runs with the altered list, and still finds that it is the list that is wrong."""
    listed = spoiled / manifest.SCRIPT
    text = listed.read_text(encoding="utf-8")
    checksum = re.findall('"sha256":"(.*?)"', text)[0]
    listed.write_text(text.replace(checksum, checksum[::-1]), encoding="utf-8")
    assert BROKEN["en"] in check_folder(page, spoiled, spoiled)
    assert faults(page) == [f"altered: {manifest.SCRIPT}"]


def test_a_cut_zip_is_told(page: Page, copy: Path, archive: Path, tmp_path: Path) -> None:
    for share in (0.3, 0.99):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * share)])
        assert "cut short" in check_folder(page, copy, cut)


def test_a_byte_altered_in_a_zip_is_named(page: Page, copy: Path, archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    name = f"{TOP}/actors/gauge-works.html".encode()
    content[content.index(name) + len(name) + 200] ^= 1
    (tmp_path / "altered.zip").write_bytes(content)
    assert BROKEN["en"] in check_folder(page, copy, tmp_path / "altered.zip")
    assert [fault.partition(": ")[2] for fault in faults(page)] == ["actors/gauge-works.html"]


def test_a_folder_that_is_no_copy_is_told(page: Page, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    assert "no copy of the knowledge base" in check_folder(page, copy, tmp_path)


@pytest.mark.parametrize(
    ("language", "years", "said"),
    [("en", 10, "10 years"), ("ru", 10, "10 лет"), ("ru", 2, "2 года"), ("en", 0, "5 days"), ("ru", 0, "5 дней")],
)
def test_the_age_is_told_by_the_readers_clock(page: Page, copy: Path, language: str, years: int, said: str) -> None:
    listed = manifest.read(lambda path: (copy / path).read_bytes())
    assert listed is not None
    made = datetime.fromisoformat(listed["date"]).timestamp()
    page.clock.set_fixed_time(datetime.fromtimestamp(made + (365.2425 * years + 5) * 86400 + 60, UTC))
    page.goto((copy / ABOUT[language]).as_uri())
    assert page.locator("[data-copy=age]").inner_text().replace("\u00a0", " ") == said
    assert page.locator("[data-copy=warning]").is_visible() is (years > 0)
    assert page.locator("[data-copy=commit]").inner_text() == listed["commit"]


def test_a_clock_that_stands_before_the_copy_is_told(page: Page, copy: Path) -> None:
    page.clock.set_fixed_time(datetime(2001, 1, 1, tzinfo=UTC))
    page.goto((copy / ABOUT["en"]).as_uri())
    assert "clock" in page.locator("[data-copy=age]").inner_text()


def test_a_read_only_copy_is_read_and_checked_and_stays_as_it_is(page: Page, spoiled: Path) -> None:
    for path in (spoiled, *spoiled.rglob("*")):
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | (stat.S_IXUSR if path.is_dir() else 0))
    before = sorted((str(p), p.stat().st_mtime_ns) for p in spoiled.rglob("*"))
    try:
        assert WHOLE["ru"] in check_folder(page, spoiled, spoiled, "ru")
        assert kb(ROOT, "offline", "--verify", str(spoiled)).returncode == 0
        assert sorted((str(p), p.stat().st_mtime_ns) for p in spoiled.rglob("*")) == before
    finally:
        for folder, _, _ in os.walk(spoiled):
            Path(folder).chmod(0o700)


def test_the_terminal_names_what_is_wrong(spoiled: Path) -> None:
    (spoiled / "ru/index.html").write_text("no more", encoding="utf-8")
    ran = kb(ROOT, "offline", "--verify", str(spoiled))
    assert ran.returncode == 1
    assert ran.stdout == "altered: ru/index.html\n"
    assert "1 found wrong" in ran.stderr and "Traceback" not in ran.stderr


@pytest.mark.slow
def test_a_build_for_a_folder_gives_the_bytes_of_the_zip(example: Path, copy: Path, tmp_path: Path) -> None:
    """They are two runs, and the second one is made elsewhere."""
    must(kb(example, "build", "--for-folder", "--site-dir", str(tmp_path / "again")))
    assert {path: found for path, found in digests(tmp_path / "again").items() if path != LIST} == digests(copy)


def test_a_dropped_folder_and_a_dropped_zip_are_checked(page: Page, copy: Path, archive: Path) -> None:
    """Chromium gives a page opened from a folder no entries of a dropped folder, only a handle."""
    page.goto((copy / ABOUT["en"]).as_uri())
    page.locator(".kb-drop").scroll_into_view_if_needed()
    box = page.locator(".kb-drop").bounding_box()
    assert box is not None
    browser = page.context.new_cdp_session(page)
    for dropped in copy, archive:
        page.evaluate("document.querySelector('[data-copy=result]').textContent = ''")
        data = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            at = {"x": box["x"] + 20, "y": box["y"] + 20}
            browser.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
        expect(page.locator("[data-copy=result]")).to_contain_text(WHOLE["en"], timeout=60_000)
