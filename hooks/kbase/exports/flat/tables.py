"""The lists of the base as flat tables: a text in two languages is two columns, and so is an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from kbase.core.records.model import ENTITY_MODELS, LANGUAGES, Outlet, Record, Search, Source, Statement, Term, Text
from kbase.exports import rows
from kbase.exports.flat import named
from kbase.exports.rows import Row
from kbase.exports.snapshot import Snapshot


def _in_both(column: str) -> tuple[str, ...]:
    """The columns of a text in both languages."""
    return tuple(f"{column}_{language}" for language in LANGUAGES)


_URLS = _in_both("url")


@dataclass(frozen=True)
class Table:
    """A table: its name, the models of its records, the columns beyond their fields, and what fills it."""

    name: str
    models: tuple[type[Record], ...]
    computed: tuple[str, ...]
    fill: Callable[[Snapshot], Iterable[Row]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The id, the fields of the models in their order, then what is computed."""
        own = dict.fromkeys(column for model in self.models for column in columns_of(model))
        return tuple(sorted(own, key=lambda column: column != "id")) + self.computed

    def rows(self, snapshot: Snapshot) -> Iterator[Row]:
        """The records by column; a column that a record does not have is None."""
        for row in self.fill(snapshot):
            columns = flat(row)
            yield {column: columns.get(column) for column in self.columns}


_CONTROLLER = ("date_from", "date_to", *_in_both("controller_name"))
_OF_ENTITIES = ("type", "stage", "referred_by", *_URLS, *_CONTROLLER)
_LABELS = ("label", "label_support", *_in_both("reason"))
_BOUNDS = ("date_from", "date_to", "due_from", "due_to")
_NAMES = (*_in_both("speaker"), *_in_both("about_names"))
_OF_STATEMENTS = ("topic", "attested", "content", *_URLS, *_LABELS, *_BOUNDS, *_NAMES)
_OF_SOURCES = ("ownership", "issued_from", "issued_to", *_in_both("publisher"))

ENTITIES = Table("entities", tuple(ENTITY_MODELS.values()), _OF_ENTITIES, named.entities)
STATEMENTS = Table("statements", (Statement,), _OF_STATEMENTS, named.statements)
SOURCES = Table("sources", (Source,), _OF_SOURCES, named.sources)
PUBLISHERS = Table("publishers", (Outlet,), ("final_controllers",), rows.publishers)
TERMS = Table("terms", (Term,), (), rows.terms)
SEARCHES = Table("searches", (Search,), (), rows.searches)
TABLES = (ENTITIES, STATEMENTS, SOURCES, PUBLISHERS, TERMS, SEARCHES)


def columns_of(model: type[Record]) -> Iterator[str]:
    """The columns of a model's fields, by the names that they have in records."""
    for name, field in model.model_fields.items():
        shown = field.alias or name
        is_text = field.annotation is Text or Text in get_args(field.annotation)
        yield from (f"{shown}_{language}" for language in LANGUAGES) if is_text else (shown,)


def flat(row: Row) -> Row:
    """A row with what stands in both languages taken apart."""
    columns: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict) and set(value) <= set(LANGUAGES):
            columns |= {f"{name}_{language}": text for language, text in value.items()}
        else:
            columns[name] = value
    return columns
