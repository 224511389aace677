"""What is written in one language only shows that one in the other, and says so to readers and machines."""

from __future__ import annotations

import pytest

from tests.conftest import Built

from .conftest import BEHIND, ENGLISH_ONLY, PICTURED, RUSSIAN_ONLY, UNTRANSLATED


@pytest.mark.parametrize(
    ("at", "original", "language"),
    [(f"ru/{ENGLISH_ONLY}/", ENGLISH_ONLY, "en"), (f"{RUSSIAN_ONLY}/", f"ru/{RUSSIAN_ONLY}", "ru")],
)
def test_a_missing_translation_is_named_and_marked(uneven: Built, at: str, original: str, language: str) -> None:
    page = uneven.pages[at]
    address = f"https://example.org/kb/{original}/"
    assert page.get("lang") != language
    assert page.find_class("kb-fallback")[0].text_content().strip()
    assert page.find_class("kb-prose")[0].get("lang") == language
    assert page.find(".//link[@rel='canonical']").get("href") == address
    found = {e.get("hreflang"): e.get("href") for e in page.iter("link") if e.get("hreflang")}
    assert found == {language: address, "x-default": address}


def test_the_sitemap_lists_a_page_in_its_own_language_only(uneven: Built) -> None:
    listed = (uneven.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>https://example.org/kb/{ENGLISH_ONLY}/</loc>" in listed
    assert f"https://example.org/kb/ru/{ENGLISH_ONLY}/" not in listed


def test_a_section_that_is_behind_names_the_other_language_and_leads_there(uneven: Built) -> None:
    (note,) = uneven.pages[f"ru/{BEHIND}/"].find_class("kb-fallback")
    assert "Английский текст этого раздела изменён позже" in note.text_content()
    assert note.find(".//a").get("href") == f"../../../{BEHIND}/#what-he-said"
    assert uneven.pages[f"{BEHIND}/"].find_class("kb-fallback") == []


def test_an_untranslated_statement_says_so_on_its_own_page(uneven: Built) -> None:
    page = uneven.pages[f"ru/statements/{UNTRANSLATED}/"]
    assert page.find_class("kb-statement")[0].text_content().startswith("Two officials")
    assert "не переведено" in page.find_class("kb-fallback")[0].text_content()


@pytest.mark.parametrize(("at", "up"), [(f"{PICTURED}/", "../../"), (f"ru/{PICTURED}/", "../../../")])
def test_a_picture_of_docs_assets_shows_in_both_languages(uneven: Built, at: str, up: str) -> None:
    """There is one file of it, and both languages show that one."""
    (picture,) = uneven.pages[at].findall(".//img")
    assert picture.get("src") == f"{up}assets/photo.png"
    assert (uneven.folder / "assets/photo.png").is_file()
