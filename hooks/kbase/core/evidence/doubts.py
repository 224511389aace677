"""Steps of agreements that the base itself doubts, so that no list of steps shows them as established."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.evidence.grades import Grades
from kbase.core.records import dates
from kbase.core.records.model import Agreement, HistoryStep, Statement
from kbase.core.records.vocabulary import Attested, Content

DOUBTFUL: Final = frozenset({Content.CONTRADICTED, Content.QUALIFIED, Content.NOT_CHECKED})


def doubt(
    step: HistoryStep, agreement: Agreement, base: KnowledgeBase, graded: Mapping[str, Grades]
) -> Statement | None:
    """A doubtful statement that reports `step`, where no firm statement reports it; else None.

    A step cites a source, not a statement. A statement reports it if it is about the agreement, rests on the same
    source and has the same date. A step that no statement reports can be doubted only for its source.
    """
    telling = list(_telling_of(step, agreement, base))
    checkable = [s for s in telling if graded[s.id].content] or telling
    firm = [s for s in checkable if not _is_doubtful(graded[s.id])]
    return checkable[0] if checkable and not firm else None


def _telling_of(step: HistoryStep, agreement: Agreement, base: KnowledgeBase) -> Iterator[Statement]:
    when = dates.parse(step.date)
    for statement in base.about.get(agreement.id, ()):
        date = sort_date(statement)
        rests_on_it = step.source in (link.id for link in statement.sources)
        if rests_on_it and (date.lower, date.upper) == (when.lower, when.upper) and not statement.retracted:
            yield statement


def _is_doubtful(grades: Grades) -> bool:
    return grades.attested.grade is Attested.WEAK or bool(grades.content and grades.content.grade in DOUBTFUL)
