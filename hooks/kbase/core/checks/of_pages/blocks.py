"""Blocks of prose between lines of slashes: the card of a statement, and details that open on a click."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import Message, say
from kbase.core.problems import Problem
from kbase.core.prose.page import Prose

_SLASHES: Final = "///"
_ANYWHERE: Final = re.compile(r"(?<!\w:)///")
"""Slashes that might open a block wherever Markdown begins to read: all but those of an address."""
_OPENING: Final = re.compile(r"(/{3,}) ?(statement|details) \| ?(\S.*)")
_CLOSING: Final = re.compile(r"/{3,}")
_OPTION: Final = re.compile(r"[ ]{4}open: (?:true|false)")

_ID: Final = re.compile(r"[\w-]+")

_STATEMENT_FIX: Final = say("write `/// statement | id` and `///` on the next line")

Fault = tuple[int, Message, Message]
"""The number of a line in the body, what is wrong with it, and what to do about it."""


def blocks(context: Context) -> Iterator[Problem]:
    """Three slashes stand at the start of a line only, where they open a statement or details block or close the last
    one; a statement has an id and nothing else and is closed at once, and details take no option but `open`
    (code `block-shape`). What Markdown does not take for a block would stand in the text as it is, an open one would
    swallow the text after it, and an option can carry any attribute.
    """
    for page in context.pages:
        yield from crooked_blocks(page)


def crooked_blocks(page: Prose) -> Iterator[Problem]:
    """What is wrong with the blocks of one page."""
    if _SLASHES in page.words:
        outside_code = [number for number, (_, text) in enumerate(page.lines) if _ANYWHERE.search(text)]
        for number, message, fix in _faults(outside_code, [text.rstrip(" \t") for text in page.body.split("\n")]):
            yield Problem(page.place(page.first_line + number), "block-shape", message, fix)


def _faults(numbers: Sequence[int], lines: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with the lines of slashes, of which there are these numbers, among all lines as they stand."""
    opened: list[tuple[int, str]] = []
    closed_at = -1
    for number in numbers:
        if number == closed_at:
            continue
        opening = _OPENING.fullmatch(lines[number])
        if opening is None:
            yield from _closing(number, lines[number], opened)
            continue
        slashes, name, argument = opening.groups()
        if opened and len(opened[-1][1]) <= len(slashes):
            yield (
                number,
                say("the block around this one has too few slashes"),
                say("give the outer block one slash more"),
            )
        if name == "details":
            opened.append((number, slashes))
            yield from _options(number + 1, lines)
        elif slashes != _SLASHES or lines[number + 1 : number + 2] != [_SLASHES]:
            yield number, say("a statement block has three slashes and is closed at once"), _STATEMENT_FIX
        else:
            closed_at = number + 1
            yield from _statement(number, argument)
    for number, _ in opened:
        yield number, say("the block is not closed"), say("close it with as many slashes on a line of their own")


def _statement(number: int, argument: str) -> Iterator[Fault]:
    id, *more = re.split(r"\s", argument, maxsplit=1)
    if not _ID.fullmatch(id):
        yield number, say("'{id}' is not the id of a statement", id=id), _STATEMENT_FIX
    elif more:
        yield (
            number,
            say("'{more}' stands after the statement's id", more=more[0].strip()),
            say("write `/// statement | {id}`", id=id),
        )


def _closing(number: int, text: str, opened: list[tuple[int, str]]) -> Iterator[Fault]:
    """What is wrong with slashes that open nothing; the block that they close leaves `opened`."""
    if not _CLOSING.fullmatch(text):
        yield (
            number,
            say("'{text}' opens no block", text=text.strip()),
            say("{statement_fix}; put code between backticks", statement_fix=_STATEMENT_FIX),
        )
    elif not opened or opened[-1][1] != text:
        yield number, say("this line closes no block"), say("remove it, or use as many slashes as the opening line")
    else:
        opened.pop()


def _options(number: int, lines: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with the options of details: the indented lines from `number` on, tabs as Markdown expands them."""
    while number < len(lines) and (text := lines[number].expandtabs(4)).startswith("    "):
        if not _OPTION.fullmatch(text):
            yield (
                number,
                say("'{text}' is no option of a block", text=text.strip()),
                say("only `    open: true` may stand there"),
            )
        number += 1
