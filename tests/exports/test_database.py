"""kb.sqlite: every record with every field, searchable in both languages, the same bytes in each run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.evidence.labels import is_overdue
from kbase.exports.flat.database import commit_of
from kbase.offline.verifying import verify


@pytest.fixture(scope="module")
def file(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("database") / "kb.sqlite"
    target.write_bytes(files["kb.sqlite"])
    return target


@pytest.fixture
def kb(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def found(kb: sqlite3.Connection, language: str, query: str) -> set[str]:
    """The ids that a full-text query finds."""
    rows = kb.execute(f"SELECT id FROM search_{language} WHERE search_{language} MATCH ?", (query,))
    return {row["id"] for row in rows}


def test_it_holds_every_record(kb: sqlite3.Connection, base: KnowledgeBase) -> None:
    for table in ("entities", "statements", "sources", "terms", "searches"):
        ids = {row["id"] for row in kb.execute(f"SELECT id FROM {table}")}
        assert ids == set(getattr(base, table)) and ids
    assert set(base.outlets) <= {row["id"] for row in kb.execute("SELECT id FROM publishers")}


def test_every_field_of_a_statement_is_there_as_it_was_written(kb: sqlite3.Connection, base: KnowledgeBase) -> None:
    graded = grade_all(base)
    for row in kb.execute("SELECT * FROM statements"):
        statement = base.statements[row["id"]]
        assert (row["kind"], row["text_en"], row["text_ru"]) == (statement.kind, statement.text.en, statement.text.ru)
        assert json.loads(row["sources"]) == [
            link.model_dump(mode="json", exclude_none=True) for link in statement.sources
        ]
        assert row["attested"] == graded[statement.id].attested.grade
    columns = {row["name"] for row in kb.execute("PRAGMA table_info(statements)")}
    assert all(name in columns or f"{name}_ru" in columns for name in type(statement).model_fields)


def test_licence_commit_and_time_are_inside(kb: sqlite3.Connection) -> None:
    meta = dict(tuple(row) for row in kb.execute("SELECT key, value FROM meta"))
    assert meta["commit"] == "abc" and meta["generated_at"] == "2026-11-24T07:18:33Z"
    assert "CC BY 4.0" in meta["licence"] and meta["schema_version"] == 1


def test_both_languages_are_searched(kb: sqlite3.Connection) -> None:
    assert "ivan-primerkin" in found(kb, "en", "primerkin")
    assert "ivan-primerkin" in found(kb, "ru", "примеркин*")
    assert found(kb, "en", "treaties") == found(kb, "en", "treaty")
    assert found(kb, "ru", "еще") == found(kb, "ru", "ещё") != set()


def test_questions_can_be_asked_of_the_links(kb: sqlite3.Connection, base: KnowledgeBase) -> None:
    query = "SELECT s.id FROM statements s JOIN statement_about a ON a.statement = s.id WHERE a.entity = 'gauge-works'"
    assert {row["id"] for row in kb.execute(query)} == {s.id for s in base.about["gauge-works"]}
    urls = kb.execute("SELECT url_en, url_ru FROM entities WHERE id = 'gauge-works'").fetchone()
    assert tuple(urls) == (
        "https://example.org/kb/actors/gauge-works/",
        "https://example.org/kb/ru/actors/gauge-works/",
    )


def test_every_key_leads_to_a_record_and_columns_have_types(kb: sqlite3.Connection) -> None:
    """Programs such as Datasette show a key as a link."""
    assert kb.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = {(row["from"], row["table"]) for row in kb.execute("PRAGMA foreign_key_list(statement_sources)")}
    assert keys == {("of_statement", "statements"), ("source", "sources")}
    types = {row["name"]: row["type"] for row in kb.execute("PRAGMA table_info(statements)")}
    assert types["date_from"] == types["recorded"] == "DATE" and set(types.values()) == {"DATE", "TEXT"}


def test_the_views_answer_without_a_join(kb: sqlite3.Connection, base: KnowledgeBase) -> None:
    for view in ("statements_in_english", "statements_in_russian"):
        found = {row["id"]: row for row in kb.execute(f"SELECT * FROM {view}")}
        assert set(found) == set(base.statements)
        assert all(row["statement"] and row["sources"] for row in found.values())
    plans = {row["id"]: row["overdue"] for row in kb.execute("SELECT * FROM commitments")}
    dated = {s.id for s in base.statements.values() if s.kind == "plan" and not s.retracted and (s.due or s.outcome)}
    assert set(plans) == dated and {id for id, overdue in plans.items() if overdue} == {
        id for id in dated if is_overdue(base.statements[id], "2026-11-24")
    }
    for view in ("who_says_what_about", "evidence_by_owner"):
        assert kb.execute(f"SELECT count(*) FROM {view}").fetchone()[0]


def test_the_commit_of_a_file_is_read_and_none_of_what_is_no_database(file: Path, tmp_path: Path) -> None:
    assert commit_of(file) == "abc"
    assert commit_of(tmp_path / "none") is None


def test_a_cut_database_is_told(file: Path, tmp_path: Path) -> None:
    assert verify(file).faults == ()
    cut = tmp_path / "cut.sqlite"
    for share in (0, 0.5):
        cut.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
        assert verify(cut).faults
