"""The example base as data."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kbase.core.base import KnowledgeBase
from kbase.exports.all_files import make_all
from kbase.exports.snapshot import Snapshot


@pytest.fixture(scope="session")
def snapshot(base: KnowledgeBase) -> Snapshot:
    return Snapshot(base, "https://example.org/kb/", "abc", datetime(2026, 11, 24, 7, 18, 33, tzinfo=UTC))


@pytest.fixture(scope="session")
def files(snapshot: Snapshot) -> dict[str, bytes]:
    """Every file of data, path to content."""
    return make_all(snapshot)
