"""What a change was, in words: the label or stage before and after, the date that has passed."""

from __future__ import annotations

from collections.abc import Iterator

from kbase.core.evidence.rows import Row
from kbase.core.pages.news import Kind, News, labels_of
from kbase.core.records.model import Statement
from kbase.core.records.vocabulary import StatementKind, Step, Word
from kbase.wording.catalogue import Catalogue


def told_of(change: News, words: Catalogue) -> str:
    """In words, what a label or stage was and is, or when a plan was due; nothing of other changes."""
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
    """Each of the labels that is another now, before and after."""
    is_fact = isinstance(change.record, Statement) and change.record.kind is StatementKind.FACT
    names = ("label.evidence" if is_fact else "label.words", "label.support")  # As on a card (evidence.labels.lines).
    for key, was, now in zip(names, labels_of(change.before), labels_of(change.after), strict=False):
        if was != now:
            sides = (_label(Row, label, words) or words("news.none") for label in (was, now))
            told = words("news.from-to", before=next(sides), after=next(sides))
            yield f"{words(key)}: {told}"


def _label(of: type[Word] | type[Row], value: str, words: Catalogue) -> str:
    """The label of a grade or stage; the value itself where the vocabulary no longer has it."""
    if not value or value == "-":
        return ""
    word = next((word for word in of if word.value == value), None)
    if word is None:
        return value
    return word.words.label[words.language] if isinstance(word, Row) else word.label(words.language)
