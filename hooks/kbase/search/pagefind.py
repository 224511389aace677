"""The search bundle: Pagefind's command run over documents of its own, checked, tidied, packed for a folder.

It is run for one language after the other: it holds all documents of a run in memory, some sixteen times their size.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kbase.core.pages.paths import SEARCH
from kbase.search.fragments import lighten
from kbase.search.pagefind_chunks import split_chunks
from kbase.search.pagefind_files import Unknown
from kbase.search.pagefind_order import sort_filters

FOLDER: Final = SEARCH
"""Where the bundle lies in the site."""

DOCUMENTS: Final = ".documents"
"""Where the documents for the index lie in the unfinished site, until it is made."""

ENTRY: Final = "pagefind-entry.json"
_KEPT: Final = ("pagefind.js", ENTRY, "pagefind.*.pf_meta", "wasm.en.pagefind", "wasm.ru.pagefind")
"""Of the files beside the chunks; the rest are Pagefind's own interfaces and its worker, which we do not use."""


class Disagreement(Exception):
    """The documents that the index was given and those that it holds are not the same, or Pagefind failed."""


def add(site: Path, language: str, path: str, document: str) -> None:
    """Puts the document of a page where the index of the site in `site`, which is being built, will read it; `path` is
    that of the page's file ("ru/actors/sber/index.html"). They lie on the disk: together they are larger than the base.
    """
    file = site / DOCUMENTS / language / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(document, encoding="utf-8")


def make(
    site: Path,
    documents: Mapping[str, int],
    files: Mapping[str, str],
    packed: bool,
    names: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Makes the bundle of the site in `site` from the documents that were added, with `files` (name → text) beside it,
    and removes the documents.

    `documents` says how many there are in each language; Disagreement is raised where the index holds another number
    of them. Of `names`, by language, the tables by addresses ("/ru/actors/sber/") are written with the engine's ids of
    the pages instead. With `packed` every file of the bundle becomes a script, since scripts are all that a page may
    load from a folder.
    """
    bundle = site / FOLDER
    _write_index(site / DOCUMENTS, bundle, documents)
    shutil.rmtree(site / DOCUMENTS)
    _tidy(bundle)
    try:
        sort_filters(bundle, bundle / ENTRY)
        split_chunks(bundle, bundle / ENTRY)
    except Unknown as unknown:
        raise Disagreement(f"search: {unknown}: adapt hooks/kbase/search/pagefind_files.py") from None
    ids = lighten(bundle)
    by_id = {f"titles-{language}.json": _by_id(tables, ids) for language, tables in (names or {}).items()}
    for name, text in {**files, **by_id}.items():
        (bundle / name).write_text(text, encoding="utf-8")
    if packed:
        _pack(bundle)


def _by_id(tables: Mapping[str, Any], ids: Mapping[str, str]) -> str:
    """Tables of names as JSON: a table by addresses becomes one by ids of results, a list stays as it is."""
    found = {
        key: {ids[page.removesuffix("index.html")]: row for page, row in table.items()}
        if isinstance(table, Mapping)
        else table
        for key, table in tables.items()
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _write_index(folder: Path, bundle: Path, documents: Mapping[str, int]) -> None:
    """Indexes the documents of each language in `folder`; the file that names the languages names all of them then."""
    languages: dict[str, Any] = {}
    entry: dict[str, Any] = {}
    for language, expected in documents.items():
        _run_pagefind(folder / language, bundle)
        entry = json.loads((bundle / ENTRY).read_text(encoding="utf-8"))
        found = entry["languages"].get(language, {}).get("page_count", 0)
        if found != expected:
            counts = f"expected {expected} results in '{language}', found {found} in the index"
            raise Disagreement(f"search: {counts}: look at data-pagefind-body in templates/indexed.html")
        languages |= entry["languages"]
    (bundle / ENTRY).write_text(json.dumps({**entry, "languages": languages}), encoding="utf-8")


def _run_pagefind(folder: Path, bundle: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    where = ["--site", str(folder), "--output-path", str(bundle)]
    command = [sys.executable, "-m", "pagefind", *where, "--silent"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.returncode:
        raise Disagreement(f"search: Pagefind failed: {' '.join((ran.stderr or ran.stdout).split())}")


def _tidy(bundle: Path) -> None:
    kept = {path for pattern in _KEPT for path in bundle.glob(pattern)}
    for path in bundle.iterdir():
        if path.is_file() and path not in kept:
            path.unlink()


def _pack(bundle: Path) -> None:
    """Each file as a classic script that hands its content over in base64, for pages opened from a folder."""
    for path in list(_files(bundle)):
        name = json.dumps(path.relative_to(bundle).as_posix())
        content = base64.b64encode(path.read_bytes()).decode()
        path.with_name(f"{path.name}.js").write_text(f'kbPacked({name},"{content}");', encoding="ascii")
        path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
