"""The ZIM files: whole, complete, searched in their language, served by Debian's kiwix-serve, read in Chromium."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from kbase.core.base import KnowledgeBase, read_base
from kbase.files import icon
from kbase.offline.kiwix import for_kiwix, text_of, unmarked
from kbase.offline.verifying import verify
from kbase.offline.zipping import TOP
from kbase.site.site import Site
from tests.helpers import ACADEMY_EN, AS_TINY, more, repository
from tests.repositories import ROOT, kb

CODES = {"en": "eng", "ru": "rus"}
PREFIX = {"en": "", "ru": "ru/"}
MANDATORY = {"Name", "Title", "Language", "Creator", "Publisher", "Date", "Description"}
served_where_kiwix_is = pytest.mark.skipif(not shutil.which("kiwix-serve"), reason="kiwix-serve is not here")


def zim(packages: Path, language: str) -> Path:
    return packages / f"{TOP}-{language}.zim"


def matches(archive: Archive, words: str) -> list[str]:
    """The paths that a full-text query finds, best first."""
    search = Searcher(archive).search(Query().set_query(words))
    return list(search.getResults(0, search.getEstimatedMatches()))


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(packages: Path, language: str) -> Archive:
    return Archive(zim(packages, language))


def test_a_former_address_leads_to_its_record(book: Archive, language: str) -> None:
    """As Kiwix leads on: by an entry of its own kind."""
    old = book.get_entry_by_path(f"{PREFIX[language]}statements/gauge-showed-503-units.html")
    assert old.is_redirect and old.get_redirect_entry().path == f"{PREFIX[language]}statements/reading-01.html"
    assert f"{PREFIX[language]}actors/gauge-works.html" in matches(book, "scales-works")


def test_it_is_whole_and_says_all_that_kiwix_asks(book: Archive, language: str) -> None:
    assert book.check() and book.has_fulltext_index and book.has_title_index
    said = {key: book.get_metadata(key).decode() for key in book.metadata_keys if "Illustration" not in key}
    assert set(said) >= MANDATORY and all(said.values())
    assert len(said["Title"]) <= 30 and len(said["Description"]) <= 80
    assert said["Language"] == CODES[language] and "CC BY 4.0" in said["License"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["Date"])
    assert book.main_entry.get_item().path == f"{PREFIX[language]}index.html"
    assert bytes(book.get_illustration_item(48).content) == icon.png(48)


@pytest.mark.skipif(not shutil.which("zimcheck"), reason="zimcheck is not here")
def test_debians_zimcheck_passes_it(packages: Path, language: str) -> None:
    """All its tests, inner links among them."""
    ran = subprocess.run(["zimcheck", "-A", str(zim(packages, language))], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and "Overall Test Status: Pass" in ran.stdout, ran.stdout


def test_it_holds_every_page_of_its_language_and_none_of_the_other(book: Archive, copy: Path, language: str) -> None:
    pages = [path.relative_to(copy).as_posix() for path in copy.rglob("*.html") if path.name != "this-copy.html"]
    for path in pages:
        assert book.has_entry_by_path(path) is (path.startswith("ru/") == (language == "ru"))


def test_it_holds_the_rows_of_long_tables_in_its_language_only(book: Archive, language: str) -> None:
    assert [code for code in PREFIX if book.has_entry_by_path(f"tables/statements.{code}.js")] == [language]


def test_the_language_switch_leads_to_the_published_page(book: Archive, language: str) -> None:
    page = bytes(book.get_entry_by_path(f"{PREFIX[language]}actors/gauge-works.html").get_item().content).decode()
    other = "ru/" if language == "en" else ""
    assert re.findall(r'kb-switch" href="([^"]*)"', page) == [f"https://example.org/kb/{other}actors/gauge-works/"]


def test_the_note_of_a_text_that_is_behind_leads_there_too(tmp_path: Path) -> None:
    """The other language is not in the file."""
    changes = {**more(ACADEMY_EN, "\nMore. [@daily-on-forum]\n"), **AS_TINY}
    site = Site.of(read_base(repository(tmp_path, changes))[0], False, "2026-11-24")
    frame = '<a class="kb-switch" href="">s</a><a class="kb-about-copy">a</a><a class="kb-find" data-script="b">f</a>'
    tree = LexborHTMLParser(frame + site.render("actors/academy", "ru", '<h2 id="says">Says</h2>'))
    for_kiwix(tree, "ru/actors/academy.html", "ru", "https://example.org/kb/")
    assert not tree.css(".kb-about-copy, [data-script]")
    assert [link.attributes["href"] for link in tree.css(".kb-twin")] == ["https://example.org/kb/actors/academy/#says"]


@pytest.mark.parametrize(
    ("language", "forms", "path"),
    [
        ("en", ["treaties on measures", "treaty on measure"], "agreements/treaty-on-measures-2025.html"),
        ("ru", ["договор о мерах", "договора о мерах"], "ru/agreements/treaty-on-measures-2025.html"),
        ("ru", ["Примеркина", "Примеркиным"], "ru/actors/ivan-primerkin.html"),
    ],
)
def test_its_index_knows_the_forms_of_its_language(packages: Path, language: str, forms: list[str], path: str) -> None:
    archive = Archive(zim(packages, language))
    results = [matches(archive, form) for form in forms]
    assert all(path in found[:10] for found in results)
    assert all(set(found) == set(results[0]) for found in results)


@pytest.mark.parametrize("words", ["показаний", "учёные", "ученые", "измерительный", "Реестр"])
def test_letters_with_marks_are_found_with_and_without(packages: Path, words: str) -> None:
    """libzim takes the marks off a query: «й» is «и» there, «ё» is «е»."""
    archive = Archive(zim(packages, "ru"))
    assert matches(archive, words)
    assert set(matches(archive, words)) == set(matches(archive, unmarked(words)))


def test_every_word_of_a_page_finds_it(packages: Path, copy: Path) -> None:
    """A seeded sample of words with the letters that libzim changes."""
    archive, missed = Archive(zim(packages, "ru")), []
    pages = sorted((copy / "ru/actors").glob("*.html"))
    for page in pages:
        text = text_of(LexborHTMLParser(page.read_text(encoding="utf-8")))
        words = sorted({word for word in re.findall(r"\w{5,}", text) if "й" in word or "ё" in word})
        for word in Random(1).sample(words, min(6, len(words))):
            if page.relative_to(copy).as_posix() not in matches(archive, word):
                missed.append((page.name, word))
    assert missed == []


def test_a_title_is_suggested_without_its_marks(packages: Path) -> None:
    archive = Archive(zim(packages, "ru"))
    suggested = SuggestionSearcher(archive).suggest("Джоан")
    assert suggested.getEstimatedMatches()
    assert list(SuggestionSearcher(archive).suggest("показани").getResults(0, 5))


def test_the_search_of_the_zip_is_not_in_it(book: Archive, language: str) -> None:
    """Its link leads to the indexes there."""
    page = bytes(book.get_entry_by_path(f"{PREFIX[language]}index.html").get_item().content).decode()
    assert re.search(r'<a class="kb-find" href="[^"]+" aria', page)
    assert not book.has_entry_by_path("assets/search.js") and not book.has_entry_by_path("search/pagefind.js.js")


def test_other_spellings_find_a_page(packages: Path) -> None:
    """Names in the other alphabet are not on an English page, but they are its keywords."""
    assert "actors/ivan-primerkin.html" in matches(Archive(zim(packages, "en")), "Примеркин")[:10]


def test_a_word_of_every_pages_frame_does_not_find_every_page(book: Archive, language: str) -> None:
    """Menus, footer and the citation with the site's name are not in the index."""
    switch = "English" if language == "ru" else "Русский"
    assert len(matches(book, switch)) < 10 < 30 < len(matches(book, "показание" if language == "ru" else "reading"))


def test_a_cut_or_altered_file_is_told(packages: Path, language: str, tmp_path: Path) -> None:
    whole = zim(packages, language).read_bytes()
    assert verify(zim(packages, language)).faults == ()
    spoiled = tmp_path / "spoiled.zim"
    for content in (b"", whole[: len(whole) // 2], whole[:-1], whole[:1000] + b"!" + whole[1001:]):
        spoiled.write_bytes(content)
        assert verify(spoiled).faults, len(content)
    assert kb(ROOT, "offline", "--verify", str(spoiled)).returncode == 1


@pytest.fixture(scope="module")
def server(packages: Path) -> Iterator[str]:
    """The address at which Debian's kiwix-serve serves both files, to this machine only."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), *(str(zim(packages, i)) for i in PREFIX)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        root = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(root, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield root
        process.terminate()


@served_where_kiwix_is
def test_kiwix_serve_finds_and_serves_a_page(server: str, language: str) -> None:
    words = "Примеркина" if language == "ru" else "Primerkin"
    query = f"{server}/search?books.name={TOP}-{language}&pattern={quote(words)}"
    with urllib.request.urlopen(query) as answer:
        found = answer.read().decode()
    assert f"/{TOP}-{language}/{PREFIX[language]}actors/ivan-primerkin.html" in found
    frame = "Последнее изменение" if language == "ru" else "Last change"
    assert frame not in found


@served_where_kiwix_is
def test_it_is_read_in_chromium_and_asks_nothing_of_other_hosts(browser: Browser, server: str, language: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((server, "data:", "blob:")) else faults.append(r.url))
    page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{server}/{TOP}-{language}/{PREFIX[language]}index.html")
    page.click(f".md-tabs__link >> text={'Участники' if language == 'ru' else 'Actors'}")
    page.click(f"article a >> text={'Иван Примеркин' if language == 'ru' else 'Ivan Primerkin'}")
    expect(page.locator("h1")).to_have_text("Иван Примеркин" if language == "ru" else "Ivan Primerkin")
    assert page.evaluate("getComputedStyle(document.querySelector('.kb-facts')).display") == "grid"
    context.close()
    assert faults == []


def test_two_runs_hold_the_same(packages: Path, base: KnowledgeBase, language: str, tmp_path: Path, copy: Path) -> None:
    """A ZIM file has a random number of its own; all else is compared entry by entry."""
    from datetime import UTC, datetime

    from kbase.offline import kiwix

    moment = datetime(2026, 11, 24, tzinfo=UTC)
    kiwix.write(copy, tmp_path / "again.zim", base, language, "https://example.org/kb/", moment)
    first, second = Archive(zim(packages, language)), Archive(tmp_path / "again.zim")
    assert first.all_entry_count == second.all_entry_count
    for path in kiwix.paths(copy, language):
        one, other = (a.get_entry_by_path(path).get_item() for a in (first, second))
        assert (one.title, one.mimetype, bytes(one.content)) == (other.title, other.mimetype, bytes(other.content))
