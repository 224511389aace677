"""What no page has, and what any reading of Markdown takes long over: refused before anything else reads the page.

Markdown, and the patterns here that read as it does, look for the end of every bracket in all that follows: the square
of their number. So neither the brackets that are open at a time nor the signs of a line are without bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kbase.core.messages import say
from kbase.core.problems import Place, Problem

MOST_OPEN: Final = 40
"""Brackets that are open at a time in a paragraph; pages have two."""

MOST_OF_A_LINE: Final = 5000
"""Signs of a line: three times the longest paragraph, which may run over several lines."""

_BRACKET: Final = re.compile(r"[\[\]]")


def beyond_limits(text: str, file: str) -> Iterator[Problem]:
    """The first line of a page that is too long, or in which too many brackets are open; nothing where none is."""
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        place = Place(file, number)
        depth = _deepest_at_the_end(line, depth) if line.strip() else 0
        if depth > MOST_OPEN:
            message = say("too much is open or nested here: brackets, lists or quotations")
            yield Problem(place, "nested-deep", message, say("close what is open, or split the paragraph"))
            return
        if len(line) > MOST_OF_A_LINE:
            message = say("the line has {number} signs, more than {most}", number=len(line), most=MOST_OF_A_LINE)
            fix = say("begin a new line between two words: a paragraph may have several")
            yield Problem(place, "line-long", message, fix)
            return


def _deepest_at_the_end(line: str, depth: int) -> int:
    """How many brackets are open after a line before which `depth` were; at once where it is more than may be."""
    for bracket in _BRACKET.finditer(line):
        depth = depth + 1 if bracket[0] == "[" else max(depth - 1, 0)
        if depth > MOST_OPEN:
            break
    return depth
