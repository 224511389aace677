"""Citations and statement blocks in Markdown leave markers, which the page fills in; everything else stays as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from kbase.core.prose.markdown import CitationExtension, StatementExtension, fill_in
from kbase.core.prose.page import read_prose
from tests.core.checks.test_safety import MARKDOWN, refusals


def html(text: str) -> str:
    """What Markdown alone makes of a text with both extensions."""
    return Markdown(extensions=["fenced_code", CitationExtension(), StatementExtension()]).convert(text)


def filled(text: str) -> str:
    """The same with its markers filled in: «‹ids›» for citations, «{id}» for statements."""
    return fill_in(html(text), lambda ids: f"‹{','.join(ids)}›", lambda statement: f"{{{statement}}}")


# --- citations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words. [@belta-2025]", "<p>Words.‹belta-2025›</p>"),
        ("Words [@one; @two;@three].", "<p>Words‹one,two,three›.</p>"),
        ("Words [@one] and [@two].", "<p>Words‹one› and‹two›.</p>"),
        ("*Words [@one]*", "<p><em>Words‹one›</em></p>"),
        ("- item [@one]", "<ul>\n<li>item‹one›</li>\n</ul>"),
        ("## Heading [@one]", "<h2>Heading‹one›</h2>"),
        ("[words](page.md) [@one]", '<p><a href="page.md">words</a>‹one›</p>'),
        ("[@one](page.md)", "<p>‹one›(page.md)</p>"),
    ],
)
def test_a_citation_becomes_what_the_page_makes_of_it(text: str, expected: str) -> None:
    """One or several sources, anywhere in the text, without the space before."""
    assert filled(text) == expected


def test_a_citation_may_run_over_a_line() -> None:
    """As `kbase.core.prose` reads it."""
    assert filled("Words [@one;\n@two].") == "<p>Words‹one,two›.</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`[@one]`", "<p><code>[@one]</code></p>"),
        ("``a ` [@one]``", "<p><code>a ` [@one]</code></p>"),
        ("```\n[@one]\n```", "<pre><code>[@one]\n</code></pre>"),
        (r"\[@one]", "<p>[@one]</p>"),
        ("[@One]", "<p>[@One]</p>"),
        ("[@one, @two]", "<p>[@one, @two]</p>"),
        ("[one]", "<p>[one]</p>"),
        ("desk@daily.example", "<p>desk@daily.example</p>"),
        ("[@]", "<p>[@]</p>"),
    ],
)
def test_what_is_no_citation_stays_as_it_is(text: str, expected: str) -> None:
    """Code, escaped brackets and what only looks like a citation (which `check` names)."""
    assert filled(text) == expected


# --- statements -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// statement | said-so\n///", "{said-so}"),
        ("Before.\n\n/// statement | said-so\n///\n\nAfter.", "<p>Before.</p>{said-so}<p>After.</p>"),
        ("Before.\n/// statement | said-so\n///\nAfter.", "<p>Before.</p>{said-so}<p>After.</p>"),
        ("/// statement | one\n///\n/// statement | two\n///", "{one}{two}"),
    ],
)
def test_a_statement_block_becomes_the_card_of_the_statement(text: str, expected: str) -> None:
    """Between paragraphs, close to them, or one after another."""
    assert re.sub(r"(?<=>)\n|\n(?=<)|(?<=})\n|\n(?={)", "", filled(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`/// statement | one`", "<p><code>/// statement | one</code></p>"),
        ("```\n/// statement | one\n///\n```", "<pre><code>/// statement | one\n///\n</code></pre>"),
        ("/// statment | one\n///", "<p>/// statment | one\n///</p>"),
        ("/// statement\n///", "<p>/// statement\n///</p>"),
    ],
)
def test_what_is_no_statement_block_stays_as_it_is(text: str, expected: str) -> None:
    """Code, a mistyped name, no id (which `check` names)."""
    assert filled(text) == expected


# --- markers --------------------------------------------------------------------------------------------------------


def test_a_marker_says_what_is_cited() -> None:
    """The marker holds ids only; nothing of the page is in it."""
    assert html("[@one; @two]") == '<p><kb-cite data-ids="one two"></kb-cite></p>'
    assert html("/// statement | one\n///") == '<kb-statement data-id="one"></kb-statement>'


def test_filling_in_leaves_the_rest_alone() -> None:
    """A text without markers comes back as it was, and what is filled in is not looked at again."""
    assert fill_in("<p>Words</p>", lambda _: "!", lambda _: "!") == "<p>Words</p>"
    nested = '<kb-statement data-id="two"></kb-statement>'
    assert fill_in('<kb-cite data-ids="one"></kb-cite>', lambda _: "\\1 \\g<0>", lambda _: nested) == "\\1 \\g<0>"


SCRAPS = st.lists(
    st.sampled_from(
        (
            *(
                "[@a]",
                "[@a; @b]",
                "\\",
                "`",
                "``",
                "/// statement | a\n///\n",
                "/// statement | a\n",
                "///\n",
                "\n",
                "\n\n",
            ),
            *(
                "    ",
                "- ",
                "> ",
                "# ",
                "[",
                "]",
                "(x)",
                "*",
                "x ",
                "|",
                "/// details | t\n",
                "```\n",
                "[x][@a]",
                "[@a]: y",
            ),
            *(
                "!",
                "[@a](x)",
                "1. ",
                "[^1]: [@a]\n",
                "[^1]",
                "*[a]: b\n",
                "--|--\n",
                ": ",
                "//// details | t\n",
                "////\n",
            ),
        )
    ),
    min_size=1,
    max_size=9,
).map("".join)


@settings(max_examples=10 * settings.default.max_examples)
@given(SCRAPS)
def test_whatever_is_rendered_was_read_before(text: str) -> None:
    """A citation or statement on a page is one that `kbase.core.prose` found: it is checked, numbered and listed."""
    assume(not refusals(text))
    page, _ = read_prose(text, "docs/en/about/page.md", "en", "about/page")
    rendered = MARKDOWN.reset().convert(text)
    cited = {source for ids in re.findall(r'data-ids="([^"]*)"', rendered) for source in ids.split()}
    stated = set(re.findall(r'data-id="([^"]*)"', rendered))
    assert cited <= {mention.target for mention in page.citations}
    assert stated <= {mention.target for mention in page.statements}
    left = fill_in(rendered, lambda _: "", lambda _: "")
    assert "<kb-" not in left
