"""A page that any reading of Markdown would take long over is refused before it is read."""

from __future__ import annotations

import time

import pytest

from kbase.core.prose.limits import MOST_OF_A_LINE, MOST_OPEN, beyond_limits
from kbase.core.prose.plain_words import plain_words
from tests.conftest import Check
from tests.helpers import INDEX_EN, TINY, more

FILE = "docs/en/a.md"


def codes(text: str) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.code) for problem in beyond_limits(text, FILE)]


def test_as_many_brackets_may_be_open_as_anybody_needs() -> None:
    """In a paragraph: an empty line closes what is open. What is closed does not count."""
    assert codes("[ " * MOST_OPEN) == []
    assert codes("a\n" + "[ " * MOST_OPEN + "\n[") == [(3, "nested-deep")]
    assert codes(f"{'[ ' * MOST_OPEN}\n \n{'[ ' * MOST_OPEN}") == []
    assert codes("[a] ] " * 200 + "[ " * MOST_OPEN) == []


def test_a_line_is_as_long_as_a_long_paragraph() -> None:
    assert codes("я" * MOST_OF_A_LINE) == []
    assert codes("\n" + "я" * (MOST_OF_A_LINE + 1)) == [(2, "line-long")]


@pytest.mark.parametrize("sign", ["[", "[@", "[^", "![", "[[]", "{", "<a "])
def test_a_megabyte_of_signs_that_open_something_is_one_line_at_once(check: Check, sign: str) -> None:
    """It took the square of their number: seconds for forty kilobytes."""
    started = time.process_time()
    check({})
    tiny = time.process_time() - started
    started = time.process_time()
    (line,) = check(more(INDEX_EN, f"\n{sign * (900_000 // len(sign))}\n"))
    assert time.process_time() - started < 10 * tiny
    assert line.startswith(f"{INDEX_EN}:{TINY[INDEX_EN].count(chr(10)) + 2}: error: ")
    assert line.endswith(("[nested-deep]", "[line-long]"))


@pytest.mark.parametrize("open_one", ["[@a\n\n", '](x "\n\n', "{\n\n"])
def test_what_stays_open_is_looked_for_no_farther_than_its_paragraph(open_one: str) -> None:
    """Else each of them is looked for to the end of the page."""

    def seconds(times: int) -> float:
        started = time.process_time()
        plain_words(open_one * times)
        return time.process_time() - started

    assert seconds(64_000) < 60 * max(seconds(4000), 0.001)
