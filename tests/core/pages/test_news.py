"""What is new: every change once, under its day, in an order that readers can follow."""

from __future__ import annotations

from dataclasses import replace

from kbase.core.base import KnowledgeBase
from kbase.core.ledger.changes_file import Logged, What
from kbase.core.ledger.ledger_file import Ledger
from kbase.core.pages.news import Kind, alike, all_news, apart, days
from kbase.core.records.model import Revision, Statement, Text

WHAT = Text(en="The year was wrong.", ru="Год был неверен.")


def with_(base: KnowledgeBase, *statements: Statement, changed: tuple[Logged, ...] = ()) -> KnowledgeBase:
    """A base of these statements alone, without what its ledger says of days."""
    return replace(base, statements={s.id: s for s in statements}, changed=changed, ledger=Ledger())


def one(base: KnowledgeBase, **fields: object) -> Statement:
    return next(iter(base.statements.values())).model_copy(update={"recorded": "2026-01-02", **fields})


def test_a_statement_is_new_when_it_is_recorded_revised_and_withdrawn(base: KnowledgeBase) -> None:
    revised = (Revision(date="2026-02-03", what=WHAT),)
    statement = one(base, revised=revised, retracted=Revision(date="2026-03-04", what=WHAT))
    told = [(news.day, news.kind) for news in all_news(with_(base, statement))]
    assert told == [("2026-03-04", Kind.RETRACTED), ("2026-02-03", Kind.REVISED), ("2026-01-02", Kind.ADDED)]


def test_a_plan_is_newly_overdue_on_the_day_after_its_date(base: KnowledgeBase) -> None:
    plan = next(s for s in base.statements.values() if s.kind == "plan")
    plan = plan.model_copy(update={"due": "2026-05", "outcome": None, "recorded": "2026-01-02", "revised": ()})
    later = one(base, id="later", recorded="2026-07-01", revised=())
    found = {news.kind: news.day for news in all_news(with_(base, plan, later)) if news.record.id == plan.id}
    assert found[Kind.OVERDUE] == "2026-06-01"
    assert Kind.OVERDUE not in {news.kind for news in all_news(with_(base, plan))}, "not before anything happened later"


def test_a_grade_of_the_first_day_is_no_news(base: KnowledgeBase) -> None:
    statement = one(base, revised=())
    same, later = (
        Logged(day, What.GRADED, f"statements/{statement.id}", "a/b/c/d", "a/b/c/e")
        for day in ("2026-01-02", "2026-02-03")
    )
    kinds = [news.kind for news in all_news(with_(base, statement, changed=(same, later)))]
    assert kinds == [Kind.GRADED, Kind.ADDED]


def test_what_is_told_alike_of_many_is_put_together(base: KnowledgeBase) -> None:
    revised = (Revision(date="2026-02-03", what=WHAT),)
    first, second = one(base, revised=revised), one(base, id="second", revised=revised)
    (_, found), *_ = days(with_(base, first, second))
    assert [len(group) for group in alike(found)] == [2]


def test_what_was_only_revised_stands_apart_from_what_is_new(base: KnowledgeBase) -> None:
    statement = one(base, revised=(Revision(date="2026-01-02", what=WHAT),))
    told, revised = apart(all_news(with_(base, statement)))
    assert [news.kind for news in told] == [Kind.ADDED] and [news.kind for news in revised] == [Kind.REVISED]
