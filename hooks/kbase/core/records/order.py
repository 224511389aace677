"""The order of records in the lists that nearly every change adds to: by id, so that two additions rarely meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

BY_ID: Final = ("docs/data/sources.yml", "docs/data/publishers.yml")
"""The lists that are kept in order. Those of statements follow the story that they tell, under headings."""

_RECORD: Final = re.compile(r"^- (?:\{ *)?id: *['\"]?([a-z0-9-]+)")


@dataclass(frozen=True)
class Block:
    """A record as it is written, with the comments above it: its id, its first line (from 1), its text."""

    id: str
    line: int
    text: str


def tidied(text: str) -> str:
    """A list with its records in order of id; the text of each is left as it is, with one empty line between two.

    A file that is not written as records beginning with their id is given back as it is.
    """
    head, blocks = split(text)
    if not blocks or not all(block.id for block in blocks):
        return text
    ordered = sorted(blocks, key=lambda block: block.id)
    parts = [head.strip("\n"), *(block.text.strip("\n") for block in ordered)]
    return "\n\n".join(part for part in parts if part) + "\n"


def split(text: str) -> tuple[str, list[Block]]:
    """What stands above the first record, and the records."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("- ")]
    if not starts:
        return text, []
    heads = [starts[0], *(_with_comments(lines, start) for start in starts[1:])]
    blocks = []
    for start, head, end in zip(starts, heads, [*heads[1:], len(lines)], strict=True):
        record = _RECORD.match(lines[start])
        blocks.append(Block(record[1] if record else "", start + 1, "\n".join(lines[head:end])))
    return "\n".join(lines[: heads[0]]), blocks


def _with_comments(lines: list[str], start: int) -> int:
    """Where a record begins with the comments right above it."""
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return start


def first_out_of_order(text: str) -> Block | None:
    """The first record that stands behind one whose id comes later; None where all are in order."""
    highest = ""
    for block in split(text)[1]:
        if block.id and block.id < highest:
            return block
        highest = max(highest, block.id)
    return None
