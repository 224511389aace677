"""The content security policy of a page: nothing from elsewhere, and no script but those that are known.

CSP level 3 (w3.org/TR/CSP3). An inline script runs only if its SHA-256 is named. Those of the theme's frame are named
as they are; one in the content of a page is refused, whatever let it in. Styles may be inline: the theme needs it.
`'wasm-unsafe-eval'` is for the engine of the search.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

PLACE: Final = "{content-security-policy}"
"""What stands in the template where the policy goes."""

DIRECTIVES: Final = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Directive → its sources. What `default-src` stands for in them is frames, media, plug-ins. The one form is the field
on the home page, which without the script leads to the page of the search.
"""

_INLINE: Final = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/)[^>]*>(.*?)</script>", re.S | re.I)
_ARTICLE: Final = re.compile(r"<article\b.*?</article>", re.S)
_HANDLER: Final = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)


class Forbidden(ValueError):
    """The content of a page holds a script."""


def with_policy(html: str) -> str:
    """The page with its policy in place of `PLACE`; Forbidden where its content holds a script or event attribute."""
    for article in _ARTICLE.findall(html):
        if _INLINE.search(article) or _HANDLER.search(article):
            raise Forbidden("its content holds a script or an event attribute")
    hashes = dict.fromkeys(f"'sha256-{_sha256(script)}'" for script in _INLINE.findall(html))
    sources = {**DIRECTIVES, "script-src": " ".join([DIRECTIVES["script-src"], *hashes])}
    return html.replace(PLACE, "; ".join(f"{name} {allowed}" for name, allowed in sources.items()), 1)


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
