"""The picture of the timeline: where its marks stand."""

from __future__ import annotations

from pathlib import Path

from kbase.core.base import read_base
from kbase.core.pages.lanes import Lane
from kbase.core.pages.lists import Moment
from kbase.site.lanes import REACH, WIDTH, Mark, picture
from tests.helpers import repository


def marks(root: Path, *days: str) -> list[Mark]:
    """The marks of a lane with a moment on each of these dates."""
    base, _ = read_base(repository(root))
    record = next(iter(base.entities.values()))
    (row,) = picture({Lane.BELARUS: [Moment(day, record) for day in days]}).rows
    return list(row.marks)


def test_a_later_moment_stands_further_to_the_right_and_links_never_lie_on_each_other(tmp_path: Path) -> None:
    found = marks(tmp_path, "2024-12-31", "2025-06-01", "2025-06-02", "2025-06-20", "2026-02-01")
    assert [mark.x for mark in found] == sorted(mark.x for mark in found)
    boxes = [(*mark.reach, mark.y) for mark in found]
    for n, (begin, width, y) in enumerate(boxes):
        assert width >= REACH and begin >= 0 and begin + width <= WIDTH
        assert all(other + wide <= begin or top != y for other, wide, top in boxes[:n])


def test_a_date_that_is_no_day_is_a_span_and_one_of_a_few_days_is_none(tmp_path: Path) -> None:
    days = ("2025", "2025-03", "2025-06-01/2025-06-03", "2025-09-01/2025-11-30", "2025-12-01")
    found = {mark.moment.date: mark.is_span for mark in marks(tmp_path, *days)}
    assert [found[day] for day in days] == [True, True, False, True, False]


def test_a_year_is_as_long_as_its_column_and_what_began_before_all_columns_begins_at_the_edge(tmp_path: Path) -> None:
    whole, opened = marks(tmp_path, "2025", "../2026-06-30")
    assert WIDTH / 2 - 2 < whole.width <= WIDTH / 2
    assert opened.x == 0 and WIDTH / 2 < opened.width < WIDTH


def test_years_without_any_moment_are_left_out_and_the_gap_is_marked(tmp_path: Path) -> None:
    base, _ = read_base(repository(tmp_path))
    record = next(iter(base.entities.values()))
    drawn = picture({Lane.OTHERS: [Moment(day, record) for day in ("1994-05", "2024", "2025-01-01")]})
    assert [(column.year, column.after_gap) for column in drawn.columns] == [(1994, False), (2024, True), (2025, False)]
