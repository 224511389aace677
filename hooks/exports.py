"""The files of data that stand beside the pages, for other programs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from presentation.downloads import DATA
from records import EXPORTS


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Event: a language is built. Priority -100, and only when static-i18n is through: once, after the pages."""
    if config.plugins["i18n"].building:
        return
    for name, content in config.extra[EXPORTS].items():
        file = Path(config.site_dir) / DATA / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
