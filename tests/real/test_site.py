"""What the site of the real base promises: every page is light, its links hold, and a browser finds no fault."""

from __future__ import annotations

import re
from random import Random

import pytest
from playwright.sync_api import Browser

from kbase.core.base import KnowledgeBase
from kbase.measures.browsing import SCHEMES, examine
from kbase.measures.weight import BUDGET, Weight, heaviest_of_each_kind, weigh
from kbase.page.theme_style import is_absent
from tests.built_pages import broken_links, doubled_ids
from tests.conftest import Built
from tests.repositories import ROOT

SAMPLE = 1
"""Kinds of page that are examined in every run in each colour scheme; `kb.py test --all` examines all of them."""


@pytest.fixture(scope="module")
def weights(real_site: Built) -> list[Weight]:
    return weigh(real_site.folder)


def test_every_record_and_statement_has_a_page_in_both_languages(real_site: Built, real_base: KnowledgeBase) -> None:
    paths = [*map(real_base.path_of, real_base.entities), *(f"statements/{i}" for i in real_base.statements)]
    assert {f"{prefix}{path}/" for prefix in ("", "ru/") for path in paths} - set(real_site.pages) == set()


def test_no_first_view_is_heavier_than_its_budget(weights: list[Weight]) -> None:
    assert [weight for weight in weights if weight.total > BUDGET] == []


def test_no_page_needs_a_rule_of_the_themes_style_that_is_left_out(real_site: Built) -> None:
    """Nor do our scripts make an element that would."""
    classes = {name for page in real_site.pages.values() for name in " ".join(page.xpath("//@class")).split()}
    scripts = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "docs/assets").glob("*.js"))
    assert {name for name in {*classes, *re.findall(r"[\w-]+", scripts)} if is_absent(name)} <= {"keys", "critic"}
    assert {name for name in classes if is_absent(name)} == set()


def test_links_and_anchors_lead_somewhere(real_site: Built) -> None:
    assert broken_links(real_site) == []


def test_ids_are_unique_on_every_page(real_site: Built) -> None:
    assert doubled_ids(real_site) == {}


@pytest.mark.parametrize("kinds", [SAMPLE, pytest.param(None, marks=pytest.mark.slow)], ids=["a sample", "all"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_heaviest_pages_have_no_fault(
    browser: Browser, real_address: str, weights: list[Weight], scheme: str, kinds: int | None
) -> None:
    """axe, layout shift, console, failed and foreign requests. The sample of a scheme is the same in every run."""
    heaviest = [weight.address for weight in heaviest_of_each_kind(weights)]
    chosen = heaviest if kinds is None else Random(scheme).sample(heaviest, kinds)
    assert [finding for finding in examine(browser, real_address, chosen, [scheme]) if finding.is_bad] == []


@pytest.mark.slow
def test_the_heaviest_pages_do_not_scroll_sideways(browser: Browser, real_address: str, weights: list[Weight]) -> None:
    """On a phone of 320 pixels (WCAG 2.2, 1.4.10)."""
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    too_wide = []
    for weight in heaviest_of_each_kind(weights):
        page.goto(real_address + weight.address)
        too_wide += [weight.address] if page.evaluate("document.scrollingElement.scrollWidth") > 320 else []
    context.close()
    assert too_wide == []
