"""Which pages the site has: the path of each, and what stands there. The same paths serve both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.pages.lists import by_year, challenged, searches, sources
from kbase.core.pages.news import News, days
from kbase.core.pages.paging import NEWS_PAGE_SIZE, SEARCHES_PAGE_SIZE, SOURCES_PAGE_SIZE, paged, paged_path
from kbase.core.pages.paths import (
    CHALLENGED,
    GLOSSARY,
    HOME,
    NEWS,
    NOT_FOUND,
    SOURCES,
    STATEMENTS,
    YEARS,
    of_news,
    of_publisher,
    of_statement,
    of_term,
)
from kbase.core.records.model import Search, Source, Statement


class Kind(Enum):
    """What a page is made from."""

    PROSE = auto()
    RECORD = auto()
    STATEMENT = auto()
    TERM = auto()
    PUBLISHER = auto()
    SOURCES = auto()
    YEAR = auto()
    NEWS = auto()
    CHALLENGED = auto()
    SEARCHES = auto()


@dataclass(frozen=True)
class Page:
    """A page of the site. `of` is the id of its record, or its year; a page of a register has its share of the rows,
    its number and how many pages there are.
    """

    kind: Kind
    of: str = ""
    statements: Sequence[Statement] = ()
    news: Sequence[News] = ()
    sources: Sequence[Source] = ()
    searches: Sequence[Search] = ()
    number: int = 1
    pages: int = 1


GENERATED: Final = {
    STATEMENTS: Kind.STATEMENT,
    GLOSSARY: Kind.TERM,
    SOURCES: Kind.PUBLISHER,
    YEARS: Kind.YEAR,
    NEWS: Kind.NEWS,
}
"""Folders in which every page is made from records; beside them stands at most a register as `index`."""


def all_pages(base: KnowledgeBase) -> dict[str, Page]:
    """Page path → what stands there, for every page of the published site."""
    makers = (_prose, _years, _news, _challenged, _searches, _sources, _publishers, _statements, _terms, _records)
    return dict(chain.from_iterable(make(base) for make in makers))


def _prose(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    return ((path, Page(Kind.PROSE)) for (_, path), page in base.prose.items() if page.entity is None)


def _years(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    for year, statements in by_year(base).items():
        for number, part, pages in paged(statements):
            yield paged_path(f"{YEARS}/{year}", number), Page(Kind.YEAR, year, part, number=number, pages=pages)


def _news(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    for day, changes in days(base):
        for number, part, pages in paged(changes, NEWS_PAGE_SIZE):
            yield paged_path(of_news(day), number), Page(Kind.NEWS, day, news=part, number=number, pages=pages)


def _challenged(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    """The first page of challenged statements is a page of prose; only the further ones are made here."""
    for number, part, pages in paged(challenged(base)):
        if number > 1:
            yield paged_path(CHALLENGED, number), Page(Kind.CHALLENGED, "", part, number=number, pages=pages)


def _searches(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    """The further pages of what was looked for and not found, which begins on a page of prose."""
    for number, part, pages in paged(searches(base), SEARCHES_PAGE_SIZE):
        if number > 1:
            yield paged_path(NOT_FOUND, number), Page(Kind.SEARCHES, searches=part, number=number, pages=pages)


def pages_of_searches(base: KnowledgeBase) -> dict[str, str]:
    """Id of a search → the path of the page that shows it in full."""
    parts = paged(searches(base), SEARCHES_PAGE_SIZE)
    return {search.id: paged_path(NOT_FOUND, number) for number, part, _ in parts for search in part}


def _sources(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    """The further pages of the table of sources, which begins on the page of their register."""
    for number, part, pages in paged(sources(base), SOURCES_PAGE_SIZE):
        if number > 1:
            yield paged_path(f"{SOURCES}/{HOME}", number), Page(Kind.SOURCES, sources=part, number=number, pages=pages)


def _publishers(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    return ((of_publisher(i), Page(Kind.PUBLISHER, i)) for i in base.published if i in base.publishers)


def _statements(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    return ((of_statement(i), Page(Kind.STATEMENT, i)) for i in base.statements)


def _terms(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    return ((of_term(i), Page(Kind.TERM, i)) for i in base.terms)


def _records(base: KnowledgeBase) -> Iterator[tuple[str, Page]]:
    return ((base.path_of(i), Page(Kind.RECORD, i)) for i in base.entities)


_OF_A_RECORD: Final = frozenset({Kind.RECORD, Kind.STATEMENT, Kind.TERM, Kind.PUBLISHER})
"""Kinds of page whose last part of the path is the id of their record."""


def moved_pages(base: KnowledgeBase) -> dict[str, str]:
    """Path of a page that stood under a former id → the page that its address leads to."""
    formers: dict[str, list[str]] = {}
    for former, id in base.renamed.items():
        formers.setdefault(id, []).append(former)
    pages = all_pages(base) if formers else {}
    moved = {
        f"{path.removesuffix(page.of)}{former}": path
        for path, page in pages.items()
        if page.kind in _OF_A_RECORD
        for former in formers.get(page.of, ())
    }
    return {old: new for old, new in moved.items() if old not in pages}


def register_of(base: KnowledgeBase, path: str) -> str:
    """The register that a page of prose shows below its text, as its front matter names it; empty for none."""
    return str(next((page.meta.get("register", "") for page in base.prose_at(path).values()), ""))
