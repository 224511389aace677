"""A section as a PDF to print: every page of it with its sources, contents with page numbers, Cyrillic that is text.

Chromium prints it. It cannot write page numbers into a list of contents, so it prints twice: the first time tells on
which page each part begins. Its only other variable is the time in the file, which becomes that of the commit.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from markupsafe import Markup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from selectolax.lexbor import LexborHTMLParser

from kbase.core.records.vocabulary import SECTION_OF
from kbase.offline.edition import Edition
from kbase.site.addresses import PREFIX, Addresses
from kbase.site.site import dossier
from kbase.wording.catalogue import Catalogue

DROPPED: Final = ".kb-citation, .kb-contents, .kb-actions, .kb-changed, script"
"""What a page on paper is without."""

_TIME = re.compile(rb"\(D:\d{14}\+00'00'\)")


@dataclass(frozen=True)
class Part:
    """A page of the dossier: its id in the document, its title, its content, and the number of its first sheet."""

    id: str
    title: str
    html: Markup
    number: int = 0


def write(edition: Edition, target: Path, section: str, language: str) -> None:
    """Prints `section` in `language` by the edition's browser; links out of the section lead to the site."""
    parts = list(_parts(edition, section, language))
    words = Catalogue(language)

    def document(of: Sequence[Part]) -> str:
        return dossier(words, words(f"section.{section}"), edition.moment.date().isoformat(), edition.site_url, of)

    assert edition.browser, "dossiers are made where there is a browser"
    page = edition.browser.new_page()
    for _ in range(2):
        page.set_content(document(parts), wait_until="load")
        printed = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
        parts = numbered(parts, printed)
    page.close()
    dated = _TIME.sub(edition.moment.strftime("(D:%Y%m%d%H%M%S+00'00')").encode(), printed)
    target.write_bytes(with_outline(dated, headings_of(document(parts))))


def headings_of(html: str) -> list[str]:
    """The texts of a document's headings in their order, each in one line."""
    found = LexborHTMLParser(html).css("h1, h2, h3, h4, h5, h6")
    return [" ".join(node.text().split()) for node in found]


def with_outline(printed: bytes, headings: Sequence[str]) -> bytes:
    """The PDF with its outline in the words of the headings. Chromium takes it from the lines as they are printed, and
    loses the space where a line was broken. An entry that is no heading's is left as it is.
    """
    spaceless = {_letters(heading): heading for heading in headings}
    reader = PdfReader(io.BytesIO(printed))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    writer.metadata = reader.metadata
    for entry in _entries_below(writer.root_object.get("/Outlines")):
        title = spaceless.get(_letters(str(entry["/Title"])))
        if title and title != entry["/Title"]:
            entry[NameObject("/Title")] = TextStringObject(title)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _letters(text: str) -> str:
    return "".join(text.split())


def _entries_below(item: Any) -> Iterator[Any]:
    """The entries of an outline, those of a part after it."""
    child = item.get_object().get("/First") if item else None
    while child:
        entry = child.get_object()
        yield entry
        yield from _entries_below(entry)
        child = entry.get("/Next")


def numbered(parts: Sequence[Part], printed: bytes) -> list[Part]:
    """The parts with the numbers of the sheets on which they begin in the PDF `printed`."""
    reader = PdfReader(io.BytesIO(printed))
    found = reader.named_destinations
    sheets = (reader.get_destination_page_number(found[f"/{part.id}"]) for part in parts)
    return [replace(part, number=(sheet or 0) + 1) for part, sheet in zip(parts, sheets, strict=True)]


def _parts(edition: Edition, section: str, language: str) -> Iterator[Part]:
    entities = [entity for entity in edition.base.entities.values() if SECTION_OF[entity.type] == section]
    entities.sort(key=lambda entity: entity.title.read(language).casefold().lstrip("«“"))
    inside = {f"{section}/{entity.id}" for entity in entities}
    for entity in entities:
        path = f"{section}/{entity.id}"
        page = (edition.copy / f"{PREFIX[language]}{path}.html").read_text(encoding="utf-8")
        article = content(page, path, language, inside, edition.site_url)
        yield Part(entity.id, entity.title.read(language), Markup(article))


def content(page: str, path: str, language: str, inside: set[str], site_url: str) -> str:
    """The article of a page, its ids made unique in the document, its links leading into it or to the web."""
    name = path.rpartition("/")[2]
    article = LexborHTMLParser(page).css_first("article")
    assert article, path
    for node in article.css(DROPPED):
        node.decompose()
    for node in article.css("details"):
        node.attrs["open"] = ""
    for node in article.css("[id]"):
        node.attrs["id"] = f"{name}--{node.id}"
    for node in article.css("[href]"):
        node.attrs["href"] = _target(node.attributes.get("href") or "", path, language, inside, site_url)
    return article.inner_html or ""


def _target(link: str, path: str, language: str, inside: set[str], site_url: str) -> str:
    """Where a link leads from within the document."""
    if ":" in link:
        return link
    to, _, anchor = link.partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(to))) if to else f"{path}.html"
    place = place.removesuffix(".html")
    if place in inside:
        name = place.rpartition("/")[2]
        return f"#{name}--{anchor}" if anchor else f"#{name}"
    address = Addresses(directory_urls=True).address(place)
    return f"{site_url}{PREFIX[language]}{address}{f'#{anchor}' if anchor else ''}"
