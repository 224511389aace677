"""Statements that go through the form: what it is handed, and whether they come back as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kbase.core.base import KnowledgeBase
from kbase.core.drafting.applying import Applied, applied
from kbase.core.drafting.contribution import data_of, digest_of_data, read_contribution, written
from kbase.core.records.yaml_source import parse

TODAY = "2026-11-29"
FILE = "docs/data/inbox/from-the-form.yml"

_NOT_ASKED = ("id", "former_ids", "revised", "recorded")


def reader(root: Path) -> Callable[[str], str | None]:
    """What reads files of the repository in `root`."""
    return lambda file: (root / file).read_text(encoding="utf-8") if (root / file).is_file() else None


def handed_over(base: KnowledgeBase, id: str) -> dict[str, Any]:
    """A record as the form gets it."""
    handed: dict[str, Any] = json.loads(json.dumps(data_of(base, id), ensure_ascii=False))
    return handed


def lost_on_the_way(base: KnowledgeBase, ids: list[str], root: Path) -> list[str]:
    """The records that are not equal once they went through the form: all fields of each are set as they are."""
    changes = []
    for id in ids:
        data = handed_over(base, id)
        fields = {name: value for name, value in data.items() if name not in _NOT_ASKED}
        changes.append({"id": id, "digest": digest_of_data(data), "set": fields, "what": {"en": "Nothing."}})
    one, problems = read_contribution(written({"correct": changes}), FILE)
    assert one and problems == []
    found = applied(base, [one], reader(root), TODAY)
    assert found.problems == []
    return [id for id in ids if not _is_equal(base, found, id)]


def _is_equal(base: KnowledgeBase, found: Applied, id: str) -> bool:
    """But for the line that says that it was corrected."""
    parsed, _ = parse(found.texts[base.origins[id].parsed.file], "")
    assert parsed
    root = base.origins[id].root
    now = next(data for data in parsed.data if data["id"] == id) if root else parsed.data
    then = base.origins[id].parsed.data[root[0]] if root else base.origins[id].parsed.data
    if id not in base.statements:
        return bool(now == then)
    revisions = then.get("revised", [])
    return bool({**now, "revised": now["revised"][: len(revisions)]} == {**then, "revised": revisions})
