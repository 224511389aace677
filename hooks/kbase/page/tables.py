"""Tables that can be read on a phone: every cell carries the name of its column, which a narrow screen shows above it.

There the rows are no longer laid out as a table, and some browsers then take them for plain text: hence the roles.
"""

from __future__ import annotations

import html
import re
from typing import Final

_TABLE = re.compile(r"<table>.*?</table>", re.S)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
_ROW = re.compile(r"<tr>.*?</tr>", re.S)
_CELL = re.compile(r"<td\b")
_PART = re.compile(r"<(table|thead|tbody|tr|th|td)\b")
_TAG = re.compile(r"<[^>]+>")
_MARKED: Final = {
    "table": '<div class="kb-table"><table class="kb-rows" role="table"',
    "thead": '<thead role="rowgroup"',
    "tbody": '<tbody role="rowgroup"',
    "tr": '<tr role="row"',
    "th": '<th role="columnheader"',
    "td": '<td role="cell"',
}


def with_labels(content: str) -> str:
    """The content of a page with every table made fit for narrow screens."""
    return _TABLE.sub(lambda table: _labelled(table[0]), content)


def _labelled(table: str) -> str:
    labels = [_plain(heading) for heading in _HEADING.findall(table)]
    named = _ROW.sub(lambda row: _named(row[0], labels), table)
    return _PART.sub(lambda part: _MARKED[part[1]], named) + "</div>"


def _named(row: str, labels: list[str]) -> str:
    """The row with the name of its column in every cell; cells beyond the last heading have none."""
    left = iter(labels)
    return _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(left, "")}"', row)


def _plain(heading: str) -> str:
    return html.escape(html.unescape(_TAG.sub("", heading)).strip())
