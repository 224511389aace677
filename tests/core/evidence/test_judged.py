"""The rules of the grades against the judgement of an honest editor, on real statements as they once were."""

from __future__ import annotations

from pathlib import Path

import yaml

from kbase.core.evidence.grades import grade
from kbase.core.ledger.released import read_released

JUDGED = Path(__file__).with_name("judged.yml")


def test_statements_have_the_grades_of_an_honest_editor() -> None:
    """Thirty of them, each with the reason."""
    base, unreadable = read_released(JUDGED.with_suffix(".json"))
    rows = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    found = {row["statement"]: grade(base.statements[row["statement"]], base) for row in rows}
    told = {id: (g.attested.grade.value, g.content.grade.value if g.content else "none") for id, g in found.items()}
    assert unreadable == [] and len(rows) >= 30
    assert [row for row in rows if told[row["statement"]] != (row["attested"], row["content"])] == []
