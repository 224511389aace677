"""The rows of the registers."""

from __future__ import annotations

from dataclasses import replace

from kbase.core.base import KnowledgeBase
from kbase.core.pages import lists
from kbase.core.pages.lists import ORDER
from kbase.core.records.model import Role
from kbase.core.records.vocabulary import Outcome, StatementKind


def test_plans_of_every_outcome_have_their_place_in_the_register() -> None:
    assert sorted(ORDER) == sorted(Outcome)


def test_what_is_longest_overdue_stands_first_and_in_no_other_list(base: KnowledgeBase) -> None:
    """Plans without a date end a list; one that is due later that month is not late."""
    one = next(s for s in base.statements.values() if s.kind is StatementKind.PLAN and not s.retracted)
    dues = {"late": "2026-02", "later": "2025", "soon": "2026-03", "undated": None}
    plans = {
        id: one.model_copy(update={"id": id, "due": due, "outcome": Outcome.OPEN, "outcome_statement": None})
        for id, due in dues.items()
    }
    overdue, groups = lists.commitments(replace(base, statements=plans), "2026-03-02")
    assert [(row.statement.id, row.days_late) for row in overdue] == [("later", 61), ("late", 2)]
    assert [[row.statement.id for row in rows] for _, rows in groups] == [["soon", "undated"]]


def test_the_main_office_of_those_that_last_stands_first_and_what_ended_comes_after_the_latest_first() -> None:
    def role(**dates: str) -> Role:
        return Role.model_validate({"role": {"en": "R", "ru": "Р"}, **dates})

    main, later, seen = role(**{"from": "1994"}), role(**{"from": "2025"}), role(as_of="2024-05")
    ended, earlier = role(**{"from": "2020", "to": "2026"}), role(**{"from": "2018", "to": "2019"})
    assert lists.lasting_first((earlier, main, ended, later, seen)) == [main, later, seen, ended, earlier]
