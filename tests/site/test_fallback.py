"""A page that is written in one language only shows that one in the other, and says so to readers and machines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from kbase.core.records.model import LANGUAGES
from tests.conftest import ROOT

from .conftest import build_in, copy_of_repository

ENGLISH_ONLY, RUSSIAN_ONLY, PICTURED = "agreements/edict-135-2025", "about/method", "actors/bisr"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy of the repository in which one page has lost its Russian text, another its English one."""
    copy = copy_of_repository(tmp_path_factory.mktemp("fallback"))
    (copy / f"docs/ru/{ENGLISH_ONLY}.md").unlink()
    (copy / f"docs/en/{RUSSIAN_ONLY}.md").unlink()
    shutil.copy(ROOT / ".github/readme.png", copy / "docs/assets/photo.png")
    for language in LANGUAGES:
        with (copy / f"docs/{language}/{PICTURED}.md").open("a", encoding="utf-8") as page:
            page.write("\n![A photo](../../assets/photo.png) [@bisr-ai-harmonize]\n")
    ran = build_in(copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return copy / "site"


@pytest.mark.parametrize(
    ("at", "original", "language"),
    [(f"ru/{ENGLISH_ONLY}", ENGLISH_ONLY, "en"), (RUSSIAN_ONLY, f"ru/{RUSSIAN_ONLY}", "ru")],
)
def test_a_missing_translation_is_named_and_marked(site: Path, at: str, original: str, language: str) -> None:
    page = html.parse(str(site / at / "index.html")).getroot()
    address = f"https://example.org/kb/{original}/"
    assert page.get("lang") != language
    assert page.find_class("kb-fallback")[0].text_content().strip()
    assert page.find_class("kb-prose")[0].get("lang") == language
    assert page.find(".//link[@rel='canonical']").get("href") == address
    found = {e.get("hreflang"): e.get("href") for e in page.iter("link") if e.get("hreflang")}
    assert found == {language: address, "x-default": address}


def test_the_sitemap_lists_a_page_in_its_own_language_only(site: Path) -> None:
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>https://example.org/kb/{ENGLISH_ONLY}/</loc>" in listed
    assert f"https://example.org/kb/ru/{ENGLISH_ONLY}/" not in listed


@pytest.mark.parametrize(("at", "up"), [(PICTURED, "../../"), (f"ru/{PICTURED}", "../../../")])
def test_a_picture_of_docs_assets_shows_in_both_languages(site: Path, at: str, up: str) -> None:
    """There is one file of it, and both languages show that one."""
    (picture,) = html.parse(str(site / at / "index.html")).getroot().findall(".//img")
    assert picture.get("src") == f"{up}assets/photo.png"
    assert (site / "assets/photo.png").is_file()
