"""The content security policy of a page: nothing from elsewhere, and no script but those that are known.

CSP level 3 (w3.org/TR/CSP3). An inline script runs only if its SHA-256 is named, and only those of the theme's own
partials are: whatever else a page may hold, it does not run. Styles may be inline: the theme needs it.
`'wasm-unsafe-eval'` is for the engine of the search.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

SITE: Final = {
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
"""Directive → its sources on the published site. `default-src` covers the rest: frames, media, plug-ins. The one
form is the field on the home page, which without the script leads to the page of the search.
"""

COPY: Final = {
    "default-src": "'none'",
    "script-src": "'self' file: blob: 'wasm-unsafe-eval'",
    "style-src": "'self' file: 'unsafe-inline'",
    "img-src": "'self' file: data:",
    "font-src": "'self' file:",
    "connect-src": "'self' file: blob:",
    "base-uri": "'none'",
    "form-action": "'self' file:",
}
"""The same for a copy that is opened from a folder, where "self" means nothing to some browsers, and where the engine
of the search is imported from a blob.
"""


def policy(scripts: Iterable[str], is_copy: bool) -> str:
    """The policy of a page whose frame has the inline `scripts` (their texts, each as it stands in the page)."""
    directives: Mapping[str, str] = COPY if is_copy else SITE
    hashes = (f"'sha256-{_sha256(script)}'" for script in scripts)
    sources = {**directives, "script-src": " ".join([directives["script-src"], *hashes])}
    return "; ".join(f"{name} {allowed}" for name, allowed in sources.items())


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
