"""The example holds something of everything, so that what is tested on it is tested."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from kbase.core.base import KnowledgeBase
from kbase.core.evidence.grades import grade_all
from kbase.core.pages.lists import challenged
from kbase.core.pages.paging import PAGE_SIZE
from kbase.core.pages.record_page import DENSITIES
from kbase.core.records.vocabulary import (
    ActorKind,
    Attested,
    Challenge,
    Content,
    EntityType,
    Outcome,
    StatementKind,
)
from kbase.site.registers import REGISTERS
from tests.repositories import kb, must


def test_it_passes_the_check_for_a_release(example: Path) -> None:
    """With the dictionaries, where they are: all its words are known, and both languages say the same."""
    *lines, count = must(kb(example, "check", "--release")).splitlines()
    assert count.startswith("0 errors") and all("[owner-unset]" in line for line in lines), "its owners are nobody"


def test_it_has_a_record_of_every_type_and_a_statement_of_every_kind(base: KnowledgeBase) -> None:
    assert {entity.type for entity in base.entities.values()} == set(EntityType)
    assert {entity.kind for entity in base.entities.values() if entity.type is EntityType.ACTOR} == set(ActorKind)
    assert {statement.kind for statement in base.statements.values()} == set(StatementKind)
    assert base.terms and base.searches and base.outlets


def test_it_has_every_grade(base: KnowledgeBase) -> None:
    grades = grade_all(base).values()
    assert {grade.attested.grade for grade in grades} == set(Attested)
    assert {grade.content.grade for grade in grades if grade.content} == set(Content)


def test_it_has_every_challenge_every_outcome_and_what_was_withdrawn(base: KnowledgeBase) -> None:
    statements = base.statements.values()
    assert {link.how for statement in statements for link in statement.challenged_by} == set(Challenge)
    assert {statement.outcome for statement in statements} >= {*Outcome} - {Outcome.UNKNOWN}
    assert any(s.retracted and s.replaced_by for s in statements) and any(s.revised for s in statements)


def test_it_has_every_register_and_further_pages_of_some(base: KnowledgeBase) -> None:
    assert {page.meta.get("register") for page in base.prose.values()} - {None} == set(REGISTERS)
    assert len(challenged(base)) > PAGE_SIZE


def test_it_has_pages_of_every_density(base: KnowledgeBase) -> None:
    counts = [len(about) for about in base.about.values()]
    limits = [0, *(most for most, _ in DENSITIES), 1000]
    assert all(any(few < count <= many for count in counts) for few, many in pairwise(limits))
