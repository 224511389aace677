"""The packages of the real base, as they are published: made, whole, and put beside the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.offline import sums
from kbase.offline.verifying import verify
from tests.repositories import ROOT, kb, must

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "packages"
    must(kb(ROOT, "offline", "--pdf", "--out", str(folder)))
    return folder


def test_every_package_is_whole(real_packages: Path) -> None:
    names = set(sums.read(real_packages))
    assert {Path(name).suffix for name in names} == {".zip", ".zim", ".sqlite", ".pdf"}
    assert [verify(real_packages / name).faults for name in names] == [()] * len(names)


def test_the_site_is_built_with_them_beside_it(real_packages: Path, tmp_path: Path) -> None:
    must(kb(ROOT, "build", "--site-dir", str(tmp_path / "site"), "--packages", str(real_packages)))
    listed = (tmp_path / "site/reference/offline/index.html").read_text(encoding="utf-8")
    assert all(name in listed for name in sums.read(real_packages))
