"""What a change was, in words: the grade or stage before and after, the date that has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kbase.core.evidence.rows import Row
from kbase.core.pages.news import Kind, News, grades_of
from kbase.core.records.model import Statement
from kbase.core.records.vocabulary import Attested, Content, Step, Word
from kbase.wording.catalogue import Catalogue


def told_of(change: News, words: Catalogue) -> str:
    """In words, what a grade or stage was and is, or when a plan was due; nothing of other changes."""
    record = change.record
    if change.kind is Kind.GRADED:
        return "; ".join(_regraded(change, words))
    if change.kind is Kind.STAGE:
        sides = (_label(Step, stage, words) or words("stage.unknown") for stage in (change.before, change.after))
        return words("news.from-to", before=next(sides), after=next(sides))
    if change.kind is Kind.OVERDUE and isinstance(record, Statement) and record.due:
        return f"{words('statement.due')}: {words.date(record.due)}"
    return ""


def _regraded(change: News, words: Catalogue) -> Iterator[str]:
    """Each of the grades and labels that is another now, before and after."""
    before, after = grades_of(change.before), grades_of(change.after)
    for key, of, was, now in zip(_COLUMNS, _COLUMNS.values(), before, after, strict=False):
        if was != now:
            sides = (_label(of, grade, words) or words("news.none") for grade in (was, now))
            told = words("news.from-to", before=next(sides), after=next(sides))
            yield f"{words(key)}: {told}"


_COLUMNS: Final[Mapping[str, type[Word] | type[Row]]] = {
    "grade.attested": Attested,
    "grade.content": Content,
    "label.words": Row,
    "label.support": Row,
}
"""The columns of grades in the ledger, by the key of their name."""


def _label(of: type[Word] | type[Row], value: str, words: Catalogue) -> str:
    """The label of a grade or stage; the value itself where the vocabulary no longer has it."""
    if not value or value == "-":
        return ""
    word = next((word for word in of if word.value == value), None)
    if word is None:
        return value
    return word.words.label[words.language] if isinstance(word, Row) else word.label(words.language)
