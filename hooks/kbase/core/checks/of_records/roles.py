"""Who belongs to what, and who holds which office when: what cannot all be so at one time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from kbase.core.checks.context import Context
from kbase.core.messages import EMPTY, Message, say
from kbase.core.problems import Problem
from kbase.core.records import dates
from kbase.core.records.model import Actor, Role
from kbase.core.records.vocabulary import ActorKind, Country, RelationType

_AREAS: Final = frozenset({Country.UNION_STATE, Country.INTERNATIONAL, Country.EU})


def both_are_members(context: Context) -> Iterator[Problem]:
    """Of a union of two states both are members, or neither (code `member-missing`)."""
    states = {e.countries: e.id for e in context.base.entities.values() if isinstance(e, Actor) and _is_state(e)}
    for union in context.base.entities.values():
        countries = [country for country in union.countries if country not in _AREAS]
        pair = [states[(country,)] for country in countries if (country,) in states]
        edges = context.base.relations.get(union.id, ())
        members = {edge.other for edge in edges if edge.type is RelationType.HAS_MEMBER}
        if len(countries) == len(pair) == 2 and len(members & set(pair)) == 1:
            lacking, other = sorted(pair, key=lambda state: state in members)
            message = say(
                "'{other}' is a member of '{id}', and '{lacking}' is not", other=other, id=union.id, lacking=lacking
            )
            fix = say("add `- {{type: member-of, target: {id}, source: …}}` to its `relations:`", id=union.id)
            yield Problem(context.place(lacking, ("relations",)), "member-missing", message, fix)


def _is_state(actor: Actor) -> bool:
    return actor.kind is ActorKind.STATE and len(actor.countries) == 1


@dataclass(frozen=True)
class _Held:
    """A role that a person held, and when that is sure; an open end lasts, and a date of sight is a moment."""

    person: str
    index: int
    role: Role
    start: date
    end: date

    @classmethod
    def of(cls, person: str, index: int, role: Role) -> _Held:
        seen = dates.parse(role.as_of) if role.as_of else None
        start = dates.parse(role.from_).upper if role.from_ else seen.upper if seen else date.min
        end = dates.parse(role.to).lower if role.to else date.max if role.from_ or not seen else seen.lower
        return cls(person, index, role, start, end)

    @property
    def name(self) -> str:
        return " ".join((self.role.role.en or self.role.role.ru or "").casefold().split())

    def overlaps(self, other: _Held) -> bool:
        """Whether both are held at one time for sure; an end and a beginning on one day do not overlap."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        if start != end or not (self.is_moment or other.is_moment):
            return start < end
        return all(held.is_moment or held.start < start < held.end for held in (self, other))

    @property
    def is_moment(self) -> bool:
        return self.start == self.end


_ONE_AT_A_TIME: Final = re.compile(
    r"(?:prime minister|president|minister|chair(?:man|woman|person)?|state secretary|head|director[- ]general|"
    r"chief executive|governor|speaker|rector)\b(?!.*\b(?:deputy|co-|acting)\b)"
)
_DEPUTY: Final = re.compile(r"^(?:first )?(?:deputy|vice)[ -]")


def roles_agree(context: Context) -> Iterator[Problem]:
    """A role is seen while it lasts, one person at a time heads a body, and a person is not their own deputy
    (code `role-contradiction`).
    """
    bodies: defaultdict[str, list[_Held]] = defaultdict(list)
    for person in context.base.entities.values():
        for index, role in enumerate(person.roles if isinstance(person, Actor) else ()):
            held = _Held.of(person.id, index, role)
            if _seen_outside(role):
                message = say(
                    "'{id}' is seen as {name} on {as_of}, outside the time of the role",
                    id=person.id,
                    name=held.name,
                    as_of=role.as_of,
                )
                place = context.place(person.id, ("roles", index, "as_of"))
                yield Problem(place, "role-contradiction", message, say("correct `as_of`, `from` or `to`"))
            bodies[role.organisation or ""].append(held)
    for body in bodies:
        for one, other in combinations(bodies[body] if body else (), 2):
            if message := _contradiction(one, other):
                earlier = min(one, other, key=lambda held: (held.start, held.end))
                place = context.place(earlier.person, ("roles", earlier.index))
                yield Problem(
                    place, "role-contradiction", message, say("give the earlier one its `to:`, or correct a date")
                )


def _seen_outside(role: Role) -> bool:
    if not role.as_of:
        return False
    too_early = role.from_ and dates.parse(role.as_of).upper < dates.parse(role.from_).lower
    return bool(too_early or (role.to and dates.parse(role.to).upper < dates.parse(role.as_of).lower))


def _contradiction(one: _Held, other: _Held) -> Message:
    """Why two roles at one body cannot both be, or nothing."""
    if not one.overlaps(other):
        return EMPTY
    if one.person != other.person:
        is_one_post = one.name == other.name and _ONE_AT_A_TIME.match(one.name)
        return (
            say(
                "'{person}' and '{other}' are both {name} at one time",
                person=one.person,
                other=other.person,
                name=one.name,
            )
            if is_one_post
            else EMPTY
        )
    deputy = next((a.name for a, b in ((one, other), (other, one)) if _is_deputy_of(a.name, b.name)), "")
    return (
        say(
            "'{person}' is {deputy} and at one time the one whom a deputy stands in for",
            person=one.person,
            deputy=deputy,
        )
        if deputy
        else EMPTY
    )


def _is_deputy_of(deputy: str, chief: str) -> bool:
    return bool(_DEPUTY.match(deputy)) and _DEPUTY.sub("", deputy) == chief
