"""What Markdown makes of a page is known without asking it where the page is plain, and asked where it is not."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader

from kbase.core.base import KnowledgeBase
from kbase.core.checks.of_pages.rendered import ATTRIBUTES, ELEMENTS
from kbase.core.prose import rendering
from kbase.core.prose.addresses import may_lead_to
from kbase.core.prose.rendering import EXTENSIONS, STRAY, Element, elements, is_plain, knots
from tests.conftest import ROOT


def test_the_extensions_are_those_of_the_site() -> None:
    """What MkDocs adds by itself, then those of mkdocs.yml with their settings, in their order."""
    settings_of_site = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), get_yaml_loader())
    of_the_site: dict[str, object] = {}
    for extension in settings_of_site["markdown_extensions"]:
        of_the_site |= extension if isinstance(extension, dict) else {extension: {}}
    by_itself: dict[str, object] = {name: {} for name in dict(MkDocsConfig._schema)["markdown_extensions"].builtins}
    assert {**by_itself, **of_the_site} == EXTENSIONS
    assert list(EXTENSIONS)[: len(by_itself)] == list(by_itself)


# --- plain ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Words, [@source], [a page](../actors/belta.md#says), [1] and [that] (in brackets), 5 < 6 > 4, a <- b.",
        'See [it](https://daily.example/a-b_c/1.html?q=%D0%B1+c#d "The title, and more").',
        "[Write](mailto:desk@daily.example), <mailto:desk@daily.example>, <https://daily.example/?a=1&b=2>",
        "## Heading { #its-id }\n\n- item\n- *word*{lang=be}\n\n1. one\n\n> quoted",
        "| a | b |\n| - | -: |\n| [c](d.md) | `e` |\n\n```yaml\na: b\n```\n\nTerm\n:   What it means.",
        "/// statement | forum-met\n///\n\n/// details | More\n\nWords.\n///",
        "[TOC]\n\n&lt;b&gt; © \\* ~~~",
    ],
)
def test_ordinary_prose_is_plain(text: str) -> None:
    """What pages are made of needs no rendering."""
    assert is_plain(text)


def test_the_real_base_is_plain(base: KnowledgeBase) -> None:
    """So that reading it stays quick: what is rendered costs a hundred times as much."""
    odd = [page.file for page in base.prose.values() if not is_plain(page.body)]
    assert len(odd) < len(base.prose) / 10, odd


@pytest.mark.parametrize(
    "text",
    [
        *("![a](b.png)", "[a](<b.md>)", "[a]( b.md)", "[a]()", "[a](`b`)", "[a]([@b]c)", "[a](b c)", "[a](b 'c')"),
        *("[a](javascript:b)", "[a](javascript&colon;b)", "[a](//b)", r"[a](\b)", "[a](b\n)", "[a](data:b)", "[a](б)"),
        *("[a](ftp://b)", "[a](HTTPS://b)", "[a](https:b)", "[a](https:///b)", "[a](/\\b)", "[a](b&#58;c)", "[a](/)"),
        *("[a]: b", "> [a]: b", "[]: b", "[^1]: b", "*[a]: b", "<b>", "</b>", "<!--", "<?b", "<ftp://b>", "<a@b.c>"),
        *("<mailto:/onclick=b>", "<mailto:b>", "<https://b`c`>", "<javascript:b>"),
        *("{ .a }", "{ onclick=b }", "{a", "{#a .b}", "``` {.a}\n```", "- /// details | t", "a ///"),
        *("/// details | t\n\topen: true\n///", "/// details | t\n    attrs: {}\n///", "a\x02b", "a\x0bb", "a\rb"),
    ],
)
def test_what_could_become_anything_else_is_not_plain(text: str) -> None:
    """Every other way to an address, an element or an attribute, harmless or not."""
    assert not is_plain(text)


SCRAPS = st.lists(
    st.sampled_from(
        (
            *("[x]", "(", "](", ")", "javascript:1", "a.md", "https://a", "mailto:a@b", "//h", "/a", "#a", "<", ">"),
            *("<https://a>", "<mailto:a@b>", " ", "\n", "\n\n", ' "t"', "'t'", '"', "\\", "`", "``", "```\n", "[@a]"),
            *("*", "_", "**", "|", "- ", "> ", "1. ", "# ", "## a {#b}", "{ #a }", "{lang=ru}", "onclick=x", "&colon;"),
            *("&#58;", "&", "!", "[", "]", ":", "[^1]", "[^", "/// details | t\n", "///\n", "/// statement | a\n///\n"),
            *("    ", "\t", "attrs: {onclick: x}\n", "*[", "[TOC]", ": ", "--|--\n", "|a|b|\n", "---\n", "é", "<1@2>"),
            *("\\[", "\\]", "\\(", "klzzwxh:0000", "~~~\n", "@", "%6a", "?q=1", "\xa0", "\u2028"),
        )
    ),
    min_size=1,
    max_size=12,
).map("".join)


@settings(max_examples=15 * settings.default.max_examples, suppress_health_check=[HealthCheck.filter_too_much])
@given(SCRAPS)
def test_a_plain_page_renders_to_harmless_html(text: str) -> None:
    """No address outside the allowed ones, no picture, no element and no attribute but those of prose."""
    assume(is_plain(text) and "///" not in text.replace("/// statement | a\n///\n", ""))
    for element in elements(text):
        assert element.name in ELEMENTS - {"img"}
        for name, value in element.attributes:
            assert ATTRIBUTES[name].fullmatch(value)
            assert name not in ("href", "src") or may_lead_to(value)


# --- rendered -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](`javascript:1`)", "javascript:1"),
        ("[a](<`javascript:1`>)", "javascript:1"),
        ("[a]([@one]javascript:1)", "javascript:1"),
        ("> [b]: javascript:1\n\n[a][b]", "javascript:1"),
        ("- [b]: javascript:1\n\n[a][b]", "javascript:1"),
        ("[]: javascript:1\n\n[a][]", "javascript:1"),
        ("[a](javascript&colon;1)", "javascript:1"),
        ("<javascript://a>", "javascript://a"),
        ("<mailto:a@b.c>", "mailto:a@b.c"),
    ],
)
def test_an_address_is_what_a_browser_gets(text: str, target: str) -> None:
    """Code, citations and definitions in targets, with character references resolved."""
    links = [dict(element.attributes)["href"] for element in elements(text) if element.name == "a"]
    assert links == [target]


def test_attributes_stand_as_they_are_written() -> None:
    """A browser takes the first of two: none is lost."""
    assert elements("<i href=a href=b>x</i>")[1:] == [Element("i", (("href", "a"), ("href", "b")))]


@pytest.mark.parametrize("text", ["<!-- a -->", "a </b>", "a <b>", "<!DOCTYPE a>", "<?a?>", "a </div>"])
def test_what_is_no_whole_element_is_told_apart(text: str) -> None:
    """Comments, declarations, ends without a beginning and beginnings without an end."""
    assert STRAY in elements(text)


def test_one_page_leaves_nothing_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Definitions are forgotten, and so is the state in which Markdown gave up."""
    assert elements("[b]: c\n\n[a][b]") != elements("[a][b]")
    with pytest.raises(rendering.Unreadable, match="RecursionError"):
        elements("- " * 1500 + "a")
    assert elements("a\n\n- b") == [Element("p"), Element("ul"), Element("li")]


# --- what takes long ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["[a](" * 4000, "[" * 4000, "[a](b'" * 4000, "> " * 400, "- " * 400, "1. " * 400, ">" * 400, "\t" * 50 + "- a"],
)
def test_what_would_keep_markdown_busy_is_seen_before(text: str) -> None:
    """Thousands of open brackets in a paragraph, and lists and quotations hundreds of levels deep."""
    assert [*knots(text)]


@pytest.mark.parametrize(
    "text",
    ["[a](b.md) " * 4000, "[a](б.md)\n\n" * 4000, "> - 1. a", "- a\n    - b\n        - c\n", "- - -", "* * * * * *"],
)
def test_long_pages_are_no_knots(text: str) -> None:
    """Many links, and lists within lists."""
    assert not [*knots(text)]
