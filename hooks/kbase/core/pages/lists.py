"""The rows of the registers: lists made from all records, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kbase.core.base import Edge, KnowledgeBase, sort_date
from kbase.core.evidence import stages
from kbase.core.evidence.labels import CLAIMS, Labels, is_overdue, label
from kbase.core.evidence.rows import Row
from kbase.core.pages.paths import HOME
from kbase.core.records import dates
from kbase.core.records.model import (
    Actor,
    Agreement,
    ChallengeLink,
    Entity,
    Event,
    HistoryStep,
    Role,
    Search,
    Source,
    Statement,
)
from kbase.core.records.vocabulary import FOLDERS, SECTION_OF, Challenge, Outcome, StatementKind, Step

# --- statements -----------------------------------------------------------------------------------------------------


def by_year(base: KnowledgeBase) -> dict[str, list[Statement]]:
    """Year → the statements of that year, the newest first."""
    years: dict[str, list[Statement]] = {}
    for statement in reversed(base.in_order):
        years.setdefault(str(sort_date(statement).year), []).append(statement)
    return years


def challenged(base: KnowledgeBase) -> list[Statement]:
    """The statements that something challenges, the claims that are contradicted first, each part the newest first;
    what only stands beside one challenges nothing.
    """
    return sorted(_challenged(base), key=lambda s: not is_contradicted(s, label(s, base)))


def _challenged(base: KnowledgeBase) -> list[Statement]:
    return [s for s in reversed(base.in_order) if not s.retracted and any(map(_challenges, s.challenged_by))]


def is_contradicted(statement: Statement, labels: Labels) -> bool:
    """Whether evidence of no less weight contradicts a claim or an allegation."""
    return statement.kind in CLAIMS and labels.lead.row is Row.CONTRADICTED


def _challenges(link: ChallengeLink) -> bool:
    return link.how is not Challenge.CONTEXT


def contradicted(base: KnowledgeBase, labelled: Mapping[str, Labels]) -> list[Statement]:
    """The statements that evidence of no less weight contradicts, the newest first."""
    return [s for s in _challenged(base) if labelled[s.id].lead.row is Row.CONTRADICTED]


def newest(base: KnowledgeBase) -> list[Statement]:
    """The latest statement of each topic, the newest first; plans and forecasts are left out."""
    told = [s for s in base.in_order if s.kind not in (StatementKind.PLAN, StatementKind.FORECAST)]
    latest = {base.topics[s.id]: s for s in told}
    return sorted(latest.values(), key=lambda s: (sort_date(s), s.id), reverse=True)


HOME_ROWS: Final = 3
"""Statements in a list of the home page."""


def of_home(base: KnowledgeBase, labelled: Mapping[str, Labels]) -> tuple[list[Statement], list[Statement]]:
    """The contradicted and the newest statements of the home page; none stands in both lists."""
    first = contradicted(base, labelled)[:HOME_ROWS]
    return first, [s for s in newest(base) if s not in first][:HOME_ROWS]


# --- plans ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Commitment:
    """A plan with a due date or an outcome, and whether the date has passed without one."""

    statement: Statement
    overdue: bool
    days_late: int = 0
    """Days from the last one that the due date may mean to the day of the base; 0 where it is not overdue."""


ORDER: Final = (Outcome.OPEN, Outcome.UNKNOWN, Outcome.PARTLY, Outcome.MISSED, Outcome.KEPT, Outcome.SUPERSEDED)


def plans(base: KnowledgeBase) -> list[tuple[Outcome, list[Statement]]]:
    """The plans by outcome, those still open first."""
    made = [s for s in base.in_order if s.kind is StatementKind.PLAN and not s.retracted]
    groups = [(outcome, [s for s in made if (s.outcome or Outcome.UNKNOWN) is outcome]) for outcome in ORDER]
    return [(outcome, rows) for outcome, rows in groups if rows]


def commitments(base: KnowledgeBase, as_of: str) -> tuple[list[Commitment], list[tuple[Outcome, list[Commitment]]]]:
    """The plans that are overdue on the day `as_of`, the latest due last; and the others by outcome, the soonest due
    first and those without a date last.
    """
    groups = [(outcome, [_commitment(s, as_of) for s in rows]) for outcome, rows in plans(base)]
    overdue = [row for _, rows in groups for row in rows if row.overdue]
    others = [(outcome, sorted((row for row in rows if not row.overdue), key=_due)) for outcome, rows in groups]
    return sorted(overdue, key=lambda row: -row.days_late), others


def _commitment(plan: Statement, as_of: str) -> Commitment:
    if not plan.due or not is_overdue(plan, as_of):
        return Commitment(plan, overdue=False)
    return Commitment(plan, True, (dates.parse(as_of).lower - dates.parse(plan.due).upper).days)


def _due(row: Commitment) -> tuple[bool, int]:
    due = row.statement.due
    return due is None, dates.parse(due).upper.toordinal() if due else 0


def awaited(base: KnowledgeBase) -> list[Statement]:
    """The plans with a last day and without a known outcome, by that day."""
    open_still = [s for outcome, rows in plans(base) if outcome in (Outcome.OPEN, Outcome.UNKNOWN) for s in rows]
    dated = [s for s in open_still if s.due and last_day(s.due) != date.max]
    return sorted(dated, key=lambda s: (last_day(s.due or ""), s.id))


def last_day(due: str) -> date:
    """The last day of the time by which a plan is due; the last that Python knows where it has no end."""
    return dates.parse(due).upper


# --- agreements, time, sections -------------------------------------------------------------------------------------


def by_stage(base: KnowledgeBase) -> tuple[list[tuple[Step, list[Agreement]]], list[Agreement]]:
    """The acts by the stage that they have reached, and those whose stage is not known."""
    acts = [e for e in base.entities.values() if isinstance(e, Agreement)]
    reached = {act.id: stages.stage(act) for act in acts}
    columns = [(step, [a for a in acts if reached[a.id] is step]) for step in Step]
    return [(step, members) for step, members in columns if members], [a for a in acts if reached[a.id] is None]


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline: an event, or a step of an agreement."""

    date: str
    entity: Entity
    step: HistoryStep | None = None


def timeline(base: KnowledgeBase) -> list[tuple[str, list[Moment]]]:
    """Year → events and steps of agreements, the newest first."""
    moments = [Moment(e.date, e) for e in base.entities.values() if isinstance(e, Event)]
    for act in base.entities.values():
        if isinstance(act, Agreement):
            moments += [Moment(h.date, act, h) for h in act.history]
    moments.sort(key=lambda m: (dates.parse(m.date), m.entity.id), reverse=True)
    years: dict[str, list[Moment]] = {}
    for moment in moments:
        years.setdefault(str(dates.parse(moment.date).year), []).append(moment)
    return sorted(years.items(), reverse=True)


def current_role(actor: Actor) -> Role | None:
    """The role that a person has, or had last: of those that last the first of the record, which is the main one."""
    lasting = (role for role in actor.roles if role.to is None)
    return next(lasting, None) or next(iter(lasting_first(actor.roles)), None)


def lasting_first(roles: Sequence[Role]) -> list[Role]:
    """Roles that have not ended, as the record has them, the main one first; then those that ended, the latest first.

    A main office is often the older one: a president of thirty years may head a council since later.
    """
    return sorted(roles, key=lambda role: (role.to is None, _began(role) if role.to else 0), reverse=True)


def _began(role: Role) -> int:
    known = role.from_ or role.as_of or role.to
    return dates.parse(known).lower.toordinal() if known else 0


def statements_of(base: KnowledgeBase, record: str) -> int:
    """How many statements are about a record or said by it, each once."""
    return len({s.id for s in (*base.about.get(record, ()), *base.said_by.get(record, ()))})


def of_section(base: KnowledgeBase, folder: str) -> list[Entity]:
    """The records of a section ("actors")."""
    return [e for e in base.entities.values() if SECTION_OF[e.type] == folder]


LINKED: Final = tuple(folder for folder in FOLDERS if folder != "analysis")
"""The sections whose records are linked with each other: that a text examines two of them connects nobody."""


def linked(base: KnowledgeBase, folder: str) -> list[Entity]:
    """The records of a section that have a relation with another but for the texts that examine them."""
    return [e for e in of_section(base, folder) if apart_from_texts(base, base.relations.get(e.id, ()))]


def apart_from_texts(base: KnowledgeBase, edges: Iterable[Edge]) -> list[Edge]:
    """The relations of a record that are no text's. The other end may be a publisher without a record."""
    return [e for e in edges if e.other not in base.entities or SECTION_OF[base.entities[e.other].type] in LINKED]


def best_known(base: KnowledgeBase, folder: str) -> Entity | None:
    """The record of a section that most statements are about or made by, as its example; None in an empty one."""
    return max(of_section(base, folder), key=lambda record: (statements_of(base, record.id), record.id), default=None)


def sources(base: KnowledgeBase) -> list[Source]:
    """All sources, the newest first and those without a date last."""
    return sorted(base.sources.values(), key=lambda s: (_issued(s), s.id), reverse=True)


def searches(base: KnowledgeBase) -> list[Search]:
    """All searches, the newest first; the same order in both languages, so that each has one page."""
    return sorted(base.searches.values(), key=lambda s: (dates.parse(s.date), s.id), reverse=True)


def _issued(source: Source) -> int:
    return dates.parse(source.issued).lower.toordinal() if source.issued else 0


def main_questions(base: KnowledgeBase) -> list[Entity]:
    """The analyses that the home page names in its front matter, in that order; unknown ones are left out."""
    named = next(filter(None, (page.meta.get("questions") for page in base.prose_at(HOME).values())), ())
    asked = [named] if isinstance(named, str) else named
    return [base.entities[i] for i in asked if isinstance(i, str) and i in base.entities]
