"""What happens to an address whose record has another id now: it leads on, in both languages and every edition."""

from __future__ import annotations

from posixpath import join, normpath

import pytest
from lxml import html

from kbase.core.base import KnowledgeBase
from kbase.core.pages.table import moved_pages
from tests.conftest import Built

PREFIXES = ("", "ru/")
MOVED = {
    "actors/scales-works": "actors/gauge-works",
    "reference/sources/scales-works": "reference/sources/gauge-works",
    "reference/glossary/term-indication": "reference/glossary/term-reading",
    "reference/sources/pattern-daily": "reference/sources/sample-daily",
    "statements/gauge-showed-503-units": "statements/reading-01",
}
"""Path that a page of the example had → the one that it has."""


def said(page: html.HtmlElement, name: str) -> str:
    """What a meta element of a page says."""
    return str(page.xpath(f"string(//meta[@name='{name}' or @http-equiv='{name}']/@content)"))


def test_every_page_of_a_renamed_record_has_one_at_its_former_address(base: KnowledgeBase, built: Built) -> None:
    """A source and a search have no page of their own."""
    assert moved_pages(base) == MOVED
    assert set(built.moved) == {f"{prefix}{path}/" for prefix in PREFIXES for path in MOVED}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_it_leads_to_the_record_at_once_and_by_a_link(built: Built, prefix: str) -> None:
    """Without a script; search engines are told the one address that counts."""
    for old, new in MOVED.items():
        page = built.moved[f"{prefix}{old}/"]
        delay, target = said(page, "refresh").split("; url=")
        assert delay == "0" and said(page, "robots") == "noindex" and not page.xpath("//script")
        assert page.xpath("//a/@href") == [target]
        assert normpath(join(f"{prefix}{old}/", target)) + "/" == f"{prefix}{new}/" in built.pages
        assert page.xpath("string(//link[@rel='canonical']/@href)").endswith(f"/{prefix}{new}/")
        assert page.xpath("string(//a)") in page.getroottree().getroot().text_content() and page.get("lang") in "en ru"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_it_keeps_to_the_policy_of_all_pages(built: Built, prefix: str) -> None:
    assert "default-src 'none'" in said(built.moved[f"{prefix}actors/scales-works/"], "Content-Security-Policy")


def test_anchors_that_were_published_go_on_leading_to_their_record(built: Built) -> None:
    """Of a statement where it is shown, of a source, a term and a search in their lists."""
    anchors = {
        "actors/hill-observatory/": "s-gauge-showed-503-units",
        "reference/statements/2025-2/": "s-gauge-showed-503-units",
        "reference/sources/sample-daily/": "daily-on-treaty",
        "reference/glossary/": "term-indication",
        "reference/not-found/": "search-metre",
    }
    assert [(at, id) for at, id in anchors.items() if not built.pages[at].xpath(f"//*[@id='{id}']")] == []


def test_the_feed_of_a_renamed_record_goes_on_at_its_former_address(built: Built) -> None:
    for prefix in PREFIXES:
        old, new = (built.folder / f"{prefix}actors/{id}/feed.xml" for id in ("scales-works", "gauge-works"))
        assert old.read_bytes() == new.read_bytes()


def test_no_search_engine_is_sent_to_a_former_address(built: Built) -> None:
    listed = (built.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "gauge-works" in listed and not any(f"/{old}/" in listed for old in MOVED)
