"""Long lists over several pages: how many rows a page takes, and the paths of the further pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

PAGE_SIZE: Final = 30
"""Statements on a page of a register: keeps a Russian page within its share of the 90 KB of a first view."""


SOURCES_PAGE_SIZE: Final = 30
"""Sources on a page of their table: a line each."""

SEARCHES_PAGE_SIZE: Final = 30
"""Searches on a page of their register."""

NEWS_PAGE_SIZE: Final = 100
"""Changes on a page of a day: a line each."""


def paged(items: Sequence[T], size: int = PAGE_SIZE) -> Iterator[tuple[int, Sequence[T], int]]:
    """The items in parts of that size: number of the part from 1, the part, how many parts there are."""
    pages = max(1, -(-len(items) // size))
    for number in range(1, pages + 1):
        yield number, items[(number - 1) * size : number * size], pages


def paged_path(path: str, number: int) -> str:
    """The path of a further page: "reference/statements/2025-2"; the first keeps its own."""
    return path if number == 1 else f"{path}-{number}"


def pager(path: str, number: int, pages: int) -> list[tuple[int, str, bool]]:
    """Number, path and "is this one" of all pages of a register; empty where there is one only."""
    if pages < 2:
        return []
    return [(n, paged_path(path, n), n == number) for n in range(1, pages + 1)]
