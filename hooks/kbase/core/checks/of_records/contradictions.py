"""Dates that contradict each other, within one record or between two: one is wrong, and only a person can say which.

What two fields say is an error. What is read out of a text is a warning until a release, because words have exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from kbase.core.checks.context import AnyRecord, Context
from kbase.core.messages import Message, joined, say, spot
from kbase.core.problems import Problem
from kbase.core.records import dates
from kbase.core.records.model import LANGUAGES, Actor, Agreement, Event, HistoryStep, Search, Source, Statement, Text
from kbase.core.records.named_days import named_days, without_days
from kbase.core.records.vocabulary import SourceKind, StatementKind, Step, Support
from kbase.core.records.walking import EACH, values
from kbase.core.records.yaml_source import Path
from kbase.core.translation.months import sure_months

_ONE_IS_WRONG: Final = say("correct one of the two")
_ANOTHER_DAY: Final = say(
    "correct one of the two, a figure also in a language that you do not know; if the text gives the day of a report, "
    "let it give this day too"
)

_NOT_AHEAD: Final[Mapping[type, tuple[Path, ...]]] = {
    Statement: (("recorded",), ("revised", EACH, "date"), ("retracted", "date")),
    Search: (("date",),),
    Source: (("issued",),),
    Actor: (("roles", EACH, "as_of"),),
}
"""Model → the dates of what was done, which lie in the past."""

_ANNOUNCED: Final = frozenset({Step.IN_FORCE, Step.EXPIRED})
"""Steps whose day is known before it comes."""

_ELSEWHERE_ON_EARTH: Final = timedelta(days=1)
"""It is tomorrow already for whoever lives further east."""


def nothing_ahead_of_today(context: Context) -> Iterator[Problem]:
    """What was written, published, signed or looked up has a date that has come (code `date-future`)."""
    latest = context.today + _ELSEWHERE_ON_EARTH
    for record in context.records():
        for path, value in _past(record):
            if dates.parse(value).lower > latest:
                message = say(
                    "{value} has not come yet ({path} of '{id}')",
                    value=value,
                    path=spot(path),
                    id=record.id,
                )
                yield Problem(context.place(record.id, path), "date-future", message, say("correct the date"))


def _past(record: AnyRecord) -> Iterator[tuple[Path, str]]:
    """The dates of a record that lie in the past, with their paths."""
    for model, patterns in _NOT_AHEAD.items():
        if isinstance(record, model):
            for pattern in patterns:
                yield from values(record, pattern)
    for index, step in enumerate(getattr(record, "history", ())):
        if step.step not in _ANNOUNCED:
            yield ("history", index, "date"), step.date


def withdrawn_after_recording(context: Context) -> Iterator[Problem]:
    """A statement is retracted on the day of its recording or later (code `date-order`)."""
    for statement in context.base.statements.values():
        retracted = statement.retracted
        if retracted and dates.parse(retracted.date).lower < dates.parse(statement.recorded).lower:
            place = context.place(statement.id, ("retracted", "date"))
            message = say(
                "'{id}' was retracted before it was recorded, on {recorded}",
                id=statement.id,
                recorded=statement.recorded,
            )
            yield Problem(place, "date-order", message, _ONE_IS_WRONG)


_FOLLOWS: Final = (
    (Step.SIGNED, Step.RATIFIED),
    *((first, later) for first in (Step.SIGNED, Step.ADOPTED) for later in (Step.IN_FORCE, Step.AMENDED, Step.EXPIRED)),
)
"""Pairs of steps; the second never comes before the first. A draft may be approved again, and an act signed again."""


def steps_in_order(context: Context) -> Iterator[Problem]:
    """No agreement is in force, ratified, amended or expired before it is signed or adopted (code `history-order`)."""
    for agreement in _agreements(context):
        for first, later in _FOLLOWS:
            begun = _first(agreement, first)
            for index, step in enumerate(agreement.history):
                if begun and step.step is later and _one_party(begun, step) and _ends_before(step.date, begun.date):
                    message = say(
                        "'{id}' is {later} on {date}, but {first} on {begun}",
                        id=agreement.id,
                        later=later.value,
                        date=step.date,
                        first=first.value,
                        begun=begun.date,
                    )
                    place = context.place(agreement.id, ("history", index, "date"))
                    yield Problem(place, "history-order", message, _ONE_IS_WRONG)


def steps_of_parties(context: Context) -> Iterator[Problem]:
    """A step that one party took names one of the parties of its agreement, where these are given
    (code `history-party`).
    """
    for agreement in _agreements(context):
        for index, step in enumerate(agreement.history):
            if agreement.parties and step.party and step.party not in agreement.parties:
                message = say("'{party}' is none of the parties of '{id}'", party=step.party, id=agreement.id)
                place = context.place(agreement.id, ("history", index, "party"))
                fix = say("name one of them, or add it to `parties`")
                yield Problem(place, "history-party", message, fix)


def _agreements(context: Context) -> Iterator[Agreement]:
    return (entity for entity in context.base.entities.values() if isinstance(entity, Agreement))


def _first(agreement: Agreement, kind: Step) -> HistoryStep | None:
    steps = (step for step in agreement.history if step.step is kind)
    return min(steps, key=lambda step: dates.parse(step.date), default=None)


def _one_party(one: HistoryStep, other: HistoryStep) -> bool:
    """Whether two steps concern one party; a step without a party concerns all."""
    return one.party is None or other.party is None or one.party == other.party


def _ends_before(one: str, other: str) -> bool:
    return dates.parse(one).upper < dates.parse(other).lower


_TOLD_AS: Final[Mapping[Step, re.Pattern[str]]] = {
    Step.SIGNED: re.compile(r"\bsign(?:ed|s|ing)\b|\bconclud(?:ed|es|ing)\b|подпис|\bзаключ(?:ил|ен|ён)", re.I),
    Step.ADOPTED: re.compile(r"\badopt(?:ed|s|ion)\b|\bприня(?:т|л)", re.I),
    Step.RATIFIED: re.compile(r"\bratif|ратифи", re.I),
    Step.IN_FORCE: re.compile(r"\b(?:in|into) force\b|\b(?:took|takes) effect\b|в силу\b", re.I),
}
"""Step → the words by which a statement reports it. Other steps have no words of their own."""


def history_as_told(context: Context) -> Iterator[Problem]:
    """A step of an agreement has the day of the statement that reports it from the same source
    (code `history-differs`).
    """
    for agreement in _agreements(context):
        for index, step in enumerate(agreement.history):
            telling = list(_telling_of(context, agreement, step))
            if telling and all(statement.happened != step.date for statement in telling):
                other = telling[0]
                message = say(
                    "'{id}' is {step} on {date}, on {happened} by the statement '{other}' "
                    "with the same source ({place})",
                    id=agreement.id,
                    step=step.step.value,
                    date=step.date,
                    happened=other.happened,
                    other=other.id,
                    place=context.place(other.id, ("happened",)),
                )
                place = context.place(agreement.id, ("history", index, "date"))
                yield Problem(place, "history-differs", message, _ONE_IS_WRONG, context.lenient)


def _telling_of(context: Context, agreement: Agreement, step: HistoryStep) -> Iterator[Statement]:
    """The facts about an agreement that report a step, both with a day, and rest on its source."""
    told = _TOLD_AS.get(step.step)
    if told is None or not _is_day(step.date):
        return
    for statement in context.base.about.get(agreement.id, ()):
        is_fact = statement.kind is StatementKind.FACT and not statement.retracted and _is_day(statement.happened)
        if is_fact and step.source in (link.id for link in statement.sources) and told.search(_both(statement)):
            yield statement


def _is_day(text: str | None) -> bool:
    return bool(text) and dates.parse(str(text)).precision == "day"


def _both(statement: Statement) -> str:
    return f"{statement.text.en or ''}\n{statement.text.ru or ''}"


def sources_come_after(context: Context) -> Iterator[Problem]:
    """What shows a step of an agreement, an event or a fact came out on its day or later (code `source-before`). A step
    may be announced with its day, an act says from when it applies, and background may be older (`supports: part`).
    """
    for id, path, source, day, fix in _shown(context):
        issued = context.base.sources[source].issued if source in context.base.sources else None
        if issued and _is_day(issued) and _is_day(day) and _ends_before(issued, day):
            message = say(
                "'{source}' came out on {issued}, before what it is to show: {day} (in '{id}')",
                source=source,
                issued=issued,
                day=day,
                id=id,
            )
            yield Problem(context.place(id, path), "source-before", message, fix, context.lenient)


_OF_A_FACT: Final = say(
    "correct one of the two days; of a source that gives the background alone write `supports: part`"
)
_OF_A_RECORD: Final = say("correct one of the two days, or name a source that came out later")


def _shown(context: Context) -> Iterator[tuple[str, Path, str, str, Message]]:
    """What sources show: the record, the place that names the source, the source, the day, and what to do about it."""
    for statement in context.base.statements.values():
        if statement.kind is StatementKind.FACT and statement.happened and not statement.retracted:
            for index, link in enumerate(statement.sources):
                if link.supports is Support.ALL and not link.exempt and not _is_act(context, link.id):
                    yield statement.id, ("sources", index), link.id, statement.happened, _OF_A_FACT
    for entity in context.base.entities.values():
        for index, step in enumerate(getattr(entity, "history", ())):
            if step.step not in _ANNOUNCED:
                yield entity.id, ("history", index, "source"), step.source, step.date, _OF_A_RECORD
        if isinstance(entity, Event) and len(entity.sources) == 1:
            # One of several may well have announced it.
            yield entity.id, ("sources", 0), entity.sources[0], entity.date, _OF_A_RECORD


def _is_act(context: Context, id: str) -> bool:
    return id in context.base.sources and context.base.sources[id].kind is SourceKind.ACT


def days_as_told(context: Context) -> Iterator[Problem]:
    """The text of a fact that names days names one of its own, or the month of one (code `date-text`); so does the
    summary of an event or agreement.
    """
    for statement in context.base.statements.values():
        if statement.kind is StatementKind.FACT and _is_day(statement.happened):
            days = [text for text in (statement.happened, statement.said) if text]
            yield from _told_otherwise(context, statement.id, ("text",), statement.text, days)
    for entity in context.base.entities.values():
        days = [entity.date] if isinstance(entity, Event) else [step.date for step in getattr(entity, "history", ())]
        if days and all(map(_is_day, days)):
            yield from _told_otherwise(context, entity.id, ("summary",), entity.summary, days)


def _told_otherwise(context: Context, id: str, field: Path, text: Text, days: list[str]) -> Iterator[Problem]:
    """The languages in which a text names days, and none of these."""
    own = [dates.parse(day).lower for day in days if _is_day(day)]
    for language in LANGUAGES:
        if _names_others(getattr(text, language) or "", language, own):
            told = joined(days[:2], say(" or "))
            where = (*field, language)
            message = say(
                "'{id}' happened on {told}, and its {field} names another day", id=id, told=told, field=spot(where)
            )
            yield Problem(context.place(id, where), "date-text", message, _ANOTHER_DAY, context.lenient)


def _names_others(text: str, language: str, own: list[date]) -> bool:
    """Whether a text names days, and neither one of these nor, apart from the days, the month of one."""
    named = named_days(text, language)
    if not named or any(one.is_day(day) for one in named for day in own):
        return False
    return sure_months(without_days(text, language), language).isdisjoint(day.month for day in own)
