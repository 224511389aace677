"""Material's own search (lunr), for comparison: its worker, run in Chromium over the same pages as ours.

The documents are made by Material's plugin from the content of the built pages. Each query is asked twice, as typed and
with a wildcard after every word as Material's interface does, and the better answer counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from material.plugins.search.plugin import SearchIndex
from playwright.sync_api import Browser, Page

from kbase.core.base import KnowledgeBase
from kbase.measures.relevance import CONSIDERED, Answer, Query
from kbase.measures.result_pages import result_pages
from kbase.measures.search_queries import SEARCH_PAGE, path_of

SETUP = """({worker, setup}) => new Promise((ready, failed) => {
    window.lunrWorker = new Worker(worker);
    window.lunrWorker.onerror = failed;
    window.lunrWorker.onmessage = ready;
    window.lunrWorker.postMessage({type: 0, data: setup});
}).then(() => true)"""

QUERY = """(query) => new Promise((done) => {
    window.lunrWorker.onmessage = (event) => done(event.data.data.items.map((item) => item[0].location));
    window.lunrWorker.postMessage({type: 2, data: query});
})"""

CONFIG = {"separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": {"title": {"boost": 1000.0}, "text": {}}}


def lunr_answers(
    browser: Browser, root: str, folder: Path, base: KnowledgeBase, queries: Sequence[Query]
) -> Iterator[Answer]:
    """What Material's search gives for the queries, from the site in `folder`, served at `root`."""
    worker = next((folder / "assets/javascripts/workers").glob("search.*.min.js"))
    for language in dict.fromkeys(query.language for query in queries):
        page = browser.new_page()
        page.goto(root + SEARCH_PAGE[language])
        setup = {"config": CONFIG | {"lang": [language]}, "docs": documents(base, folder, language), "options": {}}
        page.evaluate(SETUP, {"worker": root + worker.relative_to(folder).as_posix(), "setup": setup})
        for query in queries:
            if query.language == language:
                yield better(query, [_ask(page, text) for text in (query.text, _with_wildcards(query.text))])
        page.close()


def better(query: Query, found: Sequence[tuple[str, ...]]) -> Answer:
    """Of several answers to one query the one with the wanted page highest."""
    given = [Answer(query, paths) for paths in found]
    return min(given, key=lambda answer: answer.rank or CONSIDERED + 1)


def _with_wildcards(query: str) -> str:
    return " ".join(f"{word}*" for word in query.replace("№", " ").split())


def _ask(page: Page, query: str) -> tuple[str, ...]:
    found: list[str] = page.evaluate(QUERY, query)
    return tuple(dict.fromkeys(path_of(location.partition("#")[0]) for location in found))


def documents(base: KnowledgeBase, folder: Path, language: str) -> list[dict[str, Any]]:
    """The pages that are results, cut into sections as Material's plugin cuts them."""
    index = SearchIndex()
    for page in result_pages(base, folder, language):
        title = page.content.css_first("h1")
        content, name = page.content.inner_html, title.text() if title else ""
        index.add_entry_from_context(SimpleNamespace(content=content, meta={}, toc=[], url=page.address, title=name))
    entries: list[dict[str, Any]] = index.entries
    return entries
