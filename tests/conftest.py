"""Settings and fixtures of all tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from tests.helpers import Files, faults

# The same examples in every run, and few of them; `HYPOTHESIS_PROFILE=search pytest tests/core` looks for new ones.
settings.register_profile("steady", derandomize=True, max_examples=40, deadline=None)
settings.register_profile("search", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


class Check(Protocol):
    def __call__(self, changes: Files | None = None, release: bool = False) -> list[str]: ...


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """`check(changes)`: what is printed of the tiny repository after `changes`, line by line."""
    return lambda changes=None, release=False: faults(tmp_path, changes, release)
