"""Says in a contributor's words what pydantic finds wrong in a record: one line per fault, each with its fix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kbase.core.messages import Message, as_it_is, joined, say, spot
from kbase.core.problems import near
from kbase.core.records.yaml_source import Path


@dataclass(frozen=True)
class Fault:
    """What is wrong at `path` in the data of a record, and how to fix it."""

    path: Path
    code: str
    message: Message
    fix: Message


def explain(error: ValidationError, data: Any, model: type[BaseModel]) -> Iterator[Fault]:
    """The faults that `error` found in `data`, which should have become a record of `model`."""
    details: list[Any] = list(error.errors(include_url=False))
    for detail in details:
        if not _is_consequence(detail, details, model):
            path = tuple(_path_in(data, detail["loc"]))
            code, message, fix = _in_words(detail, path, model)
            yield Fault(path, code, message, fix)


def _is_consequence(detail: Any, details: list[Any], model: type[BaseModel]) -> bool:
    """A list is too short because its members are wrong; a field is missing because its name is mistyped."""
    here = detail["loc"]
    if detail["type"] == "too_short":
        return any(other["loc"][: len(here)] == here and len(other["loc"]) > len(here) for other in details)
    if detail["type"] == "missing":
        unknown = (other["loc"] for other in details if other["type"] == "extra_forbidden")
        return any(loc[:-1] == here[:-1] and near(str(loc[-1]), [str(here[-1])]) for loc in unknown)
    return False


def _path_in(data: Any, location: Iterable[str | int]) -> Iterator[str | int]:
    """The part of pydantic's location that exists in the data: names of union members are skipped."""
    here = data
    for step in location:
        members = dict(enumerate(here)) if isinstance(here, list) else here if isinstance(here, dict) else {}
        if step in members:
            here = members[step]
            yield step


def _in_words(detail: Any, path: Path, model: type[BaseModel]) -> tuple[str, Message, Message]:
    """Code, message and fix of one of pydantic's findings."""
    name = spot(path) if path else say("the record")
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "missing":
            return (
                "record-field-missing",
                say("the field '{last}' is missing", last=last),
                say("add `{last}:`", last=last),
            )
        case "extra_forbidden":
            fields = _fields(_model_at(model, detail["loc"][:-1]))
            fix = near(last, fields) or say("the fields here: {fields}", fields=", ".join(fields))
            return "record-field-unknown", say("there is no field '{last}'", last=last), fix
        case "enum" | "literal_error" if detail["input"] is None:
            return "record-word-unknown", say("{name} {what}", name=name, what=say("is empty")), _one_of(_words(detail))
        case "enum" | "literal_error":
            return (
                "record-word-unknown",
                say("'{word}' is not a word for {name}", word=detail["input"], name=name),
                _near_word(detail),
            )
        case "value_error":
            what, fix = detail["ctx"]["error"].args
            return "record-value", say("{name}: {what}", name=name, what=what) if path else what, fix
        case "string_pattern_mismatch":
            return (
                "record-value",
                say("'{word}' is not a valid {name}", word=detail["input"], name=name),
                _PATTERN_FIXES.get(next((step for step in path if isinstance(step, str)), ""))
                or _PATTERN_FIXES.get(last)
                or _id_like(str(detail["input"])),
            )
        case "string_too_long":
            number, most = len(str(detail["input"])), detail["ctx"]["max_length"]
            what = say("has {number} signs, more than {most}", number=number, most=most)
            return "record-value", say("{name} {what}", name=name, what=what), say("shorten it")
        case kind:
            what, fix = _SHAPES.get(kind, (as_it_is(str(detail["msg"]).lower()), _SEE))
            if detail.get("ctx", {}).get("class_name") == "Text":
                what, fix = (
                    say("is not a text with its language"),
                    say("write `{{ru: …}}` or `{{en: …}}`, with a space after `:`"),
                )
            return "record-value", say("{name} {what}", name=name, what=what), fix


def _id_like(written: str) -> Message:
    """How to write an id: what is written, as an id, where its letters are Latin."""
    id = re.sub(r"[\s_.-]+", "-", written.strip().lower()).strip("-")
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
        return say("use lower-case Latin letters, digits and single hyphens, such as '{id}'", id=id)
    return say("use lower-case Latin letters, digits and single hyphens")


_LANGUAGE_FIX = say("use the code of a language, such as en, ru or be")
_PATTERN_FIXES = {
    "lang": _LANGUAGE_FIX,
    "language": _LANGUAGE_FIX,
    "email": say("write it as name@example.org"),
    "reviewers": say("write an account as @name, or a team as @organisation/team"),
    "hosted_at": say("write the id of a publisher, or a host such as archive.example"),
}
"""Field → how to write it, where it is no id."""
_SEE = say("see CONTRIBUTING.md for its shape")
_SHAPES = {
    "string_type": (say("is not a plain text"), say("write one value after the colon")),
    "string_unicode": (
        say("is not UTF-8"),
        say("give the file a name of lower-case Latin letters, digits and hyphens"),
    ),
    "string_too_short": (say("is empty"), say("write it, or leave the field out")),
    "too_short": (say("is an empty list"), say("name one at least")),
    "tuple_type": (say("is not a list"), say("write `[one, two]`, or one per line with `- `")),
    "model_type": (say("is not a group of fields"), say("write `{{field: value}}`, or one field a line below it")),
}
"""Kind of pydantic's finding → what is wrong with a field, and the fix."""


def _near_word(detail: Any) -> Message:
    words = _words(detail)
    return near(str(detail["input"]), words) or _one_of(words)


def _words(detail: Any) -> list[str]:
    """The words of the vocabulary, which pydantic lists in a sentence."""
    parts = str(detail["ctx"]["expected"]).replace(" or ", ",").split(",")
    return [word for part in parts if (word := part.strip().strip("'"))]


def _one_of(words: list[str]) -> Message:
    quoted = [f"'{word}'" for word in words]
    listed = joined([", ".join(quoted[:-1]), quoted[-1]], say(" or ")) if quoted[1:] else quoted[0]
    return say("one of {expected}", expected=listed)


def _model_at(model: type[BaseModel], location: Iterable[str | int]) -> type[BaseModel]:
    """The model of the part of a record that stands at `location`."""
    for step in location:
        info = next((info for name, info in model.model_fields.items() if step in (name, info.alias)), None)
        model = (model_in(info.annotation) if info else None) or model
    return model


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model of what a field of this type holds; None where that is no group."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := model_in(inner))), None)


def _fields(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]
