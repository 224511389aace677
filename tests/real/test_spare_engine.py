"""The spare engine is held to the real site every week, so that a change of engine is no step into the dark."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Built
from tests.repositories import ROOT, built_by_the_spare_engine, digests


@pytest.mark.slow
def test_the_spare_engine_builds_the_same_site(real_site: Built, tmp_path: Path) -> None:
    assert digests(built_by_the_spare_engine(ROOT, tmp_path / "site")) == digests(real_site.folder)
