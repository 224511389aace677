"""The address of a page at the words of it that are quoted."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit


def leading_to(address: str, words: str, before: str = "", after: str = "") -> str:
    """The address of a page, with what makes a browser show and mark these words on it; `before` and `after` stand
    around them (WICG, URL Fragment Text Directives). That of a file in which browsers find no words is left alone.
    """
    if urlsplit(address).path.lower().endswith(_NO_PAGES):
        return address
    parts = [f"{_directive(before)}-," if before else "", _directive(words), f",-{_directive(after)}" if after else ""]
    return f"{address}{'' if '#' in address else '#'}:~:text={''.join(parts)}"


_NO_PAGES: Final = (".pdf", ".doc", ".docx", ".rtf", ".zip", ".xls", ".xlsx")


def _directive(words: str) -> str:
    """Words as a directive has them: comma, hyphen and ampersand are its signs, and `quote` leaves the hyphen."""
    return quote(words, safe="").replace("-", "%2D")
