"""Tells every page of its other language: the switch, the alternates in the head, the notice where one is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from assets import KEY as SEARCH_FILES
from kbase.core.pages.paths import THIS_COPY
from kbase.site.addresses import PREFIX
from kbase.wording.catalogue import Catalogue
from pages import page_path
from records import site_of


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Event: the template is about to be rendered. Priority -100: after static-i18n's own context."""
    site, path = site_of(config), page_path(page.file)
    language = config.plugins["i18n"].current_language
    address = site.addresses.address(path)
    other = "en" if language == "ru" else "ru"
    here = PREFIX[language] + address
    words = Catalogue(language)
    context["kb"] = {
        "address": f"{config.site_url or ''}{PREFIX[language]}{site.published.address(path)}",
        "root": "../" * here.count("/") or "./",
        "manifest": "../" * address.count("/") + "app.webmanifest" if not site.is_copy else "",
        "about_copy": site.addresses.link(THIS_COPY, path) if site.is_copy else "",
        "words": words,
        "changed": _day(page, "git_revision_date", words),
        "updated": _day(page, "git_site_revision_date", words),
        "language": language,
        "other": other,
        "find": site.addresses.link("reference/index", path),
        "search": config.extra[SEARCH_FILES],
        "switch": "../" * here.count("/") + (PREFIX[other] + address or "./"),
        "alternates": alternates(config, path),
        "is_fallback": site.prose_language(path, language) == other,
    }
    return context


def alternates(config: MkDocsConfig, path: str) -> list[tuple[str, str]]:
    """Each language in which a page is written with its published address there, English first."""
    site = site_of(config)
    address = site.published.address(path)
    return [(language, f"{config.site_url or ''}{PREFIX[language]}{address}") for language in site.languages_of(path)]


def _day(page: Page, name: str, words: Catalogue) -> str:
    """A date that git-revision-date-localized found, in the words of the page's language; empty where it has none."""
    iso = page.meta.get(f"{name}_localized_raw_iso_date")
    return words.day(date.fromisoformat(iso)) if iso else ""
