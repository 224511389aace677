"""The picture of the timeline: a lane for each side, in which steps and events stand where they fall in time.

Places are computed here, in units of the picture; nothing is measured, so it is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kbase.core.pages.lanes import Lane
from kbase.core.pages.lists import Moment
from kbase.core.records import dates

WIDTH: Final = 560
"""The narrowest page that shows the picture gives it as many pixels: there a unit is a pixel, elsewhere more."""

REACH: Final = 24
"""A mark's link in height, and at least in width (WCAG 2.2, 2.5.8)."""

_DOT: Final = 12
_SPAN: Final = 22
"""A mark that is a span is no shorter, so that it does not look like a point at any scale."""

_HEAD: Final = 20
"""The height of a lane's name, and of the years above all lanes."""

_SHORT: Final = timedelta(days=10)
"""What lasts no longer is a point in the picture."""


@dataclass(frozen=True)
class Mark:
    """A moment in the picture: the left edge and the width of what is seen, and those of its link; `y` is its top."""

    moment: Moment
    x: float
    width: float
    y: float

    @property
    def is_span(self) -> bool:
        """Whether its date is longer than a point: a month, a year, an interval."""
        return self.width > _DOT

    @property
    def reach(self) -> tuple[float, float]:
        """Where its link begins, and how wide it is."""
        wide = max(REACH, self.width)
        return round(self.x + (self.width - wide) / 2, 1), wide


@dataclass(frozen=True)
class Row:
    """A lane with its top, its height and its marks."""

    lane: Lane
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Column:
    """A year in which anything stands; `after_gap` where the year before it in the picture is not the one before it."""

    year: int
    x: float
    after_gap: bool


@dataclass(frozen=True)
class Picture:
    """All of it; every year is equally wide, and years without any moment are left out."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    year: float
    height: float
    width: int = WIDTH


def picture(lanes: Mapping[Lane, Sequence[Moment]]) -> Picture:
    """The picture of moments by lane, at least one of them."""
    years = sorted({dates.parse(m.date).year for moments in lanes.values() for m in moments})
    wide = round(WIDTH / len(years), 2)
    columns = [Column(y, round(n * wide, 1), n > 0 and years[n - 1] != y - 1) for n, y in enumerate(years)]
    rows: list[Row] = []
    top = float(_HEAD)
    for lane, moments in lanes.items():
        marks = tuple(_stacked(sorted(moments, key=_in_time), years, wide, top + _HEAD))
        height = max((mark.y + REACH for mark in marks), default=top + _HEAD) - top
        rows.append(Row(lane, top, height, marks))
        top += height
    return Picture(tuple(columns), tuple(rows), wide, top)


def _in_time(moment: Moment) -> tuple[dates.Period, str]:
    return dates.parse(moment.date), moment.entity.id


def _stacked(moments: Iterable[Moment], years: Sequence[int], wide: float, top: float) -> Iterator[Mark]:
    """Marks from left to right, each in the first line that has room for its link."""
    ends: list[float] = []
    for moment in moments:
        mark = _mark(moment, years, wide)
        begin, reach = mark.reach
        line = next((n for n, end in enumerate(ends) if end <= begin), len(ends))
        ends[line : line + 1] = [begin + reach]
        yield Mark(moment, mark.x, mark.width, top + line * REACH)


def _mark(moment: Moment, years: Sequence[int], wide: float) -> Mark:
    """Where a moment stands in time. Its link stays within the picture, so one at an edge is moved by a hair."""
    period = dates.parse(moment.date)
    lower, upper = (_place(day, years, wide) for day in (period.lower, period.upper))
    is_point = period.upper - period.lower <= _SHORT
    width = _DOT if is_point else max(_SPAN, upper - lower)
    middle = min(max((lower + upper) / 2, REACH / 2), WIDTH - REACH / 2)
    return Mark(moment, round(min(max(middle - width / 2, 0), WIDTH - width), 1), round(width, 1), 0)


def _place(day: date, years: Sequence[int], wide: float) -> float:
    """The place of a day; one of a year that is not shown stands at the edge of the nearest that is."""
    if day.year in years:
        share = (day - date(day.year, 1, 1)).days / 366
        return (years.index(day.year) + share) * wide
    return sum(year < day.year for year in years) * wide
