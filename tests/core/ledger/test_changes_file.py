"""The file of what changed by itself: written by a command, read back, and one change a day of each record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kbase.core.ledger.changes_file import Logged, What, by_day, further, read, write
from kbase.core.ledger.ledger_file import Entry

DAY = date(2026, 12, 1)
ENTRY = Entry("a" * 12, "-", "-", "-", "-", "-", "2026-11-24", "-", "-", "A record")
GRADED = replace(ENTRY, grades="record/not-checked/text/-")
BILL = replace(ENTRY, stage="submitted")
BEFORE = {"statements/one": GRADED, "agreements/bill": BILL, "actors/body": ENTRY}


def test_another_grade_another_stage_and_a_new_page_are_told() -> None:
    graded = replace(GRADED, grades="record/contradicted/text/-")
    after = {**BEFORE, "statements/one": graded, "agreements/bill": replace(BILL, stage="adopted"), "events/new": ENTRY}
    assert list(further(BEFORE, after, DAY)) == [
        Logged("2026-12-01", What.GRADED, "statements/one", GRADED.grades, graded.grades),
        Logged("2026-12-01", What.STAGE, "agreements/bill", "submitted", "adopted"),
        Logged("2026-12-01", What.ADDED, "events/new", "-", "-"),
    ]


def test_what_only_says_something_else_or_is_no_page_is_not_told() -> None:
    after = {**BEFORE, "statements/one": replace(GRADED, meaning="b" * 12), "sources/new": ENTRY}
    assert list(further(BEFORE, after, DAY)) == []


def test_the_first_ledger_of_a_base_tells_nothing() -> None:
    assert list(further({}, BEFORE, DAY)) == []


def test_what_is_written_is_read_and_what_a_merge_left_is_passed_over() -> None:
    logged = (Logged("2026-12-01", What.STAGE, "agreements/bill", "-", "signed"),)
    assert read(write(logged) + "<<<<<<< ours\n") == logged


def test_changes_of_one_day_are_joined_and_what_came_back_is_none() -> None:
    first, second, back = (
        Logged("2026-12-01", What.GRADED, "statements/one", before, after)
        for before, after in (("a", "b"), ("b", "c"), ("c", "a"))
    )
    (joined,) = by_day((first, second))
    assert (joined.before, joined.after) == ("a", "c")
    assert by_day((first, second, back)) == []
