"""What people type for the code of a language or of a country, from `spoken_names.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kbase.core.yaml_tables import read_table

FILE: Final = Path(__file__).with_name("spoken_names.yml")

Names = Mapping[str, Sequence[str]]
"""Code → what people type for it."""


def languages() -> Names:
    """The names of languages, in English and in Russian."""
    return _tables()["languages"]


def countries() -> Names:
    """Names of countries beside their labels."""
    return _tables()["countries"]


@cache
def _tables() -> Mapping[str, Names]:
    tables: dict[str, Names] = read_table(FILE)
    return tables
