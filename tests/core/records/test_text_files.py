"""What git leaves of a merge is named in one line, whatever it does to the rest of the file."""

from __future__ import annotations

import pytest

from kbase.core.records.loading import INBOX
from kbase.core.records.owner import FILE as OWNER
from tests.conftest import Check
from tests.helpers import (
    ACADEMY,
    ACADEMY_EN,
    ACADEMY_RU,
    AS_TINY,
    PUBLISHED,
    PUBLISHERS,
    REVIEWED,
    SOURCES,
    STATEMENTS,
    TINY,
    Files,
    more,
)

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
    (line,) = (line for line in check(more(SOURCES, "#" * 8_000_000)) if SOURCES in line and "[file-" in line)
    assert line == (
        f"{SOURCES}:1: error: the file has more than 8 MB — split it: people are to read it [file-too-large]"
    )


@pytest.mark.parametrize("file", [ACADEMY, ACADEMY_EN, OWNER, f"{INBOX}/one.yml"])
def test_what_somebody_writes_at_a_time_is_refused_long_before_a_list_of_records(check: Check, file: str) -> None:
    """Markdown would take long for such a page. That the other language has none to compare with is no news then."""
    found = check({file: TINY.get(file, "") + "# a\n" * 250_001})
    lines = [line for line in found if line.startswith(f"{file}:1: ")]
    assert [line.partition(": ")[2].partition(": ")[2] for line in lines] == [
        "the file has more than 1 MB — split it: people are to read it "
        f"[{'contribution' if INBOX in file else 'file-too-large'}]"
    ]


def test_a_byte_that_is_not_utf8_is_named_with_its_line(check: Check) -> None:
    (line,) = check({ACADEMY_EN: TINY[ACADEMY_EN].encode() + b"\nOne\nTw\xef\n"})
    assert line.startswith(f"{ACADEMY_EN}:{TINY[ACADEMY_EN].count(chr(10)) + 3}: error: the file is not UTF-8")


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_page_is_named_alone(check: Check, text: str) -> None:
    assert check({ACADEMY_EN: text}) == [
        f"{ACADEMY_EN}:1: error: this page is empty — write its text, or put it back: "
        f"git checkout -- {ACADEMY_EN} [page-empty]"
    ]


@pytest.mark.parametrize("text", ["", None, "# nothing\n"])
@pytest.mark.parametrize("file", [SOURCES, PUBLISHERS])
def test_a_list_that_has_lost_its_records_is_one_line(check: Check, file: str, text: str | None) -> None:
    """Whatever names one of them would be called wrong."""
    count = TINY[file].count("- id:")
    assert count > 1 and check({file: text} | PUBLISHED) == [
        f"{file}:1: error: it holds none of the {count} records — put it back: git checkout -- {file} [records-gone]"
    ]


def test_what_rests_on_sources_is_not_named_where_these_cannot_be_read(check: Check) -> None:
    (line,) = check({SOURCES: f"<<<<<<< HEAD\n{TINY[SOURCES]}"} | REVIEWED)
    assert "[merge-mark]" in line


def test_a_folder_of_records_that_one_language_lacks_is_one_line(check: Check) -> None:
    """As it is where somebody has renamed it; its pages are called neither missing nor without a title."""
    texts = {"en": "A state. [@agency-on-forum]\n", "ru": "Государство. [@agency-on-forum]\n"}
    of_belarus = {f"docs/{language}/actors/belarus.md": text for language, text in texts.items()}
    pages: Files = {**of_belarus, ACADEMY_EN: TINY[ACADEMY_EN], ACADEMY_RU: TINY[ACADEMY_RU]}
    english = {file: text for file, text in pages.items() if file.startswith("docs/en")}
    found = check(
        {**pages, **dict.fromkeys(english), **{f.replace("actors", "actorz"): text for f, text in english.items()}}
    )
    assert [line.partition(" — ")[0] for line in found] == [
        "docs/en/actors:1: error: there is no folder of this name, and 2 pages in the other language",
        "docs/ru/actorz:1: warning: there is no folder of this name, and 2 pages in the other language",
    ]


def test_files_with_the_line_ends_of_windows_have_no_fault(check: Check) -> None:
    """Git turns them into its own; until then nobody is told of them."""
    assert check({file: text.replace("\n", "\r\n").encode() for file, text in TINY.items()} | AS_TINY) == []
