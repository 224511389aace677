"""Says in a contributor's words what pydantic finds wrong in a record: one line per fault, each with its fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kbase.core.problems import near
from kbase.core.records.yaml_source import Path


@dataclass(frozen=True)
class Fault:
    """What is wrong at `path` in the data of a record, and how to fix it."""

    path: Path
    code: str
    message: str
    fix: str


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


def _in_words(detail: Any, path: Path, model: type[BaseModel]) -> tuple[str, str, str]:
    """Code, message and fix of one of pydantic's findings."""
    name = ".".join(str(step) for step in path) or "the record"
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "missing":
            return "record-field-missing", f"the field '{last}' is missing", f"add `{last}:`"
        case "extra_forbidden":
            fields = _fields(_model_at(model, detail["loc"][:-1]))
            fix = near(last, fields) or f"the fields here: {', '.join(fields)}"
            return "record-field-unknown", f"there is no field '{last}'", fix
        case "enum" | "literal_error":
            return "record-word-unknown", f"'{detail['input']}' is not a word for {name}", _near_word(detail)
        case "value_error":
            what, fix = detail["ctx"]["error"].args
            return "record-value", f"{name}: {what}" if path else what, fix
        case "string_pattern_mismatch":
            return (
                "record-value",
                f"'{detail['input']}' is not a valid {name}",
                _PATTERN_FIXES.get(last, _PATTERN_FIX),
            )
        case kind:
            what, fix = _SHAPES.get(kind, (str(detail["msg"]).lower(), "see CONTRIBUTING.md for its shape"))
            if detail.get("ctx", {}).get("class_name") == "Text":
                what, fix = "is not a text with its language", "write `{ru: …}` or `{en: …}`, with a space after `:`"
            return "record-value", f"{name} {what}", fix


_PATTERN_FIX = "use lower-case Latin letters, digits and single hyphens"
_LANGUAGE_FIX = "use the code of a language, such as en, ru or be"
_PATTERN_FIXES = {
    "lang": _LANGUAGE_FIX,
    "language": _LANGUAGE_FIX,
    "hosted_at": "write the id of a publisher, or a host such as archive.example",
}
"""Field → how to write it, where it is no id."""
_SHAPES = {
    "string_type": ("is not a plain text", "write one value after the colon"),
    "string_too_short": ("is empty", "write it, or leave the field out"),
    "string_too_long": ("is too long", "shorten it"),
    "too_short": ("is an empty list", "name one at least"),
    "tuple_type": ("is not a list", "write `[one, two]`, or one per line with `- `"),
    "model_type": ("is not a group of fields", "write `{field: value}`, or one field a line below it"),
}
"""Kind of pydantic's finding → what is wrong with a field, and the fix."""


def _near_word(detail: Any) -> str:
    expected = str(detail["ctx"]["expected"])
    words = [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",")]
    return near(str(detail["input"]), words) or f"one of {expected}"


def _model_at(model: type[BaseModel], location: Iterable[str | int]) -> type[BaseModel]:
    """The model of the part of a record that stands at `location`."""
    for step in location:
        info = next((info for name, info in model.model_fields.items() if step in (name, info.alias)), None)
        model = (_model_in(info.annotation) if info else None) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _fields(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]
