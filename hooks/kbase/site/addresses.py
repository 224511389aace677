"""Addresses of pages: relative links between page paths, so that the site works under any origin and sub-path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kbase.core.pages.paths import HOME
from kbase.core.records.model import EN, RU

PREFIX: Final[dict[str, str]] = {EN: "", RU: f"{RU}/"}
"""Language → the folder of its pages in the site."""


@dataclass(frozen=True)
class Addresses:
    """How page paths ("actors/belta", "index", "reference/index") become addresses.

    `directory_urls` is MkDocs' setting of that name: `actors/belta/` with it, `actors/belta.html` without.
    """

    directory_urls: bool = True

    def address(self, path: str) -> str:
        """The address of a page below the root of its language."""
        folder, _, name = path.rpartition("/")
        prefix = f"{folder}/" if folder else ""
        if not self.directory_urls:
            return f"{prefix}{name}.html"
        return prefix if name == HOME else f"{prefix}{name}/"

    def link(self, to: str, here: str, anchor: str = "") -> str:
        """The relative link from the page `here` to the page `to`."""
        if to == here and anchor:
            return f"#{anchor}"
        up = "../" * self.address(here).count("/")
        target = self.address(to)
        link = up + target if target or up else "./"
        return f"{link}#{anchor}" if anchor else link
