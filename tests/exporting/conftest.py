"""The real base as data, made once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exporting.all_files import make_all
from exporting.snapshot import Snapshot
from knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def snapshot(base: KnowledgeBase) -> Snapshot:
    return Snapshot(base, "https://example.org/kb/", "abc", datetime(2026, 11, 24, 7, 18, 33, tzinfo=UTC))


@pytest.fixture(scope="session")
def files(snapshot: Snapshot) -> dict[str, bytes]:
    """Every file of data, path to content."""
    return make_all(snapshot)
