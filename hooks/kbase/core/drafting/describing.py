"""What each field of a record means, from `fields.yml`: for editors, schemas and guides; and what the form calls it,
from `form_labels.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FIELDS: Final = Path(__file__).with_name("fields.yml")

LABELS: Final = Path(__file__).with_name("form_labels.yml")

InBoth = Mapping[str, str]
"""Language → text."""
Labelled = Mapping[str, Sequence[str]]
"""Language → what the form calls a field, and what helps to fill it in, where the name does not say all."""


def described(model: str, field: str) -> InBoth | None:
    """What a field of a model means: its own line, or the one of all fields of that name."""
    return all_fields().get(f"{model}.{field}") or all_fields().get(field)


@cache
def all_fields() -> Mapping[str, InBoth]:
    """`field` or `Model.field` → what it means."""
    return _read(FIELDS)


def labelled(model: str, field: str) -> Labelled:
    """What the form calls a field of a model: its own line, the one of all fields of that name, else what it means."""
    labels = _all_labels()
    if found := labels.get(f"{model}.{field}") or labels.get(field):
        return found
    meaning = described(model, field) or {"en": field, "ru": field}
    return {language: [text.rstrip(".")] for language, text in meaning.items()}


@cache
def _all_labels() -> Mapping[str, Labelled]:
    return _read(LABELS)


def _read(file: Path) -> dict[str, Any]:
    held: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return held
