"""What a reader does, in the other engine: Firefox, driven by Mozilla's own client."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

driver = pytest.importorskip("marionette_driver", reason="Mozilla's client has no package for this machine")
By, Wait = driver.By, driver.Wait
Marionette = driver.marionette.Marionette

ROWS = "[...document.querySelectorAll('.kb-register tbody tr')].filter(row => row.offsetParent)"


class Reader:
    """Firefox as a reader has it: one window, which keeps what was chosen."""

    def __init__(self, program: str, log: Path) -> None:
        self.firefox = Marionette(bin=program, headless=True, startup_timeout=120, gecko_log=str(log))
        self.firefox.start_session()
        self.firefox.set_window_rect(width=1280, height=900)

    def end(self) -> None:
        """Ends Firefox. Its client removes what it has written when it is itself removed: now, not as Python ends."""
        self.firefox.quit()
        self.firefox.cleanup()
        self.firefox = None
        gc.collect()

    def open(self, address: str) -> None:
        self.firefox.navigate(address)

    def ask(self, script: str) -> Any:
        """What a script of one expression gives."""
        return self.firefox.execute_script(f"return {script}")

    def wait(self, script: str) -> Any:
        """What it gives as soon as that counts as true."""
        return Wait(self.firefox, timeout=30).until(lambda firefox: self.ask(script))

    def press(self, selector: str) -> None:
        self.firefox.find_element(By.CSS_SELECTOR, selector).click()

    def write(self, selector: str, text: str) -> None:
        self.firefox.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def text(self, selector: str) -> str:
        return str(self.ask(f"document.querySelector({selector!r}).innerText"))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Firefox, as `kb.py test` found it: started once, since that takes most of the time."""
    if not os.environ.get("KB_FIREFOX"):
        pytest.skip("Firefox is not here, or the tests do not run with `python3 scripts/kb.py test`, which finds it")
    started = Reader(os.environ["KB_FIREFOX"], tmp_path_factory.mktemp("firefox") / "gecko.log")
    yield started
    started.end()


def test_the_home_page_leads_to_its_sections_in_both_languages(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.press(".kb-switch")
    assert reader.wait("document.documentElement.lang === 'ru'")
    reader.press("nav.md-tabs a[href*='actors']")
    assert reader.wait("document.querySelector('.kb-register')") and reader.ask("location.pathname").endswith(
        "/ru/actors/"
    )


@pytest.mark.parametrize(
    ("page", "query", "found"),
    [("reference/search/", "reading", "Reading"), ("ru/reference/search/", "показаниями прибора", "оказани")],
)
def test_the_search_finds_any_form_of_a_word(reader: Reader, address: str, page: str, query: str, found: str) -> None:
    reader.open(f"{address}{page}?q={query}")
    reader.wait("document.querySelector('.kb-hit')")
    assert found.casefold() in reader.text(".kb-search").casefold()


def test_a_table_is_chosen_from_and_sorted(reader: Reader, address: str) -> None:
    """All rows come as a script when they are asked for; a heading sorts, and says so."""
    reader.open(address + "reference/statements/")
    assert reader.ask(f"{ROWS}.length") == 30
    reader.ask(
        "(list => { list.value = '2024'; list.dispatchEvent(new Event('input', {bubbles: true})) })"
        "(document.querySelector('[name=year]'))"
    )
    assert reader.wait(f"{ROWS}.length === 10") and reader.ask("location.search") == "?year=2024"
    reader.press(".kb-register th .kb-sort")
    cells = reader.wait(f"document.querySelector('[aria-sort]') && {ROWS}.map(row => row.cells[0].innerText)")
    assert cells == sorted(cells, key=str.casefold)


def test_the_colours_that_were_chosen_stay_on_the_next_page(reader: Reader, address: str) -> None:
    reader.open(address)
    reader.press("label[for=__palette_1]")
    reader.wait("document.body.dataset.mdColorScheme === 'slate'")
    reader.open(address + "ru/events/")
    assert reader.ask("document.body.dataset.mdColorScheme") == "slate"


def test_a_mark_of_the_timeline_suits_a_finger_and_leads_to_its_record(reader: Reader, address: str) -> None:
    reader.open(address + "reference/timeline/")
    sizes = reader.ask(
        "[...document.querySelectorAll('.kb-reach')].map(mark => mark.getBoundingClientRect())"
        ".map(box => Math.min(box.width, box.height))"
    )
    assert sizes and min(sizes) >= 24
    to = reader.ask("new URL(document.querySelector('.kb-lanes a').href.baseVal, location).href")
    reader.press(".kb-lanes a rect:last-child")
    assert reader.wait(f"location.href === {to!r}")


def test_the_copy_opens_from_its_folder_and_is_searched(reader: Reader, copy: Path) -> None:
    """Without a server, below a folder with spaces and Cyrillic letters in its name."""
    reader.open((copy / "ru/actors/examplia.html").as_uri())
    assert reader.ask("getComputedStyle(document.querySelector('.kb-facts')).display") == "grid"
    reader.press(".kb-find")
    reader.wait("document.querySelector('.kb-search__input')")
    reader.write(".kb-search__input", "показаниями")
    assert reader.wait("document.querySelectorAll('.kb-hit__link').length")
    reader.press(".kb-hit__link")
    assert reader.wait(
        "location.protocol === 'file:' && document.querySelector('h1') && /statements|glossary/.test(location)"
    )
