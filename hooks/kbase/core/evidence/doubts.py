"""Steps of agreements that the base itself doubts, so that no list of steps shows them as established."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kbase.core.base import KnowledgeBase, sort_date
from kbase.core.evidence.labels import Labels
from kbase.core.evidence.rows import Row
from kbase.core.records import dates
from kbase.core.records.model import Agreement, HistoryStep, Statement
from kbase.core.records.vocabulary import CHECKABLE

DOUBTFUL: Final = frozenset({Row.PART, Row.CONTRADICTED, Row.QUALIFIED, Row.NOT_FOUND, Row.WORDS_ONLY})


def doubt(
    step: HistoryStep, agreement: Agreement, base: KnowledgeBase, labelled: Mapping[str, Labels]
) -> Statement | None:
    """A doubtful statement that reports `step`, where no firm statement reports it; else None.

    A step cites a source, not a statement. A statement reports it if it is about the agreement, rests on the same
    source and has the same date. A step that no statement reports can be doubted only for its source.
    """
    telling = list(_telling_of(step, agreement, base))
    checkable = [s for s in telling if s.kind in CHECKABLE] or telling
    firm = [s for s in checkable if not _is_doubtful(labelled[s.id])]
    return checkable[0] if checkable and not firm else None


def _telling_of(step: HistoryStep, agreement: Agreement, base: KnowledgeBase) -> Iterator[Statement]:
    when = dates.parse(step.date)
    for statement in base.about.get(agreement.id, ()):
        date = sort_date(statement)
        rests_on_it = step.source in (link.id for link in statement.sources)
        if rests_on_it and (date.lower, date.upper) == (when.lower, when.upper) and not statement.retracted:
            yield statement


def _is_doubtful(labels: Labels) -> bool:
    is_copy = labels.words.reason.key == "copy"
    return is_copy or labels.words.row is Row.PART or labels.lead.row in DOUBTFUL
