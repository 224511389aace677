"""The real base, and the site built of it once for all workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kbase.core.base import KnowledgeBase, read_base
from kbase.measures.browsing import SUB_PATH, served
from tests.conftest import Built
from tests.repositories import ROOT, kb, made_once, must


@pytest.fixture(scope="session")
def real_base() -> KnowledgeBase:
    return read_base(ROOT)[0]


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built by the real command; nearly a minute. Not to be changed."""

    def build(folder: Path) -> None:
        must(kb(ROOT, "build", "--site-dir", str(folder / SUB_PATH)))

    return Built(made_once(tmp_path_factory, "real", build) / SUB_PATH)


@pytest.fixture(scope="session")
def real_address(real_site: Built) -> Iterator[str]:
    """The address of the real site on this machine."""
    with served(real_site.folder) as root:
        yield root
