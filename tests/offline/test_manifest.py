"""The list of a copy's files: whatever happens to a file, to the list or to the zip is found and named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kbase.offline import manifest, sums, zipping
from kbase.offline.verifying import verify

MOMENT = datetime(2026, 11, 24, 7, 18, 33, tzinfo=UTC)
FILES = {"index.html": "<p>Home", "ru/index.html": "<p>Начало", "assets/a.css": "p {}", "Файл с пробелом.txt": ""}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A tiny copy in a folder."""
    folder = tmp_path / "a copy"
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    manifest.write(folder, manifest.make(folder, "abc", MOMENT))
    return folder


def packed(folder: Path) -> Path:
    """The copy in `folder` as a zip."""
    target = folder.with_suffix(".zip")
    zipping.write(folder, target, MOMENT)
    return target


def flip(file: Path, at: int = 3) -> None:
    """Alters one bit of one byte."""
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


def test_a_whole_copy_has_no_fault_and_tells_its_age(small: Path) -> None:
    for form in (small, packed(small)):
        verdict = verify(form, MOMENT.replace(year=2036))
        assert verdict.faults == ()
        assert "6 files" in verdict.about and "abc" in verdict.about and "3653 days old" in verdict.about


def test_a_clock_before_the_copy_is_told(small: Path) -> None:
    assert "later day than this computer's clock" in verify(small, MOMENT.replace(year=2001)).about


@pytest.mark.parametrize("path", ["index.html", "ru/index.html", "assets/a.css", "manifest.json", "assets/manifest.js"])
@pytest.mark.parametrize("form", [lambda folder: folder, packed], ids=["folder", "zip"])
def test_one_altered_byte_in_any_file_is_named(small: Path, path: str, form: Callable[[Path], Path]) -> None:
    flip(small / path)
    assert verify(form(small), MOMENT).faults == (f"altered: {path}",)


def test_an_altered_checksum_in_either_list_is_named_as_that_list(small: Path) -> None:
    """Even where the list stays readable: it holds its own digest."""
    for path in manifest.LISTED, manifest.SCRIPT:
        before = (small / path).read_text(encoding="utf-8")
        listed = manifest.read(lambda name: (small / name).read_bytes())
        assert listed is not None
        checksum = listed["files"]["index.html"]["sha256"]
        (small / path).write_text(before.replace(checksum, checksum[::-1]), encoding="utf-8")
        assert verify(small, MOMENT).faults == (f"altered: {path}",)
        (small / path).write_text(before, encoding="utf-8")


def test_missing_and_extra_files_are_named_and_litter_is_not(small: Path) -> None:
    (small / "assets/a.css").unlink()
    (small / "assets/b.css").touch()
    (small / ".DS_Store").touch()
    assert verify(small, MOMENT).faults == ("missing: assets/a.css", "extra: assets/b.css")


def test_a_copy_without_any_list_is_no_copy(small: Path) -> None:
    (small / manifest.LISTED).unlink()
    assert verify(small, MOMENT).faults == ("missing: manifest.json",)
    (small / manifest.SCRIPT).unlink()
    assert "no complete copy" in verify(small, MOMENT).faults[0]


def test_a_zip_cut_anywhere_is_told(small: Path) -> None:
    whole = packed(small).read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        cut = small.parent / "cut.zip"
        cut.write_bytes(whole[:length])
        assert verify(cut, MOMENT).faults == ("the zip file is cut short or is no zip file: get it again",)


def test_a_byte_altered_inside_a_zip_is_told_of_the_file_it_belongs_to(small: Path) -> None:
    file = packed(small)
    flip(file, file.read_bytes().index(b"ru/index.html") + len("ru/index.html") + 4)
    assert verify(file, MOMENT).faults == ("unreadable: ru/index.html",)


def test_checksums_beside_a_package_are_compared(small: Path) -> None:
    file = packed(small)
    sums.write(file.parent, [file])
    assert verify(file, MOMENT).faults == () and verify(file.parent, MOMENT).faults == ()
    file.write_bytes(file.read_bytes() + b" ")
    assert "its SHA-256 is not the one in SHA256SUMS" in verify(file, MOMENT).faults
    file.unlink()
    assert "there is no" in verify(small.parent, MOMENT).faults[0]


def test_a_file_that_holds_nothing_to_check_it_by_is_not_called_whole(tmp_path: Path) -> None:
    (tmp_path / "dossier.pdf").write_bytes(b"%PDF")
    assert "put SHA256SUMS beside it" in verify(tmp_path / "dossier.pdf").faults[0]


def test_two_zips_of_the_same_files_are_the_same_bytes(small: Path) -> None:
    first = packed(small).read_bytes()
    (small / "index.html").touch()
    (small / "ru/index.html").chmod(0o600)
    assert packed(small).read_bytes() == first
