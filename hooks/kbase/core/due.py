"""What time has made due: it was right when it was written, and somebody should look again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.labels import is_overdue
from kbase.core.messages import Message, say
from kbase.core.problems import Place
from kbase.core.records import dates
from kbase.core.records.model import Actor
from kbase.core.records.vocabulary import Seen


@dataclass(frozen=True, order=True)
class Due:
    """One thing to look at again: where it stands, what kind of thing it is, and what is to be done."""

    kind: str
    place: Place
    text: Message


@dataclass(frozen=True)
class Asked:
    """The day as of which something is due, and from how many days on a sight or a search is old."""

    today: date
    days: int = 365

    @property
    def limit(self) -> date:
        return self.today - timedelta(days=self.days)


def due(base: KnowledgeBase, asked: Asked) -> list[Due]:
    """Everything that is due, by kind in the order of `KINDS`, then by place."""
    found = (sorted(rule(base, asked), key=lambda one: one.place) for rule in KINDS.values())
    return [one for group in found for one in group]


def _overdue_plans(base: KnowledgeBase, asked: Asked) -> Iterator[Due]:
    for statement in base.statements.values():
        if is_overdue(statement, asked.today.isoformat()):
            text = say("the plan '{id}' was due {due} and has no outcome", id=statement.id, due=statement.due)
            yield Due("plans", base.origins[statement.id].place(("due",)), text)


def _old_roles(base: KnowledgeBase, asked: Asked) -> Iterator[Due]:
    """Roles that nobody has seen for long and that have not ended."""
    for person in base.entities.values():
        for index, role in enumerate(person.roles if isinstance(person, Actor) else ()):
            seen = role.as_of or role.from_
            if seen and not role.to and dates.parse(seen).upper < asked.limit:
                text = say(
                    "the role '{role}' of '{id}' was last seen {seen}",
                    role=role.role.read("en"),
                    id=person.id,
                    seen=seen,
                )
                yield Due("roles", base.origins[person.id].place(("roles", index)), text)


def headlines(base: KnowledgeBase, _: Asked | None) -> Iterator[Due]:
    """Statements of whose sources nothing but a headline or an abstract was read."""
    for statement in base.statements.values():
        seen = {link.seen for link in statement.sources}
        if not statement.retracted and seen <= {Seen.HEADLINE}:
            text = say("of the sources of '{id}' only headlines were read", id=statement.id)
            yield Due("headlines", base.origins[statement.id].place(("sources",)), text)


def _old_searches(base: KnowledgeBase, asked: Asked) -> Iterator[Due]:
    for search in base.searches.values():
        if dates.parse(search.date).upper < asked.limit:
            text = say("'{id}' was looked for last on {date}", id=search.id, date=search.date)
            yield Due("searches", base.origins[search.id].place(("date",)), text)


KINDS: Final[dict[str, Callable[[KnowledgeBase, Asked], Iterator[Due]]]] = {
    "plans": _overdue_plans,
    "roles": _old_roles,
    "headlines": headlines,
    "searches": _old_searches,
}
"""Kind → what is due of it."""

TITLES: Final[dict[str, Message]] = {
    "plans": say("Plans that were due"),
    "roles": say("Roles that were last seen long ago"),
    "headlines": say("Statements of which only headlines were read"),
    "searches": say("Searches that are old"),
}
"""Kind → its heading."""
