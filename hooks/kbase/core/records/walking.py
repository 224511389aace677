"""Walks through records generically: every text with its path, every value that a pattern names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from kbase.core.records.model import LANGUAGES, Text
from kbase.core.records.yaml_source import Path

EACH = "*"
"""In a pattern: every member of the list that stands there."""


def values(record: BaseModel, pattern: Path) -> Iterator[tuple[Path, str]]:
    """The values at `pattern` with their paths: `("sources", EACH, "id")` gives the id of each source link."""
    yield from _values(record, pattern, ())


def _values(here: Any, pattern: Path, path: Path) -> Iterator[tuple[Path, str]]:
    if here is None:
        return
    if not pattern:
        if isinstance(here, str):
            yield path, here
        return
    step, rest = pattern[0], pattern[1:]
    if step == EACH:
        for index, member in enumerate(here):
            yield from _values(member, rest, (*path, index))
    elif isinstance(here, BaseModel):
        yield from _values(_field(here, str(step)), rest, (*path, step))


def _field(record: BaseModel, name: str) -> Any:
    return getattr(record, f"{name}_" if name == "from" else name, None)


def texts(record: BaseModel) -> Iterator[tuple[Path, Text]]:
    """Every bilingual text of a record with its path."""
    for path, value in leaves(record):
        if isinstance(value, Text):
            yield path, value


def strings(record: BaseModel) -> Iterator[tuple[Path, str]]:
    """Every plain string of a record, those inside bilingual texts too, with its path."""
    for path, value in leaves(record):
        if isinstance(value, Text):
            yield from _both(path, value)
        elif isinstance(value, str):
            yield path, value


def _both(path: Path, text: Text) -> Iterator[tuple[Path, str]]:
    for language in LANGUAGES:
        if words := getattr(text, language):
            yield (*path, language), words


def leaves(here: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a record that is not a record or list itself; a bilingual text counts as one value."""
    if isinstance(here, Text) or not isinstance(here, BaseModel | tuple):
        if here is not None:
            yield path, here
    elif isinstance(here, tuple):
        for index, member in enumerate(here):
            yield from leaves(member, (*path, index))
    else:
        for name, info in type(here).model_fields.items():
            yield from leaves(getattr(here, name), (*path, info.alias or name))
