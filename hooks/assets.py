"""Own styles and scripts carry their content's hash in their address, so that an old page never gets a new one, and are
published without their comments.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from kbase.files.web_app import as_published, versioned

SEARCH = {"script": "assets/search.js", "style": "assets/search.css"}
"""What loads only when the search is asked for."""

KEY = "search_files"
"""Where the addresses of those files lie in `config.extra`, below the root of the site."""


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Event: the settings are read, once a language with the same config: what has its hash already is left alone.

    Not in a copy that is read from a folder, where some systems take the query for a part of the file's name.
    """
    config.extra_css = [_address(config, path) for path in config.extra_css]
    for script in config.extra_javascript:
        script.path = _address(config, script.path)  # type: ignore[union-attr]  # mkdocs.yml has no plain strings
    config.extra[KEY] = {name: _address(config, path) for name, path in SEARCH.items()}
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Event: a language is built, and its files are written. Default priority: before the copies and lists are made."""
    for name in ("*.css", "*.js"):
        for file in (Path(config.site_dir) / "assets").glob(name):
            file.write_bytes(as_published(file.read_bytes()))


def _address(config: MkDocsConfig, path: str) -> str:
    if "?" in path or not config.use_directory_urls:
        return path
    return versioned(path, as_published((Path(config.docs_dir) / path).read_bytes()))
