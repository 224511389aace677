"""What was searched, month by month: what is found, what is looked for in vain, and what nobody looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import read_base
from kbase.core.pages.coverage import NO_MONTH, Coverage, Row, coverage
from tests.conftest import Check
from tests.helpers import STATEMENTS, TINY, repository

SEARCHES = "docs/data/searches.yml"
PAST = """
- id: {id}
  date: '{date}'
  question: {{en: Who came?, ru: Кто пришёл?}}
  about: [forum]
  covers: {covers}
  languages: [{languages}]
  tried: {{en: All., ru: Всё.}}
  result: {{en: Nothing., ru: Ничего.}}
"""


def search(id: str, covers: str, languages: str = "en", date: str = "2026-11-24") -> str:
    """A search about the forum, which met on 25 August 2025 and was spoken of on the next day."""
    return PAST.format(id=id, covers=covers, languages=languages, date=date)


def covered(root: Path, searches: str, statements: str = TINY[STATEMENTS]) -> Coverage:
    base, problems = read_base(repository(root, {SEARCHES: searches, STATEMENTS: statements}))
    assert not problems
    return coverage(base)


def forum(root: Path, searches: str, statements: str = TINY[STATEMENTS]) -> Row:
    (row,) = covered(root, searches, statements).rows
    return row


def test_a_month_that_was_searched_differs_from_one_that_was_not(tmp_path: Path) -> None:
    """July was searched in vain, August brought two statements, September was searched by nobody."""
    row = forum(tmp_path, search("summer", "2025-07/2025-08") + search("autumn", "2025-10"))
    cells = {month: (len(cell.statements), cell.search.id if cell.search else "") for month, cell in row.months.items()}
    assert cells == {
        (2025, 7): (0, "summer"),
        (2025, 8): (2, "summer"),
        (2025, 9): (0, ""),
        (2025, 10): (0, "autumn"),
        (2025, NO_MONTH): (0, ""),
    }


def test_the_latest_search_of_a_month_is_the_one_that_is_shown(tmp_path: Path) -> None:
    later, earlier = search("later", "2025-07"), search("earlier", "2025-07", date="2026-11-20")
    found = forum(tmp_path, later + earlier).months[2025, 7].search
    assert found and found.id == "later"


def test_years_come_newest_first_each_with_the_months_that_any_search_covers(tmp_path: Path) -> None:
    assert list(covered(tmp_path, search("winter", "2025-12/2026-02")).years.items()) == [(2026, (1, 2)), (2025, (12,))]


def test_a_statement_dated_by_its_year_is_in_no_month(tmp_path: Path) -> None:
    """It would else look as if something had happened in January."""
    undated = TINY[STATEMENTS].replace("happened: '2025-08-25'", "happened: '2025'")
    row = forum(tmp_path, search("whole", "2025-01/2025-12"), undated)
    assert [s.id for s in row.months[2025, NO_MONTH].statements] == ["forum-met"]
    assert row.months[2025, 1].statements == ()


def test_what_has_no_month_was_not_searched_for(tmp_path: Path) -> None:
    """A search through two years covers their months, and no column beside them."""
    row = forum(tmp_path, search("long", "2024-07/2025-08"))
    assert [row.months[year, NO_MONTH].search for year in (2024, 2025)] == [None, None]


def test_a_withdrawn_statement_is_not_counted(tmp_path: Path) -> None:
    withdrawn = f"{TINY[STATEMENTS]}  retracted: {{date: '2026-11-24', what: {{en: Wrong., ru: Неверно.}}}}\n"
    found = forum(tmp_path, search("summer", "2025-08"), withdrawn).months[2025, 8].statements
    assert [s.id for s in found] == ["forum-met"]


def test_a_language_counts_statements_with_a_source_in_it(tmp_path: Path) -> None:
    """Both statements have a source in Russian, one has an English one too; in German nothing was found."""
    row = forum(tmp_path, search("summer", "2025-08", "ru, en, de"))
    assert {language: len(cell.statements) for language, cell in row.languages.items()} == {"ru": 2, "en": 1, "de": 0}
    assert row.languages["de"].search


def test_without_a_period_there_is_no_table(tmp_path: Path) -> None:
    """A search for one thing says nothing of months."""
    timeless = search("who", "2025-08").replace("  covers: 2025-08\n", "")
    assert covered(tmp_path, timeless) == Coverage({}, (), ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("covers: 2025-08", "covers: 2025-08/..", "the period '2025-08/..' has no end"),
        ("covers: 2025-08", "covers: 2025-08/2026-12", "the period '2025-08/2026-12' goes beyond the search"),
        ("languages: [en]", "languages: []", "a search that covers a period says what it is about and in which"),
        ("about: [forum]", "about: []", "a search that covers a period says what it is about and in which"),
    ],
)
def test_a_period_that_cannot_be_is_refused(check: Check, old: str, new: str, said: str) -> None:
    (line,) = check({SEARCHES: search("who", "2025-08").replace(old, new)})
    assert line.startswith(f"{SEARCHES}:") and said in line


def test_a_period_up_to_the_month_of_the_search_is_in_order(check: Check) -> None:
    assert check({SEARCHES: search("who", "2026-06/2026-11")}) == []
