"""Small tasks for somebody who has not contributed yet: each is done at one place, without knowing the rest.

Nothing of it is a mistake. What has to be fixed, `check` says; what time has made due, `due`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kbase.core.base import KnowledgeBase
from kbase.core.due import Due, headlines
from kbase.core.evidence.labels import label
from kbase.core.evidence.rows import Row
from kbase.core.messages import Message, say
from kbase.core.pages.coverage import coverage
from kbase.core.records.vocabulary import StatementKind
from kbase.core.translation.standing import Standing, of_statement, pairs

ONE_ORIGIN: Final = frozenset({Row.ONE_SOURCE, Row.RETELLING})


def first_tasks(base: KnowledgeBase) -> list[Due]:
    """All of them, by kind in the order of `KINDS`, then by place."""
    found = (sorted(rule(base), key=lambda one: one.place) for rule in KINDS.values())
    return [one for group in found for one in group]


def _languages(base: KnowledgeBase) -> Iterator[Due]:
    """Texts that nobody has marked as the same in both languages, or that are missing or behind in one."""
    for statement in base.statements.values():
        if not statement.retracted and of_statement(base, statement) is not Standing.AGREED:
            text = say("the languages of '{id}' are to be compared", id=statement.id)
            yield Due("languages", base.origins[statement.id].place(("text",)), text)
    for path in dict.fromkeys(path for _, path in base.prose):
        for pair in pairs(base, path):
            if pair.standing is not Standing.AGREED:
                text = say("the languages of '{id}' are to be compared", id=pair.key)
                yield Due("languages", pair.place(pair.standing.behind or "ru"), text)


def _headlines(base: KnowledgeBase) -> Iterator[Due]:
    return headlines(base, None)


def _sources(base: KnowledgeBase) -> Iterator[Due]:
    """Facts that rest on one origin."""
    for statement in base.statements.values():
        if statement.kind is not StatementKind.FACT or statement.retracted:
            continue
        if label(statement, base).words.row in ONE_ORIGIN:
            text = say("'{id}' has one origin", id=statement.id)
            yield Due("sources", base.origins[statement.id].place(("sources",)), text)


def _searches(base: KnowledgeBase) -> Iterator[Due]:
    """Subjects that were never searched in a language in which others were."""
    for row in coverage(base).rows:
        missing = [language for language, cell in row.languages.items() if cell.search is None]
        if missing:
            text = say("'{id}' was not searched in: {languages}", id=row.entity.id, languages=", ".join(missing))
            yield Due("searches", base.origins[row.entity.id].place(), text)


KINDS: Final[dict[str, Callable[[KnowledgeBase], Iterator[Due]]]] = {
    "languages": _languages,
    "headlines": _headlines,
    "sources": _sources,
    "searches": _searches,
}
"""Kind → its tasks, the quickest kind first."""

TITLES: Final[dict[str, Message]] = {
    "languages": say("Compare both languages of a text, correct what differs, and mark it: `kb.py translated`"),
    "headlines": say("Read the source behind a headline, and say in `seen` how much you read"),
    "sources": say("Find a second source that does not retell the first"),
    "searches": say("Search in one more language, and write down what came of it, even if nothing did"),
}
"""Kind → what to do, as its heading."""
