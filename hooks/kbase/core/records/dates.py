"""Dates with a known precision: the part of EDTF that records may use.

EDTF (Library of Congress, ISO 8601-2:2019) has many shapes; six are enough here and each of them can be read by a
person: `2025`, `2025-08`, `2025-08-25`, any of these with `~` (approximate) or `?` (uncertain), `2024/2026`, and an
interval open on one side, `../2026-06` or `2026-06/..`. The tests compare this module with the `edtf` library.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

from kbase.core.messages import say

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)

SHAPES = say("write 2025, 2025-08, 2025-08-25, 2025-06~ (about), 2024/2026 (between) or ../2026-06 (by June 2026)")


FIRST = date.min
"""The first day of a period without a beginning ("not later than")."""


@total_ordering
@dataclass(frozen=True)
class Period:
    """The days that a date covers. An open side is the first or the last day that Python knows.

    Periods sort by their first day, or by their last where they have no first ("not later than"), then by their last:
    `2025` stands before `2025-08-25`… only if it starts earlier.
    """

    lower: date
    upper: date
    text: str
    approximate: bool = False

    @property
    def is_interval(self) -> bool:
        return "/" in self.text

    def __lt__(self, other: Period) -> bool:
        return (self.known, self.upper, self.text) < (other.known, other.upper, other.text)

    @property
    def known(self) -> date:
        """The day that it stands for among others: its first, or its last if it has no beginning."""
        return self.upper if self.lower == FIRST else self.lower

    @property
    def year(self) -> int:
        """The year that it is counted to: in which it begins, or ends if it has no beginning."""
        return self.known.year

    @property
    def precision(self) -> str:
        """ "interval", "year", "month" or "day"."""
        if self.is_interval:
            return "interval"
        return ("year", "month", "day")[self.text.count("-")]


def is_open(period: Period) -> bool:
    """Whether a period is without end on one side."""
    return period.lower == FIRST or date.max == period.upper


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """The period that the EDTF string `text` covers; raises ValueError(what is wrong, how to fix it)."""
    start, slash, end = text.partition("/")
    if not slash:
        return _point(text)
    if start == end == "..":
        raise ValueError(say("an interval needs a date on one side at least"), SHAPES)
    if "/" in end:
        raise _no_date(text)
    lower = FIRST if start == ".." else _point(start).lower
    upper = date.max if end == ".." else _point(end).upper
    if lower > upper:
        raise ValueError(say("the interval {text} ends before it begins", text=text), say("swap the two dates"))
    return Period(lower, upper, text, approximate=any(mark in text for mark in "~?%"))


def _no_date(text: str) -> ValueError:
    lacks_year = re.search(r"\d", text) and re.search(r"[^\W\d]", text) and not re.search(r"\d{4}", text)
    fix = say("give the year, too, as in 2026-09-30") if lacks_year else SHAPES
    return ValueError(say("'{text}' is not a date", text=text), fix)


def _point(text: str) -> Period:
    match = _POINT.fullmatch(text)
    if match is None:
        raise _no_date(text)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None
    try:
        lower = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        what = say("{text} does not exist in the calendar", text=text)
        raise ValueError(what, say("correct the month or the day")) from error
    if day:
        upper = lower
    elif month:
        upper = date(year, month, calendar.monthrange(year, month)[1])
    else:
        upper = date(year, 12, 31)
    return Period(lower, upper, text, approximate=bool(match[4]))
