"""A complete example of each kind of record: one of the base, so that it passes every check there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.describing import InBoth, described
from kbase.core.drafting.drafts import KINDS
from kbase.core.drafting.written import as_yaml
from kbase.core.records.model import Actor, Identified, Statement

_LONGEST: Final = 2_400
"""Characters of the data of an example: a longer one shows no more."""


@dataclass(frozen=True)
class Field:
    """A field of a record: what it means, whether it must be there, whether the example has it."""

    name: str
    meaning: InBoth
    is_required: bool
    is_shown: bool


@dataclass(frozen=True)
class Example:
    """A record as it is written, where it stands, and all fields of its kind."""

    kind: str
    id: str
    file: str
    text: str
    fields: tuple[Field, ...]


def examples(base: KnowledgeBase) -> Mapping[str, Example]:
    """Kind → its example, in the order in which a contributor needs them; a kind without a record has none."""
    found = ((kind, _example(base, kind)) for kind in KINDS)
    return {kind: example for kind, example in found if example}


def example(base: KnowledgeBase, kind: str) -> Example | None:
    """The example of one kind, or None where the base has no record of it."""
    return _example(base, kind) if kind in KINDS else None


def _example(base: KnowledgeBase, kind: str) -> Example | None:
    """Of the records that are not too long the one with most fields, then the shortest, then the first by id."""
    model, place = KINDS[kind]
    shelves = (base.statements, base.sources, base.outlets, base.terms, base.searches, base.entities)
    records = [record for shelf in shelves for record in shelf.values() if type(record) is model and _is_apt(record)]
    sizes = {record.id: len(json.dumps(_data(base, record.id, False), ensure_ascii=False)) for record in records}
    apt = [record for record in records if sizes[record.id] <= _LONGEST] or records
    if not apt:
        return None
    chosen = min(apt, key=lambda record: (-len(record.model_fields_set), sizes[record.id], record.id))
    text = as_yaml(_data(base, chosen.id, "{id}" in place), "{id}" not in place)
    file = base.origins[chosen.id].parsed.file
    fields = tuple(field for field in _fields(model.__name__, chosen) if field.name != "id" or "{id}" not in place)
    return Example(kind, chosen.id, file, text, fields)


def _is_apt(record: Identified) -> bool:
    """Whether a record shows what is hard: of actors a person with roles, of statements one that stands."""
    if isinstance(record, Statement):
        return record.retracted is None and not record.former_ids
    return bool(record.roles) if isinstance(record, Actor) else True


def _data(base: KnowledgeBase, id: str, has_file: bool) -> Mapping[str, Any]:
    """A record as it was written; where the file's name is the id, it is not repeated."""
    origin = base.origins[id]
    data: Any = origin.parsed.data
    for step in origin.root:
        data = data[step]
    return {name: value for name, value in data.items() if value is not None and not (has_file and name == "id")}


def _fields(model: str, record: Identified) -> list[Field]:
    """All fields of the kind, in the order of the model."""
    return [
        Field(info.alias or name, words, info.is_required(), name in record.model_fields_set)
        for name, info in type(record).model_fields.items()
        if (words := described(model, info.alias or name))
    ]


def as_lines(shown: Example, language: str) -> str:
    """The example for a terminal: where it stands, the record, and what its fields mean."""
    width = max(len(field.name) for field in shown.fields)
    marks = {True: "*", False: " "}
    rows = [f"# {marks[field.is_required]} {field.name:<{width}}  {field.meaning[language]}" for field in shown.fields]
    note = {"en": "* must be there", "ru": "* обязательно"}[language]
    return f"# {shown.file}\n{shown.text}\n" + "\n".join([*rows, f"# {note}"])
