"""Reads `docs/data` into records, each with its file and lines. Nothing that lies there goes unread.

Each file is read by itself, so that those that do not change need not be read again (`Memory`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kbase.core.evidence.review_file import FILE as REVIEWS
from kbase.core.ledger.changes_file import FILE as CHANGES
from kbase.core.ledger.ledger_file import FILE as LEDGER
from kbase.core.messages import EMPTY, joined, say
from kbase.core.problems import Place, Problem
from kbase.core.records.memory import Memory
from kbase.core.records.model import ENTITY_MODELS, Entity, Outlet, Record, Search, Source, Statement, Term
from kbase.core.records.owner import FILE as OWNER
from kbase.core.records.pydantic_messages import Fault, explain
from kbase.core.records.text_files import LEFT_BEHIND, MOST_BYTES, MOST_OF_ONE, linked, read_text
from kbase.core.records.vocabulary import FOLDERS
from kbase.core.records.yaml_source import Parsed
from kbase.core.records.yaml_source import Path as NodePath
from kbase.core.translation.marks import FILE as MARKS

DATA_FOLDER = "docs/data"

LISTS: dict[str, type[Record]] = {
    "sources.yml": Source,
    "publishers.yml": Outlet,
    "glossary.yml": Term,
    "searches.yml": Search,
}
"""File in `docs/data` → model of the records that it lists."""

STATEMENTS_FOLDER = "statements"

WAITING = f"{DATA_FOLDER}/waiting.yml"
"""Sources that nothing cites yet: no part of the base (see `kbase.core.drafting.waiting`)."""


INBOX = f"{DATA_FOLDER}/inbox"
"""What came from the form of the site and waits to be filed away: no part of the base (see
`kbase.core.drafting.contribution`)."""


@dataclass(frozen=True)
class Origin:
    """Where a record stands: its file and the path of its node in it."""

    parsed: Parsed
    root: NodePath

    def place(self, path: NodePath = ()) -> Place:
        """The place of a field of the record, such as `("sources", 0, "id")`."""
        return self.parsed.place(self.root + path)


@dataclass
class Loaded:
    """All records by model, in the order of their files; where each one stands; what could not be read."""

    entities: dict[str, Entity] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    searches: dict[str, Search] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def shelf(self, model: type[Record]) -> dict[str, Any]:
        """The dictionary that holds the records of `model`."""
        shelves: Mapping[type[Record], dict[str, Any]] = {
            Outlet: self.outlets,
            Source: self.sources,
            Statement: self.statements,
            Term: self.terms,
            Search: self.searches,
        }
        return shelves.get(model, self.entities)


_Read = tuple[Any, type[Record], Origin] | Problem
"""A record of a file with its model and its place, or what keeps it from being read."""


@dataclass(frozen=True)
class _File:
    """What one file holds: its records, each with its model and its place; what could not be read in it."""

    records: tuple[tuple[Any, type[Record], Origin], ...] = ()
    problems: tuple[Problem, ...] = ()


def load(root: Path, memory: Memory | None = None) -> Loaded:
    """All records under `root`/docs/data. What cannot be read stands in `problems`; nothing is raised for it.

    Files that `memory` knows unchanged are not read again.
    """
    loaded = Loaded()
    base = root / DATA_FOLDER
    if problem := linked(base, DATA_FOLDER):
        loaded.problems.append(problem)
        return loaded
    if not base.is_dir():
        fix = say("put it back: `git checkout -- docs/data`, or start with docs/data/sources.yml")
        loaded.problems.append(Problem(Place(DATA_FOLDER), "data-missing", say("there is no folder docs/data"), fix))
        return loaded
    memory = memory or Memory()
    not_records = (root / MARKS, root / LEDGER, root / REVIEWS, root / WAITING, root / CHANGES, root / OWNER)
    for path in sorted(base.rglob("*")):
        if problem := linked(path, path.relative_to(root).as_posix()):
            loaded.problems += [problem] if not path.name.startswith(".") else []
        elif (
            path.is_file()
            and not path.name.startswith(".")
            and not LEFT_BEHIND.fullmatch(path.name)
            and path not in not_records
            and not path.is_relative_to(root / INBOX)
        ):
            file, parts = path.relative_to(root).as_posix(), path.relative_to(base).parts
            _add_file(loaded, memory.made_of(path, partial(_read_file, path, file, parts, memory)))
    return loaded


def _read_file(path: Path, file: str, parts: tuple[str, ...], memory: Memory) -> _File:
    reader = _reader_for(parts)
    if reader is None:
        fix = say(
            "move or delete it: records lie in {folders}, statements/<topic>.yml, {lists}",
            folders=", ".join(FOLDERS),
            lists=", ".join(LISTS),
        )
        return _File(problems=(Problem(Place(file), "data-unread", say("this file is in no place that is used"), fix),))
    model, is_list = reader
    text, problems = read_text(path, file, MOST_BYTES if is_list else MOST_OF_ONE)
    if text is None or problems:
        return _File(problems=tuple(problems))
    parsed, problems = memory.parsed(text, file)
    if parsed is None:
        return _File(problems=tuple(problems))
    read = list((_read_list if is_list else _read_entity)(parsed, model))
    records = tuple(one for one in read if not isinstance(one, Problem))
    return _File(records, (*problems, *(one for one in read if isinstance(one, Problem))))


def _add_file(loaded: Loaded, file: _File) -> None:
    loaded.problems += file.problems
    for record, model, origin in file.records:
        known = loaded.origins.get(record.id)
        if known is not None:
            message = say("the id '{id}' is taken: see {place}", id=record.id, place=known.place(("id",)))
            loaded.problems.append(Problem(origin.place(("id",)), "id-duplicate", message, say("choose another id")))
            continue
        loaded.origins[record.id] = origin
        loaded.shelf(model)[record.id] = record
        if model is Statement:
            loaded.topics[record.id] = origin.parsed.file.rsplit("/", 1)[-1].removesuffix(".yml")


def _reader_for(parts: tuple[str, ...]) -> tuple[type[Record], bool] | None:
    """The model of a file and whether the file is a list; None where it is not used."""
    if len(parts) == 1 and parts[0] in LISTS:
        return LISTS[parts[0]], True
    if len(parts) == 2 and parts[1].endswith(".yml"):
        if parts[0] == STATEMENTS_FOLDER:
            return Statement, True
        if parts[0] in FOLDERS:
            return ENTITY_MODELS[FOLDERS[parts[0]]], False
    return None


_NO_RECORD = say("this is no record, which is a list of `field: value` lines")
_RECORD_FIX = say("write lines such as `title: {{en: …, ru: …}}`, or remove it")


def _read_entity(parsed: Parsed, model: type[Record]) -> Iterator[_Read]:
    stem = parsed.file.rsplit("/", 1)[-1].removesuffix(".yml")
    if not isinstance(parsed.data, dict):
        yield Problem(parsed.place(), "record-shape", _NO_RECORD, _RECORD_FIX)
    elif (id := parsed.data.get("id", stem)) != stem:
        message = say("the id '{id}' is not the file's name '{stem}'", id=id, stem=stem)
        yield Problem(parsed.place(("id",)), "id-file-name", message, say("rename one of the two"))
    else:
        yield from _read_record(parsed, (), {"id": stem, **parsed.data}, model)


def _read_list(parsed: Parsed, model: type[Record]) -> Iterator[_Read]:
    if parsed.data is not None and not isinstance(parsed.data, list):
        message, fix = say("this file is a list"), say("begin each record with `- id: …` at the start of a line")
        yield Problem(parsed.place(), "record-shape", message, fix)
        return
    for index, data in enumerate(parsed.data or ()):
        if isinstance(data, dict):
            yield from _read_record(parsed, (index,), data, model)
        else:
            yield Problem(parsed.place((index,)), "record-shape", _NO_RECORD, _RECORD_FIX)


def _read_record(parsed: Parsed, root: NodePath, data: dict[str, Any], model: type[Record]) -> Iterator[_Read]:
    origin = Origin(parsed, root)
    try:
        yield model.model_validate(shorthands(data, model)), model, origin
    except ValidationError as error:
        yield from _problems(explain(error, data, model), origin, data)


def shorthands(data: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    """A plain source id in a statement stands for `{id: …}`: supports all of it, read in full."""
    links = data.get("sources")
    if model is Statement and isinstance(links, list):
        return {**data, "sources": [{"id": link} if isinstance(link, str) else link for link in links]}
    return data


def _problems(faults: Iterable[Fault], origin: Origin, data: dict[str, Any]) -> Iterator[Problem]:
    where = say(" (in '{id}')", id=data["id"]) if data.get("id") and isinstance(data["id"], str) else EMPTY
    for fault in faults:
        yield Problem(origin.place(fault.path), fault.code, joined([fault.message, where], ""), fault.fix)
