"""Pages of prose: headings, citations, cited paragraphs, links."""

from __future__ import annotations

import pytest

from kbase.core.checks.pages import GENERATED_ANCHORS
from tests.conftest import Check
from tests.helpers import ACADEMY_EN, ACADEMY_RU, INDEX_EN, INDEX_RU, PNG, Files, more, swap

# --- headings -------------------------------------------------------------------------------------------------------

HEADINGS = [
    ("## What it says", "heading-id", "the heading 'What it says' has no id", "write `## What it says { #some-id }`"),
    ("##What it says", "heading-id", "the heading 'What it says' has no id", "write `## What it says { #some-id }`"),
    ("> ## What it says", "heading-id", "the heading 'What it says' has no id", "write `## What it says { #some-id }`"),
    ("- ### Deep", "heading-id", "the heading 'Deep' has no id", "write `### Deep { #some-id }`"),
    ("## What { .class }", "heading-id", "the heading 'What' has no id", "write `## What { #some-id }`"),
    ("What it says\n---", "heading-id", "the heading 'What it says' has no id", "write `## What it says { #some-id }`"),
    ("What it says\n=", "heading-id", "the heading 'What it says' has no id", "write `## What it says { #some-id }`"),
    (
        "## What { #Says }",
        "heading-id",
        "'Says' is not a valid heading id",
        "use lower-case Latin letters, digits and hyphens",
    ),
    (
        "## What { #что }",
        "heading-id",
        "'что' is not a valid heading id",
        "use lower-case Latin letters, digits and hyphens",
    ),
    (
        "## What { #2025 }",
        "heading-id",
        "'2025' is not a valid heading id",
        "use lower-case Latin letters, digits and hyphens",
    ),
    ("## What { #first }", "heading-id", "the id 'first' is taken on this page", "choose another"),
    ("## What { #sources }", "heading-id", "the id 'sources' is taken on this page", "choose another"),
    ("# What { #what }", "heading-level", "the page's title is not written in its text", "start with `##`"),
]


@pytest.mark.parametrize(("heading", "code", "message", "cure"), HEADINGS)
def test_a_heading_has_an_id_of_its_own_below_the_title(
    check: Check, heading: str, code: str, message: str, cure: str
) -> None:
    """However a heading is written, it has an explicit id in Latin letters that nothing else on the page has."""
    text = f"---\ntitle: T\n---\n\n## First {{ #first }}\n\n{heading}\n"
    lines = [line for line in check({INDEX_EN: text, INDEX_RU: None}) if line.endswith(f"[{code}]")]
    assert lines == [f"{INDEX_EN}:7: error: {message} — {cure} [{code}]"]


@pytest.mark.parametrize(
    "text",
    [
        "## What { #what-2 }",
        "### What {#what}",
        "## What {: #what lang=ru }",
        "```\n# a remark\n```",
        "Text\n\n---\n\nText",
    ],
)
def test_a_heading_in_order(check: Check, text: str) -> None:
    """Ids with or without spaces and classes are read; a remark in code and a rule are no headings."""
    body = f"\n\n{text}\n"
    assert check({INDEX_EN: "---\ntitle: T\n---" + body, INDEX_RU: "---\ntitle: Т\n---" + body}) == []


# --- citations -------------------------------------------------------------------------------------------


def test_an_unknown_source_names_the_near_one(check: Check) -> None:
    """A mistyped citation, in its line, even the second of several."""
    cited = swap(ACADEMY_EN, "[@agency-on-forum]", "[@agency-on-forum;\n@dayli-on-forum]")
    assert [line for line in check(cited) if "citation-unknown" in line] == [
        f"{ACADEMY_EN}:1: error: no source has the id 'dayli-on-forum' — did you mean 'daily-on-forum'? "
        "[citation-unknown]"
    ]


def test_an_unknown_statement_names_the_near_one(check: Check) -> None:
    """A mistyped id in a statement block."""
    changed = swap(ACADEMY_EN, "| academy-on-forum", "| academy-of-forum")
    assert [line for line in check(changed) if "statement-unknown" in line] == [
        f"{ACADEMY_EN}:5: error: no statement has the id 'academy-of-forum' — did you mean 'academy-on-forum'? "
        "[statement-unknown]"
    ]


@pytest.mark.parametrize(
    "like",
    ["[@agency-on-forum, @daily-on-forum]", "[@Agency]", "[@agency-on-forum p. 5]", "[@]", "[@агентство]", "[@agency"],
)
def test_what_looks_like_a_citation_is_one(check: Check, like: str) -> None:
    """What would stand in the text as it is typed is named, with the right way to cite."""
    lines = check(more(INDEX_EN, f"\nMore {like}\n") | more(INDEX_RU, "\nЕщё\n"))
    assert lines == [
        f"{INDEX_EN}:7: error: {like} is not a citation — write [@source-id], or [@one; @other] [citation-shape]"
    ]


# --- paragraphs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "paragraph",
    [
        "Words without a source.",
        "- one [@agency-on-forum]\n\n- two",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "Words `[@agency-on-forum]`",
        "/// details | More\nWords without a source.\n///",
        "> Somebody's words.",
    ],
)
def test_every_paragraph_of_a_record_cites_a_source(check: Check, paragraph: str) -> None:
    """A paragraph, list item, table or quotation without a source is named in its first line."""
    changes = {**more(ACADEMY_EN, f"\n{paragraph}\n"), **more(ACADEMY_RU, "\n[@agency-on-forum]\n")}
    lines = [line for line in check(changes) if "paragraph-uncited" in line]
    line = 10 if "two" in paragraph else 8
    assert lines == [
        f"{ACADEMY_EN}:{line}: error: this paragraph cites no source — add [@source-id], or embed a statement "
        "[paragraph-uncited]"
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Words. [@agency-on-forum]",
        "Words\nover lines\n[@agency-on-forum].",
        "They say:\n\n/// statement | forum-met\n///",
        "They say\n/// statement | forum-met\n///",
        "```\ncode\n```\n\n/// statement | forum-met\n///",
    ],
)
def test_a_paragraph_in_order(check: Check, paragraph: str) -> None:
    """A citation anywhere in it, a statement, or a colon before one; code needs no source."""
    text = f"\n{paragraph}\n"
    assert [line for line in check({**more(ACADEMY_EN, text), **more(ACADEMY_RU, text)}) if "uncited" in line] == []


def test_pages_without_a_record_need_no_sources(check: Check) -> None:
    """An index or a page about the project speaks for itself."""
    assert check(more(INDEX_EN, "\nWelcome.\n") | more(INDEX_RU, "\nДобро пожаловать.\n")) == []


# --- links ----------------------------------------------------------------------------------------------------------

RELATIVE = "link to a page by a relative path that ends in .md, such as ../actors/belta.md"
LINKS = [
    ("actors/akademy.md", "'actors/akademy.md' leads to no page", "did you mean 'actors/academy.md'?"),
    ("actors/xyzzyx.md", "'actors/xyzzyx.md' leads to no page", RELATIVE),
    ("../actors/academy.md", "'../actors/academy.md' leads to no page", "did you mean 'actors/academy.md'?"),
    ("/actors/academy.md", "'/actors/academy.md' leads to no page", "did you mean 'actors/academy.md'?"),
    ("ru/actors/academy.md", "'ru/actors/academy.md' leads to no page", "did you mean 'actors/academy.md'?"),
    ("actors/academy", "'actors/academy' is no page and no file in docs/assets", RELATIVE),
    ("actors/academy.html", "'actors/academy.html' is no page and no file in docs/assets", RELATIVE),
    ("actors/academy/", "'actors/academy/' is no page and no file in docs/assets", RELATIVE),
    ("actors/academy.md#sayz", "the page actors/academy has no heading 'sayz'", "did you mean 'says'?"),
    ("#nowhere", "the page index has no heading 'nowhere'", "its headings are own"),
    (
        "statements/forum-mett.md",
        "'statements/forum-mett.md' leads to no page",
        "did you mean 'statements/forum-met.md'?",
    ),
    (
        "statements/forum-met.md#says",
        "the page statements/forum-met has no heading 'says'",
        "its headings are challenges, evidence, facts, why",
    ),
    (
        "events/forum.md#whynot",
        "the page events/forum has no heading 'whynot'",
        "its headings are " + ", ".join(sorted(GENERATED_ANCHORS)),
    ),
    ("../data/sources.yml", "'../data/sources.yml' is no page and no file in docs/assets", RELATIVE),
    ("../assets/none.png", "'../assets/none.png' is no page and no file in docs/assets", RELATIVE),
    ("../../README.md", "'../../README.md' leads to no page", RELATIVE),
]
FORMS = ["[text]({})", "[te\nxt]({})", "[a [nested] text]({})", "[text]({} 'title')", "[text][1]\n\n[1]: {}"]


def with_link(form: str, target: str) -> Files:
    text = f"---\ntitle: T\n---\n\n## Own {{ #own }}\n\nSee {form.format(target)}\n"
    return {INDEX_EN: text, INDEX_RU: text, "docs/assets/photo.png": PNG}


@pytest.mark.parametrize(("target", "message", "cure"), LINKS)
def test_a_link_that_leads_nowhere(check: Check, target: str, message: str, cure: str) -> None:
    """A link to no page, file or heading is named with what is near, or with the way to write it."""
    assert check(with_link("[text]({})", target)) == [
        f"docs/{language}/index.md:7: error: {message} — {cure} [link-broken]" for language in ("en", "ru")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_link_is_followed_in_every_form(check: Check, form: str) -> None:
    """Inline, over two lines, with brackets or a title, and by reference: a broken link is seen, a whole one passes."""
    assert check(with_link(form, "actors/academy.md#says")) == []
    assert {line.rpartition(" ")[2] for line in check(with_link(form, "actors/akademy.md"))} == {"[link-broken]"}


@pytest.mark.parametrize(
    "target",
    [
        "actors/academy.md",
        "./actors/academy.md#says",
        "events/forum.md",
        "events/forum.md#relations",
        "statements/forum-met.md#evidence",
        "#own",
        "../assets/photo.png",
        "https://daily.example/a.md",
        "mailto:desk@daily.example",
    ],
)
def test_a_link_in_order(check: Check, target: str) -> None:
    """Pages with prose or without, generated parts, files among the assets and other sites."""
    assert check(with_link("[text]({})", target)) == []


def test_an_image_lies_among_the_assets(check: Check) -> None:
    """An image is a file in docs/assets, and never a page."""
    assert check(with_link("![text]({})", "../assets/photo.png")) == []
    for target in ("photo.png", "actors/academy.md"):
        lines = check(with_link("![text]({})", target))
        assert len(lines) == 2 and all(line.endswith("[link-broken]") for line in lines)


def test_a_link_may_lead_to_a_page_that_is_not_translated_yet(check: Check) -> None:
    """The site shows the other language there, with its headings."""
    lines = check({ACADEMY_RU: None})
    assert [line.rpartition(" ")[2] for line in lines] == ["[translation-missing]"]


def test_an_index_has_no_parts_of_a_record(check: Check) -> None:
    """The page of a section has its own headings only."""
    section = {f"docs/{language}/actors/index.md": "---\ntitle: A\n---\n" for language in ("en", "ru")}
    (line, _) = check({**with_link("[text]({})", "actors/index.md#history"), **section})
    assert "the page actors/index has no heading 'history'" in line


def test_a_footnote_is_no_link(check: Check) -> None:
    """The words of a footnote are not taken for an address."""
    text = "\nWords[^1].\n\n[^1]: See the academy.\n"
    assert check(more(INDEX_EN, text) | more(INDEX_RU, text)) == []
