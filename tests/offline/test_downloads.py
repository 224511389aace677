"""The page "Offline" names the packages that stand beside the site, with their real sizes and checksums."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from kbase.offline import sums
from kbase.site.downloads import Download, downloads_in
from tests.conftest import ROOT, SITE


def build(folder: Path, packages: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/kb.py"), "build", "--site-dir", str(folder)]
    command += ["--packages", str(packages)]
    return subprocess.run(command, capture_output=True, text=True, env=SITE, check=False)


@pytest.fixture(scope="module")
def site(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beside") / "kb"
    ran = build(folder, packages)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.mark.parametrize("page", ["reference/offline/index.html", "ru/reference/offline/index.html"])
def test_each_package_has_its_size_and_checksum(site: Path, packages: Path, page: str) -> None:
    tree = html.parse(str(site / page)).getroot()
    rows = {row.findtext(".//a"): row for row in tree.iterfind(".//table/tbody/tr")}
    wanted = sums.read(packages)
    assert set(rows) == set(wanted) and len(wanted) >= 4
    for name, row in rows.items():
        target = (site / page).parent / row.find(".//a").get("href")
        assert target.resolve().read_bytes() == (packages / name).read_bytes()
        assert row.findtext(".//code") == wanted[name]
        size = f"{(packages / name).stat().st_size / 1e6:.1f}".removesuffix(".0")
        assert size in row.text_content().replace(",", ".")
    sums_link = (site / page).parent / tree.xpath("//a[text()='SHA256SUMS']")[0].get("href")
    assert sums_link.resolve().is_file()


def test_packages_of_another_commit_are_refused(packages: Path, tmp_path: Path) -> None:
    shutil.copytree(packages, tmp_path / "packages")
    (tmp_path / "packages/kb.sqlite").write_bytes(b"")
    ran = build(tmp_path / "site", tmp_path / "packages")
    assert ran.returncode == 2 and "another commit" in ran.stderr and "Traceback" not in ran.stderr
    (tmp_path / "packages/SHA256SUMS").unlink()
    assert "holds no packages" in build(tmp_path / "site", tmp_path / "packages").stderr


def test_a_package_tells_its_kind_and_language_by_its_name(tmp_path: Path) -> None:
    for name in ("kb.sqlite", "a-ru.zim", "a.zip", "a-actors-en.pdf", "SHA256SUMS"):
        (tmp_path / name).write_bytes(b"12345")
    found = downloads_in(tmp_path)
    told = [(download.kind, download.language, download.section) for download in found]
    assert told == [("zip", None, None), ("zim", "ru", None), ("sqlite", None, None), ("pdf", "en", "actors")]
    assert all(isinstance(download, Download) and download.size == 5 for download in found)
    assert downloads_in(None) == ()
