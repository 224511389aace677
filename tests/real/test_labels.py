"""The editor's piles: statements labelled by hand, against which the rule of the labels is held."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from kbase.core.base import KnowledgeBase, sources_of
from kbase.core.evidence.labels import CLAIMS, Labels, label, outcome
from kbase.core.evidence.rows import HOW_TOLD, Row
from kbase.core.records.vocabulary import StatementKind

LABELS: Final = Path(__file__).with_name("labels.yml")
BORNE_OUT: Final = frozenset(Row) - frozenset(HOW_TOLD)
AS_OF: Final = "2026-11-29"
COMPUTED: Final = ("label", "label_support", "beside", "outcome")


@pytest.fixture(scope="module")
def piles() -> dict[str, Any]:
    return dict(yaml.safe_load(LABELS.read_text(encoding="utf-8")))


def test_the_piles_cover_every_row_and_every_kind(piles: dict[str, Any], real_base: KnowledgeBase) -> None:
    """A rule could not be held against a row that no statement shows."""
    used = {row["label"] for row in piles["labels"]}
    used |= {label for row in piles["labels"] for label in (row.get("label_support"), *row.get("beside", ())) if label}
    kinds = {real_base.statements[row["statement"]].kind for row in piles["labels"]}
    assert used == set(HOW_TOLD) | BORNE_OUT
    assert kinds == set(StatementKind)


def test_each_statement_has_the_lines_of_its_kind(piles: dict[str, Any], real_base: KnowledgeBase) -> None:
    """A second line for what a claim says, an outcome for a plan, and nothing of it elsewhere."""
    for row in piles["labels"]:
        kind = real_base.statements[row["statement"]].kind
        assert row["label"] in HOW_TOLD, row["statement"]
        assert ("label_support" in row) == (kind in CLAIMS), row["statement"]
        assert ("outcome" in row) == (kind is StatementKind.PLAN), row["statement"]


def test_the_piles_name_statements_that_are_there_once(piles: dict[str, Any], real_base: KnowledgeBase) -> None:
    labelled = [row["statement"] for row in piles["labels"]]
    paired = [statement for pair in piles["pairs"] for statement in pair["statements"]]
    assert len(labelled) == len(set(labelled)) == 40
    assert {*labelled, *paired} <= real_base.statements.keys()


def test_the_base_gives_the_labels_of_the_piles(piles: dict[str, Any], real_base: KnowledgeBase) -> None:
    """All of them, but for the exceptions, each with its reason and still needed."""
    differing = {}
    for row in piles["labels"]:
        found = computed(row["statement"], real_base)
        differing[row["statement"]] = {
            name: found[name] for name in COMPUTED if found[name] != row.get(name, NONE[name])
        }
    told = {exception["statement"]: exception["computed"] for exception in piles["exceptions"]}
    assert {id: names for id, names in differing.items() if names} == told
    assert all(exception["because"] for exception in piles["exceptions"])


NONE: Final[dict[str, Any]] = {"label": None, "label_support": None, "beside": [], "outcome": None}


def computed(statement: str, base: KnowledgeBase) -> dict[str, Any]:
    record = base.statements[statement]
    labels: Labels = label(record, base)
    return {
        "label": labels.words.row,
        "label_support": labels.support and labels.support.row,
        "beside": [line.row for line in labels.beside],
        "outcome": outcome(record, AS_OF),
    }


def test_what_statements_rest_on_says_what_it_is(real_base: KnowledgeBase) -> None:
    """Without its `kind` a source counts as a report, and a label may be too low."""
    cited = {source for statement in real_base.statements.values() for source in sources_of(statement)}
    assert sorted(source for source in cited if not real_base.sources[source].kind) == []
