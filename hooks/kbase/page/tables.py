"""Tables that can be read on a phone: every cell carries the name of its column, which a narrow screen shows above it.

There `display: block` takes the meaning of a table from its rows, so ARIA roles restore it. Tables in prose are made so
here, when Markdown has read them; those of templates are written so (macro `cell`).
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

ROLES: Final = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}


class TableExtension(Extension):
    """Runs after inline patterns (priority 20), when the text of a heading is known."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Tables(md), "kb-tables", 5)


class _Tables(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table" and parent.get("class") != "kb-table":
                    _label(child)
                    parent[place] = _framed(child)


def _label(table: etree.Element) -> None:
    """Sets the roles of a table's parts, and in every cell the name of its column."""
    table.set("class", "kb-rows")
    table.set("role", "table")
    names = ["".join(heading.itertext()).strip() for heading in table.iter("th")]
    for part in table.iter():
        if role := ROLES.get(part.tag):
            part.set("role", role)
    for row in table.iter("tr"):
        for place, cell in enumerate(row.findall("td")):
            cell.set("data-label", names[place] if place < len(names) else "")


def _framed(table: etree.Element) -> etree.Element:
    frame = etree.Element("div", {"class": "kb-table"})
    frame.append(table)
    frame.tail, table.tail = table.tail, "\n"
    return frame
