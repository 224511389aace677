"""A page of prose is read from its source: headings, citations, statements and links, with their lines and sections."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.core.prose.page import load_prose, odd_ticks, read_prose
from tests.helpers import ACADEMY_EN, ACADEMY_RU, INDEX_EN, INDEX_RU, page, repository

TEXT = """
    ---
    title: Example
    hide: [navigation]
    ---

    First words [@one]. Then [a
    link](other.md#part).

    ## Second part { #second }

    Both [@one; @two-2025] and
    ```
    [@not-cited] [no](link.md)
    ```
    `[@not-cited-either]` ![picture](../assets/photo.png)

    /// statement | said-so
    ///

    ### Third part {: #third .class }

    <https://example.org> and [by reference][1]

    [1]: <third.md>
"""


def test_headings_have_level_text_id_and_line() -> None:
    """The explicit id is read with or without a colon and a class."""
    assert [(h.level, h.text, h.id, h.line) for h in page(TEXT).headings] == [
        (2, "Second part", "second", 9),
        (3, "Third part", "third", 20),
    ]


def test_citations_have_line_and_section() -> None:
    """Every source of a citation counts; those in code do not."""
    assert [(m.target, m.line, m.section) for m in page(TEXT).citations] == [
        ("one", 6, ""),
        ("one", 11, "second"),
        ("two-2025", 11, "second"),
    ]


def test_a_citation_may_run_over_a_line() -> None:
    """As Markdown reads it: the source after the line end is not lost."""
    assert [m.target for m in page("Words [@one;\n    @two].").citations] == ["one", "two"]


def test_statement_blocks_have_line_and_section() -> None:
    """The id after the bar is the statement's."""
    assert [(m.target, m.line, m.section) for m in page(TEXT).statements] == [("said-so", 17, "second")]


def test_links_have_line_section_and_kind() -> None:
    """Links over two lines, pictures, plain addresses and references are found in order; those in code are not."""
    assert [(m.target, m.line, m.section, m.is_image) for m in page(TEXT).links] == [
        ("other.md#part", 6, "", False),
        ("../assets/photo.png", 15, "second", True),
        ("https://example.org", 22, "third", False),
        ("third.md", 24, "third", False),
    ]


def test_front_matter_is_read_apart_from_the_text() -> None:
    """Fields are strings and lists, the text begins in its own line."""
    prose = page(TEXT)
    assert prose.meta == {"title": "Example", "hide": ["navigation"]}
    assert prose.first_line == 5
    assert prose.body.startswith("\nFirst words")
    assert str(prose.place()) == "docs/en/about/page.md:5" and str(prose.place(9)) == "docs/en/about/page.md:9"


def test_without_front_matter_the_text_begins_in_line_one() -> None:
    """A page of a record needs no front matter."""
    prose = page("Words [@one].")
    assert (prose.meta, prose.first_line, prose.citations[0].line) == ({}, 1, 1)


@pytest.mark.parametrize(
    ("path", "entity"),
    [
        ("actors/belta", "belta"),
        ("actors/index", None),
        ("about/method", None),
        ("index", None),
        ("statements/x", None),
    ],
)
def test_only_a_page_of_a_record_has_an_entity(path: str, entity: str | None) -> None:
    """Indexes and pages about the project are about no record."""
    assert page("Words.", path).entity == entity


def test_words_keep_lines_and_columns_of_code() -> None:
    """Code is blanked, so that whatever is found stands where the editor shows it."""
    prose = page("a `b` c\n```\nd\n```\ne")
    assert prose.words == "a     c\n\n\n\ne"
    assert [line for line, _ in prose.lines] == [1, 2, 3, 4, 5]


def test_a_fence_ends_with_the_same_marks_only() -> None:
    """Other and longer marks are code within it, as Python-Markdown has it."""
    prose = page("```\n~~~\n````\n[@no]\n```\n[@yes]")
    assert [m.target for m in prose.citations] == ["yes"]


def test_a_fence_within_a_fence_opens_nothing() -> None:
    """What stands between the two is read, and not taken for code of the inner one."""
    assert [m.target for m in page("```\n~~~\n```\n[@yes]\n~~~\n").citations] == ["yes"]


def test_an_open_fence_hides_nothing() -> None:
    """What Python-Markdown does not take for code is read."""
    assert [m.target for m in page("```\n[@yes]").citations] == ["yes"]


@pytest.mark.parametrize(
    ("line", "odd"),
    [
        ("a", False),
        ("`a`", False),
        ("`a` `b`", False),
        ("``a`b``", False),
        ("`", True),
        ("`a``", True),
        (r"\`a\`", True),
    ],
)
def test_odd_ticks(line: str, odd: bool) -> None:
    """A backtick pairs with the next run of its own length; an escaped one is in doubt."""
    assert odd_ticks(line) is odd


def test_pages_are_known_by_language_and_path(tmp_path: Path) -> None:
    """All Markdown files of both languages are read."""
    pages, problems = load_prose(repository(tmp_path))
    assert problems == []
    assert {key: prose.file for key, prose in pages.items()} == {
        ("en", "actors/academy"): ACADEMY_EN,
        ("ru", "actors/academy"): ACADEMY_RU,
        ("en", "index"): INDEX_EN,
        ("ru", "index"): INDEX_RU,
    }


def test_a_page_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """The others are read all the same."""
    pages, problems = load_prose(repository(tmp_path, {INDEX_RU: "Начало".encode("cp1251")}))
    assert [(str(problem.place), problem.code) for problem in problems] == [(f"{INDEX_RU}:1", "not-utf8")]
    assert len(pages) == 3


@given(st.text(st.sampled_from("a`~[]()@!;:#{}<>/-|=\n\\ \t\r\x0b\u2028.md")))
def test_any_text_is_read_with_lines_within_it(text: str) -> None:
    """No text makes the reader fail, and whatever it finds lies within the text."""
    prose, problems = read_prose(text, "docs/en/about/page.md", "en", "about/page")
    last = text.count("\n") + 1
    found = [*prose.headings, *prose.citations, *prose.statements, *prose.links]
    assert all(1 <= mention.line <= last for mention in found)
    assert all(1 <= problem.place.line <= last for problem in problems)
    assert len(prose.lines) == len(prose.body.split("\n"))


@pytest.mark.parametrize("marks", ["> ", "-   ", "1. ", "> - ", ">   "])
def test_a_line_of_many_marks_is_read_at_once(marks: str) -> None:
    """Each blank belongs to one mark only: else the ways to read the line double with every mark."""
    assert page(f"---\ntitle: T\n---\n\n{marks * 300}x\n").headings == ()


def test_a_heading_behind_many_marks_is_one() -> None:
    assert [h.level for h in page("---\ntitle: T\n---\n\n> - >1.   ## Part { #part }\n").headings] == [2]
