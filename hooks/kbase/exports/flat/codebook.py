"""`codebook.csv`: what every column of every table holds, in both languages; the words are in `codebook.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kbase.core.records.model import LANGUAGES
from kbase.core.yaml_tables import read_table
from kbase.exports.flat.csv_tables import as_csv
from kbase.exports.flat.database import is_day
from kbase.exports.flat.links import all_links
from kbase.exports.flat.tables import TABLES
from kbase.exports.snapshot import Snapshot

_WORDS: Final = Path(__file__).with_name("codebook.yml")


class Column(NamedTuple):
    """A column: its table, its name, the type of what it holds, and what that is in English and Russian."""

    table: str
    column: str
    type: str
    description_en: str
    description_ru: str


def columns(snapshot: Snapshot) -> Iterator[Column]:
    """Every column of every table, in their order. KeyError where one is not described."""
    tables = {table.name: tuple(table.columns) for table in TABLES}
    tables |= {links.name: tuple(links.columns) for links in all_links(snapshot)}
    for table, names in tables.items():
        yield from (described(table, name) for name in names)


def described(table: str, column: str) -> Column:
    """A column of a table with its description."""
    base, language = _apart(table, column)
    words = _words().get(f"{table}.{base}") or _words()[base]
    told = [f"{words[of]}{_IN[language][of] if language else ''}" for of in LANGUAGES]
    return Column(table, column, "date" if is_day(column) else "string", *told)


_IN: Final = {
    "en": {"en": " (in English)", "ru": " (по-английски)"},
    "ru": {"en": " (in Russian)", "ru": " (по-русски)"},
}


def _apart(table: str, column: str) -> tuple[str, str]:
    """The name of a column without its language, and that language; empty where it has none."""
    base, _, language = column.rpartition("_")
    is_text = language in LANGUAGES and (base in _words() or f"{table}.{base}" in _words())
    return (base, language) if is_text else (column, "")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return dict(read_table(_WORDS))


def write(snapshot: Snapshot) -> bytes:
    """The file."""
    return as_csv(Column._fields, (column._asdict() for column in columns(snapshot)))
