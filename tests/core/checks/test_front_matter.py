"""Front matter holds the fields of prose in their shapes, read alike by the checks and by MkDocs."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from kbase.core.checks.of_pages.front_matter import PAGES_OF_REGISTERS, faults
from kbase.core.pages.anchors import REGISTERS
from kbase.core.prose.page import read_prose
from kbase.site.registers import REGISTERS as site_registers
from tests.conftest import Check
from tests.helpers import ACADEMY_EN, ACADEMY_RU, INDEX_EN, INDEX_RU, TINY, swap


def test_an_unknown_field_names_the_near_one(check: Check) -> None:
    """A mistyped field of the front matter is one fault, though it is the title that is mistyped."""
    assert check(swap(INDEX_EN, "title:", "titel:")) == [
        f"{INDEX_EN}:2: error: no page has the field 'titel' — did you mean 'title'? [front-matter]",
    ]


@pytest.mark.parametrize("title", ["", "title:", "title: ''"])
def test_a_page_without_a_record_has_a_title(check: Check, title: str) -> None:
    """An index or a page about the project says what it is called."""
    assert check(swap(INDEX_EN, "title: Start", f"description: About\n{title}")) == [
        f"{INDEX_EN}:1: error: the page has no title — add `title:` to its front matter [title-missing]"
    ]


def test_a_page_of_a_record_needs_the_record(check: Check) -> None:
    """A page under actors without a record of that name is named with the record that is near."""
    changes = {file.replace("academy", "akademy"): TINY[file] for file in (ACADEMY_EN, ACADEMY_RU)}
    lines = [line for line in check(changes) if "[page-without-record]" in line]
    assert lines == [
        f"docs/{language}/actors/akademy.md:1: error: there is no record 'akademy' — did you mean 'academy'? "
        "[page-without-record]"
        for language in ("en", "ru")
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\n---\n\nText.\n", 1, "the front matter is empty"),
        ("---\n...\n\nText.\n\n---\n", 1, "the front matter is empty"),
        ("---\ntitle: Start\n\nText.\n", 1, "the front matter never ends"),
        ("---\ntitle: Start\n---", 1, "the front matter never ends"),  # MkDocs wants a line end after the marks
        ("---\ntitle: Start\ntitle: End\n---\n", 3, "the key 'title' stands twice, first in line 2"),
        ("---\ntitle: [Start\n---\n", 2, "this is not valid YAML: did not find expected ',' or ']'"),
        ("---\n- title\n---\n", 2, "the front matter has no fields"),
        ("Note: see the academy.\n", 1, "MkDocs takes the first line for a setting 'Note' and drops it"),
        ("  https://daily.example/1\n", 1, "MkDocs takes the first line for a setting 'https' and drops it"),
    ],
)
def test_front_matter_that_mkdocs_reads_otherwise(check: Check, text: str, line: int, message: str) -> None:
    """What MkDocs would show as text, or swallow as a setting, is refused in its line."""
    (found,) = [line for line in check({INDEX_EN: text, INDEX_RU: None}) if ": error: " in line]
    assert found.startswith(f"{INDEX_EN}:{line}: error: {message} — ")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Start\n...\nText.\n",
        "---  \ntitle: Start\n--- \nText.\n",
        "\ufeff---\ntitle: Start\n---\n\n---\n\nText: a rule stands above.\n",
    ],
)
def test_front_matter_as_mkdocs_reads_it(check: Check, text: str) -> None:
    """Both marks that end it, spaces after them and a byte-order mark are in order."""
    assert check({INDEX_EN: text, INDEX_RU: TINY[INDEX_RU].partition("Вот")[0]}) == []


# --- fields and their shapes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "line", "message"),
    [
        ("template: 404.html", 3, "no page has the field 'template'"),
        ("hide: [navigation]", 3, "no page has the field 'hide'"),
        ("search: {exclude: true}", 3, "no page has the field 'search'"),
        ("tags: [one]", 3, "no page has the field 'tags'"),
        ("status: new", 3, "no page has the field 'status'"),
        ("icon: material/x", 3, "no page has the field 'icon'"),
        ("description: [a, b]", 3, "'description' is not a text"),
        ("description: {a: b}", 3, "'description' is not a text"),
        ("description:", 3, "'description' holds nothing"),
        ("description: |\n  One.\n  Two.", 3, "'description' runs over several lines"),
        ("description: <b>bold</b>", 3, "'<b>' looks like HTML"),
        ("description: 'R&D <draft>'", 3, "'<draft>' looks like HTML"),
        ("description: >-\n  a <!-- b", 3, "'<!-- b' looks like HTML"),
        ("register: [home]", 3, "'register' does not name one register"),
        ("register: hom", 3, "there is no register 'hom'"),
        ("register:", 3, "'register' does not name one register"),
        ("register: timeline", 3, "the register 'timeline' does not stand on this page"),
        ("register: repository", 3, "the register 'repository' does not stand on this page"),
        ("questions: academy", 3, "'questions' is not a list"),
        ("questions:", 3, "'questions' is not a list"),
        ("questions:\n  - {a: b}", 4, "this is not an id"),
        ("questions:\n  - <i>a</i>", 4, "'<i>' looks like HTML"),
    ],
)
def test_a_field_that_is_none_of_prose(check: Check, field: str, line: int, message: str) -> None:
    """Orders to MkDocs and the theme, values of another shape and HTML are refused in their line, with a fix."""
    lines = check({INDEX_EN: f"---\ntitle: T\n{field}\n---\n", INDEX_RU: "---\ntitle: Т\n---\n"})
    assert any(found.startswith(f"{INDEX_EN}:{line}: error: {message} — ") for found in lines), lines


@pytest.mark.parametrize(
    "title",
    ["[Start]", "{en: Start}", "|\n  One\n  Two", "!ENV HOME", "!!str Start", "!x Start", "! Start", "&a Start"],
)
def test_a_title_is_one_line_of_text(check: Check, title: str) -> None:
    """Lists, groups, several lines and whatever a tag would make of it are refused in the line of the title."""
    lines = check({INDEX_EN: f"---\ndescription: Words\ntitle: {title}\n---\n", INDEX_RU: None})
    codes = ("[front-matter]", "[yaml-tag]")
    assert any(line.startswith(f"{INDEX_EN}:3: error: ") and line.endswith(codes) for line in lines), lines


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        *(("2025", "number"), ("0x1F", "number"), ("1_000", "number"), ("3.5", "number"), (".inf", "number")),
        *(("2025-08-25", "date"), ("2025-99-99", "date"), ("yes", "yes or no"), ("off", "yes or no")),
        *(("=", "sign of YAML"), ("<<", "sign of YAML")),
    ],
)
def test_a_text_that_yaml_takes_for_something_else_stands_in_quotes(check: Check, value: str, kind: str) -> None:
    """MkDocs reads types: of a date that is none it makes nothing, and shows the whole front matter as prose."""
    titles = {INDEX_EN: f"---\ntitle: {value}\n---\n", INDEX_RU: f"---\ntitle: '{value}'\n---\n"}
    assert [line for line in check(titles) if ": error: " in line] == [
        f"{INDEX_EN}:2: error: '{value}' would be read as a {kind}, not as a text — "
        f"put it between single quotes: '{value}' [front-matter]"
    ]


@pytest.mark.parametrize("block", ["---\n\n---\n", "---\n# [x](javascript:alert(1))\n---\n", "---\n~\n---\n"])
def test_front_matter_without_a_field_is_refused(check: Check, block: str) -> None:
    """MkDocs takes it for prose: what looks like a remark in it would be shown, and nothing would have checked it."""
    lines = check({INDEX_EN: f"{block}\nText.\n", INDEX_RU: None})
    assert f"{INDEX_EN}:2: error: the front matter has no fields — " in "\n".join(lines)


@pytest.mark.parametrize(
    "field",
    ["title: R&D > 5 < 6", "title: 'A: b'", "description: ''", "register: home", "title: >-\n  One\n  line"],
)
def test_front_matter_in_order(check: Check, field: str) -> None:
    """Comparisons, quotes, folded lines and registers."""
    text = f"---\n{field}\n---\n" if "title" in field else f"---\ntitle: T\n{field}\n---\n"
    assert [line for line in check({INDEX_EN: text, INDEX_RU: text}) if ": error: " in line] == []


def test_the_registers_are_those_of_the_site() -> None:
    """What a page may name is what the site knows how to make, and each has its page."""
    assert site_registers.keys() == REGISTERS.keys() == PAGES_OF_REGISTERS.keys()


# --- as MkDocs reads it ---------------------------------------------------------------------------------------------

VALUES = st.lists(
    st.sampled_from(
        (
            *("a", "2025-99-99", "2025", "!x ", "!!str ", "=", "<<", "~", "'", '"', "{", "}", "[", "]", ",", ": ", "|"),
            *(">-", "---", "...", "true", "0o7", "1:30", "\t", "\ufeff", "&a ", "\u2028", "\x85", "\\", "@", "`", " #"),
            *(".inf", "+1", "-", "_", ".", "null", "0b1", "1e3", " ", "\xa0", "é", "?"),
        )
    ),
    max_size=3,
).map("".join)
LINES = st.tuples(
    st.sampled_from(("title: ", "description: ", "register: ", "questions:\n  - ", "  - ", "# ", "", " ", "%")), VALUES
).map("".join)
TOPS = st.lists(LINES, min_size=1, max_size=4).map("\n".join)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(TOPS, st.sampled_from(("---\n", "--- \n", "...\n")))
def test_mkdocs_reads_what_the_checks_read(top: str, end: str) -> None:
    """The same fields with the same texts, and the same prose below them."""
    text = f"---\n{top}\n{end}Text.\n"
    page, problems = read_prose(text, "docs/en/about/page.md", "en", "about/page")
    assume(not problems and not [*faults(page)])
    body, data = get_data(text)
    assert body == page.body.lstrip("\n")
    assert data == page.meta
