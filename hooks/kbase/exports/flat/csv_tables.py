"""CSV that a spreadsheet opens by double click: UTF-8 with a byte order mark, CRLF (RFC 4180).

The tables for programs have commas. Those for readers in Russian (`….ru.csv`) have semicolons, as a Russian system
wants them, headings in Russian, the words of vocabularies, names instead of ids, and days as Russians write them.

A list of plain words is one cell, separated by semicolons; what is nested is JSON. Every row names the licence, because
rows are copied without their file. What a spreadsheet would take for a formula has an apostrophe before it, so
that it stays a text there.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kbase.exports.flat.links import Links, all_links
from kbase.exports.flat.tables import Table
from kbase.exports.snapshot import LICENCE, Snapshot

BOM = "\ufeff"
CALCULATED = ("=", "+", "-", "@", "\t", "\r")
"""How a formula begins, to one spreadsheet or another."""


def write(table: Table, snapshot: Snapshot) -> bytes:
    """The table as a CSV file."""
    return as_csv(table.columns, table.rows(snapshot))


def write_links(name: str, snapshot: Snapshot) -> bytes:
    """A table of links as a CSV file."""
    links: Links = next(links for links in all_links(snapshot) if links.name == name)
    return as_csv(links.columns, links.rows)


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], separator: str = ",") -> bytes:
    """Rows as a file, each with the licence at its end."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*columns, "licence"], delimiter=separator)
    writer.writeheader()
    for row in rows:
        writer.writerow({**{column: _cell(row.get(column)) for column in columns}, "licence": LICENCE})
    return (BOM + text.getvalue()).encode()


def russian_day(day: str | None) -> str:
    """A day as a Russian spreadsheet knows it: 29.11.2026."""
    return date.fromisoformat(day).strftime("%d.%m.%Y") if day else ""


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    elif isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False)
    is_formula = isinstance(value, str) and value.startswith(CALCULATED)
    return "" if value is None else f"'{value}" if is_formula else value
