"""What is kept between two runs is what was written or nothing, and an attempt that failed leaves no file behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbase.core.kept import read_kept, write_kept


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new folder/kept.json"
    assert write_kept(file, {"a": ["ё", 1]}) and read_kept(file) == {"a": ["ё", 1]}
    assert [path.name for path in file.parent.iterdir()] == ["kept.json"]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a": 1}', b'{"sha256": "0", "kept": {"a": 1}}\n']
)
def test_what_nobody_has_written_so_is_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "kept.json").write_bytes(damage)
    assert read_kept(tmp_path / "kept.json") == {}


def test_what_was_changed_since_is_not_believed(tmp_path: Path) -> None:
    """However right it looks."""
    file = tmp_path / "kept.json"
    write_kept(file, {"code": "now", "grade": "A"})
    file.write_bytes(file.read_bytes().replace(b'"A"', b'"B"'))
    assert read_kept(file) == {}


def deep() -> list[object]:
    """A list in lists, deeper than Python goes."""
    found: list[object] = []
    for _ in range(100_000):
        found = [found]
    return found


@pytest.mark.parametrize("kept", ["\ud800", deep()], ids=["half a letter", "too deep"])
def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, kept: object) -> None:
    file = tmp_path / "kept.json"
    write_kept(file, {"a": 1})
    assert not write_kept(file, {"a": kept})
    assert read_kept(file) == {"a": 1} and [*tmp_path.iterdir()] == [file]


def test_a_place_that_is_taken_leaves_no_unfinished_file(tmp_path: Path) -> None:
    (tmp_path / "kept.json").mkdir()
    assert not write_kept(tmp_path / "kept.json", {"a": 1})
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]
