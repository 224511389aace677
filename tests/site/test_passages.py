"""A link to a source leads to the words that carry it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from kbase.measures.browsing import served
from kbase.site.passages import leading_to


def test_an_address_leads_to_the_words_of_a_passage() -> None:
    """By the grammar of text directives, of which comma, hyphen and ampersand are signs."""
    there = leading_to("https://daily.example/1?a=b", "one, two-three & four", before="a-b", after="c")
    assert there == "https://daily.example/1?a=b#:~:text=a%2Db-,one%2C%20two%2Dthree%20%26%20four,-c"
    assert leading_to("https://daily.example/1#part", "слово") == (
        "https://daily.example/1#part:~:text=%D1%81%D0%BB%D0%BE%D0%B2%D0%BE"
    )


def test_an_address_of_a_file_that_is_no_page_is_left_alone() -> None:
    assert leading_to("https://daily.example/1.PDF?a=b", "one") == "https://daily.example/1.PDF?a=b"


def test_a_browser_goes_to_the_words(browser: Browser, tmp_path: Path) -> None:
    """Those that stand after `before`, not the same ones higher up."""
    words = "<p>Приоритет — весы-гири, приборы</p>"
    page = f"<!doctype html><meta charset=utf-8><p>весы-гири, приборы</p>{'<br>' * 300}{words}{'<br>' * 300}"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with served(tmp_path) as root, browser.new_page() as shown:
        shown.goto(leading_to(root, "весы-гири, приборы", before="Приоритет —"))
        shown.wait_for_function("document.scrollingElement.scrollTop > 1000")
        assert 0 < shown.get_by_text("Приоритет").bounding_box()["y"] < shown.viewport_size["height"]
