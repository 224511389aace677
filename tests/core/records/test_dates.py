"""Dates: our part of EDTF covers the same days as the `edtf` library says, and refuses what is not a date."""

from __future__ import annotations

from datetime import date
from math import isinf
from typing import Any

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from kbase.core.records import dates

DAYS = st.dates(min_value=date(1000, 1, 1))
MARKS = st.sampled_from(["", "~", "?", "%"])
POINTS = st.builds(lambda day, length, mark: day.isoformat()[:length] + mark, DAYS, st.sampled_from([4, 7, 10]), MARKS)
INTERVALS = st.tuples(POINTS, POINTS).map(lambda pair: "/".join(sorted(pair)))
OPEN = POINTS.flatmap(lambda point: st.sampled_from([f"../{point}", f"{point}/.."]))
ALMOST_DATES = st.from_regex(r"[0-9]{3,5}(-[0-9]{1,2}){0,3}[~?%]?(/([0-9]{4}(-[0-9]{2})?|\.\.)?)?", fullmatch=True)


def days_by_library(text: str) -> tuple[date, date]:
    """The first and last day of `text` as the `edtf` library reads it."""
    read: Any = parse_edtf(text)
    lower, upper = read.lower_strict(), read.upper_strict()
    first = date.min if isinstance(lower, float) and isinf(lower) else date(*lower[:3])
    last = date.max if isinstance(upper, float) and isinf(upper) else date(*upper[:3])
    return first, last


@given(POINTS | OPEN)
def test_a_date_covers_the_days_that_edtf_says(text: str) -> None:
    """Years, months, days, about and uncertain, and intervals open on one side cover what the library says."""
    period = dates.parse(text)
    assert (period.lower, period.upper) == days_by_library(text)


@given(INTERVALS)
def test_an_interval_covers_the_days_that_edtf_says(text: str) -> None:
    """An interval covers what the library says, or is refused because it ends before it begins."""
    first, last = days_by_library(text)
    if first > last:
        with pytest.raises(ValueError, match="ends before it begins"):
            dates.parse(text)
    else:
        period = dates.parse(text)
        assert (period.lower, period.upper) == (first, last)


@given(ALMOST_DATES)
def test_what_edtf_refuses_is_refused(text: str) -> None:
    """What looks like a date is read only if it is EDTF; what is read covers the days that the library says."""
    try:
        period = dates.parse(text)
    except ValueError:
        return
    assert (period.lower, period.upper) == days_by_library(text)


@given(st.text(max_size=12))
def test_any_other_text_is_refused_with_a_fix(text: str) -> None:
    """Text that is no date raises ValueError with what is wrong and how to fix it, and nothing else."""
    try:
        dates.parse(text)
    except ValueError as error:
        assert len(error.args) == 2 and all(error.args)
    else:
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-13", "calendar"),
        ("2025-02-30", "calendar"),
        ("2023-02-29", "calendar"),  # the library takes this one
        ("2025-00", "calendar"),
        ("0000", "calendar"),
        ("25.08.2025", "is not a date"),
        ("20250825", "is not a date"),
        ("2025-8", "is not a date"),
        ("2025-21", "calendar"),  # EDTF's spring of 2025, which the base does not use
        ("٢٠٢٥", "is not a date"),
        ("2025-08-25T10:00", "is not a date"),
        ("2025/", "is not a date"),
        ("../..", "one side at least"),
        ("2026/2024", "ends before it begins"),
        ("", "is not a date"),
    ],
)
def test_an_impossible_date_says_why(text: str, why: str) -> None:
    """Days outside the calendar, other notations and reversed intervals are refused for their own reason."""
    with pytest.raises(ValueError, match=why):
        dates.parse(text)


def test_the_library_refuses_another_notation_too() -> None:
    """The oracle itself can say no."""
    with pytest.raises(EDTFParseException):
        parse_edtf("25.08.2025")


@pytest.mark.parametrize(
    ("text", "precision", "approximate"),
    [
        ("2025", "year", False),
        ("2025-08", "month", False),
        ("2025-08-25", "day", False),
        ("2025-06~", "month", True),
        ("2025?", "year", True),
        ("2025-08-25%", "day", True),
        ("2024/2026", "interval", False),
        ("2024~/2026", "interval", True),
        ("../2026-06", "interval", False),
    ],
)
def test_precision_and_doubt_are_known(text: str, precision: str, approximate: bool) -> None:
    """A date says how exact it is and whether it is only about right."""
    period = dates.parse(text)
    assert (period.precision, period.approximate) == (precision, approximate)


def test_dates_sort_by_their_first_day_then_by_their_last() -> None:
    """A year stands before a day within it but after its own first day, and what has no beginning stands first."""
    texts = ["2025-08-25", "2025", "../2026-06", "2025-01-01", "2024/2026", "2025-08", "2024-12-31"]
    in_order = sorted(texts, key=dates.parse)
    assert in_order == ["2024/2026", "2024-12-31", "2025-01-01", "2025", "2025-08", "2025-08-25", "../2026-06"]


@given(st.lists(POINTS, max_size=6))
def test_sorting_never_fails_and_never_goes_back(texts: list[str]) -> None:
    """However exact the dates are, their first days ascend once they are sorted."""
    firsts = [dates.parse(text).lower for text in sorted(texts, key=dates.parse)]
    assert firsts == sorted(firsts)
