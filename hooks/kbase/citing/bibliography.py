"""One entry of a list of sources as safe HTML: GOST R 7.0.5-2008 on Russian pages, APA 7 on English ones.

citeproc-py arranges an entry by one of the two CSL styles in `styles/`. It escapes no data, changes the case of titles
and knows no genitive, so nothing but the names of authors reaches it: each other field is a private-use character, a
slot, until the arranged line has been escaped as a whole. Then the slots are filled with HTML that `markupsafe` made.

GOST wants each entry in the terms of the source's own language; a source in a language without terms here has English
ones. The date of access is printed where the source has one (`checked`). «[Электронный ресурс]» is not: GOST R
7.0.100-2018, the later standard for descriptions, has no such designation, and references follow it there. The text of
GOST R 7.0.108-2022 for references to online documents was not at hand, so its forms are not claimed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel.dates import format_date
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup, escape

from kbase.core.records import dates
from kbase.core.records.model import Person, Source, Text
from kbase.core.records.vocabulary import SourceType

STYLES: Final = Path(__file__).with_name("styles")
STYLE_OF: Final = {"en": STYLES / "apa-7-online.csl", "ru": STYLES / "gost-r-7-0-5-2008-online.csl"}
"""The CSL style of each page language."""

_ACTS: Final = frozenset({SourceType.LEGISLATION, SourceType.BILL, SourceType.TREATY})


class Terms(NamedTuple):
    """The words of an entry in one language that are not in the CSL style, and the locale that citeproc takes."""

    locale: str
    number: str
    about: str
    until: str
    since: str


TERMS: Final = {
    "en": Terms("en-US", "No.", "ca. {}", "by {}", "from {}"),
    "ru": Terms("ru-RU", "№", "ок. {}", "не позднее {}", "с {}"),
    "uk": Terms("uk-UA", "№", "бл. {}", "не пізніше {}", "з {}"),
    "be": Terms("be-BY", "№", "каля {}", "не пазней {}", "з {}"),
}
"""The languages whose own terms an entry can be written in."""

# Patterns of CLDR: `MMMM` is the genitive in Slavic languages, `LLLL` the nominative.
_APA: Final = {"year": "y", "month": "y, MMMM", "day": "y, MMMM d"}
_GOST: Final = {"year": "y", "month": "LLLL y", "day": "d MMMM y"}
_GENITIVE: Final = {"year": "y", "month": "MMMM y", "day": "d MMMM y"}

_SLOTS: Final = {
    "title": "\ue000",
    "container-title": "\ue001",
    "publisher": "\ue002",
    "number": "\ue003",
    "URL": "\ue004",
    "issued": "\ue005",
    "event-date": "\ue006",
    "accessed": "\ue007",
}
_DATES: Final = ("issued", "event-date", "accessed")
_ITALIC, _END = "\ue010", "\ue011"
_SLOT: Final = re.compile(f"({_ITALIC}?)([\ue000-\ue007])({_END}?)(\\.?)")
_NOTHING: Final = Markup()
_PRIVATE: Final = dict.fromkeys(range(0xE000, 0xF900))


@dataclass(frozen=True)
class Slot:
    """What a field becomes in the entry: `text`, then `after` outside any italics.

    `upright` text is never italic; an `opening` text takes a capital after a full stop («Апрель 2025»).
    """

    text: Markup
    after: Markup = _NOTHING
    upright: bool = False
    opening: bool = False

    @property
    def is_closed(self) -> bool:
        """True where the text ends a sentence itself, so that no full stop of the style follows it."""
        return (self.text + self.after).striptags().endswith((".", "?", "!", "…"))


@lru_cache(maxsize=16_384)
def entry(source: Source, publisher: Text, page_language: str) -> Markup:
    """The entry of `source` for a page in "en" (APA 7) or "ru" (GOST R 7.0.5-2008), as one line of safe inline HTML.

    `publisher` is the title of the publisher in both languages: the entry picks the one in its own language, and leaves
    it out where the container's title says the same. KeyError where the page's language has no style.
    """
    style = STYLE_OF[page_language]
    language = entry_language(source, page_language)
    slots = _slots(source, publisher, language, page_language)
    line = _arranged(style, TERMS[language].locale, json.dumps(_item(source, slots)))
    return _marked(_filled(line, slots), language, page_language)


def as_text(source: Source, publisher: Text, page_language: str) -> str:
    """The same entry as plain text."""
    return str(entry(source, publisher, page_language).striptags())


def entry_language(source: Source, page_language: str) -> str:
    """The language of the terms of an entry: the source's own on a Russian page (as GOST has it), else English."""
    own = _primary(source.language)
    return own if page_language == "ru" and own in TERMS else "en"


def _primary(language: str) -> str:
    return language.partition("-")[0]


# --- the fields, as HTML ---------------------------------------------------------------------------------------------


def _slots(source: Source, publisher: Text, language: str, page_language: str) -> dict[str, Slot]:
    """The fields of the entry in HTML, by CSL name; a field that is not printed is left out."""
    slots = {"title": _title(source, language, page_language), **_host(source, publisher, language, page_language)}
    if number := _number(source, language):
        slots["number"] = Slot(escape(number))
    if source.url:
        slots["URL"] = Slot(Markup('<a href="{0}" rel="external">{0}</a>').format(source.url))
    if source.checked and source.url and page_language == "ru":
        slots["accessed"] = Slot(escape(numeric(date.fromisoformat(source.checked))))
    return slots | _dated(source, language, page_language, number is not None)


def numeric(day: date) -> str:
    """A day as GOST has the date of access: 29.11.2026."""
    return day.strftime("%d.%m.%Y")


def _title(source: Source, language: str, page_language: str) -> Slot:
    """The title in the original, our translation after it (APA 7, 9.38); a descriptive title is in brackets (9.22)."""
    title = _marked(escape(source.title), source.language, page_language)
    if source.is_descriptive:
        title = Markup("[{}]").format(title)
    return Slot(title, _translation(source, language, page_language), upright=source.is_descriptive)


def _translation(source: Source, language: str, page_language: str) -> Markup:
    translated = getattr(source.title_translated, page_language, None)
    if not translated or _primary(source.language) == page_language or translated == source.title:
        return _NOTHING
    return Markup(" [{}]").format(_marked(escape(translated), page_language, language))


def _host(source: Source, publisher: Text, language: str, page_language: str) -> dict[str, Slot]:
    """Where the source appeared and who published it; one of the two where both are the same by name."""
    wanted = "en" if language == "en" else "ru"
    body = Slot(_marked(escape(publisher.read(wanted)), publisher.language_for(wanted), language))
    container = source.container_title
    if not container:
        return {"publisher": body}
    host = _marked(escape(container), source.language, language)
    if _same_name(container, publisher.read(wanted)):
        return {"container-title": Slot(host)}
    if not any(_same_name(container, name) for name in (publisher.en, publisher.ru) if name):
        return {"container-title": Slot(host), "publisher": body}
    in_english = Markup(" [{}]").format(body.text) if page_language == "en" else _NOTHING
    return {"container-title": Slot(host, in_english)}


def _same_name(container: str, publisher: str) -> bool:
    """True where one name is in the other, word for word: Холод and «Холод», dev.by and dev.by (devby.io).

    What the container has in brackets is no part of its name: News-Pravda (German edition).
    """
    names = re.sub(r"\(.*?\)", "", container), publisher
    first, second = (" ".join(["", *re.findall(r"\w+", name.casefold()), ""]) for name in names)
    return first in second or second in first


def _number(source: Source, language: str) -> str | None:
    """The number with the sign of the entry's language, or None where the title has it already.

    A number that is more than digits (87 FR 13048, Guest Commentary No. 9) is its own label.
    """
    if source.number is None:
        return None
    plain = re.fullmatch(r"(?:№|No\.?|N)?\s*(\d[\d/–-]*)", source.number)
    number = plain[1] if plain else source.number
    sign = r"(?:№|\bNo?\.?)\s*" if number.isdigit() else r"(?<!\w)"
    if re.search(rf"{sign}{re.escape(number)}(?![\w/–-])", source.title):
        return None
    return f"{TERMS[language].number}\xa0{number}" if plain else number


def _marked(text: Markup, language: str, around: str) -> Markup:
    """`text`, which is in `language`, marked so where the text `around` it is in another (WCAG 2.2, 3.1.2)."""
    return text if language == around else Markup('<span lang="{}">{}</span>').format(language, text)


# --- the dates -------------------------------------------------------------------------------------------------------


def _dated(source: Source, language: str, page_language: str, numbered: bool) -> dict[str, Slot]:
    """The whole date; in GOST that of a numbered act stands with the number: «№ 2 от 29 января 2024»."""
    if source.issued is None:
        return {}
    if page_language == "en":
        return {"issued": Slot(escape(_date(source.issued, language, _APA, _APA)))}
    period = dates.parse(source.issued)
    if numbered and source.type in _ACTS and period.precision in ("month", "day") and not period.approximate:
        return {"event-date": Slot(escape(_date(source.issued, language, _GENITIVE, _GENITIVE)))}
    shown = _date(source.issued, language, _GOST, _GENITIVE)
    return {"issued": Slot(escape(f"[{shown}]" if period.approximate else shown), opening=True)}


def _date(text: str, language: str, alone: dict[str, str], governed: dict[str, str]) -> str:
    """An EDTF date in words; `governed` are the patterns after a preposition: "ca.", «ок.», «не позднее», «с»."""
    terms, period = TERMS[language], dates.parse(text)
    start, _, end = text.partition("/")
    if start == "..":
        return terms.until.format(_date(end, language, governed, governed))
    if end == "..":
        return terms.since.format(_date(start, language, governed, governed))
    if period.is_interval:
        first, last = (_date(part, language, alone, governed) for part in (start, end))
        return f"{first} – {last}" if " " in first + last else f"{first}–{last}"
    patterns = governed if period.approximate else alone
    shown = _written(period.lower, patterns[period.precision], language)
    return terms.about.format(shown) if period.approximate else shown


@lru_cache(maxsize=16_384)
def _written(day: date, pattern: str, language: str) -> str:
    return str(format_date(day, pattern, locale=language))


# --- citeproc --------------------------------------------------------------------------------------------------------


class _Marks:
    """The formatter that citeproc asks for: no escaping yet, and italics as marks. Our styles use nothing else."""

    @staticmethod
    def preformat(text: str) -> str:
        return str(text)

    @staticmethod
    def Italic(text: str) -> str:
        return f"{_ITALIC}{text}{_END}"


def _item(source: Source, slots: dict[str, Slot]) -> dict[str, Any]:
    """The source as citeproc sees it: its type, the names, which it orders and initialises, and slots for the rest."""
    item: dict[str, Any] = {"id": "entry", "type": source.type.value}
    item |= {field: {"literal": _SLOTS[field]} if field in _DATES else _SLOTS[field] for field in slots}
    names = [name for name in map(_name, source.author) if name]
    return item | {"author": names} if names else item


def _name(person: Person) -> dict[str, str]:
    """A name in CSL's words, without the private-use characters that are our slots."""
    if person.literal:
        return {"literal": person.literal.translate(_PRIVATE)}
    parts = {"family": person.family, "given": person.given}
    return {part: text.translate(_PRIVATE) for part, text in parts.items() if text}


@lru_cache(maxsize=len(TERMS) + 1)
def _processor(style: Path, locale: str) -> CitationStylesStyle:
    """A CSL processor; it is slow to make, so there is one for each style and locale."""
    return CitationStylesStyle(str(style), locale=locale, validate=False)


@lru_cache(maxsize=16_384)
def _arranged(style: Path, locale: str, item: str) -> str:
    """The entry of an item (JSON) as citeproc arranges it: plain text with slots and marks, nothing escaped.

    It is slow, and most sources differ in nothing that reaches it.
    """
    data = json.loads(item)
    bibliography = CitationStylesBibliography(_processor(style, locale), CiteProcJSON([data]), _Marks)
    bibliography.register(Citation([CitationItem(data["id"])]))
    return str(bibliography.bibliography()[0])


def _filled(line: str, slots: dict[str, Slot]) -> Markup:
    """`line` escaped, its slots filled, and without the full stop of the style after a field that has its own."""
    by_mark = {_SLOTS[field]: slot for field, slot in slots.items()}

    def fill(match: re.Match[str]) -> str:
        slot = by_mark[match[2]]
        text = slot.text
        if slot.opening and match.string.endswith(". ", 0, match.start()):
            text = text[:1].upper() + text[1:]
        if match[1] and not slot.upright:
            text = Markup("<i>{}</i>").format(text)
        return text + slot.after + ("" if slot.is_closed else match[4])

    return Markup(_SLOT.sub(fill, str(escape(line))))
