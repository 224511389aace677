"""The files of data and the feeds that stand beside the pages, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kbase.core.records.model import LANGUAGES
from kbase.exports.feeds import FILE as FEED
from kbase.exports.feeds import all_feeds, of_entity
from kbase.site.downloads import DATA
from pages import page_path
from records import EXPORTS, SNAPSHOT, site_of


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Event: a language is built. Priority -100, and only when static-i18n is through: once, after the pages."""
    if config.plugins["i18n"].building:
        return
    files = {f"{DATA}/{name}": content for name, content in config.extra[EXPORTS].items()}
    if not site_of(config).is_copy:
        for language in LANGUAGES:
            files |= all_feeds(config.extra[SNAPSHOT], language)
    for name, content in files.items():
        file = Path(config.site_dir) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@event_priority(-120)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Event: the template is about to be rendered. Priority -120: after `languages`, which makes the words of a page.

    A page names its own feed if it has one, else that of everything.
    """
    kb, path = context["kb"], page_path(page.file)
    if not site_of(config).is_copy:
        entity = path.rpartition("/")[2]
        is_entity = entity in (base := site_of(config).base).entities and base.path_of(entity) == path
        own = is_entity and of_entity(config.extra[SNAPSHOT], entity)
        kb["feed"] = FEED if own else "../" * site_of(config).addresses.address(path).count("/") + FEED
    return context
