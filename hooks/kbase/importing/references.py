"""Reads the three formats into one shape. Whatever they lack is left out; nothing is guessed here but a language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Final

import rispy
from pybtex.database import BibliographyData, BibliographyDataError, InvalidNameString
from pybtex.database.input.bibtex import DuplicateField, Parser, UndefinedMacro
from pybtex.exceptions import PybtexError
from pybtex.utils import CaseInsensitiveDict

from kbase.core.messages import as_it_is, say
from kbase.core.problems import cut
from kbase.core.records import dates
from kbase.core.records.vocabulary import SourceType
from kbase.exports.references import BIBTEX, CIRCA, RIS
from kbase.importing.faults import Fault, Odd, Unreadable, made_of_each, named, require_writable, unreadable
from kbase.importing.latex import as_address, as_printed

Person = Mapping[str, str]
"""`family` and `given`, or `literal`, as a source has them."""


KEPT_SPACES: Final = "\u00a0\u2009\u202f"
"""Spaces that mean something else than a common one."""


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
    left_out: tuple[str, ...] = ()
    """What was given and can be written nowhere: a date or a language, as `date 'spring'`."""


def read_references(text: str, ending: str) -> list[Reference]:
    """The references of a file; `ending` is that of its name, else its content tells the format. Raises Unreadable."""
    reader = READERS.get(ending.lower().lstrip(".")) or READERS[_format(text)]
    try:
        found = reader(text)
    except PybtexError as error:
        fix = next(fix for kind, fix in _BIBTEX_FIXES if isinstance(error, kind))
        raise unreadable(as_it_is(" ".join(str(error).split())), fix) from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise unreadable(say("it has another form")) from error
    if not found:
        raise unreadable(say("there is no reference in it"))
    return found


_BIBTEX_FIXES: Final = (
    (DuplicateField, say("keep one of the two fields")),
    (BibliographyDataError, say("give every entry a key of its own")),
    (UndefinedMacro, say("put the text in braces, or define it with @string")),
    (
        PybtexError,
        say("fix what stands there — a text in braces, a comma behind each field — or export the file again"),
    ),
)
"""What BibTeX may find wrong, the narrower first → what to do about it."""


def _sound(reference: Reference, date: str = "", language: str = "", doi: str = "") -> Reference:
    """The reference with what is left out of it: its date, language and DOI are given as they stand in the file. Raises
    Odd for what could not be written.
    """
    names = ("title", "publisher", "container", "number", "url", "doi", "issued")
    persons = (("author", name) for person in reference.authors for name in person.values())
    require_writable((*((name, getattr(reference, name)) for name in names), *persons))
    if not (reference.title or reference.url or reference.doi):
        raise Odd(say("it has neither a title nor an address"), say("give it one of them, or take it out"))
    given = {
        "date": date if not reference.issued else "",
        "language": language if not _code_of(language) else "",
        "DOI": doi if not reference.doi else "",
        "address": _NAME_AND_PASSWORD.sub(r"\1…@", reference.url) if not _may_be_followed(reference.url) else "",
    }
    left_out = tuple(f"{name} '{cut(text)}'" for name, text in given.items() if text)
    return replace(reference, left_out=left_out, url="" if given["address"] else reference.url)


_NAME_AND_PASSWORD: Final = re.compile(r"^(\w+://)[^/?#]*@")
"""They are somebody's, so they are not even printed."""


def _may_be_followed(url: str) -> bool:
    """Whether an address can be written, without a space, and, where it is written, names nobody's password."""
    return not url or bool(_WEB_ADDRESS.fullmatch(url) and not _NAME_AND_PASSWORD.match(url))


_WEB_ADDRESS: Final = re.compile(r"https?://\S*")


def _format(text: str) -> str:
    beginning = text.lstrip("\ufeff \t\r\n")[:1]
    return "json" if beginning in ("[", "{") else "bib" if "@" in text and "{" in text else "ris"


# --- CSL-JSON -------------------------------------------------------------------------------------------------------


def _csl_json(text: str) -> list[Reference]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        message = say("it is no JSON (line {line}, column {column})", line=error.lineno, column=error.colno)
        raise unreadable(message) from error
    except RecursionError as error:
        raise unreadable(say("it nests too deep")) from error
    items = read.get("items", [read]) if isinstance(read, dict) else read
    if not isinstance(items, list):
        raise unreadable(say("it is no list of references"))
    return made_of_each(items, _of_csl, _key_of_csl)


def _key_of_csl(item: Any) -> str:
    return _words(item.get("id")) if isinstance(item, dict) else ""


def _of_csl(item: Any) -> Reference:
    if not isinstance(item, dict):
        raise Odd(say("it is no group of fields"), say('write it as CSL-JSON does: {{"id": …, "title": …}}'))
    title = _csl_text(item, "title")
    reference = Reference(
        key=_csl_text(item, "id"),
        type=_CSL_TYPES.get(_csl_text(item, "type"), _csl_text(item, "type")),
        title=title,
        language=_language(_csl_text(item, "language"), title),
        authors=tuple(map(_csl_person, _csl_list(item, "author"))),
        issued=_csl_date(item.get("issued")),
        publisher=_csl_text(item, "publisher"),
        container=_csl_text(item, "container-title"),
        number=_csl_text(item, "number"),
        url=_csl_text(item, "URL"),
        doi=_doi(_csl_text(item, "DOI") or _csl_text(item, "URL")),
    )
    return _sound(reference, _as_given(item.get("issued")), _csl_text(item, "language"), _csl_text(item, "DOI"))


def _csl_text(group: Mapping[str, Any], name: str) -> str:
    """A text, empty where there is none; raises Odd where something else stands there."""
    if isinstance(group.get(name), list | dict):
        raise Odd(say('"{name}" is no text', name=name), say("write it between quotation marks, or leave it out"))
    return _words(group.get(name))


def _csl_list(group: Mapping[str, Any], name: str) -> list[Any]:
    """The members of a list, none where there is no list; raises Odd where something else stands there."""
    members = group.get(name)
    if members is not None and not isinstance(members, list):
        raise Odd(say('"{name}" is not a list', name=name), say("write [ … ] there, or leave it out"))
    return members or []


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


def _csl_person(person: Any) -> Person:
    if not isinstance(person, dict):
        fix = say('write {{"family": …, "given": …}} or {{"literal": …}}')
        raise Odd(say('"author" has a member that is no person'), fix)
    given = {name: _csl_text(person, name) for name in ("family", "given", "literal")}
    return {name: value for name, value in given.items() if value}


_DATE_FIX: Final = say('write {{"date-parts": [[2025, 8, 5]]}}, or leave it out')


def _csl_date(date: Any) -> str:
    if date is not None and not isinstance(date, dict):
        raise Odd(say('"issued" is no date'), _DATE_FIX)
    if not date:
        return ""
    points = ["-".join(_padded(part) for part in _csl_point(point)) for point in _csl_list(date, "date-parts")]
    approximate = "~" if date.get("circa") else ""
    written = _csl_text(date, "literal") or _csl_text(date, "raw")
    text = "/".join(f"{point}{approximate}" for point in points[:2] if point) or written
    return text if _is_date(text) else ""


def _as_given(date: Any) -> str:
    """A date as it stands in the file."""
    if not isinstance(date, dict):
        return ""
    parts = "/".join("-".join(map(str, _csl_point(point))) for point in _csl_list(date, "date-parts"))
    return _csl_text(date, "literal") or _csl_text(date, "raw") or parts


def _csl_point(point: Any) -> list[Any]:
    """The year, month and day of a date, as many as there are."""
    if not isinstance(point, list):
        raise Odd(say('"issued" is no date'), _DATE_FIX)
    return [part for part in point if part]


def _padded(part: Any) -> str:
    if not re.fullmatch(r"-?[0-9]{1,6}", str(part)):
        raise Odd(say('"issued" is no date'), _DATE_FIX)
    return f"{int(part):02}"


# --- BibTeX ---------------------------------------------------------------------------------------------------------


_ASIDE: Final = {ord(space): 0xE000 + number for number, space in enumerate(KEPT_SPACES)}
_BACK: Final = {stand_in: space for space, stand_in in _ASIDE.items()}
"""pybtex makes a common space of every other one, so they are put aside while it reads, as signs that no text has."""


def _bibtex(text: str) -> list[Reference]:
    parser = _Parser()
    parser.macros = strings = _Strings(parser.macros)
    always, times = _GIVEN_AT_MOST
    strings.most = always + times * len(text)
    data: BibliographyData = parser.parse_string(text.translate(_ASIDE))
    return made_of_each(data.entries.items(), _of_bibtex, itemgetter(0))


class _Parser(Parser):  # type: ignore[misc]
    """Names the entry in which a name is odd."""

    def process_entry(self, entry_type: str, key: str, fields: Any) -> None:
        """Reads one entry."""
        try:
            super().process_entry(entry_type, key, fields)
        except InvalidNameString as error:
            entry = named(len(self.data.entries) + 1, key)
            fix = say("part the names of several people by ` and `")
            raise Unreadable(Fault(as_it_is(cut(str(error))), fix, entry)) from error


class _Strings(CaseInsensitiveDict):  # type: ignore[misc]
    """The texts of `@string`, which BibTeX puts where their names stand. Each may be made of others, so that eleven
    lines could fill any memory: they may give some times as much as the file holds.
    """

    given = 0
    most = 0

    def __getitem__(self, name: str) -> str:
        text = str(super().__getitem__(name))
        self.given += len(text)
        if len(text) > LONGEST_TEXT or self.given > self.most:
            message = say("the texts of @string grow too long, at '{name}'", name=cut(name))
            raise unreadable(message, say("write out what it stands for where it is used"))
        return text


LONGEST_TEXT: Final = 20_000
"""Letters of a title, a name or another text that is imported: more than any work has."""

_GIVEN_AT_MOST: Final = (100_000, 5)
"""Letters that texts of `@string` may give in any file, and times the letters of a file that they may give beside."""


def _of_bibtex(keyed: tuple[str, Any]) -> Reference:
    key, entry = keyed
    used = {name.lower(): str(value) for name, value in entry.fields.items() if name.lower() in _USED}
    fields = {name: _plain(name, _with_about(value) if name in _DATES else value) for name, value in used.items()}
    written = {
        name.lower(): as_address(_words(str(value).translate(_BACK)))
        for name, value in entry.fields.items()
        if name.lower() in _AS_WRITTEN
    }
    host = _first_of(fields, *_HOSTS)
    container = _first_of(fields, *_CONTAINERS)
    reference = Reference(
        key=key,
        type=_bibtex_type(entry.type.lower(), fields),
        title=fields.get("title", ""),
        language=_language(fields.get("language") or fields.get("langid", ""), fields.get("title", "")),
        authors=tuple(one for one in map(_bibtex_person, entry.persons.get("author", ())) if one not in _NOBODY),
        issued=_bibtex_date(fields),
        publisher=host,
        container=container,
        number=fields.get("number", ""),
        url=written.get("url", ""),
        doi=_doi(written.get("doi") or written.get("url", "")),
    )
    date = _first_of(fields, "date", "year")
    return _sound(reference, date, fields.get("language") or fields.get("langid", ""), written.get("doi", ""))


def _bibtex_type(name: str, fields: Mapping[str, str]) -> str:
    """What a work is. A `misc` is an act only where it has a number, as acts have: anything may be called so."""
    kind = _BIBTEX_TYPES.get(name, SourceType.WEBPAGE.value)
    return kind if name != "misc" or fields.get("number") else SourceType.WEBPAGE.value


def _first_of(fields: Mapping[str, str], *names: str) -> str:
    return next((fields[name] for name in names if name in fields), "")


_AS_WRITTEN: Final = frozenset({"url", "doi"})
_DATES: Final = frozenset({"date", "year"})
_HOSTS: Final = ("publisher", "institution", "organization", "howpublished")
_CONTAINERS: Final = ("journal", "journaltitle", "booktitle")
_USED: Final = frozenset({"title", "language", "langid", "number", "date", "year", "month", *_HOSTS, *_CONTAINERS})
"""The fields that are read, but for the authors; in those of `_AS_WRITTEN` no mark of LaTeX is meant."""

_BIBTEX_TYPES: Final = {
    **{name: kind.value for kind, name in reversed(BIBTEX.items())},
    "article": SourceType.ARTICLE_JOURNAL.value,
    "report": SourceType.REPORT.value,
    "phdthesis": SourceType.REPORT.value,
    "inproceedings": SourceType.CHAPTER.value,
    "inbook": SourceType.CHAPTER.value,
}


def _plain(field: str, value: str) -> str:
    """A field without the marks of LaTeX; raises Odd where it is so long that it is none."""
    if len(value) > LONGEST_TEXT:
        message = say("{field} has {number} letters", field=field, number=len(value))
        raise Odd(message, say("shorten it to {most} at most", most=LONGEST_TEXT))
    return _words(as_printed(value).translate(_BACK))


def _bibtex_person(person: Any) -> Person:
    family = _plain("author", " ".join([*person.prelast_names, *person.last_names]))
    given = _plain("author", " ".join([*person.first_names, *person.middle_names]))
    return {"family": family, "given": given} if given else {"literal": family}


_NOBODY: Final = ({"literal": ""}, {"literal": "others"})
"""What stands in a list of authors and is none: nothing between two `and`, and the rest whom nobody names."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _bibtex_date(fields: Mapping[str, str]) -> str:
    if _is_date(fields.get("date", "")):
        return fields["date"]
    year = fields.get("year", "")
    sure = "~" if year.startswith(CIRCA) else year[-1:] if year.endswith(("~", "?", "%")) else ""
    year, month = year.removeprefix(CIRCA).rstrip("~?%").strip(), fields.get("month", "").lower()
    number = (
        _MONTHS.index(month[:3]) + 1
        if month[:3] in _MONTHS
        else int(month)
        if month.isdecimal() and len(month) < 3
        else 0
    )
    text = f"{year}-{number:02}" if number and "/" not in year else year
    return f"{text}{sure}" if _is_date(text) else ""


_ABOUT: Final = re.compile(r"~(?=[\s}]*(/|$))")


def _with_about(date: str) -> str:
    """A date whose `~`, behind a day, means "about" and no space, as it does elsewhere in LaTeX."""
    return _ABOUT.sub(r"{\\textasciitilde}", date)


# --- RIS ------------------------------------------------------------------------------------------------------------


def _ris(text: str) -> list[Reference]:
    entries = _ris_entries(text)
    if not entries:
        raise unreadable(say("there is no reference in it: no line begins with `TY  -`"))
    return made_of_each(entries, _of_ris_text, _key_of_ris)


_RIS_BEGINS, _RIS_ENDS = "TY  -", "ER  -"


def _ris_entries(text: str) -> list[str]:
    """The texts of the entries, each from where it begins to where it ends, or where another begins."""
    entries: list[list[str]] = []
    is_open = False
    for line in text.lstrip("\ufeff").split("\n"):
        if line.startswith(_RIS_BEGINS):
            entries.append([])
            is_open = True
        if is_open:
            entries[-1].append(line)
        is_open = is_open and not line.startswith(_RIS_ENDS)
    return ["\n".join(lines) for lines in entries]


def _key_of_ris(text: str) -> str:
    found = re.search(r"^ID  - *(.*)", text, re.M)
    return _words(found[1]) if found else ""


def _of_ris_text(text: str) -> Reference:
    if not text.rsplit("\n", 1)[-1].startswith(_RIS_ENDS):
        raise Odd(say("it has no end"), say("add the line `ER  -` below it, or export the file again"))
    (entry,) = rispy.loads(text)
    return _of_ris(entry)


def _of_ris(entry: Mapping[str, Any]) -> Reference:
    title = _words(entry.get("title") or entry.get("primary_title"))
    date = _words(entry.get("date") or entry.get("year") or entry.get("publication_year"))
    urls = [url for name in ("urls", "link1") for url in (entry.get(name) or ())] if entry.get("urls") else []
    reference = Reference(
        key=_words(entry.get("id")),
        type=_RIS_TYPES.get(entry.get("type_of_reference", ""), SourceType.WEBPAGE.value),
        title=title,
        language=_language(_words(entry.get("language")), title),
        authors=tuple(
            _ris_person(name) for name in entry.get("authors") or entry.get("first_authors") or () if _words(name)
        ),
        issued=_ris_date(date),
        publisher=_words(entry.get("publisher")),
        container=_words(entry.get("secondary_title") or entry.get("journal_name")),
        number=_words(entry.get("number")),
        url=_words(urls[0] if urls else entry.get("url")),
        doi=_doi(_words(entry.get("doi") or (urls[0] if urls else ""))),
    )
    return _sound(reference, date, _words(entry.get("language")), _words(entry.get("doi")))


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
    """A value as one line of text; nothing where there is none. A space that keeps words on one line is kept."""
    return _SPACES.sub(" ", str(value)).strip() if isinstance(value, str | int | float) else ""


_SPACES: Final = re.compile(rf"[^\S{KEPT_SPACES}]+")


_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


def _doi(text: str) -> str:
    """The DOI in a text, in small letters, as two of them are compared."""
    found = _DOI.search(text)
    return found[0].rstrip(".,;)").lower() if found else ""


_LANGUAGES: Final = {"english": "en", "russian": "ru", "русский": "ru", "belarusian": "be", "eng": "en", "rus": "ru"}


def _language(given: str, title: str) -> str:
    """The code of a language; where none is given, the letters of the title tell Russian from English."""
    return _code_of(given) or ("ru" if re.search("[а-яё]", title.lower()) else "en")


def _code_of(given: str) -> str:
    """The code of a language that is named; nothing where none is."""
    code = given.lower().replace("_", "-").partition("-")[0]
    code = _LANGUAGES.get(code, code)
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


def _is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True
