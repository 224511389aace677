"""The days that a text names in words: "1 October 2025", "19–21 November", «1 октября», 2025-10-01."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from kbase.core.translation.months import NAMES

_MONTHS: Final = {
    "en": NAMES,
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
}
_DAYS: Final = r"\b(?P<day>\d{1,2})(?:\s?[–—-]\s?(?P<last>\d{1,2}))?"
_PATTERNS: Final = {
    language: re.compile(rf"{_DAYS}\s(?P<month>{'|'.join(names)})\b(?:,?\s(?P<year>\d{{4}})\b)?")
    for language, names in _MONTHS.items()
}
_FIGURES: Final = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")


@dataclass(frozen=True)
class NamedDay:
    """A day, or the first and last of several of one month; without a year where the text gives none."""

    first: int
    last: int
    month: int
    year: int | None

    def is_day(self, day: date) -> bool:
        """Whether `day` is it, or one of them; a year that is not given may be any."""
        return self.month == day.month and self.year in (None, day.year) and self.first <= day.day <= self.last


@lru_cache(maxsize=8192)
def named_days(text: str, language: str) -> tuple[NamedDay, ...]:
    """The days that a text names with their month, in its order. A month or a year alone is no day."""
    months = _MONTHS[language]
    found = [(m.start(), _day(m, months.index(m["month"]) + 1, m["last"])) for m in _PATTERNS[language].finditer(text)]
    found += [(m.start(), _day(m, int(m["month"]), None)) for m in _FIGURES.finditer(text)]
    return tuple(day for _, day in sorted(found, key=lambda pair: pair[0]))


def without_days(text: str, language: str) -> str:
    """The text with a blank for every day that it names, so that its other figures remain."""
    return _FIGURES.sub(" ", _PATTERNS[language].sub(" ", text))


def _day(match: re.Match[str], month: int, last: str | None) -> NamedDay:
    first, year = int(match["day"]), match["year"]
    return NamedDay(first, int(last) if last else first, month, int(year) if year else None)
