"""CSV that a spreadsheet opens by double click: UTF-8 with a byte order mark, commas, CRLF (RFC 4180).

A list of plain words is one cell, separated by semicolons; what is nested is JSON. Every row names the licence, because
rows are copied without their file. What a spreadsheet would take for a formula has an apostrophe before it, so
that it stays a text there.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from kbase.exports.snapshot import LICENCE, Snapshot
from kbase.exports.tables import Table

BOM = "\ufeff"
CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula begins, to one spreadsheet or another. `check` refuses a statement that begins so, and any text with
such a sign after a semicolon, where a spreadsheet that takes semicolons begins a cell.
"""


def write(table: Table, snapshot: Snapshot) -> bytes:
    """The table as a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*table.columns, "licence"])
    writer.writeheader()
    for row in table.rows(snapshot):
        writer.writerow({**{column: _cell(value) for column, value in row.items()}, "licence": LICENCE})
    return (BOM + text.getvalue()).encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    is_formula = isinstance(value, str) and value.startswith(CALCULATED)
    return "" if value is None else f"'{value}" if is_formula else value
