"""Sources for reference managers: CSL-JSON (Zotero, pandoc), BibTeX with the fields of biblatex, and RIS.

Each file is made of all sources, or of those of one page (`References`). Where a format has no place for a licence,
each record names the base and the licence of the record, not of the work.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TextIO, TypeVar

import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database import Person as BibPerson
from pybtex.database.output.bibtex import Writer as BibWriter

from kbase.core.records import dates
from kbase.core.records.model import Language, Person, Source
from kbase.core.records.vocabulary import SourceType
from kbase.exports import rows
from kbase.exports.snapshot import LICENCE, Snapshot
from kbase.wording.catalogue import Catalogue

BIBTEX: Final = {
    SourceType.ARTICLE_NEWSPAPER: "article",
    SourceType.ARTICLE_MAGAZINE: "article",
    SourceType.ARTICLE_JOURNAL: "article",
    SourceType.REPORT: "techreport",
    SourceType.BOOK: "book",
    SourceType.CHAPTER: "incollection",
    SourceType.LEGISLATION: "misc",
    SourceType.BILL: "misc",
    SourceType.TREATY: "misc",
    SourceType.STANDARD: "misc",
    SourceType.PERSONAL_COMMUNICATION: "misc",
}
"""The BibTeX types; everything else is "online", a web page, where it has an address."""

HOST: Final = {
    "article": "journal",
    "techreport": "institution",
    "book": "publisher",
    "incollection": "booktitle",
    "online": "organization",
}
"""Where each BibTeX type names what a source appeared in, or who published it; "misc" in `howpublished`."""

SUBTYPES: Final = {SourceType.ARTICLE_NEWSPAPER: "newspaper", SourceType.ARTICLE_MAGAZINE: "magazine"}
"""What an article is by `entrysubtype`, where it is not of a journal (biblatex manual, 2.2.2): pandoc reads it."""

LANGUAGES_OF_LATEX: Final = {
    "be": "belarusian",
    "cs": "czech",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "uk": "ukrainian",
}
"""Language → its name in `langid` (biblatex manual, 3.9.1): by it pandoc and biblatex know that a title in another
language than English is not to be written with capitals.
"""

T = TypeVar("T")

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

NUMBERS_IN_RIS: Final = {"STAT": "note", "BILL": "note", "RPRT": "issn", "STAND": "issn"}
"""RIS type → the field for a number, as rispy calls it (M1, SN), where it is not IS: Zotero takes the number of an act
from M1 and that of a report from SN, and loses it elsewhere.
"""

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
_VERBATIM: Final = frozenset({"url", "date", "urldate"})


@dataclass(frozen=True, eq=False)
class References:
    """The sources of a base for reference managers, all or some, with notes in `language`. A source is written once,
    however many files it stands in.
    """

    snapshot: Snapshot
    language: Language = "en"

    def csl_json(self, ids: Iterable[str] | None = None) -> bytes:
        """Items of CSL-JSON 1.0.2: of these sources, or of all."""
        items = [self._items[id] for id in self._chosen(ids)]
        return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()

    def bibtex(self, ids: Iterable[str] | None = None) -> bytes:
        """BibTeX in UTF-8."""
        return "\n".join([f"% {_record(self.snapshot)}\n", *(self._bibtex[id] for id in self._chosen(ids))]).encode()

    def ris(self, ids: Iterable[str] | None = None) -> bytes:
        """RIS in UTF-8."""
        return "\n".join(self._ris[id] for id in self._chosen(ids)).encode()

    def _chosen(self, ids: Iterable[str] | None) -> Iterable[str]:
        return sorted(self.snapshot.base.sources) if ids is None else ids

    def _of_each(self, make: Callable[[Source, Snapshot, Language], T]) -> dict[str, T]:
        return {id: make(s, self.snapshot, self.language) for id, s in self.snapshot.base.sources.items()}

    @cached_property
    def _items(self) -> dict[str, dict[str, Any]]:
        return self._of_each(_csl)

    @cached_property
    def _bibtex(self) -> dict[str, str]:
        return {id: written_bibtex(id, entry) for id, entry in self._of_each(_bibtex).items()}

    @cached_property
    def _ris(self) -> dict[str, str]:
        return {id: written_ris(fields) for id, fields in self._of_each(_ris).items()}


def csl_json(snapshot: Snapshot) -> bytes:
    """`sources.csl.json`, of all sources."""
    return References(snapshot).csl_json()


def bibtex(snapshot: Snapshot) -> bytes:
    """`sources.bib`, of all sources."""
    return References(snapshot).bibtex()


def ris(snapshot: Snapshot) -> bytes:
    """`sources.ris`, of all sources."""
    return References(snapshot).ris()


def _record(snapshot: Snapshot) -> str:
    """Whose the bibliographic record is, and its licence."""
    return f"Record: {snapshot.site_url}, {LICENCE}"


def _host(source: Source, snapshot: Snapshot) -> str:
    """The container of a source, else its publisher, by the name in its own language where the base has it."""
    language = source.language.partition("-")[0]
    return source.container_title or snapshot.base.publishers[source.published_by].title.read(language)


def _translation(source: Source, language: Language) -> str | None:
    """The title in that language where the source is in another one and the base translates it, with a word before it.

    Programs keep a note of any record; a field of its own for a translated title is lost by most.
    """
    translated = getattr(source.title_translated, language, None) or _in_english(source)
    return Catalogue(language)("reference.translated", title=translated) if translated else None


def _in_english(source: Source) -> str | None:
    return source.title_translated.en if source.title_translated else None


# --- CSL-JSON --------------------------------------------------------------------------------------------------------


def _csl(source: Source, snapshot: Snapshot, language: Language) -> dict[str, Any]:
    fields = {
        "id": source.id,
        "type": source.type.value,
        "title": source.title,
        "author": [rows.plain(person) for person in source.author],
        "issued": _csl_date(source.issued) if source.issued else None,
        "accessed": _csl_date(source.checked) if source.checked else None,
        "container-title": source.container_title,
        "publisher": snapshot.base.publishers[source.published_by].title.read("en"),
        "number": source.number,
        "URL": source.url,
        "language": source.language,
        "note": _translation(source, language),
        "custom": {"title_translated": _in_english(source), "record": _record(snapshot)},
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
    """An address stays as it is: in `\\url` a backslash before "_" would be a part of it. So does a date."""

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:
        text = value if type in _VERBATIM else self._encode(value)
        self.check_braces(text)
        stream.write(f",\n    {type} = {{{text}}}")


def written_bibtex(key: str, entry: Entry) -> str:
    """An entry as text."""
    text = io.StringIO()
    _BibWriter(encoding="UTF-8").write_stream(BibliographyData({key: entry}), text)
    return text.getvalue()


def bibtex_entry(kind: str, fields: dict[str, str | None], authors: Iterable[Person] = ()) -> Entry:
    """An entry whose values are written so that LaTeX prints them; a field without a value is left out."""
    given = {name: _written(name, value) for name, value in fields.items() if value}
    if fields.get("langid") in (None, LANGUAGES_OF_LATEX["en"]) and "title" in given:
        # Programs write an English title with small letters, "russia" too, unless braces keep it as it was published.
        given["title"] = f"{{{given['title']}}}"
    return Entry(kind, fields=given, persons={"author": [_bib_person(person) for person in authors]})


def _written(name: str, value: str) -> str:
    if name == "url":
        return value.translate(_AS_ADDRESS)
    return value if name in _VERBATIM else _in_latex(value)


_LIGATURES: Final = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=,)(?=,)|(?<=[?!])(?=`)")
"""Between two signs of which LaTeX would make a third one, such as a dash of two hyphens."""


def _in_latex(text: str) -> str:
    return _LIGATURES.sub("{}", text.translate(_AS_TEXT))


def _bibtex(source: Source, snapshot: Snapshot, language: Language) -> Entry:
    kind = BIBTEX.get(source.type, "online" if source.url else "misc")
    year, month = _year_and_month(source)
    fields = {
        "title": source.title,
        "entrysubtype": SUBTYPES.get(source.type),
        HOST.get(kind, "howpublished"): _host(source, snapshot),
        # The day is in `date`, which biblatex, pandoc and Zotero read; older styles know `year` and `month` only.
        "date": source.issued,
        "year": year,
        "month": month,
        "number": source.number,
        "url": source.url,
        "urldate": source.checked,
        "language": source.language,
        "langid": LANGUAGES_OF_LATEX.get(source.language.partition("-")[0]),
        "note": _translation(source, language),
    }
    return bibtex_entry(kind, fields, source.author)


def _bib_person(person: Person) -> BibPerson:
    if person.literal:
        return BibPerson(last=f"{{{_in_latex(person.literal)}}}")
    if not person.given:
        return BibPerson(last=f"{{{_in_latex(person.family or '')}}}")
    first, last = (_as_one(_in_latex(name or "")) for name in (person.given, person.family))
    return BibPerson(first=first, last=last)


_PARTS_NAMES: Final = re.compile(r",|\band\b|[^\S ]", re.I)


def _as_one(name: str) -> str:
    """A name in which BibTeX would see the end of one and the beginning of another is kept together by braces. So is
    one with a space of another kind, which it would make a common one.
    """
    return f"{{{name}}}" if _PARTS_NAMES.search(name) else name


def _year_and_month(source: Source) -> tuple[str | None, str | None]:
    """The year and the month by number; of an interval, when it begins or, where that is open, ends. That a date is
    not certain is said by the field `date`.
    """
    if not source.issued:
        return None, None
    start, _, end = source.issued.partition("/")
    period = dates.parse(end if start == ".." else start)
    return str(period.lower.year), None if period.precision == "year" else str(period.lower.month)


# --- RIS -------------------------------------------------------------------------------------------------------------


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """No numbers between the records."""

    def set_header(self, count: int) -> str:
        return ""


def written_ris(fields: dict[str, Any]) -> str:
    """A record as text; fields are named as rispy names them, and one without a value is left out."""
    given = {name: value for name, value in fields.items() if value}
    return str(rispy.dumps([given], implementation=_RisWriter)).lstrip("\n")


def _ris(source: Source, snapshot: Snapshot, language: Language) -> dict[str, Any]:
    note = " ".join(filter(None, (_translation(source, language), _record(snapshot))))
    kind = RIS.get(source.type, "ELEC")
    return {
        "type_of_reference": kind,
        "id": source.id,
        "authors": [_ris_person(person) for person in source.author],
        "title": source.title,
        "secondary_title": _host(source, snapshot),
        "publisher": snapshot.base.publishers[source.published_by].title.read("en"),
        "year": _year_and_month(source)[0],
        "date": _ris_date(source),
        NUMBERS_IN_RIS.get(kind, "number"): source.number,
        "language": source.language,
        "urls": [source.url] if source.url else [],
        "access_date": source.checked.replace("-", "/") if source.checked else None,
        "notes": [note],
    }


def _ris_person(person: Person) -> str:
    return person.literal or ", ".join(filter(None, (person.family, person.given)))


def _ris_date(source: Source) -> str | None:
    """`2025/08/25/`, with what is not known left empty; a date that is not one point has its words at the end."""
    if not source.issued:
        return None
    if dates.parse(source.issued).is_interval:
        return f"{_year_and_month(source)[0]}///{source.issued}"
    point = source.issued.rstrip("~?%")
    parts = [*point.split("-"), "", ""][:3]
    return "/".join([*parts, CIRCA if point != source.issued else ""])
