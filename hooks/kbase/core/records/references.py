"""Where records name other records: every field that holds an id, found by its type, and its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeVar, get_args

import yaml
from pydantic import BaseModel

from kbase.core.records.model import Host, Id
from kbase.core.records.yaml_source import Path

R = TypeVar("R", bound=BaseModel)
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def named_ids(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every id that a record holds, its own and those of other records, with its path; and the host of a source, which
    may be an id.
    """
    for name, info in type(record).model_fields.items():
        value, here = getattr(record, name), (*path, info.alias or name)
        members = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for number, member in members:
            at = here if number is None else (*here, number)
            if isinstance(member, BaseModel):
                yield from named_ids(member, at)
            elif isinstance(member, str) and _holds_ids(type(record), name):
                yield at, member


def with_ids(record: R, called: Mapping[str, str]) -> R:
    """A record with other ids in the place of those that are called otherwise; its former ones stay. Where there are
    none, it is the record itself.
    """
    changed: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name != "former_ids" and (other := _with_ids(value, called, _holds_ids(type(record), name))) is not value:
            changed[name] = other
    return record.model_copy(update=changed) if changed else record


def _with_ids(value: Any, called: Mapping[str, str], is_id: bool) -> Any:
    if isinstance(value, tuple):
        members = tuple(_with_ids(member, called, is_id) for member in value)
        return members if any(new is not old for new, old in zip(members, value, strict=True)) else value
    if isinstance(value, BaseModel):
        return with_ids(value, called)
    return called.get(value, value) if is_id and isinstance(value, str) else value


@lru_cache(maxsize=512)
def _holds_ids(model: type[BaseModel], name: str) -> bool:
    info = model.model_fields[name]
    parts = (*info.metadata, *_parts(info.annotation))
    return any(getattr(part, "pattern", None) in _PATTERNS for part in parts)


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and what it is made of, with what is noted of it."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(part)


_PATTERNS: Final = frozenset(
    pattern for kind in (Id, Host) for part in _parts(kind) if (pattern := getattr(part, "pattern", None))
)


# --- places in the text ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """A scalar, or the first key of a mapping: where it begins and ends, and in which column."""

    start: int
    end: int
    column: int
    in_braces: bool
    """Whether what holds it is written in braces or brackets."""


@dataclass
class Spots:
    """Where the scalars of a YAML text stand by their paths, and the key of each in its mapping."""

    scalars: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)

    def nearest(self, path: Path) -> tuple[Path, Spot] | None:
        """The scalar at a path, or at the nearest part of it that is one: a short form has the value there."""
        lengths = range(len(path), 0, -1)
        return next(((path[:n], self.scalars[path[:n]]) for n in lengths if path[:n] in self.scalars), None)


def spots(text: str) -> Spots:
    """The places of all scalars and keys of a YAML text that can be read."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = Spots()
    events = iter(yaml.parse(text, Loader=_LOADER))
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            _walk(event, events, (), False, _Marks(starts), found)
    return found


@dataclass(frozen=True)
class _Marks:
    starts: list[int]

    def spot(self, event: Any, in_braces: bool) -> Spot:
        start, end = event.start_mark, event.end_mark
        return Spot(self.starts[start.line] + start.column, self.starts[end.line] + end.column, start.column, in_braces)


def _walk(event: Any, events: Iterator[Any], path: Path, in_braces: bool, marks: _Marks, found: Spots) -> None:
    if isinstance(event, yaml.ScalarEvent):
        found.scalars[path] = marks.spot(event, in_braces)
    elif isinstance(event, yaml.SequenceStartEvent):
        number = 0
        while not isinstance(member := next(events), yaml.SequenceEndEvent):
            _walk(member, events, (*path, number), bool(event.flow_style), marks, found)
            number += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            here = (*path, key.value)
            found.keys[here] = marks.spot(key, bool(event.flow_style))
            _walk(next(events), events, here, bool(event.flow_style), marks, found)
