"""Two versions of one record, field by field: members of lists are identified by their names, never by their number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from kbase.core.messages import Message, in_both, joined, say
from kbase.core.records.model import Record, Statement
from kbase.core.records.vocabulary import Word

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
    steps = ((step,) if step.startswith("[") or n == 0 else (".", step) for n, step in enumerate(path))
    return joined((part for step in steps for part in step), "")


def changed_fields(before: Record, after: Record) -> Iterator[FieldChange]:
    """The fields in which two versions of a record differ, in the order of the model, but for the id.

    A field that is left out and one that holds its default are the same; so is a list of `ANY_ORDER` in another one.
    """
    if before != after:
        yield from _records(before, after, ())


def told_of(before: Statement, after: Statement) -> Message | None:
    """What is said of a statement that was changed without a word: its fields, and of a plain one what it was and is;
    nothing where none is plain.
    """
    found = [*changed_fields(before, after)]
    plain = [one for one in found if len(one.path) == 1 and None not in (one.before, one.after)]
    turns = {one.name: joined((one.name, " (", one.before, " → ", one.after, ")"), "") for one in plain}
    fields = joined((turns.get(one.name, one.name) for one in found), ", ")
    told = say("'{id}' was changed, and `revised` does not say so: {fields}", id=after.id, fields=fields)
    return told if plain else None


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
        yield from _members(before, after, path)
    elif isinstance(before, Record) and isinstance(after, Record):
        yield from _records(before, after, path)
    else:
        yield FieldChange(path, _value(before), _value(after))


def _members(before: tuple[Any, ...], after: tuple[Any, ...], path: FieldPath) -> Iterator[FieldChange]:
    """What left a list, what stayed and changed, what came, and whether what stayed stands in another order; a plain
    value that stays cannot change.
    """
    pairs = _pairs(before, after)
    for name, old, new in pairs:
        here = (*path, joined(("[", name, "]"), ""))
        if new is None:
            yield FieldChange(here, _rest(old), None)
        elif old is None:
            yield FieldChange(here, None, _rest(new))
        elif isinstance(new, Record):
            yield from _records(old, new, here)
    if path[-1] not in ANY_ORDER:
        yield from _order(before, after, path, pairs)


ANY_ORDER: Final = frozenset({"about", "former_ids", "replaced_by", "countries", "same_as", "origin"})
"""Lists whose order nobody takes for anything: sets of ids, countries and addresses. Of all others the first is shown
first, or, of two steps of one day, the last one counts.
"""

_Pair = tuple[str, Any, Any]
"""The name of a member, and what it was and is; None where it was or is not there."""


def _order(
    before: tuple[Any, ...], after: tuple[Any, ...], path: FieldPath, pairs: list[_Pair]
) -> Iterator[FieldChange]:
    """The order of the members that stayed, where it is another one."""
    stayed = [(name, old, new) for name, old, new in pairs if old is not None and new is not None]
    was = [name for _, name in sorted((_place(old, before), name) for name, old, _ in stayed)]
    now = [name for _, name in sorted((_place(new, after), name) for name, _, new in stayed)]
    if was != now:
        yield FieldChange((*path, ORDER), joined(was, ", "), joined(now, ", "))


ORDER: Final = say("order")
"""What follows the name of a list whose members stand in another order."""


def _place(member: Any, members: tuple[Any, ...]) -> int:
    return next(number for number, one in enumerate(members) if one is member)


def _pairs(before: tuple[Any, ...], after: tuple[Any, ...]) -> list[_Pair]:
    """The members of two lists by what names them. Of several with one name those that are equal belong together, so
    that one which was put between two others is new, and the second is called `name 2`.
    """
    old, new = _grouped(before), _grouped(after)
    found: list[_Pair] = []
    for name in dict.fromkeys((*old, *new)):
        group = list(_matched(old.get(name, []), new.get(name, [])))
        found += [(joined((name, n), " ") if n > 1 else name, *pair) for n, pair in enumerate(group, start=1)]
    return found


def _grouped(members: tuple[Any, ...]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for member in members:
        groups.setdefault(_name(member), []).append(member)
    return groups


def _matched(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Members of one name, each with what it was: equal ones first, then by their order."""
    left, rest = list(old), []
    for member in new:
        if member in left:
            yield left.pop(left.index(member)), member
        else:
            rest.append(member)
    yield from zip_longest(left, rest)


def _name(member: Any) -> str:
    if not isinstance(member, Record):
        return str(member)
    names = (getattr(member, field) for field in NAMED_BY[type(member).__name__])
    joint = ", " if type(member).__name__ == "Role" else " "
    # A word of a vocabulary as it stands in the file.
    return joined((written(name) if isinstance(name, Record) else str(name) for name in names if name), joint)


def _rest(member: Any) -> str:
    """What a member says beyond its name; nothing for a plain value."""
    return written(member, without=NAMED_BY[type(member).__name__]) if isinstance(member, Record) else ""


def _value(value: Any) -> str | None:
    return None if value is None else written(value)


def written(value: Any, without: tuple[str, ...] = ()) -> str:
    """A value in one line: a text in the reader's language (else in the other one), a record as its fields that are not
    left to default.
    """
    if isinstance(value, tuple):
        return joined(map(written, value), ", ")
    if isinstance(value, Word):
        return word(value)
    if not isinstance(value, Record):
        return str(value)
    if hasattr(value, "read"):
        return in_both(value.read)
    fields = {name: info for name, info in type(value).model_fields.items() if name not in without}
    told = {info.alias or name: getattr(value, name) for name, info in fields.items()}
    defaults = {info.alias or name: info.default for name, info in fields.items()}
    return joined((joined((name, written(held)), " ") for name, held in told.items() if held != defaults[name]), ", ")


def word(value: Word) -> Message:
    """A word of a vocabulary: in English as it stands in the file, in Russian its label."""
    return in_both(lambda language: value.ru if language == "ru" else value.value)


def in_a_sentence(value: Word) -> Message:
    """The same with no capital; for words that are no names."""
    return in_both(lambda language: word(value).read(language).lower())
