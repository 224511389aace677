"""Markdown is read as its words: one way for checks of language, numbers and for the search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.core.prose.plain_words import plain_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("As [BelTA](https://eng.belta.by/2025) said", "As [BelTA said"),
        ('A [link](page.md "A title 2025")', "A [link"),
        ("25 plants[@belta-2025; @tass-2024], 3 in Minsk[^1]", "25 plants, 3 in Minsk"),
        ("## Heading { #y2025 }", "## Heading "),
        ("See <https://example.org/2024> or https://example.org/25.", "See  or "),
        ("/// statement | law-2026", ""),
        ('/// details | What "open" means', ' What "open" means'),
        ("/// details\n    open: true\nText\n///", "\ntrue\nText\n"),
        ("a&nbsp;b &#160;", "ab "),
        ("a [b] (c) {d", "a [b] (c) {d"),
    ],
)
def test_only_words_are_left(markdown: str, words: str) -> None:
    """Addresses, citations, attributes and blocks are gone; a link's text and a block's title stay."""
    assert plain_words(markdown) == words


@given(st.text(alphabet='[](){}@^/|:<>&;#a1 \n"«', max_size=60))
def test_lines_stay_where_they_are(text: str) -> None:
    """A fault in the words has the line of the source."""
    assert plain_words(text).count("\n") == text.count("\n")
