"""What the first result costs a reader: the compressed bytes of all that loads from opening the search to a result."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Response

from kbase.measures.browsing import press_until

BUDGET = 200 * 1024
OF_FACETS = "/filter/"
"""What is loaded for the counts of filters, after the results stand there; a slow machine sees both at once."""

SEARCHES = (
    ("", "High-Tech Park"),
    ("", "artificial intelligence"),
    ("ru/", "Глазьев"),
    ("ru/", "искусственный интеллект"),
)


@dataclass(frozen=True)
class Cost:
    """The bytes of one search, opened on the home page."""

    query: str
    total: int
    with_facets: int


def costs(browser: Browser, root: str, folder: Path) -> Iterator[Cost]:
    """Opens the search by the key, types, and weighs what loaded until the results stand there."""
    for home, query in SEARCHES:
        context = browser.new_context()
        page = context.new_page()
        page.goto(root + home, wait_until="networkidle")
        loaded: list[Response] = []
        page.on("response", partial(list.append, loaded))
        press_until(page, "/", ".kb-search__input")
        page.keyboard.insert_text(query)
        page.wait_for_selector(".kb-hit")
        page.wait_for_selector(".kb-search__facets[data-counted]")
        sizes = {response.url: _compressed(folder, root, response.url) for response in loaded}
        context.close()
        facets = sum(size for url, size in sizes.items() if OF_FACETS in url)
        yield Cost(query, sum(sizes.values()) - facets, sum(sizes.values()))


def _compressed(folder: Path, root: str, url: str) -> int:
    """The size of a file as a host sends it: chunks are compressed already, the rest is gzipped."""
    content = (folder / unquote(urlsplit(url).path.removeprefix(urlsplit(root).path))).read_bytes()
    return min(len(content), len(gzip.compress(content)))
