"""The manifest of the installable app."""

from __future__ import annotations

import json

from kbase.site.addresses import PREFIX
from kbase.wording.catalogue import Catalogue

MANIFEST = "app.webmanifest"
PAPER = "#fbfaf7"
ICON_SIZES = (192, 512)


def _icon(address: str, size: int) -> dict[str, str]:
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png"}


def web_manifest(words: Catalogue, root: str) -> str:
    """The web app manifest in one language of a site whose root is at the path `root` of its host.

    Browsers know an app by its `id`, which they read from the root of the host: it names the site's path and the
    language, so that neither the other language nor another such site is taken for the same app. Its scope is that of
    its language: what lies in the scope of an app that is installed is not offered as another one.
    """
    prefix = PREFIX[words.language]
    up = "../" * prefix.count("/") or "./"
    fields = {
        "name": words("site.name"),
        "short_name": words("site.short"),
        "description": words("site.tagline"),
        "lang": words.language,
        "start_url": "./",
        "scope": "./",
        "id": root + prefix,
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon(f"{up}assets/icon-{size}.png", size) for size in ICON_SIZES],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
