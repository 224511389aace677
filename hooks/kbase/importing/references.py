"""Reads the three formats into one shape. Whatever they lack is left out; nothing is guessed here but a language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import rispy
from pybtex.database import BibliographyData, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text as RichText

from kbase.core.records import dates
from kbase.core.records.vocabulary import SourceType
from kbase.exports.references import BIBTEX, CIRCA, RIS

Person = Mapping[str, str]
"""`family` and `given`, or `literal`, as a source has them."""


@dataclass(frozen=True)
class Reference:
    """A work as a reference manager has it. `key` is its key there, `issued` a date of EDTF or nothing."""

    key: str
    type: str
    title: str
    language: str
    authors: tuple[Person, ...] = ()
    issued: str = ""
    publisher: str = ""
    container: str = ""
    number: str = ""
    url: str = ""
    doi: str = ""


class Unreadable(Exception):
    """Why a file cannot be read as references: one line."""


def read_references(text: str, ending: str) -> list[Reference]:
    """The references of a file; `ending` is that of its name, else its content tells the format. Raises Unreadable."""
    reader = READERS.get(ending.lower().lstrip(".")) or READERS[_format(text)]
    try:
        found = reader(text)
    except (PybtexError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Unreadable(" ".join(str(error).split()) or "it has another form") from error
    if not found:
        raise Unreadable("there is no reference in it")
    return found


def _format(text: str) -> str:
    beginning = text.lstrip("\ufeff \t\r\n")[:1]
    return "json" if beginning in ("[", "{") else "bib" if "@" in text and "{" in text else "ris"


# --- CSL-JSON -------------------------------------------------------------------------------------------------------


def _csl_json(text: str) -> list[Reference]:
    read = json.loads(text)
    items = read.get("items", [read]) if isinstance(read, dict) else read
    return [_of_csl(item) for item in items]


def _of_csl(item: Mapping[str, Any]) -> Reference:
    title = _words(item.get("title"))
    return Reference(
        key=_words(item.get("id")),
        type=_CSL_TYPES.get(_words(item.get("type")), _words(item.get("type"))),
        title=title,
        language=_language(_words(item.get("language")), title),
        authors=tuple(_csl_person(person) for person in item.get("author", ())),
        issued=_csl_date(item.get("issued") or {}),
        publisher=_words(item.get("publisher")),
        container=_words(item.get("container-title")),
        number=_words(item.get("number")),
        url=_words(item.get("URL")),
        doi=_doi(_words(item.get("DOI")) or _words(item.get("URL"))),
    )


_CSL_TYPES: Final = {
    "article": "article-journal",
    "paper-conference": "chapter",
    "thesis": "report",
    "document": "webpage",
    "post": "post-weblog",
    "dataset": "webpage",
    "legal_case": "legislation",
    "regulation": "legislation",
}
"""Types of CSL that the base does not have → the nearest one."""


def _csl_person(person: Mapping[str, Any]) -> Person:
    given = {name: _words(person.get(name)) for name in ("family", "given", "literal")}
    return {name: value for name, value in given.items() if value}


def _csl_date(date: Mapping[str, Any]) -> str:
    points = ["-".join(_padded(part) for part in point if part) for point in date.get("date-parts", ())]
    approximate = "~" if date.get("circa") else ""
    written = _words(date.get("literal") or date.get("raw"))
    text = "/".join(f"{point}{approximate}" for point in points[:2] if point) or written
    return text if _is_date(text) else ""


def _padded(part: Any) -> str:
    return f"{int(part):02}"


# --- BibTeX ---------------------------------------------------------------------------------------------------------


def _bibtex(text: str) -> list[Reference]:
    data: BibliographyData = parse_string(text, "bibtex")
    return [_of_bibtex(key, entry) for key, entry in data.entries.items()]


def _of_bibtex(key: str, entry: Any) -> Reference:
    fields = {name.lower(): _plain(value) for name, value in entry.fields.items() if name.lower() not in _AS_WRITTEN}
    written = {name.lower(): str(value).strip() for name, value in entry.fields.items() if name.lower() in _AS_WRITTEN}
    host = _first_of(fields, "publisher", "institution", "organization", "howpublished")
    container = _first_of(fields, "journal", "journaltitle", "booktitle")
    return Reference(
        key=key,
        type=_BIBTEX_TYPES.get(entry.type.lower(), SourceType.WEBPAGE.value),
        title=fields.get("title", ""),
        language=_language(fields.get("language") or fields.get("langid", ""), fields.get("title", "")),
        authors=tuple(_bibtex_person(person) for person in entry.persons.get("author", ())),
        issued=_bibtex_date(fields),
        publisher=host,
        container=container,
        number=fields.get("number", ""),
        url=written.get("url", ""),
        doi=_doi(written.get("doi") or written.get("url", "")),
    )


def _first_of(fields: Mapping[str, str], *names: str) -> str:
    return next((fields[name] for name in names if name in fields), "")


_AS_WRITTEN: Final = frozenset({"url", "doi"})
_BIBTEX_TYPES: Final = {
    **{name: kind.value for kind, name in reversed(BIBTEX.items())},
    "article": SourceType.ARTICLE_JOURNAL.value,
    "report": SourceType.REPORT.value,
    "phdthesis": SourceType.REPORT.value,
    "inproceedings": SourceType.CHAPTER.value,
    "inbook": SourceType.CHAPTER.value,
}


def _plain(value: str) -> str:
    """A field without the marks of LaTeX."""
    try:
        return _words(RichText.from_latex(value).render_as("text"))
    except (PybtexError, ValueError):
        return _words(re.sub(r"[{}]", "", value))


def _bibtex_person(person: Any) -> Person:
    family = _plain(" ".join([*person.prelast_names, *person.last_names]))
    given = _plain(" ".join([*person.first_names, *person.middle_names]))
    return {"family": family, "given": given} if given else {"literal": family}


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _bibtex_date(fields: Mapping[str, str]) -> str:
    if _is_date(fields.get("date", "")):
        return fields["date"]
    year = fields.get("year", "")
    approximate = "~" if year.startswith(CIRCA) else ""
    year, month = year.removeprefix(CIRCA).strip(), fields.get("month", "").lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else int(month) if month.isdigit() else 0
    text = f"{year}-{number:02}" if number and "/" not in year else year
    return f"{text}{approximate}" if _is_date(text) else ""


# --- RIS ------------------------------------------------------------------------------------------------------------


def _ris(text: str) -> list[Reference]:
    return [_of_ris(entry) for entry in rispy.loads(text)]


def _of_ris(entry: Mapping[str, Any]) -> Reference:
    title = _words(entry.get("title") or entry.get("primary_title"))
    urls = [url for name in ("urls", "link1") for url in (entry.get(name) or ())] if entry.get("urls") else []
    return Reference(
        key=_words(entry.get("id")),
        type=_RIS_TYPES.get(entry.get("type_of_reference", ""), SourceType.WEBPAGE.value),
        title=title,
        language=_language(_words(entry.get("language")), title),
        authors=tuple(_ris_person(name) for name in entry.get("authors") or entry.get("first_authors") or ()),
        issued=_ris_date(_words(entry.get("date") or entry.get("year") or entry.get("publication_year"))),
        publisher=_words(entry.get("publisher")),
        container=_words(entry.get("secondary_title") or entry.get("journal_name")),
        number=_words(entry.get("number")),
        url=_words(urls[0] if urls else entry.get("url")),
        doi=_doi(_words(entry.get("doi") or (urls[0] if urls else ""))),
    )


_RIS_TYPES: Final = {
    **{name: kind.value for kind, name in RIS.items()},
    "CONF": SourceType.CHAPTER.value,
    "THES": SourceType.REPORT.value,
    "GOVDOC": SourceType.REPORT.value,
}


def _ris_person(name: str) -> Person:
    family, comma, given = _words(name).partition(", ")
    return {"family": family, "given": given} if comma else {"literal": family}


def _ris_date(text: str) -> str:
    """`2025/08/25/`; what stands behind the last slash are words: "ca.", or a date that is not one point."""
    parts = [*text.split("/"), "", "", ""]
    point, words = "-".join(part for part in parts[:3] if part), "/".join(parts[3:]).strip("/ ")
    if not point and _is_date(words):
        return words
    approximate = "~" if words == CIRCA else ""
    return f"{point}{approximate}" if _is_date(point) else ""


# --- of all three ---------------------------------------------------------------------------------------------------

READERS: Final[Mapping[str, Callable[[str], list[Reference]]]] = {"json": _csl_json, "bib": _bibtex, "ris": _ris}
"""Ending of a file → what reads it."""


def _words(value: Any) -> str:
    """A value as one line of text; nothing where there is none."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


def _doi(text: str) -> str:
    """The DOI in a text, in small letters, as two of them are compared."""
    found = _DOI.search(text)
    return found[0].rstrip(".,;)").lower() if found else ""


_LANGUAGES: Final = {"english": "en", "russian": "ru", "русский": "ru", "belarusian": "be", "eng": "en", "rus": "ru"}


def _language(given: str, title: str) -> str:
    """The code of a language; where none is given, the letters of the title tell Russian from English."""
    code = given.lower().replace("_", "-").partition("-")[0]
    code = _LANGUAGES.get(code, code)
    if re.fullmatch(r"[a-z]{2,3}", code):
        return code
    return "ru" if re.search("[а-яё]", title.lower()) else "en"


def _is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True
