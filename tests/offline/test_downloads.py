"""The page "Offline" names the packages that stand beside the site, with their real sizes and checksums."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from kbase.offline import sums
from kbase.site.downloads import Download, downloads_in
from tests.conftest import Built
from tests.repositories import ROOT, kb, must


@pytest.fixture(scope="module")
def beside(example: Path, packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with the packages beside it."""
    folder = tmp_path_factory.mktemp("beside") / "kb"
    must(kb(example, "build", "--site-dir", str(folder), "--packages", str(packages)))
    return folder


@pytest.mark.parametrize("page", ["reference/offline/index.html", "ru/reference/offline/index.html"])
def test_each_package_has_its_size_and_checksum(beside: Path, packages: Path, page: str) -> None:
    tree = html.parse(str(beside / page)).getroot()
    rows = {row.findtext(".//a"): row for row in tree.iterfind(".//table/tbody/tr")}
    wanted = sums.read(packages)
    assert set(rows) == set(wanted) and len(wanted) >= 4
    for name, row in rows.items():
        target = (beside / page).parent / row.find(".//a").get("href")
        assert target.resolve().read_bytes() == (packages / name).read_bytes()
        assert row.findtext(".//code") == wanted[name]
        number, unit = re.search(r"([\d.,]+)\s([kMкМ])[BБ]$", row.findall("td")[-1].text_content()).groups()
        size = float(number.replace(",", ".")) * (1e6 if unit in "MМ" else 1e3)
        assert size == pytest.approx((packages / name).stat().st_size, rel=0.05)
    sums_link = (beside / page).parent / tree.xpath("//a[text()='SHA256SUMS']")[0].get("href")
    assert sums_link.resolve().is_file()


@pytest.mark.parametrize("prefix", ["", "ru/"])
def test_without_packages_the_page_promises_none_and_says_how_they_are_made(built: Built, prefix: str) -> None:
    """What the reader's own browser keeps stands first; no link leads to a file that is not there."""
    page = built.pages[f"{prefix}reference/offline/"]
    ids = page.xpath("//main//@id")
    assert ids.index("app") < ids.index("packages")
    shown = page.xpath("string(//article)")
    guide = "KEEPING.ru.md" if prefix else "KEEPING.md"
    assert guide in shown and "kb.py build --packages packages" in (ROOT / guide).read_text(encoding="utf-8")
    assert [word for word in ("zip", "Kiwix", "PDF", "SHA256SUMS") if word in shown] == []
    assert page.xpath("//a[contains(@href, 'packages')]") == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_prose_of_the_page_promises_no_package(language: str) -> None:
    """It is the same whatever stands beside the site."""
    prose = (ROOT / f"docs/{language}/reference/offline.md").read_text(encoding="utf-8").lower()
    assert [word for word in ("zip", "kiwix", "pdf", "sqlite", "sha256") if word in prose] == []


def test_packages_of_another_commit_are_refused(example: Path, packages: Path, tmp_path: Path) -> None:
    shutil.copytree(packages, tmp_path / "packages")
    (tmp_path / "packages/kb.sqlite").write_bytes(b"")
    ran = kb(example, "build", "--site-dir", str(tmp_path / "site"), "--packages", str(tmp_path / "packages"))
    assert ran.returncode == 2 and "another commit" in ran.stderr and "Traceback" not in ran.stderr
    assert not (tmp_path / "site").exists()


def test_a_package_tells_its_kind_and_language_by_its_name(tmp_path: Path) -> None:
    for name in ("kb.sqlite", "a-ru.zim", "a.zip", "a-actors-en.pdf", "SHA256SUMS"):
        (tmp_path / name).write_bytes(b"12345")
    found = downloads_in(tmp_path)
    told = [(download.kind, download.language, download.section) for download in found]
    assert told == [("zip", None, None), ("zim", "ru", None), ("sqlite", None, None), ("pdf", "en", "actors")]
    assert all(isinstance(download, Download) and download.size == 5 for download in found)
    assert downloads_in(None) == ()
