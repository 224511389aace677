"""The months that English and Russian texts name, in every case and as adjectives.

A month is *sure* where the word can mean nothing else; it is *possible* where it may be a verb ("May"), part of a name
(«Октябрьский район») or implied («с начала года»). A translation must have the sure months of its original, and a
possible one is enough for that.
"""

from __future__ import annotations

import re
from typing import Final

NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BEFORE_MAY: Final = r"[a-z]+,?|In|By|Since|From|Until|Till|Early|Mid|Late|Between|After|Before|During|Last|This|Next"
_SURE_MAY: Final = rf"\bMay(?=\s+\d)|(?<=\d\s)May\b|(?<=[–—/(-])May\b|\b(?:{_BEFORE_MAY})\s+May\b"
"""The month has a number beside it, or follows a word in small letters; "May I", "Theresa May" are not it."""

_SOFT: Final = r"(?:[ья]|[её]м|е|ю)\b"
_HARD: Final = r"(?:|а|е|у|ом)\b"
_STEMS_RU: Final = (
    *(("январ", _SOFT, "январск"), ("феврал", _SOFT, "февральск"), ("март", _HARD, "мартовск")),
    *(("апрел", _SOFT, "апрельск"), ("ма", r"(?:й|я|е|ю|ем)\b", "майск"), ("июн", _SOFT, "июньск")),
    *(("июл", _SOFT, "июльск"), ("август", _HARD, "августовск"), ("сентябр", _SOFT, "сентябрьск")),
    *(("октябр", _SOFT, "октябрьск"), ("ноябр", _SOFT, "ноябрьск"), ("декабр", _SOFT, "декабрьск")),
)


def _english(name: str) -> str:
    if name == "May":
        return _SURE_MAY
    short = rf"{name[:3]}t?\b\.?"
    return rf"\b{name}\b|\b{short}(?=\s\d)|(?<=\d\s){short}"


_SURE: Final = {
    "en": tuple((name[:3].lower(), re.compile(_english(name))) for name in NAMES),
    "ru": tuple((stem, re.compile(rf"\b(?i:{stem}{ending})|\b{adjective}")) for stem, ending, adjective in _STEMS_RU),
}
_POSSIBLE: Final = {
    "en": tuple((name[:3].lower(), re.compile(rf"\b{name[:3]}")) for name in NAMES),
    "ru": tuple((stem[:3], re.compile(rf"\b{stem[:3]}", re.I)) for stem, _, _ in _STEMS_RU),
}
_NUMERIC: Final = re.compile(r"\b\d{4}-(\d{2})(?:-\d{2})?\b|\b\d{1,2}\.(\d{1,2})\.\d{4}\b")
_START_OF_YEAR: Final = {
    "en": re.compile(r"\b(?:start|beginning) of the year\b", re.I),
    "ru": re.compile(r"\bначал[аоеу]м? года\b", re.I),
}


def sure_months(text: str, language: str) -> frozenset[int]:
    """The months (1–12) that `text` names without doubt."""
    return _found(_SURE[language], text) | _numeric(text)


def possible_months(text: str, language: str) -> frozenset[int]:
    """The months (1–12) that `text` names or may name."""
    start = {1} if _START_OF_YEAR[language].search(text) else set()
    return _found(_POSSIBLE[language], text) | _numeric(text) | start


def _found(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> frozenset[int]:
    """The months whose pattern is in `text`; its first letters are looked for before it, which is much faster."""
    low = text.lower()
    months = enumerate(patterns, start=1)
    return frozenset(month for month, (letters, pattern) in months if letters in low and pattern.search(text))


def _numeric(text: str) -> frozenset[int]:
    """The months of dates in figures, such as 2025-08-25 and 25.08.2025."""
    months = (int(match[1] or match[2]) for match in _NUMERIC.finditer(text))
    return frozenset(month for month in months if 1 <= month <= 12)
