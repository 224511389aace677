"""What git leaves of a merge is named in one line, whatever it does to the rest of the file."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import ACADEMY, ACADEMY_EN, ACADEMY_RU, AS_TINY, STATEMENTS, TINY

FIX = (
    "if both versions between <<<<<<< and >>>>>>> were added, keep both, each complete (git may have left lines that "
    "they share outside); else keep what is right; then delete the lines with these marks"
)


def merged(text: str, of: str) -> str:
    """The line `of` as git leaves it where two people changed it."""
    return text.replace(of, f"<<<<<<< HEAD\n{of}\n=======\n{of} Too.\n>>>>>>> 1a2b3c4 (somebody’s)")


@pytest.mark.parametrize(
    ("file", "of", "line"),
    [
        (ACADEMY, "summary: {en: The academy., ru: Академия.}", 2),
        (STATEMENTS, "  about: [forum, academy]", 15),
        (ACADEMY_EN, "## What it says { #says }", 3),
    ],
)
def test_the_first_mark_of_a_merge_is_the_only_error_of_its_file(check: Check, file: str, of: str, line: int) -> None:
    assert check({file: merged(TINY[file], of)}) == [
        f"{file}:{line}: error: git left the mark of a merge here: <<<<<<< HEAD — {FIX} [merge-mark]"
    ]


@pytest.mark.parametrize("left", ["=======", ">>>>>>> main", "||||||| 1a2b3c4"])
def test_a_mark_that_was_overlooked_is_found(check: Check, left: str) -> None:
    """Windows writes it with a line end of its own."""
    (line,) = check({ACADEMY_EN: (TINY[ACADEMY_EN] + f"\n{left}\n").replace("\n", "\r\n").encode()})
    assert line.startswith(f"{ACADEMY_EN}:8: error: git left the mark of a merge here: {left} — ")


@pytest.mark.parametrize("text", ["a < b", "> quoted", "========", "<<<<<<<<", " ======="])
def test_what_only_looks_so_is_none(check: Check, text: str) -> None:
    """As an example in code too, where marks stand that git would not write so."""
    code = f"\nThus: [@agency-on-forum]\n\n```text\n{text}\n```\n"
    assert check({file: TINY[file] + code for file in (ACADEMY_EN, ACADEMY_RU)}) == []


def test_files_with_the_line_ends_of_windows_have_no_fault(check: Check) -> None:
    """Git turns them into its own; until then nobody is told of them."""
    assert check({file: text.replace("\n", "\r\n").encode() for file, text in TINY.items()} | AS_TINY) == []
