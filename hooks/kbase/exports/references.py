"""The sources for reference managers: CSL-JSON (Zotero, pandoc), BibTeX and RIS.

Where a file has no place for a licence, each record names the base and the licence of the record, not of the work.
"""

from __future__ import annotations

import io
import json
import re
from typing import Any, Final, TextIO

import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database import Person as BibPerson
from pybtex.database.output.bibtex import Writer as BibWriter

from kbase.core.records import dates
from kbase.core.records.model import Person, Source
from kbase.core.records.vocabulary import SourceType
from kbase.exports import rows
from kbase.exports.snapshot import LICENCE, Snapshot

BIBTEX: Final = {
    SourceType.ARTICLE_NEWSPAPER: "article",
    SourceType.ARTICLE_MAGAZINE: "article",
    SourceType.ARTICLE_JOURNAL: "article",
    SourceType.REPORT: "techreport",
    SourceType.BOOK: "book",
    SourceType.CHAPTER: "incollection",
}
"""The BibTeX types; everything else is "misc", which every style knows."""

HOST: Final = {"article": "journal", "techreport": "institution", "book": "publisher", "incollection": "booktitle"}
"""Where each BibTeX type names what a source appeared in, or who published it."""

RIS: Final = {
    SourceType.ARTICLE_NEWSPAPER: "NEWS",
    SourceType.ARTICLE_MAGAZINE: "MGZN",
    SourceType.ARTICLE_JOURNAL: "JOUR",
    SourceType.POST_WEBLOG: "BLOG",
    SourceType.REPORT: "RPRT",
    SourceType.LEGISLATION: "STAT",
    SourceType.BILL: "BILL",
    SourceType.STANDARD: "STAND",
    SourceType.BROADCAST: "MPCT",
    SourceType.PERSONAL_COMMUNICATION: "PCOMM",
    SourceType.CHAPTER: "CHAP",
    SourceType.BOOK: "BOOK",
    SourceType.ENTRY_ENCYCLOPEDIA: "ENCYC",
}
"""The RIS types; everything else is "ELEC", a web page."""

CIRCA: Final = "ca."
_AS_TEXT: Final = str.maketrans(
    {
        "\\": "{\\textbackslash}",
        "{": "{\\textbraceleft}",
        "}": "{\\textbraceright}",
        "$": "\\$",
        "^": "{\\textasciicircum}",
        "~": "{\\textasciitilde}",
        "<": "{\\textless}",
        ">": "{\\textgreater}",
        "|": "{\\textbar}",
    }
)
"""A sign that LaTeX takes for a command, or prints as another one, is written as LaTeX prints it (pybtex does so for
`_ % # &`). A brace without its other half would end the file, whatever stands before it.
"""
_AS_ADDRESS: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "^": "%5E"})
"""In the field `url` all other signs stand for themselves."""


def csl_json(snapshot: Snapshot) -> bytes:
    """`sources.csl.json`: items of CSL-JSON 1.0.2."""
    items = [_csl(source, snapshot) for source in rows.in_order(snapshot.base.sources)]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def bibtex(snapshot: Snapshot) -> bytes:
    """`sources.bib`, in UTF-8."""
    entries = {source.id: _bibtex(source, snapshot) for source in rows.in_order(snapshot.base.sources)}
    text = io.StringIO(f"% {_record(snapshot)}\n\n")
    text.seek(0, io.SEEK_END)
    _BibWriter(encoding="UTF-8").write_stream(BibliographyData(entries), text)
    return text.getvalue().encode()


def ris(snapshot: Snapshot) -> bytes:
    """`sources.ris`, in UTF-8."""
    found = [_ris(source, snapshot) for source in rows.in_order(snapshot.base.sources)]
    return str(rispy.dumps(found, implementation=_RisWriter)).encode()


def _record(snapshot: Snapshot) -> str:
    """Whose the bibliographic record is, and its licence."""
    return f"Record: {snapshot.site_url}, {LICENCE}"


def _host(source: Source, snapshot: Snapshot) -> str:
    """The container of a source, else its publisher, by the name in its own language where the base has it."""
    language = source.language.partition("-")[0]
    return source.container_title or snapshot.base.publishers[source.published_by].title.read(language)


def _translation(source: Source) -> str | None:
    """The title in English where the source is in another language."""
    return source.title_translated.en if source.title_translated else None


# --- CSL-JSON --------------------------------------------------------------------------------------------------------


def _csl(source: Source, snapshot: Snapshot) -> dict[str, Any]:
    fields = {
        "id": source.id,
        "type": source.type.value,
        "title": source.title,
        "author": [rows.plain(person) for person in source.author],
        "issued": _csl_date(source.issued) if source.issued else None,
        "container-title": source.container_title,
        "publisher": snapshot.base.publishers[source.published_by].title.read("en"),
        "number": source.number,
        "URL": source.url,
        "language": source.language,
        "custom": {"title_translated": _translation(source), "record": _record(snapshot)},
    }
    return {name: value for name, value in fields.items() if value}


def _csl_date(text: str) -> dict[str, Any]:
    """A date of CSL-JSON; an interval that is open on one side has no form there but words."""
    start, slash, end = text.partition("/")
    if ".." in (start, end):
        return {"literal": text}
    points = [start, end] if slash else [start]
    parts = [[int(part) for part in point.rstrip("~?%").split("-")] for point in points]
    return {"date-parts": parts, **({"circa": True} if dates.parse(text).approximate else {})}


# --- BibTeX ----------------------------------------------------------------------------------------------------------


class _BibWriter(BibWriter):  # type: ignore[misc]
    """An address stays as it is: in `\\url` a backslash before "_" would be a part of it."""

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:
        if type == "url":
            stream.write(f",\n    url = {{{value}}}")
        else:
            super()._write_field(stream, type, value)


def _bibtex(source: Source, snapshot: Snapshot) -> Entry:
    kind = BIBTEX.get(source.type, "misc")
    year, month = _year_and_month(source)
    fields = {
        "title": source.title,
        HOST.get(kind, "howpublished"): _host(source, snapshot),
        "year": year,
        "month": month,
        "number": source.number,
        "url": source.url,
        "language": source.language,
        "note": _translation(source),
    }
    given = {
        name: value.translate(_AS_ADDRESS if name == "url" else _AS_TEXT) for name, value in fields.items() if value
    }
    return Entry(kind, fields=given, persons={"author": [_bib_person(person) for person in source.author]})


def _bib_person(person: Person) -> BibPerson:
    if person.literal:
        return BibPerson(last=f"{{{person.literal.translate(_AS_TEXT)}}}")
    first, last = (_as_one((name or "").translate(_AS_TEXT)) for name in (person.given, person.family))
    return BibPerson(first=first, last=last)


_PARTS_NAMES: Final = re.compile(r",|\band\b", re.I)


def _as_one(name: str) -> str:
    """A name in which BibTeX would see the end of one and the beginning of another is kept together by braces."""
    return f"{{{name}}}" if _PARTS_NAMES.search(name) else name


def _year_and_month(source: Source) -> tuple[str | None, str | None]:
    """The year, "ca." before it where it is not certain, and the month by number."""
    if not source.issued:
        return None, None
    period = dates.parse(source.issued)
    if period.is_interval:
        return source.issued, None
    year = f"{CIRCA} {period.lower.year}" if period.approximate else str(period.lower.year)
    return year, None if period.precision == "year" else str(period.lower.month)


# --- RIS -------------------------------------------------------------------------------------------------------------


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """No numbers between the records."""

    def set_header(self, count: int) -> str:
        return ""


def _ris(source: Source, snapshot: Snapshot) -> dict[str, Any]:
    fields = {
        "type_of_reference": RIS.get(source.type, "ELEC"),
        "id": source.id,
        "authors": [_ris_person(person) for person in source.author],
        "title": source.title,
        "translated_title": _translation(source),
        "secondary_title": _host(source, snapshot),
        "publisher": snapshot.base.publishers[source.published_by].title.read("en"),
        "date": _ris_date(source),
        "number": source.number,
        "language": source.language,
        "urls": [source.url] if source.url else [],
        "name_of_database": _record(snapshot),
    }
    return {name: value for name, value in fields.items() if value}


def _ris_person(person: Person) -> str:
    return person.literal or ", ".join(filter(None, (person.family, person.given)))


def _ris_date(source: Source) -> str | None:
    """`2025/08/25/`, with what is not known left empty; a date that is not one point has its words at the end."""
    if not source.issued:
        return None
    if dates.parse(source.issued).is_interval:
        return f"///{source.issued}"
    point = source.issued.rstrip("~?%")
    parts = [*point.split("-"), "", ""][:3]
    return "/".join([*parts, CIRCA if point != source.issued else ""])
