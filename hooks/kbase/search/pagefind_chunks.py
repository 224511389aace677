"""Cuts the chunks of Pagefind's index smaller: a query loads the chunk of each of its words, at 30 to 45 KB each.

Pagefind has no setting for it. The engine loads every chunk between whose first and last word a word stands, and where
there is none those that may hold words beginning so. So words with the same first letters stay in one chunk: what is
typed so far finds all words that it begins.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from kbase.search.pagefind_files import (
    CHUNKS,
    SIGN,
    Unknown,
    change_main_files,
    end_of,
    head_of_list,
    list_at,
    renamed,
    text_at,
    write,
)

LARGEST: Final = 16_000
"""The bytes of a chunk before it is compressed to about half; a smaller one costs more in the list of chunks."""

TOGETHER: Final = 5
"""Words that agree in this many letters stay together."""

AFTERWARDS: Final = " "
"""Written behind the last word of a chunk. The engine compares a word that no chunk holds with as many letters as the
last word has: a chunk that ends with «и» would be loaded for every longer word that begins so.
"""

Entry = tuple[str, bytes]
"""A word of the index and the bytes of all that is said of it."""


def split_chunks(bundle: Path, entry: Path) -> None:
    """Cuts the chunks of every language of the index in `bundle`; `entry` is the file that names the main ones. Unknown
    is raised where Pagefind has changed the form of its files.
    """

    def split(fields: list[Any]) -> None:
        files = [bundle / "index" / f"{name}.pf_index" for _, _, name in fields[CHUNKS]]
        words = sorted(entry for file in files for entry in _entries(gzip.decompress(file.read_bytes())))
        pieces = list(pieces_of(words))
        for file in files:
            file.unlink()
        names = [_write_chunk(bundle / "index", files[0].stem, piece) for piece in pieces]
        last_words = ["", *(piece[-1][0] for piece in pieces)]
        fields[CHUNKS] = [
            [_first_letters(piece[0][0], before), piece[-1][0] + AFTERWARDS, name]
            for piece, name, before in zip(pieces, names, last_words, strict=False)
        ]

    change_main_files(bundle, entry, split)


def pieces_of(words: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The words in their order, in pieces of at most LARGEST bytes, unless words that stay together are more."""
    piece: list[Entry] = []
    size = 0
    for _, group in groupby(words, key=lambda entry: entry[0][:TOGETHER]):
        block = list(group)
        of_block = sum(len(content) for _, content in block)
        if piece and size + of_block > LARGEST:
            yield piece
            piece, size = [], 0
        piece += block
        size += of_block
    if piece:
        yield piece


def _entries(content: bytes) -> Iterator[Entry]:
    """The words of a chunk: it is a list with one list, whose members are lists that begin with the word."""
    outer, at = list_at(content, len(SIGN))
    count, at = list_at(content, at)
    if not content.startswith(SIGN) or outer != 1:
        raise Unknown("a chunk of the index is not of the form that Pagefind 1.5 writes")
    for _ in range(count):
        end = end_of(content, at)
        yield text_at(content, list_at(content, at)[1]), content[at:end]
        at = end
    if at != len(content):
        raise Unknown("a chunk of the index is not of the form that Pagefind 1.5 writes")


def _write_chunk(folder: Path, name: str, piece: list[Entry]) -> str:
    content = SIGN + head_of_list(1) + head_of_list(len(piece)) + b"".join(c for _, c in piece)
    new_name = renamed(name, content)
    write(folder / f"{new_name}.pf_index", content)
    return new_name


def _first_letters(word: str, before: str) -> str:
    """The shortest beginning of a word that comes after the word before it."""
    return next(word[:n] for n in range(1, len(word) + 1) if word[:n] > before)
