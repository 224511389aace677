"""`kb.sqlite`: the whole base as tables, with a full-text index for each language.

The columns come from the record models: a text in two languages is two columns, what is no plain value is JSON. So a
new field of a record is a new column, and none is forgotten. One commit gives one file, byte for byte.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from knowledge import stages
from knowledge.base import KnowledgeBase
from knowledge.grades import grade_all
from knowledge.model import ENTITY_MODELS, LANGUAGES, Agreement, Outlet, Search, Source, Statement, Term, Text
from presentation.addresses import Addresses

from .manifest import LICENCE

SCHEMA_VERSION = 1
PREFIX = {"en": "", "ru": "ru/"}

TOKENIZERS = {"en": "porter unicode61 remove_diacritics 2", "ru": "unicode61 remove_diacritics 2"}
"""SQLite has a stemmer for English only; a Russian word is looked for by its beginning: `Беларус*`."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns in order, its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]


def write(base: KnowledgeBase, target: Path, site_url: str, commit: str, moment: datetime) -> None:
    """Writes the database to `target`, which must not exist. `site_url` is where the pages of the records stand."""
    with closing(sqlite3.connect(target)) as database:
        database.execute("PRAGMA page_size = 4096")
        with database:
            for table in _tables(base, site_url, commit, moment):
                _create(database, table)
            for language, tokenizer in TOKENIZERS.items():
                _index(database, language, tokenizer, documents(base, language))
        database.execute("VACUUM")


def commit_of(file: Path) -> str | None:
    """The commit that a database was made of; None where there is none to be read."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return dict(database.execute("SELECT key, value FROM meta")).get("commit")
    except sqlite3.Error:
        return None


# --- tables ---------------------------------------------------------------------------------------------------------


def _tables(base: KnowledgeBase, site_url: str, commit: str, moment: datetime) -> Iterator[Table]:
    about = {
        "schema_version": SCHEMA_VERSION,
        "commit": commit,
        "generated_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licence": LICENCE,
        "site": site_url,
    }
    yield Table("meta", ("key", "value"), [{"key": key, "value": value} for key, value in about.items()])
    yield _entities(base, site_url)
    yield _statements(base, site_url)
    yield _sources(base)
    yield _publishers(base)
    yield Table("terms", columns_of(Term), map(flat, _sorted(base.terms)))
    yield Table("searches", columns_of(Search), map(flat, _sorted(base.searches)))
    yield from _links(base)


def _entities(base: KnowledgeBase, site_url: str) -> Table:
    more = ("type", "stage", "referred_by", "url_en", "url_ru")
    columns = dict.fromkeys(column for model in ENTITY_MODELS.values() for column in columns_of(model))

    def row(entity: Any) -> Row:
        stage = stages.stage(entity) if isinstance(entity, Agreement) else None
        referred = _json(base.referred_by.get(entity.id, ()))
        own = {"type": entity.type, "stage": stage, "referred_by": referred}
        return {**flat(entity), **own, **_urls(base.path_of(entity.id), site_url)}

    return Table("entities", (*columns, *more), map(row, _sorted(base.entities)))


def _statements(base: KnowledgeBase, site_url: str) -> Table:
    more = ("topic", "attested", "content", "url_en", "url_ru")
    graded = grade_all(base)

    def row(statement: Statement) -> Row:
        grades = graded[statement.id]
        content = grades.content.grade if grades.content else None
        own = {"topic": base.topics[statement.id], "attested": grades.attested.grade, "content": content}
        return {**flat(statement), **own, **_urls(f"statements/{statement.id}", site_url)}

    return Table("statements", (*columns_of(Statement), *more), map(row, _sorted(base.statements)))


def _sources(base: KnowledgeBase) -> Table:
    def row(source: Source) -> Row:
        publisher = base.publishers.get(source.published_by)
        return {**flat(source), "ownership": publisher.ownership if publisher else None}

    return Table("sources", (*columns_of(Source), "ownership"), map(row, _sorted(base.sources)))


def _publishers(base: KnowledgeBase) -> Table:
    """The outlets, and the actors that have published a source."""
    columns = (*columns_of(Outlet), "final_controllers")
    shown = {i: p for i, p in base.publishers.items() if i in base.outlets or i in base.published}

    def row(publisher: Any) -> Row:
        values = {**flat(publisher), "final_controllers": _json(sorted(base.final_controllers(publisher.id)))}
        return {column: values[column] for column in columns}

    return Table("publishers", columns, map(row, _sorted(shown)))


def _links(base: KnowledgeBase) -> Iterator[Table]:
    """What joins the records, a row a link, so that questions need no JSON."""
    statements = _sorted(base.statements)
    about = [{"statement": s.id, "entity": entity} for s in statements for entity in s.about]
    yield Table("statement_about", ("statement", "entity"), about)
    for field, columns in (
        ("sources", ("id", "supports", "seen", "role", "origin")),
        ("supported_by", ("statement", "source", "supports", "seen", "role", "origin")),
        ("challenged_by", ("statement", "source", "how", "seen", "role", "origin")),
    ):
        named = tuple("by_statement" if c == "statement" else "source" if c == "id" else c for c in columns)
        rows = [
            {"of_statement": s.id, **{n: _value(getattr(link, c)) for n, c in zip(named, columns, strict=True)}}
            for s in statements
            for link in getattr(s, field)
        ]
        yield Table(f"statement_{field}", ("of_statement", *named), rows)
    edges = ("type", "other", "since", "until", "statement", "source")
    relations = [
        {"entity": entity, **{field: _value(getattr(edge, field)) for field in edges}}
        for entity, found in sorted(base.relations.items())
        for edge in found
    ]
    yield Table("relations", ("entity", *edges), relations)


def _urls(path: str, site_url: str) -> Row:
    address = Addresses(directory_urls=True).address(path)
    return {f"url_{language}": f"{site_url}{PREFIX[language]}{address}" for language in LANGUAGES}


# --- records as rows ------------------------------------------------------------------------------------------------


def columns_of(model: type[Any]) -> list[str]:
    """The columns of a record model: its id, then its fields in their order."""
    columns: list[str] = []
    for name, field in model.model_fields.items():
        is_text = field.annotation is Text or Text in get_args(field.annotation)
        columns += [f"{name}_{language}" for language in LANGUAGES] if is_text else [name]
    return sorted(columns, key=lambda column: column != "id")


def flat(record: Any) -> dict[str, Any]:
    """A record as the values of its columns."""
    values: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        columns = columns_of(type(record))
        if name in columns:
            values[name] = _value(value)
        else:
            values |= {f"{name}_{language}": getattr(value, language, None) for language in LANGUAGES}
    return values


def _value(value: Any) -> Any:
    """A plain value as it is (a word of a vocabulary as its text); anything else as JSON."""
    if value is None or isinstance(value, int):
        return value
    return str(value) if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, default=_dump, ensure_ascii=False)


def _dump(record: Any) -> Any:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _sorted(shelf: Mapping[str, Any]) -> list[Any]:
    return [record for _, record in sorted(shelf.items())]


def _create(database: sqlite3.Connection, table: Table) -> None:
    names = ", ".join(f'"{column}"' for column in table.columns)
    key = " PRIMARY KEY" if table.columns[0] == "id" else ""
    marks = ", ".join("?" for _ in table.columns)
    first, _, others = names.partition(", ")
    database.execute(f'CREATE TABLE "{table.name}" ({first}{key}{", " + others if others else ""})')
    rows = ([_value(row.get(column)) for column in table.columns] for row in table.rows)
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)


# --- full text ------------------------------------------------------------------------------------------------------

Document = tuple[str, str, str, str]
"""Table and id of a record, its title, and all that it says, in one language."""


def documents(base: KnowledgeBase, language: str) -> Iterator[Document]:
    """Every record as a document of the index; a missing text is taken from the other language."""
    for table, shelf, title, texts in _SHELVES:
        for record in _sorted(getattr(base, shelf)):
            body = [read_text(text, language) for text in texts(record)]
            if shelf == "entities" and (prose := base.prose_of(record.id, language)):
                body.append(prose.body)
            yield table, record.id, read_text(title(record), language), "\n".join(filter(None, body))


def read_text(text: Any, language: str) -> str:
    """A text in `language` where it is one in two languages, else as it is."""
    return text.read(language) if isinstance(text, Text) else str(text or "")


def without_yo(text: str) -> str:
    """The words of `text` that have the letter ё, as most people write them."""
    words = dict.fromkeys(word for word in _WORD.findall(text.lower()) if "ё" in word)
    return " ".join(word.replace("ё", "е") for word in words)


_WORD = re.compile(r"\w+")


def _of_entity(entity: Any) -> Iterator[Any]:
    yield entity.summary
    yield from (name.text for name in entity.names)
    yield from (entity.title.en, entity.title.ru)
    yield from (getattr(entity, name, None) for name in ("official_title", "number", "place", "outcome", "question"))


def _of_term(term: Term) -> Iterator[Any]:
    yield from (term.en, term.ru, term.definition)
    yield from (rendering.text for rendering in term.renderings)


_SHELVES: tuple[tuple[str, str, Callable[[Any], Any], Callable[[Any], Iterable[Any]]], ...] = (
    ("entities", "entities", lambda e: e.title, _of_entity),
    ("statements", "statements", lambda s: s.text, lambda s: (s.note, s.quote.text if s.quote else None)),
    ("sources", "sources", lambda s: s.title, lambda s: (s.title_translated, s.container_title)),
    ("publishers", "outlets", lambda p: p.title, lambda p: (name.text for name in p.names)),
    ("terms", "terms", lambda t: f"{t.en} / {t.ru}", _of_term),
    ("searches", "searches", lambda s: s.question, lambda s: (s.tried, s.result)),
)
"""Table, shelf of the base, what is the title and what else is searched."""


def _index(database: sqlite3.Connection, language: str, tokenizer: str, found: Iterable[Document]) -> None:
    name = f"search_{language}"
    columns = "record_table UNINDEXED, id UNINDEXED, title, body, also"
    database.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, tokenize = '{tokenizer}')")
    rows = ((table, id_, title, body, without_yo(f"{title} {body}")) for table, id_, title, body in found)
    database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?)", rows)
    database.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
