"""The stage of an agreement, computed from its history for each party."""

from __future__ import annotations

from datetime import date
from typing import Final

from kbase.core.records import dates
from kbase.core.records.model import Agreement, HistoryStep
from kbase.core.records.vocabulary import Step

_FORWARD: Final = (
    Step.PROPOSED,
    Step.DRAFTED,
    Step.DRAFT_APPROVED,
    Step.SUBMITTED,
    Step.APPROVED,
    Step.SIGNED,
    Step.ADOPTED,
    Step.RATIFIED,
    Step.IN_FORCE,
)
_ENDING: Final = frozenset({Step.SUSPENDED, Step.RESCINDED, Step.WITHDRAWN, Step.EXPIRED})


def stage_by_party(agreement: Agreement) -> dict[str | None, Step]:
    """Party id → the stage that it has reached; None stands for all parties where the history names none.

    An act that one body issues has one stage, whoever took its steps. A step without a party counts for every party. A
    party with no step of its own and none for all is left out, and so is one of whose steps only amendments are known:
    that an act was changed does not show how far it has come.
    """
    if agreement.issuer:
        reached = _stage(list(agreement.history))
        return {} if reached is None else {None: reached}
    named = dict.fromkeys([*agreement.parties, *(s.party for s in agreement.history if s.party)])
    parties: list[str | None] = list(named) or [None]
    stages = {party: _stage([s for s in agreement.history if s.party in (None, party)]) for party in parties}
    return {party: stage for party, stage in stages.items() if stage is not None}


def stage(agreement: Agreement) -> Step | None:
    """The stage of the agreement: that of the party which has come least far; an ending of one party ends it for all.

    None where no step is known that leads to a stage.
    """
    reached = list(stage_by_party(agreement).values())
    ended = [step for step in reached if step in _ENDING]
    return ended[0] if ended else min(reached, key=_rank, default=None)


def in_order(history: tuple[HistoryStep, ...]) -> list[HistoryStep]:
    """The steps by date; of one date, in the order in which steps usually follow."""
    return sorted(history, key=_when)


def _when(step: HistoryStep) -> tuple[date, date, int]:
    period = dates.parse(step.date)
    return period.upper, period.lower, list(Step).index(step.step)


def _stage(history: list[HistoryStep]) -> Step | None:
    """Folds the steps in order of date. A step behind one already reached (an approval after the signature) adds to
    the history but does not set the stage back; an amendment leaves it where it is; an ending holds until a later step.
    """
    reached: Step | None = None
    for step in (s.step for s in in_order(tuple(history))):
        if step is Step.AMENDED:
            continue
        if reached is None or reached in _ENDING or step in _ENDING or _rank(step) > _rank(reached):
            reached = step
    return reached


def _rank(step: Step) -> int:
    return _FORWARD.index(step) if step in _FORWARD else len(_FORWARD)
