"""Files of the whole site: the sitemap, the page for addresses that do not exist, what makes the site an app."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from kbase.files.web_app import MANIFEST, web_manifest
from kbase.site.addresses import PREFIX
from kbase.site.site import TEMPLATES, not_found_page, sitemap
from kbase.wording.catalogue import Catalogue
from languages import alternates
from records import site_of


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Event: a language is built. Priority -200, and only when static-i18n is through: once, at the very end.

    MkDocs writes both files once a language, so the last one would win: the sitemap would list Russian pages only.
    """
    if config.plugins["i18n"].building:
        return
    site, folder = site_of(config), Path(config.site_dir)
    listed = sitemap([alternates(config, path) for path in site.plans])
    (folder / "sitemap.xml").write_text(listed, encoding="utf-8")
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress(listed.encode(), mtime=0))
    root = urlsplit(config.site_url or "/").path or "/"
    shutil.copyfile(TEMPLATES / "sw.js", folder / "sw.js")
    for language, up in (("en", "./"), ("ru", "../")):
        file = folder / PREFIX[language] / MANIFEST
        file.write_text(web_manifest(Catalogue(language), up), encoding="utf-8")
    (folder / "404.html").write_text(not_found_page(root), encoding="utf-8")
