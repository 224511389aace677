"""What each field of a record means, from `fields.yml`: for editors, schemas and guides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FIELDS: Final = Path(__file__).with_name("fields.yml")

InBoth = Mapping[str, str]
"""Language → text."""


def described(model: str, field: str) -> InBoth | None:
    """What a field of a model means: its own line, or the one of all fields of that name."""
    return all_fields().get(f"{model}.{field}") or all_fields().get(field)


@cache
def all_fields() -> Mapping[str, InBoth]:
    """`field` or `Model.field` → what it means."""
    held: dict[str, Any] = yaml.load(FIELDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return held
