"""What git leaves of a merge is named in one line, whatever it does to the rest of the file."""

from __future__ import annotations

import pytest

from tests.conftest import Check
from tests.helpers import ACADEMY, ACADEMY_EN, ACADEMY_RU, AS_TINY, SOURCES, STATEMENTS, TINY

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


@pytest.mark.parametrize("sign", ["\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("file", [SOURCES, ACADEMY_EN])
def test_a_line_ends_where_editors_end_it(check: Check, file: str, sign: str) -> None:
    """Some programs end a line at these signs, so that all numbers of lines below would be wrong."""
    text = TINY[file].replace("agency-on-forum", f"agency{sign}-on-forum", 1)
    line = text.count("\n", 0, text.index(sign)) + 1
    found = check({file: text.encode()})
    assert (
        f"{file}:{line}: error: U+{ord(sign):04X} ends a line for some programs and not for editors — "
        "delete it; lines end with LF, or CR and LF [line-end]" in found
    )


def test_a_second_order_mark_is_refused(check: Check) -> None:
    """The first is taken off; another would be a part of the first word."""
    assert check({ACADEMY: b"\xef\xbb\xbf" + TINY[ACADEMY].encode()}) == []
    (line,) = check({ACADEMY: b"\xef\xbb\xbf" * 2 + TINY[ACADEMY].encode()})
    assert line.startswith(f"{ACADEMY}:1: error: U+FEFF ends a line")


def test_a_file_that_nobody_can_read_through_is_refused(check: Check) -> None:
    """It is not read to its end, and the message does not repeat what it holds."""
    (line,) = check({ACADEMY: TINY[ACADEMY] + "#" * 8_000_000})
    assert line == (
        f"{ACADEMY}:1: error: the file has more than 8 MB — split it: people are to read it [file-too-large]"
    )


def test_files_with_the_line_ends_of_windows_have_no_fault(check: Check) -> None:
    """Git turns them into its own; until then nobody is told of them."""
    assert check({file: text.replace("\n", "\r\n").encode() for file, text in TINY.items()} | AS_TINY) == []
