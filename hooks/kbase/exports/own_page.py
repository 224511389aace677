"""A page of the site as it is cited: APA 7, GOST R 7.0.5-2008, BibTeX, RIS and CSL-JSON.

The date of access is the reader's: a place is left for it (`data-accessed`), which a script fills in by the reader's
clock. In prose the place shows a blank to be filled in by hand; in the formats for programs it is hidden until then, so
that what is copied without it is complete.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from babel.dates import format_date
from markupsafe import Markup, escape

from kbase.core.pages import paths
from kbase.core.records.model import Language, Person
from kbase.exports import rows
from kbase.exports.references import LANGUAGES_OF_LATEX, bibtex_entry, written_bibtex, written_ris
from kbase.exports.snapshot import Snapshot
from kbase.wording.catalogue import Catalogue
from kbase.wording.quoting import without_stop

BLANK: Final = "____"
"""Where a reader without the script writes the date of access."""

APA: Final = "APA 7"
GOST: Final = {"en": "GOST R 7.0.5-2008", "ru": "ГОСТ Р 7.0.5-2008"}
_LONG: Final = {"en": "d MMMM y", "ru": "d MMMM y"}


class Form(NamedTuple):
    """One way to cite a page: what it is called, the text, and whether that is code."""

    name: str
    text: Markup
    is_code: bool


@dataclass(frozen=True)
class OwnPage:
    """A page of the site: the day of its last change, and what a statement is, with its labels (`note`)."""

    key: str
    title: str
    address: str
    language: Language
    changed: date | None
    note: str = ""

    @property
    def site(self) -> str:
        """The name of the site."""
        return Catalogue(self.language)("site.name")


def own_page(snapshot: Snapshot, path: str, language: Language, title: str, changed: date | None) -> OwnPage:
    """The page at `path`, as it is cited."""
    key = path.replace("/", "-") + ("-ru" if language == "ru" else "")
    folder, _, name = path.rpartition("/")
    statement = snapshot.base.statements.get(name) if folder == paths.STATEMENTS else None
    note = rows.evidence(statement, snapshot, language) if statement else ""
    return OwnPage(key, without_stop(title), snapshot.urls(path)[language], language, changed, note)


def forms(page: OwnPage) -> Iterator[Form]:
    """The page in every form, those for people first: on a Russian page, that of Russian texts."""
    for_people = [Form(APA, _apa(page), False), Form(GOST[page.language], _gost(page), False)]
    yield from reversed(for_people) if page.language == "ru" else for_people
    yield Form("BibTeX", _bibtex(page), True)
    yield Form("RIS", _ris(page), True)
    yield Form("CSL-JSON", _csl(page), True)


def _accessed(way: str) -> Markup:
    """A blank for the date of access, which the script writes in that way."""
    return Markup('<span data-accessed="{}">{}</span>').format(way, BLANK)


def _hidden(way: str, before: str, after: str = "") -> Markup:
    """What is to be there only when the date of access is."""
    return Markup('<span hidden>{}<span data-accessed="{}"></span>{}</span>').format(before, way, after)


def _apa(page: OwnPage) -> Markup:
    """A page that changes, by a group whose name is that of the site (APA 7, 9.16, 10.16): with the day of retrieval.
    What it is stands in brackets after the title (9.21). The words of the style, months among them, are English on
    Russian pages too: this is the form for who writes in English; who writes in Russian has that of GOST.
    """
    day = format_date(page.changed, "y, MMMM d", locale="en") if page.changed else "n.d."
    what = f" [{page.note}]" if page.note else ""
    title = Markup("<i>{}</i>{}. ").format(page.title, what) if page.title != page.site else ""
    cited = Markup("{}. ({}). {}Retrieved {}, from {}")
    return cited.format(page.site, day, title, _accessed("en"), page.address)


def _gost(page: OwnPage) -> Markup:
    """A part of a site: its title, after two strokes the site with what it is, the date, the address, and in brackets
    the date of access (GOST R 7.0.5-2008, section 10), without «[Электронный ресурс]».
    """
    words = Catalogue(page.language)
    day = [Markup("{}.").format(format_date(page.changed, "d MMMM y", locale=page.language))] if page.changed else []
    title = f"{page.title} [{page.note}]" if page.note else page.title
    part = f"{title} // " if page.title != page.site else ""
    head = Markup("{}{} : {}.").format(part, page.site, words("cite.knowledge-base"))
    tail = Markup("URL: {} ({}: {}).").format(page.address, words("cite.accessed"), _accessed("dots"))
    return Markup(" ").join([head, *day, tail])


def _bibtex(page: OwnPage) -> Markup:
    fields = {
        "title": page.title,
        "date": page.changed.isoformat() if page.changed else None,
        "year": str(page.changed.year) if page.changed else None,
        "url": page.address,
        "langid": LANGUAGES_OF_LATEX[page.language],
        "note": page.note,
    }
    text = written_bibtex(page.key, bibtex_entry("online", fields, [Person(literal=page.site)])).strip()
    return _with_access(text, "\n}", _hidden("iso", ",\n    urldate = {", "}"))


def _ris(page: OwnPage) -> Markup:
    fields = {
        "type_of_reference": "ELEC",
        "id": page.key,
        "authors": [page.site],
        "title": page.title,
        "year": str(page.changed.year) if page.changed else None,
        "date": f"{page.changed:%Y/%m/%d}/" if page.changed else None,
        "language": page.language,
        "urls": [page.address],
        "notes": [page.note] if page.note else [],
    }
    return _with_access(written_ris(fields).strip(), "ER  -", _hidden("slashes", "Y2  - ", "\n"))


def _csl(page: OwnPage) -> Markup:
    parts = [page.changed.year, page.changed.month, page.changed.day] if page.changed else None
    fields = {
        "id": page.key,
        "type": "webpage",
        "title": page.title,
        "author": [{"literal": page.site}],
        "container-title": page.site,
        "issued": {"date-parts": [parts]} if parts else None,
        "URL": page.address,
        "language": page.language,
        "note": page.note,
    }
    item = json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)
    return _with_access(f"[{item}]", "}]", _hidden("parts", ', "accessed": {"date-parts": [[', "]]}"))


def _with_access(text: str, before: str, access: Markup) -> Markup:
    """The text with the hidden date of access in its place: before the last `before`."""
    head, end, tail = (Markup(str(escape(part)).replace("&#34;", '"')) for part in text.rpartition(before))
    return head + access + end + tail
