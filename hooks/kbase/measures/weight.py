"""How heavy a first view is: the compressed bytes of a page with all files that it loads."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kbase.core.pages.paths import FORM

BUDGET = 90 * 1024
"""Bytes of a first view, compressed, all files: transferred before the page is complete."""

_LOADED = re.compile(
    r"<script[^>]*\ssrc=\"([^\"]+)\"|<link[^>]*rel=\"(?:stylesheet|icon|manifest)\"[^>]*href=\"([^\"]+)\"|<img[^>]*\ssrc=\"([^\"]+)\""
)
LEVEL = 6
"""The gzip level of common web servers."""


@dataclass(frozen=True, order=True)
class Weight:
    """A page's first view: bytes in all, bytes of its HTML, its kind and address."""

    total: int
    html: int
    kind: str
    address: str


def weigh(folder: Path) -> list[Weight]:
    """The weight of every page of the built site in `folder`, the heaviest first."""
    pages = (path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    return sorted((_weigh(folder, page) for page in pages), reverse=True)


def heaviest_of_each_kind(weights: list[Weight]) -> list[Weight]:
    """The heaviest page of each kind and language: where a budget would break first."""
    found: dict[tuple[str, bool], Weight] = {}
    for weight in weights:
        found.setdefault((weight.kind, weight.address.startswith("ru/")), weight)
    return sorted(found.values(), key=lambda w: (w.kind, w.address))


def kind_of(address: str) -> str:
    """The kind of a page by its address: "actors", "statements", "reference/sources"; lists are kinds of their own,
    as the form is.
    """
    parts = address.removeprefix("ru/").strip("/").split("/")
    if parts == [""]:
        return "home"
    if "/".join(parts) == FORM:
        return FORM
    if parts[0] == "reference" and len(parts) > 1:
        return "/".join(parts[:2]) + ("/one" if len(parts) > 2 else "")
    return parts[0] if len(parts) > 1 else f"{parts[0]} list"


def _weigh(folder: Path, page: str) -> Weight:
    html = (folder / page).read_bytes()
    address = page.removesuffix("index.html")
    own = len(gzip.compress(html, LEVEL))
    loaded = sum(_compressed(folder / file) for file in _files(html.decode(), address))
    return Weight(own + loaded, own, kind_of(address), address)


def _files(html: str, address: str) -> Iterator[str]:
    for groups in _LOADED.findall(html):
        link = next(filter(None, groups))
        yield posixpath.normpath(posixpath.join(address or ".", link.partition("?")[0]))


@cache
def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), LEVEL))
