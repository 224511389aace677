"""What the form of the site asks for: the fields of the record models, each with its shape and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from kbase.core.checks.of_records.references import REFERENCES
from kbase.core.drafting.describing import Labelled, labelled
from kbase.core.records.model import (
    Actor,
    Agreement,
    Event,
    LanguageCode,
    Outlet,
    Record,
    Source,
    Statement,
    Text,
    Unnamed,
)
from kbase.core.records.vocabulary import ActorKind, Country, Word
from kbase.core.records.walking import EACH
from kbase.core.records.yaml_source import Path


class Shape(StrEnum):
    """What is written into a field: a line, a date, an address, a text per language, an id, a list of these …"""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    URL = "url"
    WORD = "word"
    ID = "id"
    IDS = "ids"
    LINES = "lines"
    SPEAKER = "speaker"
    LANGUAGE = "language"
    GROUP = "group"
    GROUPS = "groups"


_HINTS: Final[Mapping[str, str]] = {
    Shape.DATE.value: "2025-08-25 / 2025-08 / 2025",
    Shape.URL.value: "https://",
    Shape.LANGUAGE.value: "ru / en / be / de",
}
"""Shape of a field → how its values are written."""

LANGUAGE_CODES: Final = (
    *("ru", "be", "en", "uk", "pl", "lt", "lv", "et", "de", "fr", "es", "it", "pt"),
    *("nl", "da", "sv", "no", "fi", "is", "cs", "sk", "hu", "ro", "bg", "sr", "hr"),
    *("sl", "mk", "sq", "el", "tr", "ka", "hy", "az", "kk", "ky", "uz", "tg", "tk"),
    *("mn", "zh", "ja", "ko", "vi", "th", "id", "hi", "ur", "bn", "fa", "ar", "he"),
    "la",
)
"""The languages that are offered; a record that has another one keeps it."""


@dataclass(frozen=True)
class Control:
    """A field as the form shows it. `of` is what its ids name; `choices` are its words, `controls` the fields in it.
    `is_first` says that it is shown at once, the others when they are asked for.
    """

    name: str
    shape: Shape
    labels: Labelled
    is_required: bool = False
    is_first: bool = True
    of: str = ""
    choices: Sequence[str] = ()
    controls: Sequence[Control] = ()
    holds: str = ""
    """The model of what is in it, where it holds groups."""

    def called(self, language: str) -> str:
        """What the field is called on the page and in what is said of it."""
        return self.labels[language][0]

    def helps(self, language: str) -> str:
        """What helps to fill it in; empty where the name says all."""
        return next(iter(self.labels[language][1:]), "")

    @property
    def example(self) -> str:
        """What such a value looks like, where its form is not free; else empty."""
        return _HINTS.get(self.shape.value, "")

    def label(self, choice: str, language: str) -> str:
        """What readers are shown of one of the choices."""
        return choice.label(language) if isinstance(choice, Word) else choice


@dataclass(frozen=True)
class Part:
    """A record that the form asks for: its kind, the fields that are shown at once, those that it leaves out, and what
    is given without asking.
    """

    kind: str
    model: type[Record]
    first: tuple[str, ...]
    left_out: frozenset[str] = frozenset()
    given: Mapping[str, str] | None = None

    @property
    def controls(self) -> tuple[Control, ...]:
        """Its fields: those that are shown at once in the order of `first`, then the others in that of the model."""
        return _ordered(_controls(self.model, ()), self.first, {*self.left_out, *(self.given or ())})


_HISTORY: Final = frozenset({"former_ids", "recorded", "revised", "retracted", "replaced_by"})
_OWNERS: Final = frozenset({"ownership", "controller", "ownership_source", "legal_status"})

PARTS: Final = (
    Part(
        "actor",
        Actor,
        ("title", "summary", "roles", "countries"),
        _HISTORY | _OWNERS | {"relations", "original"},
        {"kind": ActorKind.PERSON.value},
    ),
    Part(
        "agreement",
        Agreement,
        ("kind", "title", "summary", "number", "parties", "issuer", "history", "text_url"),
        _HISTORY | {"relations", "original"},
    ),
    Part(
        "event",
        Event,
        ("kind", "title", "summary", "date", "place", "organisers", "participants", "outcome"),
        _HISTORY | {"relations", "original"},
    ),
    Part(
        "statement",
        Statement,
        ("kind", "text", "by", "said", "happened", "about", "sources"),
        _HISTORY,
    ),
    Part(
        "source",
        Source,
        ("title", "URL", "published_by", "issued", "language", "type", "kind"),
        _HISTORY | {"title_descriptive", "copy_of"},
    ),
    Part("publisher", Outlet, ("title", "ownership", "controller", "countries"), _HISTORY | {"legal_status"}),
)
"""The records of the form, in its order."""

FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "SourceLink": ("id", "seen", "origin"),
    "SupportLink": ("statement", "source", "seen"),
    "ChallengeLink": ("how", "statement", "source"),
    "HistoryStep": ("date", "step", "party", "source"),
    "Role": ("role", "organisation", "from", "to", "as_of", "source"),
    "Name": ("text", "lang", "of"),
}
"""Model of a group → its fields that are shown at once; a model that is not named here shows all."""


def _ordered(controls: Sequence[Control], first: Sequence[str], left_out: set[str]) -> tuple[Control, ...]:
    by_name = {control.name: control for control in controls if control.name not in left_out}
    leading = [by_name[name] for name in first if name in by_name]
    others = [control for name, control in by_name.items() if name not in first]
    return (*leading, *(_later(control) for control in others))


def _later(control: Control) -> Control:
    return replace(control, is_first=False)


def control_of(model: type[BaseModel], name: str) -> Control:
    """The control of a field of a record."""
    return next(control for control in _controls(model, ()) if control.name == name)


def _controls(model: type[BaseModel], path: Path, outer: type[BaseModel] | None = None) -> tuple[Control, ...]:
    """The fields of a model that stands at `path` of the records of `outer`, in the order of the model."""
    fields = model.model_fields.items()
    return tuple(_control(model, info.alias or name, info, path, outer or model) for name, info in fields)


def _control(model: type[BaseModel], name: str, info: Any, path: Path, outer: type[BaseModel]) -> Control:
    labels = labelled(model.__name__, name)
    here = (*path, name)
    shape, inner = _shape(info)
    of = _named(outer, here) or _named(outer, (*here, EACH))
    choices: Sequence[str] = [*inner] if inner in _vocabularies() else get_args(inner)
    controls: Sequence[Control] = ()
    if shape is Shape.ID and not of:
        shape = Shape.LINE
    if shape in (Shape.GROUP, Shape.GROUPS):
        at = (*here, EACH) if shape is Shape.GROUPS else here
        found = _controls(inner, at, outer)
        controls = _ordered(found, FIRST.get(inner.__name__, [c.name for c in found]), set())
    if shape is Shape.SPEAKER:
        unnamed, where = (labelled(Unnamed.__name__, name) for name in ("unnamed", "countries"))
        countries = Control("countries", Shape.IDS, where, of=Country.__name__.lower(), choices=[*Country])
        controls = (Control("unnamed", Shape.TEXT, unnamed), countries)
    if shape is Shape.LANGUAGE or (shape is Shape.LINES and name == "languages"):
        choices = LANGUAGE_CODES
    if shape is Shape.IDS and choices:
        of = inner.__name__.lower()
    holds = inner.__name__ if shape in (Shape.GROUP, Shape.GROUPS) else ""
    return Control(name, shape, labels, info.is_required(), True, of, choices, controls, holds)


def _shape(info: Any) -> tuple[Shape, Any]:
    """The shape of a field, and the type of what it holds."""
    parts = [*_inside(info.annotation)]
    metadata = [*info.metadata, *(meta for part in parts for meta in getattr(part, "__metadata__", ()))]
    is_list = any(get_origin(part) is tuple for part in parts)
    models = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
    words = [part for part in parts if isinstance(part, type) and issubclass(part, Word)]
    literal = next((part for part in parts if get_origin(part) is Literal), None)
    if Unnamed in models:
        return Shape.SPEAKER, Unnamed
    if Text in models:
        return Shape.TEXT, Text
    if models:
        return (Shape.GROUPS if is_list else Shape.GROUP), models[0]
    if words:
        return (Shape.IDS if is_list else Shape.WORD), words[0]
    if literal:
        return Shape.WORD, literal
    if any(_is_id(meta) for meta in metadata):
        return (Shape.IDS if is_list else Shape.ID), str
    if any(getattr(meta, "pattern", None) == _LANGUAGE_PATTERN for meta in metadata):
        return (Shape.LINES if is_list else Shape.LANGUAGE), str
    if is_list:
        return Shape.LINES, str
    functions = {getattr(getattr(meta, "func", None), "__name__", "") for meta in metadata}
    return next((shape for shape, names in _BY_VALIDATOR if functions & names), Shape.LINE), str


_BY_VALIDATOR: Final = ((Shape.DATE, {"_edtf", "_day"}), (Shape.URL, {"_http"}))


_LANGUAGE_PATTERN: Final = get_args(LanguageCode)[1].pattern


@cache
def _vocabularies() -> frozenset[type[Word]]:
    return frozenset(Word.__subclasses__())


def _is_id(meta: Any) -> bool:
    from kbase.core.records.references import _PATTERNS

    return getattr(meta, "pattern", None) in _PATTERNS


def _inside(annotation: Any) -> Iterator[Any]:
    """A type and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        if not isinstance(part, str):
            yield from _inside(part)


def _named(model: type[BaseModel], path: Path) -> str:
    """What the ids at a path of a model name; empty where they name nothing."""
    rows = (row for base, rows in REFERENCES.items() if issubclass(model, base) for row in rows)
    return next((kind for at, kind in rows if at == path), "")
