"""JSON Schemas for editors: they accept the files of the repository as contributors write them, and know its ids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.checks.of_records.references import REFERENCES, known_ids
from kbase.core.records.loading import DATA_FOLDER, LISTS, STATEMENTS_FOLDER
from kbase.core.records.model import ENTITY_MODELS, Record, Source, Statement
from kbase.core.records.vocabulary import FOLDERS
from kbase.core.records.walking import EACH
from kbase.core.records.yaml_source import Path
from kbase.exports.schemas import DIALECT, RECORDS, record_schema

Schema = dict[str, Any]

PLACES: Final[Mapping[str, str]] = {
    **{kind.value: f"{DATA_FOLDER}/{folder}/*.yml" for folder, kind in FOLDERS.items()},
    "statement": f"{DATA_FOLDER}/{STATEMENTS_FOLDER}/*.yml",
    **{name: f"{DATA_FOLDER}/{file}" for file, model in LISTS.items() for name, m in RECORDS.items() if m is model},
}
"""Name of a schema → the files that it is for."""

_SEVERAL: Final = frozenset({"former_ids", "replaced_by", "issuer"})
"""Fields whose only value may stand without a list."""


def editor_schemas(base: KnowledgeBase) -> dict[str, bytes]:
    """File name → a schema for the files of one kind of record, with the ids of the base; new ones are accepted."""
    known = {kind: sorted(ids) for kind, ids in known_ids(base).items()}
    return {f"{name}.json": _file(_of_file(model, known)) for name, model in RECORDS.items()}


def _of_file(model: type[Record], known: Mapping[str, list[str]]) -> Schema:
    schema = record_schema(model)
    for path, kind in _references(model):
        _complete(schema, path, known[kind])
    definitions = schema.pop("$defs", {})
    for part in (schema, *definitions.values()):
        _as_written(part)
    if model is Statement:
        items = schema["properties"]["sources"]["items"]
        schema["properties"]["sources"]["items"] = {"anyOf": [items, *_ids(known["source"])]}
    if model is Source:
        schema["properties"]["title_descriptive"]["enum"] += [True, False]
        schema["properties"]["title_descriptive"].pop("type", None)
    if model in ENTITY_MODELS.values():
        schema["required"] = [name for name in schema["required"] if name != "id"]
        return {**schema, "$defs": definitions}
    return {"type": ["array", "null"], "items": schema, "$defs": definitions}


def _references(model: type[Record]) -> Iterator[tuple[Path, str]]:
    for owner, rows in REFERENCES.items():
        if issubclass(model, owner):
            yield from rows


def _ids(known: list[str]) -> list[Schema]:
    """What an id may be: one that is known, or a new one."""
    return [{"enum": known}, {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}]


def _complete(schema: Schema, path: Path, known: list[str]) -> None:
    """Lets the value at a path be completed from known ids."""
    here = schema
    for step in path:
        here = _resolved(schema, here)
        here = here["items"] if step == EACH else here["properties"][step]
    place = next((part for part in here.get("anyOf", ()) if part.get("type") == "string"), here)
    if place.get("type") != "string":
        return
    description = {"description": place["description"]} if "description" in place else {}
    place.clear()
    place |= {**description, "anyOf": _ids(known)}


def _resolved(schema: Schema, here: Schema) -> Schema:
    """The object or list that a node stands for: without references, and without "or null"."""
    here = next((part for part in here.get("anyOf", ()) if part.get("type") != "null"), here)
    name = here.get("$ref", "").rpartition("/")[2]
    found: Schema = schema["$defs"][name] if name else here
    return found


def _as_written(value: Any) -> None:
    """What editors read as a number (a year, the number of an act) is a text here; a field may be empty."""
    if isinstance(value, list):
        for member in value:
            _as_written(member)
    if not isinstance(value, dict):
        return
    for name in _SEVERAL & value.get("properties", {}).keys():
        field = value["properties"][name]
        if field.get("type") == "array":
            kept = {key: field.pop(key) for key in ("type", "items") if key in field}
            field["anyOf"] = [kept, {"type": "string"}]
    for member in value.values():
        _as_written(member)
    if value.get("type") == "string" and not {"pattern", "enum"} & value.keys():
        value["type"] = ["string", "number"]


def _file(schema: Schema) -> bytes:
    return (json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n").encode()
