"""What the real base promises beyond being free of faults."""

from __future__ import annotations

from kbase.core.base import KnowledgeBase, internal_targets
from kbase.core.check import run_checks
from kbase.core.problems import Severity
from tests.conftest import ROOT


def test_it_has_no_fault() -> None:
    """What is a warning until a release stops no contributor: `kb.py check --release` demands the rest."""
    assert [problem for problem in run_checks(ROOT) if problem.severity is Severity.ERROR] == []


def test_every_record_tells_something(base: KnowledgeBase) -> None:
    """A page without a statement about, by or named in it would be a name and nothing else."""
    told = set(base.about) | set(base.said_by)
    for page in base.prose.values():
        if page.entity and (page.statements or any(t.startswith("statements/") for t in internal_targets(page))):
            told.add(page.entity)
    assert set(base.entities) - told == set()
