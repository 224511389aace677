"""`kb.sqlite`: the whole base as tables, with a full-text index for each language.

The columns are those of the CSV files, with `_` for `-` and in lower case; a list or what is nested is JSON. One commit
gives one file, byte for byte.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import Term, Text
from kbase.exports import rows
from kbase.exports.flat.links import all_links
from kbase.exports.flat.tables import TABLES
from kbase.exports.rows import Row
from kbase.exports.snapshot import LICENCE, SCHEMA_VERSION, Snapshot

TOKENIZERS = {"en": "porter unicode61 remove_diacritics 2", "ru": "unicode61 remove_diacritics 2"}
"""SQLite has a stemmer for English only; a Russian word is looked for by its beginning: `Беларус*`."""


KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "statements": {"outcome_statement": "statements"},
    "sources": {"published_by": "publishers", "copy_of": "sources"},
    "terms": {"source": "sources"},
}
"""Table → the columns that hold ids, and of which table: programs such as Datasette show them as links."""

_READABLE: Final = """
    SELECT s.id, s.kind, s.date_from, s.date_to, s.speaker_{0} AS speaker, s.text_{0} AS statement,
        s.about_names_{0} AS about,
        s.label, s.label_support, s.reason_{0} AS reason, s.attested, s.content, s.url_{0} AS url,
        (SELECT group_concat(p.title_{0} || ': ' || f.title, ' | ') FROM statement_sources l
         JOIN sources f ON f.id = l.source JOIN publishers p ON p.id = f.published_by
         WHERE l.of_statement = s.id) AS sources
    FROM statements s
"""
VIEWS: Final[Mapping[str, str]] = {
    **{f"statements_in_{name}": _READABLE.format(code) for code, name in (("en", "english"), ("ru", "russian"))},
    "commitments": """
        SELECT id, text_en, text_ru, speaker_en, speaker_ru, due, due_from, due_to, outcome,
            due_to < (SELECT substr(value, 1, 10) FROM meta WHERE key = 'generated_at')
                AND coalesce(outcome, 'unknown') IN ('open', 'unknown') AS overdue
        FROM statements WHERE kind = 'plan' AND retracted IS NULL AND (due IS NOT NULL OR outcome IS NOT NULL)
    """,
    "who_says_what_about": """
        SELECT a.entity, e.title_en, e.title_ru, s.id AS statement,
            s.speaker_en, s.speaker_ru, s.date_from, s.kind, s.label
        FROM statement_about a JOIN statements s ON s.id = a.statement JOIN entities e ON e.id = a.entity
    """,
    "evidence_by_owner": """
        SELECT f.ownership, count(*) AS links, count(DISTINCT l.of_statement) AS statements,
            count(DISTINCT f.id) AS sources
        FROM statement_sources l JOIN sources f ON f.id = l.source GROUP BY f.ownership
    """,
}
"""Name of a view → its query: what readers ask most, without a join of their own."""


def write(snapshot: Snapshot) -> bytes:
    """The database as the bytes of its file."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA page_size = 4096")
        with database:
            _create(database, "meta", ("key", "value"), _about(snapshot))
            for table in TABLES:
                _create(database, table.name, table.columns, table.rows(snapshot), KEYS.get(table.name, {}))
            for links in all_links(snapshot):
                _create(database, links.name, links.columns, links.rows, links.keys)
            for name, query in VIEWS.items():
                database.execute(f"CREATE VIEW {name} AS {query}")
            for language, tokenizer in TOKENIZERS.items():
                _index(database, language, tokenizer, documents(snapshot.base, language))
        database.execute("VACUUM")
        return database.serialize()


def commit_of(file: Path) -> str | None:
    """The commit that a database was made of; None where there is none to be read."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return dict(database.execute("SELECT key, value FROM meta")).get("commit")
    except sqlite3.Error:
        return None


# --- tables ---------------------------------------------------------------------------------------------------------


def _about(snapshot: Snapshot) -> list[Row]:
    about = {
        "schema_version": SCHEMA_VERSION,
        "commit": snapshot.commit,
        "generated_at": snapshot.generated_at,
        "licence": LICENCE,
        "site": snapshot.site_url,
    }
    return [{"key": key, "value": value} for key, value in about.items()]


def _create(
    database: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    found: Iterable[Row],
    keys: Mapping[str, str] | None = None,
) -> None:
    """A table with its rows; `keys` says of which table a column holds the ids."""
    fields = [_field(column, keys or {}) for column in columns]
    marks = ", ".join("?" for _ in columns)
    database.execute(f'CREATE TABLE "{name}" ({", ".join(fields)})')
    values = ([_value(row.get(column)) for column in columns] for row in found)
    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)
    for column in keys or {}:
        database.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')


def _field(column: str, keys: Mapping[str, str]) -> str:
    key = " PRIMARY KEY" if column == "id" else f' REFERENCES "{keys[column]}" (id)' if column in keys else ""
    # What says of the file itself is not all text: the number of the schema is a number.
    kind = "" if column == "value" else " DATE" if is_day(column) else " TEXT"
    return f'"{column.replace("-", "_").lower()}"{kind}{key}'


def is_day(column: str) -> bool:
    """Whether a column holds days in the form 2025-08-25, and no other dates."""
    return column in ("recorded", "checked") or column.endswith(("_from", "_to"))


def _value(value: Any) -> Any:
    """A plain value as it is (a word of a vocabulary as its text); anything else as JSON."""
    if value is None or isinstance(value, int):
        return value
    return str(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# --- full text ------------------------------------------------------------------------------------------------------

Document = tuple[str, str, str, str]
"""Table and id of a record, its title, and all that it says, in one language."""


def documents(base: KnowledgeBase, language: str) -> Iterator[Document]:
    """Every record as a document of the index; a missing text is taken from the other language."""
    for table, shelf, title, texts in _SHELVES:
        for record in rows.in_order(getattr(base, shelf)):
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
    values = ((table, id_, title, body, without_yo(f"{title} {body}")) for table, id_, title, body in found)
    database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?, ?)", values)
    database.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
