"""The search: marks the pages that are results, and runs Pagefind over the built site at the very end."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kbase.search.index_words import interface, names
from kbase.search.pagefind import Disagreement, make
from kbase.wording.catalogue import Catalogue
from pages import page_path
from records import site_of


@event_priority(-50)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Event: the prose has become HTML. Priority -50: after `pages` has set it among the parts of its record."""
    return site_of(config).with_search_words(page_path(page.file), config.plugins["i18n"].current_language, html)


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """Event: a language is built. Priority -300, and only when static-i18n is through: every page is written then."""
    if config.plugins["i18n"].building:
        return
    site = site_of(config)
    expected = {language: len(findables.by_path) for language, findables in site.findables.items()}
    files = {}
    for language, findables in site.findables.items():
        files[f"words-{language}.json"] = interface(language, Catalogue(language), site.addresses)
        files[f"names-{language}.json"] = names(findables)
    try:
        make(Path(config.site_dir), expected, files, packed=not config.use_directory_urls)
    except Disagreement as disagreement:
        raise PluginError(str(disagreement)) from None
