"""The manifest of the installable app."""

from __future__ import annotations

import json

from kbase.wording.catalogue import Catalogue

MANIFEST = "app.webmanifest"
PAPER = "#fbfaf7"
ICON_SIZES = (192, 512)


def _icon(address: str, size: int) -> dict[str, str]:
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png"}


def web_manifest(words: Catalogue, up: str) -> str:
    """The web app manifest in one language; `up` leads from its folder to the root of the site."""
    fields = {
        "name": words("site.name"),
        "short_name": words("site.short"),
        "description": words("site.tagline"),
        "lang": words.language,
        "start_url": "./",
        "scope": up,
        "id": "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon(f"{up}assets/icon-{size}.png", size) for size in ICON_SIZES],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
