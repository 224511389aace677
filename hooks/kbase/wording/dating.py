"""Dates as a reader writes them, in English and in the cases of Russian.

A date is written piece by piece (day, month, year), so that an interval does not repeat what both its ends share:
"19–21 November 2025", «10 марта – 5 мая 2025 г.»
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date

from kbase.core.records import dates
from kbase.core.records.dates import Period


class Case(StrEnum):
    """The case in which a Russian date stands; English knows none."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    PREPOSITIONAL = "prepositional"
    INSTRUMENTAL = "instrumental"


_CLDR: Final = {Case.NOMINATIVE: "LLLL", Case.GENITIVE: "MMMM"}
"""CLDR has the nominative in the stand-alone form and the genitive in the other one, and no further cases."""

_MONTHS_RU: Final = {
    Case.PREPOSITIONAL: (
        *("январе", "феврале", "марте", "апреле", "мае", "июне"),
        *("июле", "августе", "сентябре", "октябре", "ноябре", "декабре"),
    ),
    Case.INSTRUMENTAL: (
        *("январём", "февралём", "мартом", "апрелем", "маем", "июнем"),
        *("июлем", "августом", "сентябрём", "октябрём", "ноябрём", "декабрём"),
    ),
}
_YEAR_RU: Final = "{}\u202fг."

Words = Callable[..., str]
"""The catalogue: the text of a key with its fields filled in."""


class Dating:
    """Writes EDTF dates in one language with the words of the interface."""

    def __init__(self, locale: Locale, words: Words) -> None:
        self.locale = locale
        self.words = words

    @property
    def _is_russian(self) -> bool:
        return str(self.locale.language) == "ru"

    def point(self, day: datetime.date, precision: str, case: Case = Case.NOMINATIVE) -> str:
        """A day, month or year: "25 August 2025", «август 2025 г.»"""
        return " ".join(self._pieces(day, precision, case))

    def span(self, text: str, case: Case = Case.NOMINATIVE) -> str:
        """A date whose interval lasts, or may last: "19–21 November 2025". The case is that of a day, month or year."""
        period = dates.parse(text)
        if not period.is_interval:
            return self._approximately(period, self.point(period.lower, period.precision, case))
        return self._half_open(period) or self._dashed(*_ends(period))

    def moment(self, text: str, case: Case = Case.NOMINATIVE) -> str:
        """A date whose interval only tells between which days something was: "between May and November 2025"."""
        period = dates.parse(text)
        if not period.is_interval:
            return self.span(text, case)
        return self._half_open(period) or self._between(*_ends(period), case)

    def when(self, text: str) -> str:
        """The same as it follows a verb: "on 25 August 2025", "between …", «в августе 2025 г.», «не ранее …»."""
        period = dates.parse(text)
        first = _ends(period)[0]
        shown = self.moment(text, Case.PREPOSITIONAL)
        follows_no_preposition = period.is_interval and not self._is_either(period)
        if follows_no_preposition or (period.approximate and not self._is_russian):
            return shown
        return self.words("date.on" if first.precision == "day" else "date.in", date=shown)

    # --- intervals --------------------------------------------------------------------------------------------------

    def _half_open(self, period: Period) -> str:
        """An interval without a beginning or an end in words; nothing where it has both."""
        start, _, end = period.text.partition("/")
        if start == "..":
            return self.words("date.by", date=self.span(end, Case.GENITIVE))
        if end == "..":
            return self.words("date.since", date=self.span(start, Case.GENITIVE))
        return ""

    def _dashed(self, first: Period, last: Period) -> str:
        if first.precision != last.precision:
            return self.words("date.interval", start=self._with_unit(first), end=self._with_unit(last))
        start, end = self._shortened(first, last, Case.NOMINATIVE), self.span(last.text)
        are_numbers = start.isdigit() and end[:1].isdigit()
        return self.words("date.range" if are_numbers else "date.interval", start=start, end=end)

    def _with_unit(self, end: Period) -> str:
        """Beside a month or a day a Russian year needs its «г.»: «2025 г. – ноябрь 2026 г.»"""
        return self.span(end.text, Case.GENITIVE if end.precision == "year" else Case.NOMINATIVE)

    def _between(self, first: Period, last: Period, case: Case) -> str:
        if first.precision != last.precision and last.precision == "year":
            start, end = self.span(first.text, Case.INSTRUMENTAL), self.span(last.text, Case.GENITIVE)
            return self.words("date.between-and-end", start=start, end=end)
        key, case = ("date.either", case) if _are_neighbours(first, last) else ("date.between", Case.INSTRUMENTAL)
        return self.words(key, start=self._shortened(first, last, case), end=self.span(last.text, case))

    def _is_either(self, period: Period) -> bool:
        return bool(not self._half_open(period) and _are_neighbours(*_ends(period)))

    def _shortened(self, first: Period, last: Period, case: Case) -> str:
        """The beginning of an interval without the month and year that its end names."""
        if first.approximate or last.approximate or first.precision != last.precision:
            return self.span(first.text, case)
        pieces = self._pieces(first.lower, first.precision, case)
        others = self._pieces(last.lower, last.precision, case)
        while len(pieces) > 1 and pieces[-1] == others[-1]:
            pieces, others = pieces[:-1], others[:-1]
        return " ".join(pieces)

    # --- points -----------------------------------------------------------------------------------------------------

    def _approximately(self, period: Period, shown: str) -> str:
        return self.words("date.approximate", date=shown) if period.approximate else shown

    def _pieces(self, day: datetime.date, precision: str, case: Case) -> list[str]:
        if precision == "year":
            return [self._year(day) if case is not Case.NOMINATIVE else str(day.year)]
        if precision == "month":
            return [self._month(day, case), self._year(day)]
        return [str(day.day), self._month(day, Case.GENITIVE), self._year(day)]

    def _month(self, day: datetime.date, case: Case) -> str:
        if self._is_russian and case in _MONTHS_RU:
            return _MONTHS_RU[case][day.month - 1]
        return _named_month(day.month, _CLDR.get(case, "LLLL"), str(self.locale))

    def _year(self, day: datetime.date) -> str:
        return _YEAR_RU.format(day.year) if self._is_russian else str(day.year)


@lru_cache(maxsize=64)
def _named_month(month: int, pattern: str, locale: str) -> str:
    return str(format_date(datetime.date(2000, month, 1), pattern, locale=locale))


def _ends(period: Period) -> tuple[Period, Period]:
    """Both ends of an interval; a point is its own beginning and end, and so is the known end of a half-open one."""
    start, _, end = period.text.partition("/")
    known = [dates.parse(part) for part in (start, end) if part not in ("", "..")]
    return known[0], known[-1]


def _are_neighbours(first: Period, last: Period) -> bool:
    """Two days, months or years one after the other: it was in the one or the other."""
    exact = first.precision == last.precision and not (first.approximate or last.approximate)
    return exact and (last.lower - first.upper).days == 1
