"""The files of data: complete, valid by their schemas, read by the libraries of their formats, the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
import rispy
from icalendar import Calendar
from pybtex.database import parse_string

from kbase.core.base import KnowledgeBase
from kbase.core.records import dates
from kbase.core.records.model import Person
from kbase.exports import references
from kbase.exports.all_files import EXPORTS, PACKAGE, make_all
from kbase.exports.flat import csv_tables, tables
from kbase.exports.flat.csv_tables import BOM
from kbase.exports.graph import NAMESPACE
from kbase.exports.references import _csl_date
from kbase.exports.schemas import RECORDS
from kbase.exports.snapshot import Snapshot

CONTRACT = {
    "entities": {"id", "title", "summary", "kind", "names", "countries", "relations", "type", "url", "referred_by"},
    "statements": {
        *("id", "kind", "about", "text", "sources", "challenged_by", "recorded", "url"),
        *("attested", "content", "label", "label_support", "reason"),
    },
    "sources": {"id", "type", "title", "published_by", "ownership"},
    "publishers": {"id", "title", "kind", "ownership", "legal_status"},
    "terms": {"id", "en", "ru", "definition"},
    "searches": {"id", "date", "question", "tried", "result"},
}
"""Fields that stay: programs of others rely on them."""


@pytest.fixture(scope="module")
def kb(files: dict[str, bytes]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files["kb.json"])
    return read


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


def test_kb_json_says_what_it_is_and_holds_every_record(kb: dict[str, Any], base: KnowledgeBase) -> None:
    assert list(kb)[:4] == ["schema_version", "generated_at", "commit", "licence"]
    assert (kb["schema_version"], kb["generated_at"], kb["commit"]) == (1, "2026-11-24T07:18:33Z", "abc")
    for name in ("entities", "statements", "sources", "terms", "searches"):
        assert [record["id"] for record in kb[name]] == sorted(getattr(base, name))
    assert set(base.outlets) <= {record["id"] for record in kb["publishers"]}


@pytest.mark.parametrize("name", CONTRACT)
def test_every_record_has_the_fields_that_were_promised(kb: dict[str, Any], name: str) -> None:
    assert kb[name] and all(CONTRACT[name] <= set(record) for record in kb[name])


def test_an_agreement_has_its_stage_and_others_have_none(kb: dict[str, Any]) -> None:
    assert {("stage" in record) for record in kb["entities"] if record["type"] == "agreement"} == {True}
    assert not any("stage" in record for record in kb["entities"] if record["type"] != "agreement")


def test_addresses_are_those_of_the_published_site(kb: dict[str, Any]) -> None:
    works = next(record for record in kb["entities"] if record["id"] == "gauge-works")
    assert works["url"] == {
        "en": "https://example.org/kb/actors/gauge-works/",
        "ru": "https://example.org/kb/ru/actors/gauge-works/",
    }


def test_kb_json_is_valid_by_its_schema_and_a_wrong_one_is_not(files: dict[str, bytes], kb: dict[str, Any]) -> None:
    schema = json.loads(files["schema/kb.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(kb)) == []
    for field in ("attested", "label", "label_support"):
        wrong = {**kb, "statements": [{**kb["statements"][0], field: "surely"}]}
        assert list(validator.iter_errors(wrong)), field


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_of_a_record_is_a_schema(files: dict[str, bytes], name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(files[f"schema/{name}.json"]))


@pytest.mark.parametrize("name", ["statements", "entities", "sources"])
def test_a_table_has_a_row_per_record_and_the_signs_that_spreadsheets_need(
    files: dict[str, bytes], base: KnowledgeBase, name: str
) -> None:
    content = files[f"{name}.csv"]
    assert content.startswith(BOM.encode()) and b"\r\n" in content
    found = rows(files, f"{name}.csv")
    assert [row["id"] for row in found] == sorted(getattr(base, name))
    assert next(iter(found[0])) == "id" and {row["licence"][:9] for row in found} == {"CC BY 4.0"}


def test_a_statement_in_the_table_is_as_it_was_written(files: dict[str, bytes], base: KnowledgeBase) -> None:
    for row in rows(files, "statements.csv"):
        statement = base.statements[row["id"]]
        assert (row["text_en"], row["text_ru"]) == (statement.text.en or "", statement.text.ru or "")
        assert row["about"].split("; ") == list(statement.about)
        assert [link["id"] for link in json.loads(row["sources"])] == [link.id for link in statement.sources]


def test_bibtex_is_read_by_its_library_and_addresses_stay_whole(files: dict[str, bytes], base: KnowledgeBase) -> None:
    entries = parse_string(files["sources.bib"].decode(), "bibtex").entries
    assert set(entries) == set(base.sources)
    assert all(entries[i].fields.get("url") == source.url for i, source in base.sources.items() if source.url)


def test_ris_is_read_by_its_library(files: dict[str, bytes], base: KnowledgeBase) -> None:
    found = {record["id"]: record for record in rispy.loads(files["sources.ris"].decode())}
    assert set(found) == set(base.sources)
    assert all(found[i]["title"] == source.title for i, source in base.sources.items())


def test_a_reference_manager_gets_back_every_field_of_bibtex(files: dict[str, bytes], base: KnowledgeBase) -> None:
    """The day too, and the language, without which titles in Russian are written with English capitals."""
    entries = parse_string(files["sources.bib"].decode(), "bibtex").entries
    for id, source in base.sources.items():
        fields = entries[id].fields
        assert fields.get("date") == source.issued and fields["language"] == source.language
        assert source.issued is None or fields["year"].isdigit()
        assert fields.get("langid") == references.LANGUAGES_OF_LATEX.get(source.language.partition("-")[0])
        assert entries[id].type != "misc" or source.type in references.BIBTEX or not source.url
        assert ("note" in fields) is bool(source.title_translated)
        is_english = source.language.partition("-")[0] == "en"
        is_kept = fields["title"][0] + fields["title"][-1] == "{}"
        assert is_kept is is_english, "without braces programs write an English title with small letters"
        assert fields.get("entrysubtype") == references.SUBTYPES.get(source.type)


def test_ris_has_year_and_day_and_nothing_that_is_printed_as_an_archive(
    files: dict[str, bytes], base: KnowledgeBase
) -> None:
    for record in rispy.loads(files["sources.ris"].decode()):
        source = base.sources[record["id"]]
        assert record.get("year", "") == (str(dates.parse(source.issued).lower.year) if source.issued else "")
        assert not {"name_of_database", "translated_title"} & set(record)
        assert any("CC BY 4.0" in note for note in record["notes"])
        assert record.get(references.NUMBERS_IN_RIS.get(record["type_of_reference"], "number")) == source.number
        if source.title_translated:
            assert source.title_translated.en in record["notes"][0]


def test_the_day_on_which_a_source_was_seen_is_its_date_of_access(base: KnowledgeBase, snapshot: Snapshot) -> None:
    id = next(iter(base.sources))
    changed = base.sources[id].model_copy(update={"checked": "2026-12-01"})
    seen = replace(snapshot, base=replace(base, sources={**base.sources, id: changed}))
    found = references.References(seen)
    assert parse_string(found.bibtex([id]).decode(), "bibtex").entries[id].fields["urldate"] == "2026-12-01"
    assert rispy.loads(found.ris([id]).decode())[0]["access_date"] == "2026/12/01"
    assert json.loads(found.csl_json([id]))[0]["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert "accessed" not in json.loads(references.csl_json(snapshot))[0]


def test_names_and_comparable_dates_stand_beside_ids_and_edtf(files: dict[str, bytes], base: KnowledgeBase) -> None:
    for row in rows(files, "statements.csv"):
        statement = base.statements[row["id"]]
        period = dates.parse(statement.happened or statement.said or "")
        bounds = ("" if day in (date.min, date.max) else day.isoformat() for day in (period.lower, period.upper))
        assert [row["date_from"], row["date_to"]] == list(bounds)
        assert bool(row["due_to"]) is bool(statement.due and dates.parse(statement.due).upper != date.max)
        assert bool(row["speaker_en"]) is bool(statement.by)
        assert len(row["about_names_ru"].split("; ")) >= len(statement.about)


def test_every_link_of_a_statement_is_a_row(files: dict[str, bytes], base: KnowledgeBase) -> None:
    for name, field in (("statement_sources", "sources"), ("statement_about", "about"), ("revisions", "revised")):
        assert len(rows(files, f"{name}.csv")) == sum(len(getattr(s, field)) for s in base.statements.values())


def test_a_russian_spreadsheet_opens_the_russian_tables_by_double_click(
    files: dict[str, bytes], base: KnowledgeBase
) -> None:
    """By the mark at the beginning it knows the letters, and by semicolons the columns; what it shows is in Russian."""
    for name, shelf in (("statements", base.statements), ("entities", base.entities), ("sources", base.sources)):
        text = files[f"{name}.ru.csv"].decode()
        assert text.startswith(BOM)
        found = list(csv.DictReader(io.StringIO(text.removeprefix(BOM)), delimiter=";"))
        assert {row["Идентификатор"] for row in found} == set(shelf)
        assert all(not re.search("[a-z]", heading) for heading in found[0] if heading != "licence")
        assert all(re.fullmatch(r"(\d\d\.\d\d\.\d{4})?", row["Дата с"]) for row in found)


def test_the_codebook_describes_every_column_in_both_languages(files: dict[str, bytes]) -> None:
    described = {(row["table"], row["column"]): row for row in rows(files, "codebook.csv")}
    assert all(row["description_en"] and row["description_ru"] for row in described.values())
    resources = {r["path"]: r for r in json.loads(files[PACKAGE])["resources"]}
    for name in files:
        table = name.removesuffix(".csv")
        if name.endswith(".csv") and not name.endswith(".ru.csv") and table != "codebook":
            heading = next(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
            assert {column for of, column in described if of == table} | {"licence"} == set(heading)
            assert [field["name"] for field in resources[name]["schema"]["fields"]] == heading


def test_csl_items_have_dates_that_are_dates(files: dict[str, bytes], base: KnowledgeBase) -> None:
    for item in json.loads(files["sources.csl.json"]):
        issued = base.sources[item["id"]].issued
        assert ("issued" in item) is bool(issued)
        for parts in item.get("issued", {}).get("date-parts", []):
            date(*[*parts, 1, 1][:3])


@pytest.mark.parametrize(
    ("written", "csl"),
    [
        ("2025-08-25", {"date-parts": [[2025, 8, 25]]}),
        ("2025~", {"date-parts": [[2025]], "circa": True}),
        ("2024/2026-03", {"date-parts": [[2024], [2026, 3]]}),
        ("../2026-06", {"literal": "../2026-06"}),
    ],
)
def test_a_date_of_csl_says_no_more_than_the_record(written: str, csl: dict[str, Any]) -> None:
    assert _csl_date(written) == csl


def test_every_edge_of_the_graph_joins_two_nodes(files: dict[str, bytes], base: KnowledgeBase) -> None:
    graph = Xml.fromstring(files["graph.graphml"]).find(f"{{{NAMESPACE}}}graph")
    assert graph is not None
    nodes = {node.get("id") for node in graph.iter(f"{{{NAMESPACE}}}node")}
    edges = {(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{{{NAMESPACE}}}edge")}
    assert set(base.entities) | set(base.statements) <= nodes
    assert edges and all({*edge} <= nodes for edge in edges)
    assert all((s.speaker, s.id) in edges for s in base.statements.values() if s.speaker)


def test_no_publisher_that_is_cited_hangs_loose_and_every_node_has_a_short_name(
    files: dict[str, bytes], base: KnowledgeBase
) -> None:
    graph = Xml.fromstring(files["graph.graphml"]).find(f"{{{NAMESPACE}}}graph")
    assert graph is not None
    joined = {edge.get("source") for edge in graph.iter(f"{{{NAMESPACE}}}edge")}
    cited = {base.sources[link.id].published_by for s in base.statements.values() for link in s.sources}
    assert cited <= joined
    for node in graph.iter(f"{{{NAMESPACE}}}node"):
        (label,) = (data.text or "" for data in node if data.get("key") == "node-label")
        assert 0 < len(label) <= 60


@pytest.mark.parametrize(("name", "language"), [("commitments.ics", "en"), ("commitments.ru.ics", "ru")])
def test_the_calendar_has_every_plan_that_is_due(
    files: dict[str, bytes], base: KnowledgeBase, name: str, language: str
) -> None:
    due = {s.id: s for s in base.statements.values() if s.due and dates.parse(s.due).upper != date.max}
    events = Calendar.from_ical(files[name]).events
    entries = {str(entry["uid"]).partition(f"-{language}@")[0]: entry for entry in events}
    assert set(entries) == set(due) and due
    for i, statement in due.items():
        assert entries[i].start == dates.parse(statement.due or "").upper
        assert str(entries[i]["summary"]) == statement.text.read(language)
        assert entries[i]["transp"] == "TRANSPARENT", "nobody is busy on that day"


def test_the_package_names_every_file_with_its_checksum(files: dict[str, bytes]) -> None:
    resources = {r["path"]: r for r in json.loads(files[PACKAGE])["resources"]}
    assert set(resources) == {export.name for export in EXPORTS}
    for name, resource in resources.items():
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[name]).hexdigest()}"
        assert resource["bytes"] == len(files[name])


def test_the_licence_stands_inside_every_file_of_records(files: dict[str, bytes]) -> None:
    assert all(b"CC BY 4.0" in content for name, content in files.items() if not name.startswith("schema/"))


def test_one_commit_gives_the_same_bytes(files: dict[str, bytes], snapshot: Snapshot) -> None:
    assert make_all(Snapshot(snapshot.base, snapshot.site_url, snapshot.commit, snapshot.moment)) == files


def test_a_spreadsheet_calculates_nothing_of_a_text(base: KnowledgeBase, snapshot: Snapshot) -> None:
    """Not even one that begins as a formula does."""
    id = next(iter(base.sources))
    changed = base.sources[id].model_copy(update={"title": "=cmd|'/c calc'!A1"})
    hostile = replace(snapshot, base=replace(base, sources={**base.sources, id: changed}))
    (row,) = (
        row
        for row in rows({"sources.csv": csv_tables.write(tables.SOURCES, hostile)}, "sources.csv")
        if row["id"] == id
    )
    assert row["title"] == "'=cmd|'/c calc'!A1"


@pytest.mark.parametrize("sign", ["\\", "$", "^", "~", "#", "%", "&", "_"])
def test_latex_runs_nothing_of_a_text(base: KnowledgeBase, snapshot: Snapshot, sign: str) -> None:
    """What LaTeX would take for a command or for formulas is written so that it prints the sign."""
    id = next(iter(base.sources))
    changed = base.sources[id].model_copy(update={"title": f"{sign}input /etc/passwd{sign}"})
    hostile = replace(snapshot, base=replace(base, sources={**base.sources, id: changed}))
    title = parse_string(references.bibtex(hostile).decode(), "bibtex").entries[id].fields["title"]
    assert title.count("\\") == 2 and "\\input" not in title and f" {sign}" not in title
    assert not re.search(r"\\[a-z]+(?![a-z}])", title), "a command ends where its word ends"


def test_braces_in_the_name_of_an_author_do_not_end_the_file(base: KnowledgeBase, snapshot: Snapshot) -> None:
    id = next(iter(base.sources))
    authors = (Person(family="Doe}", given="A{"), Person(literal="} @misc{x"))
    changed = base.sources[id].model_copy(update={"author": authors})
    hostile = replace(snapshot, base=replace(base, sources={**base.sources, id: changed}))
    entries = parse_string(references.bibtex(hostile).decode(), "bibtex").entries
    assert set(entries) == set(base.sources)
    assert entries[id].persons["author"][0].last_names == [r"Doe{\textbraceright}"]
