"""Mends what validators and keyboards find wrong with the theme's own page frame, which no block or partial reaches."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from kbase.wording.catalogue import Catalogue

REPAIRS = (
    # HTML allows autocomplete on text-like inputs only; these two are checkboxes.
    (r'type="checkbox" id="__drawer" autocomplete="off"', 'type="checkbox" id="__drawer"'),
    (r'type="checkbox" id="__search" autocomplete="off"', 'type="checkbox" id="__search"'),
    # What of the palette is needed is in our own style.
    (r'<link rel="stylesheet" href="[^"]*palette\.[0-9a-f]{8}\.min\.css">', ""),
    # The way past the frame leads to the first heading below the title, and is left out where there is none.
    (r'(<div data-md-component="skip">).*?(</div>)', r'\1<a href="#__content" class="md-skip">{skip}</a>\2'),
    (r'<article class="md-content__inner', '<article id="__content" class="md-content__inner'),
)
"""What the theme writes → what it should write. Each must be found once, or the theme has changed."""


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Event: the page is rendered. Here because the frame is whole only now."""
    skip = Catalogue(config.plugins["i18n"].current_language or "en")("page.skip")
    for wrong, right in REPAIRS:
        output, found = re.subn(wrong, right.replace("{skip}", skip), output, flags=re.S)
        if found != 1:
            cure = "look at REPAIRS in hooks/theme_repairs.py"
            raise PluginError(f"the theme no longer writes {wrong!r} once (on {page.file.src_uri}): {cure}")
    return output
