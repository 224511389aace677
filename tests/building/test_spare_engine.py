"""ProperDocs, which goes on where MkDocs 1.x rests, builds the same site from the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Built
from tests.repositories import built_by_the_spare_engine, digests


@pytest.mark.slow
def test_the_spare_engine_builds_the_same_site(example: Path, built: Built, tmp_path: Path) -> None:
    assert digests(built_by_the_spare_engine(example, tmp_path / "site")) == digests(built.folder)
