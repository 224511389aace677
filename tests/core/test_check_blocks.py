"""Blocks of prose: what Markdown takes for a block is what the rules see, and a block carries nothing else."""

from __future__ import annotations

import pytest

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

    `code /// is no block`
    """
    assert check({**more(INDEX_EN, text), **more(INDEX_RU, text)}) == []
