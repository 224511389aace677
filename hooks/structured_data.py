"""Every page says in JSON-LD what it is about."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kbase.exports.linked_data import page as described
from pages import page_path
from records import SNAPSHOT, site_of


@event_priority(-110)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Event: the template is about to be rendered. Priority -110: after `languages`, which makes the words of a page.

    A page that only copies have, or that shows the other language's text, is not described.
    """
    kb, path = context["kb"], page_path(page.file)
    if kb["alternates"] and not kb["is_fallback"] and not site_of(config).is_copy:
        node = described(config.extra[SNAPSHOT], path, kb["language"], page.meta["title"], page.meta["description"])
        kb["linked"] = as_script(node)
    return context


def as_script(node: dict[str, Any]) -> Markup:
    """The node as the content of a script element, which nothing in it can end."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
