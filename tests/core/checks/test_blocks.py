"""Blocks of prose: what Markdown takes for a block is what the rules see, and a block carries nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kbase.core.checks.of_pages.blocks import crooked_blocks
from kbase.core.prose.page import read_prose
from kbase.core.prose.rendering import elements
from tests.conftest import Check
from tests.helpers import INDEX_EN, INDEX_RU, more

BLOCKS = [
    ("/// statment | academy-on-forum\n///", 5, "'/// statment | academy-on-forum' opens no block"),
    ("/// statement academy-on-forum\n///", 5, "'/// statement academy-on-forum' opens no block"),
    ("/// Statement | academy-on-forum\n///", 5, "'/// Statement | academy-on-forum' opens no block"),
    ("/// admonition | Title\n///", 5, "'/// admonition | Title' opens no block"),
    (" /// statement | academy-on-forum", 5, "'/// statement | academy-on-forum' opens no block"),
    ("- /// statement | academy-on-forum", 5, "'- /// statement | academy-on-forum' opens no block"),
    ("> /// statement | academy-on-forum", 5, "'> /// statement | academy-on-forum' opens no block"),
    (": /// statement | academy-on-forum", 5, "': /// statement | academy-on-forum' opens no block"),
    ("[^1]: /// statement | academy-on-forum", 5, "'[^1]: /// statement | academy-on-forum' opens no block"),
    ("//// statement | forum-met\n////", 5, "a statement block has three slashes and is closed at once"),
    ("/// statement | forum-met\nWords.\n///", 5, "a statement block has three slashes and is closed at once"),
    ("/// statement | forum-met\n    attrs: x\n///", 5, "a statement block has three slashes and is closed at once"),
    ("/// statement | forum-met", 5, "a statement block has three slashes and is closed at once"),
    ("/// details | Title\nWords.", 5, "the block is not closed"),
    ("/// details | Title\n////", 5, "the block is not closed"),
    ("Words.\n\n///", 7, "this line closes no block"),
    ("/// details | T\n/// statement | forum-met\n///\n///", 6, "the block around this one has too few slashes"),
    ("/// details | Title\n    attrs:\n        onclick: alert(1)\n///", 6, "'attrs:' is no option of a block"),
    ('/// details | Title\n    "\\x61ttrs": x\n///', 6, "'\"\\x61ttrs\": x' is no option of a block"),
    ("/// details | Title\n    open: true\n    attrs: {}\n///", 7, "'attrs: {}' is no option of a block"),
    ("/// details | T\n\topen: true\n\tattrs:\n\t  onclick: alert(1)\n///", 7, "'attrs:' is no option of a block"),
    ("/// details | T\n\tattrs: {onclick: x}\n///", 6, "'attrs: {onclick: x}' is no option of a block"),
    ("/// details | T\n  \tstyle: position:fixed\n///", 6, "'style: position:fixed' is no option of a block"),
    ("/// details | T\n    type: md-overlay\n///", 6, "'type: md-overlay' is no option of a block"),
    ("/// details | T\n    open: true`x`\n///", 6, "'open: true`x`' is no option of a block"),
    ("/// details | T\n    `attrs`: {onclick: x}\n///", 6, "'`attrs`: {onclick: x}' is no option of a block"),
    ("/// details | T\n      open: true\n///", 6, "'open: true' is no option of a block"),
    ("/// statement | forum-met extra\n///", 5, "'extra' stands after the statement's id"),
    ("/// statement | forum-met\u00a0extra\n///", 5, "'extra' stands after the statement's id"),
    ("/// statement | forum-met, academy-on-forum\n///", 5, "'academy-on-forum' stands after the statement's id"),
    ("/// statement | forum-met `x`\n///", 5, "'`x`' stands after the statement's id"),
    ("/// statement\n///", 5, "'/// statement' opens no block"),
    ("/// statement |\n///", 5, "'/// statement |' opens no block"),
    ("///\tstatement | forum-met\n///", 5, "'/// statement | forum-met' opens no block"),
    ("///  statement | forum-met\n///", 5, "'/// statement | forum-met' opens no block"),
    ("/// DETAILS | T\n///", 5, "'/// DETAILS | T' opens no block"),
    ("/// details\n///", 5, "'/// details' opens no block"),
    ("/// tab | T\n///", 5, "'/// tab | T' opens no block"),
    ("   /// details | T\n///", 5, "'/// details | T' opens no block"),
    ("> - /// details | T", 5, "'> - /// details | T' opens no block"),
    ("[^a\nb]: /// details | T", 6, "'b]: /// details | T' opens no block"),
    ("[^a]:/// details | T", 5, "'[^a]:/// details | T' opens no block"),
    ("Words /// words", 5, "'Words /// words' opens no block"),
    ("/// details | A\n\n> /// details | B\n\n///", 7, "'> /// details | B' opens no block"),
]


@pytest.mark.parametrize(("text", "line", "message"), BLOCKS)
def test_what_looks_like_a_block_is_one(check: Check, text: str, line: int, message: str) -> None:
    """A mistyped or indented block would stand in the text, an open one swallow it, an option carry any attribute."""
    lines = check({INDEX_EN: f"---\ntitle: T\n---\n\n{text}\n", INDEX_RU: None})
    found = [line for line in lines if line.endswith("[block-shape]")]
    assert found[0].startswith(f"{INDEX_EN}:{line}: error: {message} — ")


def test_blocks_in_order(check: Check) -> None:
    """Statements, details, details that are open, and a statement within details."""
    text = """\

    /// statement | academy-on-forum
    ///

    /// details | More
        open: true

    Words [@daily-on-forum]
    ///

    //// details | Most
    /// statement | forum-met
    ///
    ////

    `code /// is no block`, nor is file:///tmp

    //// details | Open with a tab
    \topen: false

    Words [@daily-on-forum]
    ////
    """
    assert check({**more(INDEX_EN, text), **more(INDEX_RU, text)}) == []


FORMS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(
            ("", " ", "   ", "    ", "\t", "> ", "- ", "1. ", "[^a]: ", ":   ", "[^a\nb]: ", "a ", "\\", "|")
        ),
        st.sampled_from(("///", "///", "///", "////", "//", "/ //", "///\\")),
        st.sampled_from(("", " ", "  ", "\t", "\u00a0")),
        st.sampled_from(("statement", "Statement", "details", "DETAILS", "admonition", "html", "statement ", "")),
        st.sampled_from((" | ", " | ", " | ", "|", " |", "| ", " ", "", "\t|\t", " | | ")),
        st.sampled_from(("a", "a b", "", "a ", "a\t", "`a`", "a\u00a0", "*a*", "a{#b}", "A", "[@a]")),
        st.sampled_from(
            ("\n", "\n", "\n\n", "\n    open: true\n", "\n\tattrs: {id: x}\n", "\n    type: x\n", " ///\n")
        ),
        st.sampled_from(
            ("///", "///", "///", "", "////", " ///", "    ///", "> ///", "Words.\n///", "- ///", "///\u00a0", "/// ")
        ),
    ),
)


@settings(max_examples=settings.default.max_examples, suppress_health_check=[HealthCheck.filter_too_much])
@given(FORMS)
def test_whatever_opens_a_block_is_seen_or_refused(text: str) -> None:
    """What passes opens exactly the blocks that its source shows, with nothing but `open` on them."""
    page, _ = read_prose(f"\n{text}\n", "docs/en/about/page.md", "en", "about/page")
    assume(not [*crooked_blocks(page)])
    opened = [element for element in elements(page.body) if element.name in ("details", "kb-statement")]
    shown = re.findall(r"^/{3,} ?(statement|details)", page.words, re.M)
    assert [element.name.removeprefix("kb-") for element in opened] == shown
    for element in opened:
        assert element.attributes in ((), (("open", "open"),), (("data-id", text.split("|")[-1].split()[0]),))
    assert [mention.target for mention in page.statements] == [e.attributes[0][1] for e in opened if "kb-" in e.name]
