"""From the words of a command to a record: which file it belongs to, what its fields are, what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.written import Data, appended, as_yaml, inserted, unwritable
from kbase.core.messages import EMPTY, Message, joined, say, spot
from kbase.core.problems import near
from kbase.core.records.loading import DATA_FOLDER, STATEMENTS_FOLDER
from kbase.core.records.model import (
    ENTITY_MODELS,
    Actor,
    Outlet,
    Publisher,
    Record,
    Search,
    Source,
    SourceLink,
    Statement,
    Term,
    Text,
)
from kbase.core.records.order import BY_ID, split
from kbase.core.records.pydantic_messages import Fault, explain, model_in
from kbase.core.records.vocabulary import FOLDERS, KIND_OF_TYPE, ActorKind, SourceKind, StatementKind, Word
from kbase.core.records.yaml_source import parse

KINDS: Final[Mapping[str, tuple[type[Record], str]]] = {
    "statement": (Statement, f"{DATA_FOLDER}/{STATEMENTS_FOLDER}/{{topic}}.yml"),
    "source": (Source, f"{DATA_FOLDER}/sources.yml"),
    "publisher": (Outlet, f"{DATA_FOLDER}/publishers.yml"),
    "term": (Term, f"{DATA_FOLDER}/glossary.yml"),
    "search": (Search, f"{DATA_FOLDER}/searches.yml"),
    **{kind.value: (ENTITY_MODELS[kind], f"{DATA_FOLDER}/{folder}/{{id}}.yml") for folder, kind in FOLDERS.items()},
}
"""What a new record is called → its model, and its file."""


_ALSO_CALLED: Final[Mapping[str, str]] = {
    "body": "actor",
    "act": "agreement",
    "outlet": "publisher",
    "утверждение": "statement",
    "источник": "source",
    "издатель": "publisher",
    "термин": "term",
    "поиск": "search",
    "приоритет": "priority",
    "участник": "actor",
    "акт": "agreement",
    "соглашение": "agreement",
    "событие": "event",
    "аналитика": "analysis",
    "человек": "person",
    "лицо": "person",
    "персона": "person",
    "организация": "organisation",
    "компания": "company",
    "закон": "law",
}
"""What people call a kind of record, in lower case → its name, or the word of `kind` that says it."""


@cache
def _kinds_by_word() -> Mapping[str, str]:
    """Words of `kind` that one kind of record alone has → that kind of record: who says "person" says "actor" too."""
    vocabularies: dict[str, type[Word]] = {type_.value: words for type_, words in KIND_OF_TYPE.items()} | {
        "statement": StatementKind
    }
    every: list[type[Word]] = [*vocabularies.values(), SourceKind]
    counted = Counter(str(word) for words in every for word in words)
    return {str(word): kind for kind, words in vocabularies.items() for word in words if counted[str(word)] == 1}


def kind_of(word: str) -> tuple[str, str]:
    """The kind of record that a word asks for, and the word of its field `kind` if that is said with it."""
    word = _ALSO_CALLED.get(word.lower(), word)
    if word in KINDS:
        return word, ""
    return (_kinds_by_word()[word], word) if word in _kinds_by_word() else (word, "")


class Refused(Exception):
    """Why a record cannot be made so, and what to do about it: two messages."""

    def __init__(self, message: Message, fix: Message) -> None:
        super().__init__(message, fix)
        self.message, self.fix = message, fix


@dataclass(frozen=True)
class Draft:
    """A record that is to be: its kind, its file, its id and its data, as a contributor would write it."""

    kind: str
    file: str
    id: str
    data: Data

    @property
    def model(self) -> type[Record]:
        return KINDS[self.kind][0]

    @property
    def is_member(self) -> bool:
        """Whether its file is a list of records."""
        return "{id}" not in KINDS[self.kind][1]

    def text(self) -> str:
        """The record as it is written; raises Refused for what YAML cannot hold."""
        try:
            return as_yaml(self.data, self.is_member)
        except ValueError:
            raise self._refused() from None

    def _refused(self) -> Refused:
        """Which sign cannot be written, and in which field."""
        for path, sign in unwritable(self.data):
            message = say("{name}: a hidden character U+{number:04X} stands in it", name=spot(path), number=ord(sign))
            return Refused(message, say("delete it and type the text again"))
        return Refused(say("there is a sign in it that YAML cannot hold"), say("type the text again"))


def draft(kind: str, id: str, given: Sequence[str], today: str, topic: str = "") -> Draft:
    """The record of `FIELD=VALUE` words; raises Refused for a field that is none, or a word that is no field."""
    kind, said = kind_of(kind)
    if kind not in KINDS:
        hint = near(kind, KINDS)
        raise Refused(
            say("'{kind}' is no kind of record", kind=kind), hint or say("there are {kinds}", kinds=", ".join(KINDS))
        )
    model, file = KINDS[kind]
    data: dict[str, Any] = {"id": id} if "{id}" not in file else {}
    seen: set[str] = set()
    for word in given:
        name, equals, value = word.partition("=")
        if not equals:
            raise Refused(
                say("'{word}' is no field with a value", word=word), say("write FIELD=VALUE, such as kind=fact")
            )
        if (field := name.strip()) in seen:
            raise Refused(say("the field '{name}' is given twice", name=field), say("leave one of the two out"))
        seen.add(field)
        _put(data, model, field.split("."), value.strip())
    if said:
        data.setdefault("kind", said)
    if model is Statement:
        data.setdefault("recorded", today)
    return Draft(kind, file.format(topic=topic, id=id), id, ordered(data, model))


def _put(data: dict[str, Any], model: type[BaseModel], path: list[str], value: str) -> None:
    name, *rest = path
    field = _field(model, name)
    if rest:
        inner = data.setdefault(name, {})
        if not isinstance(inner, dict) or len(rest) > 1:
            raise Refused(
                say("'{path}' names no field", path=".".join(path)), say("write one dot at most, as in text.en")
            )
        inner[rest[0]] = value
    else:
        data[name] = _value(field, value, name)


def _field(model: type[BaseModel], name: str) -> Any:
    fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    if name not in fields:
        known = say("the fields here: {fields}", fields=", ".join(fields))
        raise Refused(say("there is no field '{last}'", last=name), near(name, fields) or known)
    return fields[name]


def _value(annotation: Any, value: str, name: str) -> Any:
    """What a value means for a field of this type: a list, a group, a text with its language, or a plain text."""
    is_list, group = "tuple[" in str(annotation), model_in(annotation)
    if value[:1] in ("[", "{") and (is_list or group):
        # Groups in a row may stand without the brackets of their list.
        written = f"[{value}]" if is_list and value[0] == "{" else value
        parsed, problems = parse(f"{name}: {written}", "")
        if problems or parsed is None:
            raise Refused(joined([name, problems[0].message], ": "), _as_groups(name, group) or problems[0].fix)
        return parsed.data[name]
    if is_list:
        members = [member.strip() for member in value.split(",") if member.strip()]
        if group and group is not SourceLink:
            message = say("{name}: each one is a group of fields between braces", name=name)
            raise Refused(message, _as_groups(name, group))
        return [{"id": member} for member in members] if group else members
    if group is Text:
        return in_its_language(value)
    return value


def in_its_language(text: str) -> dict[str, str]:
    """A text with its language, which is known by its letters."""
    return {"ru" if re.search("[а-яё]", text.lower()) else "en": text}


_MOST_SHOWN: Final = 4
"""Fields of a group in what shows how it is written."""


def _as_groups(name: str, group: type[BaseModel] | None) -> Message:
    """How groups are written, with the first fields of one; empty where the field holds none."""
    if group is None or group is Text:
        return EMPTY
    fields = [info.alias or field for field, info in group.model_fields.items()][:_MOST_SHOWN]
    shown = ", ".join(f"{field}: …" for field in fields)
    return say("write {name}='{{{fields}}}, {{…}}', a text in it as {{en: …}} or {{ru: …}}", name=name, fields=shown)


def ordered(data: Data, model: type[BaseModel]) -> Data:
    """The id, then the fields in the order of the model, which is that in which people look for them; who owns a body
    comes last.
    """
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] in Publisher.model_fields)
    names = ["id", *(info.alias or name for name, info in fields)]
    return {name: data[name] for name in names if name in data}


def lacking(one: Draft) -> list[str]:
    """The fields that the record must have and has not."""
    fields = one.model.model_fields.items()
    names = [info.alias or name for name, info in fields if info.is_required()]
    needed = [name for name in names if name != "id" and name not in one.data]
    if one.model is Actor:
        return needed + _of_actor(one.data)
    return needed + _of_statement(one.data) if one.model is Statement and "kind" in one.data else needed


def _of_actor(data: Data) -> list[str]:
    """What a body needs by its kind: one of a state that state."""
    return ["controller"] if data.get("kind") == ActorKind.STATE_BODY and "controller" not in data else []


def _of_statement(data: Data) -> list[str]:
    """What a statement needs by its kind: a fact the day on which it happened, all others whoever said it, and when."""
    is_fact = data["kind"] == "fact"
    speaker = [] if is_fact or "by" in data else ["by"]
    return speaker if {"said", "happened"} & data.keys() else [*speaker, "happened" if is_fact else "said"]


def faults(one: Draft) -> list[Fault]:
    """What is wrong with the fields of the record."""
    data = {"id": one.id, **one.data}
    try:
        one.model.model_validate(data)
    except ValidationError as error:
        return list(explain(error, data, one.model))
    return []


def faults_of_group(model: str, data: Data) -> list[Fault]:
    """What is wrong with the fields of a group of records, by the name of its model."""
    group = _groups()[model]
    try:
        group.model_validate(data)
    except ValidationError as error:
        return list(explain(error, data, group))
    return []


@cache
def _groups() -> Mapping[str, type[BaseModel]]:
    """The models of what the fields of records hold, by their names."""
    annotations = [info.annotation for model, _ in KINDS.values() for info in model.model_fields.values()]
    return {group.__name__: group for annotation in annotations if (group := model_in(annotation))}


def require_id(one: Draft) -> None:
    """Raises Refused for an id that can be none, before anybody answers a question."""
    if wrong := next((fault for fault in faults(one) if fault.path == ("id",)), None):
        raise Refused(wrong.message, wrong.fix)


def require_free(base: KnowledgeBase, id: str) -> None:
    """Raises Refused where an id is taken, or was before."""
    if id in base.origins:
        message = say("the id '{id}' is taken: see {place}", id=id, place=base.origins[id].place(("id",)))
        raise Refused(message, say("to add to that record, write into its file; for another one choose another id"))
    if id in base.renamed:
        message = say("'{id}' is a former id of '{now}', whose address leads there", id=id, now=base.renamed[id])
        raise Refused(message, say("choose another id"))


def placed(one: Draft, text: str | None) -> str:
    """The file with the record in its place; `text` is what is there, None where there is no such file."""
    if not one.is_member or text is None:
        return one.text()
    if one.file in BY_ID:
        return inserted(text, one.id, one.text(), [(block.id, block.line) for block in split(text)[1]])
    return appended(text, one.text())
