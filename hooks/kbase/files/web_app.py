"""The installable app: its manifest, and the addresses of files that are kept on a device."""

from __future__ import annotations

import hashlib
import json
import re

from kbase.wording.catalogue import Catalogue

MANIFEST = "app.webmanifest"
PAPER = "#fbfaf7"
ICON_SIZES = (192, 512)

_OWN = re.compile(r"assets/[^/]+\.(css|js)")


_COMMENT = re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*\n", re.S | re.M)


def as_published(content: bytes) -> bytes:
    """One of our styles or scripts without the comments that stand on lines of their own: readers load what it does."""
    return _COMMENT.sub(b"", content)


def versioned(path: str, content: bytes) -> str:
    """The address of a file: our own styles and scripts, whose names stay, carry the hash of their content."""
    return f"{path}?v={hashlib.sha256(content).hexdigest()[:8]}" if _OWN.fullmatch(path) else path


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
