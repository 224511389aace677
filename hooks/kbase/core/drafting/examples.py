"""A complete example of each kind of record: one of the base, so that it passes every check there is."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.apt import apt_records
from kbase.core.drafting.describing import InBoth, described
from kbase.core.drafting.drafts import KINDS
from kbase.core.drafting.form_fields import Control, control_of
from kbase.core.drafting.terminal.asking import choices_of, worded
from kbase.core.drafting.written import as_yaml
from kbase.core.records.model import LANGUAGES, Actor, Identified, Publisher
from kbase.core.records.vocabulary import ActorKind

_LONGEST: Final = 2_400
"""Characters of the data of an example: a longer one shows no more."""
_SEVERAL: Final = 2
_WIDTH: Final = 118
"""Signs in a line of words."""


@dataclass(frozen=True)
class Field:
    """A field of a record: what it means, whether it must be there, whether the example has it; the words that may
    stand in it, each with its label (`conference (конференция)`), and where it holds groups the fields of one.
    """

    name: str
    meaning: InBoth
    is_required: bool
    is_shown: bool
    words: tuple[InBoth, ...] = ()
    parts: tuple[Field, ...] = ()


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


def example(base: KnowledgeBase, kind: str, word: str = "") -> Example | None:
    """The example of one kind, or None where the base has none; with a `word` it has that in its field `kind`."""
    return _example(base, kind, word) if kind in KINDS else None


def _example(base: KnowledgeBase, kind: str, word: str = "") -> Example | None:
    """Of the records that are not too long the one with most fields, then the shortest, then the first by id."""
    model, place = KINDS[kind]
    records = apt_records(base, kind, word)
    sizes = {record.id: len(json.dumps(_data(base, record.id, False), ensure_ascii=False)) for record in records}
    apt = [record for record in records if sizes[record.id] <= _LONGEST] or records
    if not apt:
        return None
    chosen = min(apt, key=lambda record: (_worth(record), sizes[record.id], record.id))
    text = as_yaml(_data(base, chosen.id, "{id}" in place), "{id}" not in place)
    file = base.origins[chosen.id].parsed.file
    others = {*(("id",) if "{id}" in place else ()), *(Publisher.model_fields if word == ActorKind.PERSON else ())}
    fields = tuple(field for field in _fields(model, chosen) if field.name not in others)
    return Example(kind, chosen.id, file, text, fields)


def _worth(record: Identified) -> tuple[bool, int]:
    """The less, the better a record shows its kind: several roles, since a list of groups is what is written wrongly
    most often; many fields.
    """
    return isinstance(record, Actor) and len(record.roles) < _SEVERAL, -len(record.model_fields_set)


def _data(base: KnowledgeBase, id: str, has_file: bool) -> Mapping[str, Any]:
    """A record as it was written; where the file's name is the id, it is not repeated."""
    origin = base.origins[id]
    data: Any = origin.parsed.data
    for step in origin.root:
        data = data[step]
    return {name: value for name, value in data.items() if value is not None and not (has_file and name == "id")}


def _fields(model: type[BaseModel], record: Identified) -> list[Field]:
    """The fields of the kind: those that must be there, those that the example has, the others."""
    names = (info.alias or name for name, info in model.model_fields.items())
    fields = [
        _field(model.__name__, control_of(model, name), name in record.model_fields_set)
        for name in names
        if described(model.__name__, name)
    ]
    return sorted(fields, key=lambda field: (not field.is_required, not field.is_shown))


def _field(model: str, control: Control, is_shown: bool) -> Field:
    words = tuple(_in_both(choice) for choice in choices_of(control))
    parts = tuple(
        _field(control.holds, part, False) for part in control.controls if described(control.holds, part.name)
    )
    meaning = described(model, control.name) or {}
    return Field(control.name, meaning, control.is_required, is_shown, words, parts)


def _in_both(choice: str) -> InBoth:
    return {language: worded(choice, language) for language in LANGUAGES}


def as_lines(shown: Example, language: str) -> str:
    """The example for a terminal: where it stands, the record, and what its fields mean."""
    width = max(len(field.name) for field in shown.fields)
    rows = [row for field in shown.fields for row in _rows(field, width, language)]
    note = {"en": "* must be there", "ru": "* обязательно"}[language]
    return f"# {shown.file}\n{shown.text}\n" + "\n".join([*rows, f"# {note}"])


def _rows(field: Field, width: int, language: str, indent: str = "") -> Iterator[str]:
    """What a field means, below it the words that may stand in it, and the fields of its groups."""
    yield f"# {indent}{'*' if field.is_required else ' '} {field.name:<{width}}  {field.meaning[language]}"
    margin = f"# {indent}  {'':<{width}}  "
    words = ", ".join(word[language] for word in field.words)
    yield from textwrap.wrap(words, _WIDTH, initial_indent=margin, subsequent_indent=margin)
    for part in field.parts:
        yield from _rows(part, max(len(one.name) for one in field.parts), language, f"{indent}    ")
