"""On a phone every cell of a table names its column."""

from __future__ import annotations

import pytest
from lxml import html
from markdown import Markdown

from kbase.page.tables import TableExtension


def labels(text: str) -> list[list[str]]:
    """Row by row the labels of the cells of a Markdown table."""
    tree = html.fromstring(Markdown(extensions=["tables", TableExtension()]).convert(text))
    return [[cell.get("data-label") for cell in row.iter("td")] for row in tree.iter("tr")][1:]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("| Date | Step |", ["Date", "Step"]),
        ("| *Date* | [Step](step.md) |", ["Date", "Step"]),
        ("| R & D | “Q” |", ["R & D", "“Q”"]),
        ("| | Step |", ["", "Step"]),
    ],
)
def test_every_cell_names_its_column(head: str, expected: list[str]) -> None:
    assert labels(f"{head}\n| --- | ---: |\n| one | two |\n| three | four |") == [expected, expected]


def test_a_screen_reader_still_meets_a_table_when_rows_are_blocks() -> None:
    tree = html.fromstring(Markdown(extensions=["tables", TableExtension()]).convert("| A |\n| --- |\n| one |"))
    roles = [(part.tag, part.get("role")) for part in tree.iter() if part.get("role")]
    group = "rowgroup"
    assert roles == [
        ("table", "table"),
        *(("thead", group), ("tr", "row"), ("th", "columnheader")),
        *(("tbody", group), ("tr", "row"), ("td", "cell")),
    ]
