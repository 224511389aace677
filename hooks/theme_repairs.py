"""Mends what validators reject in the theme's own page frame, which no block or partial gives access to."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

REPAIRS = (
    # HTML allows autocomplete on text-like inputs only; these two are checkboxes (twice in base.html).
    ('type="checkbox" id="__drawer" autocomplete="off"', 'type="checkbox" id="__drawer"'),
    ('type="checkbox" id="__search" autocomplete="off"', 'type="checkbox" id="__search"'),
)
"""What the theme writes → what it should write. Each must be found, or the theme has changed."""


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Event: the page is rendered. Here because the frame is whole only now."""
    for wrong, right in REPAIRS:
        if wrong not in output:
            cure = "look at REPAIRS in hooks/theme_repairs.py"
            raise PluginError(f"the theme no longer writes {wrong!r} (on {page.file.src_uri}): {cure}")
        output = output.replace(wrong, right)
    return output
