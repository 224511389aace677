"""The styles that readers get: a browser understands every selector, property and value in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pytest
import tinycss2
from playwright.sync_api import Browser
from tinycss2.ast import AtRule, Node, ParseError, QualifiedRule

from tests.repositories import ROOT

SHEETS = sorted((ROOT / "docs/assets").glob("*.css"))
GROUPS = ("media", "supports")
"""The rules that hold other rules for elements."""

OF_ONE_ENGINE = ("-webkit-", "-moz-")
"""How names begin that Chromium need not know."""

UNKNOWN = """([selectors, declarations]) => [
    ...selectors.filter((text) => !CSS.supports(`selector(${text})`)),
    ...declarations.filter(([name, value]) => !CSS.supports(name, value)).map((pair) => pair.join(": ")),
]"""


def parts_of(nodes: Iterable[Node]) -> Iterator[str | tuple[str, str]]:
    """Selectors, and declarations as name and value, of rules however deep they are nested."""
    for node in nodes:
        assert not isinstance(node, ParseError), f"line {node.source_line}: {node.message}"
        if isinstance(node, QualifiedRule):
            yield from selectors_of(node)
        elif not isinstance(node, AtRule):
            yield node.name, tinycss2.serialize(node.value).strip()
        if isinstance(node, QualifiedRule) or getattr(node, "lower_at_keyword", "") in GROUPS:
            yield from parts_of(tinycss2.parse_blocks_contents(node.content, True, True))


def selectors_of(rule: QualifiedRule) -> Iterator[str]:
    """The selectors of a rule, which stand between commas."""
    for is_comma, nodes in groupby(rule.prelude, key=lambda node: node == ","):
        if not is_comma:
            yield tinycss2.serialize(nodes).strip()


def unknown(browser: Browser, text: str) -> list[str]:
    """What of a style sheet Chromium does not understand."""
    found = list(parts_of(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))
    selectors = [part for part in found if isinstance(part, str)]
    declarations = [part for part in found if not isinstance(part, str) and not part[0].startswith(OF_ONE_ENGINE)]
    page = browser.new_page()
    strange: list[str] = page.evaluate(UNKNOWN, [selectors, declarations])
    page.close()
    return strange


def test_chromium_understands_all_of_our_styles(browser: Browser) -> None:
    names = {"feed.css", "form.css", "knowledge.css", "pages.css", "pictures.css", "search.css", "tables.css"}
    assert {sheet.name for sheet in SHEETS} == names
    assert [part for sheet in SHEETS for part in unknown(browser, sheet.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        ("p { colr: red; }", ["colr: red"]),
        ("@media print { p { color: rad; } }", ["color: rad"]),
        ("p:hoover { color: red; }", ["p:hoover"]),
    ],
)
def test_a_mistake_would_be_found(browser: Browser, mistake: str, named: list[str]) -> None:
    assert unknown(browser, mistake) == named


def test_a_mistake_in_the_form_would_be_found(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="line 2"):
        unknown(browser, "p {\n color red; }")
