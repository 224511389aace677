"""Which records of the base can be shown as examples of their kind."""

from __future__ import annotations

from collections.abc import Sequence

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.drafts import KINDS
from kbase.core.records.model import Actor, Identified, Statement


def kinds_shown(base: KnowledgeBase) -> Sequence[str]:
    """The kinds of record of which the base has an example, in the order in which a contributor needs them."""
    return [kind for kind in KINDS if apt_records(base, kind)]


def apt_records(base: KnowledgeBase, kind: str, word: str = "") -> Sequence[Identified]:
    """The records of a kind that can be shown; with a `word`, those that have it in their field `kind`."""
    model = KINDS[kind][0]
    shelves = (base.statements, base.sources, base.outlets, base.terms, base.searches, base.entities)
    records = [record for shelf in shelves for record in shelf.values() if type(record) is model]
    return [record for record in records if (getattr(record, "kind", "") == word if word else _is_apt(record))]


def _is_apt(record: Identified) -> bool:
    """Whether a record shows what is hard: of actors a person with roles, of statements one that stands."""
    if isinstance(record, Statement):
        return record.retracted is None and not record.former_ids
    return bool(record.roles) if isinstance(record, Actor) else True
