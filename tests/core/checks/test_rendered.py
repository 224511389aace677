"""What Markdown makes of a page is harmless, however it was written; and the line that did it is named."""

from __future__ import annotations

import pytest

from kbase.core.checks.of_pages import rendered
from kbase.core.prose import rendering
from kbase.core.prose.addresses import is_path, may_lead_to
from tests.conftest import Check
from tests.core.checks.test_safety import codes, harm_of
from tests.helpers import INDEX_EN, INDEX_RU, PNG, more

SCRIPTS = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:x",
    "file:///x",
    "ftp://other.example/x",
    "tel:112",
    "x:y",
    "view-source:https://other.example",
    "//other.example/x",
    "/\\other.example/x",
]
DEFINED = [
    "[go][r]\n\n> [r]: {}",
    "[go][r]\n\n- [r]: {}",
    "[go][r]\n\n1. [r]: {}",
    "[go][r]\n\nTerm\n:   [r]: {}",
    "[go][r]\n\n[^1]: [r]: {}",
    "[go][r]\n\n- item\n\n    [r]: {}",
    "[go][r]\n\n[^1]: note\n\n    [r]: {}",
    "[go][r]\n\n> - [r]: {}",
    "[go][]\n\n[]: {}",
    "[go][r]\n\n> [r]:\n> {}",
    "![go][r]\n\n> [r]: {}",
    "[r]\n\n> [r]: {}",
]
IN_CODE = [
    "[go](`{}`)",
    "[go](``{}``)",
    "[go](<`{}`>)",
    "![go](`{}`)",
    "| a |\n| - |\n| [go](`{}`) |",
    "## Head [go](`{}`) {{ #head }}",
    "- [go](`{}`)",
    "/// details | [go](`{}`)\n\nWords.\n///",
    "[go](`{}` 'title')",
]


@pytest.mark.parametrize("form", DEFINED)
@pytest.mark.parametrize("target", SCRIPTS)
def test_a_definition_is_judged_wherever_it_stands(form: str, target: str) -> None:
    """In quotations, lists, definitions and footnotes, indented, over two lines, without a name."""
    assert "link-unsafe" in codes(form.format(target))


@pytest.mark.parametrize("form", IN_CODE)
@pytest.mark.parametrize("target", [target for target in SCRIPTS if "&" not in target])
def test_code_in_a_target_is_judged(form: str, target: str) -> None:
    """Markdown puts the text of the code back into the address."""
    assert "link-unsafe" in codes(form.format(target))


@pytest.mark.parametrize(
    "text",
    [
        "[go]([@a]javascript:alert(1))",
        "[go](java[@a]script:alert(1))",
        "[go](java`script:`alert)",
        "[go](java\\script:alert)",
        "[go](javascript\\:alert)",
        "[go](&#x6a;avascript:alert)",
        "[go](   javascript:alert)",
        "[go](\u2003javascript:alert)",
        "[go](<javascript:alert>)",
        "[go](< javascript:alert>)",
        "[![go](a.png)](`javascript:alert`)",
        "[go](`//other.example`)",
        "[go](https:other.example)",
        "[go](\\\\/other.example)",
        "[go](a\\b)",
        "[go]()",
        "[go](<>)",
    ],
)
def test_a_target_is_judged_as_a_browser_gets_it(text: str) -> None:
    """With citations and code taken out, signs unescaped, blanks dropped; hosts that are hidden or none."""
    assert "link-unsafe" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "[go](`page.md`)",
        "[go](<../a b.md>)",
        "[go](https://ru.daily.example/a_(b)?c=d&e=f:g)",
        "[go](https://газета.example/путь)",
        "[go](http://daily.example:8080)",
        "[go](page.md#a:b)",
        "[go](?a:b)",
        "[go](HTTPS://daily.example 'Title')",
        "> [go][r]\n\n[r]: https://daily.example/x (Title)",
        "- [r]: page.md\n\n[go][r]",
        "Words[^1].\n\n[^1]: See [it](`page.md`).",
        "`[go](javascript:alert(1))`",
        "```\n[go](javascript:alert(1))\n[r]: javascript:alert(1)\n```",
        "[go](mailto:desk@daily.example?subject=Words)",
        "<mailto:desk@daily.example>",
        "*[AI]: artificial <intelligence",
    ],
)
def test_what_is_written_unusually_and_leads_to_nothing_bad_passes(text: str) -> None:
    """Code, blanks, brackets, other alphabets, ports, titles, definitions anywhere; examples in code."""
    assert codes(text) <= {"raw-html"} if "<intelligence" in text else codes(text) == set()


def test_an_unsafe_link_is_named_in_its_line_once(check: Check) -> None:
    """The line in which the address stands, also where it is only seen in what Markdown makes of it."""
    text = "\nJavascript is no link.\n\n[one](`javascript:alert(1)`) and\n[two][r]\n\n> [r]: data:text\n"
    found = check(more(INDEX_EN, text) | more(INDEX_RU, "\nЕщё\n"))
    assert [line for line in found if "link-unsafe" in line] == [
        f"{INDEX_EN}:9: error: Markdown makes of this a link to 'javascript:alert(1)' — "
        "use an https address or a relative path [link-unsafe]",
        f"{INDEX_EN}:12: error: the link ' data:text' is not allowed — "
        "use an https address or a relative path [link-unsafe]",
    ]


# --- pictures -------------------------------------------------------------------------------------------------------

ELSEWHERE = ["https://other.example/a.png", "http://other.example/a.png", "mailto:a@b.c"]


@pytest.mark.parametrize(
    "form",
    ["![x]({})", "![x][r]\n\n[r]: {}", "![r]\n\n> [r]: {}", "[![x]({})](page.md)", "![x](<{}>)", "![x](`{}`)"],
)
@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_picture_lies_among_the_assets(form: str, target: str) -> None:
    """One that lies elsewhere tells its host who reads what, and is missing offline."""
    assert codes(form.format(target)) == {"picture-elsewhere"}


@pytest.mark.parametrize("target", ["//other.example/a.png", "data:image/png;base64,x", "javascript:x", "\\\\other\\a"])
def test_a_picture_is_no_script_either(target: str) -> None:
    """What no link may have, no picture may."""
    assert "link-unsafe" in codes(f"![x]({target})")


def test_a_picture_in_order(check: Check) -> None:
    """A path to docs/assets, written in any way."""
    text = "\n![One](../assets/photo.png) ![Two][r] [![Three](../assets/photo.png)](actors/academy.md)\n"
    text += "\n[r]: ../assets/photo.png\n"
    assert check({**more(INDEX_EN, text), **more(INDEX_RU, text), "docs/assets/photo.png": PNG}) == []


def test_a_picture_elsewhere_is_named_in_its_line(check: Check) -> None:
    """With the way to have it here."""
    text = "\n![One](../assets/photo.png)\n\n![Two][r]\n\n[r]: https://other.example/two.png\n"
    changes = {**more(INDEX_EN, text), **more(INDEX_RU, "\nЕщё\n"), "docs/assets/photo.png": PNG}
    assert [line for line in check(changes) if INDEX_EN in line] == [
        f"{INDEX_EN}:11: error: the picture lies elsewhere: https://other.example/two.png — "
        "put the picture into docs/assets, and write ../../assets/ before its name [picture-elsewhere]"
    ]


def test_each_picture_and_each_link_is_named_in_its_own_line(check: Check) -> None:
    """Also where another one before it has the same address, and nothing is wrong with that."""
    text = (
        "\n[Fine](https://other.example/a.png)\n\n![One](https://other.example/a.png)\n\n"
        "[bank.example](https://other.example/a.png)\n\n![Two](https://other.example/a.png)\n"
    )
    found = check(more(INDEX_EN, text) | more(INDEX_RU, "\nЕщё\n"))
    told = [(line.split(":")[1], line[line.rindex("[") :]) for line in found if line.startswith(INDEX_EN)]
    wanted = [("9", "[picture-elsewhere]"), ("11", "[link-elsewhere]"), ("13", "[picture-elsewhere]")]
    assert [one for one in told if "elsewhere" in one[1]] == wanted


@pytest.mark.parametrize("name", ["knowledge.js", "icon.svg", "search.css", "knowledge.js#a.png"])
@pytest.mark.parametrize("form", ["![x]({})", "![x][r]\n\n[r]: {}", "[![x]({})](actors/academy.md)"])
def test_what_is_no_picture_is_not_shown_as_one(form: str, name: str) -> None:
    assert codes(form.format(f"../assets/{name}")) == {"picture-kind"}


# --- elements and attributes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[^a`b]: <img src=x onerror=alert(1)> `",
        "[^a`b]: *x*{ onclick=alert(1) } `",
        "[^a\n`b]: <img src=x onerror=alert(1)> `",
        "[^a`b]: </div></div><base href=x> `",
        "[^a`b]: <!-- `",
        "[^a`b]: words [@a] `",
        "[^a]: x\n[^b`c]: *x*{ .md-overlay } `",
        "<mailto:/onclick=alert(1)>click",
        "<mailto:x>",
    ],
)
def test_what_hides_in_code_that_is_none_is_refused(text: str) -> None:
    """Markdown takes the name of a footnote off before it looks for code; `<mailto:` alone is a tag to it."""
    assert codes(text) & {"html-unsafe", "raw-html", "code-span"}
    assert harm_of(text) or "[@a]" in text or "</div>" in text or ".md-" in text or "<!--" in text or "mailto" in text


@pytest.mark.parametrize("rule", ["code-span", "html-unsafe"])
def test_either_rule_alone_would_refuse_it(rule: str) -> None:
    """The source shows the lone backtick, and what Markdown made shows the event."""
    assert rule in codes("[^a`b]: *x*{ onclick=alert(1) } `")


@pytest.mark.parametrize("text", ["[^a]: Words with `code`.\n\nMore[^a].", "`[^a]` and `b`", "[^1] `a` [^2] `b`"])
def test_code_beside_the_name_of_a_footnote_passes(text: str) -> None:
    """Only within its brackets it is in the way."""
    assert codes(text) == set()


def test_foreign_html_is_named_in_its_line(check: Check) -> None:
    """The element, the attribute, and the citation that the rules do not see."""
    text = "\n[^a`b]: *x*{ onclick=alert(1) } [@nobody] `\n\n![r]: a\n"
    found = check(more(INDEX_EN, text) | more(INDEX_RU, "\nЕщё\n"))
    assert [line for line in found if "html-unsafe" in line] == [
        f"{INDEX_EN}:7: error: Markdown cites 'nobody' where the checks see no citation — "
        "write the citation in a paragraph of its own [html-unsafe]",
        f"{INDEX_EN}:7: error: Markdown makes of this the HTML attribute onclick=alert(1) — "
        "write it in Markdown; put code between backticks [html-unsafe]",
    ]


# --- pages that Markdown cannot read --------------------------------------------------------------------------------


def test_a_page_on_which_markdown_gives_up_is_named(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would end the build with a traceback."""

    def gives_up(body: str) -> list[rendering.Element]:
        raise rendering.Unreadable("RecursionError")

    monkeypatch.setattr(rendered, "elements", gives_up)
    text = "\n![x](../assets/photo.png)\n"
    changes = {**more(INDEX_EN, text), **more(INDEX_RU, text), "docs/assets/photo.png": PNG}
    assert check(changes)[0] == (
        f"{INDEX_EN}:4: error: Markdown cannot read this page (RecursionError) — "
        "nest less: lists, quotations and brackets [markdown-fails]"
    )


@pytest.mark.parametrize("knot", ["[a](\n", "[a ", "<a\n"])
def test_a_knot_is_named_in_its_line_and_not_untied(check: Check, knot: str) -> None:
    """Whatever else is in the page is told when it is gone. A page that is plain otherwise can hold one too."""
    text = f"\nWords.\n\n{knot * 4000}\n"
    lines = check(more(INDEX_EN, text) | more(INDEX_RU, "\nЕщё\n"))
    (line,) = (line for line in lines if "nested-deep" in line)
    assert line == (
        f"{INDEX_EN}:9: error: too much is open or nested here: brackets, lists or quotations — "
        "close what is open, or split the paragraph [nested-deep]"
    )


@pytest.mark.parametrize(
    ("one", "what"),
    [("Word[^{}]\n", "references to footnotes"), ("*[word{}]: Meaning\n", "abbreviations")],
)
def test_what_markdown_would_take_long_over_is_refused_in_its_line(check: Check, one: str, what: str) -> None:
    def lines(count: int) -> list[str]:
        text = "\n" + "".join(map(one.format, range(count)))
        return [line for line in check(more(INDEX_EN, text)) if "too-many" in line]

    assert lines(300) == []
    assert lines(301) == [
        f"{INDEX_EN}:307: error: this page has more than 300 {what}, over which Markdown takes long — split the page"
        " [too-many]"
    ]


@pytest.mark.parametrize("text", [">///details|\n///\n///details", "> /// details | a\n\n///\n\n![a](b.png)"])
def test_a_crooked_block_is_not_given_to_markdown(text: str) -> None:
    """With some, pymdownx.blocks never comes to an end."""
    assert "block-shape" in codes(text)


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    ["a.md", "../a.md#b", "#b", "?q", "/a", "./a:b", "https://a.example", "http://a.example:80/b:c", "mailto:a@b"],
)
def test_where_prose_may_lead_to(target: str) -> None:
    """Paths, web addresses, mailboxes, and only the first are paths."""
    assert may_lead_to(target)
    assert is_path(target) != target.startswith(("http", "mailto"))


@pytest.mark.parametrize(
    "target",
    [
        *("", " ", "a:b", "//a", "/\\a", "\\a", "a\\b", "https:a", "https:///a", "https://", "mailto:", "http://a b@c"),
        *("https://a@b", "https://[::1]/", "https://a:b/", "https://a\\b", "JavaScript:x", "java\nscript:x", "\x01x:y"),
        *("https://a.example/b\\c", "https://a.example/?b\\c", "mailto:a\\b@c.example"),
    ],
)
def test_where_prose_may_not_lead_to(target: str) -> None:
    """Anything with another scheme, another host behind a path, or a host that hides another."""
    assert not may_lead_to(target)
