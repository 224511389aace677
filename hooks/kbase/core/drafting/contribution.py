"""What the form of the site gives: a file of new records, corrections and translations, in the words of the models.

    form: '1'
    topic: forum
    source:
      - {id: …, type: …}
    statement:
      - {id: …, kind: …}
    correct:
      - {id: …, digest: …, set: {said: '2025'}, remove: [note], what: {en: …}}
    translate:
      - {id: …, digest: …, set: {text: {en: …, ru: …}}}
    report:
      - {page: …, wrong: …, right: …, source: …}

`set` has the fields as they are to be, each as a whole. `digest` says which state of the record was corrected.
A `report` describes a mistake in words; only a person can correct that.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.drafts import KINDS
from kbase.core.drafting.written import Data, lines_of, unwritable
from kbase.core.messages import say, spot
from kbase.core.problems import Place, Problem, near
from kbase.core.records.model import Id, Identified, Record, Statement, Text, Words
from kbase.core.records.pydantic_messages import explain
from kbase.core.records.walking import strings
from kbase.core.records.yaml_source import Parsed, Path, parse

VERSION: Final = "1"
CORRECT: Final = "correct"
TRANSLATE: Final = "translate"


class Change(Record):
    """What is to change in a record: fields with their new values, and fields that go. `what` tells readers of it."""

    id: Id
    digest: str | None = None
    set: dict[str, Any] = Field(default_factory=dict)
    remove: tuple[str, ...] = ()
    what: Text | None = None


class Report(Record):
    """A mistake in words: where it is, what is wrong, what is right, which source says so."""

    page: Words
    wrong: Words
    right: Words | None = None
    source: Words | None = None


class _Shape(Record):
    """What a contribution may hold; records are held to their own models when they are filed away."""

    form: str
    topic: Id | None = None
    correct: tuple[Change, ...] = ()
    translate: tuple[Change, ...] = ()
    report: tuple[Report, ...] = ()


@dataclass(frozen=True)
class New:
    """A new record: its kind, its data, and where it stands in its file."""

    kind: str
    data: Data
    path: Path


@dataclass(frozen=True)
class Contribution:
    """A contribution that could be read. `changes` are those of `correct` and of `translate`, by their places."""

    parsed: Parsed
    topic: str = ""
    new: tuple[New, ...] = ()
    changes: Mapping[Path, Change] = field(default_factory=dict)


Finds = Callable[[str, str], "Place | None"]
"""Where the words of a page stand: the page as somebody has named it, and the words."""


def nowhere(_: str, __: str) -> None:
    """For those who have no pages at hand."""


def read_contribution(text: str, file: str, find: Finds = nowhere) -> tuple[Contribution | None, list[Problem]]:
    """The contribution in a text of YAML; None and the problems that keep it from being one."""
    parsed, problems = parse(text, file)
    if parsed is None:
        return None, problems
    if not isinstance(parsed.data, dict) or parsed.data.get("form") != VERSION:
        message = say("this is no contribution that the form has made")
        fix = say("its first field is `form: '{version}'`", version=VERSION)
        return None, [Problem(parsed.place(("form",)), "contribution", message, fix)]
    if problems := [*_unfilled(parsed), *_unknown(parsed), *_hidden(parsed)]:
        return None, problems
    shape = {name: value for name, value in parsed.data.items() if name not in KINDS}
    try:
        read = _Shape.model_validate(shape)
    except ValidationError as error:
        found = explain(error, shape, _Shape)
        return None, [Problem(parsed.place(one.path), one.code, one.message, one.fix) for one in found]
    new, problems = _new(parsed)
    problems += _by_hand(parsed, read.report, find)
    changes: dict[Path, Change] = {(CORRECT, n): change for n, change in enumerate(read.correct)}
    changes |= {(TRANSLATE, n): change for n, change in enumerate(read.translate)}
    problems += _both_ways(parsed, changes)
    if not new and not changes and not problems:
        problems = [Problem(parsed.place(), "contribution", say("nothing is contributed"), say("fill in the form"))]
    return None if problems else Contribution(parsed, read.topic or "", tuple(new), changes), problems


def _both_ways(parsed: Parsed, changes: Mapping[Path, Change]) -> Iterator[Problem]:
    """Fields that are to have a new value and to go as well."""
    for path, change in changes.items():
        for name in sorted({*change.set} & {*change.remove}):
            message = say("'{name}' stands in `set` and in `remove`", name=name)
            yield Problem(parsed.place((*path, "set", name)), "contribution", message, say("leave one of the two out"))


def _unfilled(parsed: Parsed) -> Iterator[Problem]:
    """Fields and members without a value: something may have been meant to stand there."""
    for path, value in _values(parsed.data):
        if value is None:
            message = say("'{name}' has no value", name=spot(path))
            fix = say("write it, or delete the line; a field that goes is named in `remove`")
            yield Problem(parsed.place(path), "contribution", message, fix)


def _values(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, data
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, member in members:
        yield from _values(member, (*path, step))


def _unknown(parsed: Parsed) -> Iterator[Problem]:
    """Fields at the top that are none, each with all that there are."""
    known = [*_Shape.model_fields, *KINDS]
    for name in parsed.data:
        if name not in known:
            fix = near(name, known) or say("the fields here: {fields}", fields=", ".join(known))
            message = say("there is no field '{last}'", last=name)
            yield Problem(parsed.place((name,)), "record-field-unknown", message, fix)


def _hidden(parsed: Parsed) -> Iterator[Problem]:
    """Signs that no record can hold: they are named here, where the line is known that somebody has typed."""
    for path, sign in unwritable(parsed.data):
        message = say("a hidden character U+{number:04X} stands in the text", number=ord(sign))
        yield Problem(parsed.place(path), "hidden-character", message, say("delete it and type the text again"))


def _by_hand(parsed: Parsed, reports: Sequence[Report], find: Finds) -> Iterator[Problem]:
    """What a report asks for, since no command can do it."""
    message = say("a mistake is described here in words, which only a person can set right")
    for number, one in enumerate(reports):
        fix = say(
            "correct '{page}' by hand as it says, then delete this file", page=find(one.page, one.wrong) or one.page
        )
        yield Problem(parsed.place(("report", number)), "contribution", message, fix)


_TELLING: Final = 16
"""Letters by which words are found on any page; fewer are looked for on the page that is named."""


def place_of_words(base: KnowledgeBase, page: str, words: str) -> Place | None:
    """Where words stand that somebody has copied from a page: in its prose, in other prose, or in a record whose texts
    pages show. Letters and figures alone are compared, since marks and ends of lines are lost in copying.
    """
    wanted = _letters(words)
    prose = sorted(base.prose.values(), key=lambda one: (one.path not in page, one.file))
    for one in prose if wanted else ():
        if (len(wanted) >= _TELLING or one.path in page) and (line := _line_of(one.plain_lines, wanted)):
            return Place(one.file, line)
    shelves: Sequence[Mapping[str, Identified]] = (base.statements, base.entities)
    for record in (record for shelf in shelves for record in shelf.values() if len(wanted) >= _TELLING):
        for path, text in strings(record):
            if wanted in _letters(text):
                return base.origins[record.id].place(path)
    return None


def _line_of(lines: Sequence[tuple[int, str]], wanted: str) -> int:
    """The number of the line in which words begin; 0 where they do not stand in these lines."""
    told = [(number, _letters(text)) for number, text in lines]
    at = "".join(text for _, text in told).find(wanted)
    for number, text in told if at >= 0 else ():
        if at < len(text):
            return number
        at -= len(text)
    return 0


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _new(parsed: Parsed) -> tuple[list[New], list[Problem]]:
    """The new records of a contribution, in the order in which they may name each other; what is none."""
    found: list[New] = []
    problems: list[Problem] = []
    for kind, records in ((kind, parsed.data[kind]) for kind in KINDS if kind in parsed.data):
        if not isinstance(records, list):
            message = say("this is a list of records")
            problems.append(Problem(parsed.place((kind,)), "contribution", message, say("begin each with `- id: …`")))
            continue
        for number, data in enumerate(records):
            path: Path = (kind, number)
            if isinstance(data, dict) and isinstance(data.get("id"), str):
                found.append(New(kind, data, path))
            else:
                message, fix = say("this record has no id"), say("begin it with `- id: …`")
                problems.append(Problem(parsed.place(path), "contribution", message, fix))
    return found, problems


def written(contribution: Data, head: str = "") -> str:
    """The file of a contribution, with lines of comment above it."""
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    return comment + "\n".join(lines_of({"form": VERSION, **contribution})) + "\n"


# --- records as the form gets them ----------------------------------------------------------------------------------


def data_of(base: KnowledgeBase, id: str) -> dict[str, Any]:
    """A record as it was written, with its id: short forms of lists written out, fields without a value left out."""
    origin, model = base.origins[id], type(record_of(base, id))
    data: Any = origin.parsed.data
    for step in origin.root:
        data = data[step]
    return {"id": id, **{name: written_out(model, name, value) for name, value in data.items() if value is not None}}


def record_of(base: KnowledgeBase, id: str) -> Identified:
    """The record with that id, which is one of the base."""
    shelves = (base.statements, base.entities, base.sources, base.outlets, base.terms, base.searches)
    return next(shelf[id] for shelf in shelves if id in shelf)


def written_out(model: type[BaseModel], name: str, value: Any) -> Any:
    """The value of a field with the short forms of lists written out."""
    if model is Statement and name == "sources" and isinstance(value, list):
        return [{"id": link} if isinstance(link, str) else link for link in value]
    return [value] if isinstance(value, str) and name in _several(model) else value


@cache
def _several(model: type[BaseModel]) -> frozenset[str]:
    """The lists of a model of which a single member may stand by itself."""
    fields = model.model_fields.items()
    return frozenset(name for name, info in fields if any(isinstance(one, BeforeValidator) for one in info.metadata))


def digest_of_data(data: Data) -> str:
    """What a state of a record is known by."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def texts_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Every text of a record that stands in one language or both, with its path."""
    if isinstance(value, dict) and value and {*value} <= {"en", "ru"}:
        yield path, value
    elif isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for step, member in members:
            yield from texts_in(member, (*path, step))
