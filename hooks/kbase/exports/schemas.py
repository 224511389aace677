"""The JSON Schemas (draft 2020-12) of the records and of `kb.json`, from the models that read the records."""

from __future__ import annotations

import json
from typing import Any

from kbase.core.drafting.describing import described
from kbase.core.evidence.rows import HOW_TOLD, Row
from kbase.core.records import vocabulary
from kbase.core.records.model import ENTITY_MODELS, Outlet, Record, Search, Source, Statement, Term
from kbase.core.records.vocabulary import Attested, Content, EntityType, Ownership, Step
from kbase.exports.snapshot import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: dict[str, type[Record]] = {
    **{kind.value: model for kind, model in ENTITY_MODELS.items()},
    "statement": Statement,
    "source": Source,
    "publisher": Outlet,
    "term": Term,
    "search": Search,
}
"""Name of a schema → the model of what a contributor writes."""

_TEXT = {"type": "string"}
_IN_BOTH = {"type": "object", "properties": {"en": _TEXT, "ru": _TEXT}, "required": ["en", "ru"]}


def _one_of(words: Any, nullable: bool = False) -> dict[str, Any]:
    values = [word.value for word in words]
    return {"enum": [*values, None] if nullable else values}


_ENTITY = {
    "type": _one_of(EntityType),
    "stage": _one_of(Step, nullable=True),
    "referred_by": {"type": "array", "items": _TEXT},
    "url": _IN_BOTH,
}
_STATEMENT = {
    "topic": _TEXT,
    "attested": _one_of(Attested),
    "content": _one_of(Content, nullable=True),
    "label": _one_of(HOW_TOLD),
    "label_support": _one_of(Row, nullable=True),
    "reason": _IN_BOTH,
    "url": _IN_BOTH,
}
_LISTS: dict[str, tuple[list[str], dict[str, Any], list[str]]] = {
    "entities": ([kind.value for kind in ENTITY_MODELS], _ENTITY, ["type", "referred_by", "url"]),
    "publishers": (["publisher"], {"final_controllers": {"type": "array", "items": _TEXT}}, ["final_controllers"]),
    "statements": (["statement"], _STATEMENT, [*_STATEMENT]),
    "sources": (["source"], {"ownership": _one_of(Ownership)}, ["ownership"]),
    "terms": (["term"], {}, []),
    "searches": (["search"], {}, []),
}
"""List of `kb.json` → the records in it, the fields that are computed, and which of these are always there."""


def records() -> dict[str, bytes]:
    """File name → the schema of one kind of record, as it is written in docs/data."""
    return {f"{name}.json": _file(record_schema(model)) for name, model in RECORDS.items()}


def record_schema(model: type[Record]) -> dict[str, Any]:
    """The schema of a record with what its fields and words mean, in both languages."""
    schema: dict[str, Any] = model.model_json_schema(by_alias=True)
    _describe(schema, model.__name__)
    for name, part in schema.get("$defs", {}).items():
        _describe(part, name)
    return schema


def _describe(schema: dict[str, Any], model: str) -> None:
    """Writes the meaning of each field, and the labels of the words of a vocabulary, into the schema of a model."""
    for name, field in schema.get("properties", {}).items():
        if words := described(model, name):
            field["description"] = f"{words['en']}\n{words['ru']}"
    words_of = getattr(vocabulary, model, None)
    if "enum" in schema and words_of is not None:
        schema["enumDescriptions"] = [f"{word.en} / {word.ru}" for word in words_of]


def kb() -> bytes:
    """The schema of `kb.json`. Fields may be added to it, so unknown ones are allowed at every place."""
    about = {"schema_version": {"const": SCHEMA_VERSION}, "generated_at": _TEXT, "commit": _TEXT, "licence": _TEXT}
    definitions: dict[str, Any] = {}
    lists = {name: {"type": "array", "items": _items(*shape, definitions)} for name, shape in _LISTS.items()}
    return _file(
        {
            "type": "object",
            "properties": {**about, **lists},
            "required": [*about, *lists],
            "$defs": definitions,
        }
    )


def _items(names: list[str], computed: dict[str, Any], always: list[str], definitions: dict[str, Any]) -> Any:
    """The schema of the items of a list; what its records refer to is put among the common `definitions`."""
    shapes = []
    for name in names:
        schema = _open(RECORDS[name].model_json_schema(by_alias=True, mode="serialization"))
        definitions |= schema.pop("$defs", {})
        shapes.append(
            {**schema, "properties": {**schema["properties"], **computed}, "required": _required(RECORDS[name], always)}
        )
    return {"anyOf": shapes} if len(shapes) > 1 else shapes[0]


def _required(model: type[Record], always: list[str]) -> list[str]:
    """The fields that every record of a list has; one that may be left out is none."""
    given = {name for name, field in model.model_fields.items() if field.default is not None}
    return sorted({*RECORD_REQUIRED.intersection(given), *always})


RECORD_REQUIRED = frozenset({"id", "title", "text", "kind", "sources", "about", "recorded", "question", "published_by"})


def _open(value: Any) -> Any:
    """A schema that allows fields which it does not know."""
    if isinstance(value, dict):
        return {key: _open(inner) for key, inner in value.items() if key != "additionalProperties"}
    return [_open(inner) for inner in value] if isinstance(value, list) else value


def _file(schema: dict[str, Any]) -> bytes:
    return (json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n").encode()
