"""The search as a reader has it: queries typed in Chromium against the built index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

FIND = """async ({query, filters, most}) => {
    const found = await kbSearch.find(query, filters);
    const pages = await Promise.all(found.results.slice(0, most).map((result) => result.data()));
    return {
        count: found.results.length,
        corrected: found.corrected ?? "",
        relaxed: Boolean(found.relaxed),
        paths: pages.map((page) => page.raw_url),
    };
}"""

SEARCH_PAGE = {"en": "reference/search/", "ru": "ru/reference/search/"}


@dataclass(frozen=True)
class Found:
    """What one query found: page paths without language, best first."""

    query: str
    paths: tuple[str, ...]
    count: int
    corrected: str
    relaxed: bool


def open_search(page: Page, root: str, language: str) -> None:
    """Opens the page of the search and waits for it."""
    page.goto(root + SEARCH_PAGE[language])
    page.wait_for_selector(".kb-search__input")


def ask(page: Page, query: str, filters: dict[str, list[str]] | None = None, most: int = 10) -> Found:
    """The first results of a query, on a page that `open_search` has opened."""
    answer: dict[str, Any] = page.evaluate(FIND, {"query": query, "filters": filters or {}, "most": most})
    paths = tuple(path_of(url) for url in answer["paths"])
    return Found(query, paths, answer["count"], answer["corrected"], answer["relaxed"])


def path_of(url: str) -> str:
    """The page path of a result's address: "/ru/actors/bisr/" → "actors/bisr"."""
    return url.strip("/").removesuffix(".html").removesuffix("/index").removeprefix("ru/")
