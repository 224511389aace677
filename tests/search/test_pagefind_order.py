"""Pagefind's index in one order: two runs of it differ, and after sorting they do not."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kbase.search.pagefind_files import Unknown
from kbase.search.pagefind_order import sort_filters

VALUES = [f"value {n}" for n in range(40)]
FILTERS = ("year", "type", "country", "kind", "content")


def index_of(folder: Path) -> dict[str, bytes]:
    """Every file of a sorted index of a few pages, by its path."""
    for number in range(40):
        filters = "".join(f'<i data-pagefind-filter="{name}">{VALUES[number]}</i>' for name in FILTERS)
        page = f'<html lang="en"><body><div data-pagefind-body>Page {number}{filters}</div></body></html>'
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--output-subdir", "search", "--silent"]
    subprocess.run(command, check=True, capture_output=True)
    bundle = folder / "search"
    sort_filters(bundle, bundle / "pagefind-entry.json")
    return {path.relative_to(bundle).as_posix(): path.read_bytes() for path in bundle.rglob("*") if path.is_file()}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert index_of(tmp_path / "one") == index_of(tmp_path / "two")


def test_the_files_that_are_named_are_there(tmp_path: Path) -> None:
    files = index_of(tmp_path)
    named = json.loads(files["pagefind-entry.json"])["languages"]["en"]["hash"]
    assert f"pagefind.{named}.pf_meta" in files
    assert sum(path.startswith("filter/") for path in files) == len(FILTERS)


def test_another_form_is_refused(tmp_path: Path) -> None:
    index_of(tmp_path)
    entry = tmp_path / "search/pagefind-entry.json"
    (main,) = (tmp_path / "search").glob("*.pf_meta")
    main.write_bytes(gzip.compress(gzip.decompress(main.read_bytes()) + b"\x00"))
    with pytest.raises(Unknown):
        sort_filters(tmp_path / "search", entry)
