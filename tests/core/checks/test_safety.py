"""Content can carry no script and no disguise: what the rules let through renders to harmless HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from kbase.core.base import KnowledgeBase
from kbase.core.checks import CHECKS, safety
from kbase.core.checks.context import Context
from kbase.core.checks.of_pages import blocks, rendered
from kbase.core.problems import Problem
from kbase.core.prose.markdown import CitationExtension, StatementExtension
from kbase.core.prose.page import read_prose
from tests.conftest import ROOT, Check
from tests.helpers import ACADEMY, INDEX_EN, INDEX_RU, SOURCES, more, swap

RULES = (
    safety.no_raw_html,
    safety.plain_code,
    safety.safe_links,
    safety.safe_attributes,
    safety.no_hidden_characters,
    blocks.blocks,
    rendered.as_rendered,
)


def refusals(text: str) -> list[Problem]:
    """What the rules of safety say of a page with `text`."""
    page, problems = read_prose(text, "docs/en/about/page.md", "en", "about/page")
    base = KnowledgeBase({}, {}, {}, {}, {}, {}, {("en", "about/page"): page}, {})
    context = Context(base, Path("/nowhere"))
    return [*problems, *(problem for rule in RULES for problem in rule(context))]


def codes(text: str) -> set[str]:
    return {problem.code for problem in refusals(text)}


# --- raw HTML -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "Words <b>bold</b>",
        "</div>",
        "<!-- remark -->",
        "<![CDATA[x]]>",
        "<?php x ?>",
        "<!DOCTYPE html>",
        "<img src=x\nonerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<https://daily.example/<script>alert(1)</script>>",
        "<<https://daily.example>script>",
        "> <b>quoted</b>",
        "| <b> | cell |",
        "[text](<b>)",
        "    <b>indented code is no place for an example</b>",
    ],
)
def test_raw_html_is_refused(text: str) -> None:
    """Tags, comments and declarations are refused wherever they stand."""
    assert "raw-html" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "5 < 6 > 4",
        "a <- b",
        "`<script>`",
        "```html\n<script>alert(1)</script>\n```",
        "~~~\n<b>\n~~~~~\n~~~",
        "<https://daily.example/?a=1&b=2>",
        "<mailto:desk@daily.example>",
        "&lt;b&gt;",
    ],
)
def test_what_is_no_html_passes(text: str) -> None:
    """Comparisons, code, plain addresses and character references are text."""
    assert codes(text) == set()


def test_raw_html_is_shown_in_its_line(check: Check) -> None:
    """The line names the tag and the way out."""
    assert check(more(INDEX_EN, "\nMore\nand <b>more</b>\n") | more(INDEX_RU, "\nЕщё\n")) == [
        f"{INDEX_EN}:8: error: raw HTML is not allowed: <b> — "
        "write it in Markdown; put code between backticks [raw-html]"
    ]


RECORDS = {
    "docs/data/actors/person.yml": """
        title:
          en: a <b c
          ru: а </b> б
        summary: {en: a <!-- b}
        names:
          - text: a <b c
            lang: en
            scheme: a <b c
        kind: person
        roles:
          - as_of: '2025'
            role: {ru: "R&D <draft>"}
        """,
    "docs/data/agreements/act.yml": """
        title: {en: a < b > c}
        summary: {en: a <- b, ru: 5<6}
        kind: treaty
        number: a <?b
        official_title: {ru: а <svg/onload=x>}
        history:
          - date: '2025'
            step: signed
            source: agency-on-forum
            note: {en: a <B c}
        """,
    "docs/data/events/fair.yml": """
        title: {en: a}
        summary: {en: a}
        kind: conference
        date: '2025'
        place: {en: a <b}
        outcome: {en: a <b}
        """,
    "docs/data/analysis/asked.yml": """
        title: {en: a}
        summary: {en: a}
        question: {en: a <b}
        """,
    "docs/data/publishers.yml": """
        - id: agency
          title: {en: a <b}
        """,
    "docs/data/glossary.yml": """
        - id: term
          en: a <b
          ru: а <b
          definition: {en: a <b}
          renderings:
            - by: academy
              lang: en
              text: a <b
          forbidden:
            - lang: en
              text: a <b
              why: {en: a <b}
        """,
    "docs/data/searches.yml": """
        - id: searched
          date: '2025-01-01'
          question: {en: a <b}
          tried: {en: a <b}
          result: {en: a <b}
        """,
    "docs/data/sources.yml": """
        - id: source
          type: webpage
          language: en
          published_by: agency
          title: a <b
          title_translated: {ru: а <b}
          container-title: a <b
          number: a <b
          note: {en: a <b}
          author:
            - family: a <b
              given: a <b
            - literal: a <b
        """,
    "docs/data/statements/more.yml": """
        - id: statement
          kind: claim
          by: {unnamed: {en: a <b}}
          said: '2025'
          about: [forum]
          recorded: '2026-01-01'
          text: {en: a <b}
          note: {ru: а <b}
          quote:
            text: a <b
            lang: en
            translated: {ru: а <b}
          sources:
            - id: agency-on-forum
              note: {en: a <b}
          supported_by:
            - source: agency-on-forum
              note: {en: a <b}
          challenged_by:
            - statement: forum-met
              how: denies
              note: {en: a <b}
          revised:
            - date: '2026-02-01'
              what: {en: a <b}
          retracted:
            date: '2026-02-01'
            what: {en: a <b}
        """,
}


@pytest.mark.parametrize("file", RECORDS)
def test_no_text_of_a_record_looks_like_html(check: Check, file: str) -> None:
    """Every text of every kind of record, in its line: each would stand in the frame of a page, in feeds and in files.
    A sign that only compares or points is no HTML.
    """
    text = dedent(RECORDS[file]).lstrip("\n")
    suspect = [n for n, line in enumerate(text.split("\n"), start=1) if re.search("<[a-z/!?]", line, re.I)]
    found = [line for line in check({file: text}) if line.endswith("[raw-html]")]
    assert [int(line.split(":")[1]) for line in found if line.startswith(f"{file}:")] == suspect
    assert suspect


def test_html_in_a_record_is_shown_with_the_way_out(check: Check) -> None:
    """What a reader would take for plain words is named with what may stand instead."""
    assert check(swap(ACADEMY, "en: Academy of Sciences", 'en: "R&D <draft>"')) == [
        f"{ACADEMY}:1: error: '<draft>' looks like HTML — write it without `<`: (draft), ‹draft›, less than [raw-html]"
    ]


# --- code -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\n<script>", "code-fence"),
        ("````\n<b>\n```", "code-fence"),
        ("```\n<b>\n~~~", "code-fence"),
        ("``` {.x onclick=alert(1)}\ncode\n```", "code-fence"),
        ("``` html hl_lines='1'\ncode\n```", "code-fence"),
        ("a ` b", "code-span"),
        ("a `b\nc` d", "code-span"),
        ("a `` b ` c", "code-span"),
        (r"\`<b onclick=alert(1)>\`", "code-span"),
        (r"\\`a` <b> `b`", "code-span"),
        (" ```\n<b>\n ```", "code-span"),
    ],
)
def test_what_markdown_might_not_take_for_code_is_refused(text: str, code: str) -> None:
    """Fences that are open, unequal, indented or hold attributes, and backticks that are lone, escaped or far apart."""
    assert code in codes(text)


@pytest.mark.parametrize(
    "text", ["`a`", "``a ` b``", "`a` and `b`", "```\n`\n```", "~~~yaml\n```\n~~~", "``` .python\n```  ", "it’s"]
)
def test_plain_code_passes(text: str) -> None:
    """Spans within a line and fences with a language, whatever they hold."""
    assert codes(text) == set()


# --- links ----------------------------------------------------------------------------------------------------------

UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "\u00a0javascript:alert(1)",
    "javascript: alert(1)",
    "<javascript:alert(1)>",
    "data:text/html,<script>",
    "DATA:text/html;base64,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:x",
    "ftp://daily.example/x",
    "//daily.example/x",
    r"\\daily.example",
    r"/\daily.example",
]
FORMS = [
    "[a]({})",
    "[a\nb]({})",
    "[a [b [c]]]({})",
    "![a]({})",
    "[a]({} 'title')",
    "[a][b]\n\n[b]: {}",
    "[b]\n\n[b]:\n{}",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("target", UNSAFE)
def test_an_unsafe_link_is_refused_in_every_form(form: str, target: str) -> None:
    """Scripts, data and foreign schemes: plain, in references, over lines, hidden by case, blanks and entities."""
    assert "link-unsafe" in codes(form.format(target))


@pytest.mark.parametrize("target", ["<javascript:alert(1)>", "<JAVASCRIPT:alert(1)>", "<data:text/html,x>"])
def test_an_unsafe_autolink_is_refused(target: str) -> None:
    """An address between angle brackets is https, http or mailto."""
    assert "link-unsafe" in codes(target)


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://daily.example/javascript:x)",
        "[a](HTTP://daily.example)",
        "[a](mailto:desk@daily.example)",
        "[a](page.md#data:x)",
        "[a](#javascript)",
        "The data: see `javascript:x`",
        "[a] (javascript: no link)",
        "[^1]: Note: the words of a footnote\n",
        "<https://daily.example>",
    ],
)
def test_a_safe_link_passes(text: str) -> None:
    """Addresses and paths that only look alike, text with colons, footnotes."""
    assert codes(text) == set()


def test_an_unsafe_link_is_shown_in_its_line(check: Check) -> None:
    """The line names the address as it is written."""
    lines = check(more(INDEX_EN, "\nMore\n[x](javascript:alert) here\n") | more(INDEX_RU, "\nЕщё\n"))
    assert [line for line in lines if "link-unsafe" in line] == [
        f"{INDEX_EN}:8: error: the link 'javascript:alert' is not allowed — use an https address or a relative path "
        "[link-unsafe]"
    ]


# --- attributes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "braces",
    [
        "{ onclick=alert(1) }",
        "{ONCLICK=alert(1)}",
        "{: onclick='alert(1)' }",
        '{ #id .class onclick="alert(1)" }',
        "{ style=color:red }",
        '{ title="}" onclick="alert(1)" }',
        "{onclick=alert(1)//{} }",
        "{ .a }{ onclick=x }",
        "{ href=javascript:x }",
        "{ hidden }",
        '{ lang="ru" onclick=x }',
        "{1, 2}",
        "{ #ид }",
        "{ .md-overlay }",
        "{: .class #id }",
    ],
)
@pytest.mark.parametrize("text", ["*word*{}", "## Heading {}", "Words\n{}", "| a {} |\n| - |", "- item\n{}"])
def test_an_unsafe_attribute_is_refused(text: str, braces: str) -> None:
    """Events, styles and all other attributes, in quotes or not, behind nested or closed braces, on any element."""
    assert "attribute-unsafe" in codes(text.replace("{}", braces))


@pytest.mark.parametrize(
    "braces", ["{ #id }", "{#id}", "{: #id lang=ru }", "{lang=ru}", '{ lang="be" }', "{", "} {", "`{x}`"]
)
def test_a_safe_attribute_passes(braces: str) -> None:
    """Ids and languages; a lone brace and code are no attributes."""
    assert codes(f"*word*{braces}") == set()


def test_an_unsafe_attribute_is_shown_in_its_line(check: Check) -> None:
    """The line names the braces and what may stand in them."""
    assert check(more(INDEX_EN, "\nMore\n*and*{ onclick=x } more\n") | more(INDEX_RU, "\nЕщё\n")) == [
        f"{INDEX_EN}:8: error: the attributes '{{ onclick=x }}' are not allowed — "
        "use only {#id} or {lang=ru}; put other braces between backticks [attribute-unsafe]"
    ]


# --- disguises ------------------------------------------------------------------------------------------------------


def test_a_word_in_two_scripts_is_spelled_out(check: Check) -> None:
    """A Latin «a» within a Cyrillic word is named letter by letter, in records and in prose."""
    lines = check(
        swap(ACADEMY, "ru: Академия.", "ru: Нaука.") | more(INDEX_RU, "\nHау́ка\n") | more(INDEX_EN, "\nScience\n")
    )
    assert lines == [
        f"{ACADEMY}:2: error: 'Нaука' mixes Latin and Cyrillic letters: "
        "Н=Cyrillic a=Latin у=Cyrillic к=Cyrillic а=Cyrillic — type the word again in one alphabet [mixed-script]",
        f"{INDEX_RU}:7: error: 'Hау' mixes Latin and Cyrillic letters: "
        "H=Latin а=Cyrillic у=Cyrillic — type the word again in one alphabet [mixed-script]",
    ]


def test_a_title_in_front_matter_is_looked_at_too(check: Check) -> None:
    """Search and readers meet the title as well."""
    (mixed,) = check(swap(INDEX_RU, "Начало", "Hачало"))
    assert mixed.startswith(f"{INDEX_RU}:2: error: 'Hачало' mixes")
    (hidden,) = check(swap(INDEX_RU, "Начало", '"На\u200bчало"'))
    assert hidden.startswith(f"{INDEX_RU}:2: error: a hidden character U+200B")


@pytest.mark.parametrize(
    "text", ["Беларусь Belarus", "IT-сектор", "AI Journey’а", "GPT-4 и 5G", "«Sber»овский", "m²", "Ё"]
)
def test_words_of_either_script_side_by_side_pass(check: Check, text: str) -> None:
    """Only one word in two scripts is a fault."""
    assert not [line for line in check(swap(ACADEMY, "ru: Академия.", f"ru: '{text}'")) if "[mixed-script]" in line]


@pytest.mark.parametrize("word", ["fοrum", "Fοrum", "ѕԁ\u0251y", "Cһеrοkее", "\u13a0cademy", "fo\ua731um"])
def test_letters_of_a_third_alphabet_do_not_stand_in_a_word(check: Check, word: str) -> None:
    """A Greek omicron looks like an o, a Cherokee letter like a D."""
    (line,) = check(swap(SOURCES, "A forum in Minsk", f"A {word} in Minsk"))
    assert line.startswith(f"{SOURCES}:10: error: '{word}' mixes letters of several alphabets: ")


@pytest.mark.parametrize("word", ["\U0001d41f\U0001d428rum", "ｆｏｒｕｍ", "ⓕorum", "\U0001f130"])
def test_letters_in_disguise_are_refused(check: Check, word: str) -> None:
    """Bold ones of mathematics, wide ones, those in circles: a reader sees the word and no search finds it."""
    (line,) = check(swap(SOURCES, "A forum in Minsk", f"A {word} in Minsk"))
    assert line.startswith(f"{SOURCES}:10: error: '{word[0]}' (U+{ord(word[0]):04X}) is a letter in disguise")


def test_words_of_another_alphabet_stand_by_themselves(check: Check) -> None:
    """A Greek word in a Russian text, a Polish name, a formula."""
    assert check(swap(SOURCES, "A forum in Minsk", "Η Ελλάδα и Żółć, 5 µm, β-версия, № 1")) == []


@pytest.mark.parametrize(
    "character",
    [
        *("\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060"),
        *("\u00ad", "\ufeff", "\u2028", "\u2029", "\x7f", "\x9b", "\U000e0041"),
        *("\u034f", "\u115f", "\u180b", "\u3164", "\uffa0", "\U000e0100", "\ufffe", "\uffff"),
        *(
            "\u2800",
            "\u1680",
            "\u2003",
            "\u200a",
            "\u3000",
            "\ufe0f",
            "\U0001d173",
            "\U0001bca0",
            "\U000110bd",
            "\u06dd",
        ),
        *("\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffc", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff"),
    ],
)
def test_a_hidden_character_is_refused_everywhere(check: Check, character: str) -> None:
    """Direction marks, zero-width and control characters and soft hyphens, in records, prose and code."""
    assert check(swap(SOURCES, "A forum in Minsk", f'"A for\\U{ord(character):08X}um"')) == [
        f"{SOURCES}:10: error: a hidden character U+{ord(character):04X} stands in the text — "
        "delete it and type the text again [hidden-character]"
    ]
    for words in (f"Mo{character}re", f"`Mo{character}re`", f"```\nMo{character}re\n```"):
        assert {problem.code for problem in refusals(words)} == {"hidden-character"}


def test_a_pile_of_marks_on_a_letter_is_refused(check: Check) -> None:
    """They would rise over the lines around it; what languages write passes."""
    (line,) = check(swap(SOURCES, "A forum in Minsk", r'"A fo\u0301\u0301\u0301\u0301rum"'))
    assert line.startswith(f"{SOURCES}:10: error: a letter bears a pile of marks")
    assert codes("Vie\u0323\u0302t, \u1f84, e\u0301") == set()


def test_a_control_character_does_not_hide_a_tag() -> None:
    """Markdown drops U+0002 and U+0003 from the text before it looks for HTML."""
    assert codes("<\x02script>alert(1)") == {"hidden-character", "html-unsafe"}


# --- what all rules together promise --------------------------------------------------------------------------------


class Harm(HTMLParser):
    """Collects whatever in a page of HTML could run, load or dress up something."""

    TAGS = frozenset(
        (
            *(
                "p",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "ul",
                "ol",
                "li",
                "a",
                "em",
                "strong",
                "code",
                "pre",
                "hr",
                "br",
            ),
            *("table", "thead", "tbody", "tr", "td", "th", "details", "summary", "dl", "dt", "dd", "blockquote", "img"),
            *("sup", "div", "abbr", "kb-cite", "kb-statement"),
        )
    )
    SCHEMES = frozenset({"http", "https", "mailto"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.TAGS:
            self.found.append(tag)
        self.found += [(tag, name, value) for name, value in attrs if self._harms(name, value or "")]

    def _harms(self, name: str, value: str) -> bool:
        if name in ("href", "src"):
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value), re.I)
            return scheme is not None and scheme[1].lower() not in self.SCHEMES
        return name.startswith("on") or (name == "style" and not value.startswith("text-align: "))

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def markdown() -> Markdown:
    """Markdown with the extensions of mkdocs.yml, and those that MkDocs adds by itself."""
    settings_of_site = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    names = [name if isinstance(name, str) else next(iter(name)) for name in settings_of_site["markdown_extensions"]]
    return Markdown(
        extensions=[*dict.fromkeys(["tables", "fenced_code", *names]), CitationExtension(), StatementExtension()]
    )


MARKDOWN = markdown()


def harm_of(text: str) -> list[object]:
    return Harm(MARKDOWN.reset().convert(text)).found


def scraps(*parts: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), min_size=1, max_size=10).map("".join)


CODE = scraps(
    *("`", "``", "```\n", "~~~\n", "````\n", "``` x\n", "```{.a}\n", "``` {.a onclick=x}\n", " ```\n", "```\t\n", "\n"),
    *("\n\n", "<b onclick=x>", "<script>\n", "a", "\\", "\\`", "    ", "- ", "> ", "|"),
)
BRACES = scraps(
    *(
        "{",
        "}",
        "{: ",
        " ",
        " onclick=x ",
        "onclick='x'",
        'onclick="x"',
        ".a",
        "#b",
        "lang=ru",
        "*x*",
        "`c`",
        "\n",
        "# ",
    ),
    *("- ", "|", "a", "'", '"', "{ .a }", "[x](y)"),
)
BLOCKS = scraps(
    *(
        "/// details | t\n",
        "/// statement | a\n",
        "///\n",
        "//// details | t\n",
        "/// Details | t\n",
        " /// details | t\n",
    ),
    *(
        "    attrs: {onclick: x}\n",
        "    attrs:\n",
        "        onclick: x\n",
        "    ? attrs\n",
        "    open: true\n",
        "\n",
        "- ",
    ),
    *("> ", "a\n", "    ", "\tattrs: {onclick: x}\n", '    "\\x61ttrs": {onclick: x}\n', "---\n"),
)
LINKS = scraps(
    *(
        "[x](",
        "[x]",
        "[x][y]",
        "\n[y]: ",
        "javascript:1",
        "JaVa",
        "Script:1",
        "java&#115;cript&colon;1",
        "<",
        ">",
        ")",
        "(",
    ),
    *(
        " ",
        "\n",
        "\n\n",
        "\u2003",
        "\xa0",
        "\\",
        '"t"',
        "[",
        "]",
        "![",
        "https://a",
        "data:x",
        "&Tab;",
        "<https://a>",
        "#",
        "`",
        "> ",
        "- ",
        "    ",
        "[]: ",
        "[^1]: ",
        "[@a]",
    ),
)
HTML = scraps(
    *(
        "<",
        ">",
        "<b",
        "</b>",
        "<script>",
        "<!--",
        "-->",
        "<!x>",
        "<?x",
        "<![CDATA[",
        "<https://a",
        "<a@b.c>",
        "onclick=x",
    ),
    *(" ", "\n", "\x02", "\x03", "&lt;", "\\", "a", "`", "    ", "*", "[", "](x)", "*[HTML]: ", "[^1]: ", "[^1]"),
    *("[^a", "]: ", "<mailto:", "/onclick=x>", "{ onclick=x }", "@b>", "/// details | t\n", "///\n"),
)


@settings(max_examples=15 * settings.default.max_examples)
@given(CODE | BRACES | BLOCKS | LINKS | HTML)
def test_what_the_rules_let_through_renders_to_harmless_html(text: str) -> None:
    """No scraps of Markdown, put together at random, become a script, an event, a style or an unsafe link."""
    assume(not refusals(text))
    assert harm_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "*a*{ onclick=x }",
        "[a](javascript:x)",
        "/// details | t\n    attrs: {onclick: x}\n///",
        "``` {.a onclick=x}\nb\n```",
        "<\x02script>",
        "{onclick=alert(1)//{} }",
    ],
)
def test_the_promise_is_worth_something(text: str) -> None:
    """Without the rules each of these would do harm: the test above would see it."""
    assert harm_of(f"*a*{text}" if text.startswith("{") else text) and refusals(text)


def test_every_rule_of_safety_is_in_that_promise() -> None:
    """A new rule of safety is tested with the others."""
    of_text = {safety.one_script_a_word}
    assert {check for check in CHECKS if check.__module__ == safety.__name__} == {*RULES, *of_text} - {
        blocks.blocks,
        rendered.as_rendered,
    }


@pytest.mark.parametrize(
    "reference", ["&#x202e;", "&#8203;", "&rlm;", "&ZeroWidthSpace;", "&#7;", "&#x1b;", "&#xFFFE;"]
)
def test_a_hidden_character_is_none_the_less_for_a_reference(check: Check, reference: str) -> None:
    """Markdown passes it on to the page."""
    (line,) = check(more(INDEX_EN, f"\nThe forum met{reference}.\n"))
    assert "a hidden character U+" in line and line.endswith("[hidden-character]")


@pytest.mark.parametrize("reference", ["&amp;", "&lt;", "&nbsp;", "&#8212;", "&#10;", "AT&T;", "&#99999999;"])
def test_other_references_are_what_they_stand_for(check: Check, reference: str) -> None:
    assert check(more(INDEX_EN, f"\nThe forum met{reference}.\n")) == []
