"""A step of an agreement is doubted where what tells of it is doubtful and nothing firm tells of it too."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.doubts import doubt
from kbase.core.evidence.labels import label_all
from kbase.core.records.model import Agreement
from tests.helpers import BELARUS, PUBLISHERS, SOURCES, TINY, base_of, statements

ACCORD = """
    title: {en: Accord, ru: Соглашение}
    summary: {en: An accord., ru: Соглашение.}
    kind: treaty
    history: [{date: '2025-08', step: approved, source: agency-on-forum}]
"""
FACT = "{id: told, happened: '2025-08', sources: [agency-on-forum]}"
CLAIM = "{id: claimed, kind: claim, by: belarus, happened: '2025-08', sources: [agency-on-forum]}"
PLAN = "{id: planned, kind: plan, by: belarus, said: '2025-08', sources: [agency-on-forum]}"
OTHER_DATE = "{id: later, happened: '2025-09', sources: [{id: agency-on-forum, seen: headline}]}"
OTHER_SOURCE = "{id: elsewhere, happened: '2025-08', sources: [{id: daily-on-forum, seen: headline}]}"
GLIMPSED = "{id: glimpsed, kind: plan, by: belarus, said: '2025-08', sources: [{id: agency-on-forum, seen: headline}]}"
QUALIFIED = """
    id: told
    happened: '2025-08'
    sources: [agency-on-forum]
    challenged_by: [{source: daily-on-forum, how: qualifies}]
"""


def accord_with(root: Path, *told: str) -> KnowledgeBase:
    """A base with an agreement that was approved in August 2025, and what is told of it."""
    blocks = "\n".join(f"- {block}" if "\n" not in block else "-" + block for block in told)
    return base_of(
        root,
        {
            **{file: TINY[file] for file in (BELARUS, PUBLISHERS, SOURCES)},
            "docs/data/agreements/accord.yml": ACCORD,
            "docs/data/statements/accord.yml": statements(blocks, about="accord") if told else "[]",
        },
    )


@pytest.mark.parametrize(
    ("told", "doubted"),
    [
        ((), None),
        ((FACT,), None),
        ((CLAIM,), "claimed"),
        ((QUALIFIED,), "told"),
        ((CLAIM, FACT), None),
        ((PLAN,), None),
        ((GLIMPSED,), "glimpsed"),
        ((CLAIM, PLAN), "claimed"),
        ((OTHER_DATE,), None),
        ((OTHER_SOURCE,), None),
    ],
)
def test_a_step_is_as_firm_as_what_tells_of_it(tmp_path: Path, told: tuple[str, ...], doubted: str | None) -> None:
    """One firm fact is enough; a plan does not make firm what is only claimed; other days and sources do not count."""
    base = accord_with(tmp_path, *told)
    accord = base.entities["accord"]
    assert isinstance(accord, Agreement)
    found = doubt(accord.history[0], accord, base, label_all(base))
    assert (found.id if found else None) == doubted
