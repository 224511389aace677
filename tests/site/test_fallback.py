"""A page that is written in one language only shows that one in the other, and says so to readers and machines."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from .conftest import build_in, copy_of_repository

ENGLISH_ONLY, RUSSIAN_ONLY = "agreements/edict-135-2025", "about/method"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy of the repository in which one page has lost its Russian text, another its English one."""
    copy = copy_of_repository(tmp_path_factory.mktemp("fallback"))
    (copy / f"docs/ru/{ENGLISH_ONLY}.md").unlink()
    (copy / f"docs/en/{RUSSIAN_ONLY}.md").unlink()
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
    found = {e.get("hreflang"): e.get("href") for e in page.iter("link") if e.get("rel", "").strip() == "alternate"}
    assert found == {language: address, "x-default": address}


def test_the_sitemap_lists_a_page_in_its_own_language_only(site: Path) -> None:
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>https://example.org/kb/{ENGLISH_ONLY}/</loc>" in listed
    assert f"https://example.org/kb/ru/{ENGLISH_ONLY}/" not in listed
