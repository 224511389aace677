"""What every built page promises: it is there, its links lead somewhere, and it asks nothing of other hosts."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import LANGUAGES
from tests.built_pages import broken_links, doubled_ids, links
from tests.conftest import Built

PREFIX = {"en": "", "ru": "ru/"}


def test_every_record_and_statement_has_a_page_in_both_languages(built: Built, base: KnowledgeBase) -> None:
    paths = [base.path_of(i) for i in base.entities] + [f"statements/{i}" for i in base.statements]
    wanted = {f"{PREFIX[language]}{path}/" for language in LANGUAGES for path in paths}
    assert wanted - set(built.pages) == set()


def test_both_languages_have_the_same_pages(built: Built) -> None:
    russian = {at.removeprefix("ru/") for at in built.pages if at.startswith("ru/")}
    english = {at for at in built.pages if not at.startswith("ru/")}
    assert russian == english


def test_a_page_is_as_new_as_what_it_shows(uneven: Built) -> None:
    """Statements were changed a day after the Markdown of these pages; terms and the texts about the site were not."""

    def changed(at: str) -> str:
        return " ".join(uneven.pages[at].find_class("kb-changed")[0].text_content().split())

    for at in ("", "reference/statements/", "reference/commitments/", "reference/statements/2025/", "about/labels/"):
        assert changed(at) == "Last change 26 November 2026", at
        assert changed(f"ru/{at}") == "Последнее изменение: 26 ноября 2026 г.", at
    for at in ("reference/glossary/", "reference/search/", "about/trust/"):
        assert changed(at) == "Last change 25 November 2026", at


def test_links_and_anchors_lead_somewhere(built: Built) -> None:
    assert broken_links(built) == []


def test_ids_are_unique_on_every_page(built: Built) -> None:
    assert doubled_ids(built) == {}


def test_pages_load_nothing_from_other_hosts(built: Built) -> None:
    foreign = []
    for at, page in built.pages.items():
        for element in page.iter("script", "img", "iframe", "source", "video"):
            if "//" in (element.get("src") or ""):
                foreign.append((at, element.get("src")))
        for element in page.iter("link"):
            loads = element.get("rel", "").split()[0] not in ("canonical", "alternate", "license")
            if loads and "//" in element.get("href", ""):
                foreign.append((at, element.get("href")))
    assert foreign == []


def test_all_files_that_pages_load_are_there(built: Built) -> None:
    missing = set()
    for at, page in built.pages.items():
        loaded = [*links(page, "src", ("script", "img")), *links(page, "href", ("link",))]
        for link in loaded:
            if not (built.folder / posixpath.normpath(posixpath.join(at or ".", urlsplit(link).path))).exists():
                missing.add(link)
    assert missing == set()


def test_every_page_says_its_language_its_title_and_what_it_is_about(built: Built) -> None:
    wrong = []
    for at, page in built.pages.items():
        language = "ru" if at.startswith("ru/") else "en"
        described = page.find(".//meta[@name='description']")
        said = page.get("lang") == language and page.findtext(".//title") and len(page.findall(".//h1")) == 1
        if not said or described is None or not described.get("content", "").strip():
            wrong.append(at)
    assert wrong == []


def test_every_page_names_both_languages_by_absolute_address(built: Built) -> None:
    """A page that is written in one language names that one only: see `test_fallback`."""
    root = "https://example.org/kb/"
    for at, page in built.pages.items():
        path = at.removeprefix("ru/")
        found = {e.get("hreflang"): e.get("href") for e in page.iter("link") if e.get("hreflang")}
        assert found == {"en": root + path, "ru": root + "ru/" + path, "x-default": root + path}


def test_the_switch_leads_to_the_same_page_in_the_other_language(built: Built) -> None:
    for at, page in built.pages.items():
        (switch,) = page.find_class("kb-switch")
        to = posixpath.normpath(posixpath.join(at or ".", switch.get("href")))
        other = at.removeprefix("ru/") if at.startswith("ru/") else "ru/" + at
        assert (to + "/").removeprefix("./") == other
