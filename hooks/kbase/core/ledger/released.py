"""A released `kb.json` as a base again: its records, without prose and without the marks of translations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kbase.core.base import KnowledgeBase
from kbase.core.records.model import ENTITY_MODELS, Outlet, Record, Search, Source, Statement, Term

_LISTS: Final[Mapping[str, type[Record] | None]] = {
    "entities": None,
    "publishers": Outlet,
    "statements": Statement,
    "sources": Source,
    "terms": Term,
    "searches": Search,
}
"""List of the file → the model of its rows; an entity names its type itself."""

_ENTITIES: Final = {entity_type.value: model for entity_type, model in ENTITY_MODELS.items()}


def read_released(file: Path) -> tuple[KnowledgeBase, list[str]]:
    """The base that a released file holds, and the ids of the records that today's rules can no longer read (empty for
    what is no record).

    Raises ValueError(what is wrong, how to fix it) where the file is no such release, and OSError where it cannot be
    read. What the release computed (grades, stages, addresses) is left out, and computed anew by whoever asks.
    """
    held = _held(file)
    shelves: dict[str, dict[str, Any]] = {name: {} for name in _LISTS}
    unreadable: list[str] = []
    for name, row in _rows(held):
        if record := _record(name, row):
            shelves[name][row["id"]] = record
        else:
            unreadable.append(str(row.get("id")) if isinstance(row, dict) else "")
    entities, outlets = shelves["entities"], shelves["publishers"]
    held_topics = {str(row.get("id")): str(row.get("topic", "")) for row in held["statements"] if isinstance(row, dict)}
    base = KnowledgeBase(
        entities=entities,
        outlets={id: outlet for id, outlet in outlets.items() if id not in entities},
        sources=shelves["sources"],
        statements=shelves["statements"],
        terms=shelves["terms"],
        searches=shelves["searches"],
        prose={},
        topics={id: held_topics[id] for id in shelves["statements"]},
    )
    return base, unreadable


def commit_of_release(file: Path) -> str:
    """The hash of the commit that a released file was made from; empty where it names none. Raises what `read_released`
    raises.
    """
    commit = _held(file).get("commit")
    return commit if isinstance(commit, str) and re.fullmatch(r"[0-9a-f]{40,64}", commit) else ""


def _held(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{file.name} is not JSON ({error})", "take the kb.json of a release") from error
    lacking = [name for name in _LISTS if not isinstance(held, dict) or not isinstance(held.get(name), list)]
    if lacking:
        raise ValueError(f"{file.name} has no list '{lacking[0]}'", "take the kb.json of a release")
    return dict(held)


def _rows(held: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in _LISTS:
        yield from ((name, row) for row in held[name])


def _record(name: str, row: Any) -> Record | None:
    """A row as a record, without the fields that a release adds; None where it does not fit today's model."""
    try:
        model = _LISTS[name] or _ENTITIES[row.get("type", "")]
        fields = {known for field, info in model.model_fields.items() for known in (field, info.alias)}
        return model.model_validate({key: value for key, value in row.items() if key in fields})
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
