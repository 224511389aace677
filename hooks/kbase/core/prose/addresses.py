"""Which addresses prose may lead to: https and http addresses, mailboxes, and paths within the site."""

from __future__ import annotations

import html
import re
from typing import Final

_WEB: Final = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:[/?#][^\\]*)?", re.I)
"""The host has no `@` and no brackets: nobody is sent to another host than they read, nor MkDocs to a traceback."""

_MAILBOX: Final = re.compile(r"mailto:[^\\?]+", re.I)
"""Without `?`: what follows it fills in a letter, or sends copies of it elsewhere, in the reader's name."""
_PATH: Final = re.compile(r"(?!//)[^:/?#\\]*(?:[/?#][^\\]*)?")
"""No colon in its first part, where a browser looks for a scheme; no `\\`, which is `/` to a browser."""

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_SAFE_SCHEMES: Final = frozenset({"https", "http", "mailto"})
_OTHER_HOST: Final = ("//", "/\\", "\\/", "\\\\")


def as_browsers_read(written: str) -> str:
    """What is written in Markdown or HTML with its character references resolved, and without the white space and
    control characters in it, which browsers take out of an address.
    """
    return without_blanks(html.unescape(written))


def without_blanks(address: str) -> str:
    """An address without white space and control characters."""
    return re.sub(r"[\s\x00-\x20\x7f]", "", address)


def names_another_scheme(target: str) -> bool:
    """Whether a target, as browsers read it, begins with another scheme than prose may have, or with another host."""
    scheme = _SCHEME.match(target)
    return (scheme is not None and scheme[1].lower() not in _SAFE_SCHEMES) or target.startswith(_OTHER_HOST)


def is_path(target: str) -> bool:
    """Whether a whole target is a path within the site, or a part of the page."""
    address = without_blanks(target)
    return bool(address) and _PATH.fullmatch(address) is not None


def may_lead_to(target: str) -> bool:
    """Whether prose may have a link with that target."""
    address = without_blanks(target)
    return is_path(target) or any(form.fullmatch(address) for form in (_WEB, _MAILBOX))
