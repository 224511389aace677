"""Packages of one run stand together: all of them, or those that stood before."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kbase.offline import sums
from kbase.offline.packages import Package, make_all

EDITION: Any = None


def writes(text: str) -> Callable[[Any, Path], None]:
    def make(_: Any, target: Path) -> None:
        target.write_text(text, encoding="utf-8")

    return make


def fails(error: BaseException) -> Callable[[Any, Path], None]:
    def make(_: Any, target: Path) -> None:
        target.write_text("half", encoding="utf-8")
        raise error

    return make


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name != sums.NAME}


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), RuntimeError("x"), KeyboardInterrupt()]
)
def test_what_ends_a_run_leaves_the_packages_that_stood(tmp_path: Path, error: BaseException) -> None:
    """A full disk, a fault, Ctrl-C: no half-made file, and none of another commit beside the others."""
    old = (Package("a.zip", writes("old")), Package("b.zip", writes("old")))
    make_all(EDITION, tmp_path, old)
    with pytest.raises(type(error)) as raised:
        make_all(EDITION, tmp_path, (Package("a.zip", writes("new")), Package("b.zip", fails(error))))
    assert contents(tmp_path) == {"a.zip": "old", "b.zip": "old"}
    if isinstance(raised.value, OSError):
        assert raised.value.filename == str(tmp_path / "b.zip.new")


def test_all_names_are_taken_at_the_end(tmp_path: Path) -> None:
    made = make_all(EDITION, tmp_path, (Package("a.zip", writes("new")), Package("b.zip", writes("new"))))
    assert made == [tmp_path / "a.zip", tmp_path / "b.zip"] and set(contents(tmp_path).values()) == {"new"}
