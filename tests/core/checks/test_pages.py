"""Pages of prose: headings, citations, cited paragraphs, links."""

from __future__ import annotations

import pytest

from kbase.core.checks.of_pages.front_matter import PAGES_OF_REGISTERS
from tests.conftest import Check
from tests.helpers import ACADEMY_EN, ACADEMY_RU, AS_TINY, INDEX_EN, INDEX_RU, PNG, Files, more, swap, told_of

# --- headings -------------------------------------------------------------------------------------------------------

ONE_ID = "put one id into braces at the end of a heading, or directly behind *words* or a link"
INSIDE = "start it at the beginning of the line; show code between lines of ```"
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
    (">## What it says", "heading-id", "the heading 'What it says' has no id", "write `## What it says { #some-id }`"),
    (
        "> What it says\n> ---",
        "heading-id",
        "the heading 'What it says' has no id",
        "write `## What it says { #some-id }`",
    ),
    (
        "## What{ #what }",
        "heading-id",
        "the heading 'What{ #what }' has no id",
        "write `## What { #some-id }`",
    ),
    ("## What { #first }", "heading-id", "the id 'first' is taken on this page", "choose another"),
    ("Some *words*{ #first }", "heading-id", "the id 'first' is taken on this page", "choose another"),
    ("## What { #kb-what }", "heading-id", "the id 'kb-what' is taken on this page", "choose another"),
    ("## What { #s-forum-met }", "heading-id", "the id 's-forum-met' is taken on this page", "choose another"),
    ("Words { #what }", "heading-id", "'#what' gives no id here", ONE_ID),
    ("## What { #what } more { #more }", "heading-id", "'#what' gives no id here", ONE_ID),
    ("    ## What", "heading-id", "a heading stands inside another block", INSIDE),
    (":   ## What { #what }", "heading-id", "a heading stands inside another block", INSIDE),
    ("## What { #sources }", "heading-id", "the id 'sources' is taken on this page", "choose another"),
    ("# What { #what }", "heading-level", "the page's title is not written in its text", "start with `##`"),
]


@pytest.mark.parametrize(("heading", "code", "message", "fix"), HEADINGS)
def test_a_heading_has_an_id_of_its_own_below_the_title(
    check: Check, heading: str, code: str, message: str, fix: str
) -> None:
    """However a heading is written, it has an explicit id in Latin letters that nothing else on the page has."""
    text = f"---\ntitle: T\n---\n\n## First {{ #first }}\n\n{heading}\n"
    lines = [line for line in check({INDEX_EN: text, INDEX_RU: None}) if line.endswith(f"[{code}]")]
    assert lines == [f"{INDEX_EN}:7: error: {message} — {fix} [{code}]"]


@pytest.mark.parametrize("above", ["## It { #it }", "- one\n-", "A line of text", "> ## It { #it }\n>"])
@pytest.mark.parametrize("underline", ["---", "===", "-"])
def test_an_underlined_heading_has_no_id_wherever_it_stands(check: Check, above: str, underline: str) -> None:
    text = f"---\ntitle: T\n---\n\n{above} What\n{underline}\n"
    if above.startswith(("##", "A")):
        text = f"---\ntitle: T\n---\n\n{above}\nWhat\n{underline}\n"
    lines = [line for line in check({INDEX_EN: text, INDEX_RU: None}) if "[heading-id]" in line]
    number = text.count("\n") - 1
    assert lines == [
        f"{INDEX_EN}:{number}: error: the heading 'What' has no id — write `## What {{ #some-id }}` [heading-id]"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## What { #what-2 }",
        "### What {#what}",
        "> ## What { #what }",
        "## History { #history }",
        "## Curve { #s-curve }",
        "See [this](actors/academy.md){ #this } and `code`{ #code }\n{ #all }",
        "## What {: #what lang=ru }",
        "```\n# a remark\n```",
        "Text\n\n---\n\nText",
        "## What { #what-2 }\n---\nText",
    ],
)
def test_a_heading_in_order(check: Check, text: str) -> None:
    """Ids with or without spaces and classes are read; a remark in code and a rule are no headings."""
    body = f"\n\n{text}\n"
    assert check({INDEX_EN: "---\ntitle: T\n---" + body, INDEX_RU: "---\ntitle: Т\n---" + body}) == []


PARTS = ["facts", "history", "statements", "said", "relations", "not-found", "referred", "sources"]


@pytest.mark.parametrize("part", [*PARTS, "s-forum-met", "source-daily-on-forum"])
def test_a_heading_of_a_record_takes_no_id_of_a_part(check: Check, part: str) -> None:
    """Whether or not the page has that part today: a later record must not break it."""
    changes = swap(ACADEMY_EN, "#says", f"#{part}") | swap(ACADEMY_RU, "#says", f"#{part}")
    assert [line for line in check(changes) if "heading-id" in line] == [
        f"docs/{language}/actors/academy.md:3: error: the id '{part}' is taken on this page — choose another "
        "[heading-id]"
        for language in ("en", "ru")
    ]


@pytest.mark.parametrize(
    ("register", "taken", "free"),
    [
        ("events", "conference", "facts"),
        ("stages", "signed", "conference"),
        ("timeline", "y-2025", "y-1900"),
        ("glossary", "robot", "signed"),
        ("home", "newest", "robot"),
        ("data", "files", "newest"),
    ],
)
def test_a_heading_takes_no_id_of_the_register_below_it(check: Check, register: str, taken: str, free: str) -> None:
    """The ids of its headings and rows are the register's own."""
    for id, times in ((taken, 2), (free, 0)):
        text = f"---\ntitle: T\nregister: {register}\n---\n\n## T {{ #{id} }}\n"
        pages = {f"docs/{language}/reference/list.md": text for language in ("en", "ru")}
        lines = check(pages | {"docs/data/glossary.yml": TERM})
        assert sum(f"the id '{id}' is taken on this page" in line for line in lines) == times


# --- citations and blocks -------------------------------------------------------------------------------------------


def test_an_unknown_source_names_the_near_one(check: Check) -> None:
    """A mistyped citation, in its line, even the second of several."""
    cited = swap(ACADEMY_EN, "[@agency-on-forum]", "[@agency-on-forum;\n@dayli-on-forum]")
    assert [line for line in check(cited) if "citation-unknown" in line] == [
        f"{ACADEMY_EN}:1: error: no source has the id 'dayli-on-forum' — did you mean 'daily-on-forum'? "
        "[citation-unknown]"
    ]


def test_a_page_shows_a_statement_once(check: Check) -> None:
    """Neither does its prose embed it twice, nor what the register below it shows."""
    twice = "the statement 'academy-on-forum' stands twice on this page — link to it instead [statement-twice]"
    block = "\n/// statement | academy-on-forum\n///\n"
    assert check(more(ACADEMY_EN, block) | more(ACADEMY_RU, block)) == [
        f"docs/{language}/actors/academy.md:8: error: {twice}" for language in ("en", "ru")
    ]
    home = swap(INDEX_EN, "---\n\n", f"register: home\n---\n\n{block}\n")
    assert [line.partition(": ")[2] for line in check(home) if "twice" in line] == [f"error: {twice}"]


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


PACT = """
title: {en: Pact, ru: Пакт}
summary: {en: A pact., ru: Пакт.}
kind: treaty
parties: [academy]
history: [{date: '2024', step: signed, source: agency-on-forum}]
"""
TERM = "- {id: robot, en: robot, ru: робот, definition: {en: A machine., ru: Машина.}}\n"
SEARCH = """
- id: guests
  date: '2026-11-24'
  question: {en: Who came?, ru: Кто пришёл?}
  tried: {en: All., ru: Всё.}
  result: {en: Nothing., ru: Ничего.}
"""

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
    ("#nowhere", "the page index has no heading 'nowhere'", "its headings are own, marked"),
    (
        "statements/forum-mett.md",
        "'statements/forum-mett.md' leads to no page",
        "did you mean 'statements/forum-met.md'?",
    ),
    (
        "statements/forum-met.md#says",
        "the page statements/forum-met has no heading 'says'",
        "its headings are facts, why, evidence",
    ),
    (
        "events/forum.md#whynot",
        "the page events/forum has no heading 'whynot'",
        "its headings are facts, statements, relations, referred, sources",
    ),
    (
        "actors/belarus.md#not-found",
        "the page actors/belarus has no heading 'not-found'",
        "its headings are facts, statements, relations, referred, sources",
    ),
    (
        "statements/forum-met.md#source-daily-on-forum",
        "the page statements/forum-met has no heading 'source-daily-on-forum'",
        "its headings are facts, why, evidence",
    ),
    (
        "reference/sources/dayli.md",
        "'reference/sources/dayli.md' leads to no page",
        "did you mean 'reference/sources/daily.md'?",
    ),
    (
        "reference/statements/2025.md#s-forum-mat",
        "the page reference/statements/2025 has no heading 's-forum-mat'",
        "did you mean 's-forum-met'?",
    ),
    ("about/this-copy.md", "'about/this-copy.md' leads to no page", RELATIVE),
    ("/../../assets/photo.png", "'/../../assets/photo.png' is no page and no file in docs/assets", RELATIVE),
    ("../data/sources.yml", "'../data/sources.yml' is no page and no file in docs/assets", RELATIVE),
    ("../assets/none.png#x", "'../assets/none.png#x' is no page and no file in docs/assets", RELATIVE),
    ("../assets/none.png", "'../assets/none.png' is no page and no file in docs/assets", RELATIVE),
    ("../../README.md", "'../../README.md' leads to no page", RELATIVE),
]
FORMS = [
    *("[text]({})", "[te\nxt]({})", "[a [nested] text]({})", "[text]({} 'title')"),
    *("[![photo](../assets/photo.png)]({})", "[[text]({})](actors/academy.md)"),
    *(f"[text][1]\n\n{before}[1]: {{}}" for before in ("", "> ", "- ", "1. ", "- item\n\n    ", "word\n:   ", "> - ")),
    *("[text][]\n\n[text]: {}", "[text][long\nname]\n\n[long\nname]: {}"),
]


def with_link(form: str, target: str) -> Files:
    text = f"---\ntitle: T\n---\n\n## Own {{ #own }}\n\nSee {form.format(target)} *now*{{ #marked }}\n"
    return {INDEX_EN: text, INDEX_RU: text, "docs/assets/photo.png": PNG}


@pytest.mark.parametrize(("target", "message", "fix"), LINKS)
def test_a_link_that_leads_nowhere(check: Check, target: str, message: str, fix: str) -> None:
    """A link to no page, file or heading is named with what is near, or with the way to write it."""
    assert check(with_link("[text]({})", target)) == [
        f"docs/{language}/index.md:7: error: {message} — {fix} [link-broken]" for language in ("en", "ru")
    ]


def test_a_footnote_to_which_no_link_can_lead_is_refused(check: Check) -> None:
    """Its name is a part of an address, which the judge of finished pages would not let pass."""
    assert check(with_link("{}", "that[^a b].\n\n[^a b]: Note.\n\nSo")) == [
        f"docs/{language}/index.md:9: error: no link can lead to a footnote of this name — "
        "write its name in letters and digits: [^name] [link-shape]"
        for language in ("en", "ru")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_link_is_followed_in_every_form(check: Check, form: str) -> None:
    """Inline, over two lines, with brackets, a picture or a title, and by reference, wherever its definition stands: a
    broken link is seen, a whole one passes.
    """
    assert check(with_link(form, "actors/academy.md#says")) == []
    assert {line.rpartition(" ")[2] for line in check(with_link(form, "actors/akademy.md"))} == {"[link-broken]"}


@pytest.mark.parametrize(
    "link",
    [
        "[text]()",
        "[text](<>)",
        "[text](no page.md)",
        "[text](<no page.md>)",
        "[text](actors/academy.md#a b)",
        "[text](`page.md`)",
        "[a [b [c]]](actors/academy.md)",
        "[a\\]](actors/academy.md)",
        "[text](actors/academy.md (title))",
    ],
)
def test_a_link_that_cannot_be_read_is_refused(check: Check, link: str) -> None:
    """Markdown makes a link of it, so that a build would be the first to follow it."""
    lines = check(with_link("{}", link))
    assert [line for line in lines if "link-shape" in line] == [
        f"docs/{language}/index.md:7: error: this link cannot be followed — write [words](path.md), with no space, "
        "bracket or code in the path and no brackets in brackets [link-shape]"
        for language in ("en", "ru")
    ]


@pytest.mark.parametrize("text", [r"\[a\](b)", "`[a](b c)`", "[a] (b)", "f(x)[1]"])
def test_what_is_no_link_is_none(check: Check, text: str) -> None:
    """Brackets that Markdown leaves in the text."""
    assert check(with_link("{}", text)) == []


@pytest.mark.parametrize(
    "target",
    [
        "actors/academy.md",
        "./actors/academy.md#says",
        "events/forum.md",
        "events/forum.md#relations",
        "statements/forum-met.md#evidence",
        "events/forum.md#s-forum-met",
        "events/forum.md#source-daily-on-forum",
        "reference/sources/daily.md",
        "reference/sources/agency.md#agency-on-forum",
        "reference/statements/2025.md",
        "reference/statements/2025.md#s-academy-on-forum",
        "#own",
        "#marked",
        "../assets/photo.png",
        "https://daily.example/a.md",
        "mailto:desk@daily.example",
    ],
)
def test_a_link_in_order(check: Check, target: str) -> None:
    """Pages with prose or without, generated parts, files among the assets and other sites."""
    assert check(with_link("[text]({})", target)) == []


REGISTERS = [
    ("stages", {"docs/data/agreements/pact.yml": PACT, **told_of("pact")}, "signed", "adopted"),
    ("timeline", {}, "y-2025", "y-2024"),
    ("events", {}, "conference", "meeting"),
    ("glossary", {"docs/data/glossary.yml": TERM}, "robot", "human"),
    ("searches", {"docs/data/searches.yml": SEARCH}, "guests", "hosts"),
    ("statements", {}, "by-year", "2025"),
    ("offline", {}, "packages", "check"),
]


@pytest.mark.parametrize(("register", "records", "there", "absent"), REGISTERS)
def test_a_link_may_lead_into_a_register(check: Check, register: str, records: Files, there: str, absent: str) -> None:
    """Its headings and rows are those of the records that there are, and no more."""
    page, path = f"---\ntitle: T\nregister: {register}\n---\n", PAGES_OF_REGISTERS[register]
    pages = {f"docs/{language}/{path}.md": page for language in ("en", "ru")} | records
    assert check(pages | with_link("[text]({})", f"{path}.md#{there}")) == []
    lines = check(pages | with_link("[text]({})", f"{path}.md#{absent}"))
    assert sum(f"has no heading '{absent}'" in line for line in lines) == 2


def test_a_link_may_lead_to_a_term(check: Check) -> None:
    """Each term has a page, without any heading: a link to one is answered so."""
    records = {"docs/data/glossary.yml": TERM}
    assert check(records | with_link("[text]({})", "reference/glossary/robot.md")) == []
    (line, _) = check(records | with_link("[text]({})", "reference/glossary/robot.md#names"))
    assert line == (
        f"{INDEX_EN}:7: error: the page reference/glossary/robot has no heading 'names': it has no headings to link to"
        " — remove '#names' [link-broken]"
    )


def test_a_long_list_of_headings_is_cut(check: Check) -> None:
    """A message stays one line that can be read."""
    headings = "".join(f"\n## H {{ #h{number} }}\n" for number in range(20))
    text = f"---\ntitle: T\n---\n{headings}\n[text](#zzz)\n"
    (line, _) = check({INDEX_EN: text, INDEX_RU: text})
    assert "its headings are h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11 and 8 more [" in line


def test_an_untranslated_page_is_checked_as_the_other_language_shows_it(check: Check) -> None:
    """Its links stand beside the pages of that language, where a heading may be missing."""
    alone = {"docs/en/about/page.md": "---\ntitle: T\n---\n\n[It](../actors/academy.md#says)\n"}
    assert not [line for line in check(alone) if "link-broken" in line]
    renamed = swap(ACADEMY_RU, "{ #says }", "{ #speaks }") | swap(INDEX_RU, "#says", "#speaks") | AS_TINY
    (line,) = [line for line in check(alone | renamed) if "link-broken" in line]
    assert line == (
        "docs/en/about/page.md:5: error: the page actors/academy has no heading 'says' in Russian, where this page is "
        "shown as well — its headings are speaks, facts, relations, referred, sources [link-broken]"
    )


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


# --- footnotes ------------------------------------------------------------------------------------------------------

FOOTNOTES = [
    (
        "Words.\n\n[^1]: A note.",
        9,
        "no mark leads to the footnote '1'",
        "put [^1] where it belongs, or remove the note",
    ),
    ("Words.[^one]", 7, "there is no footnote 'one'", "add a line `[^one]: Words` at the end of the page"),
    ("Words.[^one]\n\n[^ones]: A note.", 7, "there is no footnote 'one'", "did you mean [^ones]?"),
    ("Words.[^1]\n\n[^1]: A.\n[^1]: B.", 10, "the footnote '1' is explained twice, first in line 9", "give one of the"),
    ("- Words.\n\n> [^1]: A note.", 9, "no mark leads to the footnote '1'", "put [^1] where it belongs"),
]


@pytest.mark.parametrize(("text", "line", "message", "fix"), FOOTNOTES)
def test_a_footnote_has_its_mark_and_its_note(check: Check, text: str, line: int, message: str, fix: str) -> None:
    lines = [
        found for found in check(more(INDEX_EN, f"\n{text}\n") | more(INDEX_RU, "\nСлова.\n")) if "[footnote]" in found
    ]
    assert lines and any(found.startswith(f"{INDEX_EN}:{line}: error: {message} — {fix}") for found in lines)


def test_footnotes_in_order(check: Check) -> None:
    """A note that several marks lead to, one within another, and one that is only code."""
    text = "\nWords.[^1] More.[^1] `[^code]`\n\n[^1]: A note.[^2]\n[^2]: Another.\n"
    assert check(more(INDEX_EN, text) | more(INDEX_RU, text)) == []
