"""The dossiers to print: text that can be selected in both alphabets, true page numbers, sources with addresses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from kbase.core.base import KnowledgeBase
from kbase.offline import dossier
from kbase.offline.dossier import headings_of, with_outline
from kbase.offline.edition import Edition
from kbase.wording.catalogue import Catalogue

SITE_URL = "https://example.org/kb/"
MOMENT = datetime(2026, 11, 24, 7, 18, 33, tzinfo=UTC)
SECTION = "events"


@pytest.fixture(scope="module")
def edition(browser: Browser, base: KnowledgeBase, copy: Path) -> Edition:
    """The copy of the example, dated."""
    return Edition(copy, base, SITE_URL, MOMENT, browser)


@pytest.fixture(scope="module", params=["en", "ru"])
def printed(
    request: pytest.FixtureRequest, edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, PdfReader]:
    """A language and the dossier of the events in it."""
    target = tmp_path_factory.mktemp("dossier") / f"{request.param}.pdf"
    dossier.write(edition, target, SECTION, request.param)
    return request.param, PdfReader(target)


def text(reader: PdfReader) -> str:
    """All that can be selected, in one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_every_record_of_the_section_is_in_it_as_text(printed: tuple[str, PdfReader], base: KnowledgeBase) -> None:
    language, reader = printed
    whole = re.sub(r"\s", "", text(reader))
    for entity in base.entities.values():
        if entity.type == "event":
            assert re.sub(r"\s", "", entity.title.read(language)) in whole


def test_the_contents_name_the_page_on_which_each_part_begins(
    printed: tuple[str, PdfReader], base: KnowledgeBase
) -> None:
    language, reader = printed
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    events = [e.title.read(language) for e in base.entities.values() if e.type == "event"]
    for title in ("".join(event.split()) for event in events):
        listed = re.search(re.escape(title) + r"(\d{1,3})", pages[1])
        assert listed, title
        number = next(int(listed[1][:n]) for n in (3, 2, 1) if len(listed[1]) >= n and int(listed[1][:n]) <= len(pages))
        assert title in pages[number - 1]


def test_every_sheet_but_the_cover_has_its_number(printed: tuple[str, PdfReader]) -> None:
    for number, page in enumerate(printed[1].pages, start=1):
        assert (str(number) in page.extract_text().split()) or number == 1


def test_sources_are_printed_with_their_addresses(printed: tuple[str, PdfReader]) -> None:
    language, reader = printed
    assert Catalogue(language)("part.sources") in text(reader)
    found = re.findall(r"https?://[^\s<>]+", text(reader))
    assert len(set(found)) > 5


def test_the_title_the_licence_and_the_state_are_on_the_cover(printed: tuple[str, PdfReader]) -> None:
    language, reader = printed
    cover = " ".join(reader.pages[0].extract_text().split())
    assert Catalogue(language)("section.events") in cover and "CC BY 4.0" in cover and SITE_URL in cover
    assert reader.metadata is not None and reader.metadata.title


def test_the_outline_has_the_headings_with_their_spaces(printed: tuple[str, PdfReader], browser: Browser) -> None:
    """Where a heading is printed over two lines, Chromium joins the words on both sides of the break."""
    long = "A heading that is so long that it goes over more than one line of the sheet, as those of many records do"
    page = browser.new_page()
    html = f"<title>T</title><h1>{long}</h1><h2>Second</h2><p>Words.</p>"
    page.set_content(html)
    made = page.pdf(outline=True, tagged=True)
    page.close()
    told = [entry.title for entry in _flat(PdfReader(io.BytesIO(with_outline(made, headings_of(html)))).outline)]
    assert told == [long, "Second"]
    titles = [entry.title for entry in _flat(printed[1].outline)]
    assert len(titles) > 10 and all(title == " ".join(title.split()) for title in titles)


def _flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        yield from _flat(entry) if isinstance(entry, list) else [entry]


def test_no_link_leads_to_a_file(printed: tuple[str, PdfReader]) -> None:
    """Links lead within the document or to the web, never into the copy from which it was printed."""
    addresses = [
        str(note.get_object()["/A"]["/URI"])
        for page in printed[1].pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert addresses and all(address.startswith(("http://", "https://")) for address in addresses)


def test_two_runs_give_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    for name in ("one", "two"):
        dossier.write(edition, tmp_path / name, SECTION, "ru")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    made = PdfReader(tmp_path / "one").metadata
    assert made and made["/CreationDate"] == made["/ModDate"] == "D:20261124071833+00'00'"


@pytest.mark.parametrize(
    ("link", "to"),
    [
        ("#facts", "#a--facts"),
        ("b.html", "#b"),
        ("b.html#facts", "#b--facts"),
        ("../actors/belarus.html#said", "https://example.org/kb/ru/actors/belarus/#said"),
        ("https://example.com/x", "https://example.com/x"),
    ],
)
def test_links_lead_into_the_document_or_to_the_published_site(link: str, to: str) -> None:
    page = f'<article class="x"><h2 id="facts">A</h2><a href="{link}">B</a></article>'
    made = dossier.content(page, "events/a", "ru", {"events/a", "events/b"}, SITE_URL)
    assert made == f'<h2 id="a--facts">A</h2><a href="{to}">B</a>'
