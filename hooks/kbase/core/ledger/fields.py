"""Two versions of one record, field by field: members of lists are identified by their names, never by their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kbase.core.records.model import Record

FieldPath = tuple[str, ...]

NAMED_BY: Final[dict[str, tuple[str, ...]]] = {
    "SourceLink": ("id",),
    "SupportLink": ("statement", "source"),
    "ChallengeLink": ("statement", "source", "search"),
    "Name": ("lang", "text"),
    "Relation": ("type", "target"),
    "Role": ("role", "organisation"),
    "LegalStatus": ("country", "status"),
    "HistoryStep": ("party", "step"),
    "Revision": ("date",),
    "Person": ("family", "given", "literal"),
    "Rendering": ("by", "lang"),
    "Forbidden": ("lang", "text"),
}
"""Model of a list's members → the fields that tell one from another. A relation that ends is the same relation."""


@dataclass(frozen=True)
class FieldChange:
    """A field, or a member of a list, before and after; None where it was or is not there."""

    path: FieldPath
    before: str | None
    after: str | None

    @property
    def name(self) -> str:
        """`sources[agency-on-forum].seen`, as a contributor would look for it in the file."""
        return name_of(self.path)


def name_of(path: FieldPath) -> str:
    """A path in one word: a member of a list, which begins with `[`, follows its list, other fields a dot."""
    return "".join(step if step.startswith("[") or n == 0 else f".{step}" for n, step in enumerate(path))


def changed_fields(before: Record, after: Record) -> Iterator[FieldChange]:
    """The fields in which two versions of a record differ, in the order of the model, but for the id.

    A field that is left out and one that holds its default are the same; so are plain lists of ids in another order.
    """
    if before != after:
        yield from _records(before, after, ())


def _records(before: Record, after: Record, path: FieldPath) -> Iterator[FieldChange]:
    """Two records; of another kind, such as a speaker with a name and one without, they are two values."""
    if type(before) is not type(after):
        yield FieldChange(path, written(before), written(after))
        return
    for name, info in type(after).model_fields.items():
        if name != "id":
            yield from _values(getattr(before, name), getattr(after, name), (*path, info.alias or name))


def _values(before: Any, after: Any, path: FieldPath) -> Iterator[FieldChange]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _members(_named(before), _named(after), path)
    elif isinstance(before, Record) and isinstance(after, Record):
        yield from _records(before, after, path)
    else:
        yield FieldChange(path, _value(before), _value(after))


def _members(before: dict[str, Any], after: dict[str, Any], path: FieldPath) -> Iterator[FieldChange]:
    """What left a list, what stayed and changed, what came; a plain value that stays cannot change."""
    for name in dict.fromkeys((*before, *after)):
        here = (*path, f"[{name}]")
        if name not in after:
            yield FieldChange(here, _rest(before[name]), None)
        elif name not in before:
            yield FieldChange(here, None, _rest(after[name]))
        elif isinstance(after[name], Record):
            yield from _records(before[name], after[name], here)


def _named(members: tuple[Any, ...]) -> dict[str, Any]:
    """The members of a list by what names them; of equal names the second is called `name 2`."""
    found: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    for member in members:
        name = _name(member)
        seen[name] += 1
        found[f"{name} {seen[name]}" if seen[name] > 1 else name] = member
    return found


def _name(member: Any) -> str:
    if not isinstance(member, Record):
        return str(member)
    names = (getattr(member, field) for field in NAMED_BY[type(member).__name__])
    joint = ", " if type(member).__name__ == "Role" else " "
    return joint.join(written(name) for name in names if name)


def _rest(member: Any) -> str:
    """What a member says beyond its name; nothing for a plain value."""
    return written(member, without=NAMED_BY[type(member).__name__]) if isinstance(member, Record) else ""


def _value(value: Any) -> str | None:
    return None if value is None else written(value)


def written(value: Any, without: tuple[str, ...] = ()) -> str:
    """A value in one line: a text in English (else Russian), a record as its fields that are not left to default."""
    if isinstance(value, tuple):
        return ", ".join(map(written, value))
    if not isinstance(value, Record):
        return str(value)
    if hasattr(value, "read"):
        return str(value.read("en"))
    fields = {name: info for name, info in type(value).model_fields.items() if name not in without}
    told = {info.alias or name: getattr(value, name) for name, info in fields.items()}
    defaults = {info.alias or name: info.default for name, info in fields.items()}
    return ", ".join(f"{name} {written(held)}" for name, held in told.items() if held != defaults[name])
